using System.Collections.Frozen;

namespace Ringback.Wire.Dhcp;

/// <summary>What the server serves, to whom, and how.</summary>
public sealed record DhcpServerOptions
{
    /// <summary>The networks; at most <see cref="DhcpLimits.MostRules"/>.</summary>
    public IReadOnlyList<DhcpSubnet> Subnets { get; init; } = [];

    /// <summary>Addresses of ours that clients may name in option 54, besides those that requests come in at.</summary>
    public IReadOnlyList<Ipv4Address> OwnAddresses { get; init; } = [];

    /// <summary>
    /// True when no other server serves these networks. Then a client with a lease that is not known is told so at
    /// once (NAK) and starts anew; otherwise the server is silent, as RFC 2131 §4.3.2 asks.
    /// </summary>
    public bool IsAuthoritative { get; init; }

    /// <summary>
    /// True serves nobody but phones: what <see cref="DhcpVendorClass.IsPhone"/> knows, what has a reservation, and
    /// what <see cref="PhoneHardwarePrefixes"/> names. A bench may then stand in a network that has a server already.
    /// </summary>
    public bool PhonesOnly { get; init; }

    /// <summary>Beginnings of MACs that are phones whatever their option 60 says.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> PhoneHardwarePrefixes { get; init; } = [];

    /// <summary>
    /// The first three bytes of MACs, as a number, that makers of phones have. When a subnet fills, its last addresses
    /// are kept for these, for clients that were here before and, in part, for who says that it is a phone
    /// (<see cref="DhcpLimits.KeptForPhones"/>). Empty keeps nothing. It says nothing of whom
    /// <see cref="PhonesOnly"/> serves: the makers make other things too.
    /// </summary>
    public IReadOnlySet<uint> PhoneMakers { get; init; } = FrozenSet<uint>.Empty;

    /// <summary>
    /// Where relays may be, besides the networks that are served: their own addresses, which they write into
    /// <c>giaddr</c> and which replies go to. Any other is not answered.
    /// </summary>
    public IReadOnlyList<Ipv4Network> Relays { get; init; } = [];

    /// <summary>True asks whether an address is in use before it is offered to a client that has not had it.</summary>
    public bool ProbesAddresses { get; init; } = true;

    /// <summary>What all clients are told. Without a lease time it is a day.</summary>
    public DhcpPhoneOptions Options { get; init; } = new();

    /// <summary>Options for some clients.</summary>
    public IReadOnlyList<DhcpRule> Rules { get; init; } = [];

    /// <summary>The limits.</summary>
    public DhcpLimits Limits { get; init; } = new();

    /// <summary>Everything that is wrong with these options, in sentences; empty when nothing is.</summary>
    public IReadOnlyList<string> Faults() => [.. DhcpFaults.Of(this)];
}
