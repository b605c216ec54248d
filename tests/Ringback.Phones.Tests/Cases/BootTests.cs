using System.Net;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;

namespace Ringback.Phones.Tests.Cases;

/// <summary>Where one boot of a phone ends and the next begins, and what each holds.</summary>
public sealed class BootTests
{
    private const string Trust = "CTLSEP000E84C060A6.tlv";
    private const string Own = "SEP000E84C060A6.cnf.xml";
    private const string Load = "P0030801SR02";

    [Fact]
    public void A_hunt_after_a_registration_is_a_new_boot() => Assert.Equal([2, 1],
        Counts(new Story().Asks(Trust, Own).Registers(ProofKind.SccpRegister, Load).Asks(Trust)));

    [Fact]
    public void A_phone_that_only_says_again_by_SIP_that_it_is_there_is_up_since_the_first_time()
    {
        Story story = new Story().Asks("SIP000E84C060A6.cnf").Registers(ProofKind.SipRegister).Wait(3500)
            .Registers(ProofKind.SipRegister).Gets("RINGLIST.DAT").Registers(ProofKind.SipRegister);
        Assert.Equal(story.Events[1].At, story.Case.Boots[^1].Registration?.At);
        Assert.Equal(story.Events[^1].At, story.Case.LastSeen);
    }

    [Theory]
    [InlineData("an alarm")]
    [InlineData("a question for firmware")]
    [InlineData("a long silence")]
    [InlineData("another load")]
    [InlineData("SCCP, which no phone says again")]
    public void What_may_be_a_start_that_nobody_saw_is_a_new_time(string what)
    {
        ProofKind via = what.StartsWith("SCCP", StringComparison.Ordinal) ? ProofKind.SccpRegister
            : ProofKind.SipRegister;
        Story story = new Story().Asks("SIP000E84C060A6.cnf").Registers(via);
        _ = what switch
        {
            "an alarm" => story.Alarms(null),
            "a question for firmware" => story.Gets("P0S3-8-12-00.loads"),
            "a long silence" => story.Wait(2 * 3600),
            _ => story,
        };
        story.Registers(via, what == "another load" ? "P0S3-8-12-00" : null);
        Assert.Equal(story.Events[^1].At, story.Case.Boots[^1].Registration?.At);
    }

    [Fact]
    public void A_loader_that_was_fetched_makes_a_new_boot() => Assert.Equal([2, 1],
        Counts(new Story().Asks("OS79XX.TXT").Takes("P003-8-12-00.sbn").Asks(Trust)));

    [Fact]
    public void The_application_that_a_loader_starts_is_the_same_boot() => Assert.Equal([6],
        Counts(new Story().Asks(Trust, Own).Gets(Load + ".loads").Takes(Load + ".sb2").Asks(Trust, Own)));

    [Fact]
    public void A_question_whose_answer_was_lost_is_the_same_boot_and_one_entry()
    {
        Boot boot = Assert.Single(new Story().Gets("OS79XX.TXT").Gets("OS79XX.TXT").Gets("OS79XX.TXT").Case.Boots);
        Assert.Equal(3, Assert.Single(boot.Asks).Times);
        Assert.Equal(Story.Begin, boot.Asks[0].Began);
    }

    [Fact]
    public void A_first_question_after_an_answer_that_was_had_whole_is_a_new_boot() => Assert.Equal([1, 1],
        Counts(new Story().Takes("OS79XX.TXT").Takes("OS79XX.TXT")));

    [Fact]
    public void A_first_question_long_after_the_last_is_a_new_boot()
    {
        Story story = new Story().Asks("OS79XX.TXT");
        story.Wait(600).Asks("OS79XX.TXT");
        Assert.Equal([1, 1], Counts(story));
    }

    [Fact]
    public void A_phone_that_looks_for_an_address_boots_and_does_so_once()
    {
        Story story = new Story().Asks(Own).Discovers().Discovers().Asks(Trust, Own);
        Assert.Equal([BootSign.Heard, BootSign.Address], story.Case.Boots.Select(b => b.By));
        Assert.Equal([1, 2], Counts(story));
    }

