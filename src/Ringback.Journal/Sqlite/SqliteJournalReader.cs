using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Ringback.Catalogue;

namespace Ringback.Journal.Sqlite;

/// <summary>
/// Reads a journal file that this process does not write; another one may be writing it. Holds nothing open between
/// calls. Made by <see cref="SqliteJournal.OpenForReading"/>.
/// </summary>
public sealed class SqliteJournalReader : IJournalReader
{
    private readonly EventReading _reading;
    private readonly TimeProvider _time;
    private readonly TimeSpan _pollEvery;

    internal SqliteJournalReader(string path, SqliteJournalOptions options, TimeProvider time)
    {
        // Opened once for nothing, so that a wrong path is told now and not at the first read.
        using SqliteConnection probe = JournalFile.OpenForReading(path);
        Bench = JournalFile.BenchOf(path, probe);
        _reading = new EventReading(path, () => true);
        _time = time;
        _pollEvery = options.PollEvery;
    }

    /// <summary>Rows passed over because a newer version wrote them. A row read twice counts twice.</summary>
    public long Skipped => _reading.Skipped;

    /// <inheritdoc/>
    public Guid? Bench { get; }

    /// <inheritdoc/>
    public IAsyncEnumerable<JournalEntry> ReadAsync(
        JournalPlace after, CancellationToken cancellationToken = default) =>
        _reading.ReadAsync(after, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<JournalEntry> ReadAboutAsync(
        MacAddress phone, CancellationToken cancellationToken = default) =>
        _reading.ReadAboutAsync(phone, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<JournalRow> ReadRawAsync(
        JournalPlace after, CancellationToken cancellationToken = default) =>
        _reading.ReadRawAsync(after, cancellationToken);

    /// <inheritdoc/>
    public Task<KeptSnapshot?> ReadSnapshotAsync(string version, CancellationToken cancellationToken = default) =>
        _reading.ReadSnapshotAsync(version, cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<JournalEntry> FollowAsync(
        JournalPlace after, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using EventCursor cursor = _reading.From(after);

        // Nothing tells one process that another has written, so it has to look. The timer remembers a tick that comes
        // while we read; sequences are given and committed in the same order, so looking from the last one is enough.
        using PeriodicTimer look = new(_pollEvery, _time);
        do
        {
            await foreach (JournalEntry entry in cursor.ToEndAsync(cancellationToken)) yield return entry;
            cursor.Rest();
        }
        while (await look.WaitForNextTickAsync(cancellationToken));
    }
}
