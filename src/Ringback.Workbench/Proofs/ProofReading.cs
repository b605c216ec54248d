using Ringback.Catalogue;
using Ringback.Catalogue.Problems;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;

namespace Ringback.Workbench.Proofs;

/// <summary>Makes a proof sheet of what happened to a phone: a pure function of its case and its events.</summary>
public static class ProofReading
{
    /// <summary>Reads.</summary>
    /// <param name="phone">What is believed of it.</param>
    /// <param name="events">Its events, the oldest first.</param>
    /// <param name="catalogue">What is known of phones.</param>
    /// <param name="authenticity">What is known of a content by its SHA-256; null for nothing.</param>
    /// <param name="now">When the sheet is made.</param>
    /// <param name="version">The version that makes it.</param>
    public static ProofSheet Read(PhoneCase phone, IReadOnlyList<PhoneEvent> events, PhoneCatalogue catalogue,
        Func<string, string?> authenticity, DateTimeOffset now, string version)
    {
        ArgumentNullException.ThrowIfNull(phone);
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(authenticity);
        IReadOnlyList<ProofEvidence> evidence =
            ProofEvidenceReading.Read(phone.Conversion?.Target, events, catalogue);
        BenchTested? test = events.OfType<BenchTested>().LastOrDefault();
        return new ProofSheet
        {
            Mac = phone.Mac ?? throw new ArgumentException("A phone without a name has no sheet.", nameof(phone)),
            Model = phone.Model,
            Family = phone.Family,
            Serial = Serial(events),
            Verdict = Judge(phone, events, evidence),
            IsSimulated = phone.Conversion is { IsSimulated: true },
            LoadBefore = phone.Conversion?.LoadBefore,
            LoadAfter = phone.Load,
            Target = phone.Conversion?.Target,
            Protocol = phone.Protocol,
            OwnWords = events.OfType<AlarmReceived>().LastOrDefault()?.Text,
            BegunAt = phone.Conversion?.BegunAt,
            Seconds = phone.Conversion?.Took?.TotalSeconds,
            Steps = Steps(phone.Conversion),
            Files = Files(events, authenticity),
            Retries = events.OfType<TransferEnded>()
                .Sum(t => t.Retransmissions + (t.Outcome is TransferOutcome.Restarted ? 1 : 0)),
            Registrations = Registrations(events),
            Evidence = evidence,
            BenchTest = test,
            RangAt = phone.RangSince,
            Calls = events.OfType<PhoneCalled>().Count(c => c.Stage is PhoneCallStage.Answered),
            MadeAt = now,
            Version = version,
        };
    }

    /// <summary>By its own page, or as it announces it on its cable.</summary>
    private static string? Serial(IReadOnlyList<PhoneEvent> events) =>
        events.OfType<PageRead>().LastOrDefault(p => p.Serial is not null)?.Serial
        ?? events.OfType<PhoneAnnounced>().LastOrDefault(a => a.Serial is not null)?.Serial;

    private static ProofVerdict Judge(
        PhoneCase phone, IReadOnlyList<PhoneEvent> events, IReadOnlyList<ProofEvidence> evidence)
    {
        string? up = phone.Protocol is { } spoken ? $"it registered over {spoken.ToString().ToUpperInvariant()}" : null;
        string? says = phone.LoadEvidence is LoadEvidence.Stated ? $"it says itself that it runs {phone.Load}" : null;
        string? fetched = phone.LoadEvidence is LoadEvidence.Inferred
            ? $"it fetched {phone.Load}, or found that it has it, before it came up"
            : null;
        string? rang = events.OfType<PhoneCalled>().Any(c => c.Stage is PhoneCallStage.Answered)
            ? "a call with it was answered"
            : null;
        string[] reasons = [.. ((string?[])[says, up, fetched, rang]).Where(r => r is not null)!];
        ProblemConfidence sure = says is not null ? ProblemConfidence.Certain : ProblemConfidence.Likely;
        return phone.Conversion switch
        {
            { Status: ConversionStatus.Proved } => new ProofVerdict(ProofState.Proved, sure, reasons, null),
            { Status: ConversionStatus.Withdrawn } => new ProofVerdict(ProofState.Withdrawn, ProblemConfidence.Certain,
                [$"it came back on something else than {phone.Conversion.Target}", .. reasons],
                "Look at its story: ringback phone MAC says what it came back on"),
            { Status: ConversionStatus.Refused, Reason: var reason } => new ProofVerdict(ProofState.Refused,
                ProblemConfidence.Certain, [reason ?? "it was refused"], null),
            { Status: ConversionStatus.Running, Target: { } target } when HasFetched(phone, target, events) =>
                Flashed(target, reasons, evidence),
            { Status: ConversionStatus.Running } => new ProofVerdict(
                ProofState.UnderWay, ProblemConfidence.Certain, reasons, "Do not unplug it"),
            _ when phone.Protocol is not null => new ProofVerdict(ProofState.Registered, sure, reasons, null),
            _ => new ProofVerdict(ProofState.Seen, ProblemConfidence.Certain, [$"it was heard of at {phone.Address}"],
                "It has not registered here"),
        };
    }

