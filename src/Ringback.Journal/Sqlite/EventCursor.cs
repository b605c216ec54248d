using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Ringback.Catalogue;
using Ringback.Phones.Events;

namespace Ringback.Journal.Sqlite;

/// <summary>One reader's way through the journal: it remembers its place, so it can be asked again for news.</summary>
/// <remarks>
/// Entries are fetched by the page and the query is closed before the page is handed out: an open query would keep the
/// write-ahead log from being folded back into the file for as long as a slow consumer takes.
/// </remarks>
internal sealed class EventCursor : IDisposable
{
    private const int PageRows = 512;

    private const string Next = "WHERE sequence > $1 AND sequence <= $2 ORDER BY sequence LIMIT 512";
    private const string Chosen = "WHERE sequence IN (SELECT value FROM json_each($1)) ORDER BY sequence";

    private readonly string _path;
    private readonly Action _skipped;
    private SqliteConnection? _connection;
    private long _position;

    /// <summary>Stands at a place of the story; the file is opened with the first reading.</summary>
    /// <param name="path">The journal's file.</param>
    /// <param name="after">The place of the last entry already known.</param>
    /// <param name="skipped">Called for each row that this version cannot read.</param>
    public EventCursor(string path, JournalPlace after, Action skipped)
    {
        _path = path;
        _skipped = skipped;
        _position = after.Position;
    }

    /// <summary>Everything between the cursor and the present end of the journal.</summary>
    public IAsyncEnumerable<JournalEntry> ToEndAsync(CancellationToken cancellationToken) =>
        ToEndAsync(Entry, cancellationToken);

    /// <summary>The same as it is kept, with what this version cannot read.</summary>
    public IAsyncEnumerable<JournalRow> RowsToEndAsync(CancellationToken cancellationToken) =>
        ToEndAsync(row => row, cancellationToken);

    /// <summary>What the case of one phone is folded from.</summary>
    public async IAsyncEnumerable<JournalEntry> AboutAsync(
        MacAddress phone, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<long> places = await Task.Run(
            () => Ask(connection => TraceTable.About(connection, phone, End(connection))), cancellationToken);
        foreach (long[] next in places.Chunk(PageRows))
        {
            string wanted = JsonSerializer.Serialize(next);
            foreach (JournalEntry entry in await Task.Run(() => Ask(c => Read(c, Entry, Chosen, wanted)),
                cancellationToken))
            {
                yield return entry;
            }
        }
    }

    /// <summary>The newest snapshot for who has that version.</summary>
    public Task<KeptSnapshot?> SnapshotAsync(string version, CancellationToken cancellationToken) =>
        Task.Run(() => Ask(connection => SnapshotTable.Read(connection, version)), cancellationToken);

    /// <summary>Closes the file until the next reading.</summary>
    public void Rest()
    {
        _connection?.Dispose();
        _connection = null;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => Rest();

    private async IAsyncEnumerable<T> ToEndAsync<T>(
        Func<JournalRow, T?> read, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class
    {
        // SQLite has no asynchronous calls; the thread pool does the waiting so that the caller's thread need not.
        long end = await Task.Run(() => Ask(End), cancellationToken);
        while (_position < end)
        {
            List<T> page = await Task.Run(() => Ask(c => Read(c, read, Next, _position, end)), cancellationToken);
            foreach (T entry in page) yield return entry;
        }
    }

    private T Ask<T>(Func<SqliteConnection, T> question)
    {
        try
        {
            return question(_connection ??= JournalFile.OpenForReading(_path));
        }
        catch (SqliteException e)
        {
            throw JournalFile.Explain(_path, e);
        }
    }

    private static long End(SqliteConnection connection) => connection.Number("SELECT max(sequence) FROM events");

    private List<T> Read<T>(
        SqliteConnection connection, Func<JournalRow, T?> read, string rows, params object[] values)
        where T : class
    {
        List<T> page = [];
        using SqliteCommand command = connection.Statement("SELECT sequence, kind, body FROM events " + rows, values);
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            _position = reader.GetInt64(0);
            // No version writes a row without them; a file that was damaged may have one all the same.
            T? entry = reader.IsDBNull(1) || reader.IsDBNull(2)
                ? null
                : read(new JournalRow(new JournalPlace(_position), reader.GetString(1), reader.GetString(2)));
            if (entry is null) _skipped();
            else page.Add(entry);
        }

        return page;
    }

    // Null for what a newer version wrote: a kind, or a value inside a known kind, that this one has no word for.
    private static JournalEntry? Entry(JournalRow row)
    {
        if (!EventKinds.Knows(row.Kind)) return null;
        try
        {
            return new JournalEntry(row.Place, EventJson.Read(row.Json));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
