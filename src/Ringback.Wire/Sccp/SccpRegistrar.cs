using System.Buffers.Binary;

namespace Ringback.Wire.Sccp;

/// <summary>
/// One phone's SCCP connection, seen from the server: takes the bytes as TCP brings them, says what to send back and
/// what the phone proved. Just enough of a call manager for a phone to come up idle; it carries no calls. sources.md
/// 7940-7960 section 7.1.
/// </summary>
/// <remarks>
/// Knows no socket and no clock. Keeps at most one incomplete frame, so at most
/// <see cref="SccpFrame.MaxLength"/> + 8 bytes. Not safe for use by two threads at once. How long a silent phone may
/// stay is the shell's business: it knows the time.
/// </remarks>
public sealed class SccpRegistrar
{
    private readonly SccpRegistrarOptions _options;
    private readonly List<byte> _replies = [];
    private readonly List<SccpEvidence> _evidence = [];
    private byte[] _partial = [];
    private int _held;
    private SccpMalformation _closed;

    /// <summary>Begins the conversation with a phone that has just connected.</summary>
    public SccpRegistrar(SccpRegistrarOptions? options = null) => _options = options ?? new SccpRegistrarOptions();

    /// <summary>What the phone said when it registered; null before, and after it unregistered.</summary>
    public SccpRegister? Register { get; private set; }

    /// <summary>The last alarm of this connection; it may come before or after the registration.</summary>
    public SccpAlarm? Alarm { get; private set; }

    /// <summary>
    /// Whole messages that have come; whoever brings bytes and never a message is no phone.
    /// </summary>
    public long Messages { get; private set; }

    /// <summary>The load that the phone says it runs, from whichever message told it; null when none did yet.</summary>
    public string? Load => Alarm?.Load ?? Register?.LoadInformation;

    /// <summary>Takes bytes as they come, in pieces of any size.</summary>
    /// <param name="bytes">What the connection brought.</param>
    /// <param name="now">The time to show on the phone, in the phone's zone.</param>
    /// <returns>
    /// The replies and the evidence of every frame that became whole. After a step that closes, every further step
    /// closes for the same reason and does nothing.
    /// </returns>
    public SccpStep Receive(ReadOnlySpan<byte> bytes, DateTimeOffset now)
    {
        if (_closed != SccpMalformation.None) return new SccpStep(default, [], _closed);

        ReadOnlySpan<byte> rest = _held == 0 ? bytes : Append(bytes);
        SccpMalformation why = SccpMalformation.None;
        while (why == SccpMalformation.None)
        {
            SccpRead read = SccpFrame.TryRead(rest, out SccpFrame frame, out int consumed, out why);
            if (read != SccpRead.Complete) break;
            rest = rest[consumed..];
            Messages++;
            why = Take(frame, now);
        }

        _closed = why;
        Keep(why == SccpMalformation.None ? rest : []);
        SccpStep step = new(_replies.ToArray(), [.. _evidence], why);
        _replies.Clear();
        _evidence.Clear();
        return step;
    }

    /// <summary>
    /// What is held, with more behind it. The room doubles: a frame that comes byte by byte would else be copied once
    /// for each of them, two gigabytes for the longest.
    /// </summary>
    private ReadOnlySpan<byte> Append(ReadOnlySpan<byte> bytes)
    {
        int length = _held + bytes.Length;
        if (length > _partial.Length) Array.Resize(ref _partial, Math.Max(length, 2 * _partial.Length));
        bytes.CopyTo(_partial.AsSpan(_held));
        _held = length;
        return _partial.AsSpan(0, length);
    }

    private void Keep(ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty) _partial = [];
        else if (_held == 0) _partial = rest.ToArray();
        else if (rest.Length < _held) rest.CopyTo(_partial);
        _held = rest.Length;
    }

    private SccpMalformation Take(SccpFrame frame, DateTimeOffset now)
    {
        switch (frame.MessageId)
        {
            case SccpMessageId.Register:
                return TakeRegister(frame.Payload);
            case SccpMessageId.Alarm:
                return TakeAlarm(frame.Payload);
            case SccpMessageId.Unregister:
                Register = null;
                _evidence.Add(new SccpUnregistered());
                Send(SccpReplies.UnregisterAck());
                break;
            case SccpMessageId.LineStatReq or SccpMessageId.SpeedDialStatReq:
                return TakeNumbered(frame);
            default:
                // Everything else that a phone may say needs no answer for a proof of life, and gets none.
                if (Answer(frame.MessageId, now) is { } reply) Send(reply);
                break;
        }

        return SccpMalformation.None;
    }

    private byte[]? Answer(SccpMessageId id, DateTimeOffset now) => id switch
    {
        SccpMessageId.KeepAlive => SccpReplies.Empty(SccpMessageId.KeepAliveAck),
        SccpMessageId.RegisterTokenReq => SccpReplies.Empty(SccpMessageId.RegisterTokenAck),
        SccpMessageId.ButtonTemplateReq => SccpReplies.ButtonTemplate(),
        SccpMessageId.SoftKeyTemplateReq => SccpReplies.SoftKeyTemplate(),
        SccpMessageId.SoftKeySetReq => SccpReplies.SoftKeySet(),
        SccpMessageId.ConfigStatReq => SccpReplies.ConfigStat(Register?.DeviceName ?? "", _options.LineLabel),
        SccpMessageId.VersionReq => SccpReplies.Version(_options.RequiredLoad ?? ""),
        SccpMessageId.TimeDateReq => SccpReplies.DefineTimeDate(now),
        _ => null,
    };

    private SccpMalformation TakeRegister(ReadOnlySpan<byte> payload)
    {
        if (!SccpRegister.TryRead(payload, out SccpRegister? register, out SccpMalformation why)) return why;
        Register = register;
        _evidence.Add(new SccpRegistered(register));
        Send(SccpReplies.RegisterAck(_options, register.ProtocolVersion));
        Send(SccpReplies.Empty(SccpMessageId.CapabilitiesReq));
        return SccpMalformation.None;
    }

    private SccpMalformation TakeAlarm(ReadOnlySpan<byte> payload)
    {
        if (!SccpAlarm.TryRead(payload, out SccpAlarm? alarm, out SccpMalformation why)) return why;
        Alarm = alarm;
        _evidence.Add(new SccpAlarmed(alarm));
        return SccpMalformation.None;
    }

    private SccpMalformation TakeNumbered(SccpFrame frame)
    {
        if (frame.Payload.Length < 4) return SccpMalformation.PayloadCut;
        uint number = BinaryPrimitives.ReadUInt32LittleEndian(frame.Payload);
        Send(frame.MessageId == SccpMessageId.LineStatReq
            ? SccpReplies.LineStat(number, _options.LineLabel)
            : SccpReplies.SpeedDialStat(number));
        return SccpMalformation.None;
    }

    private void Send(byte[] reply) => _replies.AddRange(reply);
}
