using Ringback.Catalogue.Problems;
using Ringback.Files.Text;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;

namespace Ringback.Phones.Findings;

/// <summary>One thing that can be wrong with a phone's boots.</summary>
/// <param name="Code">The code that is found.</param>
/// <param name="Severity">How bad it is, unless what is found says otherwise.</param>
/// <param name="Holds">When it holds, with what shows it; null when it does not.</param>
internal sealed record FindingRule(string Code, ProblemSeverity Severity, Func<ExaminedCase, FoundFault?> Holds)
{
    internal Problem? Find(ExaminedCase phone) => Holds(phone) is { } found
        ? PhoneFault.Of(Code, found.Severity ?? Severity, found.Confidence, found.Message, found.Advice, found.Evidence)
            with
        {
            Place = found.Place, Fix = found.Fix,
        }
        : null;
}

/// <summary>What a rule says when it holds.</summary>
/// <param name="Confidence">How sure it is.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Advice">What to do.</param>
/// <param name="Evidence">What was seen, oldest first.</param>
internal sealed record FoundFault(
    ProblemConfidence Confidence, string Message, string Advice, IReadOnlyList<ProblemEvidence> Evidence)
{
    /// <summary>How bad it is here; null for what the rule says.</summary>
    internal ProblemSeverity? Severity { get; init; }

    /// <summary>The file in which it is; null when that is not known.</summary>
    internal ProblemPlace? Place { get; init; }

    /// <summary>What that file should hold; null when a person has to decide.</summary>
    internal string? Fix { get; init; }
}

/// <summary>Questions as rules look at them.</summary>
internal static class RuleBoots
{
    /// <summary>True when the phone was seen to get the file, or went on as only one does that has it.</summary>
    internal static bool WasServed(this BootAsk ask) => ask.Outcome is AskOutcome.Served
        || ask.Ended is TransferOutcome.Delivered or TransferOutcome.Unconfirmed or TransferOutcome.Stalled
            or TransferOutcome.Restarted;

    /// <summary>The question as evidence, with the name as it was asked.</summary>
    internal static ProblemEvidence Asked(this BootAsk ask) =>
        PhoneFault.Seen(ask.At, $"it asked for {VisibleText.Show(ask.Name)}"
            + (ask.Times > 1 ? $", {ask.Times} times in a row" : ""), ask.Evidence);

    /// <summary>Each sending of the question as evidence.</summary>
    internal static IEnumerable<ProblemEvidence> Sent(this BootAsk ask) => ask.AllSends.Select(s => PhoneFault.Seen(
        s.At, $"it asked for {VisibleText.Show(ask.Name)}" + (s.Port > 0 ? $" from port {s.Port}" : ""), s.Evidence));

    /// <summary>The end of its transfer as evidence.</summary>
    internal static ProblemEvidence EndedWith(this BootAsk ask, string how) =>
        PhoneFault.Seen(ask.EndedAt ?? ask.At, $"{VisibleText.Show(ask.Name)}: {how}", ask.EndEvidence);
}
