using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;

namespace Ringback.Phones.Tests.Cases;

public sealed class CaseFoldTests
{
    private const string Sip = "P0S3-8-12-00";

    [Fact]
    public void The_story_of_an_early_MGCP_phone_ends_with_a_universal_SIP_phone()
    {
        PhoneCase phone = new Story()
            .Gets("OS79XX.TXT", 12).Takes("P003-8-12-00.sbn")
            .Asks("CTLSEP000E84C060A6.tlv").Gets("SEP000E84C060A6.cnf.xml").Gets(Sip + ".loads").Takes(Sip + ".sb2")
            .Gets("SIPDefault.cnf").Gets("SIP000E84C060A6.cnf").Asks("RINGLIST.DAT", "dialplan.xml")
            .Registers(ProofKind.SipRegister, model: "7960G").Case;
        Assert.Equal((Story.Mac, "7960G", "7940-7960", BootCode.Universal, PhoneProtocol.Sip, Sip,
            LoadEvidence.Inferred, BootStage.Registered, null),
            (phone.Mac, phone.Model, phone.Family, phone.BootCode, phone.Protocol, phone.Load,
            phone.LoadEvidence, phone.Stage, phone.Transfer));
    }

    [Fact]
    public void A_universal_phone_with_nothing_to_fetch_runs_what_it_checked()
    {
        PhoneCase phone = new Story().Asks("CTLSEP000E84C060A6.tlv").Gets("SEP000E84C060A6.cnf.xml")
            .Gets(Sip + ".loads").Gets("SIPDefault.cnf").Registers(ProofKind.SipRegister).Case;
        Assert.Equal((Sip, LoadEvidence.Inferred), (phone.Load, phone.LoadEvidence));
    }

    [Theory]
    [InlineData("OS79XX.TXT", BootStage.Hunting)]
    [InlineData("CTLSEP000E84C060A6.tlv", BootStage.Hunting)]
    [InlineData("SEP000E84C060A6.cnf.xml", BootStage.Hunting)]
    [InlineData("SIPDefault.cnf", BootStage.Configuring)]
    [InlineData("P0S3-8-12-00.loads", BootStage.Manifest)]
    [InlineData("P003-8-12-00.sbn", BootStage.LoadingLoader)]
    [InlineData("P0S3-06-3-00.bin", BootStage.LoadingLoader)]
    [InlineData("P0S3-8-12-00.sb2", BootStage.LoadingApplication)]
    public void A_request_tells_the_stage(string name, BootStage stage) =>
        Assert.Equal(stage, new Story().Asks(name).Case.Stage);

    [Fact]
    public void The_default_file_at_the_end_of_a_hunt_is_still_the_hunt() => Assert.Equal(BootStage.Hunting,
        new Story().Asks("CTLSEP000E84C060A6.tlv", "SIP000E84C060A6.cnf", "SIPDefault.cnf").Case.Stage);

    [Fact]
    public void The_phones_own_file_after_the_default_file_is_the_application() => Assert.Equal(BootStage.Configuring,
        new Story().Takes(Sip + ".sb2").Asks("SIPDefault.cnf", "SIP000E84C060A6.cnf").Case.Stage);

    [Theory]
    [InlineData("P003-8-12-00.sbn")]
    [InlineData("P0S3-8-12-00.sb2")]
    [InlineData("P0S3-06-3-00.bin")]
    public void A_whole_image_means_a_restart(string name) =>
        Assert.Equal(BootStage.Restarting, new Story().Takes(name).Case.Stage);

    [Fact]
    public void An_image_that_stalled_means_no_restart() => Assert.Equal(BootStage.LoadingApplication,
        new Story().Takes(Sip + ".sb2", outcome: TransferOutcome.Stalled).Case.Stage);

    [Fact]
    public void A_transfer_of_an_image_begins_at_nothing() =>
        Assert.Equal(new CurrentTransfer(Sip + ".sb2", 0, 756_524),
            new Story().Gets(Sip + ".sb2", 756_524).Case.Transfer);

    [Fact]
    public void Progress_moves_the_transfer_on()
    {
        Story story = new Story().Gets(Sip + ".sb2", 756_524).Add(new TransferProgressed
        {
            At = default, Name = Sip + ".sb2", Bytes = 378_262, Length = 756_524,
        });
        Assert.Equal(50, story.Case.Transfer?.Percent);
    }

    [Fact]
    public void The_end_of_a_transfer_clears_it() => Assert.Null(new Story().Takes(Sip + ".sb2").Case.Transfer);

    [Fact]
    public void The_end_of_another_transfer_does_not_clear_it()
    {
        Story story = new Story().Gets(Sip + ".sb2", 756_524).Add(new TransferEnded
        {
            At = default, Name = "dialplan.xml", Outcome = TransferOutcome.Delivered, Bytes = 1, Length = 1, Blocks = 1,
            Retransmissions = 0, Seconds = 0.1,
        });
        Assert.Equal(Sip + ".sb2", story.Case.Transfer?.Name);
    }

    [Fact]
    public void An_empty_file_is_wholly_there_at_once() => Assert.Equal(100, new CurrentTransfer("a", 0, 0).Percent);

