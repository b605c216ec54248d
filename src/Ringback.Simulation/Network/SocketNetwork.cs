using System.Net;
using System.Net.Sockets;

namespace Ringback.Simulation.Network;

/// <summary>Real sockets, with the losses that the dice throw on top of those of the real network.</summary>
/// <param name="dice">The dice.</param>
/// <param name="time">The clock.</param>
/// <param name="open">
/// Opens a socket where the phone is: in a network namespace, on whatever thread is there; null for here.
/// </param>
public sealed class SocketNetwork(NetworkDice dice, TimeProvider time, Func<Func<Socket>, Socket>? open = null)
    : IPhoneNetwork
{
    /// <summary>No TFTP block, no answer of a registrar is longer.</summary>
    private const int LongestDatagram = 4096;

    /// <inheritdoc/>
    public IDatagramPort OpenPort(IPAddress? own, IPEndPoint towards)
    {
        Socket socket = Open(() => new Socket(towards.AddressFamily, SocketType.Dgram, ProtocolType.Udp));
        IPAddress any = towards.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any;
        socket.Bind(new IPEndPoint(own ?? (IPAddress.IsLoopback(towards.Address) ? towards.Address : any), 0));
        return new Port(socket, towards, dice, time);
    }

    /// <inheritdoc/>
    public async Task<IByteStream?> ConnectAsync(IPAddress? own, IPEndPoint to, CancellationToken cancel)
    {
        Socket socket = Open(() => new Socket(to.AddressFamily, SocketType.Stream, ProtocolType.Tcp));
        try
        {
            if (own is not null) socket.Bind(new IPEndPoint(own, 0));
            await socket.ConnectAsync(to, cancel).ConfigureAwait(false);
            return new Stream(socket, time);
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
        catch (OperationCanceledException)
        {
            socket.Dispose();
            throw;
        }
    }

    private Socket Open(Func<Socket> make) => open is null ? make() : open(make);

    private sealed class Port(Socket socket, IPEndPoint towards, NetworkDice dice, TimeProvider time) : IDatagramPort
    {
        private readonly byte[] _buffer = new byte[LongestDatagram];

        public IPEndPoint Local => (IPEndPoint)socket.LocalEndPoint!;

        public void Dispose() => socket.Dispose();

        public async Task SendAsync(ReadOnlyMemory<byte> datagram, IPEndPoint to, CancellationToken cancel)
        {
            if (dice.IsLost()) return;
            try
            {
                await socket.SendToAsync(datagram, SocketFlags.None, to, cancel).ConfigureAwait(false);
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.HostUnreachable
                or SocketError.NetworkUnreachable or SocketError.ConnectionRefused)
            {
                // Nobody there, says this machine; a phone only hears silence.
            }
        }

        public async Task<ReceivedDatagram?> ReceiveAsync(TimeSpan atMost, CancellationToken cancel)
        {
            if (atMost <= TimeSpan.Zero) return null;
            using CancellationTokenSource timeout = new(atMost, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
            while (true)
            {
                try
                {
                    SocketReceiveFromResult received = await socket
                        .ReceiveFromAsync(_buffer, SocketFlags.None, towards, either.Token).ConfigureAwait(false);
                    if (dice.IsLost()) continue;
                    return new ReceivedDatagram(
                        _buffer.AsMemory(0, received.ReceivedBytes), (IPEndPoint)received.RemoteEndPoint);
                }
                catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
                {
                    return null;
                }
                catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionReset
                    or SocketError.HostUnreachable or SocketError.ConnectionRefused)
                {
                    // Windows reports that the server's port is closed; to a phone that is silence.
                }
            }
        }
    }

    private sealed class Stream(Socket socket, TimeProvider time) : IByteStream
    {
        private readonly byte[] _buffer = new byte[LongestDatagram];

        public IPEndPoint Local => (IPEndPoint)socket.LocalEndPoint!;

        public void Dispose() => socket.Dispose();

        public async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
        {
            try
            {
                await socket.SendAsync(bytes, cancel).ConfigureAwait(false);
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionReset
                or SocketError.ConnectionAborted)
            {
                // The other side has gone, which the next receive shows.
            }
        }

        public async Task<ReadOnlyMemory<byte>> ReceiveAsync(TimeSpan atMost, CancellationToken cancel)
        {
            using CancellationTokenSource timeout = new(atMost, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
            try
            {
                int length = await socket.ReceiveAsync(_buffer, either.Token).ConfigureAwait(false);
                return _buffer.AsMemory(0, length);
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                return default;
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionReset
                or SocketError.ConnectionAborted)
            {
                return default;
            }
        }
    }
}
