using Ringback.Catalogue.Problems;
using Ringback.Wire.Dhcp;

namespace Ringback.Observation.Dhcp;

/// <summary>What is wrong with an offer for a Cisco phone.</summary>
public enum PhoneOfferFaultKind
{
    /// <summary>There is no option 150, which some phones need and all prefer or take as well.</summary>
    Option150Missing,

    /// <summary>Option 150 has the characters of an address in the place of its four bytes.</summary>
    Option150IsText,

    /// <summary>Option 150 is not a list of addresses: its length is no multiple of four.</summary>
    Option150BadLength,

    /// <summary>Option 150, option 66, <c>siaddr</c> and <c>sname</c> name different servers.</summary>
    SourcesDisagree,

    /// <summary>A TFTP server is named by a name, and no DNS server is.</summary>
    NameNeedsDns,

    /// <summary>The TFTP server is in another network, and there is no router.</summary>
    NoRouterToTftp,

    /// <summary>No TFTP server is named anywhere.</summary>
    NoTftpServer,

    /// <summary>
    /// Only <c>siaddr</c> names a TFTP server, and it is the DHCP server itself: dnsmasq fills it so by habit.
    /// </summary>
    OnlyTheDhcpServer,

    /// <summary>A TFTP server's address is none that a machine can have.</summary>
    ImplausibleTftpServer,

    /// <summary>The offer leads the phone to a server that is not the one that was expected.</summary>
    LeadsElsewhere,

    /// <summary>There is no mask, or its bits are not in one piece.</summary>
    BadMask,

    /// <summary>The offered address is none that a machine can have in its network.</summary>
    BadAddress,

    /// <summary>A router lies outside the network.</summary>
    RouterOutside,

    /// <summary>An address that a phone would take is 255.255.255.255: a 7940 or 7960 refuses the answer.</summary>
    RefusedBy7940,

    /// <summary>The lease is missing, or shorter than <see cref="PhoneOfferReading.ShortestGoodLease"/>.</summary>
    LeaseTooShort,
}

/// <summary>A fault with its facts.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Because">A sentence for people, with the values that were seen.</param>
public sealed record PhoneOfferFault(PhoneOfferFaultKind Kind, string Because)
{
    /// <summary>The code of the finding that tells of it; null for what has no code of its own.</summary>
    public string? Code => Kind switch
    {
        PhoneOfferFaultKind.Option150Missing => ProblemCode.Option150Missing,
        PhoneOfferFaultKind.Option150IsText or PhoneOfferFaultKind.Option150BadLength => ProblemCode.Option150Malformed,
        _ => null,
    };
}

/// <summary>Where a phone finds its TFTP server in an offer, in the order of the Java phones.</summary>
public enum PhoneTftpSource
{
    /// <summary>Option 150.</summary>
    Option150,

    /// <summary>Option 66.</summary>
    Option66,

    /// <summary>The <c>siaddr</c> field.</summary>
    NextServer,

    /// <summary>The <c>sname</c> field.</summary>
    ServerName,
}

/// <summary>A TFTP server as an offer names it.</summary>
/// <param name="Source">Where it stands.</param>
/// <param name="Addresses">Its addresses, the best first; none when it is a name.</param>
/// <param name="Name">Its name; empty when it is an address.</param>
public sealed record PhoneTftpServer(PhoneTftpSource Source, IReadOnlyList<Ipv4Address> Addresses, string Name)
{
    /// <summary>The first address, or the name.</summary>
    public string First => Addresses.Count > 0 ? Addresses[0].ToString() : Name;

    /// <summary>The place, in the words of people who configure servers.</summary>
    public string Place => Source switch
    {
        PhoneTftpSource.Option150 => "option 150",
        PhoneTftpSource.Option66 => "option 66",
        PhoneTftpSource.NextServer => "siaddr (next-server)",
        _ => "sname (server-name)",
    };
}
