namespace Ringback.Workbench.SideServices;

/// <summary>
/// How often each may be heard: so many at once, and then one each while. It costs one number for each, and is bounded:
/// when too many are remembered, a newcomer gets nothing until some have their whole ration back. Not safe for several
/// threads.
/// </summary>
/// <typeparam name="TKey">Whose ration it is.</typeparam>
/// <param name="burst">How many at once, from 1.</param>
/// <param name="refill">The while after which there is one more.</param>
/// <param name="limit">How many are remembered at most.</param>
/// <param name="time">The clock.</param>
internal sealed class Ration<TKey>(int burst, TimeSpan refill, int limit, TimeProvider time)
    where TKey : notnull
{
    // The moment at which each has its whole ration back, which says all about what it has now.
    private readonly Dictionary<TKey, TimeSpan> _wholeAt = [];
    private readonly long _begin = time.GetTimestamp();
    private TimeSpan _lookedAt = TimeSpan.MinValue;

    internal int Remembered => _wholeAt.Count;

    /// <summary>Takes one; false when there is none.</summary>
    internal bool TryTake(TKey key)
    {
        TimeSpan now = time.GetElapsedTime(_begin);
        bool isKnown = _wholeAt.TryGetValue(key, out TimeSpan wholeAt);
        if (!isKnown && !HasRoom(now)) return false;
        TimeSpan from = isKnown && wholeAt > now ? wholeAt : now;
        if (from - now > (burst - 1) * refill) return false;
        _wholeAt[key] = from + refill;
        return true;
    }

    private bool HasRoom(TimeSpan now)
    {
        if (_wholeAt.Count < limit) return true;
        // All of them are looked through, which a flood of strangers must not be able to ask for at every packet.
        if (_lookedAt != TimeSpan.MinValue && now - _lookedAt < refill) return false;
        _lookedAt = now;
        foreach ((TKey key, TimeSpan wholeAt) in _wholeAt)
        {
            // A dictionary may lose entries while it is walked through.
            if (wholeAt <= now) _wholeAt.Remove(key);
        }

        return _wholeAt.Count < limit;
    }
}
