using Ringback.Catalogue.Problems;
using Ringback.Phones.Events;

namespace Ringback.Phones.Findings;

/// <summary>Problems as phones have them: with how sure they are and what shows them.</summary>
internal static class PhoneFault
{
    internal static Problem Of(string code, ProblemSeverity severity, ProblemConfidence confidence, string message,
        string advice, IReadOnlyList<ProblemEvidence> evidence) =>
        new(code, severity, message, advice) { Confidence = confidence, Evidence = evidence };

    /// <summary>One thing that was seen, with the event that shows it.</summary>
    internal static ProblemEvidence Seen(DateTimeOffset at, string text, Origin? origin = null) =>
        new(text, at) { Origin = origin?.ToString() };
}
