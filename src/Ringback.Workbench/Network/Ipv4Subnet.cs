using Ringback.Wire.Dhcp;

namespace Ringback.Workbench.Network;

/// <summary>A range of IPv4 addresses that share their first bits.</summary>
/// <param name="Network">The first address.</param>
/// <param name="PrefixLength">The bits that are shared, 0 to 32.</param>
public readonly record struct Ipv4Subnet(Ipv4Address Network, int PrefixLength)
{
    /// <summary>169.254.0.0/16 (RFC 3927).</summary>
    public static Ipv4Subnet LinkLocal { get; } = new(new Ipv4Address(0xA9FE0000), 16);

    /// <summary>127.0.0.0/8.</summary>
    public static Ipv4Subnet Loopback { get; } = new(new Ipv4Address(0x7F000000), 8);

    /// <summary>The netmask.</summary>
    public Ipv4Address Mask => new(Bits(PrefixLength));

    /// <summary>The last address.</summary>
    public Ipv4Address Broadcast => new(Network.Bits | ~Bits(PrefixLength));

    /// <summary>The subnet around an address.</summary>
    public static Ipv4Subnet Of(Ipv4Address address, int prefixLength) =>
        new(new Ipv4Address(address.Bits & Bits(prefixLength)), prefixLength);

    /// <summary>True for an address in it.</summary>
    public bool Contains(Ipv4Address address) => (address.Bits & Bits(PrefixLength)) == Network.Bits;

    /// <summary>True when an address could be in both.</summary>
    public bool Overlaps(Ipv4Subnet other) => PrefixLength <= other.PrefixLength
        ? Contains(other.Network)
        : other.Contains(Network);

    /// <inheritdoc/>
    public override string ToString() => $"{Network}/{PrefixLength}";

    // C# shifts by the count modulo 32, so a prefix of nothing needs its own line.
    private static uint Bits(int prefixLength) => prefixLength == 0 ? 0 : uint.MaxValue << (32 - prefixLength);
}
