using Ringback.Catalogue.Loads;
using Ringback.Phones.Cases;
using Ringback.Phones.Conversion;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;

namespace Ringback.Phones.Tests.Cases;

/// <summary>What boots show, and what they do not: nothing is concluded from silence or a lost answer.</summary>
public sealed class BeliefTests
{
    private const string Trust = "CTLSEP000E84C060A6.tlv";
    private const string Foreign = "P0S3-06-3-00";
    private const string Goal = "SCCP41.9-4-2SR3-1S";
    private const string Old = "SCCP41.8-2-1S";

    [Theory]
    [InlineData("SIP000E84C060A6", true, false)]
    [InlineData("SEP000E84C060A6", false, true)]
    [InlineData("reception", true, null)]
    public void The_end_of_a_loaders_name_tells_its_keys(string name, bool endsInNul, bool? both) =>
        Assert.Equal(both, new Story().Names(name, endsInNul).Case.Shown.HoldsBothKeys);

    [Fact]
    public void What_a_later_boot_says_of_its_keys_holds() => Assert.True(
        new Story().Names("SIP000E84C060A6", true).Asks("CTLSEP000E84C060A6.tlv")
            .Names("SIP000E84C060A6", false).Case.Shown.HoldsBothKeys);

    [Fact]
    public void Old_code_that_had_a_long_foreign_name_whole_and_went_on_takes_short_names_only() => Assert.True(
        Sccp().Told("OS79XX.TXT", Foreign).Asks(Own).Asks("OS79XX.TXT").Case.Shown.TakesShortNamesOnly);

    [Fact]
    public void A_first_question_that_is_asked_twice_in_a_row_says_nothing_of_names() => Assert.False(
        Sccp().Names("OS79XX.TXT", Foreign).Names("OS79XX.TXT", Foreign).Case.Shown.TakesShortNamesOnly);

    [Fact]
    public void A_power_cut_after_the_first_answer_says_nothing_of_names() => Assert.False(
        Sccp().Told("OS79XX.TXT", Foreign).Told("OS79XX.TXT", Foreign).Told("OS79XX.TXT", Foreign)
            .Case.Shown.TakesShortNamesOnly);

    [Fact]
    public void An_answer_that_was_never_confirmed_says_nothing_of_names() => Assert.False(
        Sccp().Names("OS79XX.TXT", Foreign).Asks(Own).Asks("OS79XX.TXT").Case.Shown.TakesShortNamesOnly);

    [Fact]
    public void A_pause_in_which_the_question_for_the_image_can_have_been_lost_says_nothing_of_names() => Assert.False(
        Sccp().Told("OS79XX.TXT", Foreign).Wait(14).Asks(Own).Asks("OS79XX.TXT").Case.Shown.TakesShortNamesOnly);

    [Fact]
    public void A_phone_that_asks_for_a_long_name_after_all_takes_long_names() => Assert.False(
        Sccp().Told("OS79XX.TXT", Foreign).Asks(Own).Asks("OS79XX.TXT", Foreign + ".bin")
            .Case.Shown.TakesShortNamesOnly);

    [Fact]
    public void A_load_that_was_told_of_and_not_asked_for_is_the_one_it_runs() =>
        Assert.Equal(("P0S3-05-3-00", LoadEvidence.Inferred), Loaded(Early().Told("SIPDefault.cnf", "P0S3-05-3-00")
            .Registers(ProofKind.SipRegister)));

    [Fact]
    public void A_load_that_may_not_have_been_told_is_not_inferred() =>
        Assert.Equal(("P0S3-04-4-00", LoadEvidence.Inferred), Loaded(Early().Names("SIPDefault.cnf", "P0S3-05-3-00")
            .Registers(ProofKind.SipRegister)));

    [Fact]
    public void A_load_whose_question_can_have_been_lost_is_not_inferred() =>
        Assert.Equal(("P0S3-04-4-00", LoadEvidence.Inferred), Loaded(Early()
            .Told("SIPDefault.cnf", "P0S3-05-3-00").Wait(20).Registers(ProofKind.SipRegister)));

    [Theory]
    [InlineData("P0S30203.bin")]
    [InlineData("P0S3-05-3-00.sbn")]
    public void An_inferred_load_is_withdrawn_when_the_phone_asks_for_what_that_load_would_not(string asks)
    {
        Story story = Early().Told("SIPDefault.cnf", "P0S3-05-3-00").Registers(ProofKind.SipRegister)
            .Asks("OS79XX.TXT", asks, asks);
        Assert.Equal((null, LoadEvidence.None), Loaded(story));
    }

