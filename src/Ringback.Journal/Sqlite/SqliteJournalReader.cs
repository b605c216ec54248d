using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace Ringback.Journal.Sqlite;

/// <summary>
/// Reads a journal file that this process does not write; another one may be writing it. Holds nothing open between
/// calls. Made by <see cref="SqliteJournal.OpenForReading"/>.
/// </summary>
public sealed class SqliteJournalReader : IJournalReader
{
    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly TimeSpan _pollEvery;
    private long _skipped;

    internal SqliteJournalReader(string path, SqliteJournalOptions options, TimeProvider time)
    {
        // Opened once for nothing, so that a wrong path is told now and not at the first read.
        using SqliteConnection probe = JournalFile.OpenForReading(path);
        Bench = JournalFile.BenchOf(path, probe);
        _path = path;
        _time = time;
        _pollEvery = options.PollEvery;
    }

    /// <summary>Rows passed over because a newer version wrote them. A row read twice counts twice.</summary>
    public long Skipped => Interlocked.Read(ref _skipped);

    /// <inheritdoc/>
    public Guid? Bench { get; }

    /// <inheritdoc/>
    public async IAsyncEnumerable<JournalEntry> ReadAsync(
        JournalPlace after, JournalQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        using EventCursor cursor = new(_path, after, query, CountSkipped);
        await foreach (JournalEntry entry in cursor.ToEndAsync(cancellationToken)) yield return entry;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<JournalRow> ReadRawAsync(
        JournalPlace after, JournalQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        using EventCursor cursor = new(_path, after, query, CountSkipped);
        await foreach (JournalRow row in cursor.RowsToEndAsync(cancellationToken)) yield return row;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<JournalEntry> FollowAsync(
        JournalPlace after, JournalQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        using EventCursor cursor = new(_path, after, query, CountSkipped);

        // Nothing tells one process that another has written, so it has to look. The timer remembers a tick that comes
        // while we read; sequences are given and committed in the same order, so looking from the last one is enough.
        using PeriodicTimer look = new(_pollEvery, _time);
        do
        {
            await foreach (JournalEntry entry in cursor.ToEndAsync(cancellationToken)) yield return entry;
            cursor.Rest();
        }
        while (!cursor.IsDone && await look.WaitForNextTickAsync(cancellationToken));
    }

    private void CountSkipped() => Interlocked.Increment(ref _skipped);
}
