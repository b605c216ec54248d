using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Ringback.Simulation.Network;
using Ringback.Wire.Sccp;

namespace Ringback.Simulation.Desks;

/// <summary>
/// An SCCP phone that is up, with a person before it: lifts the handset when it rings, reads the display and does what
/// it asks for, dials, speaks, and presses 1 when he hears something. It reads messages with code of its own.
/// </summary>
public sealed partial class SccpDesk : IAsyncDisposable
{
    private const int FirstLine = 1;

    // A state of a call: it is over.
    private const uint OnHook = 2;

    // A phone that hears nothing three times takes its call manager for lost.
    private const int MostUnanswered = 3;

    private static readonly TimeSpan LongestListening = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);

    // Until the call manager names another.
    private static readonly TimeSpan FirstKeepAlive = TimeSpan.FromSeconds(30);

    private readonly DeskOptions _options;
    private readonly CancellationTokenSource _plug = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly TaskCompletionSource<string> _up;
    private IByteStream? _stream;
    private DeskVoice? _voice;
    private Task _living = Task.CompletedTask;
    private bool _lampBlinks;
    private int _heardBefore;
    private int _unanswered;
    private TimeSpan _keepAlive = FirstKeepAlive;
    private uint _call;
    /// <summary>Plugs it in.</summary>
    public SccpDesk(DeskOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _up = new TaskCompletionSource<string>(options.Told);
        _living = LiveAsync(_plug.Token);
    }

    /// <summary>Its number, once it is up.</summary>
    public Task<string> UpAsync(CancellationToken cancel) => _up.Task.WaitAsync(cancel);

    /// <summary>True from its registration on, until its call manager is silent for too long or gone.</summary>
    public bool IsUp { get; private set; }

    /// <summary>Keep-alives that were answered.</summary>
    public int KeptAlive { get; private set; }

    /// <summary>What the foot of its display shows.</summary>
    public string Display { get; private set; } = "";

    /// <summary>True while it rings.</summary>
    public bool IsRinging { get; private set; }

    /// <summary>True while its handset is off.</summary>
    public bool IsOffHook { get; private set; }

    /// <summary>Packets with a voice in them that it has heard in all its calls.</summary>
    public int Heard => _heardBefore + (_voice?.Heard ?? 0);

    /// <summary>Lifts the handset and dials.</summary>
    public async Task DialAsync(string number)
    {
        await MoveHookAsync(isOff: true, 0).ConfigureAwait(false);
        foreach (char digit in number)
        {
            await PauseAsync().ConfigureAwait(false);
            await SendAsync(SccpKeypad.Write(digit, _call)).ConfigureAwait(false);
        }
    }

    /// <summary>Puts the handset down.</summary>
    public Task HangUpAsync() => MoveHookAsync(isOff: false, _call);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // On this thread: in simulated time there is no other.
        _plug.Cancel();
        await _living.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _voice?.Dispose();
        _stream?.Dispose();
        _sending.Dispose();
        _plug.Dispose();
    }

    private async Task LiveAsync(CancellationToken plug)
    {
        try
        {
            _stream = await _options.Hanging.ConnectAsync(_options.Address, _options.Server, plug).ConfigureAwait(false)
                ?? throw new IOException("Nobody listens there.");
            await SayHelloAsync(_stream.Local.Address).ConfigureAwait(false);
            List<byte> received = [];
            while (_unanswered < MostUnanswered)
            {
                ReadOnlyMemory<byte> bytes = await _stream.ReceiveAsync(_keepAlive, plug).ConfigureAwait(false);
                _unanswered = bytes.IsEmpty ? _unanswered + 1 : 0;
                if (bytes.IsEmpty) await SendAsync(SccpFrame.Write(SccpMessageId.KeepAlive, [])).ConfigureAwait(false);
                received.AddRange(bytes.Span);
                foreach ((SccpMessageId id, byte[] payload) in Frames(received))
                    await TakeAsync(id, payload, plug).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (
            e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            _up.TrySetException(new IOException("The phone did not come up.", e));
        }
        finally
        {
            IsUp = false;
            _up.TrySetException(new IOException("The phone did not come up."));
        }
    }

    /// <summary>The first words of a phone: an alarm with its load, and its registration.</summary>
    internal static byte[][] Hello(DeskOptions options, IPAddress own)
    {
        string name = $"SEP{options.Mac}";
        SccpAlarm alarm = new() { Severity = 2, Text = $"25: Name={name} Load={options.Load} Last=Initialized" };
        SccpRegister register = new()
        {
            DeviceName = name, Address = own, DeviceType = (uint)options.DeviceType, ProtocolVersion = 11,
            // An older phone's message is too short for it (sources.md other-phones §6.1).
            LoadInformation = options.SaysLoad ? options.Load : null,
        };
        return [SccpFrame.Write(SccpMessageId.Alarm, alarm.Write()),
            SccpFrame.Write(SccpMessageId.Register, register.Write())];
    }

    private async Task SayHelloAsync(IPAddress own)
    {
        foreach (byte[] frame in Hello(_options, own)) await SendAsync(frame).ConfigureAwait(false);
    }

    private static List<(SccpMessageId, byte[])> Frames(List<byte> received)
    {
        List<(SccpMessageId, byte[])> frames = [];
        while (received.Count >= 12)
        {
            byte[] all = [.. received];
            int length = BinaryPrimitives.ReadInt32LittleEndian(all) + 8;
            if (all.Length < length) break;
            frames.Add(((SccpMessageId)BinaryPrimitives.ReadUInt32LittleEndian(all.AsSpan(8)), all[12..length]));
            received.RemoveRange(0, length);
        }

        return frames;
    }

    private async Task TakeAsync(SccpMessageId id, byte[] payload, CancellationToken plug)
    {
        switch (id)
        {
            case SccpMessageId.KeepAliveAck:
                KeptAlive++;
                break;
            case SccpMessageId.CapabilitiesReq:
                await SendAsync(SccpFrame.Write(SccpMessageId.CapabilitiesRes, Codecs())).ConfigureAwait(false);
                break;
            case SccpMessageId.RegisterAck:
                if (Word(payload, 0) is > 0 and var seconds) _keepAlive = TimeSpan.FromSeconds(seconds);
                foreach (SccpMessageId question in (SccpMessageId[])[SccpMessageId.ButtonTemplateReq,
                    SccpMessageId.SoftKeyTemplateReq, SccpMessageId.SoftKeySetReq, SccpMessageId.ConfigStatReq,
                    SccpMessageId.VersionReq]) await SendAsync(SccpFrame.Write(question, [])).ConfigureAwait(false);
                await SendAsync(SccpFrame.Write(SccpMessageId.LineStatReq, [FirstLine, 0, 0, 0]))
                    .ConfigureAwait(false);
                await SendAsync(SccpFrame.Write(SccpMessageId.TimeDateReq, [])).ConfigureAwait(false);
                break;
            case SccpMessageId.LineStatRes:
                Number = Text(payload, 4, 24);
                break;
            case SccpMessageId.DefineTimeDate:
                IsUp = true;
                _up.TrySetResult(Number);
                break;
            case SccpMessageId.CallState:
                _call = Word(payload, 8);
                // The other side has gone.
                if (Word(payload, 0) == OnHook && IsOffHook) _ = PutDownAsync();
                break;
            case SccpMessageId.SetRinger:
                IsRinging = Word(payload, 0) == 2;
                if (IsRinging && _options.Answers) _ = AnswerAsync();
                break;
            case SccpMessageId.SetLamp:
                _lampBlinks = Word(payload, 8) == 5;
                break;
            case SccpMessageId.OpenReceiveChannel:
                EndVoice();
                _voice = new DeskVoice(_options.Hanging, _options.Address ?? _stream!.Local.Address, _options.Server,
                    _options.Time, plug);
                IPEndPoint hears = new(_stream!.Local.Address, _voice.Local.Port);
                await SendAsync(SccpKeypad.WriteVoice(hears, Word(payload, 4))).ConfigureAwait(false);
                break;
            case SccpMessageId.StartMediaTransmission:
                _voice?.SpeakTo(new IPEndPoint(new IPAddress(payload.AsSpan(8, 4)), (int)Word(payload, 12)));
                break;
            case SccpMessageId.CloseReceiveChannel:
                EndVoice();
                break;
            case SccpMessageId.DisplayPromptStatus:
                Display = Text(payload, 4, 32);
                _ = ReadDisplayAsync(Display);
                break;
        }
    }

    private string Number { get; set; } = "";

    private void EndVoice()
    {
        _heardBefore += _voice?.Heard ?? 0;
        _voice?.Dispose();
        _voice = null;
    }

    private async Task AnswerAsync()
    {
        await PauseAsync().ConfigureAwait(false);
        await MoveHookAsync(isOff: true, _call).ConfigureAwait(false);
    }

    private async Task PutDownAsync()
    {
        await PauseAsync().ConfigureAwait(false);
        if (IsOffHook) await HangUpAsync().ConfigureAwait(false);
    }

    private Task MoveHookAsync(bool isOff, uint call)
    {
        IsOffHook = isOff;
        return SendAsync(SccpKeypad.WriteHook(isOff, call));
    }

    /// <summary>What the person does who reads it.</summary>
    private async Task ReadDisplayAsync(string shown)
    {
        try
        {
            if (Code().Match(shown) is { Success: true } code)
                await PressAsync(code.Groups[1].Value).ConfigureAwait(false);
            else if (KeysLeft().Match(shown) is { Success: true } keys)
                await PressAsync(keys.Groups[1].Value[..1]).ConfigureAwait(false);
            else if (shown.Contains("lamp", StringComparison.OrdinalIgnoreCase))
                await PressAsync(_lampBlinks ? "1" : "2").ConfigureAwait(false);
            else if (shown.Contains("eard?", StringComparison.Ordinal)) await ListenAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is ObjectDisposedException or OperationCanceledException or IOException)
        {
            IsRinging = false;
        }
    }

    private async Task ListenAsync()
    {
        int before = Heard;
        for (TimeSpan heard = default; heard < LongestListening && Heard < before + 30; heard += Moment)
            await Waiting.ForAsync(Moment, _options.Time, _plug.Token).ConfigureAwait(false);
        await PressAsync(Heard >= before + 30 ? "1" : "2").ConfigureAwait(false);
    }

    private async Task PressAsync(string keys)
    {
        foreach (char key in keys)
        {
            await PauseAsync().ConfigureAwait(false);
            await SendAsync(SccpKeypad.Write(key, _call)).ConfigureAwait(false);
        }
    }

    private Task PauseAsync() => Waiting.ForAsync(_options.Reaction, _options.Time, _plug.Token);

    private async Task SendAsync(byte[] frame)
    {
        await _sending.WaitAsync(_plug.Token).ConfigureAwait(false);
        try
        {
            if (_stream is not null) await _stream.SendAsync(frame, _plug.Token).ConfigureAwait(false);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Both forms of G.711, in packets of 20 ms: a count, and 16 bytes for each.</summary>
    private static byte[] Codecs()
    {
        byte[] payload = new byte[4 + 2 * 16];
        (payload[0], payload[4], payload[8], payload[20], payload[24]) = (2, 4, 20, 2, 20);
        return payload;
    }

    private static uint Word(byte[] payload, int at) =>
        payload.Length >= at + 4 ? BinaryPrimitives.ReadUInt32LittleEndian(payload.AsSpan(at)) : 0;

    private static string Text(byte[] payload, int at, int length) => payload.Length >= at + length
        ? Encoding.ASCII.GetString(payload, at, length).Split('\0')[0]
        : "";

    [GeneratedRegex(@"[Tt]ype this: (\d+)")]
    private static partial Regex Code();

    [GeneratedRegex(@"^Press ([0-9*#]+)$")]
    private static partial Regex KeysLeft();
}
