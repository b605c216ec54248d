using Ringback.Phones.Firmware;

namespace Ringback.Cli.Screens;

/// <summary>The JSON of <c>inspect</c>; its names are a contract.</summary>
internal sealed record InspectedFile
{
    public required string Path { get; init; }

    public required string Kind { get; init; }

    public string? Family { get; init; }

    public required IReadOnlyList<string> Models { get; init; }

    public string? Protocol { get; init; }

    public string? Role { get; init; }

    public string? Load { get; init; }

    public string? Version { get; init; }

    public string? Build { get; init; }

    public string? Container { get; init; }

    public bool Signed { get; init; }

    public string? EmbeddedName { get; init; }

    /// <summary>This version does not check signatures: only structural damage is seen.</summary>
    public required string Authenticity { get; init; }

    public string? SignedOn { get; init; }

    public string? SigningKey { get; init; }

    public bool? Whole { get; init; }

    public bool Practice { get; init; }

    public required IReadOnlyList<string> Parts { get; init; }

    public required IReadOnlyList<InspectedProblem> Problems { get; init; }

    internal static InspectedFile Of(string path, FirmwareFile file) => new()
    {
        Path = path,
        Kind = file.Kind.ToWord(),
        Family = file.Family,
        Models = file.Models,
        Protocol = file.Protocol?.ToString().ToLowerInvariant(),
        Role = file.Role?.ToWord(),
        Load = file.Load,
        Version = file.Version,
        Build = file.Build,
        Container = file.Container?.ToWord(),
        Signed = file.Signed,
        EmbeddedName = file.EmbeddedName,
        Authenticity = file.Whole == false ? "damaged" : "unknown",
        Whole = file.Whole,
        Practice = file.IsPractice,
        Parts = file.Parts,
        Problems = [.. file.Problems.Select(InspectedProblem.Of)],
    };
}

/// <summary>A problem in JSON.</summary>
internal sealed record InspectedProblem(string Code, string Severity, string Message, string Advice)
{
    internal static InspectedProblem Of(FirmwareProblem problem) =>
        new(problem.Code, problem.Severity.ToWord(), problem.Message, problem.Advice);
}
