using Ringback.Datagrams;

namespace Ringback.Simulation.Storms;

/// <summary>
/// Waits for packets. While few phones are under way and the server answers quickly, it looks again and again before it
/// sleeps: to be woken costs more than such an answer takes. Times are microseconds.
/// </summary>
internal sealed class StormWait(IDatagramPoller poller, long spin, bool precise)
{
    // With more phones there is always another packet, and looking for it would only make the batches small.
    private const int Few = 4;

    // A server that was quick once in so many looks is worth looking for.
    private const int MostTrust = 8;

    private const long Millisecond = 1000;

    private readonly int[] _ready = new int[64];
    private int _trust = MostTrust;
    private int _sleeps;

    /// <summary>Returns the ports that have something, none when the time has come or somebody woke us.</summary>
    internal ReadOnlySpan<int> Until(long due, int underWay, StormClock clock)
    {
        long now = clock.Now, left = due - now;
        if (left <= 0) return Look(TimeSpan.Zero);
        if (spin > 0 && underWay <= Few && IsWorthIt())
        {
            long until = now + Math.Min(spin, left);
            do
            {
                ReadOnlySpan<int> found = Look(TimeSpan.Zero);
                if (found.Length == 0) continue;
                _trust = MostTrust;
                return found;
            }
            while ((now = clock.Now) < until);
            _trust = Math.Max(_trust - 1, 0);
            left = due - now;
        }

        // The system sleeps whole milliseconds and rather longer than shorter. Where a phone's thinking time is
        // measured in them, the last one is spent awake.
        if (precise) left = left / Millisecond * Millisecond;
        return Look(TimeSpan.FromMicroseconds(Math.Clamp(left, 0, int.MaxValue)));
    }

    private ReadOnlySpan<int> Look(TimeSpan longest) => _ready.AsSpan(0, poller.Wait(longest, _ready));

    // Now and then it is tried again: the server may have become quick.
    private bool IsWorthIt() => _trust > 0 || ++_sleeps % 64 == 0;
}
