using Ringback.Catalogue.Loads;
using Ringback.Phones.Cases;
using Ringback.Phones.Conversion;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;

namespace Ringback.Phones.Tests.Cases;

/// <summary>SIP and MGCP do not state the load: a phone that refused an image must not count as converted.</summary>
public sealed class RejectedImageTests
{
    private const string Sip = "P0S3-8-12-00";
    private const string Trust = "CTLSEP000E84C060A6.tlv";

    [Fact]
    public void A_phone_that_asks_again_for_what_it_had_whole_is_told_to_have_refused_it() =>
        Assert.Contains("did not accept", Begun().Takes(Sip + ".sb2").Takes(Sip + ".sb2").Case.Story[^2].Text);

    [Fact]
    public void A_phone_that_refused_the_image_and_registers_proves_nothing() =>
        Assert.Empty(Conclusions(Begun().Takes(Sip + ".sb2").Takes(Sip + ".sb2").Registers(ProofKind.SipRegister)));

    [Fact]
    public void A_phone_that_does_not_try_again_proves_nothing_by_reading_the_manifest() => Assert.Empty(Conclusions(
        Begun().Takes(Sip + ".sb2", 700_000, TransferOutcome.PhoneError)
            .Asks(Trust).Gets(Sip + ".loads").Registers(ProofKind.SipRegister)));

    [Fact]
    public void A_phone_that_took_it_at_the_second_try_proves_it() => Assert.IsType<ConversionProved>(Assert.Single(
        Conclusions(Begun().Takes(Sip + ".sb2", 700_000, TransferOutcome.PhoneError)
            .Asks(Trust).Gets(Sip + ".loads").Takes(Sip + ".sb2").Registers(ProofKind.SipRegister))));

    [Theory]
    [InlineData("7.5", false)]
    [InlineData("8.0", true)]
    [InlineData(null, true)]
    public void A_version_that_cannot_be_the_loads_is_no_proof(string? version, bool proves) =>
        Assert.Equal(proves, Conclusions(Registered(Begun().Takes(Sip + ".sb2"), version)).Count == 1);

    [Fact]
    public void A_phone_that_spoke_the_protocol_before_must_find_its_flash_up_to_date()
    {
        Story story = Registered(new Story(), "8.0").Asks(Trust).Starts(Sip, BootCode.Universal, "the load")
            .Gets(Sip + ".loads").Takes(Sip + ".sb2");
        Assert.Empty(Conclusions(Registered(story, "8.0")));
        Assert.Single(Conclusions(Registered(story.Asks(Trust).Gets(Sip + ".loads"), "8.0")));
    }

    [Fact]
    public void A_refusal_does_not_erase_a_proof()
    {
        PhoneCase proved = Registered(Begun().Takes(Sip + ".sb2"), "8.0").Add(new ConversionProved
        {
            At = default, Target = Sip, Via = ProofKind.SipRegister, Protocol = PhoneProtocol.Sip,
        }).Add(new ConversionRefused { At = default, Goal = "sip", Reason = "a file is missing" }).Case;
        Assert.Equal(ConversionStatus.Proved, proved.Conversion!.Status);
    }

    private static Story Begun() =>
        new Story().Asks(Trust).Starts(Sip, BootCode.Universal, "the load").Gets(Sip + ".loads");

    private static Story Registered(Story story, string? version) => story.Add(new PhoneRegistered
    {
        At = default, Mac = Story.Mac, Via = ProofKind.SipRegister, DeviceName = "sip:1", Version = version,
    });

    private static List<PhoneEvent> Conclusions(Story story) =>
        [.. ConversionWatch.Conclude(story.Case, story.Events[^1])];
}
