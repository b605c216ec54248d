using System.Globalization;
using Ringback.Catalogue.Problems;
using Ringback.Catalogue.Loads;
using Ringback.Phones.Events;

namespace Ringback.Workbench.Proofs;

/// <summary>The words of proof sheets.</summary>
public static class ProofWords
{
    /// <summary>A state in two words.</summary>
    public static string State(ProofState state) => state switch
    {
        ProofState.Proved => "proved",
        ProofState.FlashedNotProved => "flashed, not proved",
        ProofState.UnderWay => "under way",
        ProofState.Withdrawn => "proof withdrawn",
        ProofState.Refused => "refused",
        ProofState.Registered => "registered",
        _ => "seen",
    };

    /// <summary>How much of a bench test passed.</summary>
    public static string Test(BenchTested? test) => test is null
        ? "not tested"
        : string.Create(CultureInfo.InvariantCulture,
            $"{test.Parts.Count(p => p.Outcome is BenchTestOutcome.Passed)} of {test.Parts.Count} passed");

    /// <summary>What is said of the phone in one sentence.</summary>
    internal static string Title(ProofSheet sheet)
    {
        string phone = $"This {sheet.Model ?? "phone"}";
        return sheet.Verdict.State switch
        {
            ProofState.Proved or ProofState.Registered when sheet.Protocol is { } spoken =>
                (sheet.IsSimulated ? $"A simulated {sheet.Model ?? "phone"}, " : $"{phone} is ")
                + $"{(spoken is PhoneProtocol.Sip or PhoneProtocol.H323 ? "a" : "an")} "
                + $"{spoken.ToString().ToUpperInvariant()} phone.",
            ProofState.Proved or ProofState.Registered => $"{phone} is up.",
            ProofState.FlashedNotProved => $"{phone} has not shown its new load yet.",
            ProofState.UnderWay => $"{phone} is on its way.",
            ProofState.Withdrawn => $"{phone} came back on something else.",
            ProofState.Refused => $"{phone} is as it was.",
            _ => $"{phone} has not come up here.",
        };
    }

    /// <summary>What a verdict rests on, and what to do.</summary>
    internal static string Because(ProofSheet sheet)
    {
        if (sheet.Verdict is { State: ProofState.Proved or ProofState.Registered, Advice: null }
            && sheet.Registrations.MaxBy(r => r.At) is { } up) return CameUp(sheet, up);
        string reasons = string.Join("; ", sheet.Verdict.Reasons);
        if (reasons.Length > 0) reasons = $"{char.ToUpperInvariant(reasons[0])}{reasons[1..].TrimEnd('.')}.";
        return sheet.Verdict.Advice is { } advice ? $"{reasons} {advice}." : reasons;
    }

    private static string CameUp(ProofSheet sheet, ProofRegistration up)
    {
        string protocol = sheet.Protocol?.ToString().ToUpperInvariant() ?? Via(up.Via);
        string load = sheet switch
        {
            { LoadAfter: null } => "",
            { Verdict.Confidence: ProblemConfidence.Certain } => $" and said itself that it runs {sheet.LoadAfter}",
            _ => $"; it had fetched {sheet.LoadAfter} before, or found that it has it",
        };
        string rang = sheet.RangAt is not { } at ? ""
            : $" {(at < up.At ? "Before, at" : "At")} {Clock(at)}{(Day(at) == Day(up.At) ? "" : $" on {Day(at)}")} "
                + "its handset was lifted after it had rung.";
        return $"On {Day(up.At)} at {Clock(up.At)} UTC it registered over {protocol}{load}.{rang}";

        static string Clock(DateTimeOffset at) =>
            at.ToUniversalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture);
    }

    /// <summary>A day, in words.</summary>
    internal static string Day(DateTimeOffset at) =>
        at.ToUniversalTime().ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>How long something took: 50 s, 4 min 12 s, 1 h 15 min.</summary>
    internal static string Span(TimeSpan span) => span switch
    {
        { TotalSeconds: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(span.TotalSeconds):0} s"),
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.Minutes} min {span.Seconds:00} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours} h {span.Minutes:00} min"),
    };

    internal static string Part(BenchTestPart part) => part switch
    {
        BenchTestPart.Ringer => "Rings",
        BenchTestPart.Handset => "Handset and its microphone",
        BenchTestPart.Display => "Display",
        BenchTestPart.Keys => "Twelve keys",
        BenchTestPart.Lamps => "Red lamp",
        _ => "Speaker and its microphone",
    };

    internal static string Outcome(BenchTestOutcome outcome) => outcome switch
    {
        BenchTestOutcome.Passed => "works",
        BenchTestOutcome.Failed => "fails",
        _ => "not tried",
    };

    internal static string Via(ProofKind via) => via switch
    {
        ProofKind.SccpRegister => "SCCP Register",
        ProofKind.SipRegister => "SIP REGISTER",
        _ => "MGCP RestartInProgress",
    };
}
