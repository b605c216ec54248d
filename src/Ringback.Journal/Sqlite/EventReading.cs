using System.Runtime.CompilerServices;
using Ringback.Catalogue;

namespace Ringback.Journal.Sqlite;

/// <summary>What is read out of a journal's file, by whoever writes it and by who does not.</summary>
/// <param name="path">The file.</param>
/// <param name="isThere">
/// Asked before each reading; false where the disk has no room even for a look: what is there is, until then, as if it
/// were not.
/// </param>
internal sealed class EventReading(string path, Func<bool> isThere)
{
    private long _skipped;

    /// <summary>Rows passed over because a newer version wrote them. A row read twice counts twice.</summary>
    public long Skipped => Interlocked.Read(ref _skipped);

    /// <summary>A way through the journal, from a place on.</summary>
    public EventCursor From(JournalPlace after) => new(path, after, () => Interlocked.Increment(ref _skipped));

    /// <inheritdoc cref="IJournalReader.ReadAsync"/>
    public async IAsyncEnumerable<JournalEntry> ReadAsync(
        JournalPlace after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!isThere()) yield break;
        using EventCursor cursor = From(after);
        await foreach (JournalEntry entry in cursor.ToEndAsync(cancellationToken)) yield return entry;
    }

    /// <inheritdoc cref="IJournalReader.ReadAboutAsync"/>
    public async IAsyncEnumerable<JournalEntry> ReadAboutAsync(
        MacAddress phone, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!isThere()) yield break;
        using EventCursor cursor = From(JournalPlace.Beginning);
        await foreach (JournalEntry entry in cursor.AboutAsync(phone, cancellationToken)) yield return entry;
    }

    /// <inheritdoc cref="IJournalReader.ReadRawAsync"/>
    public async IAsyncEnumerable<JournalRow> ReadRawAsync(
        JournalPlace after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!isThere()) yield break;
        using EventCursor cursor = From(after);
        await foreach (JournalRow row in cursor.RowsToEndAsync(cancellationToken)) yield return row;
    }

    /// <inheritdoc cref="IJournalReader.ReadSnapshotAsync"/>
    public async Task<KeptSnapshot?> ReadSnapshotAsync(string version, CancellationToken cancellationToken)
    {
        if (!isThere()) return null;
        using EventCursor cursor = From(JournalPlace.Beginning);
        return await cursor.SnapshotAsync(version, cancellationToken);
    }
}
