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
    public static Guid? Read(SqliteConnection connection) => connection.HasTable("bench") ? Id(connection) : null;

    /// <summary>Counts one more run, for good, and gives the bench a name when it has none.</summary>
    /// <exception cref="SqliteException">It could not be kept.</exception>
    public static BenchRun CountRun(SqliteConnection connection)
    {
        // A run that a power cut took back would be given again, with other events in it. One forced commit for each
        // start is no burden; the events themselves go on as before.
        connection.Execute("PRAGMA synchronous=FULL");
        using (SqliteTransaction transaction = connection.BeginTransaction(deferred: false))
        {
            connection.Execute(Schema);
            if (Id(connection) is null)
            {
                connection.Execute("DELETE FROM bench");
                connection.Execute("INSERT INTO bench (id, runs) VALUES ($1, 0)", Guid.NewGuid().ToString("N"));
            }

            connection.Execute("UPDATE bench SET runs = runs + 1");
            transaction.Commit();
        }

        connection.Execute("PRAGMA synchronous=NORMAL");
        return new BenchRun(
            Id(connection)!.Value, connection.Number("SELECT CAST(runs AS INTEGER) FROM bench"));
    }

    private static Guid? Id(SqliteConnection connection) =>
        Guid.TryParseExact(connection.Text("SELECT id FROM bench LIMIT 1"), "N", out Guid id) ? id : null;
}
