using Ringback.Catalogue;
using Ringback.Cli.Exits;
using Ringback.Cli.Screens.Printing;
using Ringback.Datagrams.Captures;
using Ringback.Observation.Captures;
using Ringback.Observation.Logs;
using Ringback.Observation.Sightings;

namespace Ringback.Cli.Input;

/// <summary>A log that the command line names, with what it was.</summary>
/// <param name="Path">Its path; null for standard input.</param>
/// <param name="Summary">What it was.</param>
internal sealed record LogInput(string? Path, LogSummary Summary)
{
    private const int BufferBytes = 64 * 1024;

    // By so many a capture is recognised, a packed one too.
    private const int HeadBytes = 512;

    // What is piped cannot be read again, so that its beginning is kept for quotes.
    private const int MostKept = 32 * 1024 * 1024;

    private byte[]? _kept;

    /// <summary>
    /// Reads a log, a capture or a journal, or a log or a capture from standard input for <c>-</c>.
    /// </summary>
    internal static LogInput Read(
        string path, string? format, SightingBook book, PhoneCatalogue catalogue, CancellationToken cancel)
    {
        if (Directory.Exists(path))
            throw new UnusableException($"{path} is a folder. Name the log that lies in it.");
        if (path == "-") return Piped(format, book, catalogue, cancel);
        using FileStream stream = Open(InputFile.Existing(path));
        byte[] head = Head(stream);
        if (format is null && JournalInput.Recognises(head))
            return new LogInput(path, JournalInput.Read(path, book, cancel));
        if (format is null && CaptureReader.Recognises(head)
            && CaptureReading.Read(stream, book, System.IO.Path.GetFileName(path), catalogue, cancel) is { } frames)
        {
            return new LogInput(path, frames);
        }

        return new LogInput(path, LogReading.Read(stream, book, new LogOptions(System.IO.Path.GetFileName(path))
        {
            Format = format,
            // A log that was shown to somebody was written before, so that its last change is about its end.
            Reference = File.GetLastWriteTimeUtc(path),
        }, cancel));
    }

    /// <summary>Lines of it, as they stand in it.</summary>
    internal IReadOnlyDictionary<long, string> Quote(IEnumerable<long> lines)
    {
        try
        {
            using Stream stream = Path is { } path ? Open(path) : new MemoryStream(_kept ?? []);
            return LogQuotes.Read(stream, Summary, lines);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has gone meanwhile: the numbers of the lines are told all the same.
            return new Dictionary<long, string>();
        }
    }

    private static LogInput Piped(
        string? format, SightingBook book, PhoneCatalogue catalogue, CancellationToken cancel)
    {
        const string name = "standard input";
        using KeptStream piped = new(Terminal.Piped(), MostKept);
        ReadOnlySpan<byte> head = piped.Peek(HeadBytes);
        if (format is null && JournalInput.Recognises(head))
            throw new UnusableException("A journal cannot be read from standard input: name its file.");
        if (format is null && CaptureReader.Recognises(head)
            && CaptureReading.Read(piped, book, name, catalogue, cancel) is { } frames)
        {
            return new LogInput(null, frames);
        }

        LogSummary said = LogReading.Read(piped, book, new LogOptions(name)
        {
            Format = format, Reference = TimeProvider.System.GetUtcNow(),
        }, cancel);
        return new LogInput(null, said) { _kept = piped.Kept };
    }

    private static byte[] Head(FileStream stream)
    {
        byte[] head = new byte[HeadBytes];
        int length = stream.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false);
        stream.Position = 0;
        return head[..length];
    }

    private static FileStream Open(string path) => new(
        path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, BufferBytes, FileOptions.SequentialScan);
}