    [Fact]
    public void A_transfer_ends_where_its_question_stands_even_when_the_phone_is_further()
    {
        Story story = new Story().Gets(Load + ".sbn").Asks(Trust).Ends(Load + ".sbn", TransferOutcome.Delivered);
        Assert.True(story.Case.Boots[0].Asks[0].IsConfirmed);
    }

    [Fact]
    public void The_end_of_a_first_try_is_not_the_end_of_the_second()
    {
        Story story = new Story().Gets(Own, port: 1).Gets(Own, port: 2)
            .Ends(Own, TransferOutcome.Restarted, port: 1);
        Assert.Null(story.Case.Boots[0].Asks[0].Ended);
        Assert.True(story.Ends(Own, TransferOutcome.Delivered, port: 2).Case.Boots[0].Asks[0].IsConfirmed);
    }

    [Fact]
    public void A_boot_keeps_how_it_came_up()
    {
        Boot boot = new Story().Asks(Trust).Alarms(Load).Registers(ProofKind.SccpRegister, Load).Case.Boots[0];
        Assert.Equal((Load, PhoneProtocol.Sccp, true),
            (boot.Alarm!.Load, boot.Registration!.Protocol, boot.IsUp));
    }

    [Fact]
    public void Each_question_keeps_the_event_that_shows_it()
    {
        Origin origin = new LineOrigin("tftpd32.log", 17);
        PhoneCase phone = new PhoneCase().Apply(new FileAsked
        {
            At = Story.Begin, Name = "P0S3-06-3-00\n.sbn", Outcome = AskOutcome.NotHere, Origin = origin,
        }, PhoneCatalogue.BuiltIn);
        Assert.Equal(("P0S3-06-3-00\n.sbn", origin), (phone.Boots[0].Asks[0].Name, phone.Boots[0].Asks[0].Evidence));
    }

    [Fact]
    public void However_long_it_goes_on_a_few_boots_and_questions_are_kept()
    {
        Story story = new();
        for (int i = 0; i < 20; i++) story.Asks("OS79XX.TXT", "SIPDefault.cnf");
        for (int i = 0; i < 200; i++) story.Asks("SIPDefault.cnf", "RINGLIST.DAT");
        PhoneCase phone = story.Case;
        Assert.True(phone.Boots.Length <= BootLimits.Boots && phone.Boots.All(b => b.Asks.Length <= BootLimits.Asks));
        Assert.Equal((BootCode.Early, PhoneProtocol.Sip), (phone.BootCode, phone.Shown.AsksAs));
    }

    [Fact]
    public void What_is_believed_does_not_depend_on_how_many_boots_are_kept()
    {
        Story story = new Story().Asks("OS79XX.TXT", "P0S30203.bin", "SIP000E84C060A6.cnf");
        for (int i = 0; i < 30; i++) story.Asks("OS79XX.TXT", "SIPDefault.cnf");
        Assert.False(story.Case.Shown.WantsSigned);
    }

    [Fact]
    public void One_phone_under_two_addresses_is_what_its_events_in_order_say()
    {
        IPAddress second = IPAddress.Parse("192.0.2.41");
        FileAsked nameless = new()
        {
            At = Story.Begin.AddSeconds(1), Address = second, Name = "OS79XX.TXT", Outcome = AskOutcome.NotHere,
        };
        FileAsked later = new()
        {
            At = Story.Begin.AddSeconds(2), Address = Story.Phone, Mac = Story.Mac, Name = Trust,
            Outcome = AskOutcome.NotHere,
        };
        CaseBook book = new(PhoneCatalogue.BuiltIn);
        book.Apply(later with { At = Story.Begin, Name = Own });
        book.Apply(nameless);
        book.Apply(later);
        // Only now it shows that the nameless one was this phone: its question came before the last one.
        PhoneCase phone = book.Apply(later with { At = Story.Begin.AddSeconds(3), Address = second, Name = Own })!;
        Assert.Equal(BootCode.Universal, phone.BootCode);
        Assert.Equal([Own, "OS79XX.TXT", Trust, Own], phone.Boots.SelectMany(b => b.Asks).Select(a => a.Name));
    }

    private static int[] Counts(Story story) => [.. story.Case.Boots.Select(b => b.Asks.Length)];

    private static class BootLimits
    {
        internal const int Boots = 4;
        internal const int Asks = 40;
    }
}
