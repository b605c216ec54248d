using Ringback.Catalogue.Problems;

namespace Ringback.Workbench.Doctor;

/// <summary>Makes what a check of the doctor found; docs/doctor.md tells of each code.</summary>
internal static class Checkup
{
    internal static Problem Ok(string code, string message, params IReadOnlyList<string> evidence) =>
        Of(code, ProblemSeverity.Ok, message, "", evidence);

    internal static Problem Info(string code, string message, string advice = "") =>
        Of(code, ProblemSeverity.Info, message, advice, []);

    internal static Problem Warning(string code, string message, string advice,
        params IReadOnlyList<string> evidence) => Of(code, ProblemSeverity.Warning, message, advice, evidence);

    internal static Problem Error(string code, string message, string advice,
        params IReadOnlyList<string> evidence) => Of(code, ProblemSeverity.Error, message, advice, evidence);

    internal static Problem Unknown(string code, string message, string advice = "",
        params IReadOnlyList<string> evidence) => Of(code, ProblemSeverity.Unknown, message, advice, evidence);

    internal static Problem Of(
        string code, ProblemSeverity severity, string message, string advice, IReadOnlyList<string> evidence) =>
        new(code, severity, message, advice) { Evidence = [.. evidence.Select(e => new ProblemEvidence(e))] };
}
