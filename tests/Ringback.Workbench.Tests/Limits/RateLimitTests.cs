using Ringback.Workbench.Limits;

namespace Ringback.Workbench.Tests.Limits;

public sealed class RateLimitTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly HandClock _clock = new();

    [Fact]
    public void So_many_come_at_once_and_then_one_each_while()
    {
        RateLimit<string> limit = new(3, Second, 10, _clock);
        Assert.Equal([true, true, true, false, false], Take(limit, "a", 5));
        _clock.Advance(Second);
        Assert.Equal([true, false], Take(limit, "a", 2));
        _clock.Advance(Second * 100);
        Assert.Equal([true, true, true, false], Take(limit, "a", 4));
    }

    [Fact]
    public void One_does_not_eat_what_is_left_of_another()
    {
        RateLimit<string> limit = new(1, Second, 10, _clock);
        Assert.Equal([true, false], Take(limit, "a", 2));
        Assert.True(limit.TryTake("b"));
    }

    [Fact]
    public void A_flood_of_strangers_costs_no_memory_and_silences_nobody()
    {
        RateLimit<int> limit = new(2, Second, 100, _clock);
        Assert.True(limit.TryTake(-1));
        for (int stranger = 0; stranger < 1000; stranger++) Assert.True(limit.TryTake(stranger));
        Assert.InRange(limit.Remembered, 50, 100);
        Assert.True(limit.TryTake(-1));
        Assert.True(limit.TryTake(5000));
    }

    [Fact]
    public void Who_was_heard_lately_is_not_forgotten_for_others()
    {
        RateLimit<int> limit = new(1, Second * 1000, 100, _clock);
        Assert.True(limit.TryTake(-1));
        for (int stranger = 0; stranger < 40; stranger++) limit.TryTake(stranger);
        Assert.False(limit.TryTake(-1));
    }

    private static bool[] Take(RateLimit<string> limit, string key, int times) =>
        [.. Enumerable.Range(0, times).Select(_ => limit.TryTake(key))];
}
