using Ringback.Observation.Logs.Lines;
using Ringback.Observation.Sightings;
using Ringback.Phones.Events;

namespace Ringback.Observation.Logs.Formats;

/// <summary>
/// The log of atftpd, plain and with <c>--trace</c>. It writes <c>Serving</c> before it looks whether there is such a
/// file; what came of it is told by the number of the thread, where it is told at all.
/// </summary>
/// <remarks>
/// <code>
///   atftpd[4061.139803909207744]: Serving X to 192.0.2.5:1024 · File /srv/tftp/X not found
///   sent ERROR &lt;code: 1, msg: File not found&gt; · received ERROR &lt;code: 11, msg: Buffer full&gt;
///   End of transfer
///   timeout: retrying... · client (192.0.2.5) not responding
/// </code>
/// </remarks>
internal sealed class AtftpdFormat : ILogFormat
{
    private const int LongestName = 512;

    private readonly OpenQuestions _open = new();
    private byte[]? _broken;
    private byte[] _brokenProcess = [];
    private AskedName? _missing;
    private long _confirmed;

    public string Name => "atftpd";

    public IReadOnlyList<byte[]> Anchors { get; } = ["Serving "u8.ToArray()];

    public LineVerdict Read(in LogLine line, SightingBook book)
    {
        ReadOnlySpan<byte> text = line.Text;
        ByteScan scan = new(text);
        if (_broken is { } start)
        {
            // A name with a line end in it is written as it came.
            _broken = null;
            if (line.Whole.IndexOf(" to "u8) >= 0 && line.Program.IsEmpty)
            {
                scan = new ByteScan((byte[])[.. start, (byte)'\n', .. line.Whole]);
                scan.Take("Serving "u8);
                return Serving(ref scan, _brokenProcess, book);
            }
        }

        if (scan.Take("Serving "u8))
        {
            bool isBroken = line.Program.StartsWith("atftpd"u8) && scan.Rest.Length <= LongestName
                && scan.Rest.IndexOf(" to "u8) < 0;
            if (!isBroken) return Serving(ref scan, line.Process, book);
            _broken = text.ToArray();
            _brokenProcess = line.Process.ToArray();
            return LineVerdict.Idle;
        }

        if (!line.Program.StartsWith("atftpd"u8)) return LineVerdict.Strange;
        if (scan.Take("received ACK <block: "u8))
        {
            if (scan.TakeNumber(out long block)) _confirmed = Math.Max(block, 0);
            return LineVerdict.Idle;
        }

        if (_open.ByMark(line.Process) is not { } asked) return LineVerdict.Idle;
        if (scan.Take("sent ERROR <code: "u8))
        {
            // With --trace the line before has told it.
            bool isTold = ReferenceEquals(_missing, asked.Name);
            _missing = null;
            if (isTold) return LineVerdict.Idle;
            const int notFound = 1;
            scan.TakeNumber(out long code);
            book.Answered(asked.Client, asked.Name.Raw, code == notFound ? AskOutcome.NotHere : AskOutcome.Refused);
            return LineVerdict.Told;
        }

        if (scan.Take("File "u8) && scan.Rest.EndsWith("not found"u8))
        {
            book.Answered(asked.Client, asked.Name.Raw, AskOutcome.NotHere);
            _missing = asked.Name;
            return LineVerdict.Told;
        }

        scan = new ByteScan(text);
        if (scan.Take("End of transfer"u8)) return End(asked, new TransferEnd(TransferOutcome.Delivered), book);
        if (scan.Take("received ERROR <code: "u8))
        {
            scan.TakeNumber(out long code);
            scan.TakeUntil("msg: "u8, out _);
            return End(asked, new TransferEnd(TransferOutcome.PhoneError)
            {
                ErrorCode = (short)Math.Clamp(code, 0, short.MaxValue),
                Message = LoggedText.Read(scan.Rest.TrimEnd((byte)'>')),
            }, book);
        }

        if (scan.Take("client ("u8) && scan.Rest.IndexOf("not responding"u8) >= 0)
        {
            return End(asked, new TransferEnd(
                _confirmed > 0 ? TransferOutcome.Stalled : TransferOutcome.NeverAnswered), book);
        }

        return LineVerdict.Idle;
    }

    private LineVerdict Serving(ref ByteScan scan, ReadOnlySpan<byte> process, SightingBook book)
    {
        if (!scan.TakeUntilLast(" to "u8, out ReadOnlySpan<byte> name)) return LineVerdict.Strange;
        ReadOnlySpan<byte> from = ByteScan.AddressOf(scan.Rest, out int port);
        if (port == 0 || from.IndexOf((byte)' ') >= 0) return LineVerdict.Strange;
        SightingClient client = book.At(from);
        _confirmed = 0;
        _open.Add(client, book.Asked(client, name, AskOutcome.Unknown, port), process);
        return LineVerdict.Told;
    }

    private static LineVerdict End(
        (SightingClient Client, AskedName Name) asked, in TransferEnd end, SightingBook book)
    {
        book.Ended(asked.Client, asked.Name.Raw, end);
        return LineVerdict.Told;
    }
}
