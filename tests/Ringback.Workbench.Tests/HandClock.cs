namespace Ringback.Workbench.Tests;

/// <summary>A clock that moves when the test says so. Its timers never fire.</summary>
internal sealed class HandClock : TimeProvider
{
    private static readonly DateTimeOffset Begin = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);

    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public override DateTimeOffset GetUtcNow() => Begin.AddTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(_ => { }, null, Timeout.Infinite, Timeout.Infinite);

    internal void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
