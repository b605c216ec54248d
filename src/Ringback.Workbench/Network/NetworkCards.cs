using System.Net.NetworkInformation;
using System.Net.Sockets;
using Ringback.Wire.Dhcp;

namespace Ringback.Workbench.Network;

/// <summary>The network cards of this computer.</summary>
public static class NetworkCards
{
    // Names and descriptions by which software cards are known where the system calls them Ethernet.
    private static readonly string[] VirtualWords =
    [
        "hyper-v virtual", "vethernet", "virtualbox", "vmware", "tap-", "wintun", "wireguard", "openvpn", "npcap",
        "vpn", "tunnel", "zerotier", "tailscale", "bluetooth", "kernel debug", "docker", "wsl",
    ];

    private static readonly string[] VirtualNames =
    [
        "bridge", "utun", "awdl", "llw", "vmenet", "vmnet", "ap", "anpi", "gif", "stf", "feth", "docker", "veth",
        "br-", "virbr", "tun", "tap", "wg", "dummy", "tailscale",
    ];

    /// <summary>Looks at all cards, in the system's order. A card that vanishes meanwhile is left out.</summary>
    public static IReadOnlyList<NetworkCard> Read() => [.. ReadFacts("/").Select(Judge)];

    /// <summary>What the facts mean.</summary>
    internal static NetworkCard Judge(CardFacts facts)
    {
        CardKind kind = facts.Linux is { } linux ? KindOf(linux, facts) : KindOf(facts);
        IReadOnlyList<Ipv4Network> routes = facts.Routes ?? [.. facts.Addresses.Select(a => a.Subnet).Distinct()];
        return new NetworkCard
        {
            Name = facts.Name,
            Index = facts.Index,
            Description = facts.Description,
            Kind = kind,
            // Windows calls a card without a cable down, and does not list one that is switched off.
            IsUp = facts.Linux?.Flags is { } flags
                ? (flags & 1) != 0
                : facts.Status != OperationalStatus.NotPresent,
            HasCarrier = facts.Linux is { } seen ? seen.Carrier : facts.Status switch
            {
                OperationalStatus.Up => true,
                OperationalStatus.Down or OperationalStatus.LowerLayerDown or OperationalStatus.NotPresent => false,
                _ => null,
            },
            Hardware = facts.Hardware.Length == 6
                ? HardwareAddress.From(HardwareAddress.Ethernet, facts.Hardware)
                : null,
            Addresses = facts.Addresses,
            Routes = [.. routes.Where(r => !IsDefault(r))],
            HasDefaultRoute = facts.Routes is null ? facts.HasGateway : routes.Any(IsDefault),
        };
    }

    // Some VPNs lay the default route in two halves, so that the old one stays beneath.
    private static bool IsDefault(Ipv4Network route) => route.PrefixLength <= 1;

    private static CardKind KindOf(LinuxCardFacts linux, CardFacts facts)
    {
        const int Ethernet = 1, Loopback = 772;
        if (linux.HardwareType == Loopback || facts.Type == NetworkInterfaceType.Loopback) return CardKind.Loopback;
        if (linux.IsWireless || linux.DeviceType == "wlan") return CardKind.WiFi;
        if (linux.IsTunnel || linux.IsBridge) return CardKind.Virtual;
        if (!linux.HasDevice) return CardKind.Virtual;
        return linux.HardwareType == Ethernet && linux.DeviceType != "wwan" ? CardKind.Wired : CardKind.Other;
    }

    private static CardKind KindOf(CardFacts facts)
    {
        switch (facts.Type)
        {
            case NetworkInterfaceType.Loopback: return CardKind.Loopback;
            case NetworkInterfaceType.Wireless80211: return CardKind.WiFi;
            case NetworkInterfaceType.Tunnel or NetworkInterfaceType.Ppp: return CardKind.Virtual;
        }

        string words = $"{facts.Name} {facts.Description}";
        if (Array.Exists(VirtualWords, w => words.Contains(w, StringComparison.OrdinalIgnoreCase))
            || Array.Exists(VirtualNames, n => IsNamed(facts.Name, n)))
        {
            return CardKind.Virtual;
        }

        return facts.Type is NetworkInterfaceType.Ethernet or NetworkInterfaceType.GigabitEthernet
            or NetworkInterfaceType.FastEthernetT or NetworkInterfaceType.FastEthernetFx
            or NetworkInterfaceType.Ethernet3Megabit
            ? CardKind.Wired
            : CardKind.Other;
    }

    /// <summary>True for "ap1" of "ap" and not for "apple": a number or more of a made-up name follows.</summary>
    private static bool IsNamed(string name, string prefix) =>
        name.StartsWith(prefix, StringComparison.Ordinal)
        && (prefix is "veth" or "br-" || name[prefix.Length..].All(char.IsAsciiDigit));

    private static IEnumerable<CardFacts> ReadFacts(string root)
    {
        ILookup<string, Ipv4Network>? routes = OperatingSystem.IsLinux() ? LinuxCardFiles.ReadRoutes(root) : null;
        foreach (NetworkInterface card in NetworkInterface.GetAllNetworkInterfaces())
        {
            if (ReadFacts(card, root, routes) is { } facts) yield return facts;
        }
    }

    private static CardFacts? ReadFacts(NetworkInterface card, string root, ILookup<string, Ipv4Network>? routes)
    {
        try
        {
            IPInterfaceProperties properties = card.GetIPProperties();
            return new CardFacts
            {
                Name = card.Name,
                // On Linux a card without an IPv4 address does not "support" IPv4, and has its number all the same.
                Index = OperatingSystem.IsLinux() || card.Supports(NetworkInterfaceComponent.IPv4)
                    ? properties.GetIPv4Properties().Index
                    : 0,
                Description = card.Description,
                Type = card.NetworkInterfaceType,
                Status = card.OperationalStatus,
                Hardware = card.GetPhysicalAddress().GetAddressBytes(),
                Addresses = [.. properties.UnicastAddresses.Select(Address).OfType<CardAddress>()],
                HasGateway = !OperatingSystem.IsLinux() && properties.GatewayAddresses
                    .Any(g => Ipv4Address.From(g.Address) is { IsNone: false }),
                Linux = OperatingSystem.IsLinux() ? LinuxCardFiles.Read(root, card.Name) : null,
                Routes = routes is null ? null : [.. routes[card.Name]],
            };
        }
        catch (NetworkInformationException)
        {
            // It was pulled out while it was looked at.
            return null;
        }
    }

    private static CardAddress? Address(UnicastIPAddressInformation address) =>
        address.Address.AddressFamily == AddressFamily.InterNetwork
        && Ipv4Address.From(address.Address) is { } own
            ? new CardAddress(own, address.PrefixLength)
            : null;
}
