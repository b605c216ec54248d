using System.Buffers.Binary;
using Ringback.Wire.Dhcp;

namespace Ringback.Wire.Ethernet;

/// <summary>Why bytes are no IPv4 packet.</summary>
public enum Ipv4Malformation
{
    /// <summary>They are one.</summary>
    None,

    /// <summary>Shorter than its header.</summary>
    TooShort,

    /// <summary>Another version of IP.</summary>
    NotIpv4,

    /// <summary>The length of its header is less than 20.</summary>
    BadHeaderLength,

    /// <summary>The length of all is less than that of its header.</summary>
    BadLength,
}

/// <summary>
/// A view of an IPv4 packet as somebody captured it: RFC 791 §3.1, the diagram stands above <see cref="UdpDatagram"/>.
/// </summary>
/// <remarks>
/// Checksums are not looked at: who captures on the machine that sends sees packets before the card sums them up. For
/// the same reason a length of zero is none (the card cuts the packet up), and a packet may be cut by who captured.
/// </remarks>
public readonly ref struct Ipv4Packet
{
    /// <summary>The protocol of TCP.</summary>
    public const byte Tcp = 6;

    /// <summary>The protocol of UDP.</summary>
    public const byte Udp = 17;

    private const int SmallestHeader = 20;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly int _headerLength;

    private Ipv4Packet(ReadOnlySpan<byte> bytes, int headerLength, bool isCut)
    {
        _bytes = bytes;
        _headerLength = headerLength;
        IsCut = isCut;
    }

    /// <summary>Who sent it.</summary>
    public Ipv4Address Source => Ipv4Address.Read(_bytes[12..]);

    /// <summary>Whom it is for.</summary>
    public Ipv4Address Destination => Ipv4Address.Read(_bytes[16..]);

    /// <summary>What it carries: <see cref="Udp"/>, <see cref="Tcp"/>.</summary>
    public byte Protocol => _bytes[9];

    /// <summary>True for one piece of a packet.</summary>
    public bool IsFragment => (Fragmentation & 0x3fff) != 0;

    /// <summary>Where in the whole packet's payload this piece begins; 0 for the first and a whole one.</summary>
    public int FragmentOffset => (Fragmentation & 0x1fff) * 8;

    /// <summary>What it carries, as far as it was captured; without padding.</summary>
    public ReadOnlySpan<byte> Payload => _bytes[_headerLength..];

    /// <summary>True when not all of it was captured.</summary>
    public bool IsCut { get; }

    private ushort Fragmentation => BinaryPrimitives.ReadUInt16BigEndian(_bytes[6..]);

    /// <summary>Reads a packet. It is a view: the bytes must stay.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out Ipv4Packet packet, out Ipv4Malformation why)
    {
        packet = default;
        why = Ipv4Malformation.TooShort;
        if (bytes.Length < SmallestHeader) return false;
        why = Ipv4Malformation.NotIpv4;
        if (bytes[0] >> 4 != 4) return false;
        why = Ipv4Malformation.BadHeaderLength;
        int headerLength = 4 * (bytes[0] & 0xf);
        if (headerLength < SmallestHeader) return false;
        why = Ipv4Malformation.TooShort;
        if (bytes.Length < headerLength) return false;
        int length = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        if (length == 0) length = bytes.Length;
        why = Ipv4Malformation.BadLength;
        if (length < headerLength) return false;
        why = Ipv4Malformation.None;
        packet = new Ipv4Packet(bytes[..Math.Min(length, bytes.Length)], headerLength, length > bytes.Length);
        return true;
    }
}

