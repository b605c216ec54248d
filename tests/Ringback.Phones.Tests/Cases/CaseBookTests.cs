using System.Net;
using System.Text.Json;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Files.Configuration;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;
using Ringback.Phones.Stories;

namespace Ringback.Phones.Tests.Cases;

public sealed class CaseBookTests
{
    private static readonly IPAddress Second = IPAddress.Parse("192.0.2.41");
    private static readonly MacAddress Other = MacAddress.Parse("001B535CD3D6");

    [Fact]
    public void A_nameless_phone_is_adopted_when_it_names_itself()
    {
        CaseBook book = Book(new Story().Asks("OS79XX.TXT", "SEP000E84C060A6.cnf.xml"));
        PhoneCase phone = Assert.Single(book.All);
        Assert.Equal((Story.Mac, BootCode.Early, 2), (phone.Mac, phone.BootCode, phone.Story.Count));
    }

    [Fact]
    public void A_nameless_request_after_the_name_belongs_to_the_phone() =>
        Assert.Equal(BootStage.Configuring,
            Book(new Story().Asks("SIP000E84C060A6.cnf").Takes("P0S3-8-12-00.sb2").Asks("SIPDefault.cnf"))
                .Find(Story.Mac)?.Stage);

    [Fact]
    public void Two_phones_at_two_addresses_stay_apart()
    {
        CaseBook book = Book(new Story().Asks("OS79XX.TXT").Add(Asked("OS79XX.TXT", Second)));
        Assert.Equal(2, book.All.Count);
    }

    [Fact]
    public void A_phone_that_takes_over_an_address_does_not_inherit_the_case()
    {
        CaseBook book = Book(new Story().Asks("OS79XX.TXT", "SIP000E84C060A6.cnf", "SIP001B535CD3D6.cnf"));
        Assert.Equal(BootCode.Unknown, book.Find(Other)?.BootCode);
    }

    [Fact]
    public void An_address_belongs_to_the_phone_that_used_it_last()
    {
        CaseBook book = Book(new Story().Asks("SIP000E84C060A6.cnf", "SIP001B535CD3D6.cnf"));
        Assert.Equal(Other, book.Find(Story.Phone)?.Mac);
    }

    [Fact]
    public void A_known_phone_at_a_new_address_keeps_its_case()
    {
        CaseBook book = Book(new Story().Registers(ProofKind.SccpRegister, "P0030801SR02", "7960")
            .Add(Asked("CTLSEP000E84C060A6.tlv", Second)));
        PhoneCase phone = Assert.Single(book.All);
        Assert.Equal(("7960", "P0030801SR02", Second), (phone.Model, phone.Load, phone.Address));
    }

    [Fact]
    public void What_was_learned_at_a_new_address_before_the_name_joins_the_case()
    {
        CaseBook book = Book(new Story().Registers(ProofKind.SipRegister, model: "7960G")
            .Add(Asked("OS79XX.TXT", Second)).Add(Asked("MGC000E84C060A6.cnf", Second)));
        PhoneCase phone = Assert.Single(book.All);
        Assert.Equal((BootCode.Early, "7960G", 3), (phone.BootCode, phone.Model, phone.Story.Count));
    }

    [Fact]
    public void A_registration_at_a_new_address_before_the_name_joins_the_case()
    {
        CaseBook book = Book(new Story().Registers(ProofKind.SccpRegister, "P0030801SR02")
            .Add(new PhoneRegistered
            {
                At = default, Address = Second, Via = ProofKind.MgcpRestart, DeviceName = "aaln/1@[192.0.2.41]",
            }).Add(Asked("MGC000E84C060A6.cnf", Second)));
        Assert.Equal(PhoneProtocol.Mgcp, Assert.Single(book.All).Protocol);
    }

    [Fact]
    public void A_trifle_at_a_new_address_does_not_unregister_the_phone()
    {
        CaseBook book = Book(new Story().Registers(ProofKind.SipRegister)
            .Add(Asked("RINGLIST.DAT", Second))
            .Add(new AlarmReceived { At = default, Address = Second, Mac = Story.Mac, Text = "" }));
        Assert.Equal(BootStage.Registered, Assert.Single(book.All).Stage);
    }

    [Fact]
    public void Named_phones_come_first_and_in_order()
    {
        CaseBook book = Book(new Story().Add(Asked("OS79XX.TXT", Second))
            .Asks("SIP001B535CD3D6.cnf").Asks("SIP000E84C060A6.cnf"));
        Assert.Equal([Story.Mac, Other, null], book.All.Select(p => p.Mac));
    }

