using System.Net;
using System.Text;
using Ringback.Catalogue;
using Ringback.Observation.Logs.Lines;
using Ringback.Observation.Sightings;
using Ringback.Phones.Events;

namespace Ringback.Observation.Logs.Formats;

/// <summary>
/// DHCP servers whose lines begin with the name of the message: ISC's dhcpd, and dnsmasq, which puts its card in
/// brackets behind it and, with <c>log-dhcp</c>, a number before everything.
/// </summary>
/// <remarks>
/// <code>
///   DHCPDISCOVER from 02:00:00:00:00:01 (SEP020000000001) via eth0: network 192.0.2.0/24: no free leases
///   DHCPOFFER on 192.0.2.5 to 02:00:00:00:00:01 via eth0 · DHCPREQUEST for 192.0.2.5 (192.0.2.1) from 02:… via eth0
///   DHCPACK on 192.0.2.5 to 02:… (SEP…) via eth0 · DHCPNAK on 192.0.2.5 to 02:… via eth0
///   DHCPACK(eth0) 192.0.2.5 02:00:00:00:00:01 SEP020000000001
///   3980675 vendor class: Cisco Systems, Inc. IP Phone CP-7960
///   3980675 requested options: 66:tftp-server, 150:tftp-server-address
///   3980675 next server: 192.0.2.1 · 3980675 sent size:  4 option:150 tftp-server-address  192.0.2.1
/// </code>
/// </remarks>
internal sealed class DhcpServerFormat(string name, bool hasCard) : ILogFormat
{
    private const int LongestClass = 255;

    private readonly DhcpOptionLines _options = new();
    private string? _class;
    private uint _classOf;

    public string Name => name;

    public IReadOnlyList<byte[]> Anchors { get; } = hasCard
        ? ["DHCPDISCOVER("u8.ToArray(), "DHCPREQUEST("u8.ToArray(), "DHCPOFFER("u8.ToArray(), "DHCPACK("u8.ToArray()]
        : ["DHCPDISCOVER from "u8.ToArray(), "DHCPREQUEST for "u8.ToArray(), "DHCPOFFER on "u8.ToArray(),
            "DHCPACK on "u8.ToArray()];

    public LineVerdict Read(in LogLine line, SightingBook book)
    {
        ByteScan scan = new(line.Text);
        uint number = 0;
        if (hasCard && scan.TakeNumber(out long transaction))
        {
            number = (uint)transaction;
            scan.SkipBlanks();
            if (scan.Take("vendor class: "u8))
            {
                _class = Encoding.Latin1.GetString(scan.Rest[..Math.Min(scan.Rest.Length, LongestClass)]);
                _classOf = number;
                return LineVerdict.Idle;
            }

            if (_options.Read(scan, number, book)) return LineVerdict.Told;
        }

        if (scan.Rest.StartsWith("DHCP"u8) && TryMessage(ref scan, out Said said) && Tell(ref scan, said, number, book))
            return LineVerdict.Told;
        return IsOurs(line) ? LineVerdict.Idle : LineVerdict.Strange;
    }

    private enum Said
    {
        Discover,
        Offer,
        Request,
        Ack,
        Nak,
        Decline,
        Release,
        Inform,
    }

    private bool IsOurs(in LogLine line) => hasCard
        ? line.Program.StartsWith("dnsmasq-dhcp"u8)
        : line.Program.EndsWith("dhcpd"u8) || line.Program.StartsWith("dhcpd"u8);

    /// <summary>The message, and with a card the card: who has none writes a blank there.</summary>
    private bool TryMessage(ref ByteScan scan, out Said said)
    {
        said = default;
        if (scan.Take("DHCPDISCOVER"u8)) said = Said.Discover;
        else if (scan.Take("DHCPOFFER"u8)) said = Said.Offer;
        else if (scan.Take("DHCPREQUEST"u8)) said = Said.Request;
        else if (scan.Take("DHCPACK"u8)) said = Said.Ack;
        else if (scan.Take("DHCPNAK"u8)) said = Said.Nak;
        else if (scan.Take("DHCPDECLINE"u8)) said = Said.Decline;
        else if (scan.Take("DHCPRELEASE"u8)) said = Said.Release;
        else if (scan.Take("DHCPINFORM"u8)) said = Said.Inform;
        else return false;
        return hasCard ? scan.Take("("u8) && scan.TakeUntil(") "u8, out _) : scan.Take(" "u8);
    }

    private bool Tell(ref ByteScan scan, Said said, uint number, SightingBook book)
    {
        ReadOnlySpan<byte> words = scan.Rest;
        IPAddress? address = null;
        MacAddress? mac = null;
        string? host = null;
        // An address, a MAC and a name in brackets stand in this order in every one of them, with small words between.
        while (!scan.IsAtEnd)
        {
            ReadOnlySpan<byte> word = scan.TakeWord();
            if (word.SequenceEqual("via"u8)) break;
            if (mac is null && DhcpTalk.TryMac(word.TrimEnd((byte)':'), out MacAddress its)) mac = its;
            else if (mac is null && address is null && DhcpTalk.TryAddress(word, out IPAddress? read)) address = read;
            else if (mac is not null && host is null && !IsSmall(word))
                host = Encoding.Latin1.GetString(word.Trim("()"u8));
            if (word is [.., (byte)':'] && mac is not null) break;
        }

        if (mac is not { } who) return false;
        _options.Forget(number);
        string? said60 = number != 0 && number == _classOf ? _class : null;
        switch (said)
        {
            case Said.Offer:
                _options.Await(number, DhcpTalk.Answered(book, who, AddressAnswer.Offered, address));
                break;
            case Said.Ack:
                _options.Await(number, DhcpTalk.Answered(book, who, AddressAnswer.Leased, address));
                break;
            case Said.Nak:
                DhcpTalk.Answered(book, who, AddressAnswer.Refused, null, null);
                break;
            default:
                _options.Await(number, Asked(book, who, said, address, host, said60));
                break;
        }

        if (said is Said.Discover && words.IndexOf("no free leases"u8) >= 0)
            DhcpTalk.Answered(book, who, AddressAnswer.Silence, null, "the server has no address left");
        else if (said is Said.Discover && words.IndexOf("no address available"u8) >= 0)
            DhcpTalk.Answered(book, who, AddressAnswer.Silence, null, "the server has no address left");
        else if (words.IndexOf("unknown network segment"u8) >= 0 || words.IndexOf("unknown client"u8) >= 0)
            DhcpTalk.Answered(book, who, AddressAnswer.Silence, null, "the server has no range for it");
        return true;
    }

    private static AddressAsked Asked(
        SightingBook book, MacAddress mac, Said said, IPAddress? address, string? host, string? vendorClass)
    {
        AddressAsk ask = said switch
        {
            Said.Discover => AddressAsk.Discover,
            Said.Decline => AddressAsk.Decline,
            Said.Release => AddressAsk.Release,
            Said.Inform => AddressAsk.Inform,
            // The server's own address stands behind what is asked for only when an offer is taken, and few write it.
            _ => AddressAsk.Select,
        };
        AddressAsked asked = new()
        {
            At = book.Now, Mac = mac, Ask = ask, Wanted = address, HostName = host, VendorClass = vendorClass,
        };
        book.Saw(asked);
        return asked;
    }

    private static bool IsSmall(ReadOnlySpan<byte> word) => word.SequenceEqual("from"u8) || word.SequenceEqual("to"u8)
        || word.SequenceEqual("for"u8) || word.SequenceEqual("on"u8) || word.SequenceEqual("of"u8);
}
