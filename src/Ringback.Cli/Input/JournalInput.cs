using Ringback.Cli.Exits;
using Ringback.Journal;
using Ringback.Journal.Sqlite;
using Ringback.Observation.Logs;
using Ringback.Observation.Sightings;

namespace Ringback.Cli.Input;

/// <summary>
/// Ringback's own journal as something to explain: that of a bench that is open elsewhere, or a copy that somebody
/// sent. It is only read.
/// </summary>
internal static class JournalInput
{
    /// <summary>What it is called among the formats of logs.</summary>
    internal const string Format = "journal";

    // How every database of SQLite begins (sqlite.org/fileformat, "The Database Header").
    private static ReadOnlySpan<byte> Mark => "SQLite format 3\0"u8;

    /// <summary>True for a database, which a journal is.</summary>
    internal static bool Recognises(ReadOnlySpan<byte> head) => head.StartsWith(Mark);

    /// <summary>Reads all that stands in a journal now. Each event keeps the place that it has on its bench.</summary>
    /// <exception cref="UnusableException">It is no journal of ours, or cannot be read.</exception>
    internal static LogSummary Read(string path, SightingBook book, CancellationToken cancel)
    {
        string name = Path.GetFileName(path);
        try
        {
            SqliteJournalReader journal = SqliteJournal.OpenForReading(path);
            book.Open(name, isCapture: false);
            long read = 0;
            foreach (JournalEntry entry in journal.ReadAsync(JournalPlace.Beginning, cancel)
                .ToBlockingEnumerable(cancel))
            {
                book.Saw(entry.Event, ++read);
            }

            FormatCount understood = new(Format, "Ringback's journal", read);
            return new LogSummary(name, read == 0 ? [] : [understood], read + journal.Skipped) { HasTimes = true };
        }
        catch (JournalException e)
        {
            throw new UnusableException(e.Message);
        }
    }
}