    /// <summary>It has the load, and did not register with it: what else it shows says how sure it is.</summary>
    private static ProofVerdict Flashed(string target, string[] reasons, IReadOnlyList<ProofEvidence> evidence)
    {
        string[] all = [$"it fetched {target} whole", .. reasons, .. evidence.Select(e => e.Text)];
        return evidence.Any(e => e.Confidence is ProblemConfidence.Certain)
            ? new ProofVerdict(ProofState.FlashedNotProved, ProblemConfidence.Certain, all, $"It runs {target} by its "
                + "own word and has not registered here. Its files must name this computer as its call server; restart "
                + "it once, and look whether another TFTP server answers it")
            : new ProofVerdict(ProofState.FlashedNotProved, ProblemConfidence.Likely, all, "Wait two minutes. If its "
                + "display shows the new load and it does not register, its files must name this computer as its call "
                + "server; restart it once");
    }

    private static bool HasFetched(PhoneCase phone, string target, IReadOnlyList<PhoneEvent> events) =>
        phone.ExpectedLoad == target || events.OfType<TransferEnded>().Any(t =>
            (t.Outcome is TransferOutcome.Delivered or TransferOutcome.Unconfirmed || t.LacksLastAcknowledgement)
            && t.Length > 100_000 && t.Name.StartsWith(target, StringComparison.OrdinalIgnoreCase));

    private static List<ProofStep> Steps(ConversionState? conversion) =>
    [
        .. (conversion?.Steps ?? []).Select((text, i) => conversion!.Done.LastOrDefault(s => s.Step == i) is { } step
            ? new ProofStep(text, step.At, step.By)
            : new ProofStep(text, conversion.ProvedAt,
                conversion.ProvedAt is null ? null : "it came up on the load that was wanted")),
    ];

    private static List<ProofFile> Files(IReadOnlyList<PhoneEvent> events, Func<string, string?> authenticity)
    {
        List<ProofFile> files = [];
        foreach (PhoneEvent e in events)
        {
            if (e is FileAsked { Outcome: AskOutcome.Served } asked)
            {
                string name = asked.Served ?? asked.Name;
                int known = files.FindIndex(f => f.Name == name && (f.Sha256 == asked.Sha256 || asked.Sha256 is null));
                int times = known < 0 ? 1 : files[known].Times + 1;
                string? hash = asked.Sha256 ?? (known < 0 ? null : files[known].Sha256);
                ProofFile file = new(name, asked.Length, hash, hash is null ? null : authenticity(hash), null,
                    asked.At, times);
                if (known < 0) files.Add(file);
                else files[known] = file with { Outcome = files[known].Outcome };
            }
            else if (e is TransferEnded ended)
            {
                int of = files.FindLastIndex(f => f.Name == ended.Name);
                if (of >= 0) files[of] = files[of] with { Outcome = ended.Outcome };
            }
        }

        return files;
    }

    private static List<ProofRegistration> Registrations(IReadOnlyList<PhoneEvent> events) =>
    [
        .. events.OfType<PhoneRegistered>().GroupBy(r => r.Via).Select(of => of.Last())
            .Select(r => new ProofRegistration(r.Via, r.At, r.DeviceName, r.Load)),
    ];
}
