using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Clients;

/// <summary>
/// RFC 1350 in a few lines, written apart from the product's own code: asks for names with whatever bytes in them,
/// as old phones do and no client on a command line can.
/// </summary>
internal static class BareTftpClient
{
    internal static async Task<Fetched> FetchAsync(int port, string name)
    {
        using CancellationTokenSource bound = Patience.Begin();
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        byte[] request = [0, 1, .. Encoding.Latin1.GetBytes(name), 0, .. "octet"u8, 0];
        await socket.SendToAsync(request, SocketFlags.None, new IPEndPoint(IPAddress.Loopback, port), bound.Token);

        using MemoryStream content = new();
        byte[] packet = new byte[600];
        for (ushort expected = 1; ;)
        {
            SocketReceiveFromResult got = await socket.ReceiveFromAsync(packet, SocketFlags.None,
                new IPEndPoint(IPAddress.Loopback, 0), bound.Token);
            ushort opcode = BinaryPrimitives.ReadUInt16BigEndian(packet);
            ushort number = BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(2));
            string said = Encoding.Latin1.GetString(packet, 4, got.ReceivedBytes - 4);
            if (opcode == 5) return new Fetched(null, number, said);
            Assert.Equal(3, opcode);
            await socket.SendToAsync(new byte[] { 0, 4, packet[2], packet[3] }, SocketFlags.None, got.RemoteEndPoint,
                bound.Token);
            if (number != expected) continue;
            expected++;
            content.Write(packet, 4, got.ReceivedBytes - 4);
            if (got.ReceivedBytes < 516) return new Fetched(content.ToArray(), null, "");
        }
    }
}
