using System.Text;
using System.Text.Unicode;
using Ringback.Observation.Logs.Lines;

namespace Ringback.Observation.Logs;

/// <summary>Lines of a log as they stand in it, for whoever has to be shown them.</summary>
public static class LogQuotes
{
    internal const int LinesBetweenMarks = 1 << 16;

    /// <summary>Marks of a hundred billion lines.</summary>
    internal const int MostMarks = 1 << 20;

    private const int LongestQuote = 1_000;

    /// <summary>
    /// Reads lines of a log again. Bytes are characters as UTF-8 has them, or one each where they are none.
    /// </summary>
    /// <param name="stream">The log, from its beginning.</param>
    /// <param name="log">What it was when it was read.</param>
    /// <param name="wanted">The numbers of the lines.</param>
    public static IReadOnlyDictionary<long, string> Read(Stream stream, LogSummary log, IEnumerable<long> wanted)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(log);
        Dictionary<long, string> quotes = [];
        if (log.Marks.Count == 0 || !stream.CanSeek)
        {
            ReadOn(stream, 0, new Queue<long>(wanted.Distinct().Order()), quotes, isBegun: false);
            return quotes;
        }

        foreach (IGrouping<int, long> near in wanted.Distinct().Order()
            .GroupBy(line => (int)Math.Min((line - 1) / LinesBetweenMarks, log.Marks.Count)))
        {
            stream.Position = near.Key == 0 ? 0 : log.Marks[near.Key - 1];
            ReadOn(stream, near.Key * (long)LinesBetweenMarks, new Queue<long>(near), quotes, isBegun: near.Key > 0);
        }

        return quotes;
    }

    private static void ReadOn(
        Stream stream, long before, Queue<long> wanted, Dictionary<long, string> quotes, bool isBegun)
    {
        using LineReader lines = new(stream, isBegun);
        long number = before;
        while (wanted.Count > 0 && lines.TryNext(out ReadOnlySpan<byte> line))
        {
            if (++number != wanted.Peek()) continue;
            quotes[wanted.Dequeue()] = Text(line);
        }
    }

    private static string Text(ReadOnlySpan<byte> line)
    {
        bool isLong = line.Length > LongestQuote;
        if (isLong) line = line[..LongestQuote];
        // A character of several bytes may have been cut.
        string text = Utf8.IsValid(line) ? Encoding.UTF8.GetString(line) : Encoding.Latin1.GetString(line);
        return isLong ? text + "…" : text;
    }
}
