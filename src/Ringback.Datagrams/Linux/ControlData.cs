namespace Ringback.Datagrams.Linux;

/// <summary>
/// The side notes of a datagram (<c>struct cmsghdr</c>): which address of ours it came to or leaves from, and into
/// which pieces the kernel is to cut it.
/// </summary>
/// <remarks>
/// <code>
///   | length (8, of head and data) | level (4) | type (4) | data, padded to 8 |
///   IP_PKTINFO     | interface (4) | our address (4) | destination (4) |
///   IPV6_PKTINFO   | destination (16) | interface (4) |
///   UDP_SEGMENT    | bytes of a segment (2) |
/// </code>
/// </remarks>
internal static unsafe class ControlData
{
    private const int HeadLength = 16;
    private const int Ip6AddressLength = 16;

    /// <summary>The address of ours that a datagram came to; none when it was sent to many.</summary>
    internal static PeerAddress LocalAddress(byte* control, long length)
    {
        while (length >= HeadLength)
        {
            long whole = *(long*)control;
            if (whole < HeadLength || whole > length) return default;
            int level = *(int*)(control + 8), type = *(int*)(control + 12);
            byte* data = control + HeadLength;
            if (level == Libc.LevelIp && type == Libc.IpPacketInformation && whole >= HeadLength + 12)
            {
                // The kernel tells where the datagram was sent, and which of our addresses is right for an answer.
                // Where the two differ, it was a broadcast or a multicast.
                uint ours = *(uint*)(data + 4), destination = *(uint*)(data + 8);
                return ours == destination
                    ? PeerAddress.V4(System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(ours))
                    : default;
            }

            if (level == Libc.LevelIp6 && type == Libc.Ip6PacketInformation && whole >= HeadLength + 20)
                return Local6(data);
            long padded = (whole + 7) & ~7L;
            control += padded;
            length -= padded;
        }

        return default;
    }

    /// <summary>Writes which address a datagram leaves from; returns the bytes.</summary>
    internal static int WriteSource(byte* control, in PeerAddress source)
    {
        byte* data = control + HeadLength;
        if (!source.IsV6)
        {
            WriteHead(control, HeadLength + 12, Libc.LevelIp, Libc.IpPacketInformation);
            *(uint*)data = 0;
            *(uint*)(data + 4) = System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(source.V4Number);
            *(uint*)(data + 8) = 0;
            return 32;
        }

        WriteHead(control, HeadLength + 20, Libc.LevelIp6, Libc.Ip6PacketInformation);
        source.WriteAddress6(new Span<byte>(data, Ip6AddressLength));
        *(uint*)(data + Ip6AddressLength) = source.Scope;
        return 40;
    }

    /// <summary>Writes into which pieces a datagram is cut; returns the bytes.</summary>
    internal static int WriteSegment(byte* control, int segment)
    {
        WriteHead(control, HeadLength + 2, Libc.LevelUdp, Libc.UdpSegment);
        *(ushort*)(control + HeadLength) = (ushort)segment;
        return 24;
    }

    private static void WriteHead(byte* control, long length, int level, int type)
    {
        *(long*)control = length;
        *(int*)(control + 8) = level;
        *(int*)(control + 12) = type;
    }

    private static PeerAddress Local6(byte* data)
    {
        const byte Multicast = 0xFF;
        if (data[0] == Multicast) return default;
        bool linkLocal = data[0] == 0xFE && (data[1] & 0xC0) == 0x80;
        uint scope = linkLocal ? *(uint*)(data + Ip6AddressLength) : 0;
        System.Net.IPAddress address = new(new ReadOnlySpan<byte>(data, Ip6AddressLength), scope);
        return PeerAddress.From(address);
    }
}
