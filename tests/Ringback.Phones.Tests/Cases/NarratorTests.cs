using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Files.Configuration;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;
using Ringback.Phones.Stories;

namespace Ringback.Phones.Tests.Cases;

public sealed class NarratorTests
{
    [Fact]
    public void A_request_is_told_with_its_reason()
    {
        string told = Told(new FileAsked
        {
            At = default, Name = "OS79XX.TXT", Outcome = AskOutcome.NotHere, Because = "there is none",
        }).Text;
        Assert.Contains("OS79XX.TXT", told);
        Assert.Contains("there is none", told);
    }

    [Theory]
    [InlineData("P00305000300", true)]
    [InlineData("P0030801SR02", false)]
    public void A_phone_that_comes_up_halfway_is_said_to_need_a_start(string load, bool isHalfway)
    {
        PhoneCase before = new Story().Starts("P0030801SR02", BootCode.Early, "first", "then").Asks("OS79XX.TXT").Case;
        string told = Narrator.Tell(before, new PhoneRegistered
        {
            At = default, Mac = Story.Mac, Via = ProofKind.SccpRegister, DeviceName = "SEP" + Story.Mac, Load = load,
        }, PhoneCatalogue.BuiltIn).First().Text;
        Assert.Equal(isHalfway, told.Contains("when it starts again", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void A_version_speaks_against_the_target_at_the_last_step_only(int steps, bool isSaid)
    {
        Story story = new Story().Starts("P0S3-06-3-00", BootCode.Early, "first", "then");
        for (int i = 0; i < steps; i++) story.Add(new StepProved { At = default, Step = i, By = "it asks" });
        string told = Narrator.Tell(story.Asks("OS79XX.TXT").Case, new PhoneRegistered
        {
            At = default, Mac = Story.Mac, Via = ProofKind.SipRegister, DeviceName = "1", Version = "4.4",
        }, PhoneCatalogue.BuiltIn).First().Text;
        Assert.Equal(isSaid, told.Contains("has not taken", StringComparison.Ordinal));
    }

    [Fact]
    public void A_request_by_HTTP_says_so() => Assert.Contains("asks for SEPDefault by HTTP", Told(new FileAsked
    {
        At = default, Name = "SEPDefault", Outcome = AskOutcome.NotHere, Transport = Transport.Http, Because = "no",
    }).Text);

    [Fact]
    public void A_refused_request_asks_for_attention() => Assert.Equal(StoryTone.Attention, Told(new FileAsked
    {
        At = default, Name = "../x", Outcome = AskOutcome.Refused, Because = "no",
    }).Tone);

    [Theory]
    [InlineData("P0S3-8-12-00\n.loads", "P0S3-8-12-00⏎.loads")]
    [InlineData("a\r\u001b[31mb", "a␍\\x1B[31mb")]
    public void Nothing_that_came_off_a_phone_is_told_raw(string name, string shown) =>
        Assert.Contains(shown, Told(new FileAsked
        {
            At = default, Name = name, Outcome = AskOutcome.NotHere, Because = "",
        }).Text);

    [Fact]
    public void A_stray_byte_is_told_with_its_name_value_place_and_cure()
    {
        StoryLine told = Told(new NameForgiven
        {
            At = default, Name = "P0S3-8-12-00\n.loads", Shown = "P0S3-8-12-00⏎.loads", Meant = "P0S3-8-12-00.loads",
            Code = "stray-character-in-name", Stray = [new StrayByte(12, "0x0A", "line feed")], Source = "OS79XX.TXT",
            Advice = "Save OS79XX.TXT without it.",
        });
        Assert.All((string[])["line feed", "0x0A", "position 13", "OS79XX.TXT"],
            word => Assert.Contains(word, told.Text));
        Assert.Equal(StoryTone.Attention, told.Tone);
    }

    [Fact]
    public void A_whole_image_is_told_with_the_warning_not_to_unplug() =>
        Assert.Contains("Do not unplug", Told(Ended("P0S3-8-12-00.sb2", TransferOutcome.Delivered)).Text);

    [Fact]
    public void A_small_file_that_arrived_is_not_worth_a_sentence() =>
        Assert.Empty(Narrator.Tell(new PhoneCase(), Ended("SIPDefault.cnf", TransferOutcome.Delivered) with
        {
            Length = 512,
        }, PhoneCatalogue.BuiltIn));

    [Theory]
    [InlineData(TransferOutcome.Stalled, "cable")]
    [InlineData(TransferOutcome.NeverAnswered, "firewall")]
    [InlineData(TransferOutcome.PhoneError, "Disk full")]
    public void A_transfer_that_failed_is_a_fault_with_something_to_do(TransferOutcome outcome, string word)
    {
        StoryLine told = Told(Ended("P0S3-8-12-00.sb2", outcome));
        Assert.Contains(word, told.Text);
        Assert.Equal(StoryTone.Fault, told.Tone);
    }

    [Fact]
    public void A_refused_conversion_is_told_with_its_reason() => Assert.Contains("P0S3-8-12-00.sb2 is missing",
        Told(new ConversionRefused { At = default, Goal = "sip", Reason = "P0S3-8-12-00.sb2 is missing" }).Text);

    [Fact]
    public void A_conversion_is_told_with_its_steps_and_each_warning()
    {
        StoryLine[] told = [.. Narrator.Tell(new PhoneCase(), new ConversionStarted
        {
            At = default, Goal = "sip", Target = "P0S3-8-12-00", From = BootCode.Early,
            Steps = ["take the loader", "start the load"], Warnings = ["there is no way back"],
        }, PhoneCatalogue.BuiltIn)];
        Assert.Equal(2, told.Length);
        Assert.Contains("take the loader; then start the load", told[0].Text);
        Assert.Contains("there is no way back", told[1].Text);
    }

    [Theory]
    [InlineData(PhoneProtocol.Sip, null, "is a SIP phone now")]
    [InlineData(PhoneProtocol.Sccp, "P0030801SR02", "is an SCCP phone now: it says itself that it runs P0030801SR02")]
    public void A_proof_says_how_the_load_is_known(PhoneProtocol protocol, string? load, string words) =>
        Assert.Contains(words, Told(new ConversionProved
        {
            At = default, Target = "P0S3-8-12-00", Via = ProofKind.SipRegister, Protocol = protocol, Load = load,
        }).Text);

    [Fact]
    public void A_registration_is_told_with_model_and_load()
    {
        string told = Told(new PhoneRegistered
        {
            At = default, Via = ProofKind.SccpRegister, DeviceName = "SEP000E84C060A6", Load = "P0030801SR02",
            Model = "7940",
        }).Text;
        Assert.All((string[])["SCCP", "SEP000E84C060A6", "P0030801SR02", "7940"], w => Assert.Contains(w, told));
    }

    [Theory]
    [InlineData(AskOutcome.Served, "asks for OS79XX.TXT and gets it")]
    [InlineData(AskOutcome.NotHere, "asks for OS79XX.TXT, which is not there")]
    [InlineData(AskOutcome.Refused, "asks for OS79XX.TXT and is refused")]
    public void An_answer_that_was_only_seen_is_told_without_a_reason(AskOutcome outcome, string told) =>
        Assert.Equal(told, Told(new FileAsked
        {
            At = default, Name = "OS79XX.TXT", Outcome = outcome,
            Served = outcome is AskOutcome.Served ? "OS79XX.TXT" : null,
        }).Text);

    [Fact]
    public void No_sentence_ends_with_a_reason_that_nobody_gave()
    {
        PhoneEvent[] events =
        [
            new AddressAnswered { At = default, Answer = AddressAnswer.Refused },
            new AddressAnswered { At = default, Answer = AddressAnswer.Silence },
            new NameAsked { At = default, Name = "a", Type = "A" },
            new LoadValueReplaced { At = default, File = "a", Key = "b", To = "c" },
        ];
        Assert.All(events, e => Assert.DoesNotContain(": ", Told(e).Text + " "));
    }

    private static StoryLine Told(PhoneEvent e) =>
        Assert.Single(Narrator.Tell(new PhoneCase(), e, PhoneCatalogue.BuiltIn));

    private static TransferEnded Ended(string name, TransferOutcome outcome) => new()
    {
        At = default, Name = name, Outcome = outcome, Bytes = 512, Length = 756_524, Blocks = 1478,
        Retransmissions = 0, Seconds = 2, PhoneMessage = outcome == TransferOutcome.PhoneError ? "Disk full" : null,
    };
}
