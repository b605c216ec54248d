using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Data.Sqlite;
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

    private readonly string _path;
    private readonly JournalQuery _query;
    private readonly Action _skipped;
    private SqliteConnection? _connection;
    private long _position;
    private int _left;

    /// <summary>Stands at a place of the story; the file is opened with the first reading.</summary>
    /// <param name="path">The journal's file.</param>
    /// <param name="after">The place of the last entry already known.</param>
    /// <param name="query">Which entries.</param>
    /// <param name="skipped">Called for each row that this version cannot read.</param>
    public EventCursor(string path, JournalPlace after, JournalQuery query, Action skipped)
    {
        _path = path;
        _query = query;
        _skipped = skipped;
        _position = after.Position;
        _left = query.Limit ?? int.MaxValue;
    }

    /// <summary>Whether the query's limit is reached.</summary>
    public bool IsDone => _left <= 0;

    /// <summary>Everything between the cursor and the present end of the journal.</summary>
    public IAsyncEnumerable<JournalEntry> ToEndAsync(CancellationToken cancellationToken) =>
        ToEndAsync(Entry, cancellationToken);

    /// <summary>The same as it is kept, with what this version cannot read.</summary>
    public IAsyncEnumerable<JournalRow> RowsToEndAsync(CancellationToken cancellationToken) =>
        ToEndAsync(row => row, cancellationToken);

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
        long end = await Task.Run(End, cancellationToken);
        while (!IsDone && _position < end)
        {
            foreach (T entry in await Task.Run(() => Page(end, read), cancellationToken))
            {
                _left--;
                yield return entry;
            }
        }
    }

    private SqliteCommand Command() => (_connection ??= JournalFile.OpenForReading(_path)).CreateCommand();

    private long End()
    {
        try
        {
            using SqliteCommand command = Command();
            command.CommandText = "SELECT coalesce(max(sequence), 0) FROM events";
            return (long)command.ExecuteScalar()!;
        }
        catch (SqliteException e)
        {
            throw JournalFile.Explain(_path, e);
        }
    }

    private List<T> Page<T>(long end, Func<JournalRow, T?> read)
        where T : class
    {
        List<T> page = [];
        int wanted = Math.Min(PageRows, _left);
        int rows = 0;
        try
        {
            using SqliteCommand command = Select(end, wanted);
            using SqliteDataReader reader = command.ExecuteReader();
            while (reader.Read())
            {
                rows++;
                _position = reader.GetInt64(0);
                // No version writes a row without them; a file that was damaged may have one all the same.
                T? entry = reader.IsDBNull(1) || reader.IsDBNull(2)
                    ? null
                    : read(new JournalRow(new JournalPlace(_position), reader.GetString(1), reader.GetString(2)));
                if (entry is null) _skipped();
                else page.Add(entry);
            }
        }
        catch (SqliteException e)
        {
            throw JournalFile.Explain(_path, e);
        }

        // A page that is not full says that nothing else matches up to the end: the next search starts there.
        if (rows < wanted) _position = end;
        return page;
    }

    private SqliteCommand Select(long end, int rows)
    {
        SqliteCommand command = Command();
        string filter = "";
        if (_query.Mac is { } mac)
        {
            filter += " AND mac = $mac";
            command.Parameters.AddWithValue("$mac", mac.ToString());
        }

        if (_query.Address is { } address)
        {
            filter += " AND address = $address";
            command.Parameters.AddWithValue("$address", address.ToString());
        }

        if (_query.Since is { } since)
        {
            filter += " AND at >= $since";
            command.Parameters.AddWithValue("$since", EventWriter.Moment(since));
        }

        command.CommandText =
            $"SELECT sequence, kind, body FROM events WHERE sequence > $after AND sequence <= $end{filter} "
            + "ORDER BY sequence LIMIT $rows";
        command.Parameters.AddWithValue("$after", _position);
        command.Parameters.AddWithValue("$end", end);
        command.Parameters.AddWithValue("$rows", rows);
        return command;
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
