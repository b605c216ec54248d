using Ringback.Observation.Logs.Formats;
using Ringback.Observation.Logs.Lines;
using Ringback.Observation.Sightings;

namespace Ringback.Observation.Logs;

/// <summary>Reads somebody's log, line by line, into a <see cref="SightingBook"/>.</summary>
/// <remarks>
/// Every line is offered to the format that understood the one before it, then to all others; several formats in one
/// file, with other text around them, are no matter. A line that nobody understands is counted.
/// </remarks>
public static class LogReading
{
    /// <summary>The longest file that is read from behind where its newest line stands first.</summary>
    private const int LongestTurned = 64 * 1024 * 1024;

    /// <summary>The formats that are known, by the names that can be forced, with what they are.</summary>
    public static IReadOnlyList<(string Name, string Title)> Formats => LogFormats.Known;

    /// <summary>Reads a log to its end.</summary>
    /// <param name="stream">The log; stays open.</param>
    /// <param name="book">What it tells goes in here.</param>
    /// <param name="options">How it is to be read.</param>
    /// <param name="cancel">Ends it early.</param>
    public static LogSummary Read(
        Stream stream, SightingBook book, LogOptions options, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(options);
        SightingSource source = book.Open(options.Name, isCapture: false);
        using LineReader lines = new(stream);
        LineSorting sorting = new(LogFormats.Open(options.Format), new LogClock(options.Reference), book);
        List<long> marks = [];
        bool isTurned = lines.Head.IsNewestFirst && stream.CanSeek && stream.Length <= LongestTurned;
        long number = isTurned
            ? ReadFromBehind(lines, sorting, book, cancel)
            : ReadOn(lines, sorting, book, marks, cancel);
        source.IsNewestFirst = isTurned;
        sorting.Finish();
        return new LogSummary(options.Name, sorting.Counts(), number)
        {
            Blank = sorting.Blank, Idle = sorting.Idle, Cut = lines.Cut, Bytes = lines.Bytes,
            Encoding = lines.Encoding, HasTimes = source.HasTimes, Missed = sorting.FirstMissed,
            Hosts = [.. sorting.Hosts], Hidden = sorting.Hidden,
            Marks = lines.Encoding is null ? marks : [],
        };
    }

    private static long ReadOn(
        LineReader lines, LineSorting sorting, SightingBook book, List<long> marks, CancellationToken cancel)
    {
        long number = 0;
        DoubledLines copies = new(lines.Head.IsDoubled);
        while (lines.TryNext(out ReadOnlySpan<byte> line))
        {
            book.Line = ++number;
            if (!copies.Includes(line)) sorting.Read(line, lines.HasEscapes);
            else sorting.PassOver();
            if (number % LogQuotes.LinesBetweenMarks != 0) continue;
            cancel.ThrowIfCancellationRequested();
            if (marks.Count < LogQuotes.MostMarks) marks.Add(lines.Offset);
        }

        return number;
    }

    /// <summary>What a line means depends on those before it, so the oldest is read first.</summary>
    private static long ReadFromBehind(
        LineReader lines, LineSorting sorting, SightingBook book, CancellationToken cancel)
    {
        List<byte[]> all = [];
        while (lines.TryNext(out ReadOnlySpan<byte> line)) all.Add(line.ToArray());
        DoubledLines copies = new(lines.Head.IsDoubled);
        for (int i = all.Count - 1; i >= 0; i--)
        {
            if (i % LogQuotes.LinesBetweenMarks == 0) cancel.ThrowIfCancellationRequested();
            book.Line = i + 1;
            if (!copies.Includes(all[i])) sorting.Read(all[i], lines.HasEscapes);
            else sorting.PassOver();
        }

        return all.Count;
    }

    /// <summary>Takes every line once of a file in which each stands twice.</summary>
    private ref struct DoubledLines(bool isDoubled)
    {
        private byte[] _before = [];

        internal bool Includes(ReadOnlySpan<byte> line)
        {
            if (!isDoubled || line.IsEmpty) return false;
            bool isCopy = line.SequenceEqual(_before);
            // A third of the same kind is another line.
            _before = isCopy ? [] : line.ToArray();
            return isCopy;
        }
    }
}

/// <summary>How a log is to be read.</summary>
/// <param name="Name">Its name, as places in it are to be called.</param>
public sealed record LogOptions(string Name)
{
    /// <summary>The only format that is tried; null for all.</summary>
    public string? Format { get; init; }

    /// <summary>About when the log ends: syslog leaves the year out.</summary>
    public DateTimeOffset Reference { get; init; } = DateTimeOffset.UnixEpoch;
}

/// <summary>A format, and how many lines of a log it understood.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">What it is.</param>
/// <param name="Lines">Lines.</param>
public sealed record FormatCount(string Name, string Title, long Lines);

/// <summary>What a log was.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Formats">The formats that were found in it, the commonest first.</param>
/// <param name="Lines">Lines, blank ones included.</param>
public sealed record LogSummary(string Name, IReadOnlyList<FormatCount> Formats, long Lines)
{
    /// <summary>Its format: that of most lines; null when no line was understood.</summary>
    public string? Format => Formats is [var first, ..] ? first.Name : null;

    /// <summary>Lines that were understood, blank ones included: they say what they say.</summary>
    public long Understood => Formats.Sum(f => f.Lines) + Blank;

    /// <summary>Blank lines.</summary>
    public long Blank { get; init; }

    /// <summary>Lines that were understood and say nothing of a phone.</summary>
    public long Idle { get; init; }

    /// <summary>Lines of which only the beginning was read, because they are too long.</summary>
    public long Cut { get; init; }

    /// <summary>Bytes, after decoding.</summary>
    public long Bytes { get; init; }

    /// <summary>How the file is written where that is not plainly.</summary>
    public string? Encoding { get; init; }

    /// <summary>True when lines tell times.</summary>
    public bool HasTimes { get; init; }

    /// <summary>The first lines that nobody understood.</summary>
    public IReadOnlyList<long> Missed { get; init; } = [];

    /// <summary>
    /// Lines of a TFTP or DHCP server that <c>journalctl</c> wrote as <c>[52B blob data]</c>: they hold a character
    /// that it does not show.
    /// </summary>
    public long Hidden { get; init; }

    /// <summary>Names of the machines whose programs wrote it.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Where some lines begin, so that <see cref="LogQuotes"/> finds others without reading all.</summary>
    internal IReadOnlyList<long> Marks { get; init; } = [];
}
