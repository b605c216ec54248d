using Ringback.Wire.Calls;

namespace Ringback.Wire.Sip;

/// <summary>
/// Calls between registered phones: two dialogs, of which we are the other side (RFC 7092: a back-to-back user agent).
/// Descriptions are passed on as they are, so that the voice goes from phone to phone. And calls of the echo.
/// </summary>
internal sealed class SipCalls(
    SipRegistrarOptions options, SipBindings bindings, SipCallBook book, SipTransactions transactions, SipAsks asks,
    SipTokens tokens, List<SipEffect> output)
{
    internal int Count => book.Count;

    /// <summary>An INVITE: a new call, or a change of one.</summary>
    internal void Invite(SipMessage request, SipFlow flow, TimeSpan now)
    {
        if (transactions.Repeats(request, flow)) return;
        if (SipText.Parameter(request.First("To") ?? "", "tag") is not null)
        {
            if (book.Find(request) is { } known) Change(known.Call, known.Leg, request, flow, now);
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
        else if (book.Count >= options.MostCalls) Refuse(request, flow, 503, "Service Unavailable");
        else if (callee is not null && (callee.User == from || book.Of(callee.User) is not null))
            Refuse(request, flow, 486, "Busy Here");
        else Begin(request, flow, SipBindings.FlowTo(flow, contact), number, contact, callee, now);
    }

    internal void Acknowledge(SipMessage ack)
    {
        transactions.Acknowledged(ack);
        if (book.Find(ack) is not { } known || known.Leg.Invite is not { } invite) return;
        if (!known.Leg.IsInviteAnswered) return;
        if (SipTransactions.Word(ack.First("CSeq"), 0) != SipTransactions.Word(invite.First("CSeq"), 0)) return;
        transactions.Acknowledged(invite);
        known.Leg.Invite = null;
        if (known.Call.IsEcho) book.Hear(known.Call, ack);
        else if (known.Call.Other(known.Leg) is { Unacknowledged: { } answer } other)
            asks.Ack(other, answer, ack.Body.ToArray());
    }

    internal void Cancel(SipMessage request, SipFlow flow, TimeSpan now)
    {
        if (transactions.Repeats(request, flow)) return;
        string branch = Branch(request);
        SipCall? call = Array.Find(book.All, c => c.Caller.Invite is { } invite && !c.Caller.IsInviteAnswered
            && c.Caller.CallId == request.First("Call-ID") && Branch(invite) == branch);
        if (call is null)
        {
            Refuse(request, flow, 481, "Call/Transaction Does Not Exist");
            return;
        }

        Answer(request, flow, 200, "OK", call.Caller.Tag, [], now);
        RefuseCaller(call, 487, "Request Terminated", now);
        book.End(call, now, call.Caller);
    }

    internal void Bye(SipMessage request, SipFlow flow, TimeSpan now)
    {
        if (transactions.Repeats(request, flow)) return;
        if (book.Find(request) is not { } known)
        {
            Refuse(request, flow, 481, "Call/Transaction Does Not Exist");
            return;
        }

        Answer(request, flow, 200, "OK", known.Leg.Tag, [], now);
        // Its own INVITE may still wait, when it hangs up without cancelling.
        if (known.Leg.Invite is { } invite && !known.Leg.IsInviteAnswered)
            Answer(invite, known.Leg.Flow, 487, "Request Terminated", known.Leg.Tag, [], now);
        book.End(known.Call, now, known.Leg);
    }

    /// <summary>The line whose call a request belongs to; null when it belongs to none.</summary>
    internal string? LineOf(SipMessage request) => book.Find(request)?.Leg.User;

    /// <summary>Ends the call that a line is in; false when it is in none.</summary>
    internal bool HangUp(string user, TimeSpan now)
    {
        if (book.Of(user) is not { } call) return false;
        RefuseCaller(call, 480, "Temporarily Unavailable", now);
        book.End(call, now, null);
        return true;
    }

    /// <summary>A connection is gone, and with it the phone's end of its calls.</summary>
    internal void Lost(int connection, TimeSpan now)
    {
        foreach (SipCall call in book.All)
        {
            SipLeg? lost = call.Legs.FirstOrDefault(
                l => l.Flow.Transport is SipTransport.Tcp && l.Flow.Connection == connection);
            if (lost is null) continue;
            if (lost != call.Caller) RefuseCaller(call, 480, "Temporarily Unavailable", now);
            book.End(call, now, lost);
        }
    }

    internal void Tick(TimeSpan now)
    {
        foreach (SipCall call in book.All)
        {
            if (call.IsTalking || now - call.Since < options.LongestRing) continue;
            RefuseCaller(call, 480, "Temporarily Unavailable", now);
            book.End(call, now, null);
        }
    }

    private static bool IsEcho(string number) =>
        number == LineNumbers.Echo || number.Equals("echo", StringComparison.OrdinalIgnoreCase);

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
        book.Add(call);
        if (callee is not null)
        {
            Try(request, flow, now);
            Ring(call, callee, now);
            return;
        }

        AnswerEcho(call, request, flow, now);
        call.IsTalking = true;
        book.Tell(call, CallStage.Answered, TimeSpan.Zero);
    }

    private void AnswerEcho(SipCall call, SipMessage request, SipFlow flow, TimeSpan now)
    {
        SipVoice? offer = SipVoice.From(request.Body.Span);
        if (request.Body.Length > 0 && offer is null)
        {
            call.Caller.Invite = null;
            Answer(request, flow, 488, "Not Acceptable Here", call.Caller.Tag, [], now);
            if (!call.IsTalking) book.End(call, now, call.Caller);
            return;
        }

        book.Hear(call, request);
        call.Caller.Invite = request;
        call.Caller.IsInviteAnswered = true;
        string body = SipVoice.Describe(flow.Local.Address, options.EchoPort!.Value, offer?.PayloadType ?? 0);
        AnswerInvite(call, call.Caller, 200, "OK", System.Text.Encoding.Latin1.GetBytes(body), flow, now);
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
        book.Add(call, callee);
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

    private void AskInvite(SipCall call, SipLeg leg, byte[] body, TimeSpan now) => asks.Invite(leg, body, now,
        (invite, response, at) => Answered(call, leg, invite, body.Length > 0, response, at));

    /// <summary>What a phone says to an INVITE of ours.</summary>
    private void Answered(
        SipCall call, SipLeg leg, SipOutgoing invite, bool offered, SipMessage? response, TimeSpan now)
    {
        SipLeg other = call.Other(leg)!;
        int code = response?.StatusCode ?? 408;
        if (code < 200)
        {
            if (call.IsOver) asks.Cancel(invite, now);
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
        leg.Meet(response);
        if (call.IsOver)
        {
            // It answered in the moment in which the caller gave up.
            asks.Ack(leg, response, []);
            asks.Hangup(leg, now);
            return;
        }

        if (offered) asks.Ack(leg, response, []);
        else leg.Unacknowledged = response;
        AnswerInvite(call, other, 200, "OK", response.Body.ToArray(), other.Flow, now);
        if (!isFirst) return;
        other.IsUp = true;
        call.IsTalking = true;
        call.Since = now;
        book.Tell(call, CallStage.Answered, TimeSpan.Zero);
    }

    private void Declined(SipCall call, SipLeg leg, SipLeg other, SipOutgoing invite, bool isRepeated,
        SipMessage? response, int code, TimeSpan now)
    {
        asks.AckRefusal(leg, invite, response);
        if (isRepeated || call.IsOver) return;
        string reason = response?.ReasonPhrase is { Length: > 0 } said ? said : "Request Timeout";
        AnswerInvite(call, other, code < 400 ? 480 : code, reason, [], other.Flow, now);
        other.Invite = null;
        if (!leg.IsUp) book.End(call, now, leg);
    }

    private void Progress(SipCall call, SipMessage response, TimeSpan now)
    {
        if (call.Caller.Invite is not { } invite || call.Caller.IsInviteAnswered) return;
        byte[] body = response.Body.ToArray();
        byte[] bytes = SipWriting.Answer(invite, call.Caller.Flow, response.StatusCode, response.ReasonPhrase,
            call.Caller.Tag, [SipWriting.Contact(call.Caller.Flow)], body);
        transactions.Answer(invite, call.Caller.Flow, bytes, false, now);
        if (response.StatusCode == 180) book.Tell(call, CallStage.Ringing, TimeSpan.Zero);
    }

    private void RefuseCaller(SipCall call, int code, string reason, TimeSpan now)
    {
        if (call.Caller.Invite is not null && !call.Caller.IsInviteAnswered)
            AnswerInvite(call, call.Caller, code, reason, [], call.Caller.Flow, now);
    }

    private void Try(SipMessage request, SipFlow flow, TimeSpan now) => transactions.Answer(
        request, flow, SipWriting.Answer(request, flow, 100, "Trying", null, [], []), false, now);

    private void AnswerInvite(
        SipCall call, SipLeg leg, int code, string reason, byte[] body, SipFlow flow, TimeSpan now)
    {
        if (leg.Invite is not { } invite) return;
        leg.IsInviteAnswered = true;
        IEnumerable<SipHeader> more = code < 300 ? SipAsks.Offered(flow) : [];
        transactions.Answer(invite, flow, SipWriting.Answer(invite, flow, code, reason, leg.Tag, more, body), true, now,
            code < 300 ? () => book.End(call, now + SipTransactions.GiveUp, null) : null);
    }

    /// <summary>Without state: a request that is repeated is refused again.</summary>
    private void Refuse(SipMessage request, SipFlow flow, int code, string reason)
    {
        if (SipReplies.Refuse(request, flow.Remote, code, reason) is { } bytes) output.Add(new SipSend(flow, bytes));
    }

    private void Answer(SipMessage request, SipFlow flow, int code, string reason, string? tag,
        IEnumerable<SipHeader> more, TimeSpan now) => transactions.Answer(
            request, flow, SipWriting.Answer(request, flow, code, reason, tag, more, []), true, now);

    private static string Branch(SipMessage request) =>
        SipText.Parameter(SipReplies.TopVia(request), "branch") ?? "";
}
