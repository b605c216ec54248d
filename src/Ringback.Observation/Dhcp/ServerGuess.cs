using Ringback.Wire.Dhcp;

namespace Ringback.Observation.Dhcp;

/// <summary>DHCP servers that people have on their networks.</summary>
public enum ServerProduct
{
    /// <summary>dnsmasq, also inside Pi-hole and many routers.</summary>
    Dnsmasq,

    /// <summary>ISC Kea.</summary>
    Kea,

    /// <summary>ISC dhcpd.</summary>
    IscDhcpd,

    /// <summary>The DHCP role of Windows Server.</summary>
    WindowsServer,

    /// <summary>RouterOS.</summary>
    MikroTik,

    /// <summary>OpenWrt, whose dnsmasq is configured through uci.</summary>
    OpenWrt,

    /// <summary>pfSense.</summary>
    PfSense,

    /// <summary>Technitium DNS Server.</summary>
    Technitium,

    /// <summary>Cisco IOS and IOS XE.</summary>
    CiscoIos,
}

/// <summary>Which products a server may be, by the habits that its answer shows.</summary>
/// <param name="Products">The products, the likeliest first.</param>
/// <param name="Because">The evidence, for people.</param>
public sealed record ServerGuess(IReadOnlyList<ServerProduct> Products, string Because)
{
    // As dnsmasq 2.90 begins each offer, asked for renewal times and a broadcast address or not.
    private static readonly byte[] DnsmasqBegins = [53, 54, 51, 58, 59, 1, 28];

    /// <summary>The likeliest, for people.</summary>
    public string Name => NameOf(Products[0]);

    /// <summary>
    /// Guesses from an offer to <see cref="DhcpInquiry"/>, which asks for neither 28, 58 nor 59. Null without evidence:
    /// most servers answer alike.
    /// </summary>
    public static ServerGuess? Of(DhcpMessage offer)
    {
        byte[] codes = [.. offer.Options.Select(option => option.Code)];
        if (codes.AsSpan().StartsWith(DnsmasqBegins))
        {
            return new ServerGuess([ServerProduct.Dnsmasq, ServerProduct.OpenWrt],
                "Its options begin in the order of dnsmasq, with a broadcast address and renewal times that were not "
                + "asked for. dnsmasq is also inside OpenWrt, Pi-hole and many routers.");
        }

        // Kea keeps its options sorted behind the message type, and returns option 61 (RFC 6842).
        bool isSorted = codes.Length > 4 && codes[0] == DhcpOptionCode.MessageType
            && codes.AsSpan(1).SequenceEqual([.. codes.Skip(1).Order()]);
        return isSorted && codes.Contains(DhcpOptionCode.ClientIdentifier)
            ? new ServerGuess([ServerProduct.Kea, ServerProduct.PfSense],
                "Its options are sorted by number behind the message type, and it returns the client identifier, as "
                + "Kea does. Newer versions of pfSense have Kea inside.")
            : null;
    }

    /// <summary>A product, for people.</summary>
    public static string NameOf(ServerProduct product) => product switch
    {
        ServerProduct.Dnsmasq => "dnsmasq",
        ServerProduct.Kea => "Kea",
        ServerProduct.IscDhcpd => "ISC dhcpd",
        ServerProduct.WindowsServer => "Windows Server",
        ServerProduct.MikroTik => "MikroTik RouterOS",
        ServerProduct.OpenWrt => "OpenWrt",
        ServerProduct.PfSense => "pfSense",
        ServerProduct.Technitium => "Technitium DNS Server",
        _ => "Cisco IOS",
    };
}
