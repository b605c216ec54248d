using System.Buffers.Text;
using Ringback.Observation.Logs.Lines;
using Ringback.Observation.Sightings;
using Ringback.Phones.Events;

namespace Ringback.Observation.Logs.Formats;

/// <summary>
/// What tcpdump prints, with and without <c>-v</c> and <c>-e</c>. Only what goes to port 69 is named; of the rest it
/// tells the length.
/// </summary>
/// <remarks>
/// <code>
///   03:25:25.123456 IP 192.0.2.5.50001 &gt; 192.0.2.1.69:  38 RRQ "X" octet · … TFTP, length 38, RRQ "X" octet
///   03:25:25.130001 IP 192.0.2.1.32769 &gt; 192.0.2.5.50001: UDP, length 516
///   03:25:25.131001 IP 192.0.2.5.50001 &gt; 192.0.2.1.32769: UDP, length 4
///   IP 0.0.0.0.68 &gt; 255.255.255.255.67: BOOTP/DHCP, Request from 02:00:00:00:00:01, length 300
/// </code>
/// </remarks>
internal sealed class TcpdumpFormat : ILogFormat
{
    private const int TftpPort = 69, DhcpServer = 67, DhcpClient = 68;

    private readonly PacketFlows _flows = new();
    private readonly TcpdumpDhcp _dhcp = new();

    public string Name => "tcpdump";

    public IReadOnlyList<byte[]> Anchors { get; } = ["IP "u8.ToArray()];

    public LineVerdict Read(in LogLine line, SightingBook book)
    {
        ReadOnlySpan<byte> text = line.Text;
        for (int at = text.IndexOf(" > "u8); at > 0;)
        {
            ReadOnlySpan<byte> left = ByteScan.LastWord(text[..at]);
            ReadOnlySpan<byte> behind = text[(at + 3)..];
            int colon = behind.IndexOf(": "u8);
            if (colon < 0 && behind is [.., (byte)':']) colon = behind.Length - 1;
            if (colon > 0 && TryEnd(left, out ReadOnlySpan<byte> from, out int fromPort)
                && TryEnd(behind[..colon], out ReadOnlySpan<byte> to, out int toPort))
            {
                _dhcp.Flush(book);
                return Tell(from, fromPort, to, toPort, behind[(colon + 1)..].Trim((byte)' '), book);
            }

            int next = behind.IndexOf(" > "u8);
            at = next < 0 ? -1 : at + 3 + next;
        }

        if (_dhcp.Goes(text)) return LineVerdict.Idle;
        bool isHead = text.StartsWith("IP ("u8) || text.StartsWith("IP6 ("u8) || text.StartsWith("ARP, "u8)
            || text.StartsWith("listening on "u8) || text.StartsWith("tcpdump: "u8)
            || text.EndsWith("packets captured"u8) || text.EndsWith("dropped by kernel"u8)
            || text.EndsWith("received by filter"u8);
        return isHead ? LineVerdict.Idle : LineVerdict.Strange;
    }

    public void Finish(SightingBook book)
    {
        _dhcp.Flush(book);
        _flows.Finish(book);
    }

    private LineVerdict Tell(ReadOnlySpan<byte> from, int fromPort, ReadOnlySpan<byte> to, int toPort,
        ReadOnlySpan<byte> said, SightingBook book)
    {
        if (toPort is DhcpServer or DhcpClient) return _dhcp.Begins(said, book);
        int request = said.IndexOf("RRQ \""u8);
        if (toPort == TftpPort && request >= 0)
        {
            ReadOnlySpan<byte> name = said[(request + 5)..];
            int end = name.LastIndexOf("\" "u8);
            ReadOnlySpan<byte> options = end < 0 ? default : name[(end + 2)..];
            if (end >= 0) name = name[..end];
            _flows.Asked(book, book.At(from), fromPort, name.TrimEnd((byte)'"'), options.IndexOf((byte)' ') > 0);
            return LineVerdict.Told;
        }

        if (fromPort == TftpPort || toPort == TftpPort) return Named(from, fromPort, to, toPort, said, book);
        long length = ByteScan.NumberAfter(said, "UDP, length"u8);
        const int acknowledgement = 4;
        if (length == acknowledgement && _flows.Acknowledged(book, book.At(from), fromPort, null))
            return LineVerdict.Told;
        if (length > acknowledgement && _flows.Answer(book.At(to), toPort, length)) return LineVerdict.Told;
        return LineVerdict.Idle;
    }

    /// <summary>A server that answers from port 69 has its packets named.</summary>
    private LineVerdict Named(ReadOnlySpan<byte> from, int fromPort, ReadOnlySpan<byte> to, int toPort,
        ReadOnlySpan<byte> said, SightingBook book)
    {
        bool isServers = fromPort == TftpPort;
        SightingClient phone = book.At(isServers ? to : from);
        int port = isServers ? toPort : fromPort;
        if (said.IndexOf("DATA"u8) is >= 0 and var data && isServers)
        {
            long length = LengthOf(said);
            const int head = 4;
            _flows.Data(phone, port, ByteScan.NumberAfter(said[data..], "block"u8), Math.Max(length - head, 0), false);
        }
        else if (said.IndexOf("ACK"u8) is >= 0 and var ack && !isServers)
        {
            _flows.Acknowledged(book, phone, port, ByteScan.NumberAfter(said[ack..], "block"u8));
        }
        else if (said.IndexOf("ERROR"u8) is >= 0 and var error)
        {
            bool isMissing = said.IndexOf("ENOTFOUND"u8) >= 0 || said[error..].IndexOf("ot found"u8) >= 0;
            if (isServers) _flows.Refused(book, phone, port, isMissing ? AskOutcome.NotHere : AskOutcome.Refused);
            else _flows.GaveUp(book, phone, port, -1, LoggedText.Read(said[(error + 5)..].Trim(" \""u8)));
        }

        return LineVerdict.Told;
    }

    private static long LengthOf(ReadOnlySpan<byte> said)
    {
        long told = ByteScan.NumberAfter(said, "length"u8);
        return told > 0 ? told : Utf8Parser.TryParse(said.TrimStart((byte)' '), out long first, out _) ? first : 0;
    }

    /// <summary><c>192.0.2.5.50001</c>, <c>server.lan.tftp</c>, <c>2001:db8::5.69</c>.</summary>
    private static bool TryEnd(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> address, out int port)
    {
        address = default;
        port = 0;
        int dot = text.LastIndexOf((byte)'.');
        if (dot <= 0) return false;
        ReadOnlySpan<byte> last = text[(dot + 1)..];
        if (last.SequenceEqual("tftp"u8)) port = TftpPort;
        else if (last.SequenceEqual("bootps"u8)) port = DhcpServer;
        else if (last.SequenceEqual("bootpc"u8)) port = DhcpClient;
        else if (!Utf8Parser.TryParse(last, out port, out int digits) || digits != last.Length) return false;
        address = text[..dot];
        return port is > 0 and <= ushort.MaxValue && !ClientAddress.TryRead(text, out _);
    }
}
