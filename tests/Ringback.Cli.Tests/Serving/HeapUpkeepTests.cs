using Ringback.Cli.Serving;

namespace Ringback.Cli.Tests.Serving;

/// <summary>What got old between two collections is collected.</summary>
public sealed class HeapUpkeepTests
{
    [Fact]
    public void The_middle_generation_is_collected_when_much_has_come_together_in_it()
    {
        HandTimer time = new();
        using HeapUpkeep upkeep = new(time);
        List<byte[]> live = [];
        for (long bytes = 0; bytes < 4 * HeapUpkeep.Allowed; bytes += 1024) live.Add(new byte[1024]);
        GC.Collect(0);
        int before = GC.CollectionCount(1);
        time.Fire!(null);
        Assert.True(GC.CollectionCount(1) > before);
        GC.KeepAlive(live);
    }

    [Fact]
    public void It_looks_every_half_minute_until_it_ends()
    {
        HandTimer time = new();
        new HeapUpkeep(time).Dispose();
        Assert.Equal((HeapUpkeep.Every, true), (time.Period, time.IsDisposed));
    }

    /// <summary>A clock whose timers go off by hand.</summary>
    private sealed class HandTimer : TimeProvider, ITimer
    {
        internal TimerCallback? Fire { get; private set; }

        internal TimeSpan Period { get; private set; }

        internal bool IsDisposed { get; private set; }

        public override ITimer CreateTimer(
            TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            (Fire, Period) = (callback, period);
            return this;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => false;

        public void Dispose() => IsDisposed = true;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
