using System.Net;
using Ringback.Wire.Calls;

namespace Ringback.Wire.Sip;

/// <summary>
/// Calls between registered phones: two dialogs, of which we are the other side (RFC 7092: a back-to-back user agent).
/// Descriptions are passed on as they are, so that the voice goes from phone to phone. And calls of the echo.
/// </summary>
internal sealed class SipCalls(
    SipRegistrarOptions options, SipBindings bindings, SipTransactions transactions, SipTokens tokens,
    List<SipEffect> output)
{
    private readonly Dictionary<(string CallId, string Tag), (SipCall Call, SipLeg Leg)> _dialogs = [];
    private readonly List<SipCall> _calls = [];

    internal int Count => _calls.Count;

    /// <summary>An INVITE: a new call, or a change of one.</summary>
    internal void Invite(SipMessage request, SipFlow flow, TimeSpan now)
    {
        if (transactions.Repeats(request, flow)) return;
        if (SipText.Parameter(request.First("To") ?? "", "tag") is not null)
        {
            if (Find(request) is { } known) Change(known.Call, known.Leg, request, flow, now);
            else Refuse(request, flow, 481, "Call/Transaction Does Not Exist");
            return;
        }

        if (flow.IsLossy && !bindings.IsAt(flow.Remote.Address))
        {
            // Whose address a datagram bears proves nothing, and a call says much to whoever is there.
            Refuse(request, flow, 403, "Register First");
            return;
        }

        string number = SipText.User(request.RequestUri) ?? "";
        string? from = SipText.User(SipText.Uri(request.First("From") ?? ""));
        if (SipText.Parameter(request.First("From") ?? "", "tag") is null
            || SipBindings.ContactOf(request) is not { } contact)
        {
            Refuse(request, flow, 400, "Bad Request");
            return;
        }

        bool isEcho = options.EchoPort is not null && IsEcho(number);
        SipBinding? callee = isEcho ? null : bindings.Find(number);
        if (!isEcho && callee is null) Refuse(request, flow, 404, "Not Found");
        else if (_calls.Count >= options.MostCalls) Refuse(request, flow, 503, "Service Unavailable");
        else if (callee is not null && (callee.User == from || IsBusy(callee.User)))
            Refuse(request, flow, 486, "Busy Here");
        else Begin(request, flow, SipBindings.FlowTo(flow, contact), number, contact, callee, now);
    }

    internal void Acknowledge(SipMessage ack)
    {
        transactions.Acknowledged(ack);
        if (Find(ack) is not { } known || known.Leg.Invite is not { } invite || !known.Leg.IsInviteAnswered) return;
        if (SipTransactions.Word(ack.First("CSeq"), 0) != SipTransactions.Word(invite.First("CSeq"), 0)) return;
        transactions.Acknowledged(invite);
        known.Leg.Invite = null;
        if (known.Call.IsEcho) Hear(known.Call, ack);
        else if (known.Call.Other(known.Leg) is { Unacknowledged: { } answer } other)
            Ack(other, answer, ack.Body.ToArray());
    }

    internal void Cancel(SipMessage request, SipFlow flow, TimeSpan now)
    {
        if (transactions.Repeats(request, flow)) return;
        string branch = Branch(request);
        SipCall? call = _calls.Find(c => c.Caller.Invite is { } invite && !c.Caller.IsInviteAnswered
            && c.Caller.CallId == request.First("Call-ID") && Branch(invite) == branch);
        if (call is null)
        {
            Refuse(request, flow, 481, "Call/Transaction Does Not Exist");
            return;
        }

        Answer(request, flow, 200, "OK", call.Caller.Tag, [], now);
        RefuseCaller(call, 487, "Request Terminated", now);
        End(call, now, call.Caller);
    }

    internal void Bye(SipMessage request, SipFlow flow, TimeSpan now)
    {
        if (transactions.Repeats(request, flow)) return;
        if (Find(request) is not { } known)
        {
            Refuse(request, flow, 481, "Call/Transaction Does Not Exist");
            return;
        }

        Answer(request, flow, 200, "OK", known.Leg.Tag, [], now);
        // Its own INVITE may still wait, when it hangs up without cancelling.
        if (known.Leg.Invite is { } invite && !known.Leg.IsInviteAnswered)
            Answer(invite, known.Leg.Flow, 487, "Request Terminated", known.Leg.Tag, [], now);
        End(known.Call, now, known.Leg);
    }

    /// <summary>True when a request belongs to a call.</summary>
    internal bool Knows(SipMessage request) => Find(request) is not null;

    /// <summary>A connection is gone, and with it the phone's end of its calls.</summary>
    internal void Lost(int connection, TimeSpan now)
    {
        foreach (SipCall call in _calls.ToArray())
        {
            SipLeg? lost = call.Legs.FirstOrDefault(
                l => l.Flow.Transport is SipTransport.Tcp && l.Flow.Connection == connection);
            if (lost is null) continue;
            if (lost != call.Caller) RefuseCaller(call, 480, "Temporarily Unavailable", now);
            End(call, now, lost);
        }
    }

    internal void Tick(TimeSpan now)
    {
        foreach (SipCall call in _calls.ToArray())
        {
            if (call.IsTalking || now - call.Since < options.LongestRing) continue;
            RefuseCaller(call, 480, "Temporarily Unavailable", now);
            End(call, now, null);
        }
    }

    private static bool IsEcho(string number) =>
        number == LineNumbers.Echo || number.Equals("echo", StringComparison.OrdinalIgnoreCase);

    private bool IsBusy(string user) => _calls.Exists(c => c.Legs.Any(l => l.User == user));

    private void Begin(SipMessage request, SipFlow flow, SipFlow phone, string number, string contact,
        SipBinding? callee, TimeSpan now)
    {
        string tag = tokens.Tag();
        SipLeg caller = new()
        {
            Flow = phone, CallId = request.First("Call-ID")!, Tag = tag, Local = $"{request.First("To")};tag={tag}",
            Remote = request.First("From")!, Target = contact,
            User = SipText.User(SipText.Uri(request.First("From")!)), Invite = request,
        };
        SipCall call = new(caller, number, now);
        _calls.Add(call);
        _dialogs[(caller.CallId, tag)] = (call, caller);
        if (callee is not null)
        {
            Try(request, flow, now);
            Ring(call, callee, now);
            return;
        }

        AnswerEcho(call, request, flow, now);
        call.IsTalking = true;
        Tell(call, CallStage.Answered, TimeSpan.Zero);
    }

    private void AnswerEcho(SipCall call, SipMessage request, SipFlow flow, TimeSpan now)
    {
        SipVoice? offer = SipVoice.From(request.Body.Span);
        if (request.Body.Length > 0 && offer is null)
        {
            call.Caller.Invite = null;
            Answer(request, flow, 488, "Not Acceptable Here", call.Caller.Tag, [], now);
            if (!call.IsTalking) End(call, now, call.Caller);
            return;
        }

        Hear(call, request);
        call.Caller.Invite = request;
        call.Caller.IsInviteAnswered = true;
        string body = SipVoice.Describe(flow.Local.Address, options.EchoPort!.Value, offer?.PayloadType ?? 0);
        AnswerInvite(call, call.Caller, 200, "OK", System.Text.Encoding.Latin1.GetBytes(body), flow, now);
    }

    /// <summary>
    /// Where the phone of an echo hears. A description may name any address; only the phone's own is believed, or it
    /// could have others flooded.
    /// </summary>
    private void Hear(SipCall call, SipMessage message)
    {
        if (SipVoice.From(message.Body.Span) is not { } voice) return;
        IPEndPoint hears = new(call.Caller.Flow.Remote.Address, voice.Port);
        if (hears.Equals(call.Voice)) return;
        if (call.Voice is { } before) output.Add(new SipEchoEnded(before));
        call.Voice = hears;
        output.Add(new SipEchoBegun(hears));
    }

    private void Ring(SipCall call, SipBinding binding, TimeSpan now)
    {
        string tag = tokens.Tag(), local = binding.Flow.LocalText;
        SipLeg callee = new()
        {
            Flow = binding.Flow, CallId = tokens.CallId(), Tag = tag,
            Local = $"<sip:{call.Caller.User ?? "unknown"}@{local}>;tag={tag}",
            Remote = $"<sip:{binding.User}@{local}>", Target = binding.Contact, User = binding.User,
        };
        call.Callee = callee;
        _dialogs[(callee.CallId, tag)] = (call, callee);
        AskInvite(call, callee, call.Caller.Invite!.Body.ToArray(), now);
    }

    /// <summary>A phone wants to change its call: hold, another codec. The other side is asked.</summary>
    private void Change(SipCall call, SipLeg leg, SipMessage request, SipFlow flow, TimeSpan now)
    {
        leg.Flow = SipBindings.FlowTo(flow, leg.Target);
        if (call.IsEcho)
        {
            AnswerEcho(call, request, flow, now);
        }
        else if (leg.Invite is not null || leg.Asked is not null
            || call.Other(leg) is not { IsUp: true, Asked: null } other)
        {
            Refuse(request, flow, 491, "Request Pending");
        }
        else
        {
            leg.Invite = request;
            leg.IsInviteAnswered = false;
            Try(request, flow, now);
            AskInvite(call, other, request.Body.ToArray(), now);
        }
    }

    private void AskInvite(SipCall call, SipLeg leg, byte[] body, TimeSpan now)
    {
        SipOutgoing invite = Outgoing(leg, "INVITE", tokens.Branch());
        leg.Asked = invite;
        bool offers = body.Length > 0;
        byte[] bytes = SipWriting.Request(invite, Offered(leg.Flow), SipWriting.Session, body);
        transactions.Ask(invite, bytes, now, (response, at) => Answered(call, leg, invite, offers, response, at));
    }

    /// <summary>What a phone says to an INVITE of ours.</summary>
    private void Answered(
        SipCall call, SipLeg leg, SipOutgoing invite, bool offered, SipMessage? response, TimeSpan now)
    {
        SipLeg other = call.Other(leg)!;
        int code = response?.StatusCode ?? 408;
        if (code < 200)
        {
            if (call.IsOver) CancelInvite(invite, now);
            else if (code > 100 && !leg.IsUp) Progress(call, response!, now);
            return;
        }

        bool isRepeated = leg.Asked != invite;
        leg.Asked = null;
        if (code < 300) Accepted(call, leg, other, offered, isRepeated, response!, now);
        else Declined(call, leg, other, invite, isRepeated, response, code, now);
    }

    private void Accepted(SipCall call, SipLeg leg, SipLeg other, bool offered, bool isRepeated, SipMessage response,
        TimeSpan now)
    {
        if (isRepeated)
        {
            if (leg.Ack is { } ack) output.Add(new SipSend(leg.Flow, ack));
            return;
        }

        bool isFirst = !leg.IsUp;
        leg.IsUp = true;
        leg.Remote = response.First("To") ?? leg.Remote;
        if (SipBindings.ContactOf(response) is { } contact)
        {
            leg.Target = contact;
            leg.Flow = SipBindings.FlowTo(leg.Flow, contact);
        }

        if (call.IsOver)
        {
            // It answered in the moment in which the caller gave up.
            Ack(leg, response, []);
            Hangup(leg, now);
            return;
        }

        if (offered) Ack(leg, response, []);
        else leg.Unacknowledged = response;
        AnswerInvite(call, other, 200, "OK", response.Body.ToArray(), other.Flow, now);
        if (!isFirst) return;
        other.IsUp = true;
        call.IsTalking = true;
        call.Since = now;
        Tell(call, CallStage.Answered, TimeSpan.Zero);
    }

    private void Declined(SipCall call, SipLeg leg, SipLeg other, SipOutgoing invite, bool isRepeated,
        SipMessage? response, int code, TimeSpan now)
    {
        if (response is not null)
        {
            SipOutgoing ack = invite with { Method = "ACK", To = response.First("To") ?? invite.To };
            output.Add(new SipSend(leg.Flow, SipWriting.Request(ack, [], null, [])));
        }

        if (isRepeated || call.IsOver) return;
        string reason = response?.ReasonPhrase is { Length: > 0 } said ? said : "Request Timeout";
        AnswerInvite(call, other, code < 400 ? 480 : code, reason, [], other.Flow, now);
        other.Invite = null;
        if (!leg.IsUp) End(call, now, leg);
    }

    private void Progress(SipCall call, SipMessage response, TimeSpan now)
    {
        if (call.Caller.Invite is not { } invite || call.Caller.IsInviteAnswered) return;
        byte[] body = response.Body.ToArray();
        byte[] bytes = SipWriting.Answer(invite, call.Caller.Flow, response.StatusCode, response.ReasonPhrase,
            call.Caller.Tag, [SipWriting.Contact(call.Caller.Flow)], body);
        transactions.Answer(invite, call.Caller.Flow, bytes, false, now);
        if (response.StatusCode == 180) Tell(call, CallStage.Ringing, TimeSpan.Zero);
    }

    private void End(SipCall call, TimeSpan now, SipLeg? by)
    {
        if (call.IsOver) return;
        call.IsOver = true;
        _calls.Remove(call);
        foreach (SipLeg leg in call.Legs)
        {
            _dialogs.Remove((leg.CallId, leg.Tag));
            if (leg == by) continue;
            if (leg.IsUp || (leg == call.Caller && call.IsTalking)) Hangup(leg, now);
            else if (leg.Asked is { } invite) CancelInvite(invite, now);
        }

        if (call.Voice is { } voice) output.Add(new SipEchoEnded(voice));
        Tell(call, CallStage.Ended, call.IsTalking ? now - call.Since : TimeSpan.Zero);
    }

    private void Hangup(SipLeg leg, TimeSpan now)
    {
        SipOutgoing bye = Outgoing(leg, "BYE", tokens.Branch());
        transactions.Ask(bye, SipWriting.Request(bye, [], null, []), now, null);
    }

    private void CancelInvite(SipOutgoing invite, TimeSpan now)
    {
        SipOutgoing cancel = invite with { Method = "CANCEL" };
        transactions.Ask(cancel, SipWriting.Request(cancel, [], null, []), now, null);
    }

    private void RefuseCaller(SipCall call, int code, string reason, TimeSpan now)
    {
        if (call.Caller.Invite is not null && !call.Caller.IsInviteAnswered)
            AnswerInvite(call, call.Caller, code, reason, [], call.Caller.Flow, now);
    }

    private static IEnumerable<SipHeader> Offered(SipFlow flow) =>
        [SipWriting.Contact(flow), new SipHeader("Allow", SipReplies.Allowed)];

    private void Try(SipMessage request, SipFlow flow, TimeSpan now) => transactions.Answer(
        request, flow, SipWriting.Answer(request, flow, 100, "Trying", null, [], []), false, now);

    private void AnswerInvite(
        SipCall call, SipLeg leg, int code, string reason, byte[] body, SipFlow flow, TimeSpan now)
    {
        if (leg.Invite is not { } invite) return;
        leg.IsInviteAnswered = true;
        IEnumerable<SipHeader> more = code < 300 ? Offered(flow) : [];
        transactions.Answer(invite, flow, SipWriting.Answer(invite, flow, code, reason, leg.Tag, more, body), true, now,
            code < 300 ? () => End(call, now + SipTransactions.GiveUp, null) : null);
    }

    private void Ack(SipLeg leg, SipMessage response, byte[] body)
    {
        leg.Unacknowledged = null;
        uint number = uint.TryParse(SipTransactions.Word(response.First("CSeq"), 0), out uint read) ? read : leg.CSeq;
        SipOutgoing ack = Outgoing(leg, "ACK", tokens.Branch()) with { CSeq = number };
        leg.CSeq = Math.Max(number, leg.CSeq - 1);
        leg.Ack = SipWriting.Request(ack, [], SipWriting.Session, body);
        output.Add(new SipSend(leg.Flow, leg.Ack));
    }

    private static SipOutgoing Outgoing(SipLeg leg, string method, string branch) =>
        new(leg.Flow, method, leg.Target, leg.Local, leg.Remote, leg.CallId, ++leg.CSeq, branch);

    /// <summary>Without state: a request that is repeated is refused again.</summary>
    private void Refuse(SipMessage request, SipFlow flow, int code, string reason)
    {
        if (SipReplies.Refuse(request, flow.Remote, code, reason) is { } bytes) output.Add(new SipSend(flow, bytes));
    }

    private void Answer(SipMessage request, SipFlow flow, int code, string reason, string? tag,
        IEnumerable<SipHeader> more, TimeSpan now) => transactions.Answer(
            request, flow, SipWriting.Answer(request, flow, code, reason, tag, more, []), true, now);

    private (SipCall Call, SipLeg Leg)? Find(SipMessage request)
    {
        string? tag = SipText.Parameter(request.First("To") ?? "", "tag");
        return tag is not null && _dialogs.TryGetValue((request.First("Call-ID")!, tag), out var known) ? known : null;
    }

    private static string Branch(SipMessage request) =>
        SipText.Parameter(SipReplies.TopVia(request), "branch") ?? "";

    private void Tell(SipCall call, CallStage stage, TimeSpan talked) => output.Add(new SipCalled(call.Caller.Flow,
        new CallTold(call.Caller.User, call.Callee?.User, call.Number, stage, talked)));
}
