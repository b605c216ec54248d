namespace Ringback.Wire.Sip;

/// <summary>What we ask of a phone in a call: to come into it, to acknowledge, and to leave it.</summary>
internal sealed class SipAsks(SipTransactions transactions, SipTokens tokens, List<SipEffect> output)
{
    /// <summary>Told of every response to an INVITE; null when nobody answered.</summary>
    internal delegate void InviteTaker(SipOutgoing invite, SipMessage? response, TimeSpan now);

    /// <summary>What an INVITE and the answer to one carry.</summary>
    internal static IEnumerable<SipHeader> Offered(SipFlow flow) =>
        [SipWriting.Contact(flow), new SipHeader("Allow", SipReplies.Allowed)];

    internal void Invite(SipLeg leg, byte[] body, TimeSpan now, InviteTaker take)
    {
        SipOutgoing invite = Outgoing(leg, "INVITE");
        leg.Asked = invite;
        byte[] bytes = SipWriting.Request(invite, Offered(leg.Flow), SipWriting.Session, body);
        transactions.Ask(invite, bytes, now, (response, at) => take(invite, response, at));
    }

    internal void Ack(SipLeg leg, SipMessage response, byte[] body)
    {
        leg.Unacknowledged = null;
        uint number = uint.TryParse(SipTransactions.Word(response.First("CSeq"), 0), out uint read) ? read : leg.CSeq;
        SipOutgoing ack = Outgoing(leg, "ACK") with { CSeq = number };
        leg.CSeq = Math.Max(number, leg.CSeq - 1);
        leg.Ack = SipWriting.Request(ack, [], SipWriting.Session, body);
        output.Add(new SipSend(leg.Flow, leg.Ack));
    }

    /// <summary>The ACK to a refusal, which belongs to the transaction of its INVITE.</summary>
    internal void AckRefusal(SipLeg leg, SipOutgoing invite, SipMessage? response)
    {
        if (response is null) return;
        SipOutgoing ack = invite with { Method = "ACK", To = response.First("To") ?? invite.To };
        output.Add(new SipSend(leg.Flow, SipWriting.Request(ack, [], null, [])));
    }

    internal void Hangup(SipLeg leg, TimeSpan now)
    {
        SipOutgoing bye = Outgoing(leg, "BYE");
        transactions.Ask(bye, SipWriting.Request(bye, [], null, []), now, null);
    }

    internal void Cancel(SipOutgoing invite, TimeSpan now)
    {
        SipOutgoing cancel = invite with { Method = "CANCEL" };
        transactions.Ask(cancel, SipWriting.Request(cancel, [], null, []), now, null);
    }

    private SipOutgoing Outgoing(SipLeg leg, string method) => new(
        leg.Flow, method, leg.Target, leg.Local, leg.Remote, leg.CallId, ++leg.CSeq, tokens.Branch());
}
