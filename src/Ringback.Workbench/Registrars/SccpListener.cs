using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Ringback.Observation;
using Ringback.Phones.Events;
using Ringback.Wire.Sccp;
using Ringback.Workbench.Desk;
using Ringback.Workbench.Limits;

namespace Ringback.Workbench.Registrars;

/// <summary>What the SCCP listener grants.</summary>
internal sealed record SccpLimits
{
    /// <summary>Connections. A phone holds one, and a bench has dozens of phones.</summary>
    internal int Connections { get; init; } = 1024;

    /// <summary>Connections of one address. A site behind address translation has one address.</summary>
    internal int ConnectionsOfOneAddress { get; init; } = 256;

    /// <summary>Connections that one address may begin at once; then one more each <see cref="Refill"/>.</summary>
    internal int Burst { get; init; } = 300;

    /// <summary>The while after which an address may begin one more.</summary>
    internal TimeSpan Refill { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long the first whole message may take: a phone sends it as soon as it is connected.</summary>
    internal TimeSpan FirstMessage { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long between two messages: a phone sends one every 30 s, and one that misses three is gone.
    /// </summary>
    internal TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(95);
}

/// <summary>The SCCP call manager's listener: takes registrations and alarms, which carry the running load.</summary>
internal sealed partial class SccpListener : IAsyncDisposable
{
    private const int Addresses = 4096;

    // When no connection can be accepted (the system has no more files), to try at once would burn a core.
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(200);

    private readonly Socket _socket;
    private readonly SccpLimits _limits;
    private readonly ServedNetworks _networks;
    private readonly ConnectionPlaces _places;
    private readonly RateLimit<IPAddress> _begins;
    private readonly LogThrottle _saidRefused;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private Task _accepting = Task.CompletedTask;
    private long _refused;

    internal SccpListener(
        IPEndPoint endPoint, SccpLimits limits, ServedNetworks networks, TimeProvider time, ILogger logger)
    {
        _limits = limits;
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
            _socket.Listen(128);
        }
        catch (SocketException)
        {
            _socket.Dispose();
            throw;
        }
    }

    internal IPEndPoint EndPoint => (IPEndPoint)_socket.LocalEndPoint!;

    internal void Begin(CaseDesk desk) => _accepting = AcceptAsync(desk, _stop.Token);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _accepting.ConfigureAwait(false);
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync(CaseDesk desk, CancellationToken stop)
    {
        List<Task> connections = [];
        while (!stop.IsCancellationRequested)
        {
            try
            {
                Socket phone = await _socket.AcceptAsync(stop).ConfigureAwait(false);
                connections.RemoveAll(c => c.IsCompleted);
                if (Admit(phone, stop) is { } connection) connections.Add(TalkAsync(connection, desk));
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                LogNotAccepted(e.Message);
                await Task.Delay(PauseAfterFailure, _time, stop)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await Task.WhenAll(connections).ConfigureAwait(false);
    }

    /// <summary>Gives a new connection its place, or closes it.</summary>
    private Connection? Admit(Socket phone, CancellationToken stop)
    {
        // Some hang up before they are let in.
        if (phone.RemoteEndPoint is not IPEndPoint { Address: var address })
        {
            phone.Dispose();
            return null;
        }

        var leaving = CancellationTokenSource.CreateLinkedTokenSource(stop);
        ConnectionPlaces.Place? place = _networks.Serves(address) && _begins.TryTake(address)
            ? _places.Enter(address, () => SendAway(leaving))
            : null;
        if (place is not null) return new Connection(phone, address, place, leaving);
        if (_saidRefused.IsDue(++_refused)) LogRefused(_refused, address);
        leaving.Dispose();
        phone.Dispose();
        return null;
    }

    private void SendAway(CancellationTokenSource leaving)
    {
        try
        {
            leaving.Cancel();
        }
        catch (ObjectDisposedException)
        {
            LogLeftItself();
        }
    }

    private async Task TalkAsync(Connection connection, CaseDesk desk)
    {
        SccpRegistrar registrar = new();
        byte[] buffer = new byte[8192];
        long heardAt = _time.GetTimestamp();
        try
        {
            while (true)
            {
                TimeSpan allowed = registrar.Messages == 0 ? _limits.FirstMessage : _limits.Silence;
                TimeSpan left = allowed - _time.GetElapsedTime(heardAt);
                using CancellationTokenSource silence = new(left > TimeSpan.Zero ? left : TimeSpan.Zero, _time);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(
                    connection.Leaving.Token, silence.Token);
                int length = await connection.Socket.ReceiveAsync(buffer, SocketFlags.None, either.Token)
                    .ConfigureAwait(false);
                if (length == 0) return;
                long before = registrar.Messages;
                SccpStep step = registrar.Receive(buffer.AsSpan(0, length), _time.GetLocalNow());
                // Bytes alone keep nobody here.
                if (registrar.Messages > before) heardAt = _time.GetTimestamp();
                if (registrar.Register is not null) connection.Place.Prove();
                foreach (SccpEvidence evidence in step.Evidence)
                    Report(desk, connection.Address, registrar, evidence);
                if (!step.Replies.IsEmpty)
                {
                    await connection.Socket.SendAsync(step.Replies, SocketFlags.None, either.Token)
                        .ConfigureAwait(false);
                }

                if (step.Close == SccpMalformation.None) continue;
                LogNotSccp(connection.Address, step.Close);
                return;
            }
        }
        catch (OperationCanceledException)
        {
            LogSilent(connection.Address);
        }
        catch (SocketException e)
        {
            LogBroken(connection.Address, e.SocketErrorCode);
        }
        catch (Exception e)
        {
            // A fault of ours with what this phone says; it will connect again, and the others go on.
            LogFailed(e, connection.Address);
        }
        finally
        {
            connection.Dispose();
        }
    }

    private void Report(CaseDesk desk, IPAddress address, SccpRegistrar registrar, SccpEvidence evidence)
    {
        PhoneEvent? e = RegistrationObservation.Of(
            evidence, registrar.Load, address, desk.Catalogue, _time.GetUtcNow());
        if (e is not null) desk.Record(e);
    }

    /// <summary>One phone's connection and its place.</summary>
    private sealed record Connection(
        Socket Socket, IPAddress Address, ConnectionPlaces.Place Place, CancellationTokenSource Leaving) : IDisposable
    {
        public void Dispose()
        {
            // First the place: whoever takes it must not call on what is gone.
            Place.Dispose();
            Socket.Dispose();
            Leaving.Dispose();
        }
    }

    [LoggerMessage(LogLevel.Debug, "SCCP: a connection that was to make place ended by itself in the same moment")]
    private partial void LogLeftItself();

    [LoggerMessage(LogLevel.Warning, "SCCP: a connection could not be accepted: {Error}")]
    private partial void LogNotAccepted(string error);

    [LoggerMessage(LogLevel.Information,
        "SCCP: {Count} connections were refused so far, the last one of {Address}: its network is not served, or it "
        + "opens too many")]
    private partial void LogRefused(long count, IPAddress address);

    [LoggerMessage(LogLevel.Error, "SCCP: what {Address} says could not be worked on; its connection is closed")]
    private partial void LogFailed(Exception e, IPAddress address);

    [LoggerMessage(LogLevel.Information, "SCCP: {Address} does not speak SCCP ({Why}); the connection is closed")]
    private partial void LogNotSccp(IPAddress? address, SccpMalformation why);

    [LoggerMessage(LogLevel.Debug, "SCCP: {Address} has been silent, or had to make place; the connection is closed")]
    private partial void LogSilent(IPAddress? address);

    [LoggerMessage(LogLevel.Debug, "SCCP: the connection of {Address} broke: {Error}")]
    private partial void LogBroken(IPAddress? address, SocketError error);
}
