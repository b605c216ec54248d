using System.Net;
using Ringback.Catalogue;
using Ringback.Observation.Logs.Lines;
using Ringback.Observation.Sightings;
using Ringback.Phones.Events;

namespace Ringback.Observation.Logs.Formats;

/// <summary>What tftpd32 tells of DHCP: a question with a MAC, and in a later line an answer with an address.</summary>
internal sealed class Tftpd32Dhcp
{
    private MacAddress? _asking;

    internal LineVerdict Read(ReadOnlySpan<byte> text, SightingBook book)
    {
        ByteScan scan = new(text);
        if (scan.Take("Rcvd "u8)) return Asked(ref scan, book);
        // The word before the colon may have been taken for the name of a program.
        if (scan.Take("proposed address "u8) || scan.TakeUntil(": proposed address "u8, out _))
            return Answered(scan.Rest, AddressAnswer.Offered, book);
        if (scan.Take("Previously allocated address "u8) && scan.TakeUntil(" acked"u8, out ReadOnlySpan<byte> acked))
            return Answered(acked, AddressAnswer.Leased, book);
        if (scan.TakeUntil(": statically assigned to address "u8, out ReadOnlySpan<byte> mac))
        {
            if (DhcpTalk.TryMac(mac, out MacAddress known)) _asking = known;
            return Answered(scan.Rest, AddressAnswer.Offered, book);
        }

        if (text.StartsWith("no more address"u8))
        {
            if (_asking is not { } asking) return LineVerdict.Idle;
            DhcpTalk.Answered(book, asking, AddressAnswer.Silence, null, "the server has no address left");
            return LineVerdict.Told;
        }

        bool isIdle = text.StartsWith("Client requested address "u8) || text.EndsWith(" flushed from ARP table"u8)
            || text.StartsWith("Reply with "u8) || text.StartsWith("item "u8) || text.StartsWith("Suppress "u8)
            || text.StartsWith("Request for "u8) || text.StartsWith("Added lease for "u8);
        return isIdle ? LineVerdict.Idle : LineVerdict.Strange;
    }

    private LineVerdict Asked(ref ByteScan scan, SightingBook book)
    {
        if (!scan.TakeUntil(" Msg for IP "u8, out ReadOnlySpan<byte> kind)
            || !scan.TakeUntil(", Mac "u8, out ReadOnlySpan<byte> address)
            || !DhcpTalk.TryMac(scan.TakeWord(), out MacAddress mac)) return LineVerdict.Strange;
        DhcpTalk.TryAddress(address, out IPAddress? its);
        bool hasAddress = its is not null && !its.Equals(IPAddress.Any);
        AddressAsk? ask = kind switch
        {
            _ when kind.EndsWith("Discover"u8) || kind.EndsWith("BootP"u8) => AddressAsk.Discover,
            _ when kind.EndsWith("Rqst"u8) => hasAddress ? AddressAsk.Renew : AddressAsk.Select,
            _ when kind.EndsWith("decline"u8) || kind.EndsWith("Decline"u8) => AddressAsk.Decline,
            _ when kind.EndsWith("release"u8) || kind.EndsWith("Release"u8) => AddressAsk.Release,
            _ when kind.EndsWith("inform"u8) || kind.EndsWith("Inform"u8) => AddressAsk.Inform,
            _ => null,
        };
        if (ask is not { } said) return LineVerdict.Idle;
        _asking = mac;
        DhcpTalk.Asked(book, mac, said, hasAddress ? its : null);
        return LineVerdict.Told;
    }

    private LineVerdict Answered(ReadOnlySpan<byte> text, AddressAnswer answer, SightingBook book)
    {
        if (!DhcpTalk.TryAddress(text, out IPAddress? given) || _asking is not { } mac) return LineVerdict.Idle;
        DhcpTalk.Answered(book, mac, answer, given);
        return LineVerdict.Told;
    }
}
