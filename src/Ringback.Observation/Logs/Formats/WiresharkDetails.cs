using System.Buffers.Text;
using Ringback.Observation.Logs.Lines;
using Ringback.Observation.Sightings;
using Ringback.Phones.Events;

namespace Ringback.Observation.Logs.Formats;

/// <summary>
/// Packets as Wireshark and <c>tshark -V</c> write them out, field by field. Where a list of packets stands between
/// them, that tells the same.
/// </summary>
/// <remarks>
/// <code>
///   Frame 1: 65 bytes on wire (520 bits), … · Arrival Time: Mar  4, 2026 10:00:00.000000000 UTC
///   Internet Protocol Version 4, Src: 192.0.2.5, Dst: 192.0.2.1
///   User Datagram Protocol, Src Port: 49153, Dst Port: 69
///   Trivial File Transfer Protocol
///       Opcode: Read Request (1) · Source File: X · Block: 1 · Error code: File not found (1) · Error message: …
/// </code>
/// </remarks>
internal sealed class WiresharkDetails(PacketFlows flows)
{
    private readonly LogClock _clock = new(DateTimeOffset.UnixEpoch);
    private bool _isOpen;
    private bool _isListed;
    private byte[] _from = [];
    private byte[] _to = [];
    private byte[] _name = [];
    private byte[] _said = [];
    private int _fromPort;
    private int _toPort;
    private long _code;
    private long _block;
    private long _length;
    private long _error;
    private bool _hasOptions;

    /// <summary>A line of the list of packets stands before the next fields.</summary>
    internal void PassList() => _isListed = true;

    /// <summary>Reads a line; false when it is none of such a packet.</summary>
    internal bool Read(ReadOnlySpan<byte> whole, SightingBook book)
    {
        ByteScan scan = new(whole.Trim(" \t"u8));
        if (scan.Rest.StartsWith("Frame "u8) && scan.Rest.IndexOf(" bytes on wire"u8) > 0)
        {
            bool isListed = _isListed && !_isOpen;
            Finish(book);
            (_isOpen, _isListed) = (true, isListed);
            scan.Take("Frame "u8);
            scan.TakeUntil(": "u8, out _);
            scan.TakeNumber(out _length);
            return true;
        }

        if (!_isOpen) return false;
        bool isField = whole is [(byte)' ' or (byte)'\t' or (byte)'[', ..] || IsHead(scan.Rest) || IsHex(scan.Rest);
        if (!isField)
        {
            Finish(book);
            return false;
        }

        Field(ref scan, book);
        return true;
    }

    /// <summary>The packet is over.</summary>
    internal void Finish(SightingBook book)
    {
        if (_isOpen && !_isListed && _code > 0) Tell(book);
        (_isOpen, _isListed, _hasOptions) = (false, false, false);
        (_from, _to, _name, _said) = ([], [], [], []);
        (_fromPort, _toPort, _code, _block, _error) = (0, 0, 0, 0, 0);
    }

    private static bool IsHead(ReadOnlySpan<byte> text) => text.StartsWith("Ethernet "u8)
        || text.StartsWith("Internet Protocol "u8) || text.StartsWith("User Datagram Protocol"u8)
        || text.StartsWith("Trivial File Transfer Protocol"u8) || text.StartsWith("Linux cooked "u8)
        || text.StartsWith("802.1Q "u8) || text.StartsWith("Data ("u8) || text.StartsWith("Opcode: "u8)
        || text.StartsWith("Source File: "u8) || text.StartsWith("Error "u8) || text.StartsWith("Block: "u8)
        || text.StartsWith("Type: "u8) || text.StartsWith("Transmission Control Protocol"u8);

    /// <summary><c>0000  00 0c 29 …</c>.</summary>
    private static bool IsHex(ReadOnlySpan<byte> text) => text.Length > 6 && text[4] == ' ' && text[5] == ' '
        && text[..4].IndexOfAnyExcept(System.Buffers.SearchValues.Create("0123456789abcdefABCDEF"u8)) < 0;

    private void Field(ref ByteScan scan, SightingBook book)
    {
        if (scan.Take("Arrival Time: "u8) || scan.Take("UTC Arrival Time: "u8))
        {
            // Mar  4, 2026 10:00:00.000000000 UTC
            if (!_isListed && TimeText.TryRead(scan.Rest, out LogTime time, out _)
                && _clock.TryTell(time, out DateTimeOffset at)) book.PassTo(at);
        }
        else if (scan.Take("Internet Protocol"u8) && scan.TakeUntil("Src: "u8, out _)
            && scan.TakeUntil(", Dst: "u8, out ReadOnlySpan<byte> from))
        {
            (_from, _to) = (Word(from), Word(scan.Rest));
        }
        else if (scan.Take("User Datagram Protocol, Src Port: "u8)
            && scan.TakeUntil(", Dst Port: "u8, out ReadOnlySpan<byte> port))
        {
            (_fromPort, _toPort) = (PortOf(port), PortOf(scan.Rest));
        }
        else if (scan.Take("Opcode: "u8))
        {
            _code = ByteScan.NumberAfter(scan.Rest, "("u8);
        }
        else if (scan.Take("Source File: "u8))
        {
            _name = scan.Rest.ToArray();
        }
        else if (scan.Take("Block: "u8))
        {
            scan.TakeNumber(out _block);
        }
        else if (scan.Take("Error code: "u8))
        {
            _error = ByteScan.NumberAfter(scan.Rest, "("u8);
        }
        else if (scan.Take("Error message: "u8))
        {
            _said = scan.Rest.ToArray();
        }
        else if (scan.Take("Option: "u8))
        {
            _hasOptions = true;
        }
    }

    private void Tell(SightingBook book)
    {
        const int read = 1, data = 3, acknowledgement = 4, error = 5;
        // Ethernet, IP, UDP and the head of a DATA packet stand before what a block holds.
        const int heads = 14 + 20 + 8 + 4, tftp = 69;
        SightingClient from = book.At(_from), to = book.At(_to);
        bool isMissing = _error == 1;
        switch (_code)
        {
            case read when _name.Length > 0:
                flows.Asked(book, from, _fromPort, _name, _hasOptions);
                break;
            case data:
                flows.Data(to, _toPort, _block, Math.Max(_length - heads, 0), false);
                break;
            case acknowledgement:
                flows.Acknowledged(book, from, _fromPort, _block);
                break;
            case error when _toPort != tftp
                && flows.Refused(book, to, _toPort, isMissing ? AskOutcome.NotHere : AskOutcome.Refused):
                break;
            case error:
                short code = (short)Math.Clamp(_error, 0, short.MaxValue);
                flows.GaveUp(book, from, _fromPort, code, LoggedText.Read(_said));
                break;
            default:
                break;
        }
    }

    /// <summary>Older versions put the address in brackets behind its name.</summary>
    private static byte[] Word(ReadOnlySpan<byte> text)
    {
        int open = text.IndexOf((byte)'('), close = text.IndexOf((byte)')');
        if (open >= 0 && close > open) return text[(open + 1)..close].ToArray();
        int end = text.IndexOfAny((byte)' ', (byte)',');
        return (end < 0 ? text : text[..end]).ToArray();
    }

    private static int PortOf(ReadOnlySpan<byte> text)
    {
        int open = text.IndexOf((byte)'(');
        ReadOnlySpan<byte> number = open < 0 ? text : text[(open + 1)..];
        return Utf8Parser.TryParse(number, out ushort port, out _) ? port : 0;
    }
}
