using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Ringback.Workbench.Limits;

namespace Ringback.Workbench.Ports;

/// <summary>What a service over TCP grants.</summary>
internal sealed record StreamLimits
{
    /// <summary>Connections. A phone holds one, and a bench has dozens of phones; a fleet has thousands.</summary>
    internal int Connections { get; init; } = 4096;

    /// <summary>Connections of one address. A site behind address translation has one address.</summary>
    internal int ConnectionsOfOneAddress { get; init; } = 256;

    /// <summary>Connections that one address may begin at once; then one more each <see cref="Refill"/>.</summary>
    internal int Burst { get; init; } = 300;

    /// <summary>The while after which an address may begin one more.</summary>
    internal TimeSpan Refill { get; init; } = TimeSpan.FromMilliseconds(100);
}

/// <summary>A pure protocol behind a TCP port. Safe for several threads: each connection has its own.</summary>
internal interface IStreamService
{
    /// <summary>For the log.</summary>
    string Name { get; }

    /// <summary>Somebody has connected.</summary>
    void Opened(StreamConnection connection);

    /// <summary>How long he may go on without saying anything whole; nothing when that is over.</summary>
    TimeSpan Patience(StreamConnection connection);

    /// <summary>Bytes came. What is to be answered is posted to whom it concerns.</summary>
    void Received(StreamConnection connection, ReadOnlySpan<byte> bytes);

    /// <summary>The connection is gone.</summary>
    void Closed(StreamConnection connection);
}

/// <summary>
/// A TCP port that moves bytes and knows none of them: who may connect, how many, and how long each may be silent.
/// </summary>
internal sealed partial class StreamListener : IAsyncDisposable
{
    private const int Addresses = 4096;

    // A phone says some hundred bytes at a time, and thousands of phones have a buffer each.
    private const int BufferLength = 2048;

    // When no connection can be accepted (the system has no more files), to try at once would burn a core.
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(200);

    private static int s_lastId;

    private readonly Socket _socket;
    private readonly ServedNetworks _networks;
    private readonly ConnectionPlaces _places;
    private readonly RateLimit<IPAddress> _begins;
    private readonly LogThrottle _saidRefused;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private Task _accepting = Task.CompletedTask;
    private long _refused;

    internal StreamListener(
        IPEndPoint endPoint, StreamLimits limits, ServedNetworks networks, TimeProvider time, ILogger logger)
    {
        _networks = networks;
        _places = new ConnectionPlaces(limits.Connections, limits.ConnectionsOfOneAddress);
        _begins = new RateLimit<IPAddress>(limits.Burst, limits.Refill, Addresses, time);
        _saidRefused = new LogThrottle(time);
        _time = time;
        _logger = logger;
        _socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // A restarted workbench must not wait for the connections of the killed one to time out.
            if (!OperatingSystem.IsWindows())
                _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            _socket.Bind(endPoint);
            _socket.Listen(512);
        }
        catch (SocketException)
        {
            _socket.Dispose();
            throw;
        }
    }

    internal IPEndPoint EndPoint => (IPEndPoint)_socket.LocalEndPoint!;

    internal void Begin(IStreamService service) => _accepting = AcceptAsync(service, _stop.Token);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _accepting.ConfigureAwait(false);
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync(IStreamService service, CancellationToken stop)
    {
        List<Task> connections = [];
        while (!stop.IsCancellationRequested)
        {
            try
            {
                Socket phone = await _socket.AcceptAsync(stop).ConfigureAwait(false);
                connections.RemoveAll(c => c.IsCompleted);
                if (Admit(phone, service, stop) is { } connection) connections.Add(TalkAsync(connection, service));
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                LogNotAccepted(service.Name, e.Message);
                await Task.Delay(PauseAfterFailure, _time, stop)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await Task.WhenAll(connections).ConfigureAwait(false);
    }

    /// <summary>Gives a new connection its place, or closes it.</summary>
    private StreamConnection? Admit(Socket phone, IStreamService service, CancellationToken stop)
    {
        // Some hang up before they are let in.
        if (phone.RemoteEndPoint is not IPEndPoint remote)
        {
            phone.Dispose();
            return null;
        }

        var leaving = CancellationTokenSource.CreateLinkedTokenSource(stop);
        StreamConnection? connection = null;
        ConnectionPlaces.Place? place = _networks.Serves(remote.Address) && _begins.TryTake(remote.Address)
            ? _places.Enter(remote.Address, () => connection?.Leave())
            : null;
        if (place is not null)
        {
            // What is said in a call must not wait for more to be said.
            phone.NoDelay = true;
            connection = new StreamConnection(Interlocked.Increment(ref s_lastId), phone, remote, place, leaving);
            return connection;
        }

        if (_saidRefused.IsDue(++_refused)) LogRefused(service.Name, _refused, remote.Address);
        leaving.Dispose();
        phone.Dispose();
        return null;
    }

    private async Task TalkAsync(StreamConnection connection, IStreamService service)
    {
        Task sending = Task.CompletedTask;
        try
        {
            service.Opened(connection);
            sending = connection.SendAsync();
            await ListenAsync(connection, service, _time).ConfigureAwait(false);
            connection.Close();
        }
        catch (OperationCanceledException)
        {
            LogSilent(service.Name, connection.Remote.Address);
        }
        catch (SocketException e)
        {
            LogBroken(service.Name, connection.Remote.Address, e.SocketErrorCode);
        }
        catch (Exception e)
        {
            // A fault of ours with what this phone says; it will connect again, and the others go on.
            LogFailed(e, service.Name, connection.Remote.Address);
        }

        service.Closed(connection);
        if (!connection.IsClosing) connection.Leave();
        await sending.WaitAsync(TimeSpan.FromSeconds(2), _time)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        connection.Leave();
        await sending.ConfigureAwait(false);
        connection.Dispose();
    }

    private static async Task ListenAsync(StreamConnection connection, IStreamService service, TimeProvider time)
    {
        byte[] buffer = new byte[BufferLength];
        while (!connection.IsClosing)
        {
            TimeSpan left = service.Patience(connection);
            using CancellationTokenSource silence = new(left > TimeSpan.Zero ? left : TimeSpan.Zero, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(connection.Leaving, silence.Token);
            int length = await connection.ReceiveAsync(buffer, either.Token).ConfigureAwait(false);
            if (length == 0) return;
            service.Received(connection, buffer.AsSpan(0, length));
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Service}: a connection could not be accepted: {Error}")]
    private partial void LogNotAccepted(string service, string error);

    [LoggerMessage(LogLevel.Information,
        "{Service}: {Count} connections were refused so far, the last one of {Address}: its network is not served, or "
        + "it opens too many")]
    private partial void LogRefused(string service, long count, IPAddress address);

    [LoggerMessage(LogLevel.Error, "{Service}: what {Address} says could not be worked on; its connection is closed")]
    private partial void LogFailed(Exception e, string service, IPAddress address);

    [LoggerMessage(LogLevel.Debug,
        "{Service}: {Address} has been silent, or had to make place; the connection is closed")]
    private partial void LogSilent(string service, IPAddress address);

    [LoggerMessage(LogLevel.Debug, "{Service}: the connection of {Address} broke: {Error}")]
    private partial void LogBroken(string service, IPAddress address, SocketError error);
}
