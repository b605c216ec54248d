using System.Globalization;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Files.Text;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Findings;
using Ringback.Phones.Identification;

namespace Ringback.Phones.Stories;

/// <summary>
/// Turns events into sentences. The reasons stand in the events; here they only get their shape. Each begins with what
/// the phone does, so that its name can stand before it.
/// </summary>
public static class Narrator
{
    /// <summary>The sentences of one event.</summary>
    /// <param name="before">What was known before it.</param>
    /// <param name="e">The event.</param>
    /// <param name="after">What is known after it.</param>
    /// <param name="catalogue">What is known of phones, with the assumptions that hold.</param>
    public static IEnumerable<StoryLine> Tell(
        PhoneCase before, PhoneEvent e, PhoneCase after, PhoneCatalogue catalogue) =>
    [
        .. Tell(before, e, catalogue), .. Found(before, [e], after),
    ];

    /// <summary>The sentences of what was found to be wrong with a phone in the course of some events.</summary>
    /// <param name="before">What was known before the first.</param>
    /// <param name="events">What happened to this phone, in order; at least one.</param>
    /// <param name="after">What is known after the last.</param>
    public static IEnumerable<StoryLine> Found(
        PhoneCase before, IReadOnlyList<PhoneEvent> events, PhoneCase after) =>
        PhoneFindings.New(before, after, events[^1].At)
            .Where(f => !events.Any(e => SaysItself(e, f)))
            .SelectMany(f => Lines(events[^1],
                f.Severity is ProblemSeverity.Error ? StoryTone.Fault : StoryTone.Attention,
                $"has a problem ({f.Code}): {f.Message} {f.Advice}"));

    /// <summary>True when the sentence of the event is the very finding.</summary>
    private static bool SaysItself(PhoneEvent e, Problem finding) => e switch
    {
        NameForgiven forgiven => forgiven.Code == finding.Code,
        TransferEnded => finding.Code is ProblemCode.TransferStalled or ProblemCode.RepliesNotReachingPhone,
        _ => false,
    };

    /// <summary>The sentences of one event, without what it shows to be wrong.</summary>
    public static IEnumerable<StoryLine> Tell(PhoneCase before, PhoneEvent e, PhoneCatalogue catalogue) => e switch
    {
        FileAsked asked => Lines(e, asked.Outcome switch
        {
            AskOutcome.Refused => StoryTone.Attention,
            _ => StoryTone.Plain,
        }, $"asks for {VisibleText.Show(asked.Name)}{(asked.Transport is Transport.Http ? " by HTTP" : "")}"
            + (asked.Because is null ? Answered(asked) : Why(asked.Because))),
        AddressAsked or AddressAnswered or NeighbourSought or AddressTaken or AddressNotTaken or AddressGivenBack =>
            AddressStory.Tell(before, e, catalogue),
        PhoneAnnounced said => CableStory.Tell(said),
        AddressClaimed claimed => CableStory.Tell(claimed),
        ServerTried tried => CableStory.Tell(tried),
        NameForgiven f => Lines(e, f.Stray.Count > 0 ? StoryTone.Attention : StoryTone.Plain, Forgiven(f)),
        LoadValueReplaced r => Lines(e, StoryTone.Attention, (RequestedFile.Recognise(r.Key).Kind
            is RequestedKind.DualBoot ? "gets the bare name" : "gets your file with another load") + Why(r.Because)),
        TransferEnded t => Ended(t),
        FileReceived r => Lines(e, UploadStory.Tone(r), UploadStory.Told(r)),
        PhoneSaid s => SideServiceStory.Tell(s),
        NameAsked n => SideServiceStory.Tell(n),
        AlarmReceived a => Lines(e, StoryTone.Plain,
            $"sends an alarm to the call manager: \"{VisibleText.Show(a.Text.Trim())}\""),
        PhoneRegistered r => Lines(e, StoryTone.Good, Registered(before, r)),
        RegistrationRefused r => Lines(e, StoryTone.Fault, "is refused when it registers over "
            + (r.Via switch { ProofKind.SccpRegister => "SCCP", ProofKind.SipRegister => "SIP", _ => "MGCP" })
            + Why(r.Because is null ? null : $"\"{VisibleText.Show(r.Because)}\"")),
        PhoneCalled c => CallStory.Tell(c),
        BenchTested t => CallStory.Tell(t),
        PhoneTold t => CallStory.Tell(t),
        EndpointSpoke s => EvidenceStory.Tell(s),
        PageRead p => EvidenceStory.Tell(p),
        ConversionStarted c => [.. Lines(e, StoryTone.Good, Started(c)),
            .. c.Warnings.SelectMany(w => Lines(e, StoryTone.Attention, "comes with a note: " + w))],
        ConversionRefused c => Lines(e, StoryTone.Fault, $"is not converted to {c.Goal}: {c.Reason}"),
        StepProved s => Lines(e, StoryTone.Good, $"has done step {s.Step + 1}: {s.By}"),
        ConversionProved c => Lines(e, StoryTone.Good, Proved(c)),
        EventsLeftOut { Count: 0 } => Lines(e, StoryTone.Attention,
            "does so much that not everything is told from now on. Many phones behind one address do that, "
            + "or a program"),
        EventsLeftOut left => Lines(e, StoryTone.Attention,
            Invariant($"did {left.Count:N0} more things that are not told one by one")),
        _ => [],
    };

