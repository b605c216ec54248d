using Ringback.Phones.Cases;

namespace Ringback.Workbench.Limits;

/// <summary>
/// How often each may be heard: so many at once, and then one each while (a token bucket). It costs one number for
/// each, and is bounded: when there are too many, those who were heard longest ago begin anew. A flood from addresses
/// that are made up must not silence a phone that was never heard before, so a full table refuses nobody; what all of
/// them may do together is another limit. Not safe for several threads.
/// </summary>
/// <typeparam name="TKey">Whose limit it is.</typeparam>
/// <param name="burst">How many at once, from 1.</param>
/// <param name="refill">The while after which there is one more.</param>
/// <param name="limit">How many are remembered at most.</param>
/// <param name="time">The clock.</param>
internal sealed class RateLimit<TKey>(int burst, TimeSpan refill, int limit, TimeProvider time)
    where TKey : notnull
{
    // The moment at which each has its whole burst back, which says all about what it has now.
    private readonly RecentTable<TKey, TimeSpan> _wholeAt = new(limit);
    private readonly long _begin = time.GetTimestamp();

    internal int Remembered => _wholeAt.Count;

    /// <summary>Takes one; false when there is none.</summary>
    internal bool TryTake(TKey key)
    {
        TimeSpan now = time.GetElapsedTime(_begin);
        TimeSpan from = _wholeAt.TryGet(key, out TimeSpan wholeAt) && wholeAt > now ? wholeAt : now;
        if (from - now > (burst - 1) * refill) return false;
        _wholeAt.Set(key, from + refill);
        return true;
    }
}
