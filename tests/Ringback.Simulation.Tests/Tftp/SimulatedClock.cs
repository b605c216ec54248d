namespace Ringback.Simulation.Tests.Tftp;

/// <summary>Time that passes only from one thing that happens to the next. Equal times keep their order.</summary>
internal sealed class SimulatedClock
{
    private readonly PriorityQueue<Action, (TimeSpan At, long Order)> _queue = new();
    private long _order;

    internal TimeSpan Now { get; private set; }

    internal int Steps { get; private set; }

    internal void At(TimeSpan when, Action what) => _queue.Enqueue(what, (when < Now ? Now : when, _order++));

    /// <summary>Runs until nothing is left to happen; false when a bound was hit first.</summary>
    internal bool Run(TimeSpan until, int mostSteps)
    {
        while (_queue.TryDequeue(out Action? what, out (TimeSpan At, long Order) due))
        {
            if (due.At > until || ++Steps > mostSteps) return false;
            Now = due.At;
            what();
        }

        return true;
    }
}
