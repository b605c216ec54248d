using Ringback.Wire.Dhcp;

namespace Ringback.Workbench.Network;

/// <summary>An IPv4 address as it stands on a card.</summary>
/// <param name="Address">The address.</param>
/// <param name="PrefixLength">The bits of the network; 24 is the netmask 255.255.255.0.</param>
public readonly record struct CardAddress(Ipv4Address Address, int PrefixLength)
{
    /// <summary>The subnet it is in.</summary>
    public Ipv4Network Subnet => Ipv4Network.Of(Address, PrefixLength);

    /// <summary>True for what a card gives itself when no DHCP server answers (RFC 3927).</summary>
    public bool IsLinkLocal => Ipv4Network.LinkLocal.Contains(Address);

    /// <summary>Reads "192.168.77.1/24".</summary>
    public static bool TryParse(string? text, out CardAddress address)
    {
        address = default;
        string[] halves = text?.Split('/') ?? [];
        if (halves.Length != 2 || !Ipv4Address.TryParse(halves[0], out Ipv4Address own)) return false;
        if (!byte.TryParse(halves[1], out byte prefix) || prefix > 32) return false;
        address = new CardAddress(own, prefix);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Address}/{PrefixLength}";
}
