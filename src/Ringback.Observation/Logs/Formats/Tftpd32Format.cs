using Ringback.Observation.Logs.Lines;
using Ringback.Observation.Sightings;
using Ringback.Phones.Events;

namespace Ringback.Observation.Logs.Formats;

/// <summary>
/// The log of tftpd32 and tftpd64, as its window shows it and as its service writes it. Who asks stands in one line and
/// what he asks for in the next; how it ended is told by the name, or by nothing at all.
/// </summary>
/// <remarks>
/// <code>
///   Connection received from 192.0.2.5 on port 50567 · Read request for file &lt;X&gt;. Mode octet
///   OACK: &lt;blksize=1468,&gt; · Using local port 59287
///   &lt;X&gt;: sent 2 blks, 666 bytes in 0 s. 0 blk resent · File &lt;X&gt; : error 2 in system call CreateFile …
///   TIMEOUT waiting for Ack block #1 · Peer returns ERROR &lt;…&gt; -&gt; aborting transfer
/// </code>
/// The text behind an error number is Windows' own, in the language of that Windows. Names are written as they came: a
/// line end in a name ends the line.
/// </remarks>
internal sealed class Tftpd32Format : ILogFormat
{
    // As it sends: a phone asks for no other block length.
    private const int UsualBlock = 512;

    // The longest name that it takes (MAX_PATH).
    private const int LongestName = 260;

    private readonly OpenQuestions _open = new();
    private readonly Queue<(SightingClient Client, int Port)> _callers = new();
    private readonly Tftpd32Dhcp _dhcp = new();
    private (SightingClient Client, int Port)? _lastCaller;
    private byte[]? _broken;
    private bool _isLastUnconfirmed;
    private int _block = UsualBlock;

    public string Name => "tftpd32";

    public IReadOnlyList<byte[]> Anchors { get; } =
    [
        "Connection received from "u8.ToArray(), "Read request for file <"u8.ToArray(), ">: sent "u8.ToArray(),
        "in system call CreateFile"u8.ToArray(), "TIMEOUT waiting for Ack"u8.ToArray(), "Rcvd DHCP "u8.ToArray(),
    ];

    public LineVerdict Read(in LogLine line, SightingBook book)
    {
        if (_broken is { } start)
        {
            _broken = null;
            byte[] joined = [.. start, (byte)'\n', .. line.Text];
            if (EndsName(line.Text)) return Read(new LogLine { Whole = joined, Text = joined }, book);
        }

        if (IsBroken(line.Text))
        {
            _broken = line.Text.ToArray();
            return LineVerdict.Idle;
        }

        ByteScan scan = new(line.Text);
        if (scan.Take("Connection received from "u8)) return Called(ref scan, book);
        if (scan.Take("Read request for file <"u8)) return Asked(line.Text, book);
        if (scan.Take("<"u8)) return Sent(ref scan, book);
        if (scan.Take("File <"u8)) return Failed(ref scan, book);
        if (scan.Take("OACK: <"u8))
        {
            _block = (int)Math.Clamp(ByteScan.NumberAfter(line.Text, "blksize"u8), 0, ushort.MaxValue);
            if (_block == 0) _block = UsualBlock;
            return LineVerdict.Idle;
        }

        if (scan.Take("TIMEOUT waiting for Ack block"u8)) return TimedOut(line.Text, book);
        if (scan.Take("MAX RETRIES while waiting for Ack block"u8)) return TimedOut(line.Text, book);
        if (scan.Take("Peer returns ERROR <"u8)) return GaveUp(ref scan, book);
        if (scan.Take("Error EACCESS on file "u8)) return Denied(ref scan, book);
        if (scan.Take("WARNING : Last block #"u8))
        {
            _isLastUnconfirmed = true;
            return LineVerdict.Idle;
        }

        LineVerdict dhcp = _dhcp.Read(line.Text, book);
        return dhcp is not LineVerdict.Strange ? dhcp : IsIdle(line.Text) ? LineVerdict.Idle : LineVerdict.Strange;
    }

    /// <summary>A name that is not over at the end of the line: it has a line end in it, or the line was cut.</summary>
    private static bool IsBroken(ReadOnlySpan<byte> text) => text.Length <= LongestName
        && (text.StartsWith("Read request for file <"u8) || text.StartsWith("File <"u8) || text is [(byte)'<', ..])
        && text.IndexOf((byte)'>') < 0;

    private static bool EndsName(ReadOnlySpan<byte> text) => text.IndexOf(">. Mode"u8) >= 0
        || text.IndexOf("> : error"u8) >= 0 || text.IndexOf(">: sent"u8) >= 0 || text.IndexOf(">: rcvd"u8) >= 0;

    private static bool IsIdle(ReadOnlySpan<byte> text) => text.StartsWith("Using local port "u8)
        || text.StartsWith("Write request for file <"u8) || text.StartsWith("Ack block "u8)
        || text.StartsWith("Ack of block "u8) || text.StartsWith("timeout while waiting for "u8)
        || text.StartsWith("rcvd packet too short"u8) || text.StartsWith("Returning EBADOP to Peer"u8)
        || text.StartsWith("MD5 written into <"u8) || text.StartsWith("FileName is <"u8)
        || text.StartsWith("Mode is <"u8) || text.StartsWith("Option "u8) || text.StartsWith("final name : <"u8)
        || text.StartsWith("WARNING"u8) || text.EndsWith(" not processed"u8);

