using System.Numerics;
using System.Text;
using Ringback.Wire.Dhcp;

namespace Ringback.Observation.Dhcp;

/// <summary>An offer or an ACK as a Cisco phone reads it, with what is wrong with it for a phone.</summary>
public sealed record PhoneOfferReading
{
    /// <summary>
    /// A phone that loads an image writes it to its flash for minutes; its lease must not end meanwhile.
    /// </summary>
    public static readonly TimeSpan ShortestGoodLease = TimeSpan.FromMinutes(5);

    /// <summary>The offer or the ACK itself.</summary>
    public required DhcpMessage Message { get; init; }

    /// <summary>What the server calls itself; none when it does not.</summary>
    public Ipv4Address ServerIdentifier { get; private init; }

    /// <summary>The offered address.</summary>
    public Ipv4Address Address { get; private init; }

    /// <summary>The network by the mask; null when the mask is missing or nonsense.</summary>
    public Ipv4Network? Network { get; private init; }

    /// <summary>Option 3.</summary>
    public IReadOnlyList<Ipv4Address> Routers { get; private init; } = [];

    /// <summary>Option 6.</summary>
    public IReadOnlyList<Ipv4Address> DnsServers { get; private init; } = [];

    /// <summary>Option 51; null when it is missing.</summary>
    public TimeSpan? LeaseTime { get; private init; }

    /// <summary>All TFTP servers that are named and can be read, in the order in which a Java phone looks.</summary>
    public IReadOnlyList<PhoneTftpServer> TftpServers { get; private init; } = [];

    /// <summary>True when option 66 ends with a NUL, as that of dnsmasq does. Phones take it either way.</summary>
    public bool TftpNameEndsWithNul { get; private init; }

    /// <summary>
    /// Options that could carry a voice VLAN or a vendor's own words: 43, 125 and 132. There is no evidence that a
    /// 79xx phone reads them (sources.md other-phones §5.2).
    /// </summary>
    public IReadOnlyList<DhcpOption> VendorOptions { get; private init; } = [];

    /// <summary>
    /// Where a Java phone (79x1, 79x2, 79x5, 7970) goes: option 150, then 66, <c>siaddr</c>, <c>sname</c>. Null when
    /// nothing is named: then the DHCP server itself, or what the phone has in its flash.
    /// </summary>
    public PhoneTftpServer? ForJavaPhones => TftpServers.Count > 0 ? TftpServers[0] : null;

    /// <summary>
    /// Where a 7940 or 7960 goes, which looks in another order. Null when it goes by the server in its flash.
    /// </summary>
    public PhoneTftpServer? For7940And7960 { get; private init; }

    /// <summary>What is wrong, the worst first; a good offer has none.</summary>
    public IReadOnlyList<PhoneOfferFault> Faults { get; private init; } = [];

    /// <summary>Reads an offer.</summary>
    /// <param name="offer">The offer, or the ACK.</param>
    /// <param name="expected">Where phones are to go; null when any TFTP server will do.</param>
    public static PhoneOfferReading Read(DhcpMessage offer, Ipv4Address? expected = null)
    {
        offer.TryGet(DhcpOptionCode.TftpServerName, out ReadOnlyMemory<byte> name);
        PhoneOfferReading reading = new()
        {
            Message = offer,
            ServerIdentifier = offer.ServerIdentifier,
            Address = offer.YourAddress,
            Network = NetworkOf(offer),
            Routers = Addresses(offer, DhcpOptionCode.Router),
            DnsServers = Addresses(offer, DhcpOptionCode.DomainNameServer),
            LeaseTime = LeaseOf(offer),
            TftpServers = [.. Named(offer)],
            For7940And7960 = UniversalTftpServer.Of(offer),
            TftpNameEndsWithNul = name.Span is [.., 0],
            VendorOptions = [.. offer.Options.Where(option => option.Code is 43 or 125 or 132)],
        };
        return reading with { Faults = [.. PhoneOfferFaults.Of(reading, offer, expected)] };
    }

