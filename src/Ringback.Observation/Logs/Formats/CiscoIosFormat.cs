using Ringback.Catalogue;
using Ringback.Observation.Logs.Lines;
using Ringback.Observation.Sightings;
using Ringback.Phones.Events;

namespace Ringback.Observation.Logs.Formats;

/// <summary>
/// What a Cisco router tells with <c>debug tftp events</c>, <c>debug tftp packets</c> and <c>debug ip dhcp server
/// events</c>, with or without times and numbers before it.
/// </summary>
/// <remarks>
/// <code>
///   TFTP: Server request for port 50919, socket_id 0x… for process 334
///   TFTP: read request from host 192.0.2.5(50919) via …
///   TFTP: Looking for X · TFTP: Opened flash:X, fd 0, size 1234 for process 334 · TFTP: Sending error 1 No such file
///   TFTP: Sending block 1 (retry 0), socket_id … · TFTP: Received ACK for block 1, … · TFTP: Finished flash:X, time …
///   DHCPD: DHCPDISCOVER received from client 0100.1122.3344.55 on interface …
///   DHCPD: Sending DHCPOFFER to client … (192.0.2.5).
/// </code>
/// </remarks>
internal sealed class CiscoIosFormat : ILogFormat
{
    private readonly OpenQuestions _open = new();
    private (SightingClient Client, int Port)? _caller;
    private long _retried;

    public string Name => "cisco-ios";

    public IReadOnlyList<byte[]> Anchors { get; } = ["TFTP: "u8.ToArray(), "DHCPD: "u8.ToArray()];

    public LineVerdict Read(in LogLine line, SightingBook book)
    {
        ByteScan scan = new(line.Text);
        if (line.Program.SequenceEqual("TFTP"u8) || scan.Take("TFTP: "u8)) return Tftp(ref scan, book);
        if (line.Program.SequenceEqual("DHCPD"u8) || scan.Take("DHCPD: "u8)) return Dhcp(ref scan, book);
        return LineVerdict.Strange;
    }

    private LineVerdict Tftp(ref ByteScan scan, SightingBook book)
    {
        if (scan.Take("read request from host "u8))
        {
            ReadOnlySpan<byte> from = ByteScan.AddressOf(scan.TakeWord(), out int port);
            _caller = (book.At(from), port);
            return LineVerdict.Idle;
        }

        if (scan.Take("Looking for "u8))
        {
            (SightingClient client, int port) = _caller ?? (book.At(ClientAddress.None), 0);
            ReadOnlySpan<byte> name = scan.Rest.TrimEnd(" \t"u8);
            if (name.IsEmpty) return LineVerdict.Idle;
            _retried = 0;
            _open.Add(client, book.Asked(client, name, AskOutcome.Unknown, port));
            return LineVerdict.Told;
        }

        if (scan.Take("Opened "u8)) return Opened(ref scan, book);
        if (scan.Take("Finished "u8)) return Finished(ref scan, book);
        if (scan.Take("Sending error "u8))
        {
            scan.TakeNumber(out long code);
            if (_open.CloseNewest() is not { } asked) return LineVerdict.Idle;
            const int denied = 2;
            book.Answered(asked.Client, asked.Name.Raw, code == denied ? AskOutcome.Refused : AskOutcome.NotHere);
            return LineVerdict.Told;
        }

        if (scan.Rest.StartsWith("Sending block "u8))
            _retried += ByteScan.NumberAfter(scan.Rest, "retry "u8) > 0 ? 1 : 0;
        bool isKnown = scan.Rest.StartsWith("Sending "u8) || scan.Rest.StartsWith("Received "u8)
            || scan.Rest.StartsWith("Server request "u8) || scan.Rest.StartsWith("Closing "u8)
            || scan.Rest.StartsWith("error code "u8) || scan.Rest.StartsWith("Open "u8);
        return isKnown ? LineVerdict.Idle : LineVerdict.Strange;
    }

    private LineVerdict Opened(ref ByteScan scan, SightingBook book)
    {
        int end = scan.Rest.IndexOf(", fd "u8);
        if (end < 0) end = scan.Rest.IndexOf((byte)',');
        ReadOnlySpan<byte> name = WithoutDevice(end < 0 ? scan.Rest : scan.Rest[..end]);
        if (_open.ByName(name) is not { } asked) return LineVerdict.Idle;
        book.Answered(asked.Client, asked.Name.Raw, AskOutcome.Served, ByteScan.NumberAfter(scan.Rest, "size "u8));
        return LineVerdict.Told;
    }

    private LineVerdict Finished(ref ByteScan scan, SightingBook book)
    {
        int end = scan.Rest.IndexOf(", time "u8);
        if (_open.Close(WithoutDevice(end < 0 ? scan.Rest : scan.Rest[..end])) is not { } asked)
            return LineVerdict.Idle;
        book.Ended(asked.Client, asked.Name.Raw, new TransferEnd(TransferOutcome.Delivered)
        {
            Resent = (int)Math.Min(_retried, int.MaxValue),
        });
        _retried = 0;
        return LineVerdict.Told;
    }

    /// <summary><c>flash:X</c>, <c>flash:/folder/X</c>, <c>system:/its/X</c>: a router serves by an alias.</summary>
    private static ReadOnlySpan<byte> WithoutDevice(ReadOnlySpan<byte> path) =>
        path[(path.LastIndexOfAny((byte)':', (byte)'/') + 1)..];

    private static LineVerdict Dhcp(ref ByteScan scan, SightingBook book)
    {
        ReadOnlySpan<byte> said = scan.Rest;
        int at = said.IndexOf("client "u8);
        if (at < 0) return LineVerdict.Idle;
        ByteScan behind = new(said[(at + "client "u8.Length)..]);
        ReadOnlySpan<byte> word = behind.TakeWord();
        if (!DhcpTalk.TryMac(word.TrimEnd((byte)'.'), out MacAddress mac)) return LineVerdict.Idle;
        DhcpTalk.TryAddress(behind.TakeWord(), out System.Net.IPAddress? given);
        if (said.StartsWith("DHCPDISCOVER received"u8)) DhcpTalk.Asked(book, mac, AddressAsk.Discover);
        else if (said.StartsWith("DHCPREQUEST received"u8)) DhcpTalk.Asked(book, mac, AddressAsk.Select);
        else if (said.StartsWith("DHCPRELEASE"u8)) DhcpTalk.Asked(book, mac, AddressAsk.Release);
        else if (said.StartsWith("DHCPDECLINE"u8)) DhcpTalk.Asked(book, mac, AddressAsk.Decline);
        else if (said.StartsWith("DHCPINFORM"u8)) DhcpTalk.Asked(book, mac, AddressAsk.Inform);
        else if (said.StartsWith("Sending DHCPOFFER"u8)) DhcpTalk.Answered(book, mac, AddressAnswer.Offered, given);
        else if (said.StartsWith("Sending DHCPACK"u8)) DhcpTalk.Answered(book, mac, AddressAnswer.Leased, given);
        else if (said.StartsWith("Sending DHCPNAK"u8)) DhcpTalk.Answered(book, mac, AddressAnswer.Refused);
        else return LineVerdict.Idle;
        return LineVerdict.Told;
    }
}
