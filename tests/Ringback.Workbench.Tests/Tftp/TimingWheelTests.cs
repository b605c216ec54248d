using Ringback.Workbench.Tftp;

namespace Ringback.Workbench.Tests.Tftp;

/// <summary>Held against a plain list: whatever is added, moved and removed, the same comes when due.</summary>
public sealed class TimingWheelTests
{
    private static readonly TimeSpan Slot = TimeSpan.FromMilliseconds(4);

    [Fact]
    public void Nothing_is_taken_early_and_everything_when_it_is_due()
    {
        TimingWheel<string> wheel = new(Slot);
        wheel.Add("a", TimeSpan.FromMilliseconds(10));
        Assert.Null(wheel.Take(TimeSpan.FromMilliseconds(9)));
        Assert.Equal("a", wheel.Take(TimeSpan.FromMilliseconds(10)));
        Assert.Null(wheel.Take(TimeSpan.FromMilliseconds(11)));
    }

    [Fact]
    public void What_is_many_turns_away_stays()
    {
        TimingWheel<string> wheel = new(Slot);
        wheel.Add("far", TimeSpan.FromMinutes(1));
        Assert.Null(wheel.Take(TimeSpan.FromSeconds(59)));
        Assert.Equal("far", wheel.Take(TimeSpan.FromSeconds(61)));
    }

    [Fact]
    public void A_long_sleep_loses_nothing()
    {
        TimingWheel<string> wheel = new(Slot);
        for (int i = 0; i < 3000; i++) wheel.Add($"{i}", TimeSpan.FromMilliseconds(i * 7));
        HashSet<string> taken = [];
        while (wheel.Take(TimeSpan.FromHours(1)) is { } what) Assert.True(taken.Add(what));
        Assert.Equal(3000, taken.Count);
    }

    [Fact]
    public void An_empty_wheel_has_no_next()
    {
        TimingWheel<string> wheel = new(Slot);
        Assert.Null(wheel.Next);
        wheel.Remove(wheel.Add("a", TimeSpan.FromSeconds(1)));
        Assert.Null(wheel.Next);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void It_agrees_with_a_list(int seed)
    {
        Random random = new(seed);
        TimingWheel<string> wheel = new(Slot);
        Dictionary<string, (int Handle, TimeSpan Due)> expected = [];
        TimeSpan now = TimeSpan.Zero;
        for (int step = 0; step < 20_000; step++)
        {
            string name = $"{random.Next(500)}";
            TimeSpan due = now + TimeSpan.FromMilliseconds(random.Next(-10, 9000));
            bool known = expected.TryGetValue(name, out (int Handle, TimeSpan Due) held);
            if (!known) expected[name] = (wheel.Add(name, due), due);
            else if (random.Next(3) > 0)
            {
                wheel.Move(held.Handle, due);
                expected[name] = (held.Handle, due);
            }
            else
            {
                wheel.Remove(held.Handle);
                expected.Remove(name);
            }

            if (random.Next(4) > 0) continue;
            now += TimeSpan.FromMilliseconds(random.Next(random.Next(20) == 0 ? 20_000 : 40));
            HashSet<string> late = [.. expected.Where(e => e.Value.Due <= now).Select(e => e.Key)];
            while (wheel.Take(now) is { } what)
            {
                Assert.True(late.Remove(what), $"seed {seed}, step {step}: {what} came and was not due");
                expected.Remove(what);
            }

            Assert.True(late.Count == 0, $"seed {seed}, step {step}: {string.Join(", ", late)} did not come");
            Assert.Equal(expected.Count, wheel.Count);
            if (expected.Count > 0) Assert.NotNull(wheel.Next);
        }
    }
}
