using System.Runtime.CompilerServices;
using System.Text;
using Ringback.Catalogue;
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
    private KeptSnapshot? _snapshot;
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
    public bool TryKeep(JournalSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        lock (_gate)
        {
            if (_closed) return false;
            _snapshot = new KeptSnapshot(new JournalPlace(_entries.Count), snapshot.Version,
                [.. snapshot.Lines.Select(line => Encoding.UTF8.GetString(line.Span))]);
        }

        return true;
    }

    /// <inheritdoc/>
    public Task<KeptSnapshot?> ReadSnapshotAsync(string version, CancellationToken cancellationToken = default)
    {
        lock (_gate) return Task.FromResult(_snapshot?.Version == version ? _snapshot : null);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<JournalEntry> ReadAsync(
        JournalPlace after, CancellationToken cancellationToken = default) => Give(Entries(after), cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<JournalEntry> ReadAboutAsync(
        MacAddress phone, CancellationToken cancellationToken = default)
    {
        JournalEntry[] all = Entries(JournalPlace.Beginning);
        HashSet<string> kin = Kinship.Of(phone, all.SelectMany(entry => Seen(entry.Event)));
        return Give([.. all.Where(e => IsOf(e.Event.Mac) || IsOf(e.Event.Address))], cancellationToken);

        bool IsOf(object? name) => name is not null && kin.Contains(name.ToString()!);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<JournalRow> ReadRawAsync(
        JournalPlace after, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (JournalEntry entry in ReadAsync(after, cancellationToken))
            yield return new JournalRow(entry.Place, EventKinds.Of(entry.Event), EventJson.Write(entry.Event));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<JournalEntry> FollowAsync(
        JournalPlace after, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(Closed, this);
        while (true)
        {
            Task more = _progress.Next;
            bool closed = Closed;
            foreach (JournalEntry entry in Entries(after))
            {
                after = entry.Place;
                yield return entry;
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

    private static IEnumerable<(string Mac, string Address)> Seen(PhoneEvent e)
    {
        if (e.Address is not { } address) yield break;
        if (e.Mac is { } mac) yield return (mac.ToString(), address.ToString());
        if (e is FileAsked { Sitter: { } sitter }) yield return (sitter.ToString(), address.ToString());
    }

    private async IAsyncEnumerable<JournalEntry> Give(
        JournalEntry[] entries, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(Closed, this);
        foreach (JournalEntry entry in entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return entry;
        }

        // Nothing to wait for here, but the contract is asynchronous for the stores that have.
        await Task.CompletedTask;
    }

    // Entry n stands at n - 1.
    private JournalEntry[] Entries(JournalPlace after)
    {
        long known = Math.Max(after.Position, 0);
        lock (_gate) return known >= _entries.Count ? [] : [.. _entries.Skip((int)known)];
    }
}
