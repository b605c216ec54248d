using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Ringback.Datagrams.Kernel;

namespace Ringback.Datagrams;

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
internal static class ControlData
{
    private const int HeadLength = 16;
    private const int Ip6AddressLength = 16;

    /// <summary>The address of ours that a datagram came to; none when it was sent to many.</summary>
    internal static PeerAddress LocalAddress(ReadOnlySpan<byte> notes)
    {
        while (notes.Length >= HeadLength)
        {
            long whole = BitConverter.ToInt64(notes);
            if (whole < HeadLength || whole > notes.Length) return default;
            int level = BitConverter.ToInt32(notes[8..]), type = BitConverter.ToInt32(notes[12..]);
            ReadOnlySpan<byte> data = notes[HeadLength..(int)whole];
            if (level == Libc.LevelIp && type == Libc.IpPacketInformation && data.Length >= 12)
            {
                // The kernel tells where the datagram was sent, and which of our addresses is right for an answer.
                // Where the two differ, it was a broadcast or a multicast.
                uint ours = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
                return ours == BinaryPrimitives.ReadUInt32BigEndian(data[8..]) ? PeerAddress.V4(ours) : default;
            }

            if (level == Libc.LevelIp6 && type == Libc.Ip6PacketInformation && data.Length >= 20) return Local6(data);
            notes = notes[(int)Math.Min((whole + 7) & ~7L, notes.Length)..];
        }

        return default;
    }

    /// <summary>Writes which address a datagram leaves from; returns the bytes.</summary>
    internal static int WriteSource(Span<byte> notes, in PeerAddress source)
    {
        Span<byte> data = notes[HeadLength..];
        if (!source.IsV6)
        {
            WriteHead(notes, HeadLength + 12, Libc.LevelIp, Libc.IpPacketInformation);
            data[..12].Clear();
            BinaryPrimitives.WriteUInt32BigEndian(data[4..], source.V4Number);
            return 32;
        }

        WriteHead(notes, HeadLength + 20, Libc.LevelIp6, Libc.Ip6PacketInformation);
        source.WriteAddress6(data[..Ip6AddressLength]);
        Write(data[Ip6AddressLength..], source.Scope);
        return 40;
    }

    /// <summary>Writes into which pieces a datagram is cut; returns the bytes.</summary>
    internal static int WriteSegment(Span<byte> notes, int segment)
    {
        WriteHead(notes, HeadLength + 2, Libc.LevelUdp, Libc.UdpSegment);
        Write(notes[HeadLength..], (ushort)segment);
        return 24;
    }

    private static void WriteHead(Span<byte> notes, long length, int level, int type)
    {
        Write(notes, length);
        Write(notes[8..], level);
        Write(notes[12..], type);
    }

    // In this machine's byte order, as the kernel reads it.
    private static void Write<T>(Span<byte> at, T value)
        where T : unmanaged => MemoryMarshal.Write(at, value);

    private static PeerAddress Local6(ReadOnlySpan<byte> data)
    {
        const byte Multicast = 0xFF;
        if (data[0] == Multicast) return default;
        bool linkLocal = data[0] == 0xFE && (data[1] & 0xC0) == 0x80;
        uint scope = linkLocal ? BitConverter.ToUInt32(data[Ip6AddressLength..]) : 0;
        return PeerAddress.From(new System.Net.IPAddress(data[..Ip6AddressLength], scope));
    }
}
