using System.Diagnostics.CodeAnalysis;

namespace Ringback.Phones.Cases;

/// <summary>A table with a limit: what was set longest ago goes when something new comes.</summary>
/// <typeparam name="TKey">The keys.</typeparam>
/// <typeparam name="TValue">The values.</typeparam>
/// <param name="limit">Entries that it holds at most.</param>
internal sealed class RecentTable<TKey, TValue>(int limit)
    where TKey : notnull
{
    private readonly Dictionary<TKey, LinkedListNode<KeyValuePair<TKey, TValue>>> _nodes = [];
    private readonly LinkedList<KeyValuePair<TKey, TValue>> _newestFirst = [];

    /// <summary>Entries that went because of the limit.</summary>
    internal long Forgotten { get; private set; }

    internal int Count => _nodes.Count;

    internal IEnumerable<KeyValuePair<TKey, TValue>> Entries => _newestFirst;

    internal bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        bool found = _nodes.TryGetValue(key, out LinkedListNode<KeyValuePair<TKey, TValue>>? node);
        value = found ? node!.Value.Value : default;
        return found;
    }

    /// <summary>Keeps a value; its key is now the newest.</summary>
    internal void Set(TKey key, TValue value)
    {
        if (_nodes.TryGetValue(key, out LinkedListNode<KeyValuePair<TKey, TValue>>? node))
        {
            _newestFirst.Remove(node);
        }
        else if (_nodes.Count >= limit)
        {
            // The node of the oldest becomes that of the newest, so that a full table allocates nothing.
            node = _newestFirst.Last!;
            _newestFirst.RemoveLast();
            _nodes.Remove(node.Value.Key);
            _nodes.Add(key, node);
            Forgotten++;
        }
        else
        {
            node = new LinkedListNode<KeyValuePair<TKey, TValue>>(default);
            _nodes.Add(key, node);
        }

        node.Value = new KeyValuePair<TKey, TValue>(key, value);
        _newestFirst.AddFirst(node);
    }

    internal void Remove(TKey key)
    {
        if (_nodes.Remove(key, out LinkedListNode<KeyValuePair<TKey, TValue>>? node)) _newestFirst.Remove(node);
    }
}
