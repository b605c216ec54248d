using Ringback.Catalogue.Loads;
using Ringback.Phones.Conversion;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;
using Ringback.Phones.Tests.Cases;

namespace Ringback.Phones.Tests.Conversion;

public sealed class ConversionWatchTests
{
    private const string Sip = "P0S3-8-12-00";
    private const string Sccp = "P0030801SR02";
    private const string Trust = "CTLSEP000E84C060A6.tlv";

    [Fact]
    public void A_registration_with_the_manifest_of_the_target_read_is_the_proof()
    {
        Story story = Universal(Sip).Gets(Sip + ".loads").Asks("SIPDefault.cnf").Registers(ProofKind.SipRegister);
        ConversionProved proved = Assert.IsType<ConversionProved>(Assert.Single(Conclusions(story)));
        Assert.Equal((Sip, ProofKind.SipRegister, PhoneProtocol.Sip, null),
            (proved.Target, proved.Via, proved.Protocol, proved.Load));
    }

    [Fact]
    public void A_registration_after_the_application_was_taken_is_the_proof() => Assert.IsType<ConversionProved>(
        Assert.Single(Conclusions(Universal(Sip).Takes(Sip + ".sb2").Registers(ProofKind.SipRegister))));

    [Theory]
    [InlineData(Sccp)]
    [InlineData("p0030801sr02")]
    [InlineData("8.1(2.2)")]
    public void A_stated_load_is_the_proof(string stated)
    {
        Story story = Universal(Sccp).Registers(ProofKind.SccpRegister, stated);
        Assert.Equal(stated, Assert.IsType<ConversionProved>(Assert.Single(Conclusions(story))).Load);
    }

    [Theory]
    [InlineData("P00308000500")]
    [InlineData("8.0(5.0)")]
    [InlineData("8.1(2.1)")]
    [InlineData("something")]
    public void Another_stated_load_is_no_proof(string stated) => Assert.Empty(Conclusions(
        Universal(Sccp).Gets(Sccp + ".loads").Takes(Sccp + ".sb2").Registers(ProofKind.SccpRegister, stated)));

    [Fact]
    public void A_registration_over_another_protocol_is_no_proof() => Assert.Empty(Conclusions(
        Universal(Sip).Gets(Sip + ".loads").Registers(ProofKind.MgcpRestart)));

    [Fact]
    public void A_registration_without_any_sign_of_the_load_is_no_proof() =>
        Assert.Empty(Conclusions(Universal(Sip).Asks("SIPDefault.cnf").Registers(ProofKind.SipRegister)));

    [Fact]
    public void An_alarm_before_the_registration_is_no_proof() =>
        Assert.Empty(Conclusions(Universal(Sccp).Alarms(Sccp)));

    [Fact]
    public void An_alarm_after_the_registration_is_the_proof() => Assert.IsType<ConversionProved>(Assert.Single(
        Conclusions(Universal(Sccp).Registers(ProofKind.SccpRegister).Alarms(Sccp))));

    [Fact]
    public void An_alarm_and_then_the_registration_is_the_proof() => Assert.IsType<ConversionProved>(Assert.Single(
        Conclusions(Universal(Sccp).Alarms(Sccp).Registers(ProofKind.SccpRegister, Sccp))));

    [Fact]
    public void A_delivered_image_is_no_proof() => Assert.Empty(Conclusions(Universal(Sip).Takes(Sip + ".sb2")));

    [Theory]
    [InlineData(TransferOutcome.Stalled)]
    [InlineData(TransferOutcome.PhoneError)]
    [InlineData(TransferOutcome.NeverAnswered)]
    public void A_phone_that_could_not_take_the_application_and_came_up_on_its_old_one_is_no_proof(
        TransferOutcome outcome) => Assert.Empty(Conclusions(Universal(Sip).Gets(Sip + ".loads")
            .Takes(Sip + ".sb2", 756_524, outcome).Asks("SIPDefault.cnf").Registers(ProofKind.SipRegister)));

    [Fact]
    public void A_phone_that_could_not_take_the_loader_and_came_up_on_its_old_application_is_no_proof() =>
        Assert.Empty(Conclusions(Universal(Sip).Gets(Sip + ".loads").Asks("P003-8-12-00.sbn")
            .Registers(ProofKind.SipRegister)));

    [Fact]
    public void Nothing_is_concluded_without_a_conversion() =>
        Assert.Empty(Conclusions(new Story().Gets(Sip + ".loads").Registers(ProofKind.SipRegister)));

    [Fact]
    public void Nothing_more_is_concluded_once_it_is_proved()
    {
        Story story = Universal(Sip).Gets(Sip + ".loads").Add(new ConversionProved
        {
            At = default, Target = Sip, Via = ProofKind.SipRegister, Protocol = PhoneProtocol.Sip,
        });
        Assert.Empty(Conclusions(story.Registers(ProofKind.SipRegister)));
    }

    private static Story Universal(string target) =>
        new Story().Asks(Trust).Starts(target, BootCode.Universal, "the load");

    /// <summary>What the last event of the story leads to.</summary>
    private static List<PhoneEvent> Conclusions(Story story) =>
        [.. ConversionWatch.Conclude(story.Case, story.Events[^1])];
}
