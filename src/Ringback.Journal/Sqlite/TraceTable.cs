using System.Text.Json;
using Microsoft.Data.Sqlite;
using Ringback.Catalogue;

namespace Ringback.Journal.Sqlite;

/// <summary>
/// Where in a journal each phone and each address is named, and which were named together. An index of the events
/// themselves would be written with every event, at a place of its own for each; this one is brought up to date many
/// events at a time and in order, and who reads looks through what has come since.
/// </summary>
internal static class TraceTable
{
    /// <summary>The tables. Version 0.1 does not mind them.</summary>
    public const string Schema = """
        CREATE TABLE IF NOT EXISTS traces (name TEXT NOT NULL, sequence INTEGER NOT NULL,
            PRIMARY KEY (name, sequence)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS pairs (mac TEXT NOT NULL, address TEXT NOT NULL,
            PRIMARY KEY (mac, address)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS traced (sequence INTEGER NOT NULL);
        """;

    // The sitter is whoever the kernel has at an address from which somebody asks in a phone's name.
    private const string PairsInEvents = """
        SELECT mac, address FROM events
        WHERE sequence > $1 AND sequence <= $2 AND mac IS NOT NULL AND address IS NOT NULL
        UNION SELECT json_extract(body, '$.sitter'), address FROM events
        WHERE sequence > $1 AND sequence <= $2 AND address IS NOT NULL AND kind = 'file-asked'
            AND body LIKE '%"sitter":"%' AND CASE WHEN json_valid(body) THEN json_extract(body, '$.sitter') END NOT NULL
        """;

    /// <summary>Takes the next events in; true when there are more of them.</summary>
    /// <param name="connection">The open journal.</param>
    /// <param name="most">How many events at most.</param>
    /// <exception cref="SqliteException">Nothing was taken in.</exception>
    public static bool Extend(SqliteConnection connection, int most)
    {
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        long first = connection.Number("SELECT min(sequence) FROM events");
        long last = connection.Number("SELECT max(sequence) FROM events");
        long from = Math.Max(End(connection), first - 1);
        long to = Math.Min(from + most, last);
        if (from >= to) return false;
        connection.Execute("""
            INSERT OR IGNORE INTO traces SELECT name, sequence FROM (
                SELECT mac AS name, sequence FROM events WHERE sequence > $1 AND sequence <= $2
                UNION ALL SELECT address, sequence FROM events WHERE sequence > $1 AND sequence <= $2)
            WHERE name IS NOT NULL ORDER BY name, sequence
            """, from, to);
        connection.Execute("INSERT OR IGNORE INTO pairs " + PairsInEvents, from, to);
        connection.Execute("DELETE FROM traced");
        connection.Execute("INSERT INTO traced VALUES ($1)", to);
        transaction.Commit();
        return to < last;
    }

    /// <summary>Forgets where rows are that have gone.</summary>
    /// <param name="connection">The open journal.</param>
    /// <param name="first">The oldest row that is left.</param>
    public static void Forget(SqliteConnection connection, long first)
    {
        connection.Execute("DELETE FROM traces WHERE sequence < $1", first);
        connection.Execute("DELETE FROM pairs WHERE mac NOT IN (SELECT name FROM traces) "
            + "OR address NOT IN (SELECT name FROM traces)");
    }

    /// <summary>The rows from which the case of a phone is folded, up to an end and in order.</summary>
    /// <exception cref="SqliteException">They cannot be found.</exception>
    public static List<long> About(SqliteConnection connection, MacAddress phone, long end)
    {
        bool isThere = connection.HasTable("traces");
        long traced = isThere ? End(connection) : 0;
        List<(string, string)> pairs = [];
        string kept = isThere ? " UNION SELECT mac, address FROM pairs" : "";
        using (SqliteCommand select = connection.Statement(PairsInEvents + kept, traced, end))
        using (SqliteDataReader reader = select.ExecuteReader())
        {
            while (reader.Read()) pairs.Add((reader.GetString(0), reader.GetString(1)));
        }

        string names = JsonSerializer.Serialize(Kinship.Of(phone, pairs));
        kept = isThere
            ? " UNION SELECT sequence FROM traces WHERE name IN (SELECT value FROM json_each($3)) AND sequence <= $1"
            : "";
        using SqliteCommand command = connection.Statement($"""
            SELECT sequence FROM events WHERE sequence <= $1 AND sequence > $2
                AND (mac IN (SELECT value FROM json_each($3)) OR address IN (SELECT value FROM json_each($3)))
            {kept} UNION SELECT {Retention.PlaceOfNote} ORDER BY 1
            """, end, traced, names);
        using SqliteDataReader rows = command.ExecuteReader();
        List<long> found = [];
        while (rows.Read())
        {
            if (!rows.IsDBNull(0)) found.Add(rows.GetInt64(0));
        }

        return found;
    }

    private static long End(SqliteConnection connection) => connection.Number("SELECT max(sequence) FROM traced");
}
