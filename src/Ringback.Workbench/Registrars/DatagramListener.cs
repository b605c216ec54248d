using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Ringback.Phones.Events;
using Ringback.Workbench.Bench;

namespace Ringback.Workbench.Registrars;

/// <summary>What a datagram leads to. The default is nothing at all.</summary>
/// <param name="Reply">What to send; empty for nothing.</param>
/// <param name="To">Where to send it; null for nowhere.</param>
/// <param name="Events">What happened to phones, in that order; null for nothing.</param>
internal readonly record struct DatagramOutcome(
    ReadOnlyMemory<byte> Reply, IPEndPoint? To, IReadOnlyList<PhoneEvent>? Events);

/// <summary>How a datagram came.</summary>
/// <param name="From">Who sent it.</param>
/// <param name="Local">The address of ours that it was sent to, even where a door listens on all of them.</param>
/// <param name="At">When.</param>
internal readonly record struct DatagramArrival(IPEndPoint From, IPAddress Local, DateTimeOffset At);

/// <summary>Understands one datagram. Quick, and throws nothing.</summary>
internal delegate DatagramOutcome DatagramTaker(ReadOnlySpan<byte> datagram, in DatagramArrival arrival);

/// <summary>A UDP port with a pure protocol behind it: receives, reports, replies.</summary>
internal sealed partial class DatagramListener : IAsyncDisposable
{
    private readonly Socket _socket;
    private readonly DatagramTaker _take;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private Task _reading = Task.CompletedTask;

    internal DatagramListener(IPEndPoint endPoint, DatagramTaker take, TimeProvider time, ILogger logger)
    {
        _take = take;
        _time = time;
        _logger = logger;
        _socket = new Socket(endPoint.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            _socket.Bind(endPoint);
        }
        catch (SocketException)
        {
            _socket.Dispose();
            throw;
        }
    }

    internal IPEndPoint EndPoint => (IPEndPoint)_socket.LocalEndPoint!;

    internal void Begin(CaseDesk desk) => _reading = ReadAsync(desk, _stop.Token);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _reading.ConfigureAwait(false);
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task ReadAsync(CaseDesk desk, CancellationToken stop)
    {
        byte[] buffer = new byte[65536];
        bool six = EndPoint.AddressFamily == AddressFamily.InterNetworkV6;
        IPEndPoint any = new(six ? IPAddress.IPv6Any : IPAddress.Any, 0);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                SocketReceiveMessageFromResult received = await _socket
                    .ReceiveMessageFromAsync(buffer, SocketFlags.None, any, stop).ConfigureAwait(false);
                DatagramArrival arrival = new((IPEndPoint)received.RemoteEndPoint,
                    received.PacketInformation.Address ?? EndPoint.Address, _time.GetUtcNow());
                DatagramOutcome outcome = _take(buffer.AsSpan(0, received.ReceivedBytes), arrival);
                foreach (PhoneEvent e in outcome.Events ?? []) desk.Record(e);
                if (outcome.To is { } to && !outcome.Reply.IsEmpty)
                    await _socket.SendToAsync(outcome.Reply, SocketFlags.None, to, stop).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException e)
            {
                // One phone that cannot be reached must not close the port for the others.
                LogFailed(EndPoint, e.SocketErrorCode);
            }
        }
    }

    [LoggerMessage(LogLevel.Debug, "a datagram on {EndPoint} could not be received or answered: {Error}")]
    private partial void LogFailed(IPEndPoint endPoint, SocketError error);
}
