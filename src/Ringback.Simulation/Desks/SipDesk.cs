using System.Globalization;
using System.Net;
using System.Text;
using Ringback.Simulation.Network;
using Ringback.Wire.Sip;

namespace Ringback.Simulation.Desks;

/// <summary>
/// A SIP phone that is up, over UDP: registers, with a password when it is asked for one, and again before that is
/// over, calls, and answers. It writes and reads with code of its own as far as calls go.
/// </summary>
public sealed class SipDesk : IAsyncDisposable
{
    private static readonly TimeSpan Repeat = TimeSpan.FromMilliseconds(500);

    // timer_register_delta of a 7940 or 7960: so long before the end it says it again (sources.md 7940-7960 §6.2).
    private static readonly TimeSpan Earlier = TimeSpan.FromSeconds(5);

    private readonly DeskOptions _options;
    private readonly string _line;
    private readonly string? _password;
    private readonly string _authName;
    private readonly IDatagramPort _port;
    private readonly CancellationTokenSource _plug = new();
    private readonly TaskCompletionSource _up;
    private readonly Task _living;
    private DeskVoice? _voice;
    private int _heardBefore;
    private int _number = 1;
    private string _callId = "";
    private string _remoteTag = "";
    private string _target = "";
    private string _other = "";
    private string? _challenge;
    private uint _registers = 100;
    private long? _registeredAt;

    /// <summary>Plugs it in.</summary>
    /// <param name="options">The phone.</param>
    /// <param name="line">Its line.</param>
    /// <param name="password">Its password; null for none.</param>
    /// <param name="authName">The name that goes with the password; null for that of the line.</param>
    public SipDesk(DeskOptions options, string line, string? password = null, string? authName = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _line = line;
        _password = password;
        _authName = authName ?? line;
        _up = new TaskCompletionSource(options.Told);
        _port = options.Hanging.OpenPort(options.Address, options.Server);
        _living = LiveAsync(_plug.Token);
    }

    /// <summary>Until it is registered.</summary>
    public Task UpAsync(CancellationToken cancel) => _up.Task.WaitAsync(cancel);

    /// <summary>Packets with a voice in them that it has heard in all its calls.</summary>
    public int Heard => _heardBefore + (_voice?.Heard ?? 0);

    /// <summary>Its line.</summary>
    public string Line => _line;

    /// <summary>Times that it was registered.</summary>
    public int Registered { get; private set; }

    /// <summary>True while it rings.</summary>
    public bool IsRinging { get; private set; }

    /// <summary>What its display shows of whoever calls; null before the first.</summary>
    public string? Caller { get; private set; }

    /// <summary>True while it is in a call.</summary>
    public bool IsTalking { get; private set; }

    /// <summary>Calls somebody.</summary>
    public Task DialAsync(string number)
    {
        _callId = $"{_options.Mac}-{++_number}";
        _other = number;
        _remoteTag = "";
        _target = $"sip:{number}@{_options.Server}";
        OpenVoice();
        return SendAsync(Request("INVITE", _target, "", Describe()));
    }

    /// <summary>Presses keys, one after the other, in a call.</summary>
    public async Task PressAsync(string keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        foreach (char key in keys)
        {
            await Waiting.ForAsync(_options.Reaction, _options.Time, _plug.Token).ConfigureAwait(false);
            if (_voice is { } voice) await voice.PressAsync(key).ConfigureAwait(false);
        }
    }

    /// <summary>Hangs up.</summary>
    public Task HangUpAsync()
    {
        EndVoice();
        _number++;
        return SendAsync(Request("BYE", _target, _remoteTag, ""));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // On this thread: in simulated time there is no other.
        _plug.Cancel();
        await _living.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        EndVoice();
        _port.Dispose();
        _plug.Dispose();
    }