    /// <summary>What a phone would do with it, in a sentence.</summary>
    /// <param name="server">What the server calls itself, or where it spoke from.</param>
    public string Consequence(Ipv4Address server)
    {
        if (Message.Type is DhcpMessageType.Nak) return "A phone that it refuses begins anew.";
        if (ForJavaPhones is { } both && both.First == For7940And7960?.First)
            return $"A phone would ask {both.First} for its files ({both.Place}).";
        string java = ForJavaPhones is { } named
            ? $"A Java phone would ask {named.First} for its files ({named.Place})"
            : $"A Java phone would find no TFTP server in it, and would ask {server} itself or the one in its flash";
        string universal = For7940And7960 is { } other
            ? $"a 7940 or 7960 would ask {other.First} ({other.Place})"
            : "a 7940 or 7960 would ask the one in its flash, and without one would start what it has";
        return $"{java}; {universal}.";
    }

    /// <summary>True when two places name different addresses. A name may stand for any address.</summary>
    internal static bool Disagree(IReadOnlyList<PhoneTftpServer> servers)
    {
        // A phone keeps the first two of option 150, and any of them is as good as the other places have it.
        PhoneTftpServer? first = servers.FirstOrDefault(server => server.Addresses.Count > 0);
        return servers.Any(server => server.Addresses.Count > 0 && !first!.Addresses.Contains(server.Addresses[0]));
    }

    private static IEnumerable<PhoneTftpServer> Named(DhcpMessage offer)
    {
        if (Addresses(offer, DhcpOptionCode.TftpServers) is { Count: > 0 } list
            && PhoneOfferFaults.TextOf150(offer) is null)
        {
            yield return new PhoneTftpServer(PhoneTftpSource.Option150, list, "");
        }

        if (Of(PhoneTftpSource.Option66, offer.Text(DhcpOptionCode.TftpServerName)) is { } byName) yield return byName;
        if (!offer.NextServer.IsNone)
            yield return new PhoneTftpServer(PhoneTftpSource.NextServer, [offer.NextServer], "");
        if (Of(PhoneTftpSource.ServerName, offer.ServerName) is { } byField) yield return byField;
    }

    private static PhoneTftpServer? Of(PhoneTftpSource source, string text)
    {
        text = Visible(text.Trim());
        if (text.Length == 0) return null;
        return Ipv4Address.TryParse(text, out Ipv4Address address)
            ? new PhoneTftpServer(source, [address], "")
            : new PhoneTftpServer(source, [], text);
    }

    /// <summary>A text that came off the wire and goes to people's terminals.</summary>
    internal static string Visible(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));

    private static Ipv4Network? NetworkOf(DhcpMessage offer)
    {
        if (Addresses(offer, DhcpOptionCode.SubnetMask) is not [{ Bits: not 0 } mask]) return null;
        int length = BitOperations.PopCount(mask.Bits);
        Ipv4Network network = new(new Ipv4Address(offer.YourAddress.Bits & mask.Bits), length);
        return network.Mask == mask ? network : null;
    }

    private static TimeSpan? LeaseOf(DhcpMessage offer) =>
        offer.TryGet(DhcpOptionCode.LeaseTime, out ReadOnlyMemory<byte> value)
            && new DhcpOption(DhcpOptionCode.LeaseTime, value).TryReadUInt32(out uint seconds)
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private static IReadOnlyList<Ipv4Address> Addresses(DhcpMessage offer, byte code) =>
        offer.TryGet(code, out ReadOnlyMemory<byte> value)
            && new DhcpOption(code, value).TryReadAddresses(out IReadOnlyList<Ipv4Address> addresses)
            ? addresses
            : [];

    // Lists do not compare by their items, and nobody compares readings; what they say is compared.
    private bool PrintMembers(StringBuilder text)
    {
        text.AppendJoin(", ", TftpServers.Select(server => $"{server.Place} {server.First}"));
        return TftpServers.Count > 0;
    }
}
