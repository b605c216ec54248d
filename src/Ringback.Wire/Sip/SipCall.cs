using System.Net;

namespace Ringback.Wire.Sip;

/// <summary>One side of a call: the dialog between a phone and us (RFC 3261 section 12).</summary>
internal sealed class SipLeg
{
    internal required SipFlow Flow { get; set; }

    internal required string CallId { get; init; }

    /// <summary>Our tag: with the Call-ID it names the dialog.</summary>
    internal required string Tag { get; init; }

    /// <summary>Us, as From or To, with our tag.</summary>
    internal required string Local { get; init; }

    /// <summary>The phone, as From or To; with its tag once that is known.</summary>
    internal required string Remote { get; set; }

    /// <summary>Where the phone wants its requests: its contact.</summary>
    internal required string Target { get; set; }

    /// <summary>The line of the phone; null when it is nobody's that is registered.</summary>
    internal string? User { get; init; }

    /// <summary>The number of our last request.</summary>
    internal uint CSeq { get; set; }

    /// <summary>An INVITE of the phone's that has no final answer, or whose answer is not acknowledged yet.</summary>
    internal SipMessage? Invite { get; set; }

    internal bool IsInviteAnswered { get; set; }

    /// <summary>An INVITE of ours that has no final answer yet.</summary>
    internal SipOutgoing? Asked { get; set; }

    /// <summary>The ACK to the last answer, to be said again when that answer comes again.</summary>
    internal byte[]? Ack { get; set; }

    /// <summary>The 200 of the phone whose ACK waits for the other side's, which carries the description.</summary>
    internal SipMessage? Unacknowledged { get; set; }

    /// <summary>True once it was answered.</summary>
    internal bool IsUp { get; set; }

    /// <summary>The phone has answered: from now on it is reached as it says.</summary>
    internal void Meet(SipMessage response)
    {
        IsUp = true;
        Remote = response.First("To") ?? Remote;
        if (SipBindings.ContactOf(response) is not { } contact) return;
        Target = contact;
        Flow = SipBindings.FlowTo(Flow, contact);
    }
}

/// <summary>A call: two dialogs whose descriptions are passed on, or one with the echo.</summary>
internal sealed class SipCall(SipLeg caller, string number, TimeSpan since)
{
    internal SipLeg Caller { get; } = caller;

    internal SipLeg? Callee { get; set; }

    internal string Number { get; } = number;

    /// <summary>True when the bench called: then <see cref="Caller"/> is the phone that was called.</summary>
    internal bool IsOurs { get; init; }

    internal bool IsRinging { get; set; }

    internal bool IsEcho => Callee is null;

    internal bool IsTalking { get; set; }

    internal bool IsOver { get; set; }

    internal TimeSpan Since { get; set; } = since;

    /// <summary>Where the phone of an echo hears; null before it said so.</summary>
    internal IPEndPoint? Voice { get; set; }

    internal IEnumerable<SipLeg> Legs => Callee is null ? [Caller] : [Caller, Callee];

    internal SipLeg? Other(SipLeg leg) => leg == Caller ? Callee : Caller;
}
