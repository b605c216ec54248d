using Ringback.Catalogue.Problems;
using Ringback.Files.Configuration;
using Ringback.Files.Firmware;
using Ringback.Files.Lint;

namespace Ringback.Workbench.Contract;

/// <summary>The JSON of <c>lint</c>; its names are a contract.</summary>
public sealed record LintedFileJson(string Path, string Kind, IReadOnlyList<LintFindingJson> Findings)
{
    /// <summary>From a file that was looked through.</summary>
    public static LintedFileJson Of(LintedFile file) =>
        new(file.Path, file.Kind.ToWord(), [.. file.Findings.Select(LintFindingJson.Of)]);
}

/// <summary>A finding in JSON.</summary>
public sealed record LintFindingJson(
    string Code, string Severity, int? Line, int? Column, string Message, string Advice, string? Fix)
{
    /// <summary>From a finding.</summary>
    public static LintFindingJson Of(Problem finding) => new(finding.Code, finding.Severity.ToWord(),
        finding.Place?.Line, finding.Place?.Column, finding.Message, finding.Advice, finding.Fix);
}
