using Ringback.Catalogue.Problems;

namespace Ringback.Phones.Symptoms;

/// <summary>Which phones a cause holds for.</summary>
internal enum SymptomPhones
{
    /// <summary>All.</summary>
    Any,

    /// <summary>The 7940 and 7960.</summary>
    Universal,

    /// <summary>The Java phones.</summary>
    Java,

    /// <summary>The 7902, 7905, 7912 and the ATA.</summary>
    Profile,
}

/// <summary>Something that a phone shows, or that people say of one.</summary>
/// <param name="Id">Its name in the tables.</param>
/// <param name="IsShown">True for a message of the phone itself, false for people's words.</param>
/// <param name="Phrases">The ways to say it.</param>
/// <param name="Causes">What may be behind it, the likeliest first.</param>
internal sealed record Symptom(
    string Id, bool IsShown, IReadOnlyList<SymptomPhrase> Phrases, IReadOnlyList<SymptomCause> Causes);

/// <summary>One thing that may be behind a symptom.</summary>
internal sealed record SymptomCause(
    SymptomPhones Phones, string Code, ProblemSeverity Severity, ProblemConfidence Confidence, string Message,
    string Advice, string DecidedBy);

/// <summary>What may be behind a symptom, for whoever asked.</summary>
/// <param name="Problem">The cause: code, how bad, how sure, what it is, what to do.</param>
/// <param name="DecidedBy">What to look at to be sure.</param>
public sealed record SymptomFinding(Problem Problem, string DecidedBy);
