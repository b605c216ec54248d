using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Ringback.Phones.Events;
using Ringback.Workbench.Bench;

namespace Ringback.Workbench.Registrars;

/// <summary>What a datagram of SIP or MGCP leads to.</summary>
/// <param name="Reply">What to send; empty for nothing.</param>
/// <param name="To">Where to send it.</param>
/// <param name="Event">What happened to a phone; null for nothing.</param>
internal readonly record struct DatagramOutcome(ReadOnlyMemory<byte> Reply, IPEndPoint? To, PhoneEvent? Event);

/// <summary>Understands one datagram. Pure.</summary>
internal delegate DatagramOutcome DatagramTaker(ReadOnlySpan<byte> datagram, IPEndPoint from, DateTimeOffset now);

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
                SocketReceiveFromResult received = await _socket
                    .ReceiveFromAsync(buffer, SocketFlags.None, any, stop).ConfigureAwait(false);
                IPEndPoint from = (IPEndPoint)received.RemoteEndPoint;
                DatagramOutcome outcome = _take(buffer.AsSpan(0, received.ReceivedBytes), from, _time.GetUtcNow());
                if (outcome.Event is { } e) desk.Record(e);
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