    private LineVerdict Called(ref ByteScan scan, SightingBook book)
    {
        if (!scan.TakeUntil(" on port "u8, out ReadOnlySpan<byte> from)) return LineVerdict.Strange;
        scan.TakeNumber(out long port);
        _lastCaller = (book.At(from), (int)Math.Clamp(port, 0, ushort.MaxValue));
        const int mostWaiting = 64;
        if (_callers.Count == mostWaiting) _callers.Dequeue();
        _callers.Enqueue(_lastCaller.Value);
        return LineVerdict.Idle;
    }

    private LineVerdict Asked(ReadOnlySpan<byte> text, SightingBook book)
    {
        ReadOnlySpan<byte> behind = text["Read request for file <"u8.Length..];
        int end = behind.LastIndexOf(">. Mode"u8);
        if (end < 0) end = behind.IndexOf((byte)'>');
        if (end < 0) return LineVerdict.Idle;

        (SightingClient client, int port) = _callers.Count > 0 ? _callers.Dequeue()
            : _lastCaller ?? (book.At(ClientAddress.None), 0);
        _open.Add(client, book.Asked(client, behind[..end], AskOutcome.Unknown, port));
        _block = UsualBlock;
        return LineVerdict.Told;
    }

    private LineVerdict Sent(ref ByteScan scan, SightingBook book)
    {
        if (!scan.TakeUntil(">: "u8, out ReadOnlySpan<byte> raw)) return LineVerdict.Strange;
        if (scan.Rest.StartsWith("rcvd "u8)) return LineVerdict.Idle;
        if (!scan.Take("sent "u8)) return LineVerdict.Strange;
        ReadOnlySpan<byte> said = scan.Rest;
        scan.TakeNumber(out long blocks);
        scan.TakeUntil(", "u8, out _);
        scan.TakeNumber(out long bytes);
        long seconds = ByteScan.NumberAfter(said, " in "u8);
        scan.TakeUntil(" s. "u8, out _);
        scan.TakeNumber(out long resent);
        TransferOutcome outcome = _isLastUnconfirmed ? TransferOutcome.Unconfirmed : TransferOutcome.Delivered;
        _isLastUnconfirmed = false;
        if (_open.Close(raw) is not { } asked) return LineVerdict.Idle;
        book.Ended(asked.Client, asked.Name.Raw, new TransferEnd(outcome)
        {
            Bytes = bytes, Length = bytes, Resent = (int)Math.Clamp(resent, 0, int.MaxValue), Seconds = seconds,
            BlockSize = BlockOf(bytes, blocks),
        });
        return LineVerdict.Told;
    }

    /// <summary>The length of a block, of a transfer of several; else what was agreed last.</summary>
    private int BlockOf(long bytes, long blocks) =>
        blocks < 2 || bytes / blocks > _block || bytes / (blocks - 1) < _block ? blocks < 2 ? _block : 0 : _block;

    private LineVerdict Failed(ref ByteScan scan, SightingBook book)
    {
        if (!scan.TakeUntil("> : error "u8, out ReadOnlySpan<byte> raw)) return LineVerdict.Strange;
        scan.TakeNumber(out long error);
        // The numbers of Windows' system calls: no such file, no such folder, a name that it does not take.
        const int noFile = 2, noPath = 3, badName = 123;
        bool isOpening = scan.Rest.IndexOf("CreateFile"u8) >= 0;
        if (_open.Close(raw) is not { } asked) return LineVerdict.Idle;
        if (isOpening)
        {
            book.Answered(asked.Client, asked.Name.Raw,
                error is noFile or noPath or badName ? AskOutcome.NotHere : AskOutcome.Refused);
            return LineVerdict.Told;
        }

        // A machine that has closed the port says so by ICMP, which Windows tells at the next receiving.
        book.Ended(asked.Client, asked.Name.Raw, new TransferEnd(TransferOutcome.PhoneError)
        {
            ErrorCode = -1, Message = "its port is closed",
        });
        return LineVerdict.Told;
    }

    private LineVerdict TimedOut(ReadOnlySpan<byte> text, SightingBook book)
    {
        long block = ByteScan.NumberAfter(text, "lock "u8);
        ByteScan scan = new(text);
        (SightingClient Client, AskedName Name)? asked = scan.TakeUntil("file <"u8, out _)
            && scan.TakeUntilLast(">"u8, out ReadOnlySpan<byte> raw) ? _open.Close(raw) : _open.CloseOldest();
        if (asked is not { } of) return LineVerdict.Idle;
        bool isFirst = block <= 1;
        book.Ended(of.Client, of.Name.Raw, new TransferEnd(
            isFirst ? TransferOutcome.NeverAnswered : TransferOutcome.Stalled)
        {
            Bytes = isFirst ? 0 : (block - 1) * _block, BlockSize = _block,
        });
        return LineVerdict.Told;
    }

    private LineVerdict GaveUp(ref ByteScan scan, SightingBook book)
    {
        if (_open.CloseOldest() is not { } asked) return LineVerdict.Idle;
        int end = scan.Rest.IndexOf((byte)'>');
        book.Ended(asked.Client, asked.Name.Raw, new TransferEnd(TransferOutcome.PhoneError)
        {
            ErrorCode = -1, Message = LoggedText.Read(end < 0 ? scan.Rest : scan.Rest[..end]),
        });
        return LineVerdict.Told;
    }

    private LineVerdict Denied(ref ByteScan scan, SightingBook book)
    {
        if (!scan.TakeUntil(". Ext error"u8, out ReadOnlySpan<byte> raw)) return LineVerdict.Strange;
        if (_open.Close(raw) is not { } asked) return LineVerdict.Idle;
        book.Answered(asked.Client, asked.Name.Raw, AskOutcome.Refused);
        return LineVerdict.Told;
    }
}
