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
    private readonly Dictionary<IPEndPoint, Session> _sessions = [];
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
        while (await ReceiveAsync(_door, buffer, _closed.Token) is { } received)
        {
            if (NameIn(buffer.AsSpan(0, received.Length)) is not { } name) continue;
            // A repeat is no new question; but what comes after an answer is, of a phone that was given the port again.
            if (_sessions.TryGetValue(received.From, out Session? before) && !before.IsAnswered) continue;
            if (before is not null) await before.Stop.CancelAsync();
            Session session = new(name, received.From,
                CancellationTokenSource.CreateLinkedTokenSource(_closed.Token));
            _sessions[received.From] = session;
            _asked.Enqueue(name);
            _work.Add(ServeAsync(session));
        }
    }

    private static string? NameIn(ReadOnlySpan<byte> datagram) =>
        TftpPacket.TryRead(datagram, out TftpPacket packet, out _)
            && packet.TryReadRequest(out TftpRequest request, out _) && request.Options.Count == 0
            ? request.FileName
            : null;

    private byte[]? Find(string name) => Files.FirstOrDefault(f => f.Key.Equals(name,
        IgnoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal)).Value;

    private async Task ServeAsync(Session session)
    {
        using Socket socket = Open();
        byte[] packet = new byte[TftpWriter.SmallPacketLength];
        if (Find(session.Name) is not { } content)
        {
            int length = TftpWriter.WriteError(packet, TftpErrorCode.FileNotFound, "not here");
            await socket.SendToAsync(packet.AsMemory(0, length), session.Phone);
            session.IsAnswered = true;
            return;
        }

        int blocks = (content.Length / BlockLength) + 1;
        for (int block = 1; block <= blocks; block++)
        {
            Sending?.Invoke(session.Name, block);
            int from = (block - 1) * BlockLength;
            int data = Math.Min(BlockLength, content.Length - from);
            int head = TftpWriter.WriteDataHeader(packet, (ushort)block);
            content.AsSpan(from, data).CopyTo(packet.AsSpan(head));
            if (!await SendUntilAcknowledgedAsync(session, socket, packet.AsMemory(0, head + data), block)) return;
        }
    }

    private static async Task<bool> SendUntilAcknowledgedAsync(
        Session session, Socket socket, ReadOnlyMemory<byte> packet, int block)
    {
        byte[] buffer = new byte[64];
        await socket.SendToAsync(packet, session.Phone);
        while (await ReceiveAsync(socket, buffer, session.Stop.Token) is { } received)
        {
            if (buffer is not [0, 4, ..] || received.Length != 4) continue;
            session.IsAnswered = true;
            int acknowledged = (buffer[2] << 8) + buffer[3];
            if (acknowledged == block) return true;
            if (acknowledged == block - 1) await socket.SendToAsync(packet, session.Phone);
        }

        return false;
    }

    private static async Task<(int Length, IPEndPoint From)?> ReceiveAsync(
        Socket socket, byte[] buffer, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                SocketReceiveFromResult received =
                    await socket.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0), stop);
                return (received.ReceivedBytes, (IPEndPoint)received.RemoteEndPoint);
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
            {
                // Windows reports that a phone's port is closed: it has been unplugged.
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>One transfer.</summary>
    private sealed class Session(string name, IPEndPoint phone, CancellationTokenSource stop)
    {
        private volatile bool _isAnswered;

        internal string Name { get; } = name;

        internal IPEndPoint Phone { get; } = phone;

        internal CancellationTokenSource Stop { get; } = stop;

        /// <summary>True when the phone has acknowledged something, or was told that there is no such file.</summary>
        internal bool IsAnswered { get => _isAnswered; set => _isAnswered = value; }
    }
}
