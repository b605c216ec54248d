using Ringback.Catalogue.Problems;

namespace Ringback.Files.Lint;

/// <summary>Something in a configuration file that a phone will stumble over.</summary>
/// <param name="Code">The stable code, kebab case (<c>docs/findings.md</c>).</param>
/// <param name="Severity">How bad it is for the phone.</param>
/// <param name="Line">The line, from 1; null when the file's name or the whole file is meant.</param>
/// <param name="Column">The character on that line, from 1; null as the line.</param>
/// <param name="Message">What the phone makes of it.</param>
/// <param name="Advice">What to do.</param>
public sealed record LintFinding(
    string Code, ProblemSeverity Severity, int? Line, int? Column, string Message, string Advice)
{
    /// <summary>What a safe repair would write there; null when a person has to decide.</summary>
    public string? Fix { get; init; }

    internal Repair? Repair { get; init; }
}

/// <summary>Bytes of a file that give way to others.</summary>
internal sealed record Repair(int Start, int Length, byte[] With);
