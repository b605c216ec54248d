using System.Net;
using System.Text;
using Ringback.Catalogue;
using Ringback.Observation.Logs.Lines;
using Ringback.Observation.Sightings;
using Ringback.Phones.Events;

namespace Ringback.Observation.Logs.Formats;

/// <summary>DHCP as tcpdump prints it with <c>-v</c>: a head, and below it a line for each field and option.</summary>
internal sealed class TcpdumpDhcp
{
    private const int LongestText = 255;

    private MacAddress? _mac;
    private bool _isReply;
    private IPAddress? _your;
    private IPAddress? _next;
    private string? _message;
    private string? _class;
    private string? _host;
    private IPAddress? _wanted;
    private List<IPAddress> _servers = [];
    private string? _serverName;
    private long _lease;

    /// <summary>A packet begins: <c>BOOTP/DHCP, Request from 02:…</c> or <c>BOOTP/DHCP, Reply</c>.</summary>
    internal LineVerdict Begins(ReadOnlySpan<byte> said, SightingBook book)
    {
        int at = said.IndexOf("BOOTP/DHCP, "u8);
        if (at < 0) return LineVerdict.Idle;
        ByteScan scan = new(said[(at + "BOOTP/DHCP, "u8.Length)..]);
        Clear();
        if (scan.Take("Request from "u8))
        {
            if (!scan.TakeUntil(","u8, out ReadOnlySpan<byte> mac)) mac = scan.Rest;
            _mac = DhcpTalk.TryMac(mac, out MacAddress its) ? its : null;
            return LineVerdict.Idle;
        }

        _isReply = scan.Take("Reply"u8);
        return LineVerdict.Idle;
    }

    /// <summary>True for a line of the packet that began last.</summary>
    internal bool Goes(ReadOnlySpan<byte> text)
    {
        if (_mac is null && !_isReply) return false;
        ByteScan scan = new(text.TrimStart(" \t"u8));
        if (scan.Take("Your-IP "u8)) return DhcpTalk.TryAddress(scan.TakeWord(), out _your);
        if (scan.Take("Server-IP "u8)) return DhcpTalk.TryAddress(scan.TakeWord(), out _next);
        if (scan.Take("Client-Ethernet-Address "u8))
        {
            if (DhcpTalk.TryMac(scan.TakeWord(), out MacAddress its)) _mac = its;
            return true;
        }

        if (!scan.TakeUntil(": "u8, out ReadOnlySpan<byte> head) || head.IndexOf("Option "u8) < 0)
        {
            return text.StartsWith("Client-"u8) || text.StartsWith("Vendor-rfc1048"u8)
                || text.StartsWith("Magic Cookie"u8) || text.StartsWith("Gateway-IP "u8) || text.StartsWith("\t"u8);
        }

        Option((int)ByteScan.NumberAfter(head, "Option "u8), scan.Rest);
        return true;
    }

    /// <summary>The packet is over.</summary>
    internal void Flush(SightingBook book)
    {
        if (_mac is { } mac && _message is { } message) Tell(book, mac, message);
        Clear();
    }

    private void Option(int code, ReadOnlySpan<byte> value)
    {
        const int hostName = 12, requested = 50, lease = 51, type = 53, vendorClass = 60, serverName = 66;
        const int servers = 150;
        string text = Encoding.Latin1.GetString(value[..Math.Min(value.Length, LongestText)]).Trim().Trim('"');
        switch (code)
        {
            case type:
                _message = text;
                break;
            case vendorClass:
                _class = text.Replace("^@", "", StringComparison.Ordinal);
                break;
            case hostName:
                _host = text;
                break;
            case requested:
                DhcpTalk.TryAddress(value, out _wanted);
                break;
            case lease:
                new ByteScan(value).TakeNumber(out _lease);
                break;
            case serverName:
                _serverName = text;
                break;
            case servers:
                foreach (string one in text.Split(',', ' '))
                {
                    if (IPAddress.TryParse(one, out IPAddress? address) && _servers.Count < 16) _servers.Add(address);
                }

                break;
            default:
                break;
        }
    }

    private void Tell(SightingBook book, MacAddress mac, string message)
    {
        AddressAsk? ask = message switch
        {
            "Discover" => AddressAsk.Discover,
            "Request" => AddressAsk.Select,
            "Decline" => AddressAsk.Decline,
            "Release" => AddressAsk.Release,
            "Inform" => AddressAsk.Inform,
            _ => null,
        };
        if (ask is { } said)
        {
            book.Saw(new AddressAsked
            {
                At = book.Now, Mac = mac, Ask = said, VendorClass = _class, HostName = _host, Wanted = _wanted,
            });
            return;
        }

        AddressAnswer? answer = message switch
        {
            "Offer" => AddressAnswer.Offered,
            "ACK" => AddressAnswer.Leased,
            "NACK" => AddressAnswer.Refused,
            _ => null,
        };
        if (answer is not { } kind) return;
        book.Saw(new AddressAnswered
        {
            At = book.Now, Mac = mac, Answer = kind, Given = _your, LeaseSeconds = _lease > 0 ? _lease : null,
            Address = kind is AddressAnswer.Leased ? _your : null,
            Files = kind is AddressAnswer.Refused ? null : new FileServers(_servers, _serverName, _next, null),
        });
    }

    private void Clear()
    {
        _mac = null;
        _isReply = false;
        _your = _next = _wanted = null;
        _message = _class = _host = _serverName = null;
        _servers = [];
        _lease = 0;
    }
}
