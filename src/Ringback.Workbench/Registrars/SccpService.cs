using System.Net;
using Microsoft.Extensions.Logging;
using Ringback.Observation;
using Ringback.Phones.Events;
using Ringback.Wire.Calls;
using Ringback.Wire.Sccp;
using Ringback.Workbench.Desk;
using Ringback.Workbench.Ports;

namespace Ringback.Workbench.Registrars;

/// <summary>
/// The SCCP call manager on sockets: one machine for all phones, behind one lock; what it says goes into the outboxes
/// of the connections, and waits for nobody.
/// </summary>
internal sealed partial class SccpService : IStreamService, IAsyncDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly SccpRegistrar _registrar;
    private readonly CaseDesk _desk;
    private readonly EchoPort? _echo;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly long _begin;
    private readonly ITimer _beat;
    private readonly Lock _lock = new();
    private readonly Dictionary<int, StreamConnection> _connections = [];
    private readonly Dictionary<int, IPEndPoint> _voices = [];

    internal SccpService(
        SccpRegistrarOptions options, CaseDesk desk, EchoPort? echo, TimeProvider time, ILogger logger)
    {
        _registrar = new SccpRegistrar(options);
        _desk = desk;
        _echo = echo;
        _time = time;
        _logger = logger;
        _begin = time.GetTimestamp();
        _beat = time.CreateTimer(_ => Tick(), null, Beat, Beat);
    }

    /// <summary>Told of what a phone proves, by its device's name. Called under the lock: be quick.</summary>
    internal event Action<string, SccpEvidence>? Proved;

    public string Name => "SCCP";

    /// <summary>Phones that are registered now.</summary>
    internal int Registered
    {
        get { lock (_lock) return _registrar.Registered; }
    }

    public void Opened(StreamConnection connection)
    {
        lock (_lock)
        {
            _connections[connection.Id] = connection;
            _registrar.Open(connection.Id, connection.Remote, connection.Local, Now);
        }
    }

    public TimeSpan Patience(StreamConnection connection)
    {
        lock (_lock) return _registrar.Patience(connection.Id, Now);
    }

    public void Received(StreamConnection connection, ReadOnlySpan<byte> bytes)
    {
        lock (_lock) Do(_registrar.Receive(connection.Id, bytes, Now));
    }

    public void Closed(StreamConnection connection)
    {
        lock (_lock)
        {
            _connections.Remove(connection.Id);
            Do(_registrar.Close(connection.Id, Now));
        }
    }

    /// <summary>What is known of a registered phone; null for one that is not.</summary>
    internal SccpPhoneFacts? Find(string device)
    {
        lock (_lock) return _registrar.Find(device);
    }

    /// <summary>What has come of a phone's voice in the echo since <see cref="ForgetHeard"/>.</summary>
    internal EchoHeard Heard(string device) =>
        VoiceOf(device) is { } voice && _echo?.Heard(voice) is { } heard ? heard : default;

    /// <summary>Counts a phone's voice anew.</summary>
    internal void ForgetHeard(string device)
    {
        if (VoiceOf(device) is { } voice) _echo?.Recount(voice);
    }

    private IPEndPoint? VoiceOf(string device)
    {
        lock (_lock) return _registrar.Find(device) is { } phone ? _voices.GetValueOrDefault(phone.Connection) : null;
    }

    /// <summary>Has a phone do something; false when it cannot be told.</summary>
    internal bool TryOrder(string device, SccpOrder order)
    {
        lock (_lock)
        {
            bool done = _registrar.TryOrder(device, order, Now, out IReadOnlyList<SccpEffect> effects);
            Do(effects);
            return done;
        }
    }

    public ValueTask DisposeAsync() => _beat.DisposeAsync();

    private Moment Now => new(_time.GetElapsedTime(_begin), _time.GetLocalNow());

    private void Tick()
    {
        lock (_lock) Do(_registrar.Tick(Now));
    }

    private void Do(IReadOnlyList<SccpEffect> effects)
    {
        foreach (SccpEffect effect in effects)
        {
            _connections.TryGetValue(effect.Connection, out StreamConnection? connection);
            switch (effect)
            {
                case SccpSend send:
                    connection?.Post(send.Bytes);
                    break;
                case SccpProved proved:
                    Tell(proved, connection);
                    break;
                case SccpClose close:
                    if (close.Why != SccpMalformation.None) LogNotSccp(connection?.Remote.Address, close.Why);
                    connection?.Close();
                    break;
                case SccpEchoBegun begun:
                    _voices[begun.Connection] = begun.Voice;
                    _echo?.Admit(begun.Voice);
                    break;
                case SccpEchoEnded ended:
                    _voices.Remove(ended.Connection);
                    _echo?.Dismiss(ended.Voice);
                    break;
            }
        }
    }

    private void Tell(SccpProved proved, StreamConnection? connection)
    {
        if (proved.Evidence is SccpRegistered) connection?.Place.Prove();
        if (connection is not null)
        {
            PhoneEvent? e = RegistrationObservation.Of(proved.Evidence, proved.Load, connection.Remote.Address,
                _desk.Catalogue, _time.GetUtcNow());
            if (e is not null) _desk.Record(e);
        }

        if (_registrar.DeviceOf(proved.Connection) is { } device) Proved?.Invoke(device, proved.Evidence);
    }

    [LoggerMessage(LogLevel.Information, "SCCP: {Address} does not speak SCCP ({Why}); the connection is closed")]
    private partial void LogNotSccp(IPAddress? address, SccpMalformation why);
}
