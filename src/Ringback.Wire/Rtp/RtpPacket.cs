using System.Buffers.Binary;

namespace Ringback.Wire.Rtp;

/// <summary>
/// One packet of voice. RFC 3550 section 5.1; numbers big-endian.
/// <code>
///   0                   1                   2                   3
///   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
///  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
///  |V=2|P|X|  CC   |M|     PT      |       sequence number         |
///  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
///  |                           timestamp                           |
///  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
///  |           synchronization source (SSRC) identifier            |
///  +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+
///  |            contributing source (CSRC) identifiers             |
/// </code>
/// </summary>
public readonly ref struct RtpPacket
{
    /// <summary>Bytes before the payload of a packet without contributing sources.</summary>
    public const int HeaderLength = 12;

    private RtpPacket(byte payloadType, bool marker, ushort sequence, uint timestamp, uint source,
        ReadOnlySpan<byte> payload)
    {
        PayloadType = payloadType;
        Marker = marker;
        Sequence = sequence;
        Timestamp = timestamp;
        Source = source;
        Payload = payload;
    }

    /// <summary>What is in it: 0 is G.711 µ-law, 8 is G.711 A-law (RFC 3551).</summary>
    public byte PayloadType { get; }

    /// <summary>True on the first packet after a silence.</summary>
    public bool Marker { get; }

    /// <summary>One more with each packet.</summary>
    public ushort Sequence { get; }

    /// <summary>When it was sampled; 8000 to a second for G.711.</summary>
    public uint Timestamp { get; }

    /// <summary>Who speaks.</summary>
    public uint Source { get; }

    /// <summary>The samples.</summary>
    public ReadOnlySpan<byte> Payload { get; }

    /// <summary>Reads a datagram; false when it is no packet of RTP.</summary>
    public static bool TryRead(ReadOnlySpan<byte> datagram, out RtpPacket packet)
    {
        packet = default;
        if (datagram.Length < HeaderLength || datagram[0] >> 6 != 2) return false;
        int at = HeaderLength + (datagram[0] & 0x0F) * 4;
        if ((datagram[0] & 0x10) != 0)
        {
            // The extension: two bytes of its own, the count of its words, and these.
            if (datagram.Length < at + 4) return false;
            at += 4 + BinaryPrimitives.ReadUInt16BigEndian(datagram[(at + 2)..]) * 4;
        }

        int end = datagram.Length;
        if ((datagram[0] & 0x20) != 0) end -= datagram[^1];
        if (at > end) return false;
        packet = new RtpPacket((byte)(datagram[1] & 0x7F), (datagram[1] & 0x80) != 0,
            BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]), BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]),
            BinaryPrimitives.ReadUInt32BigEndian(datagram[8..]), datagram[at..end]);
        return true;
    }

    /// <summary>Writes a packet without contributing sources.</summary>
    public static byte[] Write(
        byte payloadType, bool marker, ushort sequence, uint timestamp, uint source, ReadOnlySpan<byte> payload)
    {
        byte[] packet = new byte[HeaderLength + payload.Length];
        packet[0] = 0x80;
        packet[1] = (byte)((payloadType & 0x7F) | (marker ? 0x80 : 0));
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), sequence);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(8), source);
        payload.CopyTo(packet.AsSpan(HeaderLength));
        return packet;
    }
}
