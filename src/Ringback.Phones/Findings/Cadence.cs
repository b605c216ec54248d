using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;

namespace Ringback.Phones.Findings;

/// <summary>
/// What the pauses between a phone's questions tell, whatever the server says of itself. Pure. A loader and a SIP
/// application send a question that is not answered after 1, 4 and 4 s again, an SCCP application every 4 s, both from
/// the same port; a file that is not there moves them on at once (sources.md 7940-7960-code §6).
/// </summary>
internal static class Cadence
{
    /// <summary>Sends of one round, which failed when all are there.</summary>
    internal const int SendsOfRound = 4;

    /// <summary>Logs write whole seconds.</summary>
    private static readonly TimeSpan Whole = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(4);

    /// <summary>A SIP application asks for a file of its own that is not there again after 31 s.</summary>
    private static readonly TimeSpan PollAtLeast = TimeSpan.FromSeconds(25), PollAtMost = TimeSpan.FromSeconds(45);

    /// <summary>A loader without an application begins its hunt again after 16 to 36 s (§3), and needs some itself.
    /// </summary>
    private static readonly TimeSpan HuntAtLeast = TimeSpan.FromSeconds(14), HuntAtMost = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The most sends in a row of one question that no answer reached, by the port or, where that is not told, by the
    /// pauses; 1 for a question that was not repeated so.
    /// </summary>
    internal static int UnansweredSends(BootAsk ask)
    {
        if (ask.IsConfirmed || ask.Sends.IsEmpty) return 1;
        IReadOnlyList<AskSend> sends = ask.AllSends;
        int most = 1, run = 1;
        bool hasShort = false;
        for (int i = 1; i < sends.Count; i++)
        {
            TimeSpan pause = sends[i].At - sends[i - 1].At;
            bool isSamePort = sends[i].Port > 0 && sends[i].Port == sends[i - 1].Port && pause <= Long + Whole + Whole;
            // Without ports only pauses tell, and the first one may be a slow human or a second phone.
            bool isPause = sends[i].Port == 0 && (IsNear(pause, Long) || (IsNear(pause, Short) && run == 1));
            bool isEnded = sends[i - 1].Ended is TransferOutcome.Delivered or TransferOutcome.Unconfirmed;
            if ((isSamePort || isPause) && !isEnded)
            {
                hasShort |= IsNear(pause, Short);
                most = Math.Max(most, ++run);
            }
            else
            {
                run = 1;
                hasShort = false;
            }
        }

        return most;
    }

    /// <summary>
    /// The last questions of a phone, when none of them was answered: two with three sends, or one with a whole round.
    /// What was asked once and last may have been cut off by the end of the log. Empty when an answer arrived.
    /// </summary>
    internal static IReadOnlyList<BootAsk> UnansweredTail(ExaminedCase phone)
    {
        const int someSends = SendsOfRound - 1;
        if (phone.Boots is not [.., { Registration: null }]) return [];
        List<BootAsk> tail = [];
        int rounds = 0, most = 1;
        foreach (BootAsk ask in phone.Backwards)
        {
            int sends = UnansweredSends(ask);
            if (sends < someSends && !(tail.Count == 0 && ask.Times == 1 && ask.Ended is null)) break;
            if (sends >= someSends) rounds++;
            most = Math.Max(most, sends);
            tail.Add(ask);
        }

        tail.Reverse();
        return rounds >= 2 || most >= SendsOfRound ? [.. tail.Where(a => a.Times > 1)] : [];
    }

    /// <summary>
    /// When a phone asked for its own SIP file at the pace at which an application without one does, at least three
    /// times, at the end of what it asked; empty otherwise.
    /// </summary>
    internal static IReadOnlyList<AskSend> Polls(ExaminedCase phone)
    {
        const int few = 3;
        if (phone.Boots is not [.., { Registration: null } now]) return [];
        BootAsk[] last = [.. now.Asks.Reverse().TakeWhile(a => a.Kind is RequestedKind.SipPhone).Reverse()];
        AskSend[] sends = [.. last.SelectMany(a => a.AllSends)];
        int polls = 1, most = 1;
        for (int i = 1; i < sends.Length; i++)
        {
            TimeSpan pause = sends[i].At - sends[i - 1].At;
            bool isPoll = pause >= PollAtLeast && pause <= PollAtMost;
            // A log without times has the order only.
            polls = isPoll || (pause == TimeSpan.Zero && sends[i].Port != sends[i - 1].Port) ? polls + 1
                : pause < PollAtLeast ? polls : 1;
            most = Math.Max(most, polls);
        }

        return most >= few ? sends : [];
    }

    /// <summary>True when the hunts follow each other as those of a loader without an application do.</summary>
    internal static bool IsByItself(IReadOnlyList<Boot> hunts)
    {
        for (int i = 1; i < hunts.Count; i++)
        {
            TimeSpan pause = hunts[i].At - hunts[i - 1].At;
            if (hunts[i].By is not BootSign.Hunt || pause < HuntAtLeast || pause > HuntAtMost) return false;
        }

        return hunts.Count > 1;
    }

    private static bool IsNear(TimeSpan pause, TimeSpan wanted) =>
        pause > TimeSpan.Zero && (pause - wanted).Duration() <= Whole;
}
