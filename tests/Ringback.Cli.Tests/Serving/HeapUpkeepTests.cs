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
        int before;
        do
        {
            for (int i = 0; i < 2048; i++) live.Add(new byte[1024]);
            GC.Collect(0);
            before = GC.CollectionCount(1);
        }
        while (GC.GetGCMemoryInfo(GCKind.Any).GenerationInfo[1].SizeAfterBytes <= HeapUpkeep.Allowed
            && live.Count < 1 << 18);
        time.Fire!(null);
        Assert.True(GC.CollectionCount(1) > before);
        GC.KeepAlive(live);
    }

    [Fact]
    public void Everything_is_collected_when_much_has_got_old_since_the_last_time()
    {
        HandTimer time = new();
        using HeapUpkeep upkeep = new(time);
        GC.Collect();
        int before = GC.CollectionCount(2);
        List<byte[]> live = [];
        for (int i = 0; i < 1 << 16; i++) live.Add(new byte[1024]);
        GC.Collect(1);
        GC.Collect(1);
        time.Fire!(null);
        Assert.True(GC.CollectionCount(2) > before);
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