    [Fact]
    public void One_list_that_was_not_followed_is_no_refusal_when_the_question_for_a_part_can_have_been_lost()
    {
        Story story = new Story().Takes(Goal + ".loads").Wait(30).Registers(ProofKind.SccpRegister, Old);
        Assert.False(story.Case.Progress.Refuses(Goal));
        Assert.True(story.Asks(Trust).Takes(Goal + ".loads").Wait(30).Registers(ProofKind.SccpRegister, Old)
            .Case.Progress.Refuses(Goal));
    }

    [Fact]
    public void A_list_whose_last_packet_was_never_confirmed_is_no_refusal() => Assert.False(
        new Story().Takes(Goal + ".loads", outcome: TransferOutcome.Unconfirmed)
            .Registers(ProofKind.SccpRegister, Old).Case.Progress.Refuses(Goal));

    [Fact]
    public void Images_that_were_never_confirmed_are_no_refusal()
    {
        Story story = new();
        for (int i = 0; i < 5; i++) story.Takes("P0030801SR02.sb2", outcome: TransferOutcome.Unconfirmed);
        Assert.False(story.Registers(ProofKind.SipRegister).Case.Progress.Refuses("P0030801SR02"));
    }

    [Fact]
    public void A_proof_is_over_when_the_phone_comes_back_over_another_protocol() =>
        Assert.Equal(ConversionStatus.Withdrawn, Status(Proved().Registers(ProofKind.SccpRegister)));

    [Fact]
    public void A_proof_is_over_when_the_phone_states_another_load() => Assert.Equal(ConversionStatus.Withdrawn,
        Status(Proved("P0030801SR02", ProofKind.SccpRegister).Alarms("P00308000500")));

    [Fact]
    public void A_proof_is_over_when_a_phone_with_the_loader_asks_as_old_code_does() =>
        Assert.Equal(ConversionStatus.Withdrawn, Status(Proved().Add(new FileAsked
        {
            At = default, Mac = Story.Mac, Name = "OS79XX.TXT", Outcome = AskOutcome.NotHere,
        })));

    [Fact]
    public void A_proof_stands_when_the_phone_comes_back_as_it_was() =>
        Assert.Equal(ConversionStatus.Proved, Status(Proved().Asks(Trust).Registers(ProofKind.SipRegister)));

    [Fact]
    public void A_proof_that_was_over_is_made_again_and_the_goal_is_the_same()
    {
        Story story = Proved().Registers(ProofKind.SccpRegister).Takes("P0S3-8-12-00.sb2")
            .Registers(ProofKind.SipRegister);
        Assert.Equal("P0S3-8-12-00", story.Case.Conversion!.Goal);
        Assert.IsType<ConversionProved>(Assert.Single(ConversionWatch.Conclude(story.Case, story.Events[^1])));
    }

    private const string Own = "SEP000E84C060A6.cnf.xml";

    /// <summary>An SCCP phone from before the loader that has shown as much.</summary>
    private static Story Sccp() => new Story().Asks("OS79XX.TXT", Own).Registers(ProofKind.SccpRegister);

    /// <summary>A SIP phone from before the loader that has shown that it takes long names.</summary>
    private static Story Early() => new Story().Asks("OS79XX.TXT").Takes("P0S3-04-4-00.bin")
        .Asks("OS79XX.TXT", "SIPDefault.cnf").Registers(ProofKind.SipRegister).Asks("OS79XX.TXT");

    private static Story Proved(string target = "P0S3-8-12-00", ProofKind via = ProofKind.SipRegister) => new Story()
        .Asks(Trust).Starts(target, BootCode.Universal, "the load").Takes(target + ".sb2")
        .Registers(via, via is ProofKind.SccpRegister ? target : null).Add(new ConversionProved
        {
            At = default, Mac = Story.Mac, Target = target, Via = via, Protocol = PhoneProtocol.Sip,
        });

    private static ConversionStatus? Status(Story story) => story.Case.Conversion?.Status;

    private static (string?, LoadEvidence) Loaded(Story story) => (story.Case.Load, story.Case.LoadEvidence);
}
