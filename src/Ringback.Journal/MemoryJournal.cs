using System.Runtime.CompilerServices;
using Ringback.Phones.Events;

namespace Ringback.Journal;

/// <summary>
/// A journal that forgets everything at the end: for rehearsals and tests. There is no store to wait for, so an event
/// is "durable" at once, the queue is never full and there is never a fault.
/// </summary>
public sealed class MemoryJournal : IJournal
{
    private readonly Lock _gate = new();
    private readonly List<JournalEntry> _entries = [];
    private readonly Pulse _progress = new();
    private bool _closed;

    /// <inheritdoc/>
    public JournalException? Fault => null;

    /// <inheritdoc/>
    public BenchRun Run { get; } = new(Guid.NewGuid(), 1);

    /// <inheritdoc/>
    public Guid? Bench => Run.Bench;

    /// <inheritdoc/>
    public event Action? FaultChanged
    {
        add { }
        remove { }
    }

    /// <inheritdoc/>
    public bool TryAppend(PhoneEvent e)
    {
        _ = EventKinds.Of(e);
        lock (_gate)
        {
            if (_closed) return false;
            _entries.Add(new JournalEntry(new JournalPlace(_entries.Count + 1), e));
        }

        _progress.Beat();
        return true;
    }

    /// <inheritdoc/>
    public ValueTask AppendAsync(PhoneEvent e, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(!TryAppend(e), this);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<JournalDurability> FlushAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult(JournalDurability.None);

    /// <inheritdoc/>
    public async IAsyncEnumerable<JournalEntry> ReadAsync(
        JournalPlace after, JournalQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ObjectDisposedException.ThrowIf(Closed, this);
        IEnumerable<JournalEntry> matching = Snapshot(after).Where(entry => query.Matches(entry.Event));
        foreach (JournalEntry entry in matching.Take(query.Limit ?? int.MaxValue))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return entry;
        }

        // Nothing to wait for here, but the contract is asynchronous for the stores that have.
        await Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<JournalRow> ReadRawAsync(
        JournalPlace after, JournalQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (JournalEntry entry in ReadAsync(after, query, cancellationToken))
            yield return new JournalRow(entry.Place, EventKinds.Of(entry.Event), EventJson.Write(entry.Event));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<JournalEntry> FollowAsync(
        JournalPlace after, JournalQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ObjectDisposedException.ThrowIf(Closed, this);
        int left = query.Limit ?? int.MaxValue;
        while (left > 0)
        {
            Task more = _progress.Next;
            bool closed = Closed;
            foreach (JournalEntry entry in Snapshot(after))
            {
                after = entry.Place;
                if (!query.Matches(entry.Event)) continue;
                yield return entry;
                if (--left <= 0) yield break;
            }

            if (closed) yield break;
            await more.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Ends the followers, after they have seen everything.</summary>
    public ValueTask DisposeAsync()
    {
        lock (_gate) _closed = true;
        _progress.Beat();
        return ValueTask.CompletedTask;
    }

    private bool Closed
    {
        get { lock (_gate) return _closed; }
    }

    // Entry n stands at n - 1.
    private JournalEntry[] Snapshot(JournalPlace after)
    {
        long known = Math.Max(after.Position, 0);
        lock (_gate) return known >= _entries.Count ? [] : [.. _entries.Skip((int)known)];
    }
}
