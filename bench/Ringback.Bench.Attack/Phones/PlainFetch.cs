using System.Net;
using System.Net.Sockets;
using Ringback.Wire.Tftp;

namespace Ringback.Bench.Attack.Phones;

/// <summary>Fetches a file as RFC 1350 says, block by block, and compares it.</summary>
internal static class PlainFetch
{
    private const int BlockSize = 512;
    private const int MostSends = 12;

    private static readonly TimeSpan Repeat = TimeSpan.FromSeconds(1);

    /// <returns>What was wrong; null when the file is right.</returns>
    internal static async Task<string?> RunAsync(
        IPAddress own, IPEndPoint server, string name, byte[] expected, CancellationToken bound)
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(own, 0));
        byte[] buffer = new byte[TftpWriter.SmallPacketLength];
        int length = TftpWriter.WriteRequest(buffer, new TftpRequest(false, name, TftpMode.Octet, []));
        byte[] question = buffer[..length];
        EndPoint peer = server;
        List<byte> got = new(expected.Length);
        while (true)
        {
            (byte[]? block, EndPoint from) = await AskAsync(socket, question, peer, 1 + (got.Count / BlockSize), bound)
                .ConfigureAwait(false);
            if (block is null) return $"silence after {got.Count} bytes";
            if (block is [0, 5, ..]) return $"an ERROR after {got.Count} bytes";
            peer = from;
            got.AddRange(block.AsSpan(TftpWriter.DataHeaderLength));
            question = [0, 4, block[2], block[3]];
            if (block.Length == TftpWriter.DataHeaderLength + BlockSize) continue;
            await socket.SendToAsync(question, peer, bound).ConfigureAwait(false);
            return got.SequenceEqual(expected) ? null : $"{got.Count} bytes that are not those of the file";
        }
    }

    /// <summary>Sends until the wanted block or an ERROR comes; null when neither does.</summary>
    private static async Task<(byte[]? Block, EndPoint From)> AskAsync(
        Socket socket, byte[] question, EndPoint peer, int wanted, CancellationToken bound)
    {
        byte[] buffer = new byte[TftpWriter.DataHeaderLength + BlockSize];
        for (int sends = 0; sends < MostSends; sends++)
        {
            await socket.SendToAsync(question, peer, bound).ConfigureAwait(false);
            using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(bound);
            patience.CancelAfter(Repeat);
            try
            {
                while (true)
                {
                    SocketReceiveFromResult result = await socket
                        .ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0), patience.Token)
                        .ConfigureAwait(false);
                    byte[] packet = buffer[..result.ReceivedBytes];
                    if (Fits(packet, wanted)) return (packet, result.RemoteEndPoint);
                }
            }
            catch (OperationCanceledException) when (!bound.IsCancellationRequested)
            {
                // Nothing came in a second: the question is sent again.
                continue;
            }
        }

        return (null, peer);
    }

    private static bool Fits(byte[] datagram, int wanted) => TftpPacket.TryRead(datagram, out TftpPacket packet, out _)
        && (packet.Opcode == TftpOpcode.Error
            || (packet.Opcode == TftpOpcode.Data && packet.Block == (ushort)wanted));
}
