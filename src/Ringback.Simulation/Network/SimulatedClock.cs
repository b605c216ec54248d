namespace Ringback.Simulation.Network;

/// <summary>
/// Time that passes only from one thing that happens to the next, on the thread that runs it. Equal times keep their
/// order, so that a run with the same seeds is the same run.
/// </summary>
public sealed class SimulatedClock : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2025, 1, 6, 8, 0, 0, TimeSpan.Zero);

    private readonly PriorityQueue<Action, (TimeSpan At, long Order)> _queue = new();
    private long _order;

    /// <summary>How long it has been running.</summary>
    public TimeSpan Now { get; private set; }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override long GetTimestamp() => Now.Ticks;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Start + Now;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Timer timer = new(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Does something at a time, or now when that has passed.</summary>
    public void At(TimeSpan when, Action what) => _queue.Enqueue(what, (when < Now ? Now : when, _order++));

    /// <summary>Lets time pass until the task is done; false when it is not by then, or nothing more happens.</summary>
    /// <exception cref="InvalidOperationException">The task went to another thread.</exception>
    public bool RunUntil(Task task, TimeSpan limit)
    {
        // Continuations run where they are woken only on a thread that has no context of its own.
        SynchronizationContext? context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            while (!task.IsCompleted && _queue.TryPeek(out _, out (TimeSpan At, long Order) due) && due.At <= limit)
            {
                Action what = _queue.Dequeue();
                Now = due.At;
                what();
            }

            if (!task.IsCompleted && _queue.Count == 0)
                throw new InvalidOperationException("Nothing is left to happen, and the task is not done.");
            return task.IsCompleted;
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    private sealed class Timer(SimulatedClock clock, TimerCallback callback, object? state) : ITimer
    {
        private long _turn;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (period != Timeout.InfiniteTimeSpan && period != TimeSpan.Zero)
                throw new NotSupportedException("A simulated timer goes off once.");
            long turn = ++_turn;
            if (dueTime == Timeout.InfiniteTimeSpan) return true;
            clock.At(clock.Now + dueTime, () =>
            {
                if (turn == _turn) callback(state);
            });
            return true;
        }

        public void Dispose() => _turn++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
