using System.Buffers.Binary;
using Ringback.Wire.Dhcp;

namespace Ringback.Wire.Ethernet;

/// <summary>Why bytes are not a frame of Ethernet II.</summary>
public enum EthernetMalformation
{
    /// <summary>They are one.</summary>
    None,

    /// <summary>Shorter than its header, or than its VLAN tag.</summary>
    TooShort,

    /// <summary>The type is a length: IEEE 802.3 with LLC, as CDP and spanning tree have it.</summary>
    NotEthernet2,
}

/// <summary>A view of a frame of Ethernet II.</summary>
/// <remarks>
/// <code>
/// +---------------------+----------------+--------------------------+------------------+---------+
/// |   destination (6)   |   source (6)   | 0x8100, VLAN tag (2 + 2)  | type (2)         | payload |
/// |                     |                | only in a tagged frame    | 0x0600 and above |         |
/// +---------------------+----------------+--------------------------+------------------+---------+
/// </code>
/// Tags can be stacked (IEEE 802.1ad, the outer one 0x88a8 or of older switches 0x9100): the innermost is the phone's.
/// The payload can have padding behind it: a frame has at least 60 bytes on the cable.
/// </remarks>
public readonly ref struct EthernetFrame
{
    /// <summary>Bytes of the header without a tag.</summary>
    public const int HeaderLength = 14;

    /// <summary>Bytes of a MAC address.</summary>
    public const int AddressLength = 6;

    /// <summary>The type of IPv4.</summary>
    public const ushort Ipv4 = 0x0800;

    /// <summary>The type of ARP.</summary>
    public const ushort Arp = 0x0806;

    /// <summary>The type of IPv6.</summary>
    public const ushort Ipv6 = 0x86dd;

    /// <summary>The type of LLDP.</summary>
    public const ushort Lldp = 0x88cc;

    private const ushort Tag = 0x8100;
    private const ushort ServiceTag = 0x88a8;
    private const ushort OldServiceTag = 0x9100;
    private const int TagLength = 4;

    // A phone's tag and a provider's; more is nobody's network.
    private const int MostTags = 4;
    private const int SmallestType = 0x0600;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly int _payloadAt;

    private EthernetFrame(ReadOnlySpan<byte> bytes, int payloadAt)
    {
        _bytes = bytes;
        _payloadAt = payloadAt;
    }

    /// <summary>The MAC address of all.</summary>
    public static HardwareAddress Everybody { get; } =
        HardwareAddress.From(HardwareAddress.Ethernet, [255, 255, 255, 255, 255, 255]);

    /// <summary>Whom it is for.</summary>
    public HardwareAddress Destination => HardwareAddress.From(HardwareAddress.Ethernet, _bytes[..AddressLength]);

    /// <summary>Who sent it.</summary>
    public HardwareAddress Source =>
        HardwareAddress.From(HardwareAddress.Ethernet, _bytes.Slice(AddressLength, AddressLength));

    /// <summary>What the payload is.</summary>
    public ushort EtherType => BinaryPrimitives.ReadUInt16BigEndian(_bytes[(_payloadAt - 2)..]);

    /// <summary>The VLAN of a tagged frame, by its innermost tag; null without a tag.</summary>
    public ushort? Vlan => _payloadAt == HeaderLength
        ? null
        : (ushort)(BinaryPrimitives.ReadUInt16BigEndian(_bytes[(_payloadAt - TagLength)..]) & 0x0fff);

    /// <summary>What it carries, perhaps with padding.</summary>
    public ReadOnlySpan<byte> Payload => _bytes[_payloadAt..];

    /// <summary>Reads a frame. It is a view: the bytes must stay.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out EthernetFrame frame, out EthernetMalformation why)
    {
        frame = default;
        why = EthernetMalformation.TooShort;
        if (!TryStepOverTags(bytes, out int payloadAt)) return false;
        why = EthernetMalformation.NotEthernet2;
        if (BinaryPrimitives.ReadUInt16BigEndian(bytes[(payloadAt - 2)..]) < SmallestType) return false;
        frame = new EthernetFrame(bytes, payloadAt);
        why = EthernetMalformation.None;
        return true;
    }

    /// <summary>Finds where the type, or a length in its place, ends; false when the frame is too short.</summary>
    internal static bool TryStepOverTags(ReadOnlySpan<byte> bytes, out int payloadAt)
    {
        payloadAt = HeaderLength;
        for (int tags = 0; bytes.Length >= payloadAt; tags++)
        {
            ushort type = BinaryPrimitives.ReadUInt16BigEndian(bytes[(payloadAt - 2)..]);
            if (tags == MostTags || type is not (Tag or ServiceTag or OldServiceTag)) return true;
            payloadAt += TagLength;
        }

        return false;
    }

    /// <summary>Writes the header of a frame without a tag.</summary>
    /// <returns>Its length, behind which the payload goes.</returns>
    public static int WriteHeader(
        Span<byte> buffer, HardwareAddress destination, HardwareAddress source, ushort etherType)
    {
        WriteAddress(buffer, destination);
        WriteAddress(buffer[AddressLength..], source);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[(2 * AddressLength)..], etherType);
        return HeaderLength;
    }

    /// <summary>Writes the six bytes of a MAC address.</summary>
    public static void WriteAddress(Span<byte> buffer, HardwareAddress address)
    {
        Span<byte> bytes = stackalloc byte[HardwareAddress.MaximumLength];
        address.Write(bytes);
        bytes[..AddressLength].CopyTo(buffer);
    }
}
