using Ringback.Wire.Dhcp;
using Ringback.Workbench.Network;

namespace Ringback.Workbench.Tests.Network;

/// <summary>Cards as tables write them.</summary>
internal static class Card
{
    internal static NetworkCard Wired(string name, params string[] addresses) => Of(name, CardKind.Wired, addresses);

    internal static NetworkCard Of(string name, CardKind kind, params string[] addresses)
    {
        CardAddress[] own = [.. addresses.Select(Address)];
        return new NetworkCard
        {
            Name = name, Description = name, Kind = kind, IsUp = true, HasCarrier = true, Addresses = own,
            Routes = [.. own.Select(a => a.Subnet)],
        };
    }

    internal static NetworkCard Loopback { get; } = Of("lo", CardKind.Loopback, "127.0.0.1/8");

    internal static CardAddress Address(string text) =>
        CardAddress.TryParse(text, out CardAddress address) ? address : throw new FormatException(text);

    internal static Ipv4Network Subnet(string text) => Address(text).Subnet;
}
