using System.Buffers.Binary;
using System.Net;
using Ringback.Wire.Calls;

namespace Ringback.Wire.Sccp;

/// <summary>
/// A call manager as a machine: the phones that are connected, what each has proved, and the calls between them. Bytes,
/// orders and the time go in; what is to be sent, told and closed comes out, in this order. Enough for a phone to come
/// up idle with a line, to ring, and to be called by another; no more. sources.md 7940-7960 section 7.1.
/// </summary>
/// <remarks>
/// Knows no socket and no clock. A connection is a number of the shell's, never used again. Of each it keeps at most
/// one incomplete frame, <see cref="SccpFrame.MaxLength"/> + 8 bytes. Not safe for use by two threads at once.
/// </remarks>
public sealed class SccpRegistrar
{
    private readonly SccpRegistrarOptions _options;
    private readonly Dictionary<int, SccpPhone> _connections = [];
    private readonly Dictionary<string, SccpPhone> _devices = new(StringComparer.OrdinalIgnoreCase);
    private readonly LineNumbers _numbers = new();
    private readonly SccpOutput _output = new();
    private readonly SccpCalls _calls;
    private Moment _now;

    /// <summary>A call manager without a phone.</summary>
    public SccpRegistrar(SccpRegistrarOptions? options = null)
    {
        _options = options ?? new SccpRegistrarOptions();
        _calls = new SccpCalls(_options, _numbers, _devices, _output);
    }

    /// <summary>Phones that are registered now.</summary>
    public int Registered => _devices.Count;

    /// <summary>Calls that are under way.</summary>
    public int Calls => _calls.Count;

    /// <summary>A phone has connected.</summary>
    /// <param name="connection">The shell's number for it.</param>
    /// <param name="phone">Where it connected from.</param>
    /// <param name="local">Where it connected to.</param>
    /// <param name="now">When.</param>
    public void Open(int connection, IPEndPoint phone, IPEndPoint local, Moment now) =>
        _connections.Add(connection, new SccpPhone(connection, phone, local, now));

    /// <summary>
    /// How long the phone may go on without a whole message; nothing when it is over. Bytes alone keep nobody here.
    /// </summary>
    /// <param name="connection">Which phone.</param>
    /// <param name="now">When.</param>
    public TimeSpan Patience(int connection, Moment now)
    {
        if (!_connections.TryGetValue(connection, out SccpPhone? phone)) return TimeSpan.Zero;
        TimeSpan allowed = phone.Messages == 0 ? _options.FirstMessage : _options.Silence;
        return phone.HeardAt + allowed - now.Running;
    }

    /// <summary>Takes bytes as they come, in pieces of any size.</summary>
    /// <param name="connection">Who sent them.</param>
    /// <param name="bytes">What the connection brought.</param>
    /// <param name="now">When, with the time of day to show on the phone.</param>
    /// <returns>What follows of every frame that became whole. After a close, nothing follows any more.</returns>
    public IReadOnlyList<SccpEffect> Receive(int connection, ReadOnlySpan<byte> bytes, Moment now)
    {
        if (!_connections.TryGetValue(connection, out SccpPhone? phone)) return [];
        if (phone.Closed != SccpMalformation.None) return [];
        _now = now;
        // Made once: a phone that brings its bytes one by one must not cost an object for each.
        phone.Taker ??= frame => Take(phone, frame, _now);
        phone.Closed = phone.Stream.Receive(bytes, phone.Taker);
        if (phone.Closed != SccpMalformation.None) _output.Close(phone, phone.Closed);
        return _output.Take();
    }

    /// <summary>A connection is gone.</summary>
    public IReadOnlyList<SccpEffect> Close(int connection, Moment now)
    {
        if (!_connections.Remove(connection, out SccpPhone? phone)) return [];
        Forget(phone, now);
        return _output.Take();
    }

    /// <summary>Time passes: what nobody answers ends. Once a second is often enough.</summary>
    public IReadOnlyList<SccpEffect> Tick(Moment now)
    {
        _calls.Tick(now);
        return _output.Take();
    }

