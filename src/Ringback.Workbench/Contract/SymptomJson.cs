using Ringback.Catalogue.Problems;
using Ringback.Phones.Symptoms;

namespace Ringback.Workbench.Contract;

/// <summary>The JSON of <c>explain --symptom</c>; its names are a contract.</summary>
/// <param name="Symptom">What was asked.</param>
/// <param name="Findings">What may be behind it, the likeliest first; empty when nothing of it is known.</param>
public sealed record SymptomJson(string Symptom, IReadOnlyList<SymptomFindingJson> Findings)
{
    /// <summary>From what was found.</summary>
    public static SymptomJson Of(string symptom, IReadOnlyList<SymptomFinding> findings) => new(symptom,
    [
        .. findings.Select(f => new SymptomFindingJson(f.Problem.Code, f.Problem.Severity, f.Problem.Confidence,
            f.Problem.Message, f.Problem.Advice, f.DecidedBy)),
    ]);
}

/// <summary>One thing that may be behind a symptom, in JSON.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Confidence">How sure it is.</param>
/// <param name="Message">What it is.</param>
/// <param name="Advice">What to do.</param>
/// <param name="DecidedBy">What to look at to be sure.</param>
public sealed record SymptomFindingJson(string Code, ProblemSeverity Severity, ProblemConfidence Confidence,
    string Message, string Advice, string DecidedBy);
