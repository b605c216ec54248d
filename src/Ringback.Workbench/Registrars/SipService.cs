using System.Net;
using Microsoft.Extensions.Logging;
using Ringback.Observation;
using Ringback.Phones.Events;
using Ringback.Wire.Calls;
using Ringback.Wire.Sip;
using Ringback.Workbench.Desk;
using Ringback.Workbench.Ports;

namespace Ringback.Workbench.Registrars;

/// <summary>
/// The SIP server on sockets: one machine for UDP and TCP, behind one lock, so that a phone on the one can call a phone
/// on the other.
/// </summary>
internal sealed partial class SipService : IStreamService, IAsyncDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    /// <summary>How long the first whole message may take over TCP.</summary>
    private static readonly TimeSpan FirstMessage = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long a connection may be silent: a phone registers again after an hour at the latest, unless it was told
    /// otherwise.
    /// </summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(65);

    private readonly SipRegistrar _registrar;
    private readonly CaseDesk _desk;
    private readonly EchoPort? _echo;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly long _begin;
    private readonly ITimer _beat;
    private readonly Lock _lock = new();
    private readonly Dictionary<int, Talk> _connections = [];
    private readonly Dictionary<string, IPEndPoint> _voices = new(StringComparer.OrdinalIgnoreCase);
    private readonly IReadOnlyList<DatagramListener> _ports;

    internal SipService(SipRegistrarOptions options, CaseDesk desk, IReadOnlyList<DatagramListener> ports,
        EchoPort? echo, TimeProvider time, ILogger logger)
    {
        _ports = ports;
        _registrar = new SipRegistrar(options);
        _desk = desk;
        _echo = echo;
        _time = time;
        _logger = logger;
        _begin = time.GetTimestamp();
        _beat = time.CreateTimer(_ => Tick(), null, Beat, Beat);
        if (echo is not null) echo.Pressed += Pressed;
    }

    /// <summary>Told of calls and of answers to what phones were told. Called under the lock: be quick.</summary>
    internal event Action<SipEffect>? Told;

    public string Name => "SIP";

    /// <summary>Lines that are registered now.</summary>
    internal int Registered
    {
        get { lock (_lock) return _registrar.Registered; }
    }

    /// <summary>Takes a datagram of the port with that number.</summary>
    internal DatagramOutcome Take(int port, ReadOnlySpan<byte> datagram, in DatagramArrival arrival)
    {
        if (!SipMessage.TryRead(datagram, out SipMessage? message, out _)) return default;
        IPEndPoint local = new(arrival.Local, _ports[port].EndPoint.Port);
        lock (_lock) Do(_registrar.Receive(message, new SipFlow(SipTransport.Udp, port, arrival.From, local), Now));
        return default;
    }

    public void Opened(StreamConnection connection)
    {
        lock (_lock) _connections[connection.Id] = new Talk(connection, Now.Running);
    }

    public TimeSpan Patience(StreamConnection connection)
    {
        lock (_lock)
        {
            if (!_connections.TryGetValue(connection.Id, out Talk? talk)) return TimeSpan.Zero;
            return talk.HeardAt + (talk.Messages == 0 ? FirstMessage : Silence) - Now.Running;
        }
    }

    public void Received(StreamConnection connection, ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            if (!_connections.TryGetValue(connection.Id, out Talk? talk)) return;
            SipMalformation why = talk.Stream.Receive(bytes, message => Take(talk, message));
            if (why == SipMalformation.None) return;
            LogNotSip(connection.Remote.Address, why);
            connection.Close();
        }
    }

    public void Closed(StreamConnection connection)
    {
        lock (_lock)
        {
            _connections.Remove(connection.Id);
            Do(_registrar.Lost(connection.Id, Now));
        }
    }

    /// <summary>The first line of a phone; null when it is not registered.</summary>
    internal SipBinding? FindByMac(string mac)
    {
        lock (_lock) return _registrar.FindByMac(mac);
    }

    /// <summary>Tells a phone to look at its files again; false when its line is not registered.</summary>
    internal bool TryCheckSync(string user)
    {
        lock (_lock)
        {
            bool done = _registrar.TryCheckSync(user, Now, out IReadOnlyList<SipEffect> effects);
            Do(effects);
            return done;
        }
    }

    /// <summary>Rings a phone; false when it cannot be.</summary>
    /// <param name="user">Its line.</param>
    /// <param name="caller">The name that its display shows.</param>
    internal bool TryRing(string user, string caller)
    {
        lock (_lock)
        {
            bool done = _registrar.TryRing(user, caller, Now, out IReadOnlyList<SipEffect> effects);
            Do(effects);
            return done;
        }
    }

    /// <summary>Ends the call that a line is in; false when it is in none.</summary>
    internal bool TryHangUp(string user)
    {
        lock (_lock)
        {
            bool done = _registrar.TryHangUp(user, Now, out IReadOnlyList<SipEffect> effects);
            Do(effects);
            return done;
        }
    }

    /// <summary>What has come of a line's voice in the echo since <see cref="ForgetHeard"/>.</summary>
    internal EchoHeard Heard(string user) =>
        VoiceOf(user) is { } voice && _echo?.Heard(voice) is { } heard ? heard : default;

    /// <summary>Counts a line's voice anew.</summary>
    internal void ForgetHeard(string user)
    {
        if (VoiceOf(user) is { } voice) _echo?.Recount(voice);
    }

    public ValueTask DisposeAsync()
    {
        if (_echo is not null) _echo.Pressed -= Pressed;
        return _beat.DisposeAsync();
    }

    private IPEndPoint? VoiceOf(string user)
    {
        lock (_lock) return _voices.GetValueOrDefault(user);
    }

    /// <summary>A key came with a voice.</summary>
    private void Pressed(IPEndPoint voice, char key)
    {
        lock (_lock)
        {
            if (_voices.FirstOrDefault(v => v.Value.Equals(voice)).Key is { } user)
                Told?.Invoke(new SipKeyPressed(user, key));
        }
    }

    private Moment Now => new(_time.GetElapsedTime(_begin), _time.GetLocalNow());

    private void Take(Talk talk, ReadOnlySpan<byte> bytes)
    {
        talk.HeardAt = Now.Running;
        talk.Messages++;
        if (!SipMessage.TryRead(bytes, out SipMessage? message, out SipMalformation why))
        {
            LogNotSip(talk.Connection.Remote.Address, why);
            talk.Connection.Close();
            return;
        }

        SipFlow flow = new(SipTransport.Tcp, talk.Connection.Id, talk.Connection.Remote, talk.Connection.Local);
        Do(_registrar.Receive(message, flow, Now));
    }

    private void Tick()
    {
        lock (_lock) Do(_registrar.Tick(Now));
    }

    private void Do(IReadOnlyList<SipEffect> effects)
    {
        foreach (SipEffect effect in effects)
        {
            switch (effect)
            {
                case SipSend { Flow.Transport: SipTransport.Tcp } send:
                    _connections.GetValueOrDefault(send.Flow.Connection)?.Connection.Post(send.Bytes);
                    break;
                case SipSend send:
                    _ports[send.Flow.Connection].Post(send.Bytes, send.Flow.Remote, send.Flow.Local.Address);
                    break;
                case SipRegistered registered:
                    Tell(registered);
                    break;
                case SipCalled called:
                    _desk.Record(RegistrationObservation.Of(called.Call,
                        _registrar.Find(called.Call.From ?? called.Call.To ?? "")?.Registration.Mac,
                        called.Flow.Remote.Address, _time.GetUtcNow()));
                    break;
                case SipEchoBegun begun:
                    if (begun.User is { } line) _voices[line] = begun.Voice;
                    _echo?.Admit(begun.Voice);
                    break;
                case SipEchoEnded ended:
                    if (ended.User is { } gone) _voices.Remove(gone);
                    _echo?.Dismiss(ended.Voice);
                    break;
            }

            Told?.Invoke(effect);
        }
    }

    private void Tell(SipRegistered registered)
    {
        if (registered.Flow.Transport is SipTransport.Tcp
            && _connections.TryGetValue(registered.Flow.Connection, out Talk? talk)) talk.Connection.Place.Prove();
        PhoneEvent? e = RegistrationObservation.Of(
            registered.Registration, registered.Flow.Remote.Address, _time.GetUtcNow());
        if (e is not null) _desk.Record(e);
    }

    /// <summary>A connection over TCP and what of it is not whole yet.</summary>
    private sealed class Talk(StreamConnection connection, TimeSpan since)
    {
        internal StreamConnection Connection { get; } = connection;

        internal SipStream Stream { get; } = new();

        internal TimeSpan HeardAt { get; set; } = since;

        internal long Messages { get; set; }
    }

    [LoggerMessage(LogLevel.Information,
        "SIP: {Address} says over TCP what is no SIP ({Why}); the connection is closed")]
    private partial void LogNotSip(IPAddress address, SipMalformation why);
}
