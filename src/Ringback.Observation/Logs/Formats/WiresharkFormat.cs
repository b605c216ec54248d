using System.Buffers.Text;
using Ringback.Observation.Logs.Lines;
using Ringback.Observation.Sightings;
using Ringback.Phones.Events;

namespace Ringback.Observation.Logs.Formats;

/// <summary>
/// The list of packets as Wireshark and tshark export it, as text or as CSV: a number, a time, from, to, the protocol,
/// perhaps the length, and what it is.
/// </summary>
/// <remarks>
/// <code>
///   1982 342.912717 192.0.2.11 192.0.2.1 TFTP 73 Read Request, File: X, Transfer type: octet
///   "1986","342.918419","192.0.2.1","192.0.2.11","TFTP","60","Error Code, Code: File not found, Message: No such file"
///      12   3.401010 192.0.2.1 → 192.0.2.11 TFTP 558 Data Packet, Block: 1
/// </code>
/// </remarks>
internal sealed class WiresharkFormat : ILogFormat
{
    // Ethernet, IP, UDP and the head of a DATA packet stand before what a block holds.
    private const int Heads = 14 + 20 + 8 + 4;

    private static readonly byte[][] Protocols =
    [
        "TFTP"u8.ToArray(), "SIP"u8.ToArray(), "SKINNY"u8.ToArray(), "MGCP"u8.ToArray(), "DHCP"u8.ToArray(),
        "BOOTP"u8.ToArray(), "ICMP"u8.ToArray(), "ARP"u8.ToArray(), "CDP"u8.ToArray(), "SIP/SDP"u8.ToArray(),
        "UDP"u8.ToArray(), "TCP"u8.ToArray(), "DNS"u8.ToArray(), "HTTP"u8.ToArray(), "NTP"u8.ToArray(),
    ];

    private readonly PacketFlows _flows = new();
    private readonly LogClock _clock = new(DateTimeOffset.UnixEpoch);
    private readonly WiresharkDetails _details;

    internal WiresharkFormat() => _details = new WiresharkDetails(_flows);

    public string Name => "wireshark";

    public IReadOnlyList<byte[]> Anchors { get; } = [];

    public LineVerdict Read(in LogLine line, SightingBook book)
    {
        ReadOnlySpan<byte> text = line.Whole.Trim(" \t"u8);
        if (text is [(byte)'|', ..]) text = WithoutBars(text);
        Span<Range> fields = stackalloc Range[16];
        int count = text is [(byte)'"', ..] ? Quoted(text, fields) : Blank(text, fields);
        // A number, a time, and two addresses stand before the protocol at least.
        for (int i = 2; i < count; i++)
        {
            if (!IsProtocol(text[fields[i]])) continue;
            ReadOnlySpan<byte> to = text[fields[i - 1]];
            int before = i - 2;
            if (text[fields[before]] is [0xE2, 0x86, 0x92] or [(byte)'-', (byte)'>']) before--;
            if (before < 0 || !ClientAddress.TryRead(text[fields[before]], out ClientAddress from)
                || !ClientAddress.TryRead(to, out ClientAddress receiver)) break;
            _details.Finish(book);
            _details.PassList();
            if (before > 0) Time(text[fields[before - 1]], book);
            int next = i + 1;
            long length = 0;
            if (next < count && Utf8Parser.TryParse(text[fields[next]], out long read, out int digits)
                && digits == text[fields[next]].Length)
            {
                length = read;
                next++;
            }

            ReadOnlySpan<byte> said = next < count ? text[fields[next].Start..].TrimEnd((byte)'"') : default;
            return Tell(text[fields[i]], said, book.At(from), receiver, length, book);
        }

        bool isHead = text.StartsWith("No. "u8) || text.StartsWith("\"No.\""u8);
        return isHead || _details.Read(line.Whole, book) ? LineVerdict.Idle : LineVerdict.Strange;
    }

    public void Finish(SightingBook book)
    {
        _details.Finish(book);
        _flows.Finish(book);
    }

    private LineVerdict Tell(ReadOnlySpan<byte> protocol, ReadOnlySpan<byte> said, SightingClient from,
        ClientAddress to, long length, SightingBook book)
    {
        if (protocol.SequenceEqual("TFTP"u8)) return Tftp(said, from, to, length, book);
        if (protocol.SequenceEqual("SKINNY"u8) && said.IndexOf("RegisterAck"u8) >= 0)
            return Registered(book, to, ProofKind.SccpRegister);
        if (protocol.SequenceEqual("SIP"u8) && said.IndexOf("200 OK"u8) >= 0
            && (said.IndexOf("(REGISTER)"u8) >= 0 || said.IndexOf("binding"u8) >= 0))
            return Registered(book, to, ProofKind.SipRegister);
        return LineVerdict.Idle;
    }

