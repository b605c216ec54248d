namespace Ringback.Workbench.Tests.Doctor;

/// <summary>A clock whose timers run out when the test says so.</summary>
internal sealed class HandTimers : TimeProvider
{
    private readonly List<HandTimer> _timers = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        HandTimer timer = new(() => callback(state));
        lock (_timers) _timers.Add(timer);
        return timer;
    }

    internal void FireAll()
    {
        HandTimer[] all;
        lock (_timers) all = [.. _timers];
        foreach (HandTimer timer in all) timer.Fire();
    }

    private sealed class HandTimer(Action callback) : ITimer
    {
        private Action? _callback = callback;

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() => _callback = null;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        internal void Fire() => _callback?.Invoke();
    }
}
