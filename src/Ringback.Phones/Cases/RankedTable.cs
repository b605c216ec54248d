using System.Diagnostics.CodeAnalysis;

namespace Ringback.Phones.Cases;

/// <summary>
/// A table with a limit for each standing: what strangers say by the thousand pushes out what strangers said before,
/// and never a phone that has shown more.
/// </summary>
/// <typeparam name="TKey">The keys.</typeparam>
/// <typeparam name="TValue">The values.</typeparam>
internal sealed class RankedTable<TKey, TValue>
    where TKey : notnull
{
    private readonly RecentTable<TKey, TValue>[] _byStanding;

    internal RankedTable(CaseLimits limits) => _byStanding =
    [
        // In the order of PhoneStanding.
        new RecentTable<TKey, TValue>(limits.Heard), new RecentTable<TKey, TValue>(limits.Phones),
        new RecentTable<TKey, TValue>(limits.Phones),
    ];

    internal int Count => _byStanding[0].Count + _byStanding[1].Count + _byStanding[2].Count;

    internal long Forgotten => _byStanding[0].Forgotten + _byStanding[1].Forgotten + _byStanding[2].Forgotten;

    internal IEnumerable<KeyValuePair<TKey, TValue>> Entries => _byStanding.SelectMany(table => table.Entries);

    internal bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        // Most questions are about phones that have shown themselves.
        for (int i = _byStanding.Length - 1; i >= 0; i--)
        {
            if (_byStanding[i].TryGet(key, out value)) return true;
        }

        value = default;
        return false;
    }

    /// <summary>Keeps a value among those of its standing; its key is now the newest there.</summary>
    internal void Set(TKey key, TValue value, PhoneStanding standing)
    {
        for (int i = 0; i < _byStanding.Length; i++)
        {
            if (i != (int)standing) _byStanding[i].Remove(key);
        }

        _byStanding[(int)standing].Set(key, value);
    }

    internal void Remove(TKey key)
    {
        foreach (RecentTable<TKey, TValue> table in _byStanding) table.Remove(key);
    }
}
