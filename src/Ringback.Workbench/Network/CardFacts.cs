using System.Net.NetworkInformation;
using Ringback.Wire.Dhcp;

namespace Ringback.Workbench.Network;

/// <summary>What the system says of a card, before anybody thinks about it: the seam that tests fill by hand.</summary>
internal sealed record CardFacts
{
    internal required string Name { get; init; }

    internal int Index { get; init; }

    internal string Description { get; init; } = "";

    /// <summary>The framework's word for what it is; on Linux it takes much for Ethernet.</summary>
    internal NetworkInterfaceType Type { get; init; } = NetworkInterfaceType.Ethernet;

    internal OperationalStatus Status { get; init; } = OperationalStatus.Unknown;

    internal byte[] Hardware { get; init; } = [];

    internal IReadOnlyList<CardAddress> Addresses { get; init; } = [];

    internal bool HasGateway { get; init; }

    /// <summary>What Linux says of it below /sys; null elsewhere.</summary>
    internal LinuxCardFacts? Linux { get; init; }

    /// <summary>The routes of this card; null when only the addresses tell.</summary>
    internal IReadOnlyList<Ipv4Network>? Routes { get; init; }
}

/// <summary>What stands in a card's folder below /sys/class/net.</summary>
internal sealed record LinuxCardFacts
{
    /// <summary>The ARP hardware type: 1 Ethernet, 772 loopback (include/uapi/linux/if_arp.h).</summary>
    internal int? HardwareType { get; init; }

    /// <summary>The device flags; bit 0 is "switched on".</summary>
    internal int? Flags { get; init; }

    /// <summary>Null when the card is switched off, because then the kernel does not know.</summary>
    internal bool? Carrier { get; init; }

    internal bool IsWireless { get; init; }

    /// <summary>True when there is a device behind it that a driver drives.</summary>
    internal bool HasDevice { get; init; }

    internal bool IsTunnel { get; init; }

    internal bool IsBridge { get; init; }

    /// <summary>DEVTYPE of its uevent: wlan, bridge, vlan, bond, wwan, …</summary>
    internal string? DeviceType { get; init; }
}