    /// <summary>What is known of a registered phone; null for one that is not.</summary>
    /// <param name="device">Its name.</param>
    public SccpPhoneFacts? Find(string device) => _devices.TryGetValue(device, out SccpPhone? phone)
        ? new SccpPhoneFacts(phone.Connection, phone.Address, phone.Register!, phone.Load, phone.Number,
            phone.Call is not null)
        : null;

    /// <summary>The name of the phone on a connection; null before it registered.</summary>
    public string? DeviceOf(int connection) => _connections.GetValueOrDefault(connection)?.Device;

    /// <summary>Has a phone do something.</summary>
    /// <param name="device">Its name.</param>
    /// <param name="order">What.</param>
    /// <param name="now">When.</param>
    /// <param name="effects">What follows.</param>
    /// <returns>False when the phone is not registered, or cannot be rung because it is in a call.</returns>
    public bool TryOrder(string device, SccpOrder order, Moment now, out IReadOnlyList<SccpEffect> effects)
    {
        ArgumentNullException.ThrowIfNull(order);
        bool done = _devices.TryGetValue(device, out SccpPhone? phone) && Do(phone, order, now);
        effects = _output.Take();
        return done;
    }

    private bool Do(SccpPhone phone, SccpOrder order, Moment now)
    {
        uint call = phone.Call?.Reference ?? 0;
        switch (order)
        {
            case SccpRing:
                return _calls.Ring(phone, now);
            case SccpHangUp:
                _calls.HangUp(phone, now);
                break;
            case SccpShow { Text: var text }:
                _output.Send(phone, SccpCallMessages.Prompt(text ?? _options.IdleText(phone.Load), call));
                break;
            case SccpLamps { Mode: var mode }:
                _output.Send(phone, SccpCallMessages.LineLampTo(mode));
                _output.Send(phone, SccpCallMessages.MessageLampTo(mode));
                break;
            case SccpSpeaker { IsOn: var isOn }:
                _output.Send(phone, SccpCallMessages.Speaker(isOn));
                break;
            case SccpWatch { IsOn: var isOn }:
                phone.IsWatched = isOn;
                break;
            case SccpReset { Wholly: var wholly }:
                _output.Send(phone, SccpCallMessages.Reset(wholly));
                break;
        }

        return true;
    }

    private SccpMalformation Take(SccpPhone phone, SccpFrame frame, Moment now)
    {
        phone.Messages++;
        phone.HeardAt = now.Running;
        switch (frame.MessageId)
        {
            case SccpMessageId.Register:
                return TakeRegister(phone, frame.Payload, now);
            case SccpMessageId.Alarm:
                return TakeAlarm(phone, frame.Payload);
            case SccpMessageId.Unregister:
                Forget(phone, now);
                _output.Tell(phone, new SccpUnregistered());
                _output.Send(phone, SccpReplies.UnregisterAck());
                break;
            case SccpMessageId.LineStatReq or SccpMessageId.SpeedDialStatReq or SccpMessageId.ForwardStatReq:
                return TakeNumbered(phone, frame);
            default:
                if (Answer(phone, frame.MessageId, now) is { } reply) Reply(phone, frame.MessageId, reply);
                else if (phone.Register is not null) TakeHands(phone, frame, now);
                break;
        }

        return SccpMalformation.None;
    }

    /// <summary>What hands do to a phone that is registered, and what it says of its voice.</summary>
    private void TakeHands(SccpPhone phone, SccpFrame frame, Moment now)
    {
        switch (frame.MessageId)
        {
            case SccpMessageId.OffHook:
                _calls.OffHook(phone, now);
                break;
            case SccpMessageId.OnHook:
                _calls.OnHook(phone, now);
                break;
            case SccpMessageId.KeypadButton:
                _calls.Key(phone, SccpKeypad.Read(frame.Payload), now);
                break;
            case SccpMessageId.EnblocCall:
                _calls.DialWhole(phone, frame.Payload, now);
                break;
            case SccpMessageId.SoftKeyEvent:
                _calls.SoftKey(phone, frame.Payload, now);
                break;
            case SccpMessageId.Stimulus:
                _calls.Stimulus(phone, frame.Payload, now);
                break;
            case SccpMessageId.OpenReceiveChannelAck:
                _calls.VoiceOpened(phone, frame.Payload);
                break;
            case SccpMessageId.CapabilitiesRes:
                phone.Codec = SccpCapabilities.Codec(frame.Payload);
                break;
        }
    }

