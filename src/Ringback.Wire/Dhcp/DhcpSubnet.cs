namespace Ringback.Wire.Dhcp;

/// <summary>Addresses from the first to the last, both included.</summary>
/// <param name="First">The first.</param>
/// <param name="Last">The last.</param>
public readonly record struct DhcpRange(Ipv4Address First, Ipv4Address Last)
{
    /// <summary>How many there are.</summary>
    public long Count => (long)Last.Bits - First.Bits + 1;

    /// <summary>True when the address is one of them.</summary>
    public bool Contains(Ipv4Address address) => address.Bits >= First.Bits && address.Bits <= Last.Bits;
}

/// <summary>An address for one client. Of the two ways to name the client, one is given.</summary>
/// <param name="Address">The address, in or out of the ranges.</param>
public sealed record DhcpReservation(Ipv4Address Address)
{
    /// <summary>The client's MAC; it counts whatever client identifier comes with it.</summary>
    public HardwareAddress? Hardware { get; init; }

    /// <summary>The client's identifier (option 61).</summary>
    public ReadOnlyMemory<byte> ClientIdentifier { get; init; }

    /// <summary>What the client's lease belongs to.</summary>
    internal DhcpClientKey Key =>
        Hardware is { } hardware ? DhcpClientKey.Of(hardware) : new DhcpClientKey(ClientIdentifier);
}

/// <summary>A network that addresses are given for.</summary>
/// <param name="Network">
/// The network. A client is in it when its relay is, or what the relay names (RFC 3527), or our own address where the
/// request came in.
/// </param>
public sealed record DhcpSubnet(Ipv4Network Network)
{
    /// <summary>The addresses that are given to anybody.</summary>
    public IReadOnlyList<DhcpRange> Ranges { get; init; } = [];

    /// <summary>Addresses within the ranges that are given to nobody.</summary>
    public IReadOnlyList<DhcpRange> Exclusions { get; init; } = [];

    /// <summary>Addresses for one client each.</summary>
    public IReadOnlyList<DhcpReservation> Reservations { get; init; } = [];

    /// <summary>Our name in option 54; null takes our own address where the request came in.</summary>
    public Ipv4Address? ServerIdentifier { get; init; }

    /// <summary>What its clients are told, upon what all are told.</summary>
    public DhcpPhoneOptions Options { get; init; } = new();
}
