using System.Net;
using System.Threading.Channels;
using Ringback.Catalogue;
using Ringback.Wire.Calls;
using Ringback.Wire.Sccp;
using Ringback.Wire.Sip;

namespace Ringback.Workbench.Registrars;

/// <summary>
/// Something that a person does at a phone under test: lifts its handset, presses a key, ends the call.
/// </summary>
/// <param name="Key">The key; null for the handset.</param>
/// <param name="IsOver">True when the call is over.</param>
internal readonly record struct PhoneDid(char? Key, bool IsOver);

/// <summary>A phone under a bench test, over whatever it is registered by.</summary>
internal interface ITestedPhone : IDisposable
{
    /// <summary>Its address when the test began.</summary>
    IPAddress? Address { get; }

    /// <summary>False once it is registered no longer.</summary>
    bool IsHere { get; }

    /// <summary>What has come of its voice since <see cref="ForgetHeard"/>.</summary>
    EchoHeard Heard { get; }

    /// <summary>What happens at it.</summary>
    ChannelReader<PhoneDid> Said { get; }

    void ForgetHeard();

    /// <summary>Has it do something; false when it cannot be told, true as well for what it cannot do.</summary>
    bool TryDo(SccpOrder order);
}

/// <summary>A phone that is registered over SCCP: everything of it can be reached.</summary>
internal sealed class TestedSccpPhone : ITestedPhone
{
    private readonly SccpService _sccp;
    private readonly string _device;
    private readonly Channel<PhoneDid> _said = TestedPhones.Channel();

    internal TestedSccpPhone(SccpService sccp, string device)
    {
        _sccp = sccp;
        _device = device;
        Address = sccp.Find(device)?.Address.Address;
        sccp.Proved += Take;
    }

    public IPAddress? Address { get; }

    public bool IsHere => _sccp.Find(_device) is not null;

    public EchoHeard Heard => _sccp.Heard(_device);

    public ChannelReader<PhoneDid> Said => _said.Reader;

    public void ForgetHeard() => _sccp.ForgetHeard(_device);

    public bool TryDo(SccpOrder order) => _sccp.TryOrder(_device, order);

    public void Dispose() => _sccp.Proved -= Take;

    private void Take(string device, SccpEvidence evidence)
    {
        if (!device.Equals(_device, StringComparison.OrdinalIgnoreCase)) return;
        PhoneDid? did = evidence switch
        {
            SccpHookMoved { IsOffHook: true } => default(PhoneDid),
            SccpKeyPressed { Key: var key } => new PhoneDid(key, false),
            // Answered with its key and not with the handset: it rang all the same.
            SccpCalled { Call.Stage: CallStage.Answered } => default(PhoneDid),
            SccpCalled { Call.Stage: CallStage.Ended } => new PhoneDid(null, true),
            _ => null,
        };
        if (did is { } happened) _said.Writer.TryWrite(happened);
    }
}

/// <summary>A phone that is registered over SIP: it rings, shows who calls, and sends keys and a voice.</summary>
internal sealed class TestedSipPhone : ITestedPhone
{
    private readonly SipService _sip;
    private readonly string _user;
    private readonly string _mac;
    private readonly string _caller;
    private readonly Channel<PhoneDid> _said = TestedPhones.Channel();

    private TestedSipPhone(SipService sip, SipBinding phone, string mac, string caller)
    {
        _sip = sip;
        _user = phone.User;
        _mac = mac;
        _caller = caller;
        Address = phone.Flow.Remote.Address;
        sip.Told += Take;
    }

    public IPAddress? Address { get; }

    public bool IsHere => _sip.FindByMac(_mac) is not null;

    public EchoHeard Heard => _sip.Heard(_user);

    public ChannelReader<PhoneDid> Said => _said.Reader;

    /// <summary>The phone; null when it has gone.</summary>
    /// <param name="sip">The SIP server; null when there is none.</param>
    /// <param name="mac">Which.</param>
    /// <param name="caller">The name that it shows.</param>
    internal static TestedSipPhone? Of(SipService? sip, MacAddress mac, string caller) =>
        sip?.FindByMac(mac.ToString()) is { } phone ? new TestedSipPhone(sip, phone, mac.ToString(), caller) : null;

    public void ForgetHeard() => _sip.ForgetHeard(_user);

    public bool TryDo(SccpOrder order) => order switch
    {
        SccpRing => _sip.TryRing(_user, _caller),
        SccpHangUp => _sip.TryHangUp(_user),
        // It shows who calls, and its lamp and its speaker are its own.
        _ => true,
    };

    public void Dispose() => _sip.Told -= Take;

    private void Take(SipEffect effect)
    {
        PhoneDid? did = effect switch
        {
            SipKeyPressed pressed when Is(pressed.User) => new PhoneDid(pressed.Key, false),
            SipCalled { Call: { From: null, Stage: CallStage.Answered } call } when Is(call.To) => default(PhoneDid),
            SipCalled { Call: { From: null, Stage: CallStage.Ended } call } when Is(call.To) =>
                new PhoneDid(null, true),
            _ => null,
        };
        if (did is { } happened) _said.Writer.TryWrite(happened);
    }

    private bool Is(string? user) => _user.Equals(user, StringComparison.OrdinalIgnoreCase);
}

/// <summary>What both have in common.</summary>
file static class TestedPhones
{
    // A person presses a few keys a second, and is listened to five times a second.
    private const int MostWaiting = 256;

    internal static Channel<PhoneDid> Channel() => System.Threading.Channels.Channel.CreateBounded<PhoneDid>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest });
}
