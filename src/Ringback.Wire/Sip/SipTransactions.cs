using System.Globalization;

namespace Ringback.Wire.Sip;

/// <summary>
/// What is said again until it is answered (RFC 3261 section 17): our requests until a response, our final responses to
/// an INVITE until the ACK. And what was answered, so that a request that is repeated gets the same answer. Bounded.
/// </summary>
internal sealed class SipTransactions(List<SipEffect> output)
{
    /// <summary>The first pause before something is said again: T1 of the RFC.</summary>
    internal static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest pause between two: T2 of the RFC.</summary>
    internal static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(4);

    /// <summary>After this long nobody is there: 64 times T1.</summary>
    internal static readonly TimeSpan GiveUp = TimeSpan.FromSeconds(32);

    // A call has a handful at a time; whoever floods with made-up ones pushes his own out first.
    private const int Most = 1024;

    private readonly Dictionary<string, Asked> _asked = [];
    private readonly Dictionary<string, Answered> _answered = [];

    /// <summary>Told when a request was answered, or nobody did; then the response is null.</summary>
    internal delegate void ResponseTaker(SipMessage? response, TimeSpan now);

    internal int Count => _asked.Count + _answered.Count;

    /// <summary>Sends a request of ours and waits for its response.</summary>
    internal void Ask(SipOutgoing request, byte[] bytes, TimeSpan now, ResponseTaker? take)
    {
        output.Add(new SipSend(request.Flow, bytes));
        if (_asked.Count >= Most) return;
        _asked[Key(request.Branch, request.Method)] = new Asked(request, bytes, now, take);
    }

    /// <summary>A response; true when it belongs to a request of ours.</summary>
    internal bool Take(SipMessage response, TimeSpan now)
    {
        string method = Word(response.First("CSeq"), 1);
        string branch = SipText.Parameter(SipReplies.TopVia(response), "branch") ?? "";
        if (!_asked.TryGetValue(Key(branch, method), out Asked? asked)) return false;
        if (response.StatusCode < 200)
        {
            // Somebody is there and works on it: only an INVITE may take its time.
            asked.IsHeard = asked.Request.Method == "INVITE";
        }
        else if (asked.Request.Method != "INVITE")
        {
            _asked.Remove(Key(branch, method));
        }
        else
        {
            // An answer that is repeated, because our ACK was lost, is told again for as long.
            asked.IsAnswered = true;
            asked.Since = now;
        }

        asked.Take?.Invoke(response, now);
        return true;
    }

    /// <summary>
    /// A request that came before; true when it was answered, and then the answer has gone out again.
    /// </summary>
    internal bool Repeats(SipMessage request, SipFlow flow)
    {
        if (!_answered.TryGetValue(KeyOf(request), out Answered? answered)) return false;
        if (!answered.Flow.Remote.Equals(flow.Remote)) return false;
        output.Add(new SipSend(answered.Flow, answered.Bytes));
        return true;
    }

    /// <summary>Answers a request; a final answer to an INVITE is repeated until it is acknowledged.</summary>
    internal void Answer(
        SipMessage request, SipFlow flow, byte[] bytes, bool isFinal, TimeSpan now, Action? unheard = null)
    {
        output.Add(new SipSend(flow, bytes));
        if (_answered.Count >= Most) _answered.Remove(_answered.Keys.First());
        bool waits = isFinal && request.Method == "INVITE";
        _answered[KeyOf(request)] = new Answered(flow, bytes, now, waits, isFinal, unheard);
    }

    /// <summary>
    /// An ACK: the answer to the INVITE has arrived. That to a refusal has the INVITE's branch, that to a 200 is found
    /// by call and number.
    /// </summary>
    internal void Acknowledged(SipMessage invite)
    {
        if (_answered.TryGetValue(KeyOf(invite), out Answered? answered)) answered.Waits = false;
    }

    /// <summary>Says again what is due, and gives up what nobody answered.</summary>
    internal void Tick(TimeSpan now)
    {
        foreach ((string key, Asked asked) in _asked.ToArray())
        {
            bool isOver = now - asked.Since >= GiveUp;
            if (isOver && (asked.IsAnswered || !asked.IsHeard))
            {
                _asked.Remove(key);
                if (!asked.IsAnswered) asked.Take?.Invoke(null, now);
            }
            else if (!asked.IsAnswered && !asked.IsHeard && asked.Request.Flow.IsLossy && now >= asked.Due)
            {
                output.Add(new SipSend(asked.Request.Flow, asked.Bytes));
                asked.Again(now, asked.Request.Method == "INVITE" ? GiveUp : LongestPause);
            }
        }

        foreach ((string key, Answered answered) in _answered.ToArray())
        {
            if (now - answered.Since >= GiveUp && answered.IsFinal)
            {
                _answered.Remove(key);
                if (answered.Waits) answered.Unheard?.Invoke();
            }
            else if (answered.Waits && now >= answered.Due)
            {
                // Over TCP too: a 200 is repeated end to end (section 13.3.1.4).
                output.Add(new SipSend(answered.Flow, answered.Bytes));
                answered.Again(now, LongestPause);
            }
            else if (!answered.IsFinal && now - answered.Since >= TimeSpan.FromMinutes(5))
            {
                _answered.Remove(key);
            }
        }
    }

    /// <summary>A word of a header, from 0; empty when there are not so many.</summary>
    internal static string Word(string? header, int index) =>
        header?.Split(' ', StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(index) ?? "";

    private static string Key(string branch, string method) => $"{branch} {method}";

    // Call, number and who asks, with the branch: what a phone repeats is the same in all of them.
    private static string KeyOf(SipMessage request)
    {
        string method = request.Method is "ACK" ? "INVITE" : request.Method;
        string number = Word(request.First("CSeq"), 0);
        string branch = SipText.Parameter(SipReplies.TopVia(request), "branch") ?? "";
        return string.Create(CultureInfo.InvariantCulture, $"{branch} {method} {number} {request.First("Call-ID")}");
    }

    private sealed class Asked(SipOutgoing request, byte[] bytes, TimeSpan since, ResponseTaker? take)
    {
        private TimeSpan _pause = First;

        internal SipOutgoing Request { get; } = request;

        internal byte[] Bytes { get; } = bytes;

        internal ResponseTaker? Take { get; } = take;

        internal TimeSpan Since { get; set; } = since;

        internal TimeSpan Due { get; private set; } = since + First;

        internal bool IsHeard { get; set; }

        internal bool IsAnswered { get; set; }

        internal void Again(TimeSpan now, TimeSpan longest)
        {
            _pause = _pause * 2 < longest ? _pause * 2 : longest;
            Due = now + _pause;
        }
    }

    private sealed class Answered(
        SipFlow flow, byte[] bytes, TimeSpan since, bool waits, bool isFinal, Action? unheard)
    {
        private TimeSpan _pause = First;

        internal SipFlow Flow { get; } = flow;

        internal byte[] Bytes { get; } = bytes;

        internal TimeSpan Since { get; } = since;

        internal TimeSpan Due { get; private set; } = since + First;

        internal bool Waits { get; set; } = waits;

        internal bool IsFinal { get; } = isFinal;

        internal Action? Unheard { get; } = unheard;

        internal void Again(TimeSpan now, TimeSpan longest)
        {
            _pause = _pause * 2 < longest ? _pause * 2 : longest;
            Due = now + _pause;
        }
    }
}
