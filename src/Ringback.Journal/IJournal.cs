using Ringback.Phones.Events;

namespace Ringback.Journal;

/// <summary>
/// The append-only story of every phone. Writing never waits for the store: events go into a bounded queue and one
/// writer takes them from there, because a slow disk may delay the story but never a block to a phone.
/// </summary>
public interface IJournal : IJournalReader, IAsyncDisposable
{
    /// <summary>
    /// Why events do not reach the store at the moment; null when they do. Writing is tried again by itself, and the
    /// fault disappears with the first success.
    /// </summary>
    JournalException? Fault { get; }

    /// <summary>
    /// <see cref="Fault"/> began or ended. Called on whichever thread noticed it; must be quick and must not wait for
    /// the journal.
    /// </summary>
    event Action? FaultChanged;

    /// <summary>
    /// Queues an event without ever waiting. False when the queue is full or the journal is disposed of: the event is
    /// then not part of the story, and it is for the caller to count it and to say so.
    /// </summary>
    bool TryAppend(PhoneEvent e);

    /// <summary>Queues an event, waiting for room when there is none. Completes when the event is queued.</summary>
    /// <exception cref="JournalException">The queue is full because the store cannot be written.</exception>
    /// <exception cref="ObjectDisposedException">The journal is disposed of.</exception>
    ValueTask AppendAsync(PhoneEvent e, CancellationToken cancellationToken = default);

    /// <summary>
    /// Queues what is believed after all events that were queued before; it takes the place of the snapshot before.
    /// False when the queue is full or the journal is disposed of: then the next one will do.
    /// </summary>
    bool TryKeep(JournalSnapshot snapshot);

    /// <summary>
    /// Which time this is that the bench writes; null as long as it could not be counted, because the store cannot be
    /// written. Counted so that it survives a power cut: no run is ever given twice.
    /// </summary>
    BenchRun? Run { get; }

    /// <summary>Completes when everything queued before this call is kept, and says what they now survive.</summary>
    /// <exception cref="JournalException">The store cannot be written; <see cref="Fault"/> says why.</exception>
    Task<JournalDurability> FlushAsync(CancellationToken cancellationToken = default);
}
