using Ringback.Observation.Logs.Lines;
using Ringback.Observation.Sightings;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;

namespace Ringback.Observation.Logs.Formats;

/// <summary>
/// The access log of a web server, in the common form: Java phones from 9.x on ask there first, on port 6970.
/// <c>192.0.2.5 - - [06/Jul/2021:05:45:41 +0000] "GET /SEP….cnf.xml HTTP/1.1" 404 153</c>
/// </summary>
internal sealed class HttpAccessFormat : ILogFormat
{
    private readonly LogClock _clock = new(DateTimeOffset.UnixEpoch);

    public string Name => "http-access";

    public IReadOnlyList<byte[]> Anchors { get; } = [];

    public LineVerdict Read(in LogLine line, SightingBook book)
    {
        // Where syslog carries it, its own head stands before it.
        ReadOnlySpan<byte> text = line.Text.IndexOf("\"GET "u8) > 0 && !line.Program.IsEmpty ? line.Text : line.Whole;
        int request = text.IndexOf("\"GET "u8);
        if (request < 0) return LineVerdict.Strange;
        ByteScan scan = new(text[(request + "\"GET "u8.Length)..]);
        if (!scan.TakeUntil(" HTTP/"u8, out ReadOnlySpan<byte> path) || !scan.TakeUntil("\" "u8, out _)
            || !scan.TakeNumber(out long status)) return LineVerdict.Strange;
        scan.SkipBlanks();
        scan.TakeNumber(out long bytes);
        ByteScan head = new(text);
        ReadOnlySpan<byte> from = head.TakeWord();
        // Some write the name of the site before the client.
        if (!ClientAddress.TryRead(from, out ClientAddress client)
            && !ClientAddress.TryRead(head.TakeWord(), out client))
            return LineVerdict.Strange;
        Time(text[..request], book);
        Tell(book, client, path, status, bytes);
        return LineVerdict.Told;
    }

    /// <summary>Somebody asked a web server for a file.</summary>
    internal static void Tell(
        SightingBook book, ClientAddress client, ReadOnlySpan<byte> path, long status, long bytes)
    {
        string name = LoggedText.Read(path.TrimStart((byte)'/'));
        const int ok = 200, partial = 206, missing = 404;
        bool isServed = status is ok or partial or 304;
        book.Saw(new FileAsked
        {
            At = book.Now, Address = client.ToIPAddress(), Mac = RequestedFile.Recognise(name).Mac, Name = name,
            Transport = Transport.Http, Served = isServed ? name : null, Length = isServed && bytes > 0 ? bytes : null,
            Outcome = isServed ? AskOutcome.Served : status is missing ? AskOutcome.NotHere : AskOutcome.Refused,
        });
    }

    private void Time(ReadOnlySpan<byte> head, SightingBook book)
    {
        int open = head.IndexOf((byte)'[');
        if (open >= 0 && TimeText.TryRead(head[(open + 1)..], out LogTime time, out _)
            && _clock.TryTell(time, out DateTimeOffset at)) book.PassTo(at);
    }
}