    private void Reply(SccpPhone phone, SccpMessageId question, byte[] reply)
    {
        _output.Send(phone, reply);
        if (question != SccpMessageId.TimeDateReq || phone.Register is null) return;
        // Its last question: from now on it idles, and shows what we have to say.
        phone.IsUp = true;
        ShowIdle(phone);
    }

    private void ShowIdle(SccpPhone phone)
    {
        if (phone.Call is null) _output.Send(phone, SccpCallMessages.Prompt(_options.IdleText(phone.Load), 0));
    }

    private byte[]? Answer(SccpPhone phone, SccpMessageId id, Moment now) => id switch
    {
        SccpMessageId.KeepAlive => SccpReplies.Empty(SccpMessageId.KeepAliveAck),
        SccpMessageId.RegisterTokenReq => SccpReplies.Empty(SccpMessageId.RegisterTokenAck),
        SccpMessageId.ButtonTemplateReq => SccpReplies.ButtonTemplate(),
        SccpMessageId.SoftKeyTemplateReq => SccpReplies.SoftKeyTemplate(),
        SccpMessageId.SoftKeySetReq => SccpReplies.SoftKeySet(),
        SccpMessageId.ConfigStatReq => SccpReplies.ConfigStat(phone.Device ?? "", _options.LineLabel),
        SccpMessageId.ServerReq => SccpReplies.Server(_options.LineLabel, phone.Local),
        SccpMessageId.VersionReq => SccpReplies.Version(_options.RequiredLoad ?? ""),
        SccpMessageId.TimeDateReq => SccpReplies.DefineTimeDate(now.Clock),
        _ => null,
    };

    private SccpMalformation TakeRegister(SccpPhone phone, ReadOnlySpan<byte> payload, Moment now)
    {
        if (!SccpRegister.TryRead(payload, out SccpRegister? register, out SccpMalformation why)) return why;
        if (phone.Device is { } before && before != register.DeviceName) Forget(phone, now);
        // A phone that lost its power comes again before its old connection is missed.
        if (_devices.TryGetValue(register.DeviceName, out SccpPhone? old) && old != phone)
        {
            Forget(old, now);
            _output.Close(old, SccpMalformation.None);
        }

        phone.Register = register;
        phone.Number = _numbers.Of(register.DeviceName);
        _devices[register.DeviceName] = phone;
        _output.Tell(phone, new SccpRegistered(register));
        _output.Send(phone, SccpReplies.RegisterAck(_options, register.ProtocolVersion));
        _output.Send(phone, SccpReplies.Empty(SccpMessageId.CapabilitiesReq));
        return SccpMalformation.None;
    }

    private SccpMalformation TakeAlarm(SccpPhone phone, ReadOnlySpan<byte> payload)
    {
        if (!SccpAlarm.TryRead(payload, out SccpAlarm? alarm, out SccpMalformation why)) return why;
        phone.Alarm = alarm;
        _output.Tell(phone, new SccpAlarmed(alarm));
        // Some phones say their load only now.
        if (phone.IsUp) ShowIdle(phone);
        return SccpMalformation.None;
    }

    private SccpMalformation TakeNumbered(SccpPhone phone, SccpFrame frame)
    {
        if (frame.Payload.Length < 4) return SccpMalformation.PayloadCut;
        uint number = BinaryPrimitives.ReadUInt32LittleEndian(frame.Payload);
        _output.Send(phone, frame.MessageId switch
        {
            SccpMessageId.LineStatReq => SccpReplies.LineStat(number, phone.Number ?? _options.LineLabel),
            SccpMessageId.ForwardStatReq => SccpReplies.ForwardStat(number),
            _ => SccpReplies.SpeedDialStat(number),
        });
        return SccpMalformation.None;
    }

    private void Forget(SccpPhone phone, Moment now)
    {
        if (phone.Device is not { } device) return;
        _calls.Lost(phone, now);
        phone.IsWatched = false;
        phone.IsOffHook = false;
        phone.IsUp = false;
        phone.Register = null;
        if (_devices.TryGetValue(device, out SccpPhone? registered) && registered == phone) _devices.Remove(device);
    }
}
