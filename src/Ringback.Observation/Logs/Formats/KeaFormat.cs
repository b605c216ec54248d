using System.Net;
using Ringback.Catalogue;
using Ringback.Observation.Logs.Lines;
using Ringback.Observation.Sightings;
using Ringback.Phones.Events;

namespace Ringback.Observation.Logs.Formats;

/// <summary>Kea's DHCPv4 server: a code in capitals, then who in brackets, then a sentence.</summary>
/// <remarks>
/// <code>
///   DHCP4_PACKET_RECEIVED [hwtype=1 02:…], cid=[…], tid=0x…: DHCPDISCOVER (type 1) received from 0.0.0.0 to …
///   DHCP4_LEASE_OFFER [hwtype=1 02:…], …: lease 192.0.2.5 will be offered
///   DHCP4_LEASE_ALLOC [hwtype=1 02:…], …: lease 192.0.2.5 has been allocated for 3600 seconds
///   ALLOC_ENGINE_V4_ALLOC_FAIL [hwtype=1 02:…], …: failed to allocate an IPv4 address after … attempt(s)
/// </code>
/// </remarks>
internal sealed class KeaFormat : ILogFormat
{
    public string Name => "kea";

    public IReadOnlyList<byte[]> Anchors { get; } = ["DHCP4_"u8.ToArray(), "ALLOC_ENGINE_V4_"u8.ToArray()];

    public LineVerdict Read(in LogLine line, SightingBook book)
    {
        ByteScan scan = new(line.Text);
        int at = scan.Rest.IndexOf("DHCP4_"u8);
        if (at < 0) at = scan.Rest.IndexOf("ALLOC_ENGINE_V4_"u8);
        if (at < 0) return line.Whole.IndexOf("kea-dhcp4"u8) >= 0 ? LineVerdict.Idle : LineVerdict.Strange;
        scan = new ByteScan(scan.Rest[at..]);
        ReadOnlySpan<byte> code = scan.TakeWord();
        if (!scan.TakeUntil("hwtype=1 "u8, out _)) return LineVerdict.Idle;
        ReadOnlySpan<byte> rest = scan.Rest;
        if (!scan.TakeUntil("]"u8, out ReadOnlySpan<byte> hardware) || !DhcpTalk.TryMac(hardware, out MacAddress mac))
            return LineVerdict.Idle;
        IPAddress? lease = null;
        if (scan.TakeUntil("lease "u8, out _)) DhcpTalk.TryAddress(scan.TakeWord(), out lease);
        switch (code)
        {
            case var _ when code.StartsWith("DHCP4_PACKET_RECEIVED"u8):
                return Received(rest, mac, book);
            case var _ when code.StartsWith("DHCP4_LEASE_OFFER"u8) || code.StartsWith("DHCP4_LEASE_ADVERT"u8):
                DhcpTalk.Answered(book, mac, AddressAnswer.Offered, lease);
                return LineVerdict.Told;
            case var _ when code.StartsWith("DHCP4_LEASE_ALLOC"u8):
                DhcpTalk.Answered(book, mac, AddressAnswer.Leased, lease);
                return LineVerdict.Told;
            case var _ when code.StartsWith("ALLOC_ENGINE_V4_ALLOC_FAIL"u8):
                DhcpTalk.Answered(book, mac, AddressAnswer.Silence, null, "the server has no address left");
                return LineVerdict.Told;
            case var _ when code.StartsWith("DHCP4_SUBNET_SELECTION_FAILED"u8):
                DhcpTalk.Answered(book, mac, AddressAnswer.Silence, null, "the server has no range for it");
                return LineVerdict.Told;
            default:
                return LineVerdict.Idle;
        }
    }

    private static LineVerdict Received(ReadOnlySpan<byte> said, MacAddress mac, SightingBook book)
    {
        AddressAsk? ask = said switch
        {
            _ when said.IndexOf("DHCPDISCOVER"u8) >= 0 => AddressAsk.Discover,
            _ when said.IndexOf("DHCPREQUEST"u8) >= 0 => AddressAsk.Select,
            _ when said.IndexOf("DHCPDECLINE"u8) >= 0 => AddressAsk.Decline,
            _ when said.IndexOf("DHCPRELEASE"u8) >= 0 => AddressAsk.Release,
            _ when said.IndexOf("DHCPINFORM"u8) >= 0 => AddressAsk.Inform,
            _ => null,
        };
        if (ask is not { } what) return LineVerdict.Idle;
        DhcpTalk.Asked(book, mac, what);
        return LineVerdict.Told;
    }
}
