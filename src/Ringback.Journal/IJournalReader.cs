using Ringback.Catalogue;
using Ringback.Phones.Events;

namespace Ringback.Journal;

/// <summary>The story of every phone for readers: what <c>ringback phones</c> sees while <c>serve</c> writes.</summary>
/// <remarks>
/// Where the oldest rows were removed to keep a journal small, an <see cref="EventsRemoved"/> stands in the place of
/// the last of them. A place that points at a removed row is as good as ever: reading goes on with that event.
/// </remarks>
public interface IJournalReader
{
    /// <summary>
    /// The bench that the journal belongs to, which is also that of entries that name none; null when it has no name
    /// yet, because only version 0.1 has written it.
    /// </summary>
    Guid? Bench { get; }

    /// <summary>
    /// The entries that are in the journal now, oldest first. Entries written while the caller reads are left to the
    /// next call, so that reading ends however fast the bench is.
    /// </summary>
    /// <param name="after">The place of the last entry already known.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="JournalException">The store cannot be read; the message says why and what to do.</exception>
    IAsyncEnumerable<JournalEntry> ReadAsync(JournalPlace after, CancellationToken cancellationToken = default);

    /// <summary>
    /// The entries from which the case of one phone is folded, oldest first: those that name it, those from an address
    /// that it used, and those of others who used that address. Else like <see cref="ReadAsync"/>.
    /// </summary>
    /// <param name="phone">The phone.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="JournalException">The store cannot be read; the message says why and what to do.</exception>
    IAsyncEnumerable<JournalEntry> ReadAboutAsync(MacAddress phone, CancellationToken cancellationToken = default);

    /// <summary>
    /// The rows that are in the journal now, oldest first, as they are kept: also those that a newer version wrote and
    /// that this one cannot read. Else like <see cref="ReadAsync"/>.
    /// </summary>
    /// <param name="after">The place of the last row already known.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="JournalException">The store cannot be read; the message says why and what to do.</exception>
    IAsyncEnumerable<JournalRow> ReadRawAsync(JournalPlace after, CancellationToken cancellationToken = default);

    /// <summary>
    /// The entries that are in the journal, then each new one once it is durable; none is missed and none comes twice.
    /// Ends when the journal is disposed of in this process.
    /// </summary>
    /// <param name="after">The place of the last entry already known.</param>
    /// <param name="cancellationToken">Stops the following with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="JournalException">The store cannot be read; the message says why and what to do.</exception>
    IAsyncEnumerable<JournalEntry> FollowAsync(JournalPlace after, CancellationToken cancellationToken = default);

    /// <summary>
    /// The newest snapshot that is whole and of that version; null when there is none. One of another version is given
    /// only where rows were removed, because nobody can fold those again.
    /// </summary>
    /// <param name="version">The <see cref="JournalSnapshot.Version"/> of who asks.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="JournalException">The store cannot be read; the message says why and what to do.</exception>
    Task<KeptSnapshot?> ReadSnapshotAsync(string version, CancellationToken cancellationToken = default);
}