    /// <summary>The sentences of an event that is about no phone but about the bench.</summary>
    public static IEnumerable<StoryLine> TellBench(PhoneEvent e) => e switch
    {
        RogueDhcpAnswered rival => AddressStory.TellRival(rival),
        AddressTaken or AddressNotTaken or AddressGivenBack => AddressStory.TellRescue(e),
        EventsLeftOut { Count: 0 } => Lines(e, StoryTone.Attention, "hears more from unknown senders than it keeps: "
            + "somebody makes senders up, or something is broken. Phones that are known are served as before"),
        EventsLeftOut left => Lines(e, StoryTone.Attention,
            Invariant($"left out {left.Count:N0} more events of unknown senders")),
        ApprovalGiven a => Lines(e, StoryTone.Plain, $"{(a.Approved ? "lets" : "does not let")} "
            + $"{(a.For is { } mac ? $"phone {mac}" : "phones")} take a step that has no way back ({a.Author})"),
        FileChosen { File: { } file } c => Lines(e, StoryTone.Plain, $"gives phone {c.For} the file "
            + $"{VisibleText.Show(file)} for {VisibleText.Show(c.Name)} ({c.Author})"),
        FileChosen c => Lines(e, StoryTone.Plain,
            $"gives phone {c.For} nothing for {VisibleText.Show(c.Name)} ({c.Author})"),
        EventsRemoved removed => Lines(e, StoryTone.Plain, Invariant($"removed its {removed.Count:N0} oldest events")
            + (removed.Until is { } until ? Invariant($", up to {until.UtcDateTime:yyyy-MM-dd HH:mm} UTC") : "")
            + ", because the journal had reached its limit; what they told of phones is still known"),
        AbuseNoticed abuse => Lines(e, StoryTone.Fault, $"{abuse.Message} ({abuse.Code}) {abuse.Advice}"),
        KeepingStopped stopped => Lines(e, StoryTone.Fault, $"cannot keep what happens: {stopped.Because}"),
        KeepingResumed { Unkept: 0 } => Lines(e, StoryTone.Good, "keeps what happens again; nothing was lost"),
        KeepingResumed r => Lines(e, StoryTone.Attention, Invariant($"keeps what happens again. Not kept since ")
            + Invariant($"{r.Since.UtcDateTime:HH:mm:ss} UTC: {r.Unkept:N0} event{(r.Unkept == 1 ? "" : "s")}")),
        _ => [],
    };

    /// <summary>The reason of an answer, where somebody gives one.</summary>
    internal static string Why(string? because) => because is null ? "" : ": " + because;

    /// <summary>How a question was answered, as whoever did not answer it sees it.</summary>
    private static string Answered(FileAsked asked) => asked.Outcome switch
    {
        AskOutcome.Served when asked.Served is { } served && served != asked.Name =>
            $" and gets {VisibleText.Show(served)}",
        AskOutcome.Served => " and gets it",
        AskOutcome.NotHere => ", which is not there",
        AskOutcome.Unknown => "",
        _ => " and is refused",
    };

    private static string Forgiven(NameForgiven f)
    {
        string bytes = f.Stray.Count == 0 ? "" : " (" + string.Join(", ", f.Stray.Select(s =>
            $"{s.Called}, {s.Hex}, at position {s.Offset + 1}")) + ")";
        return $"asked for {f.Shown}{bytes} and means {f.Meant}. {f.Advice}";
    }

    private static IEnumerable<StoryLine> Ended(TransferEnded t)
    {
        bool big = t.Length > 16 * 1024;
        string name = VisibleText.Show(t.Name);
        string again = t.Retransmissions == 0 ? "" : $", {t.Retransmissions} packets had to be sent again";
        string reached = Invariant($"{t.Bytes:N0} of {t.Length:N0} bytes");
        return t.Outcome switch
        {
            TransferOutcome.Delivered when big => Lines(t, StoryTone.Good,
                Invariant($"has {name} whole: {t.Length:N0} bytes in {t.Seconds:0.0} s{again}") + WhatNow(t.Name)),
            TransferOutcome.Delivered => [],
            TransferOutcome.Unconfirmed => Lines(t, StoryTone.Plain,
                $"got all of {name} but never confirmed the last packet; that is usual when a phone hurries on"
                + again),
            TransferOutcome.Stalled => Lines(t, StoryTone.Fault,
                $"fell silent in the middle of {name}, after {reached}{again}. If it asks again, it starts over; "
                + "if not, check its cable and its power"),
            TransferOutcome.NeverAnswered => Lines(t, StoryTone.Fault,
                $"never confirmed a single packet of {name}: our replies do not reach it. Look for a firewall on "
                + "this computer, or for a second network card that takes the reply another way"),
            TransferOutcome.PhoneError => Lines(t, StoryTone.Fault,
                $"gave {name} up after {reached}; it says \"{VisibleText.Show(t.PhoneMessage ?? "")}\""),
            TransferOutcome.Restarted => Lines(t, StoryTone.Attention,
                $"began anew before it had all of {name}; the first try ends after {reached}"),
            TransferOutcome.FileChanged => Lines(t, StoryTone.Attention,
                $"did not get the rest of {name}, because the file changed on this computer meanwhile; it was told "
                + "to begin anew"),
            TransferOutcome.OptionsRefused => Lines(t, StoryTone.Attention,
                $"did not get {name}: the options of its request have values that no RFC allows. Most clients then "
                + "ask again without options"),
            _ => Lines(t, StoryTone.Attention, $"did not get the rest of {name}: Ringback was stopped"),
        };
    }

