using System.Buffers.Binary;
using Ringback.EndToEnd.Tests.Clients;

namespace Ringback.EndToEnd.Tests.Serving;

/// <summary>
/// Datagrams as a capture file of raw IPv4 packets. Capturing on an interface wants rights that a test should not
/// need; the datagrams that passed a relay are the same ones.
/// </summary>
internal static class Capture
{
    private const uint RawIp = 101;
    private const int IpHeader = 20;
    private const int UdpHeader = 8;

    internal static void Write(string path, IEnumerable<Passed> datagrams) => Write(path, datagrams.Select(Packet));

    /// <summary>Writes packets that have their IP header already, of IPv4 or IPv6.</summary>
    internal static void Write(string path, IEnumerable<byte[]> packets)
    {
        using FileStream file = File.Create(path);
        Span<byte> header = stackalloc byte[24];
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0xA1B2C3D4);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header[6..], 4);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], 65535);
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], RawIp);
        file.Write(header);
        uint microseconds = 0;
        Span<byte> record = stackalloc byte[16];
        foreach (byte[] packet in packets)
        {
            record.Clear();
            BinaryPrimitives.WriteUInt32LittleEndian(record[4..], microseconds++);
            BinaryPrimitives.WriteInt32LittleEndian(record[8..], packet.Length);
            BinaryPrimitives.WriteInt32LittleEndian(record[12..], packet.Length);
            file.Write(record);
            file.Write(packet);
        }
    }

    /// <summary>Datagrams that were sent from a port of ours.</summary>
    internal static void WriteUdp(string path, IEnumerable<(int Port, byte[] Bytes)> datagrams) =>
        Write(path, datagrams.Select(d => Packet(new Passed(d.Port, d.Port, d.Bytes))));

    /// <summary>Messages that were sent one behind the other on a connection from a port of ours.</summary>
    internal static void WriteTcp(string path, int port, IEnumerable<byte[]> messages)
    {
        uint sequence = 1;
        List<byte[]> packets = [];
        foreach (byte[] message in messages)
        {
            const int tcpHeader = 20;
            byte[] packet = Packet(new Passed(port, 50_000, [.. new byte[tcpHeader - UdpHeader], .. message]));
            packet[9] = 6;
            Span<byte> tcp = packet.AsSpan(IpHeader);
            BinaryPrimitives.WriteUInt32BigEndian(tcp[4..], sequence);
            BinaryPrimitives.WriteUInt32BigEndian(tcp[8..], 1);
            tcp[12] = (tcpHeader / 4) << 4;
            tcp[13] = 0x18;
            BinaryPrimitives.WriteUInt16BigEndian(tcp[14..], 0xFFFF);
            sequence += (uint)message.Length;
            packets.Add(packet);
        }

        Write(path, packets);
    }

    /// <summary>Loopback to loopback. No checksums: UDP allows that, and tshark does not check IP's.</summary>
    private static byte[] Packet(Passed datagram)
    {
        byte[] packet = new byte[IpHeader + UdpHeader + datagram.Payload.Length];
        packet[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
        packet[8] = 64;
        packet[9] = 17;
        ReadOnlySpan<byte> loopback = [127, 0, 0, 1];
        loopback.CopyTo(packet.AsSpan(12));
        loopback.CopyTo(packet.AsSpan(16));
        Span<byte> udp = packet.AsSpan(IpHeader);
        BinaryPrimitives.WriteUInt16BigEndian(udp, (ushort)datagram.From);
        BinaryPrimitives.WriteUInt16BigEndian(udp[2..], (ushort)datagram.To);
        BinaryPrimitives.WriteUInt16BigEndian(udp[4..], (ushort)(UdpHeader + datagram.Payload.Length));
        datagram.Payload.CopyTo(udp[UdpHeader..]);
        return packet;
    }
}