    private async Task LiveAsync(CancellationToken plug)
    {
        while (!plug.IsCancellationRequested)
        {
            if (IsDue) await SendAsync(NextRegister()).ConfigureAwait(false);
            ReceivedDatagram? came = await _port.ReceiveAsync(Repeat, plug).ConfigureAwait(false);
            if (came is not null && SipMessage.TryRead(came.Content.Span, out SipMessage? message, out _))
                await TakeAsync(message).ConfigureAwait(false);
        }
    }

    private bool IsDue => _registeredAt is not { } at
        || _options.Time.GetElapsedTime(at) >= TimeSpan.FromSeconds(_options.RegisterSeconds) - Earlier;

    private Task TakeAsync(SipMessage message) => message.IsRequest
        ? TakeRequestAsync(message)
        : TakeResponseAsync(message);

    private async Task TakeResponseAsync(SipMessage response)
    {
        string method = response.First("CSeq")!.Split(' ')[^1];
        if (method == "REGISTER")
        {
            if (response.StatusCode == 401) _challenge = response.First("WWW-Authenticate");
            if (response.StatusCode == 401) await SendAsync(NextRegister()).ConfigureAwait(false);
            if (response.StatusCode != 200) return;
            if (IsDue) Registered++;
            _registeredAt = _options.Time.GetTimestamp();
            _up.TrySetResult();
            return;
        }

        if (method != "INVITE" || response.StatusCode < 200) return;
        _remoteTag = Tag(response.First("To")!);
        if (response.StatusCode < 300) _target = Inside(response.First("Contact") ?? _target);
        await SendAsync(Request("ACK", _target, _remoteTag, "")).ConfigureAwait(false);
        if (response.StatusCode >= 300) EndVoice();
        else Speak(response);
    }

    private async Task TakeRequestAsync(SipMessage request)
    {
        switch (request.Method)
        {
            case "INVITE":
                _callId = request.First("Call-ID")!;
                _remoteTag = Tag(request.First("From")!);
                _target = Inside(request.First("Contact") ?? "");
                _other = request.First("From")!;
                Caller = _other.Split('"') is [_, var shown, ..] ? shown : _other;
                await SendAsync(Answer(request, 180, "Ringing", "")).ConfigureAwait(false);
                IsRinging = true;
                if (_options.Answers) _ = PickUpAsync(request);
                break;
            case "ACK":
                break;
            default:
                if (request.Method is "BYE" or "CANCEL") EndVoice();
                await SendAsync(Answer(request, 200, "OK", "")).ConfigureAwait(false);
                break;
        }
    }

    private async Task PickUpAsync(SipMessage invite)
    {
        try
        {
            await Waiting.ForAsync(_options.Reaction, _options.Time, _plug.Token).ConfigureAwait(false);
            if (!IsRinging) return;
            IsRinging = false;
            OpenVoice();
            await SendAsync(Answer(invite, 200, "OK", Describe())).ConfigureAwait(false);
            Speak(invite);
        }
        catch (Exception e) when (e is ObjectDisposedException or OperationCanceledException)
        {
            IsRinging = false;
        }
    }

    private void OpenVoice()
    {
        EndVoice();
        _voice = new DeskVoice(_options.Hanging, _options.Address ?? _port.Local.Address, _options.Server,
            _options.Time, _plug.Token);
    }

    private void Speak(SipMessage described)
    {
        IPAddress? address = null;
        foreach (string line in Encoding.ASCII.GetString(described.Body.Span).Split("\r\n"))
        {
            string[] words = line.Split(' ');
            if (line.StartsWith("c=IN", StringComparison.Ordinal)) address = IPAddress.Parse(words[^1]);
            if (!line.StartsWith("m=audio", StringComparison.Ordinal) || address is null) continue;
            IsTalking = true;
            _voice?.SpeakTo(new IPEndPoint(address, int.Parse(words[1], CultureInfo.InvariantCulture)));
        }
    }

    private void EndVoice()
    {
        IsTalking = false;
        IsRinging = false;
        _heardBefore += _voice?.Heard ?? 0;
        _voice?.Dispose();
        _voice = null;
    }