    private static string WhatNow(string name) => RequestedFile.Recognise(name).Kind switch
    {
        RequestedKind.Application => ". It checks the image, writes it to flash and starts it, which takes about a "
            + "minute. Do not unplug it",
        RequestedKind.WholeImage or RequestedKind.UnsignedImage => ". It writes the image to flash and restarts, which "
            + "takes about half a minute. Do not unplug it",
        RequestedKind.SignedImage => ". It checks the image, writes it to flash and "
            + "restarts, which takes about half a minute. Do not unplug it",
        _ => "",
    };

    private static string Registered(PhoneCase before, PhoneRegistered r)
    {
        string how = r.Via switch
        {
            ProofKind.SccpRegister => "registers over SCCP",
            ProofKind.SipRegister => "registers over SIP",
            _ => "announces itself over MGCP",
        };
        string name = VisibleText.Show(r.DeviceName);
        string model = r.Model is null || r.Model == before.Model
            ? ""
            : $", and says it is a {VisibleText.Show(r.Model)}";
        string load = r.Load is null ? "" : $", running {VisibleText.Show(r.Load)}";
        if (CaseFold.ContradictsTarget(before, r) && IsAtLastStep(before.Conversion!))
        {
            string version = VisibleText.Show(r.Version ?? "");
            return $"{how} as {name}{load}{model}, and says that its version is {version}: it has not taken "
                + $"{before.Conversion!.Target}";
        }

        return $"{how} as {name}{load}{model}" + (CaseFold.LeavesLoadOpen(before, r)
            ? ". The message does not say which load that is, and it spoke this protocol before; restart the phone "
                + "once more, and its questions will tell"
            : IsHalfway(before, r) ? ". Its way goes on when it starts again" + Starts(r.Via) : "");
    }

    /// <summary>Over SCCP and SIP it is told to; over MGCP nothing is known that restarts it.</summary>
    private static string Starts(ProofKind via) => via is ProofKind.SccpRegister or ProofKind.SipRegister
        ? ", which it is told in a moment; if it does not, take its power away"
        : ": take its power away for a moment";

    /// <summary>True when a phone comes up on something else than its target, and asks for nothing now.</summary>
    private static bool IsHalfway(PhoneCase before, PhoneRegistered r)
    {
        if (before is not { Conversion: { Status: ConversionStatus.Running, Target: { } target } }
            || before.Stage is BootStage.Registered) return false;
        return CaseFold.SpokenBy(target) != CaseFold.ProtocolOf(r.Via)
            || (r.Load is { } load && !LoadStatement.Means(load, target)) || CaseFold.ContradictsTarget(before, r);
    }

    private static bool IsAtLastStep(ConversionState conversion) => conversion.Step >= conversion.Steps.Count - 1;

    private static string Started(ConversionStarted c)
    {
        string steps = string.Join("; then ", c.Steps.Select(Lower));
        string count = $"{c.Steps.Count} step{(c.Steps.Count == 1 ? "" : "s")}";
        return (c.Because, c.Steps.Count) switch
        {
            (null, 0) => $"is to run {c.Target} ({c.Goal}), and seems to have it already: it only has to show it",
            (null, _) => $"will be brought to {c.Target} ({c.Goal}) in {count}: {steps}",
            ({ } because, 0) => $"needs no more steps to {c.Target}, because {because}: it only has to show it",
            ({ } because, _) => $"goes another way to {c.Target}, because {because}. It takes {count}: {steps}",
        };
    }

    /// <summary>A step is written as a sentence of its own, and stands inside one here.</summary>
    private static string Lower(string step) => step.Length == 0 ? step : char.ToLowerInvariant(step[0]) + step[1..];

    private static string Proved(ConversionProved c)
    {
        string protocol = c.Protocol.ToString().ToUpperInvariant();
        string load = c.Load is null
            ? $"its registration does not say the load, but it fetched or checked {c.Target} before it came up"
            : $"it says itself that it runs {c.Load}";
        // SCCP, SIP and MGCP are spelt out when they are said: an SCCP, a SIP, an MGCP.
        string article = c.Protocol == PhoneProtocol.Sip ? "a" : "an";
        return $"is {article} {protocol} phone now: {load}. Done";
    }

    private static IEnumerable<StoryLine> Lines(PhoneEvent e, StoryTone tone, string text) =>
        [new StoryLine(e.At, tone, text)];

    private static string Invariant(FormattableString s) => s.ToString(CultureInfo.InvariantCulture);
}
