using Ringback.Catalogue.Problems;
using Ringback.Files.Configuration;
using Ringback.Files.Firmware;
using Ringback.Files.Lint;

namespace Ringback.Cli.Screens;

/// <summary>The JSON of <c>lint</c>; its names are a contract.</summary>
internal sealed record LintedFileJson(string Path, string Kind, IReadOnlyList<LintFindingJson> Findings)
{
    internal static LintedFileJson Of(LintedFile file) =>
        new(file.Path, file.Kind.ToWord(), [.. file.Findings.Select(LintFindingJson.Of)]);
}

/// <summary>A finding in JSON.</summary>
internal sealed record LintFindingJson(
    string Code, string Severity, int? Line, int? Column, string Message, string Advice, string? Fix)
{
    internal static LintFindingJson Of(Problem finding) => new(finding.Code, finding.Severity.ToWord(),
        finding.Place?.Line, finding.Place?.Column, finding.Message, finding.Advice, finding.Fix);
}
