namespace Ringback.Simulation.Storms;

/// <summary>Counts while a storm runs. Times are microseconds.</summary>
internal sealed class StormTally(int requests)
{
    // A server that puts a new text into each ERROR must not fill our memory.
    private const int MostReasons = 50;

    // Allocated once: a list that grows in the middle of a storm would be copied there.
    private readonly List<int> _firstBytes = new(requests);
    private readonly List<int> _transfers = new(requests);
    private readonly Dictionary<string, int> _failures = [];

    internal int Succeeded { get; private set; }

    internal int Failed { get; private set; }

    internal int Wrong { get; private set; }

    internal long Bytes { get; set; }

    internal int Requests { get; set; }

    internal long RepeatedRequests { get; set; }

    internal long RepeatedAcknowledgements { get; set; }

    internal bool Answered { get; private set; }

    /// <summary>When the last transfer ended.</summary>
    internal long LastEnd { get; private set; }

    internal void FirstAnswer(long took)
    {
        Answered = true;
        _firstBytes.Add((int)Math.Min(took, int.MaxValue));
    }

    internal void Success(long took, long now)
    {
        Succeeded++;
        LastEnd = now;
        _transfers.Add((int)Math.Min(took, int.MaxValue));
    }

    internal void Failure(string why, long now, bool wrong = false)
    {
        Failed++;
        if (wrong) Wrong++;
        LastEnd = now;
        if (_failures.Count >= MostReasons && !_failures.ContainsKey(why)) why = "other reasons";
        _failures[why] = _failures.GetValueOrDefault(why) + 1;
    }

    internal StormReport Report(TimeSpan clientCpu) => new()
    {
        Succeeded = Succeeded,
        Failed = Failed,
        Wrong = Wrong,
        Bytes = Bytes,
        Took = Span(LastEnd),
        Requests = Requests,
        RepeatedRequests = RepeatedRequests,
        RepeatedAcknowledgements = RepeatedAcknowledgements,
        FirstByte = Times(_firstBytes),
        Transfer = Times(_transfers),
        ClientCpu = clientCpu,
        Failures = [.. _failures.OrderByDescending(f => f.Value).Select(f => new StormFailure(f.Key, f.Value))],
        Answered = Answered,
    };

    private static StormTimes Times(List<int> all)
    {
        if (all.Count == 0) return new StormTimes(default, default, default);
        all.Sort();
        return new StormTimes(Span(all[(all.Count - 1) / 2]), Span(all[(int)((all.Count - 1) * 0.99)]), Span(all[^1]));
    }

    private static TimeSpan Span(long microseconds) => TimeSpan.FromTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
