using Ringback.Observation.Logs.Lines;
using Ringback.Observation.Sightings;
using Ringback.Phones.Events;

namespace Ringback.Observation.Logs.Formats;

/// <summary>
/// The log of tftp-hpa (<c>in.tftpd</c>): plain, with -v, with rules that rewrite names, with the ends of transfers
/// that Red Hat's builds tell, and with the lines of xinetd around it.
/// </summary>
/// <remarks>
/// <code>
///   RRQ from 192.0.2.5 filename X · RRQ from 192.0.2.5 filename X remapped to Y · WRQ from …
///   Client 192.0.2.5 File not found X · Client 192.0.2.5 finished X · Client 192.0.2.5 timed out
///   sending NAK (1, File not found) to 192.0.2.5 · tftp: client does not accept options
/// </code>
/// </remarks>
internal sealed class TftpHpaFormat : ILogFormat
{
    private readonly OpenQuestions _open = new();

    public string Name => "tftpd-hpa";

    public IReadOnlyList<byte[]> Anchors { get; } =
        ["RRQ from "u8.ToArray(), "sending NAK ("u8.ToArray(), "File not found "u8.ToArray()];

    public LineVerdict Read(in LogLine line, SightingBook book)
    {
        ByteScan scan = new(line.Text);
        if (scan.Take("RRQ from "u8)) return Asked(ref scan, line, book);
        if (scan.Take("Client "u8)) return Ended(ref scan, book);
        if (scan.Take("sending NAK ("u8)) return Refused(ref scan, line, book);
        bool isOurs = line.Text.StartsWith("WRQ from "u8) || line.Program.EndsWith("tftpd"u8)
            || (line.Program.EndsWith("xinetd"u8) && line.Text.IndexOf(": tftp "u8) > 0);
        // Somebody's mark may stand before the words.
        bool isMore = isOurs
            && (line.Text.IndexOf("RRQ from "u8) > 0 || line.Text.IndexOf(": read request for "u8) > 0);
        return isOurs && !isMore && !line.Program.StartsWith("atftpd"u8) ? LineVerdict.Idle : LineVerdict.Strange;
    }

    private LineVerdict Asked(ref ByteScan scan, in LogLine line, SightingBook book)
    {
        // An address may be missing where somebody took it out.
        ReadOnlySpan<byte> from = default;
        if (!scan.Take("filename "u8) && !scan.TakeUntil(" filename "u8, out from)) return LineVerdict.Strange;
        ReadOnlySpan<byte> name = scan.Rest, lookedFor = default;
        int remapped = name.IndexOf(" remapped to "u8);
        if (remapped >= 0)
        {
            lookedFor = name[(remapped + " remapped to "u8.Length)..];
            name = name[..remapped];
        }

        SightingClient client = book.At(from);
        AskedName asked = book.Asked(client, name, AskOutcome.Unknown, 0, lookedFor);
        _open.Add(client, asked, line.Process);
        return LineVerdict.Told;
    }

    private static LineVerdict Ended(ref ByteScan scan, SightingBook book)
    {
        ReadOnlySpan<byte> from = scan.TakeWord();
        SightingClient client = book.At(from);
        if (scan.Take("File not found "u8))
        {
            book.Answered(client, scan.Rest, AskOutcome.NotHere);
            return LineVerdict.Told;
        }

        if (scan.Take("finished "u8))
        {
            book.Ended(client, scan.Rest, new TransferEnd(TransferOutcome.Delivered));
            return LineVerdict.Told;
        }

        bool isDenied = scan.Take("Permission denied "u8) || scan.Take("Access violation "u8)
            || scan.Take("File must have global read permissions "u8);
        if (isDenied)
        {
            book.Answered(client, scan.Rest, AskOutcome.Refused);
            return LineVerdict.Told;
        }

        return scan.Rest.StartsWith("timed out"u8) ? LineVerdict.Idle : LineVerdict.Strange;
    }

    private LineVerdict Refused(ref ByteScan scan, in LogLine line, SightingBook book)
    {
        if (!scan.TakeNumber(out long code) || !scan.TakeUntil(") to "u8, out _)) return LineVerdict.Strange;
        SightingClient client = book.At(scan.Rest.TrimEnd((byte)' '));
        // The line does not say for what; the process does, or it was the last question of this machine.
        const long notFound = 1;
        if (_open.Find(client, line.Process) is { } name)
            book.Answered(client, name.Raw, code == notFound ? AskOutcome.NotHere : AskOutcome.Refused);
        return LineVerdict.Told;
    }
}
