using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Ringback.Workbench.Limits;

namespace Ringback.Workbench.Ports;

/// <summary>
/// One connection with an outbox of its own: whoever has something to say to it says it without waiting, from any
/// thread, and it is sent in that order. Who does not read what he is sent has to go.
/// </summary>
internal sealed class StreamConnection : IDisposable
{
    /// <summary>
    /// Bytes that may wait to be sent: a phone's whole registration takes 4 KB, and no call as much.
    /// </summary>
    internal const int MostWaiting = 256 * 1024;

    private readonly Socket _socket;
    private readonly CancellationTokenSource _leaving;
    private readonly Channel<ReadOnlyMemory<byte>> _outbox =
        Channel.CreateUnbounded<ReadOnlyMemory<byte>>(new UnboundedChannelOptions { SingleReader = true });
    private int _waiting;

    internal StreamConnection(int id, Socket socket, IPEndPoint remote, ConnectionPlaces.Place place,
        CancellationTokenSource leaving)
    {
        Id = id;
        Remote = remote;
        Local = (IPEndPoint)socket.LocalEndPoint!;
        Place = place;
        _socket = socket;
        _leaving = leaving;
    }

    /// <summary>Its number, never used again.</summary>
    internal int Id { get; }

    internal IPEndPoint Remote { get; }

    internal IPEndPoint Local { get; }

    internal ConnectionPlaces.Place Place { get; }

    internal CancellationToken Leaving => _leaving.Token;

    /// <summary>True once it is to be closed.</summary>
    internal bool IsClosing { get; private set; }

    /// <summary>Has bytes sent; they stay the connection's.</summary>
    internal void Post(ReadOnlyMemory<byte> bytes)
    {
        if (Interlocked.Add(ref _waiting, bytes.Length) > MostWaiting) Leave();
        else _outbox.Writer.TryWrite(bytes);
    }

    /// <summary>Closes it when all that was posted is sent.</summary>
    internal void Close()
    {
        IsClosing = true;
        _outbox.Writer.TryComplete();
    }

    /// <summary>Closes it at once.</summary>
    internal void Leave()
    {
        IsClosing = true;
        _outbox.Writer.TryComplete();
        try
        {
            _leaving.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself in the same moment, which is what was wanted.
            IsClosing = true;
        }
    }

    internal ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel) =>
        _socket.ReceiveAsync(buffer, SocketFlags.None, cancel);

    /// <summary>Sends what is posted until it is closed; then nobody is heard any more either.</summary>
    internal async Task SendAsync()
    {
        try
        {
            await foreach (ReadOnlyMemory<byte> bytes in _outbox.Reader.ReadAllAsync(Leaving).ConfigureAwait(false))
            {
                ReadOnlyMemory<byte> rest = bytes;
                while (!rest.IsEmpty)
                    rest = rest[await _socket.SendAsync(rest, SocketFlags.None, Leaving).ConfigureAwait(false)..];
                Interlocked.Add(ref _waiting, -bytes.Length);
            }

            _socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            Leave();
        }
    }

    public void Dispose()
    {
        // First the place: whoever takes it must not call on what is gone.
        Place.Dispose();
        _outbox.Writer.TryComplete();
        _socket.Dispose();
        _leaving.Dispose();
    }
}
