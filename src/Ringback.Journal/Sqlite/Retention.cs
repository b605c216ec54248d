using System.Text.Json;
using Microsoft.Data.Sqlite;
using Ringback.Phones.Events;

namespace Ringback.Journal.Sqlite;

/// <summary>
/// Keeps a journal's file within its limit: the oldest rows go, as far as the newest snapshot knows what they said, and
/// an <see cref="EventsRemoved"/> takes the place of the last of them.
/// </summary>
internal sealed class Retention(long limit, TimeProvider time)
{
    /// <summary>Gives the place of the event that stands for removed rows; null when none were.</summary>
    public const string PlaceOfNote = "(SELECT sequence FROM events WHERE kind = 'events-removed' "
        + "AND sequence = (SELECT min(sequence) FROM events))";

    // An eighth at a time: to clear up costs a look through the traces.
    private const int Share = 8;

    private long _through;

    /// <summary>Whether rows of a journal were removed.</summary>
    public static bool HasRemoved(SqliteConnection connection) =>
        connection.Number($"SELECT {PlaceOfNote} IS NOT NULL") > 0;

    /// <summary>
    /// Looks whether the file has grown over the limit, and removes rows then; true when more are to go.
    /// </summary>
    /// <param name="connection">The open journal.</param>
    /// <param name="most">How many rows at most.</param>
    /// <exception cref="SqliteException">Nothing was removed.</exception>
    public bool Remove(SqliteConnection connection, int most)
    {
        long first = connection.Number("SELECT min(sequence) FROM events");
        if (_through <= first) _through = limit > 0 ? Choose(connection, first) : 0;
        if (_through <= first) return false;
        long to = Math.Min(_through, first + most);
        using (SqliteTransaction transaction = connection.BeginTransaction(deferred: false))
        {
            Remove(connection, first, to);
            if (to == _through) TraceTable.Forget(connection, to);
            transaction.Commit();
        }

        if (to < _through) return true;
        // What is free inside the file is used again. Only a file from the time before there was a limit is made anew.
        if (Pages(connection, "page_count") > 2 * limit) connection.Execute("VACUUM");
        return false;
    }

    private static long Pages(SqliteConnection connection, string which) =>
        connection.Number("PRAGMA " + which) * connection.Number("PRAGMA page_size");

    /// <summary>The row up to which all go; 0 while there is room.</summary>
    private long Choose(SqliteConnection connection, long first)
    {
        long used = Pages(connection, "page_count") - Pages(connection, "freelist_count");
        if (used <= limit) return 0;
        long last = connection.Number("SELECT max(sequence) FROM events");
        double tooMuch = 1 - ((limit - (limit / Share)) / (double)used);
        return Math.Min(first + (long)((last - first + 1) * tooMuch), SnapshotTable.Place(connection));
    }

    private void Remove(SqliteConnection connection, long first, long to)
    {
        PhoneEvent? oldest = Event(connection, first);
        PhoneEvent? newest = Event(connection, to);
        EventsRemoved note = new()
        {
            At = time.GetUtcNow(),
            // The note of the last time counts for what it stood for.
            Count = to - first + (oldest is EventsRemoved before ? before.Count : 1),
            Until = newest?.At,
            Through = newest?.Origin,
        };
        connection.Execute("DELETE FROM events WHERE sequence < $1", to);
        connection.Execute("UPDATE events SET at = $2, kind = $3, mac = NULL, address = NULL, body = $4 "
            + "WHERE sequence = $1", to, EventWriter.Moment(note.At), EventKinds.Of(note), EventJson.Write(note));
    }

    private static PhoneEvent? Event(SqliteConnection connection, long sequence)
    {
        try
        {
            return connection.Text("SELECT body FROM events WHERE sequence = $1", sequence) is { } body
                ? EventJson.Read(body)
                : null;
        }
        catch (JsonException)
        {
            // A newer version wrote it.
            return null;
        }
    }
}
