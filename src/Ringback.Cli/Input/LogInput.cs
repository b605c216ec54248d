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

    /// <summary>Reads a log or a capture, or a log from standard input for <c>-</c>.</summary>
    internal static LogInput Read(
        string path, string? format, SightingBook book, PhoneCatalogue catalogue, CancellationToken cancel)
    {
        if (Directory.Exists(path))
            throw new UnusableException($"{path} is a folder. Name the log that lies in it.");
        if (path == "-")
        {
            using KeptStream piped = new(Terminal.Piped(), MostKept);
            LogSummary said = LogReading.Read(piped, book, new LogOptions("standard input")
            {
                Format = format, Reference = TimeProvider.System.GetUtcNow(),
            }, cancel);
            return new LogInput(null, said) { _kept = piped.Kept };
        }

        using FileStream stream = Open(InputFile.Existing(path));
        if (format is null && IsCapture(stream)
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

    private static bool IsCapture(FileStream stream)
    {
        Span<byte> head = stackalloc byte[HeadBytes];
        int length = stream.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false);
        stream.Position = 0;
        return CaptureReader.Recognises(head[..length]);
    }

    private static FileStream Open(string path) => new(
        path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, BufferBytes, FileOptions.SequentialScan);
}
