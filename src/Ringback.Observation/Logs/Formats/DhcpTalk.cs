using System.Net;
using System.Text;
using Ringback.Catalogue;
using Ringback.Observation.Sightings;
using Ringback.Phones.Events;

namespace Ringback.Observation.Logs.Formats;

/// <summary>What servers' logs tell of DHCP, as events. Who speaks is known by his MAC address only.</summary>
internal static class DhcpTalk
{
    /// <summary>Reads a MAC in any of the forms that logs have.</summary>
    internal static bool TryMac(ReadOnlySpan<byte> text, out MacAddress mac)
    {
        Span<char> chars = stackalloc char[24];
        text = text.Trim(" ,.;()[]<>\"'"u8);
        mac = default;
        // Cisco writes a client by its identifier: 0100.1122.3344.55 is Ethernet and the address.
        if (text.Length is 17 && text.IndexOf((byte)'.') == 4 && text.StartsWith("01"u8)) text = text[2..];
        if (text.Length > chars.Length) return false;
        int length = Encoding.Latin1.GetChars(text, chars);
        return MacAddress.TryParse(chars[..length], out mac);
    }

    internal static bool TryAddress(ReadOnlySpan<byte> text, out IPAddress? address)
    {
        bool isRead = ClientAddress.TryRead(text.Trim(" ,.;()[]<>\"'"u8), out ClientAddress read);
        address = isRead && read != ClientAddress.None ? read.ToIPAddress() : null;
        return isRead;
    }

    internal static void Asked(SightingBook book, MacAddress mac, AddressAsk ask, IPAddress? wanted = null,
        IPAddress? server = null, string? host = null) => book.Saw(new AddressAsked
        {
            At = book.Now, Mac = mac, Ask = ask, Wanted = wanted, Server = server, HostName = host,
            Address = ask is AddressAsk.Renew or AddressAsk.Rebind ? wanted : null,
        });

    internal static AddressAnswered Answered(SightingBook book, MacAddress mac, AddressAnswer answer,
        IPAddress? given = null, string? because = null)
    {
        AddressAnswered answered = new()
        {
            At = book.Now, Mac = mac, Answer = answer, Given = given, Because = because,
            Address = answer is AddressAnswer.Leased ? given : null,
        };
        book.Saw(answered);
        return answered;
    }
}
