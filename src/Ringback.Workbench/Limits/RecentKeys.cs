using System.Diagnostics.CodeAnalysis;

namespace Ringback.Workbench.Limits;

/// <summary>
/// What is remembered of keys that strangers choose: bounded, and what was touched longest ago is forgotten first, half
/// of the table at a time. Nothing is ever walked through, so a flood costs no more than its own look-ups. Not safe for
/// several threads.
/// </summary>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TValue">What is remembered of it.</typeparam>
/// <param name="limit">How many are remembered at most, from 2; half as many are never forgotten too early.</param>
internal sealed class RecentKeys<TKey, TValue>(int limit)
    where TKey : notnull
{
    private Dictionary<TKey, TValue> _young = [];
    private Dictionary<TKey, TValue> _old = [];

    /// <summary>How many are remembered; some twice.</summary>
    internal int Count => _young.Count + _old.Count;

    internal bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value) =>
        _young.TryGetValue(key, out value) || _old.TryGetValue(key, out value);

    internal void Set(TKey key, TValue value)
    {
        if (_young.Count >= limit / 2 && !_young.ContainsKey(key)) (_old, _young) = (_young, []);
        _young[key] = value;
    }
}
