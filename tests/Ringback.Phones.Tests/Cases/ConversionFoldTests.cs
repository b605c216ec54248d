using Ringback.Catalogue.Loads;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;

namespace Ringback.Phones.Tests.Cases;

/// <summary>When a conversion began and was proved, from what, and whether that says anything of a real phone.</summary>
public sealed class ConversionFoldTests
{
    private const string Sip = "P0S3-8-12-00";
    private const string Sccp = "P0030801SR02";

    [Fact]
    public void Steps_that_become_others_are_no_new_beginning()
    {
        ConversionState state = Converted(Said(Sip), Begun(), Begun("it has the universal loader"), Proved());
        Assert.Equal((Story.Begin.AddSeconds(1), Story.Begin.AddSeconds(3), Sip),
            (state.BegunAt, state.ProvedAt, state.LoadBefore));
        Assert.Equal(TimeSpan.FromSeconds(2), state.Took);
    }

    [Fact]
    public void A_proof_stays_where_it_was_however_often_it_comes() =>
        Assert.Equal(Story.Begin.AddSeconds(1), Converted(Begun(), Proved(), Proved()).ProvedAt);

    [Fact]
    public void Another_goal_is_a_new_beginning()
    {
        ConversionState state = Converted(Begun(), Proved(), Said(Sccp), Begun() with { Goal = "sip", Target = Sip });
        Assert.Equal((Story.Begin.AddSeconds(3), null, Sccp), (state.BegunAt, state.ProvedAt, state.LoadBefore));
    }

    [Fact]
    public void A_proof_that_is_withdrawn_is_none()
    {
        ConversionState state = Converted(Begun(), Proved(), Said(Sccp), Came(Sip));
        Assert.Equal((ConversionStatus.Withdrawn, null, null), (state.Status, state.ProvedAt, state.Took));
    }

    [Fact]
    public void What_could_not_be_begun_says_since_when() => Assert.Equal(Story.Begin.AddSeconds(1),
        Converted(Said(Sip), new ConversionRefused { At = default, Goal = "sccp", Reason = "no", Missing = [] }).BegunAt);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_simulated_phone_is_known_for_one(bool isSimulated) => Assert.Equal(isSimulated,
        Converted(Begun() with { IsSimulated = isSimulated }, Proved()).IsSimulated);

    [Fact]
    public void It_rang_when_somebody_answered_and_not_when_it_called_the_echo_itself()
    {
        PhoneCalled call = new() { At = default, Mac = Story.Mac, Number = "3246", Stage = PhoneCallStage.Answered };
        Assert.Null(Of(call with { From = "1001" }).RangAt);
        Assert.Null(Of(call with { Stage = PhoneCallStage.Ringing }).RangAt);
        Assert.Equal(Story.Begin, Of(call).RangAt);
        Assert.Equal(Story.Begin, Of(call with { From = "1001", To = "1002" }).RangAt);
        Assert.Equal(Story.Begin, Of(Tested(BenchTestOutcome.Passed)).RangAt);
        Assert.Null(Of(Tested(BenchTestOutcome.Failed)).RangAt);
    }

    private static BenchTested Tested(BenchTestOutcome ringer) => new()
    {
        At = default, Mac = Story.Mac, Seconds = 1, Parts = [new BenchTestResult(BenchTestPart.Ringer, ringer, "")],
    };

    private static ConversionState Converted(params PhoneEvent[] events) => Of(events).Conversion!;

    private static PhoneCase Of(params PhoneEvent[] events) =>
        events.Aggregate(new Story(), (story, e) => story.Add(e with { Mac = Story.Mac })).Case;

    private static ConversionStarted Begun(string? because = null) => new()
    {
        At = default, Goal = "sccp", Target = Sccp, From = BootCode.Universal, Steps = ["Take it"], Because = because,
    };

    private static ConversionProved Proved() => new()
    {
        At = default, Target = Sccp, Via = ProofKind.SccpRegister, Protocol = PhoneProtocol.Sccp, Load = Sccp,
    };

    private static AlarmReceived Said(string load) => new() { At = default, Load = load, Text = $"Load={load}" };

    private static PhoneRegistered Came(string load) => new()
    {
        At = default, Via = ProofKind.SipRegister, DeviceName = $"SEP{Story.Mac}", Load = load,
    };
}
