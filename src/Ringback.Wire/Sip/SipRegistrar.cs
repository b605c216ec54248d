using System.Net;
using Ringback.Wire.Calls;

namespace Ringback.Wire.Sip;

/// <summary>
/// A SIP server for a bench, as a machine: who is registered, and the calls between them. Messages, orders and the time
/// go in; what is to be sent and told comes out, in this order. RFC 3261.
/// </summary>
/// <remarks>
/// Knows no socket and no clock. Not safe for use by two threads at once. Over UDP it answers to the source address and
/// there to the port that the Via names, because a 7940/60 sends from a port on which it does not listen; over TCP, on
/// the connection.
/// </remarks>
public sealed class SipRegistrar
{
    private readonly SipRegistrarOptions _options;
    private readonly List<SipEffect> _output = [];
    private readonly SipBindings _bindings;
    private readonly SipTransactions _transactions;
    private readonly SipTokens _tokens;
    private readonly SipDigest _digest;
    private readonly SipCallBook _book;
    private readonly SipCalls _calls;
    private readonly SipBenchCalls _benchCalls;

    /// <summary>A registrar at which nobody is.</summary>
    public SipRegistrar(SipRegistrarOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _bindings = new SipBindings(options.MostBindings);
        _transactions = new SipTransactions(_output);
        _tokens = new SipTokens(options.Secret);
        _digest = new SipDigest(options.Secret);
        SipAsks asks = new(_transactions, _tokens, _output);
        _book = new SipCallBook(asks, _output);
        _calls = new SipCalls(options, _bindings, _book, _transactions, asks, _tokens, _output);
        _benchCalls = new SipBenchCalls(options, _book, asks, _tokens, _output);
    }

    /// <summary>Lines that are registered now.</summary>
    public int Registered => _bindings.Count;

    /// <summary>Calls that are under way.</summary>
    public int Calls => _calls.Count;

    /// <summary>Messages that may have to be said again.</summary>
    public int Pending => _transactions.Count;

    /// <summary>The line of that name; null when it is not registered.</summary>
    public SipBinding? Find(string user) => _bindings.Find(user);

    /// <summary>The first line of the phone with that MAC address; null when none is registered.</summary>
    public SipBinding? FindByMac(string mac) => _bindings.All.FirstOrDefault(
        b => mac.Equals(b.Registration.Mac, StringComparison.OrdinalIgnoreCase));

    /// <summary>Takes one message.</summary>
    /// <param name="message">What came.</param>
    /// <param name="flow">How; over UDP its other end is where the datagram came from.</param>
    /// <param name="now">When.</param>
    public IReadOnlyList<SipEffect> Receive(SipMessage message, SipFlow flow, Moment now)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(flow);
        if (!message.IsRequest)
        {
            _transactions.Take(message, now.Running);
            return Take();
        }

        SipFlow back = flow.Transport is SipTransport.Tcp
            ? flow
            : flow with { Remote = SipReplies.Destination(message, flow.Remote) };
        switch (message.Method)
        {
            case "REGISTER":
                Register(message, flow, back, now);
                break;
            case "INVITE":
                _calls.Invite(message, back, now.Running);
                break;
            case "ACK":
                _calls.Acknowledge(message);
                break;
            case "CANCEL":
                _calls.Cancel(message, back, now.Running);
                break;
            case "BYE":
                _calls.Bye(message, back, now.Running);
                break;
            case "INFO" when _calls.LineOf(message) is { } line:
                Send(back, SipReplies.Ok(message, flow.Remote));
                if (SipKeys.From(message) is { } key) _output.Add(new SipKeyPressed(line, key));
                break;
            default:
                Send(back, SipReplies.Answer(message, flow.Remote, now.Clock));
                break;
        }

