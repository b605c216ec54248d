using System.Buffers.Binary;
using Ringback.Wire.Dhcp;

namespace Ringback.Wire.Ethernet;

/// <summary>What a frame carries, as far as phones have to do with it.</summary>
public enum LinkPayload
{
    /// <summary>Something else.</summary>
    Other,

    /// <summary>IPv4.</summary>
    Ipv4,

    /// <summary>IPv6.</summary>
    Ipv6,

    /// <summary>ARP.</summary>
    Arp,

    /// <summary>The Cisco Discovery Protocol.</summary>
    Cdp,

    /// <summary>The Link Layer Discovery Protocol.</summary>
    Lldp,
}

/// <summary>Why bytes are no frame of that link.</summary>
public enum LinkMalformation
{
    /// <summary>They are one.</summary>
    None,

    /// <summary>Shorter than the header.</summary>
    TooShort,

    /// <summary>Nothing is known of such a link.</summary>
    UnknownLink,
}

/// <summary>A view of a frame of any link that captures have.</summary>
/// <remarks>
/// <code>
///   Ethernet II      | destination (6) | source (6) | tags (4 each) | type (2) |
///   IEEE 802.3       | destination (6) | source (6) | tags (4 each) | length (2) | LLC and SNAP (8) |
///   LLC and SNAP     | AA AA 03 | organisation (3) | protocol (2) |; CDP is 00000C, 2000
///   Linux cooked     | kind (2) | hardware (2) | length (2) | source (8) | type (2) |
///   Linux cooked 2   | type (2) | 0 (2) | interface (4) | hardware (2) | kind (1) | length (1) | source (8) |
///   raw IP           nothing
/// </code>
/// </remarks>
public readonly ref struct LinkFrame
{
    /// <summary>Bytes of LLC and SNAP.</summary>
    public const int SnapLength = 8;

    private const int CookedLength = 16;
    private const int Cooked2Length = 20;
    private const int FamilyLength = 4;
    private const int SmallestType = 0x0600;

    // In a cooked header: what follows is LLC.
    private const ushort CookedLlc = 0x0004;
    private const ushort CookedTag = 0x8100;

    private readonly ReadOnlySpan<byte> _source;
    private readonly ReadOnlySpan<byte> _destination;

    private LinkFrame(ReadOnlySpan<byte> source, ReadOnlySpan<byte> destination, ushort? vlan, LinkPayload carries,
        ReadOnlySpan<byte> payload)
    {
        _source = source;
        _destination = destination;
        Vlan = vlan;
        Carries = carries;
        Payload = payload;
    }

    /// <summary>LLC and SNAP of CDP.</summary>
    public static ReadOnlySpan<byte> CdpSnap => [0xAA, 0xAA, 3, 0, 0, 0x0C, 0x20, 0];

    /// <summary>Who sent it; null where the link does not say.</summary>
    public HardwareAddress? Source => Address(_source);

    /// <summary>Whom it is for; null where the link does not say.</summary>
    public HardwareAddress? Destination => Address(_destination);

    /// <summary>The VLAN of a tagged frame; null without a tag, and with one that says a priority only.</summary>
    public ushort? Vlan { get; }

    /// <summary>What it carries.</summary>
    public LinkPayload Carries { get; }

    /// <summary>That, perhaps with padding behind it.</summary>
    public ReadOnlySpan<byte> Payload { get; }

    /// <summary>Reads a frame. It is a view: the bytes must stay.</summary>
    public static bool TryRead(LinkType link, ReadOnlySpan<byte> bytes, out LinkFrame frame, out LinkMalformation why)
    {
        frame = default;
        why = LinkMalformation.TooShort;
        switch (link)
        {
            case LinkType.Ethernet:
                if (!EthernetFrame.TryStepOverTags(bytes, out int payloadAt)) return false;
                frame = OfEthernet(bytes, payloadAt);
                break;
            case LinkType.LinuxCooked:
                if (bytes.Length < CookedLength) return false;
                frame = OfCooked(Hardware(bytes.Slice(6, 8), BinaryPrimitives.ReadUInt16BigEndian(bytes[4..])),
                    BinaryPrimitives.ReadUInt16BigEndian(bytes[14..]), bytes[CookedLength..]);
                break;
            case LinkType.LinuxCooked2:
                if (bytes.Length < Cooked2Length) return false;
                frame = OfCooked(Hardware(bytes.Slice(12, 8), bytes[11]),
                    BinaryPrimitives.ReadUInt16BigEndian(bytes), bytes[Cooked2Length..]);
                break;
            case LinkType.BsdLoopback or LinkType.OpenBsdLoopback:
                if (bytes.Length < FamilyLength) return false;
                frame = OfIp(bytes[FamilyLength..]);
                break;
            case LinkType.RawIp or LinkType.RawIpOfBsd or LinkType.RawIpOfOpenBsd or LinkType.RawIpv4
                or LinkType.RawIpv6:
                if (bytes.IsEmpty) return false;
                frame = OfIp(bytes);
                break;
            default:
                why = LinkMalformation.UnknownLink;
                return false;
        }

        why = LinkMalformation.None;
        return true;
    }

    private static LinkFrame OfEthernet(ReadOnlySpan<byte> bytes, int payloadAt)
    {
        ReadOnlySpan<byte> destination = bytes[..EthernetFrame.AddressLength];
        ReadOnlySpan<byte> source = bytes.Slice(EthernetFrame.AddressLength, EthernetFrame.AddressLength);
        ushort? vlan = payloadAt == EthernetFrame.HeaderLength
            ? null
            : Tagged(BinaryPrimitives.ReadUInt16BigEndian(bytes[(payloadAt - 4)..]));
        ushort type = BinaryPrimitives.ReadUInt16BigEndian(bytes[(payloadAt - 2)..]);
        ReadOnlySpan<byte> payload = bytes[payloadAt..];
        if (type >= SmallestType) return new LinkFrame(source, destination, vlan, Of(type), payload);
        LinkPayload carries = OfLlc(ref payload, type);
        return new LinkFrame(source, destination, vlan, carries, payload);
    }

    private static LinkFrame OfCooked(ReadOnlySpan<byte> source, ushort type, ReadOnlySpan<byte> payload)
    {
        ushort? vlan = null;
        if (type == CookedTag && payload.Length >= 4)
        {
            vlan = Tagged(BinaryPrimitives.ReadUInt16BigEndian(payload));
            type = BinaryPrimitives.ReadUInt16BigEndian(payload[2..]);
            payload = payload[4..];
        }

        LinkPayload carries = type == CookedLlc ? OfLlc(ref payload, payload.Length) : Of(type);
        return new LinkFrame(source, [], vlan, carries, payload);
    }

    private static LinkFrame OfIp(ReadOnlySpan<byte> packet)
    {
        LinkPayload carries = packet.IsEmpty ? LinkPayload.Other : (packet[0] >> 4) switch
        {
            4 => LinkPayload.Ipv4,
            6 => LinkPayload.Ipv6,
            _ => LinkPayload.Other,
        };
        return new LinkFrame([], [], null, carries, packet);
    }

    /// <summary>Steps over LLC and SNAP; behind the length that the frame says there is padding.</summary>
    private static LinkPayload OfLlc(ref ReadOnlySpan<byte> payload, int length)
    {
        payload = payload[..Math.Min(length, payload.Length)];
        if (payload.Length < SnapLength || !payload[..3].SequenceEqual(CdpSnap[..3])) return LinkPayload.Other;
        bool isCdp = payload[..SnapLength].SequenceEqual(CdpSnap);
        // RFC 1042: organisation zero has the types of Ethernet.
        bool isEthernet = payload[3..6].IndexOfAnyExcept((byte)0) < 0;
        ushort type = BinaryPrimitives.ReadUInt16BigEndian(payload[6..]);
        payload = payload[SnapLength..];
        return isCdp ? LinkPayload.Cdp : isEthernet ? Of(type) : LinkPayload.Other;
    }

    private static LinkPayload Of(ushort type) => type switch
    {
        EthernetFrame.Ipv4 => LinkPayload.Ipv4,
        EthernetFrame.Ipv6 => LinkPayload.Ipv6,
        EthernetFrame.Arp => LinkPayload.Arp,
        EthernetFrame.Lldp => LinkPayload.Lldp,
        _ => LinkPayload.Other,
    };

    private static ushort? Tagged(ushort tag) => (ushort)(tag & 0x0fff) is > 0 and { } vlan ? vlan : null;

    /// <summary>The source in a cooked header, where it is one of Ethernet.</summary>
    private static ReadOnlySpan<byte> Hardware(ReadOnlySpan<byte> field, int length) =>
        length == EthernetFrame.AddressLength ? field[..EthernetFrame.AddressLength] : [];

    private static HardwareAddress? Address(ReadOnlySpan<byte> bytes) =>
        bytes.IsEmpty ? null : HardwareAddress.From(HardwareAddress.Ethernet, bytes);
}