    private string Describe() => $"v=0\r\no=- 1 1 IN IP4 {_port.Local.Address}\r\ns=-\r\n"
        + $"c=IN IP4 {_port.Local.Address}\r\nt=0 0\r\nm=audio {_voice!.Local.Port} RTP/AVP 0 101\r\n"
        + "a=rtpmap:101 telephone-event/8000\r\n";

    /// <summary>A REGISTER as a phone of these options writes it, without a password.</summary>
    /// <param name="options">The phone.</param>
    /// <param name="line">Its line.</param>
    /// <param name="local">Where it listens.</param>
    /// <param name="number">The number of the request.</param>
    internal static byte[] Register(DeskOptions options, string line, IPEndPoint local, uint number)
    {
        byte[] register = SipRequests.Register(new SipRegisterRequest
        {
            Mac = options.Mac.ToString(), Model = options.Model, DeviceTypeNumber = options.DeviceType,
            UserAgentVersion = options.UserAgentVersion, Local = local, Registrar = options.Server.ToString(),
            User = line, CSeq = number, Expires = options.RegisterSeconds,
        });
        return !options.SaysLoad ? register : With(register, $"Reason: SIP;cause=200;text=\"cisco-alarm:25 "
            + $"Name=SEP{options.Mac} Load={options.Load} Last=reset-restart\"");
    }

    private byte[] NextRegister()
    {
        _registers++;
        byte[] register = Register(_options, _line, _port.Local, _registers);
        if (_challenge is null || _password is null) return register;
        string answer = SipDigest.Answer(_challenge, "REGISTER", $"sip:{_options.Server}", _authName, _password) ?? "";
        return With(register, $"Authorization: {answer}");
    }

    private static byte[] With(byte[] request, string header)
    {
        const string before = "Content-Length:";
        return Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(request)
            .Replace(before, $"{header}\r\n{before}", StringComparison.Ordinal));
    }

    private byte[] Request(string method, string uri, string toTag, string body)
    {
        string to = _other.Contains('<', StringComparison.Ordinal)
            ? _other
            : $"<sip:{_other}@{_options.Server}>{(toTag.Length == 0 ? "" : $";tag={toTag}")}";
        string type = body.Length == 0 ? "" : "Content-Type: application/sdp\r\n";
        string branch = $"z9hG4bK{_callId}{_number}{method}";
        return Encoding.ASCII.GetBytes($"{method} {uri} SIP/2.0\r\nVia: SIP/2.0/UDP {_port.Local};branch={branch}\r\n"
            + $"From: <sip:{_line}@{_options.Server}>;tag={_line}\r\nTo: {to}\r\n"
            + $"Call-ID: {_callId}\r\nCSeq: {_number} {method}\r\nContact: <sip:{_line}@{_port.Local}>\r\n{type}"
            + $"Content-Length: {body.Length}\r\n\r\n{body}");
    }

    private byte[] Answer(SipMessage request, int code, string reason, string body)
    {
        StringBuilder text = new($"SIP/2.0 {code} {reason}\r\n");
        foreach (string via in request.All("Via")) text.Append($"Via: {via}\r\n");
        string to = request.First("To")!;
        string tag = to.Contains(";tag=", StringComparison.Ordinal) ? "" : $";tag={_line}";
        string type = body.Length == 0 ? "" : "Content-Type: application/sdp\r\n";
        text.Append($"From: {request.First("From")}\r\nTo: {to}{tag}\r\nCall-ID: {request.First("Call-ID")}\r\n"
            + $"CSeq: {request.First("CSeq")}\r\nContact: <sip:{_line}@{_port.Local}>\r\n{type}"
            + $"Content-Length: {body.Length}\r\n\r\n{body}");
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private Task SendAsync(byte[] bytes) => _port.SendAsync(bytes, _options.Server, _plug.Token);

    private static string Tag(string header) => header.Split(";tag=") is [_, var tag] ? tag.Split(';')[0] : "";

    private static string Inside(string header) => header.Split('<', '>') is [_, var uri, ..] ? uri : header;
}
