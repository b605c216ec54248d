using Ringback.Workbench.Limits;

namespace Ringback.Workbench.Dhcp;

/// <summary>
/// How much of DHCP becomes a story: so much of each phone and so much of all, phones that have shown themselves and
/// others apart, so that a flood of made-up ones neither fills the journal nor silences the story of a real one. What
/// is left out is counted, and told with the next that is not. Safe for several threads.
/// </summary>
internal sealed class DhcpEventLimit(TimeProvider time)
{
    // A start is four events, a phone that is never answered two each time it asks, at most every 4 s. It has a
    // dozen starts at once, and its share of a minute's starts for ever after.
    internal const int BurstOfOne = 48;
    internal static readonly TimeSpan RefillOfOne = TimeSpan.FromSeconds(2);

    // A thousand phones that get their power at once.
    internal const int BurstOfSaid = 4096;
    internal static readonly TimeSpan RefillOfSaid = TimeSpan.FromMilliseconds(200);

    internal const int BurstOfShown = 8192;
    internal static readonly TimeSpan RefillOfShown = TimeSpan.FromMilliseconds(20);

    private readonly RateLimit<int> _ofSaid = new(BurstOfSaid, RefillOfSaid, 1, time);
    private readonly RateLimit<int> _ofShown = new(BurstOfShown, RefillOfShown, 1, time);
    private readonly long _begin = time.GetTimestamp();
    private readonly Lock _lock = new();
    private long _leftOut;

    /// <summary>All that was left out.</summary>
    internal long LeftOut => Interlocked.Read(ref _leftOut);

    /// <summary>True when something about the phone may be told.</summary>
    /// <param name="phone">The phone.</param>
    /// <param name="leftOut">What was left out of its story since the last time; to be told along.</param>
    internal bool TryTake(PhoneSeen phone, out long leftOut)
    {
        lock (_lock)
        {
            bool may = phone.TryTake(BurstOfOne, RefillOfOne, time.GetElapsedTime(_begin))
                && (phone.IsShown ? _ofShown : _ofSaid).TryTake(0);
            leftOut = may ? phone.LeftOut : 0;
            phone.LeftOut = may ? 0 : phone.LeftOut + 1;
            if (!may) Interlocked.Increment(ref _leftOut);
            return may;
        }
    }
}