    [Theory]
    [InlineData("P0S3-06-3-00.sbn", true)]
    [InlineData("P0S30203.bin", false)]
    public void An_early_phone_shows_whether_it_wants_signed_images(string name, bool wantsSigned) =>
        Assert.Equal(wantsSigned, new Story().Asks("OS79XX.TXT", name).Case.Shown.WantsSigned);

    [Fact]
    public void A_loaders_image_is_not_a_load_that_the_phone_will_run() =>
        Assert.Null(new Story().Asks("OS79XX.TXT").Takes("P003-8-12-00.sbn").Case.ExpectedLoad);

    [Fact]
    public void An_SCCP_loaders_image_is_not_a_load_that_the_phone_will_run() =>
        Assert.Null(new Story().Asks("OS79XX.TXT").Takes("P0030801SR02.sbn").Case.ExpectedLoad);

    [Fact]
    public void A_manifest_that_was_not_there_names_nothing() =>
        Assert.Null(new Story().Asks(Sip + ".loads").Case.ExpectedLoad);

    [Fact]
    public void A_stated_load_wins_over_an_expected_one()
    {
        PhoneCase phone = new Story().Gets("P0030801SR02.loads")
            .Registers(ProofKind.SccpRegister, "P00308000500").Case;
        Assert.Equal(("P00308000500", LoadEvidence.Stated), (phone.Load, phone.LoadEvidence));
    }

    [Fact]
    public void An_expected_load_of_another_protocol_is_not_believed()
    {
        PhoneCase phone = new Story().Gets(Sip + ".loads").Registers(ProofKind.MgcpRestart).Case;
        Assert.Equal((null, PhoneProtocol.Mgcp), (phone.Load, phone.Protocol));
    }

    [Fact]
    public void A_load_of_another_protocol_is_forgotten_when_the_phone_registers()
    {
        PhoneCase phone = new Story().Registers(ProofKind.SccpRegister, "P0030801SR02")
            .Asks("SIPDefault.cnf").Registers(ProofKind.SipRegister).Case;
        Assert.Equal((null, LoadEvidence.None), (phone.Load, phone.LoadEvidence));
    }

    [Fact]
    public void A_name_with_a_line_feed_inside_tells_as_much_as_the_name_that_is_meant()
    {
        PhoneCase phone = new Story().Asks("OS79XX.TXT", "P0S3-06-3-00\n.sbn").Case;
        Assert.Equal((BootStage.LoadingLoader, true), (phone.Stage, phone.Shown.WantsSigned));
    }

    [Fact]
    public void A_file_of_another_family_tells_the_family() =>
        Assert.Equal("java", new Story().Asks("CTLSEP000E84C060A6.tlv", "ITLSEP000E84C060A6.tlv").Case.Family);

    [Fact]
    public void A_refusal_leaves_no_target()
    {
        ConversionState? state = new Story().Add(new ConversionRefused
        {
            At = default, Mac = Story.Mac, Goal = "sip", Reason = "no", Missing = ["P0S3-8-12-00.sb2"],
        }).Case.Conversion;
        Assert.Equal((ConversionStatus.Refused, null, "no"), (state?.Status, state?.Target, state?.Reason));
        Assert.Equal(["P0S3-8-12-00.sb2"], state!.Missing);
    }

    [Fact]
    public void A_proof_closes_all_steps()
    {
        Story story = new Story().Starts(Sip, BootCode.Early, "one", "two").Add(new ConversionProved
        {
            At = default, Target = Sip, Via = ProofKind.SipRegister, Protocol = PhoneProtocol.Sip,
        });
        Assert.Equal((ConversionStatus.Proved, 2, ProofKind.SipRegister),
            (story.Case.Conversion!.Status, story.Case.Conversion.Step, story.Case.Conversion.Proof));
    }

    [Fact]
    public void The_first_and_the_last_sign_of_life_are_kept()
    {
        PhoneCase phone = new Story().Asks("OS79XX.TXT", "SIPDefault.cnf", "dialplan.xml").Case;
        Assert.Equal((Story.Begin, Story.Begin.AddSeconds(2)), (phone.FirstSeen, phone.LastSeen));
    }

    [Fact]
    public void A_clock_that_goes_backwards_does_not_make_the_phone_younger()
    {
        PhoneCase phone = new Story().Asks("OS79XX.TXT", "SIPDefault.cnf").Case.Apply(new FileAsked
        {
            At = Story.Begin.AddDays(-1), Name = "x", Outcome = AskOutcome.NotHere, Because = "",
        }, PhoneCatalogue.BuiltIn);
        Assert.Equal(Story.Begin.AddSeconds(1), phone.LastSeen);
    }

    [Fact]
    public void The_story_keeps_its_last_sentences_only()
    {
        Story story = new();
        for (int i = 0; i < PhoneCase.StoryLimit + 5; i++) story.Asks("SIPDefault.cnf");
        Assert.Equal((PhoneCase.StoryLimit, Story.Begin.AddSeconds(5)),
            (story.Case.Story.Count, story.Case.Story[0].At));
    }
}
