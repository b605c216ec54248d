using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Ringback.Wire.Tftp;

namespace Ringback.Simulation.Tests.Handsets;

/// <summary>
/// A TFTP server of the plainest kind. It has no timer: the phone repeats what was lost, and a repeated
/// acknowledgement of the block before brings the block again.
/// </summary>
internal sealed class ScriptedTftp : IAsyncDisposable
{
    private const int BlockLength = 512;

    private readonly Socket _door = Open();
    private readonly CancellationTokenSource _closed = new();
    private readonly ConcurrentQueue<string> _asked = new();
    private readonly ConcurrentDictionary<IPEndPoint, string> _serving = new();
    private readonly List<Task> _work = [];
    private readonly Task _loop;

    internal ScriptedTftp()
    {
        Address = (IPEndPoint)_door.LocalEndPoint!;
        _loop = ListenAsync();
    }

    internal IPEndPoint Address { get; }

    /// <summary>The files by their exact names.</summary>
    internal Dictionary<string, byte[]> Files { get; } = [];

    /// <summary>Whether names in another letter case are served.</summary>
    internal bool IgnoresCase { get; set; }

    /// <summary>Told of each block before it is sent.</summary>
    internal Action<string, int>? Sending { get; set; }

    internal IReadOnlyList<string> Asked => [.. _asked];

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        await _loop;
        await Task.WhenAll(_work);
        _door.Dispose();
        _closed.Dispose();
    }

    private static Socket Open()
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    private async Task ListenAsync()
    {
        byte[] buffer = new byte[1024];
        while (await ReceiveAsync(_door, buffer) is { } received)
        {
            if (NameIn(buffer.AsSpan(0, received.Length)) is not { } name) continue;
            // A repeat from a port that is being served is no new question; a port may be used again later.
            if (!_serving.TryAdd(received.From, name)) continue;
            _asked.Enqueue(name);
            _work.Add(ServeAndForgetAsync(name, received.From));
        }
    }

    private static string? NameIn(ReadOnlySpan<byte> datagram) =>
        TftpPacket.TryRead(datagram, out TftpPacket packet, out _)
            && packet.TryReadRequest(out TftpRequest request, out _) && request.Options.Count == 0
            ? request.FileName
            : null;

    private byte[]? Find(string name) => Files.FirstOrDefault(f => f.Key.Equals(name,
        IgnoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal)).Value;

    private async Task ServeAndForgetAsync(string name, IPEndPoint phone)
    {
        await ServeAsync(name, phone);
        _serving.TryRemove(phone, out _);
    }

    private async Task ServeAsync(string name, IPEndPoint phone)
    {
        using Socket socket = Open();
        byte[] packet = new byte[TftpWriter.SmallPacketLength];
        if (Find(name) is not { } content)
        {
            int length = TftpWriter.WriteError(packet, TftpErrorCode.FileNotFound, "not here");
            await socket.SendToAsync(packet.AsMemory(0, length), phone);
            return;
        }

        int blocks = (content.Length / BlockLength) + 1;
        for (int block = 1; block <= blocks; block++)
        {
            Sending?.Invoke(name, block);
            int from = (block - 1) * BlockLength;
            int data = Math.Min(BlockLength, content.Length - from);
            int head = TftpWriter.WriteDataHeader(packet, (ushort)block);
            content.AsSpan(from, data).CopyTo(packet.AsSpan(head));
            if (!await SendUntilAcknowledgedAsync(socket, phone, packet.AsMemory(0, head + data), block)) return;
        }
    }

    private async Task<bool> SendUntilAcknowledgedAsync(
        Socket socket, IPEndPoint phone, ReadOnlyMemory<byte> packet, int block)
    {
        byte[] buffer = new byte[64];
        await socket.SendToAsync(packet, phone);
        while (await ReceiveAsync(socket, buffer) is { } received)
        {
            if (buffer is not [0, 4, ..] || received.Length != 4) continue;
            int acknowledged = (buffer[2] << 8) + buffer[3];
            if (acknowledged == block) return true;
            if (acknowledged == block - 1) await socket.SendToAsync(packet, phone);
        }

        return false;
    }

    private async Task<(int Length, IPEndPoint From)?> ReceiveAsync(Socket socket, byte[] buffer)
    {
        while (!_closed.IsCancellationRequested)
        {
            try
            {
                SocketReceiveFromResult received =
                    await socket.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0), _closed.Token);
                return (received.ReceivedBytes, (IPEndPoint)received.RemoteEndPoint);
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
            {
                // Windows reports that a phone's port is closed: it has been unplugged.
            }
            catch (OperationCanceledException) when (_closed.IsCancellationRequested)
            {
                return null;
            }
        }

        return null;
    }
}
