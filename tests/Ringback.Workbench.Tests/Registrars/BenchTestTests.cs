using Ringback.Phones.Events;
using Ringback.Wire.Sccp;
using Ringback.Workbench.Registrars;

namespace Ringback.Workbench.Tests.Registrars;

public sealed class BenchTestTests
{
    private static readonly EchoHeard Loud = new(100, 0.4);

    private readonly BenchTest _test = new(1);
    private readonly List<SccpOrder> _orders = [];
    private TimeSpan _now;

    [Fact]
    public void A_person_who_does_what_the_display_says_passes_everything()
    {
        Begin();
        Act(t => t.Lifted(_now));
        Press("1");
        Press(Digits("Type this: "));
        Press(SccpKeypad.Keys);
        Press("1");
        Press("1");
        Assert.Null(_test.Part);
        Assert.Equal(Enum.GetValues<BenchTestPart>(), _test.Results.Select(r => r.Part));
        Assert.All(_test.Results, r => Assert.Equal(BenchTestOutcome.Passed, r.Outcome));
        Assert.Equal([new SccpHangUp(), new SccpWatch(false), new SccpShow(null)], _orders.TakeLast(3));
        Assert.Contains(new SccpLamps(SccpLampMode.Off), _orders);
    }

    [Fact]
    public void Who_says_that_he_heard_himself_while_only_silence_came_has_a_dead_microphone()
    {
        Begin();
        Act(t => t.Lifted(_now));
        Act(t => t.Pressed('1', new EchoHeard(500, 0.001), _now));
        Assert.Equal(BenchTestPart.Handset, _test.Part);
        Wait(11, new EchoHeard(900, 0.001));
        Assert.Equal(BenchTestOutcome.Failed, Of(BenchTestPart.Handset).Outcome);
        Assert.Equal(BenchTestPart.Display, _test.Part);
    }

    [Fact]
    public void Nobody_comes()
    {
        Begin();
        Wait(61, default);
        Assert.Null(_test.Part);
        Assert.Equal(BenchTestOutcome.Failed, Of(BenchTestPart.Ringer).Outcome);
        Assert.All(_test.Results.Skip(1), r => Assert.Equal(BenchTestOutcome.NotTried, r.Outcome));
    }

    [Fact]
    public void A_key_that_does_not_arrive_is_named()
    {
        Begin();
        Act(t => t.Lifted(_now));
        Press("1");
        Press(Digits("Type this: "));
        Press("123567890*#");
        Wait(46, Loud);
        Assert.Equal(new BenchTestResult(BenchTestPart.Keys, BenchTestOutcome.Failed, "nothing came of 4"),
            Of(BenchTestPart.Keys));
        Assert.Equal(BenchTestPart.Lamps, _test.Part);
    }

    [Fact]
    public void Whoever_hangs_up_ends_it()
    {
        Begin();
        Act(t => t.Lifted(_now));
        Press("2");
        Act(t => t.Ended(_now));
        Assert.Equal(BenchTestOutcome.Failed, Of(BenchTestPart.Handset).Outcome);
        Assert.All(_test.Results.Skip(2), r => Assert.Equal(BenchTestOutcome.NotTried, r.Outcome));
    }

    [Fact]
    public void Random_hands_always_come_to_an_end_with_a_word_on_every_part()
    {
        for (int seed = 0; seed < 500; seed++)
        {
            BenchTestTests table = new();
            Random dice = new(seed);
            table.Begin();
            for (int i = 0; i < 400 && table._test.Part is not null; i++)
            {
                EchoHeard heard = new(dice.Next(100), dice.NextDouble());
                table.Act(t => (dice.Next(12) switch
                {
                    0 => (Action)(() => t.Lifted(table._now)),
                    1 => dice.Next(20) == 0 ? () => t.Ended(table._now) : () => { },
                    _ => () => t.Pressed(SccpKeypad.Keys[dice.Next(12)], heard, table._now),
                })());
                table.Wait(dice.NextDouble() * 2, heard);
            }

            Assert.True(table._test.Part is null, $"seed {seed}");
            Assert.Equal(Enum.GetValues<BenchTestPart>(), table._test.Results.Select(r => r.Part));
        }
    }

    private void Begin() => Act(t => t.Begin(_now));

    private void Press(string keys)
    {
        foreach (char key in keys) Act(t => t.Pressed(key, Loud, _now));
    }

    private void Wait(double seconds, EchoHeard heard)
    {
        _now += TimeSpan.FromSeconds(seconds);
        Act(t => t.Tick(heard, _now));
    }

    private void Act(Action<BenchTest> act)
    {
        act(_test);
        _orders.AddRange(_test.TakeOrders());
        Assert.All(_orders.OfType<SccpShow>(), s => Assert.True((s.Text?.Length ?? 0) <= 31, s.Text));
    }

    private string Digits(string after) => _orders.OfType<SccpShow>().Last(s => s.Text?.StartsWith(after,
        StringComparison.Ordinal) == true).Text![after.Length..];

    private BenchTestResult Of(BenchTestPart part) => _test.Results.Single(r => r.Part == part);
}
