using System.Buffers.Binary;
using Ringback.Wire.Dhcp;
using Ringback.Wire.Ethernet;

namespace Ringback.Wire.Arp;

/// <summary>The <c>op</c> field; others are kept as they came.</summary>
public enum ArpOperation : ushort
{
    /// <summary>Who has this address?</summary>
    Request = 1,

    /// <summary>I have it.</summary>
    Reply = 2,
}

/// <summary>Why bytes are not ARP for IPv4 over Ethernet.</summary>
public enum ArpMalformation
{
    /// <summary>They are.</summary>
    None,

    /// <summary>Shorter than 28 bytes.</summary>
    TooShort,

    /// <summary>The hardware is not Ethernet, or its addresses do not have 6 bytes.</summary>
    NotEthernet,

    /// <summary>The protocol is not IPv4, or its addresses do not have 4 bytes.</summary>
    NotIpv4,
}

/// <summary>ARP for IPv4 over Ethernet, RFC 826 "Packet format".</summary>
/// <remarks>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-------------------------------+-------------------------------+
/// |     hardware type, 1 (2)      |   protocol type, 0x0800 (2)   |
/// +---------------+---------------+-------------------------------+
/// |     6 (1)     |     4 (1)     |            op (2)             |
/// +---------------+---------------+-------------------------------+
/// |    sender hardware (6), sender address (4),                   |
/// |    target hardware (6), target address (4)                    |
/// +---------------------------------------------------------------+
/// </code>
/// </remarks>
/// <param name="Operation">What is said.</param>
/// <param name="SenderHardware">The MAC address of who speaks.</param>
/// <param name="SenderAddress">The address of who speaks; none in a probe.</param>
/// <param name="TargetHardware">The MAC address of who is spoken to; zero in a request.</param>
/// <param name="TargetAddress">The address that is asked for, or of who asked.</param>
public readonly record struct ArpPacket(ArpOperation Operation, HardwareAddress SenderHardware,
    Ipv4Address SenderAddress, HardwareAddress TargetHardware, Ipv4Address TargetAddress)
{
    /// <summary>Bytes of one.</summary>
    public const int Length = 28;

    private const int FixedLength = 8;

    // Where each address stands.
    private const int SenderAt = FixedLength, SenderAddressAt = 14, TargetAt = 18, TargetAddressAt = 24;

    private static readonly HardwareAddress Nobody =
        HardwareAddress.From(HardwareAddress.Ethernet, stackalloc byte[EthernetFrame.AddressLength]);

    /// <summary>True for a probe, RFC 5227 §1.1: somebody wants an address and has none yet.</summary>
    public bool IsProbe => Operation == ArpOperation.Request && SenderAddress.IsNone;

    /// <summary>True for an announcement, RFC 5227 §1.1: somebody says that an address is now his.</summary>
    public bool IsAnnouncement =>
        Operation == ArpOperation.Request && !SenderAddress.IsNone && SenderAddress == TargetAddress;

    /// <summary>Asks whether anybody has an address, and leaves all tables of others as they are: RFC 5227 §2.1.1.
    /// </summary>
    public static ArpPacket Probe(HardwareAddress own, Ipv4Address wanted) =>
        new(ArpOperation.Request, own, default, Nobody, wanted);

    /// <summary>Says that an address is ours: RFC 5227 §2.3.</summary>
    public static ArpPacket Announcement(HardwareAddress own, Ipv4Address address) =>
        new(ArpOperation.Request, own, address, Nobody, address);

    /// <summary>Asks for the MAC address behind an address.</summary>
    public static ArpPacket Request(HardwareAddress own, Ipv4Address ownAddress, Ipv4Address wanted) =>
        new(ArpOperation.Request, own, ownAddress, Nobody, wanted);

    /// <summary>Reads the payload of a frame; padding may stand behind.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out ArpPacket packet, out ArpMalformation why)
    {
        packet = default;
        why = Check(bytes);
        if (why != ArpMalformation.None) return false;
        packet = new ArpPacket(
            (ArpOperation)BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]),
            ReadHardware(bytes[SenderAt..]), Ipv4Address.Read(bytes[SenderAddressAt..]),
            ReadHardware(bytes[TargetAt..]), Ipv4Address.Read(bytes[TargetAddressAt..]));
        return true;
    }

    /// <summary>Makes the answer of who has the address that is asked for.</summary>
    public ArpPacket Answer(HardwareAddress own) =>
        new(ArpOperation.Reply, own, TargetAddress, SenderHardware, SenderAddress);

    /// <summary>Writes the packet.</summary>
    /// <returns><see cref="Length"/>.</returns>
    public int Write(Span<byte> buffer)
    {
        BinaryPrimitives.WriteUInt16BigEndian(buffer, HardwareAddress.Ethernet);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[2..], EthernetFrame.Ipv4);
        buffer[4] = EthernetFrame.AddressLength;
        buffer[5] = Ipv4Address.Length;
        BinaryPrimitives.WriteUInt16BigEndian(buffer[6..], (ushort)Operation);
        EthernetFrame.WriteAddress(buffer[SenderAt..], SenderHardware);
        SenderAddress.Write(buffer[SenderAddressAt..]);
        EthernetFrame.WriteAddress(buffer[TargetAt..], TargetHardware);
        TargetAddress.Write(buffer[TargetAddressAt..]);
        return Length;
    }

    private static ArpMalformation Check(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Length) return ArpMalformation.TooShort;
        if (BinaryPrimitives.ReadUInt16BigEndian(bytes) != HardwareAddress.Ethernet
            || bytes[4] != EthernetFrame.AddressLength)
        {
            return ArpMalformation.NotEthernet;
        }

        return BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]) == EthernetFrame.Ipv4
            && bytes[5] == Ipv4Address.Length
            ? ArpMalformation.None
            : ArpMalformation.NotIpv4;
    }

    private static HardwareAddress ReadHardware(ReadOnlySpan<byte> bytes) =>
        HardwareAddress.From(HardwareAddress.Ethernet, bytes[..EthernetFrame.AddressLength]);
}
