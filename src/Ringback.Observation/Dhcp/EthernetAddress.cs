using Ringback.Catalogue;
using Ringback.Wire.Dhcp;

namespace Ringback.Observation.Dhcp;

/// <summary>A phone's MAC address, as DHCP has it and as the cases have it.</summary>
public static class EthernetAddress
{
    /// <summary>The MAC address; null for other hardware than Ethernet.</summary>
    public static MacAddress? MacOf(HardwareAddress hardware)
    {
        if (hardware is not { Type: HardwareAddress.Ethernet, Length: 6 }) return null;
        return new MacAddress((ulong)(hardware.Bits >> (8 * (HardwareAddress.MaximumLength - 6))));
    }

    /// <summary>The other way round.</summary>
    public static HardwareAddress HardwareOf(MacAddress mac) => new(HardwareAddress.Ethernet, 6,
        (UInt128)mac.ToUInt64() << (8 * (HardwareAddress.MaximumLength - 6)));
}