    [Fact]
    public void An_event_of_the_bench_is_no_phones() => Assert.Null(new CaseBook(PhoneCatalogue.BuiltIn).Apply(
        new BenchOpened { At = Story.Begin, Version = "0.1.0", Listening = [] }));

    [Fact]
    public void A_phone_that_was_never_heard_of_is_an_empty_case()
    {
        PhoneCase phone = new CaseBook(PhoneCatalogue.BuiltIn).Peek(Story.Mac, Story.Phone);
        Assert.Equal((Story.Mac, Story.Phone, BootCode.Unknown), (phone.Mac, phone.Address, phone.BootCode));
    }

    [Fact]
    public void A_look_at_a_phone_sees_what_was_learned_before_its_name() =>
        Assert.Equal(BootCode.Early, Book(new Story().Asks("OS79XX.TXT")).Peek(Story.Mac, Story.Phone).BootCode);

    [Fact]
    public void A_look_changes_nothing()
    {
        CaseBook book = Book(new Story().Asks("OS79XX.TXT"));
        string before = Json(book);
        book.Peek(Story.Mac, Story.Phone);
        book.Peek(null, Second);
        Assert.Equal(before, Json(book));
    }

    [Fact]
    public void The_same_events_give_the_same_cases() =>
        Assert.Equal(Json(Book(LongStory())), Json(Book(LongStory())));

    [Fact]
    public void Events_that_went_through_the_journals_JSON_give_the_same_cases()
    {
        CaseBook book = new(PhoneCatalogue.BuiltIn, Narrator.Tell);
        foreach (PhoneEvent e in LongStory().Events) book.Apply(EventJson.Read(EventJson.Write(e)));
        Assert.Equal(Json(Book(LongStory())), Json(book));
    }

    [Theory]
    [InlineData(null, "phone at 192.0.2.40")]
    [InlineData("OS79XX.TXT", "phone at 192.0.2.40")]
    [InlineData("SIP000E84C060A6.cnf", "phone 000E84C060A6")]
    public void People_call_a_phone_by_what_is_known(string? asks, string title) => Assert.Equal(title,
        (asks is null ? new PhoneCase { Address = Story.Phone } : Book(new Story().Asks(asks)).All[0]).Title);

    private static Story LongStory() => new Story()
        .Gets("OS79XX.TXT", 12).Starts("P0S3-8-12-00", BootCode.Early, "one", "two").Takes("P003-8-12-00.sbn")
        .Add(Asked("OS79XX.TXT", Second)).Asks("CTLSEP000E84C060A6.tlv")
        .Add(new StepProved { At = default, Step = 0, By = "it asks" })
        .Gets("SEP000E84C060A6.cnf.xml").Gets("P0S3-8-12-00.loads").Takes("P0S3-8-12-00.sb2", 756_524)
        .Add(new NameForgiven
        {
            At = default, Name = "a\n", Shown = "a⏎", Meant = "a", Code = "stray-character-in-name",
            Stray = [new StrayByte(1, "0x0A", "line feed")], Advice = "Mend it.",
        })
        .Add(new LoadValueReplaced { At = default, File = "OS79XX.TXT", Key = "OS79XX.TXT", To = "x", Because = "y" })
        .Alarms("8.0(9.0)").Registers(ProofKind.SipRegister, model: "7960G")
        .Add(new ConversionProved
        {
            At = default, Mac = Story.Mac, Target = "P0S3-8-12-00", Via = ProofKind.SipRegister,
            Protocol = PhoneProtocol.Sip,
        })
        .Add(new ConversionRefused { At = default, Address = Second, Goal = "sip", Reason = "no", Missing = ["x"] });

    private static FileAsked Asked(string name, IPAddress address) => new()
    {
        At = default, Address = address, Mac = RequestedFile.Recognise(name).Mac, Name = name,
        Outcome = AskOutcome.NotHere, Because = "it is a test",
    };

    private static CaseBook Book(Story story)
    {
        CaseBook book = new(PhoneCatalogue.BuiltIn, Narrator.Tell);
        foreach (PhoneEvent e in story.Events) book.Apply(e);
        return book;
    }

    private static string Json(CaseBook book) => JsonSerializer.Serialize(book.All, EventJson.Options);
}
