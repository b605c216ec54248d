using System.Text;
using Ringback.Wire.Calls;

namespace Ringback.Wire.Sip;

/// <summary>Calls of the bench's to one phone, which hears itself when it answers.</summary>
internal sealed class SipBenchCalls(
    SipRegistrarOptions options, SipCallBook book, SipAsks asks, SipTokens tokens, List<SipEffect> output)
{
    /// <summary>Rings a phone; false when it is in a call, and where there is no echo.</summary>
    /// <param name="phone">Which.</param>
    /// <param name="caller">The name that its display shows.</param>
    /// <param name="now">When.</param>
    internal bool Ring(SipBinding phone, string caller, TimeSpan now)
    {
        if (options.EchoPort is not { } echo || book.Of(phone.User) is not null || book.Count >= options.MostCalls)
            return false;
        string tag = tokens.Tag(), local = phone.Flow.LocalText;
        SipLeg leg = new()
        {
            Flow = phone.Flow, CallId = tokens.CallId(), Tag = tag,
            Local = $"{SipText.Quoted(caller)} <sip:ringback@{local}>;tag={tag}",
            Remote = $"<sip:{phone.User}@{local}>", Target = phone.Contact, User = phone.User,
        };
        SipCall call = new(leg, phone.User, now) { IsOurs = true };
        book.Add(call);
        byte[] offer = Encoding.Latin1.GetBytes(SipVoice.Offer(phone.Flow.Local.Address, echo));
        asks.Invite(leg, offer, now, (invite, response, at) => Answered(call, leg, invite, response, at));
        return true;
    }

    /// <summary>What the phone says to it.</summary>
    private void Answered(SipCall call, SipLeg leg, SipOutgoing invite, SipMessage? response, TimeSpan now)
    {
        int code = response?.StatusCode ?? 408;
        if (code < 200)
        {
            if (call.IsOver) asks.Cancel(invite, now);
            else if (code == 180 && !call.IsRinging) book.Tell(call, CallStage.Ringing, TimeSpan.Zero);
            call.IsRinging |= code == 180;
            return;
        }

        bool isRepeated = leg.Asked != invite;
        leg.Asked = null;
        if (code >= 300)
        {
            asks.AckRefusal(leg, invite, response);
            if (!isRepeated) book.End(call, now, leg);
        }
        else if (!isRepeated)
        {
            Accepted(call, leg, response!, now);
        }
        else if (leg.Ack is { } ack)
        {
            output.Add(new SipSend(leg.Flow, ack));
        }
    }

    private void Accepted(SipCall call, SipLeg leg, SipMessage response, TimeSpan now)
    {
        leg.Meet(response);
        asks.Ack(leg, response, []);
        if (call.IsOver)
        {
            // It answered in the moment in which the bench gave up.
            asks.Hangup(leg, now);
            return;
        }

        call.IsTalking = true;
        call.Since = now;
        book.Hear(call, response);
        book.Tell(call, CallStage.Answered, TimeSpan.Zero);
        // Nothing that can be sent back: there is no call to speak of.
        if (call.Voice is null) book.End(call, now, null);
    }
}