/// <summary>A view of UDP inside a captured packet, RFC 768.</summary>
public readonly ref struct CapturedUdp
{
    private const int HeaderLength = 8;

    private readonly ReadOnlySpan<byte> _bytes;

    private CapturedUdp(ReadOnlySpan<byte> bytes, int length)
    {
        _bytes = bytes;
        Length = length;
    }

    /// <summary>From which port.</summary>
    public ushort SourcePort => BinaryPrimitives.ReadUInt16BigEndian(_bytes);

    /// <summary>To which port.</summary>
    public ushort DestinationPort => BinaryPrimitives.ReadUInt16BigEndian(_bytes[2..]);

    /// <summary>Bytes that the datagram carries, whether or not they were captured.</summary>
    public int Length { get; }

    /// <summary>
    /// What it carries, as far as it was captured: less than <see cref="Length"/> of a cut one, and of the first of
    /// several fragments.
    /// </summary>
    public ReadOnlySpan<byte> Payload => _bytes[HeaderLength..];

    /// <summary>Reads the head of UDP; false for another protocol, later fragments, and what does not fit.</summary>
    public static bool TryRead(in Ipv4Packet packet, out CapturedUdp udp)
    {
        udp = default;
        ReadOnlySpan<byte> bytes = packet.Payload;
        if (packet.Protocol != Ipv4Packet.Udp || packet.FragmentOffset != 0) return false;
        if (bytes.Length < HeaderLength) return false;
        int length = BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]);
        if (length == 0) length = bytes.Length;
        if (length < HeaderLength || (length > bytes.Length && !packet.IsCut && !packet.IsFragment)) return false;
        udp = new CapturedUdp(bytes[..Math.Min(length, bytes.Length)], length - HeaderLength);
        return true;
    }
}

/// <summary>What a TCP segment says beside its bytes.</summary>
[Flags]
public enum TcpFlags : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>No more bytes come.</summary>
    Finish = 1,

    /// <summary>A connection begins.</summary>
    Synchronize = 2,

    /// <summary>The connection is refused or broken.</summary>
    Reset = 4,

    /// <summary>It confirms what came.</summary>
    Acknowledge = 16,
}

/// <summary>A view of a TCP segment inside a captured packet, RFC 9293 §3.1.</summary>
/// <remarks>
/// <code>
/// | source port (2) | destination port (2) | sequence number (4) | acknowledgement (4) |
/// | words of header (4 bits) | flags | window (2) | checksum (2) | urgent (2) | options | bytes |
/// </code>
/// </remarks>
public readonly ref struct CapturedTcp
{
    private const int SmallestHeader = 20;

    private readonly ReadOnlySpan<byte> _bytes;

    private CapturedTcp(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>From which port.</summary>
    public ushort SourcePort => BinaryPrimitives.ReadUInt16BigEndian(_bytes);

    /// <summary>To which port.</summary>
    public ushort DestinationPort => BinaryPrimitives.ReadUInt16BigEndian(_bytes[2..]);

    /// <summary>The number of its first byte.</summary>
    public uint Sequence => BinaryPrimitives.ReadUInt32BigEndian(_bytes[4..]);

    /// <summary>What it says.</summary>
    public TcpFlags Flags => (TcpFlags)(_bytes[13] & (byte)(TcpFlags.Finish | TcpFlags.Synchronize | TcpFlags.Reset
        | TcpFlags.Acknowledge));

    /// <summary>Its bytes, as far as they were captured.</summary>
    public ReadOnlySpan<byte> Payload => _bytes[(4 * (_bytes[12] >> 4))..];

    /// <summary>Reads a segment; false for another protocol, a fragment, and what is too short.</summary>
    public static bool TryRead(in Ipv4Packet packet, out CapturedTcp tcp)
    {
        tcp = default;
        ReadOnlySpan<byte> bytes = packet.Payload;
        if (packet.Protocol != Ipv4Packet.Tcp || packet.IsFragment || bytes.Length < SmallestHeader) return false;
        int headerLength = 4 * (bytes[12] >> 4);
        if (headerLength < SmallestHeader || headerLength > bytes.Length) return false;
        tcp = new CapturedTcp(bytes);
        return true;
    }
}
