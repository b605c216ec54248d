using System.Net;
using Ringback.Wire.Calls;

namespace Ringback.Wire.Sip;

/// <summary>The calls that there are, whose each dialog is, and how a call ends.</summary>
internal sealed class SipCallBook(SipAsks asks, List<SipEffect> output)
{
    private readonly Dictionary<(string CallId, string Tag), (SipCall Call, SipLeg Leg)> _dialogs = [];
    private readonly List<SipCall> _calls = [];

    internal int Count => _calls.Count;

    /// <summary>The calls as they are now, whatever becomes of them meanwhile.</summary>
    internal SipCall[] All => [.. _calls];

    internal void Add(SipCall call)
    {
        _calls.Add(call);
        Add(call, call.Caller);
    }

    /// <summary>A leg that comes into a call.</summary>
    internal void Add(SipCall call, SipLeg leg) => _dialogs[(leg.CallId, leg.Tag)] = (call, leg);

    internal (SipCall Call, SipLeg Leg)? Find(SipMessage request)
    {
        string? tag = SipText.Parameter(request.First("To") ?? "", "tag");
        return tag is not null && _dialogs.TryGetValue((request.First("Call-ID")!, tag), out var known) ? known : null;
    }

    /// <summary>The call that a line is in; null when it is in none.</summary>
    internal SipCall? Of(string user) =>
        _calls.Find(c => c.Legs.Any(l => user.Equals(l.User, StringComparison.OrdinalIgnoreCase)));

    /// <summary>
    /// Where the phone of an echo hears. A description may name any address; only the phone's own is believed, or it
    /// could have others flooded.
    /// </summary>
    internal void Hear(SipCall call, SipMessage message)
    {
        if (SipVoice.From(message.Body.Span) is not { } voice) return;
        IPEndPoint hears = new(call.Caller.Flow.Remote.Address, voice.Port);
        if (hears.Equals(call.Voice)) return;
        if (call.Voice is { } before) output.Add(new SipEchoEnded(before, call.Caller.User));
        call.Voice = hears;
        output.Add(new SipEchoBegun(hears, call.Caller.User));
    }

    internal void End(SipCall call, TimeSpan now, SipLeg? by)
    {
        if (call.IsOver) return;
        call.IsOver = true;
        _calls.Remove(call);
        foreach (SipLeg leg in call.Legs)
        {
            _dialogs.Remove((leg.CallId, leg.Tag));
            if (leg == by) continue;
            if (leg.IsUp || (leg == call.Caller && call.IsTalking)) asks.Hangup(leg, now);
            else if (leg.Asked is { } invite) asks.Cancel(invite, now);
        }

        if (call.Voice is { } voice) output.Add(new SipEchoEnded(voice, call.Caller.User));
        Tell(call, CallStage.Ended, call.IsTalking ? now - call.Since : TimeSpan.Zero);
    }

    internal void Tell(SipCall call, CallStage stage, TimeSpan talked) => output.Add(new SipCalled(call.Caller.Flow,
        call.IsOurs
            ? new CallTold(null, call.Caller.User, call.Number, stage, talked)
            : new CallTold(call.Caller.User, call.Callee?.User, call.Number, stage, talked)));
}
