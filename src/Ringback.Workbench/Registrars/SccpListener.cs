using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;
using Ringback.Wire.Sccp;
using Ringback.Workbench.Bench;

namespace Ringback.Workbench.Registrars;

/// <summary>The SCCP call manager's door: takes registrations and alarms, which carry the running load.</summary>
internal sealed partial class SccpListener : IAsyncDisposable
{
    // A bench has dozens of phones; each holds one connection.
    private const int MostConnections = 1024;

    // A phone sends a keep-alive every 30 s; one that misses three is gone.
    private static readonly TimeSpan SilenceAllowed = TimeSpan.FromSeconds(95);

    private readonly Socket _socket;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _places = new(MostConnections);
    private Task _accepting = Task.CompletedTask;

    internal SccpListener(IPEndPoint endPoint, TimeProvider time, ILogger logger)
    {
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
        _places.Dispose();
    }

    private async Task AcceptAsync(CaseDesk desk, CancellationToken stop)
    {
        List<Task> connections = [];
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await _places.WaitAsync(stop).ConfigureAwait(false);
                Socket phone = await _socket.AcceptAsync(stop).ConfigureAwait(false);
                connections.RemoveAll(c => c.IsCompleted);
                connections.Add(TalkAsync(phone, desk, stop));
            }
            catch (OperationCanceledException)
            {
                break;
            }
            catch (SocketException e)
            {
                _places.Release();
                LogNotAccepted(e.SocketErrorCode);
            }
        }

        await Task.WhenAll(connections).ConfigureAwait(false);
    }

    private async Task TalkAsync(Socket phone, CaseDesk desk, CancellationToken stop)
    {
        IPAddress? address = (phone.RemoteEndPoint as IPEndPoint)?.Address;
        SccpRegistrar registrar = new();
        byte[] buffer = new byte[8192];
        try
        {
            while (true)
            {
                using CancellationTokenSource silence = new(SilenceAllowed, _time);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, silence.Token);
                int length = await phone.ReceiveAsync(buffer, SocketFlags.None, either.Token).ConfigureAwait(false);
                if (length == 0) return;
                SccpStep step = registrar.Receive(buffer.AsSpan(0, length), _time.GetLocalNow());
                foreach (SccpEvidence evidence in step.Evidence) Report(desk, address, registrar, evidence);
                if (!step.Replies.IsEmpty)
                    await phone.SendAsync(step.Replies, SocketFlags.None, either.Token).ConfigureAwait(false);
                if (step.Close == SccpMalformation.None) continue;
                LogNotSccp(address, step.Close);
                return;
            }
        }
        catch (OperationCanceledException)
        {
            LogSilent(address);
        }
        catch (SocketException e)
        {
            LogBroken(address, e.SocketErrorCode);
        }
        finally
        {
            phone.Dispose();
            _places.Release();
        }
    }

    private void Report(CaseDesk desk, IPAddress? address, SccpRegistrar registrar, SccpEvidence evidence)
    {
        switch (evidence)
        {
            case SccpAlarmed { Alarm: var alarm }:
                desk.Record(new AlarmReceived
                {
                    At = _time.GetUtcNow(), Address = address, Mac = MacOf(alarm.Name), Text = alarm.Text,
                    Load = alarm.Load,
                });
                break;
            case SccpRegistered { Register: var register }:
                desk.Record(new PhoneRegistered
                {
                    At = _time.GetUtcNow(),
                    Address = address,
                    Mac = MacOf(register.DeviceName),
                    Via = ProofKind.SccpRegister,
                    DeviceName = register.DeviceName,
                    Load = registrar.Load ?? register.LoadInformation,
                    Model = ModelOf(register.DeviceType),
                });
                break;
        }
    }

    private static MacAddress? MacOf(string? deviceName) =>
        deviceName?.Length == 15 && MacAddress.TryParse(deviceName.AsSpan(3), out MacAddress mac) ? mac : null;

    /// <summary>The device type tells 7940 from 7960; the G on the housing it does not tell.</summary>
    private static string? ModelOf(uint? deviceType) =>
        deviceType is { } type ? Phones.Catalogue.PhoneCatalogue.BuiltIn.FindByDeviceType(type)?.Model : null;

    [LoggerMessage(LogLevel.Debug, "SCCP: a connection could not be accepted: {Error}")]
    private partial void LogNotAccepted(SocketError error);

    [LoggerMessage(LogLevel.Information, "SCCP: {Address} does not speak SCCP ({Why}); the connection is closed")]
    private partial void LogNotSccp(IPAddress? address, SccpMalformation why);

    [LoggerMessage(LogLevel.Debug, "SCCP: {Address} has been silent; the connection is closed")]
    private partial void LogSilent(IPAddress? address);

    [LoggerMessage(LogLevel.Debug, "SCCP: the connection of {Address} broke: {Error}")]
    private partial void LogBroken(IPAddress? address, SocketError error);
}
