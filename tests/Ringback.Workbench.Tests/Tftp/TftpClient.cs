using System.Net;
using System.Net.Sockets;
using Ringback.Wire.Tftp;

namespace Ringback.Workbench.Tests.Tftp;

/// <summary>A datagram that came back.</summary>
internal sealed record TftpReply(byte[] Bytes, IPEndPoint From)
{
    internal TftpOpcode Opcode => (TftpOpcode)((Bytes[0] << 8) | Bytes[1]);

    /// <summary>The block number, or the code of an error.</summary>
    internal int Number => (Bytes[2] << 8) | Bytes[3];

    internal byte[] Payload => Bytes[4..];

    internal string Text => System.Text.Encoding.ASCII.GetString(Bytes);
}

/// <summary>A raw socket that says what the test tells it to say.</summary>
internal sealed class TftpClient(IPEndPoint server, IPAddress? from = null) : IDisposable
{
    private readonly Socket _socket = Open(from ?? IPAddress.Loopback);

    internal bool HasHeard => _socket.Available > 0;

    public void Dispose() => _socket.Dispose();

    internal void Ask(string name, params IReadOnlyList<TftpOption> options) =>
        Ask(new TftpRequest(false, name, TftpMode.Octet, options));

    internal void Ask(TftpRequest request)
    {
        byte[] buffer = new byte[TftpWriter.SmallPacketLength];
        int length = TftpWriter.WriteRequest(buffer, request);
        Send(buffer[..length]);
    }

    internal void Send(params byte[] datagram) => _socket.SendTo(datagram, server);

    internal void Acknowledge(int block, IPEndPoint to) =>
        _socket.SendTo([0, 4, (byte)(block >> 8), (byte)block], to);

    internal void Write(int block, byte[] payload, IPEndPoint to) =>
        _socket.SendTo([0, 3, (byte)(block >> 8), (byte)block, .. payload], to);

    internal void Fail(string message, IPEndPoint to) =>
        _socket.SendTo([0, 5, 0, 3, .. System.Text.Encoding.ASCII.GetBytes(message), 0], to);

    internal async Task<TftpReply> ReceiveAsync()
    {
        byte[] buffer = new byte[65536];
        SocketReceiveFromResult result = await _socket.ReceiveFromAsync(
            buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), Deadline.Token);
        return new TftpReply(buffer[..result.ReceivedBytes], (IPEndPoint)result.RemoteEndPoint);
    }

    /// <summary>Reads on to the end, after the request was sent and, with options, the OACK acknowledged.</summary>
    internal async Task<byte[]> ReadAsync(int blockSize = 512, int window = 1)
    {
        List<byte> content = [];
        for (int next = 1; ; next++)
        {
            TftpReply data = await ReceiveAsync();
            Assert.Equal((TftpOpcode.Data, next & 0xFFFF), (data.Opcode, data.Number));
            content.AddRange(data.Payload);
            bool last = data.Payload.Length < blockSize;
            if (last || next % window == 0) Acknowledge(next, data.From);
            if (last) return [.. content];
        }
    }

    private static Socket Open(IPAddress address)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(address, 0));
        return socket;
    }
}
