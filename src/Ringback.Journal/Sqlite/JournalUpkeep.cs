using Microsoft.Data.Sqlite;

namespace Ringback.Journal.Sqlite;

/// <summary>What a journal needs now and then, in steps, so that events never wait long for it.</summary>
internal sealed class JournalUpkeep(SqliteJournalOptions options, TimeProvider time)
{
    private readonly Retention _retention = new(options.Limit, time);

    /// <summary>Whether a step is left to do; at first that is not known, and the first step tells.</summary>
    public bool HasMore { get; private set; } = true;

    /// <summary>Removes rows when there are too many, and brings the traces of the rest up to date.</summary>
    /// <exception cref="SqliteException">Not all of it could be done.</exception>
    public void Step(SqliteConnection connection) => HasMore = _retention.Remove(connection, options.UpkeepRows)
        || TraceTable.Extend(connection, options.UpkeepRows);

    /// <summary>Leaves the rest until the next snapshot is kept.</summary>
    public void Rest() => HasMore = false;
}