        return Take();
    }

    /// <summary>A connection is gone.</summary>
    public IReadOnlyList<SipEffect> Lost(int connection, Moment now)
    {
        _bindings.Lost(connection);
        _calls.Lost(connection, now.Running);
        return Take();
    }

    /// <summary>Time passes: what was not answered is said again, or given up. Ten times a second.</summary>
    public IReadOnlyList<SipEffect> Tick(Moment now)
    {
        _transactions.Tick(now.Running);
        _calls.Tick(now.Running);
        _bindings.Tick(now.Running);
        return Take();
    }

    /// <summary>
    /// Tells a phone to look at its files again: NOTIFY with <c>check-sync</c>, after which a 7940 or 7960 restarts
    /// when the <c>sync</c> of its files has changed, and others restart at once.
    /// </summary>
    /// <param name="user">The line.</param>
    /// <param name="now">When.</param>
    /// <param name="effects">What follows.</param>
    /// <returns>False when the line is not registered.</returns>
    public bool TryCheckSync(string user, Moment now, out IReadOnlyList<SipEffect> effects)
    {
        effects = [];
        if (_bindings.Find(user) is not { } binding) return false;
        string local = binding.Flow.LocalText;
        SipOutgoing notify = new(binding.Flow, "NOTIFY", binding.Contact, $"<sip:ringback@{local}>;tag={_tokens.Tag()}",
            $"<sip:{binding.User}@{local}>", _tokens.CallId(), 1, _tokens.Branch());
        byte[] bytes = SipWriting.Request(notify,
        [
            new SipHeader("Event", "check-sync"), new SipHeader("Subscription-State", "terminated"),
            SipWriting.Contact(binding.Flow),
        ], null, []);
        _transactions.Ask(notify, bytes, now.Running, (response, _) =>
            _output.Add(new SipObeyed(binding.User, response?.StatusCode ?? 408)));
        effects = Take();
        return true;
    }

    /// <summary>True while a line rings or speaks.</summary>
    public bool IsInCall(string user) => _book.Of(user) is not null;

    /// <summary>Rings a phone; whoever answers hears himself.</summary>
    /// <param name="user">The line.</param>
    /// <param name="caller">The name that its display shows while it rings and speaks.</param>
    /// <param name="now">When.</param>
    /// <param name="effects">What follows.</param>
    /// <returns>False when the line is not registered or in a call, or there is no echo.</returns>
    public bool TryRing(string user, string caller, Moment now, out IReadOnlyList<SipEffect> effects)
    {
        ArgumentNullException.ThrowIfNull(caller);
        bool done = _bindings.Find(user) is { } binding && _benchCalls.Ring(binding, caller, now.Running);
        effects = Take();
        return done;
    }

    /// <summary>Ends the call that a line is in.</summary>
    /// <param name="user">The line.</param>
    /// <param name="now">When.</param>
    /// <param name="effects">What follows.</param>
    /// <returns>False when it is in none.</returns>
    public bool TryHangUp(string user, Moment now, out IReadOnlyList<SipEffect> effects)
    {
        bool done = _calls.HangUp(user, now.Running);
        effects = Take();
        return done;
    }

    private void Register(SipMessage message, SipFlow flow, SipFlow back, Moment now)
    {
        SipRegistration registration = SipRegistration.From(message)!;
        bool isAuthenticated = false;
        if (registration.User is { } user && _options.Credentials(user) is { } credentials)
        {
            IPAddress phone = flow.Remote.Address;
            switch (_digest.Judge(message, phone, credentials.Name, credentials.Password, now.Running))
            {
                case SipDigestVerdict.Missing:
                    Challenge(message, flow, back, now, isStale: false);
                    return;
                case SipDigestVerdict.Stale:
                    Challenge(message, flow, back, now, isStale: true);
                    return;
                case SipDigestVerdict.Wrong:
                    _output.Add(new SipRejected(flow, registration));
                    Send(back, SipReplies.Refuse(message, flow.Remote, 403, "Forbidden"));
                    return;
            }

            isAuthenticated = true;
        }

        Send(back, SipReplies.Ok(message, flow.Remote, now.Clock));
        Bind(registration, flow, now.Running);
        _output.Add(new SipRegistered(flow, message, registration, isAuthenticated));
    }

    private void Challenge(SipMessage message, SipFlow flow, SipFlow back, Moment now, bool isStale) =>
        Send(back, SipReplies.Refuse(message, flow.Remote, 401, "Unauthorized", new SipHeader(
            "WWW-Authenticate", _digest.Challenge(flow.Remote.Address, now.Running, isStale))));

    private void Bind(SipRegistration registration, SipFlow flow, TimeSpan now)
    {
        if (registration.User is not { } user) return;
        if (registration.IsDeregistration)
        {
            _bindings.Remove(user);
            return;
        }

        if (registration.Contact is not { } contact || !contact.StartsWith("sip:", StringComparison.OrdinalIgnoreCase))
            return;
        TimeSpan asked = TimeSpan.FromSeconds(registration.Expires ?? SipReplies.DefaultExpiresSeconds);
        TimeSpan granted = asked < _options.LongestBinding ? asked : _options.LongestBinding;
        // Half a minute more: a phone says it again when it is nearly over.
        _bindings.Set(new SipBinding(user, contact, SipBindings.FlowTo(flow, contact), registration,
            now + granted + TimeSpan.FromSeconds(30)));
    }

    private void Send(SipFlow flow, byte[]? bytes)
    {
        if (bytes is not null) _output.Add(new SipSend(flow, bytes));
    }

    private SipEffect[] Take()
    {
        SipEffect[] taken = [.. _output];
        _output.Clear();
        return taken;
    }
}
