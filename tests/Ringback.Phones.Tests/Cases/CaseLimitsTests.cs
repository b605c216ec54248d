using System.Net;
using System.Text.Json;
using Ringback.Catalogue;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;
using Ringback.Phones.Stories;

namespace Ringback.Phones.Tests.Cases;

/// <summary>Whoever asks, and however many they are, the book holds what its limits say.</summary>
public sealed class CaseLimitsTests
{
    private static readonly CaseLimits Few = new() { Phones = 3, Heard = 3, Nameless = 3, Strangers = 3 };

    [Fact]
    public void A_hundred_thousand_strangers_leave_a_few_cases()
    {
        CaseBook book = new(PhoneCatalogue.BuiltIn);
        for (int i = 0; i < 100_000; i++) book.Apply(Asked("readme.txt", i));
        Assert.Equal(new CaseLimits().Strangers, book.All.Count);
        Assert.Equal(100_000 - new CaseLimits().Strangers, book.Forgotten);
    }

    [Fact]
    public void Strangers_do_not_crowd_out_a_phone_without_a_name()
    {
        CaseBook book = new(PhoneCatalogue.BuiltIn, limits: Few);
        book.Apply(Asked("OS79XX.TXT", 0));
        for (int i = 1; i < 100; i++) book.Apply(Asked("readme.txt", i));
        Assert.Equal(BootCode.Early, book.Find(Address(0))?.BootCode);
        Assert.Equal(4, book.All.Count);
    }

    [Fact]
    public void Made_up_names_leave_as_many_phones_as_the_limit_says()
    {
        CaseBook book = new(PhoneCatalogue.BuiltIn, limits: Few);
        for (int i = 1; i < 100; i++) book.Apply(Asked($"SEP{i:X12}.cnf.xml", i));
        Assert.Equal([97UL, 98UL, 99UL], book.All.Select(p => p.Mac!.Value.ToUInt64()));
    }

    [Fact]
    public void A_hundred_thousand_made_up_DHCP_clients_push_out_no_phone_that_asked_for_its_files()
    {
        CaseBook book = new(PhoneCatalogue.BuiltIn);
        book.Apply(Asked("SEP000E84C060A6.cnf.xml", 0));
        for (int i = 1; i <= 100_000; i++) book.Apply(Discovers(i));

        Assert.NotNull(book.Find(Story.Mac));
        Assert.Equal(Story.Mac, book.Find(Address(0))?.Mac);
        Assert.Equal(1 + new CaseLimits().Heard, book.All.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_phone_under_conversion_outlives_any_number_of_names_that_only_ask(bool registers)
    {
        CaseBook book = new(PhoneCatalogue.BuiltIn, limits: Few);
        Story story = new Story().Starts("P0S3-8-12-00", BootCode.Universal, "Target")
            .Gets("SEP000E84C060A6.cnf.xml");
        story = registers ? story.Registers(ProofKind.SipRegister) : story.Takes("P0S3-8-12-00.sb2");
        foreach (PhoneEvent e in story.Events) book.Apply(e);
        for (int i = 1; i < 100; i++)
        {
            book.Apply(Discovers(i));
            book.Apply(Asked($"SEP{i:X12}.cnf.xml", i));
            book.Apply(new ConversionStarted
            {
                At = Story.Begin, Mac = new MacAddress((ulong)i), Address = Address(i), Goal = "sip",
                Target = "P0S3-8-12-00", From = BootCode.Universal, Steps = [],
            });
        }

        Assert.Equal(ConversionStatus.Running, book.Find(Story.Mac)?.Conversion?.Status);
        Assert.Equal(Story.Mac, book.Find(Story.Phone)?.Mac);
    }

    [Fact]
    public void Of_those_that_were_only_heard_the_oldest_is_forgotten()
    {
        CaseBook book = new(PhoneCatalogue.BuiltIn, limits: Few);
        for (int i = 1; i < 100; i++) book.Apply(Discovers(i));
        Assert.Equal([97UL, 98UL, 99UL], book.All.Select(p => p.Mac!.Value.ToUInt64()));
        Assert.Equal(96, book.Forgotten);
    }

    [Fact]
    public void A_phone_that_is_heard_of_stays()
    {
        CaseBook book = new(PhoneCatalogue.BuiltIn, limits: Few);
        for (int i = 1; i < 100; i++)
        {
            book.Apply(Asked("SEP000E84C060A6.cnf.xml", 0));
            book.Apply(Asked($"SEP{i:X12}.cnf.xml", i));
        }

        Assert.NotNull(book.Find(Story.Mac));
        Assert.NotNull(book.Find(Address(0)));
    }

    [Fact]
    public void An_address_whose_phone_was_forgotten_begins_anew()
    {
        CaseBook book = new(PhoneCatalogue.BuiltIn, limits: Few);
        for (int i = 0; i < 3; i++) book.Apply(Asked("SEP000E84C060A6.cnf.xml", i));
        for (int i = 1; i < 4; i++) book.Apply(Asked($"SEP{i:X12}.cnf.xml", 100 + i));
        Assert.Null(book.Find(Story.Mac));
        Assert.Equal(Address(2), book.Apply(Asked("readme.txt", 2))?.Address);
        Assert.Null(book.Find(Address(2))?.Mac);
    }

    [Fact]
    public void A_stranger_that_turns_out_to_be_a_phone_keeps_its_first_moment()
    {
        CaseBook book = new(PhoneCatalogue.BuiltIn, limits: Few);
        book.Apply(Asked("readme.txt", 0));
        PhoneCase? phone = book.Apply(Asked("OS79XX.TXT", 0) with { At = Story.Begin.AddMinutes(1) });
        Assert.Equal(Story.Begin, phone?.FirstSeen);
        Assert.Single(book.All);
    }

    [Fact]
    public void Without_stories_everything_that_is_believed_is_the_same()
    {
        CaseBook with = new(PhoneCatalogue.BuiltIn, Narrator.Tell);
        CaseBook without = new(PhoneCatalogue.BuiltIn);
        Story story = new Story().Gets("OS79XX.TXT", 12).Takes("P003-8-12-00.sbn").Asks("CTLSEP000E84C060A6.tlv")
            .Gets("SEP000E84C060A6.cnf.xml").Takes("P0S3-8-12-00.sb2").Registers(ProofKind.SipRegister);
        foreach (PhoneEvent e in story.Events)
        {
            with.Apply(e);
            without.Apply(e);
        }

        Assert.NotEmpty(with.All[0].Story);
        Assert.Equal(Json(with.All.Select(c => c with { Story = [] })), Json(without.All));
    }

    private static string Json(IEnumerable<PhoneCase> cases) => JsonSerializer.Serialize(cases, EventJson.Options);

    private static IPAddress Address(int number) => new([10, (byte)(number >> 16), (byte)(number >> 8), (byte)number]);

    private static AddressAsked Discovers(int mac) => new()
    {
        At = Story.Begin, Mac = new MacAddress((ulong)mac), Ask = AddressAsk.Discover,
        VendorClass = "Cisco Systems, Inc. IP Phone CP-7940G",
    };

    private static FileAsked Asked(string name, int number) => new()
    {
        At = Story.Begin, Address = Address(number), Mac = RequestedFile.Recognise(name).Mac, Name = name,
        Outcome = AskOutcome.NotHere, Because = "it is a test",
    };
}
