using Ringback.Wire.Dhcp;
using Ringback.Wire.Ethernet;

namespace Ringback.Workbench.Dhcp.RogueServers;

/// <summary>An interface at which rogues are looked for.</summary>
/// <param name="Index">Its number.</param>
/// <param name="Hardware">Its MAC address.</param>
/// <param name="OwnAddresses">Its addresses: what comes from them is ours. May be empty.</param>
public sealed record InquiryInterface(int Index, HardwareAddress Hardware, IReadOnlyList<Ipv4Address> OwnAddresses)
{
    /// <summary>
    /// Who asks: a MAC address of our own making, the same each time. Our own server ignores it, and no phone loses
    /// its lease to it.
    /// </summary>
    public HardwareAddress InquiryHardware => InquiryHardwareOf(Hardware);

    /// <summary>The MAC address that asks for an interface with this one: locally administered (IEEE 802), and never
    /// the interface's own.</summary>
    public static HardwareAddress InquiryHardwareOf(HardwareAddress own)
    {
        Span<byte> bytes = stackalloc byte[EthernetFrame.AddressLength];
        EthernetFrame.WriteAddress(bytes, own);
        bytes[0] = 0x02;
        // Virtual interfaces have local addresses already, so another byte changes as well.
        bytes[1] ^= 0x52;
        return HardwareAddress.From(HardwareAddress.Ethernet, bytes);
    }
}
