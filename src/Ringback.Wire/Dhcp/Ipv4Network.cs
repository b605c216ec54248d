using System.Globalization;

namespace Ringback.Wire.Dhcp;

/// <summary>An IPv4 network.</summary>
/// <param name="Address">Its first address.</param>
/// <param name="PrefixLength">Bits of the mask, 1 to 32.</param>
public readonly record struct Ipv4Network(Ipv4Address Address, int PrefixLength)
{
    /// <summary>Its mask.</summary>
    public Ipv4Address Mask => new(uint.MaxValue << (32 - PrefixLength));

    /// <summary>Its last address, which reaches all of it.</summary>
    public Ipv4Address Broadcast => new(Address.Bits | ~Mask.Bits);

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

    /// <summary>True for an address that a machine can have: not the network's own and not its broadcast.</summary>
    public bool HasHost(Ipv4Address address) =>
        Contains(address) && (PrefixLength >= 31 || (address != Address && address != Broadcast));

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Address}/{PrefixLength}");
}
