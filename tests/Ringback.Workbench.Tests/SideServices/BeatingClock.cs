namespace Ringback.Workbench.Tests.SideServices;

/// <summary>A clock in the test's hand whose timers fire when the test says so.</summary>
internal sealed class BeatingClock(HandClock clock) : TimeProvider
{
    private readonly List<Action> _beats = [];

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override long GetTimestamp() => clock.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _beats.Add(() => callback(state));
        return clock.CreateTimer(callback, state, dueTime, period);
    }

    internal void Beat()
    {
        foreach (Action beat in _beats) beat();
    }
}
