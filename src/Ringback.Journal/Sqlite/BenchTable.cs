using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Ringback.Journal.Sqlite;

/// <summary>
/// Which bench a journal belongs to, and how often it was opened for writing. It lies in the journal's own file, so
/// that the two are moved together. Version 0.1 neither makes the table nor minds it.
/// </summary>
internal static class BenchTable
{
    private const string Schema = "CREATE TABLE IF NOT EXISTS bench (id TEXT NOT NULL, runs INTEGER NOT NULL)";

    /// <summary>The bench of a journal; null when no version that gives names has written it.</summary>
    public static Guid? Read(SqliteConnection connection)
    {
        bool isThere = Text(connection, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name = 'bench'", null)
            is not null;
        return isThere ? Id(connection, null) : null;
    }

    /// <summary>Counts one more run, for good, and gives the bench a name when it has none.</summary>
    /// <exception cref="SqliteException">It could not be kept.</exception>
    public static BenchRun CountRun(SqliteConnection connection)
    {
        // A run that a power cut took back would be given again, with other events in it. One forced commit for each
        // start is no burden; the events themselves go on as before.
        Execute(connection, "PRAGMA synchronous=FULL", null);
        using (SqliteTransaction transaction = connection.BeginTransaction(deferred: false))
        {
            Execute(connection, Schema, transaction);
            if (Id(connection, transaction) is null)
            {
                Execute(connection, "DELETE FROM bench", transaction);
                Execute(connection, $"INSERT INTO bench (id, runs) VALUES ('{Guid.NewGuid():N}', 0)", transaction);
            }

            Execute(connection, "UPDATE bench SET runs = runs + 1", transaction);
            transaction.Commit();
        }

        Execute(connection, "PRAGMA synchronous=NORMAL", null);
        string runs = Text(connection, "SELECT CAST(runs AS INTEGER) FROM bench", null)!;
        return new BenchRun(Id(connection, null)!.Value, long.Parse(runs, CultureInfo.InvariantCulture));
    }

    private static Guid? Id(SqliteConnection connection, SqliteTransaction? transaction) =>
        Guid.TryParseExact(Text(connection, "SELECT id FROM bench LIMIT 1", transaction), "N", out Guid id) ? id : null;

    private static string? Text(SqliteConnection connection, string sql, SqliteTransaction? transaction)
    {
        using SqliteCommand command = Command(connection, sql, transaction);
        return command.ExecuteScalar() is { } value and not DBNull
            ? Convert.ToString(value, CultureInfo.InvariantCulture)
            : null;
    }

    private static void Execute(SqliteConnection connection, string sql, SqliteTransaction? transaction)
    {
        using SqliteCommand command = Command(connection, sql, transaction);
        command.ExecuteNonQuery();
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, SqliteTransaction? transaction)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        return command;
    }
}
