using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Ringback.Journal.Sqlite;

/// <summary>
/// The newest snapshot of a journal, in the journal's own file. It is written whole or not at all, and its digest tells
/// whether it still is what was written.
/// </summary>
internal static class SnapshotTable
{
    /// <summary>The tables. Version 0.1 does not mind them.</summary>
    public const string Schema = """
        CREATE TABLE IF NOT EXISTS snapshot (place INTEGER NOT NULL, version TEXT NOT NULL, digest TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS snapshot_lines (number INTEGER PRIMARY KEY, line TEXT NOT NULL);
        """;

    /// <summary>Puts a snapshot of everything that is in the journal in the place of the one before.</summary>
    /// <exception cref="SqliteException">The one before is still there.</exception>
    public static void Keep(SqliteConnection connection, JournalSnapshot snapshot)
    {
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        connection.Execute("DELETE FROM snapshot; DELETE FROM snapshot_lines;");
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using (LineInsert insert = new(connection))
        {
            foreach (ReadOnlyMemory<byte> line in snapshot.Lines)
            {
                insert.Add(line.Span);
                Add(hash, line.Span);
            }
        }

        connection.Execute("INSERT INTO snapshot SELECT coalesce(max(sequence), 0), $1, $2 FROM events",
            snapshot.Version, Convert.ToHexString(hash.GetHashAndReset()));
        transaction.Commit();
    }

    /// <summary>The place up to which the newest snapshot knows everything; 0 when there is none.</summary>
    public static long Place(SqliteConnection connection) => connection.Number("SELECT max(place) FROM snapshot");

    /// <summary>The snapshot, when it is whole and for who asks.</summary>
    /// <exception cref="SqliteException">The journal cannot be read.</exception>
    public static KeptSnapshot? Read(SqliteConnection connection, string version)
    {
        try
        {
            return ReadWhole(connection, version);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is raw.SQLITE_ERROR or raw.SQLITE_CORRUPT)
        {
            // A table is missing or spoilt; the events still tell.
            return null;
        }
    }

    private static KeptSnapshot? ReadWhole(SqliteConnection connection, string version)
    {
        // One view of both tables: the bench may write the next one meanwhile.
        using SqliteTransaction view = connection.BeginTransaction(deferred: true);
        long place = Place(connection);
        if (connection.Text("SELECT version FROM snapshot") is not { } kept) return null;
        if (kept != version && !Retention.HasRemoved(connection)) return null;
        List<string> lines = [];
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using SqliteCommand select = connection.Statement("SELECT line FROM snapshot_lines ORDER BY number");
        using SqliteDataReader reader = select.ExecuteReader();
        while (reader.Read())
        {
            string line = reader.GetString(0);
            lines.Add(line);
            Add(hash, Encoding.UTF8.GetBytes(line));
        }

        string digest = Convert.ToHexString(hash.GetHashAndReset());
        bool isWhole = digest == connection.Text("SELECT digest FROM snapshot")
            && place <= connection.Number("SELECT max(sequence) FROM events");
        return isWhole ? new KeptSnapshot(new JournalPlace(place), kept, lines) : null;
    }

    private static void Add(IncrementalHash hash, ReadOnlySpan<byte> line)
    {
        hash.AppendData(line);
        hash.AppendData("\n"u8);
    }

    /// <summary>
    /// Writes line after line. The cases of a few thousand phones are tens of megabytes: as text of the runtime and
    /// copied once more for a parameter each would be garbage three times over.
    /// </summary>
    private sealed class LineInsert : IDisposable
    {
        private readonly sqlite3 _database;
        private readonly sqlite3_stmt _statement;

        internal LineInsert(SqliteConnection connection)
        {
            _database = connection.Handle!;
            Check(raw.sqlite3_prepare_v2(
                _database, "INSERT INTO snapshot_lines (line) VALUES (?1)", out _statement));
        }

        internal void Add(ReadOnlySpan<byte> line)
        {
            // An empty span has no address, and what has none is NULL to SQLite.
            Check(line.IsEmpty ? raw.sqlite3_bind_text(_statement, 1, "") : raw.sqlite3_bind_text(_statement, 1, line));
            int done = raw.sqlite3_step(_statement);
            if (done != raw.SQLITE_DONE) Check(done);
            Check(raw.sqlite3_reset(_statement));
        }

        public void Dispose() => _statement.Dispose();

        private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _database);
    }
}
