using System.Globalization;

namespace Ringback.Wire.Dhcp;

/// <summary>An IPv4 network.</summary>
/// <param name="Address">Its first address.</param>
/// <param name="PrefixLength">Bits of the mask, 0 to 32.</param>
public readonly record struct Ipv4Network(Ipv4Address Address, int PrefixLength)
{
    /// <summary>Its mask.</summary>
    public Ipv4Address Mask => new(Bits(PrefixLength));

    /// <summary>169.254.0.0/16, what machines give themselves when nobody lends them an address (RFC 3927).</summary>
    public static Ipv4Network LinkLocal { get; } = new(new Ipv4Address(0xA9FE0000), 16);

    /// <summary>127.0.0.0/8, the machine itself.</summary>
    public static Ipv4Network Loopback { get; } = new(new Ipv4Address(0x7F000000), 8);

    /// <summary>Its last address, which reaches all of it.</summary>
    public Ipv4Address Broadcast => new(Address.Bits | ~Mask.Bits);

    /// <summary>The network around an address.</summary>
    public static Ipv4Network Of(Ipv4Address address, int prefixLength) =>
        new(new Ipv4Address(address.Bits & Bits(prefixLength)), prefixLength);

    /// <summary>Reads 192.168.1.0/24; bits behind the mask must be zero, or it is not plain what was meant.</summary>
    public static bool TryParse(string text, out Ipv4Network network)
    {
        network = default;
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !Ipv4Address.TryParse(text[..slash], out Ipv4Address address)) return false;
        if (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int length)
            || length is < 1 or > 32)
        {
            return false;
        }

        network = new Ipv4Network(address, length);
        return (address.Bits & ~network.Mask.Bits) == 0;
    }

    /// <summary>Reads what a programmer wrote.</summary>
    /// <exception cref="FormatException">It is not a network.</exception>
    public static Ipv4Network Parse(string text) =>
        TryParse(text, out Ipv4Network network) ? network : throw new FormatException($"'{text}' is no IPv4 network.");

    /// <summary>True when the address lies in it.</summary>
    public bool Contains(Ipv4Address address) => (address.Bits & Mask.Bits) == Address.Bits;

    /// <summary>True when an address could be in both.</summary>
    public bool Overlaps(Ipv4Network other) => PrefixLength <= other.PrefixLength
        ? Contains(other.Address)
        : other.Contains(Address);

    /// <summary>True for an address that a machine can have: not the network's own and not its broadcast.</summary>
    public bool HasHost(Ipv4Address address) =>
        Contains(address) && (PrefixLength >= 31 || (address != Address && address != Broadcast));

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Address}/{PrefixLength}");

    // C# shifts by the count modulo 32, so a mask of nothing needs its own line.
    private static uint Bits(int prefixLength) => prefixLength == 0 ? 0 : uint.MaxValue << (32 - prefixLength);
}
