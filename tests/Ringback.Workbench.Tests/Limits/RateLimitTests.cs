using Ringback.Workbench.SideServices;

namespace Ringback.Workbench.Tests.SideServices;

public sealed class RationTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly HandClock _clock = new();

    [Fact]
    public void So_many_come_at_once_and_then_one_each_while()
    {
        Ration<string> ration = new(3, Second, 10, _clock);
        Assert.Equal([true, true, true, false, false], Take(ration, "a", 5));
        _clock.Advance(Second);
        Assert.Equal([true, false], Take(ration, "a", 2));
        _clock.Advance(Second * 100);
        Assert.Equal([true, true, true, false], Take(ration, "a", 4));
    }

    [Fact]
    public void One_does_not_eat_the_ration_of_another()
    {
        Ration<string> ration = new(1, Second, 10, _clock);
        Assert.Equal([true, false], Take(ration, "a", 2));
        Assert.True(ration.TryTake("b"));
    }

    [Fact]
    public void A_flood_of_strangers_costs_no_memory_and_does_not_silence_who_is_known()
    {
        Ration<int> ration = new(2, Second, 100, _clock);
        Assert.True(ration.TryTake(-1));
        for (int stranger = 0; stranger < 1000; stranger++) ration.TryTake(stranger);
        Assert.Equal(100, ration.Remembered);
        Assert.True(ration.TryTake(-1));
        Assert.False(ration.TryTake(5000));
        _clock.Advance(Second * 3);
        Assert.True(ration.TryTake(5000));
        Assert.Equal(1, ration.Remembered);
    }

    private static bool[] Take(Ration<string> ration, string key, int times) =>
        [.. Enumerable.Range(0, times).Select(_ => ration.TryTake(key))];
}
