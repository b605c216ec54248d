using System.Buffers.Binary;
using Ringback.Wire.Dhcp;

namespace Ringback.Wire.Ethernet;

/// <summary>Why bytes are not a UDP datagram over IPv4.</summary>
public enum UdpMalformation
{
    /// <summary>They are one.</summary>
    None,

    /// <summary>Shorter than its headers, or than they say.</summary>
    TooShort,

    /// <summary>Another version of IP.</summary>
    NotIpv4,

    /// <summary>The length of the IP header is less than 20.</summary>
    BadHeaderLength,

    /// <summary>The IP header does not agree with its checksum.</summary>
    BadHeaderChecksum,

    /// <summary>One piece of a datagram.</summary>
    Fragment,

    /// <summary>It carries something else than UDP.</summary>
    NotUdp,

    /// <summary>The length of UDP does not fit into IP.</summary>
    BadUdpLength,

    /// <summary>The datagram does not agree with its checksum.</summary>
    BadUdpChecksum,
}

/// <summary>A view of a UDP datagram over IPv4: RFC 791 §3.1 and RFC 768.</summary>
/// <remarks>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-------+-------+---------------+-------------------------------+
/// |version|  IHL  |type of service|         total length          |
/// +-------+-------+---------------+-----+-------------------------+
/// |        identification         |flags|     fragment offset     |
/// +---------------+---------------+-----+-------------------------+
/// | time to live  |   protocol    |        header checksum        |
/// +---------------+---------------+-------------------------------+
/// |                        source address                         |
/// |                      destination address                      |
/// |                       options, if IHL > 5                     |
/// +-------------------------------+-------------------------------+
/// |          source port          |       destination port        |
/// |            length             |           checksum            |
/// +-------------------------------+-------------------------------+
/// </code>
/// </remarks>
public readonly ref struct UdpDatagram
{
    /// <summary>Bytes of both headers as they are written here.</summary>
    public const int HeadersLength = IpLength + UdpLength;

    private const int IpLength = 20;
    private const int UdpLength = 8;
    private const byte Udp = 17;
    private const byte TimeToLive = 64;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly int _udpAt;

    private UdpDatagram(ReadOnlySpan<byte> bytes, int udpAt)
    {
        _bytes = bytes;
        _udpAt = udpAt;
    }

    /// <summary>Who sent it.</summary>
    public Ipv4Address Source => Ipv4Address.Read(_bytes[12..]);

    /// <summary>Whom it is for.</summary>
    public Ipv4Address Destination => Ipv4Address.Read(_bytes[16..]);

    /// <summary>From which port.</summary>
    public ushort SourcePort => BinaryPrimitives.ReadUInt16BigEndian(_bytes[_udpAt..]);

    /// <summary>To which port.</summary>
    public ushort DestinationPort => BinaryPrimitives.ReadUInt16BigEndian(_bytes[(_udpAt + 2)..]);

    /// <summary>What it carries.</summary>
    public ReadOnlySpan<byte> Payload => _bytes[(_udpAt + UdpLength)..];

    /// <summary>Reads a datagram. It is a view: the bytes must stay.</summary>
    /// <param name="bytes">From the IP header on; padding of the frame may stand behind.</param>
    /// <param name="datagram">The datagram, when true is returned.</param>
    /// <param name="why">Why there is none, when false is returned.</param>
    /// <param name="trustsUdpChecksum">
    /// True leaves the UDP checksum unread: what another process of the same machine sends over a virtual cable has
    /// none yet, because the card was to compute it.
    /// </param>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out UdpDatagram datagram, out UdpMalformation why,
        bool trustsUdpChecksum = false)
    {
        datagram = default;
        why = Check(bytes, trustsUdpChecksum, out int udpAt, out int length);
        if (why != UdpMalformation.None) return false;
        datagram = new UdpDatagram(bytes[..length], udpAt);
        return true;
    }

    /// <summary>Writes a datagram with its headers and both checksums.</summary>
    /// <param name="buffer">At least <see cref="HeadersLength"/> bytes more than the payload.</param>
    /// <param name="source">Who sends it, with the port.</param>
    /// <param name="destination">Whom it is for, with the port.</param>
    /// <param name="payload">What it carries.</param>
    /// <returns>The length of all.</returns>
    public static int Write(Span<byte> buffer, (Ipv4Address Address, ushort Port) source,
        (Ipv4Address Address, ushort Port) destination, ReadOnlySpan<byte> payload)
    {
        int length = HeadersLength + payload.Length;
        buffer = buffer[..length];
        payload.CopyTo(buffer[HeadersLength..]);
        buffer[..HeadersLength].Clear();
        buffer[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(buffer[2..], (ushort)length);
        buffer[8] = TimeToLive;
        buffer[9] = Udp;
        source.Address.Write(buffer[12..]);
        destination.Address.Write(buffer[16..]);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[10..], Fold(Sum(buffer[..IpLength])));

        Span<byte> udp = buffer[IpLength..];
        BinaryPrimitives.WriteUInt16BigEndian(udp, source.Port);
        BinaryPrimitives.WriteUInt16BigEndian(udp[2..], destination.Port);
        BinaryPrimitives.WriteUInt16BigEndian(udp[4..], (ushort)udp.Length);
        ushort checksum = Fold(SumOfUdp(buffer, udp));
        // Zero says "no checksum"; in ones' complement 0xffff is the same number.
        BinaryPrimitives.WriteUInt16BigEndian(udp[6..], checksum == 0 ? (ushort)0xffff : checksum);
        return length;
    }

    private static UdpMalformation Check(
        ReadOnlySpan<byte> bytes, bool trustsUdpChecksum, out int udpAt, out int length)
    {
        udpAt = length = 0;
        if (bytes.Length < HeadersLength) return UdpMalformation.TooShort;
        if (bytes[0] >> 4 != 4) return UdpMalformation.NotIpv4;
        udpAt = 4 * (bytes[0] & 0xf);
        length = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        if (udpAt < IpLength) return UdpMalformation.BadHeaderLength;
        if (length > bytes.Length || length < udpAt + UdpLength) return UdpMalformation.TooShort;
        if (Fold(Sum(bytes[..udpAt])) != 0) return UdpMalformation.BadHeaderChecksum;
        if (bytes[9] != Udp) return UdpMalformation.NotUdp;
        // More pieces to come, or not the first one.
        if ((BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]) & 0x3fff) != 0) return UdpMalformation.Fragment;

        ReadOnlySpan<byte> udp = bytes[udpAt..length];
        int udpLength = BinaryPrimitives.ReadUInt16BigEndian(udp[4..]);
        if (udpLength < UdpLength || udpLength > udp.Length) return UdpMalformation.BadUdpLength;
        udp = udp[..udpLength];
        length = udpAt + udpLength;
        bool hasChecksum = !trustsUdpChecksum && BinaryPrimitives.ReadUInt16BigEndian(udp[6..]) != 0;
        return hasChecksum && Fold(SumOfUdp(bytes, udp)) != 0 ? UdpMalformation.BadUdpChecksum : UdpMalformation.None;
    }

    /// <summary>RFC 768: addresses, protocol and length count as if they stood before the datagram.</summary>
    private static ulong SumOfUdp(ReadOnlySpan<byte> ip, ReadOnlySpan<byte> udp) =>
        Sum(ip.Slice(12, 2 * Ipv4Address.Length)) + Udp + (ulong)udp.Length + Sum(udp);

    /// <summary>RFC 1071: the sum of 16-bit words, an odd byte at the end with a zero behind it.</summary>
    private static ulong Sum(ReadOnlySpan<byte> bytes)
    {
        ulong sum = 0;
        for (; bytes.Length > 1; bytes = bytes[2..]) sum += BinaryPrimitives.ReadUInt16BigEndian(bytes);
        return bytes.Length == 1 ? sum + ((ulong)bytes[0] << 8) : sum;
    }

    private static ushort Fold(ulong sum)
    {
        while (sum >> 16 != 0) sum = (sum & 0xffff) + (sum >> 16);
        return (ushort)~sum;
    }
}
