using System.Text.Json;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;

namespace Ringback.Phones.Tests.Cases;

/// <summary>When a conversion began and was proved, from what, and whether that says anything.</summary>
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
    public void What_could_not_be_begun_says_since_when()
    {
        ConversionState state = Converted(Said(Sip), No());
        Assert.Equal((Story.Begin.AddSeconds(1), null, null), (state.RefusedAt, state.BegunAt, state.LoadBefore));
    }

    [Fact]
    public void What_was_halted_on_its_way_goes_on_from_where_it_began()
    {
        ConversionState state = Converted(
            Said(Sip), Begun() with { IsSimulated = true }, No(), Begun() with { IsSimulated = true }, Proved());
        Assert.Equal((Story.Begin.AddSeconds(1), Sip, TimeSpan.FromSeconds(3)),
            (state.BegunAt, state.LoadBefore, state.Took));
        Assert.True(Converted(Begun() with { IsSimulated = true }, No()).IsSimulated);
    }

    [Fact]
    public void One_that_comes_back_by_itself_after_its_proof_was_withdrawn_took_nothing()
    {
        ConversionState state = Converted(Begun(), Proved(), Said(Sccp), Came(Sip), Proved());
        Assert.Equal((ConversionStatus.Proved, null, Story.Begin.AddSeconds(4)),
            (state.Status, state.Took, state.ProvedAt));
    }

    [Fact]
    public void A_case_that_was_remembered_before_there_were_times_has_none_and_goes_on()
    {
        ConversionState old = JsonSerializer.Deserialize<ConversionState>("""
            {"goal":"sccp","status":"running","steps":["a","b"],"step":0,"missing":[]}
            """, JsonSerializerOptions.Web)!;
        PhoneCatalogue catalogue = PhoneCatalogue.BuiltIn;
        PhoneCase phone = new PhoneCase { Mac = Story.Mac, Conversion = old with { Done = null! } }
            .Apply(new StepProved { At = Story.Begin, Mac = Story.Mac, Step = 0, By = "it asks" }, catalogue)
            .Apply(Proved() with { At = Story.Begin, Mac = Story.Mac }, catalogue);
        Assert.Equal((ConversionStatus.Proved, null, 1),
            (phone.Conversion!.Status, phone.Conversion.Took, phone.Conversion.Done.Count));
    }

    [Fact]
    public void It_has_not_rung_for_this_goal_when_that_was_before()
    {
        PhoneCalled call = new() { At = default, Number = "3246", Stage = PhoneCallStage.Answered };
        PhoneCase phone = Of(call, Begun(), Proved());
        Assert.Equal((Story.Begin, null), (phone.RangAt, phone.RangSince));
        Assert.NotNull(Of(Begun(), Proved(), call).RangSince);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_simulated_phone_is_known_for_one(bool isSimulated) => Assert.Equal(isSimulated,
        Converted(Begun() with { IsSimulated = isSimulated }, Proved()).IsSimulated);

    [Fact]
    public void It_rang_when_we_called_and_somebody_answered_and_not_when_it_called_itself()
    {
        PhoneCalled call = new() { At = default, Mac = Story.Mac, Number = "3246", Stage = PhoneCallStage.Answered };
        Assert.Null(Of(call with { From = "1001" }).RangAt);
        Assert.Null(Of(call with { Stage = PhoneCallStage.Ringing }).RangAt);
        Assert.Equal(Story.Begin, Of(call).RangAt);
        // The event is the caller's.
        Assert.Null(Of(call with { From = "1001", To = "1002" }).RangAt);
        Assert.Equal(Story.Begin, Of(Tested(BenchTestOutcome.Passed)).RangAt);
        Assert.Null(Of(Tested(BenchTestOutcome.Failed)).RangAt);
    }

    private static BenchTested Tested(BenchTestOutcome ringer) => new()
    {
        At = default, Mac = Story.Mac, Seconds = 1, Parts = [new BenchTestResult(BenchTestPart.Ringer, ringer, "")],
    };

    private static ConversionRefused No() => new() { At = default, Goal = "sccp", Reason = "no", Missing = [] };

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
