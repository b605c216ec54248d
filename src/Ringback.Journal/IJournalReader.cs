namespace Ringback.Journal;

/// <summary>The story of every phone for readers: what <c>ringback phones</c> sees while <c>serve</c> writes.</summary>
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
    /// <param name="query">Which entries.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="JournalException">The store cannot be read; the message says why and what to do.</exception>
    IAsyncEnumerable<JournalEntry> ReadAsync(
        JournalPlace after, JournalQuery query, CancellationToken cancellationToken = default);

    /// <summary>
    /// The rows that are in the journal now, oldest first, as they are kept: also those that a newer version wrote and
    /// that this one cannot read. Else like <see cref="ReadAsync"/>.
    /// </summary>
    /// <param name="after">The place of the last row already known.</param>
    /// <param name="query">Which rows.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="JournalException">The store cannot be read; the message says why and what to do.</exception>
    IAsyncEnumerable<JournalRow> ReadRawAsync(
        JournalPlace after, JournalQuery query, CancellationToken cancellationToken = default);

    /// <summary>
    /// The entries that are in the journal, then each new one once it is durable; none is missed and none comes twice.
    /// Ends when <see cref="JournalQuery.Limit"/> is reached or the journal is disposed of in this process.
    /// </summary>
    /// <param name="after">The place of the last entry already known.</param>
    /// <param name="query">Which entries.</param>
    /// <param name="cancellationToken">Stops the following with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="JournalException">The store cannot be read; the message says why and what to do.</exception>
    IAsyncEnumerable<JournalEntry> FollowAsync(
        JournalPlace after, JournalQuery query, CancellationToken cancellationToken = default);
}
