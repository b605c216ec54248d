using Ringback.Catalogue.Problems;
using Ringback.Files.Generation;
using Ringback.Workbench.Fleet;

namespace Ringback.Cli.Configuring;

/// <summary>A problem with the place in the file that it comes from.</summary>
internal sealed record ConfigurationRemark(
    string? Mac, ProblemSeverity Severity, string Field, string? File, int? Line, string Message, string Advice)
{
    internal static ConfigurationRemark Of(ConfigurationProblem problem, FleetReading reading, string? path)
    {
        int? line = path is null
            ? null
            : reading.Phones.FirstOrDefault(p => p.Mac == problem.Mac)?.LineOf(problem.Field);
        return new ConfigurationRemark(problem.Mac?.ToString(), problem.Severity, problem.Field,
            path is null ? null : Path.GetFileName(path), line is > 0 ? line : null, problem.Message, problem.Advice);
    }

    /// <summary>For a person, on one line.</summary>
    public override string ToString()
    {
        string place = File is null || Line is null ? "" : FormattableString.Invariant($"{File}:{Line}: ");
        return $"{place}{(Mac is null ? "" : Mac + ", ")}{Field}: {Message} {Advice}";
    }
}
