using System.Diagnostics.CodeAnalysis;

namespace Ringback.Phones.Cases;

/// <summary>A table with a limit: what was set longest ago goes when something new comes.</summary>
/// <typeparam name="TKey">The keys.</typeparam>
/// <typeparam name="TValue">The values.</typeparam>
/// <param name="limit">Entries that it holds at most.</param>
public sealed class RecentTable<TKey, TValue>(int limit)
    where TKey : notnull
{
    private readonly Dictionary<TKey, LinkedListNode<KeyValuePair<TKey, TValue>>> _nodes = [];
    private readonly LinkedList<KeyValuePair<TKey, TValue>> _newestFirst = [];

    /// <summary>Entries that went because of the limit.</summary>
    public long Forgotten { get; private set; }

    /// <summary>Entries that it holds.</summary>
    public int Count => _nodes.Count;

    /// <summary>All of it, the newest first.</summary>
    public IEnumerable<KeyValuePair<TKey, TValue>> Entries => _newestFirst;

    /// <summary>Finds a value, without making its key newer.</summary>
    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        bool found = _nodes.TryGetValue(key, out LinkedListNode<KeyValuePair<TKey, TValue>>? node);
        value = found ? node!.Value.Value : default;
        return found;
    }

    /// <summary>Keeps a value; its key is now the newest.</summary>
    public void Set(TKey key, TValue value)
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

    /// <summary>Takes a key out; nothing happens when it is not there.</summary>
    public void Remove(TKey key)
    {
        if (_nodes.Remove(key, out LinkedListNode<KeyValuePair<TKey, TValue>>? node)) _newestFirst.Remove(node);
    }
}