    private LineVerdict Tftp(
        ReadOnlySpan<byte> said, SightingClient from, ClientAddress to, long length, SightingBook book)
    {
        ByteScan scan = new(said);
        if (scan.Take("Read Request, File: "u8))
        {
            int end = scan.Rest.LastIndexOf(", Transfer type: "u8);
            ReadOnlySpan<byte> name = end < 0 ? scan.Rest : scan.Rest[..end];
            if (name.EndsWith("\\000"u8)) name = name[..^4];
            bool hasOptions = end >= 0 && scan.Rest[end..].IndexOf((byte)'=') >= 0;
            _flows.Asked(book, from, 0, name, hasOptions);
            return LineVerdict.Told;
        }

        if (scan.Take("Data Packet, Block: "u8))
        {
            bool isRead = scan.TakeNumber(out long block);
            bool isLast = scan.Rest.StartsWith(" (last)"u8);
            // Short packets are filled up on their way.
            long bytes = length <= 60 && isLast ? 1 : length > Heads ? length - Heads : 512;
            _flows.Data(book.At(to), 0, isRead ? block : 0, bytes, isLast);
            return LineVerdict.Told;
        }

        if (scan.Take("Acknowledgement, Block: "u8))
        {
            scan.TakeNumber(out long block);
            _flows.Acknowledged(book, from, 0, block);
            return LineVerdict.Told;
        }

        if (scan.Take("Error Code, Code: "u8))
        {
            scan.TakeUntil(", Message: "u8, out ReadOnlySpan<byte> code);
            bool isMissing = code.StartsWith("File not found"u8) || code.IsEmpty;
            bool isPhones = !_flows.Refused(book, book.At(to), 0, isMissing ? AskOutcome.NotHere : AskOutcome.Refused);
            if (isPhones) _flows.GaveUp(book, from, 0, -1, LoggedText.Read(scan.Rest.TrimEnd("\\0"u8)));
            return LineVerdict.Told;
        }

        return LineVerdict.Idle;
    }

    private static LineVerdict Registered(SightingBook book, ClientAddress phone, ProofKind via)
    {
        book.Saw(new PhoneRegistered
        {
            // The list does not show the name.
            At = book.Now, Address = phone.ToIPAddress(), Via = via, DeviceName = "itself",
        });
        return LineVerdict.Told;
    }

    private void Time(ReadOnlySpan<byte> text, SightingBook book)
    {
        const double longest = 1e9;
        if (text.IndexOf((byte)':') > 0)
        {
            if (TimeText.TryRead(text, out LogTime time, out _) && _clock.TryTell(time, out DateTimeOffset at))
                book.PassTo(at);
        }
        else if (Utf8Parser.TryParse(text, out double seconds, out int digits) && digits == text.Length
            && seconds is >= 0 and < longest)
        {
            book.PassTo(DateTimeOffset.UnixEpoch.AddSeconds(seconds));
        }
    }

    private static bool IsProtocol(ReadOnlySpan<byte> word)
    {
        if (word.Length is < 3 or > 7 || !char.IsAsciiLetterUpper((char)word[0])) return false;
        foreach (byte[] known in Protocols)
        {
            if (word.SequenceEqual(known)) return true;
        }

        return false;
    }

    /// <summary>A table as forums draw it.</summary>
    private static ReadOnlySpan<byte> WithoutBars(ReadOnlySpan<byte> text)
    {
        byte[] plain = text.ToArray();
        plain.AsSpan().Replace((byte)'|', (byte)' ');
        return plain.AsSpan().Trim((byte)' ');
    }

    private static int Blank(ReadOnlySpan<byte> text, Span<Range> fields)
    {
        int count = 0, at = 0;
        while (at < text.Length && count < fields.Length)
        {
            while (at < text.Length && text[at] is (byte)' ' or (byte)'\t') at++;
            int start = at;
            while (at < text.Length && text[at] is not ((byte)' ' or (byte)'\t')) at++;
            if (at > start) fields[count++] = start..at;
        }

        return count;
    }

    private static int Quoted(ReadOnlySpan<byte> text, Span<Range> fields)
    {
        int count = 0, at = 0;
        while (at < text.Length && count < fields.Length && text[at] == '"')
        {
            int start = ++at;
            // Within what a packet is, quotation marks are doubled.
            while (at < text.Length && !(text[at] == '"' && (at + 1 == text.Length || text[at + 1] == ','))) at++;
            fields[count++] = start..at;
            at += 2;
        }

        return count;
    }
}
