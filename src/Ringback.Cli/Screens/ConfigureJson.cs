using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Cli.Configuring;
using Ringback.Files.Generation;

namespace Ringback.Cli.Screens;

/// <summary>The JSON of <c>configure</c>.</summary>
internal sealed record ConfigureJson(
    IReadOnlyList<ConfiguredPhone> Phones, IReadOnlyList<ConfiguredFile> Files,
    IReadOnlyList<ConfiguredProblem> Problems)
{
    internal static ConfigureJson Of(
        IEnumerable<ConfigurationRequest> requests, IEnumerable<OutputFile> files,
        IReadOnlyList<Problem> problems) => new(
            [.. requests.Select(r =>
                new ConfiguredPhone(r.Mac.ToString(), r.Model.Model, r.Load.Text, r.Load.Protocol))],
            [.. files.Select(f => new ConfiguredFile(f.File.Name, f.Path, f.File.Content.Length, f.File.Why,
                f.State switch
                {
                    OutputState.New => "written",
                    OutputState.Same => "same",
                    _ => "replaced",
                }))],
            [.. problems.Select(ConfiguredProblem.Of)]);
}

/// <summary>A phone.</summary>
internal sealed record ConfiguredPhone(string Mac, string Model, string Load, PhoneProtocol? Protocol);

/// <summary>A problem with the place that it comes from.</summary>
internal sealed record ConfiguredProblem(string? Mac, string Code, ProblemSeverity Severity, string? Field,
    string? File, int? Line, string Message, string Advice)
{
    internal static ConfiguredProblem Of(Problem problem) => new(problem.Place?.Mac?.ToString(), problem.Code,
        problem.Severity, problem.Place?.Setting, problem.Place?.File, problem.Place?.Line, problem.Message,
        problem.Advice);
}

/// <summary>A file.</summary>
internal sealed record ConfiguredFile(string Name, string Path, int Bytes, string Why, string State);
