using System.Globalization;
using Ringback.Catalogue.Problems;
using Ringback.Files.Configuration;
using Ringback.Files.Firmware;

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

    /// <summary>What stands behind the envelope of a signed file.</summary>
    public string? Payload { get; init; }

    /// <summary>
    /// <c>genuine</c> and <c>damaged</c> by the signature where its key is known; <c>damaged</c> by the layout too.
    /// </summary>
    public required string Authenticity { get; init; }

    /// <summary>The day in UTC, yyyy-mm-dd.</summary>
    public string? SignedOn { get; init; }

    public string? SigningKey { get; init; }

    public string? SigningFamily { get; init; }

    public int? HardwareCompatibility { get; init; }

    public bool IsDefaultManifest { get; init; }

    public string? Advice { get; init; }

    public bool? Whole { get; init; }

    public bool Practice { get; init; }

    public required IReadOnlyList<string> Parts { get; init; }

    /// <summary>The parts with sizes and digests, where a manifest says them.</summary>
    public required IReadOnlyList<ManifestPart> ManifestParts { get; init; }

    /// <summary>The files in a CNU archive, the records of a trust list.</summary>
    public required IReadOnlyList<string> Entries { get; init; }

    public required IReadOnlyList<ProblemJson> Problems { get; init; }

    /// <summary>Cisco's package that an archive is, byte for byte.</summary>
    public string? Package { get; init; }

    /// <summary>The files in an archive, each as this record.</summary>
    public IReadOnlyList<InspectedFile> Contents { get; init; } = [];

    internal static InspectedFile Of(Inspection inspection) => Of(inspection.Path, inspection.File) with
    {
        Package = inspection.Package?.Name,
        Contents = [.. inspection.Contents.Select(f => Of(f.Path, f.File))],
    };

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
        Payload = file.Payload?.ToWord(),
        Authenticity = file.Whole == false ? "damaged" : file.Authenticity.ToString().ToLowerInvariant(),
        SignedOn = file.SignedAt?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        SigningKey = file.SigningKey?.Slot.ToString().ToLowerInvariant(),
        SigningFamily = file.SigningKey?.Family,
        HardwareCompatibility = file.HardwareCompatibility,
        IsDefaultManifest = file.IsDefaultManifest,
        Advice = file.Advice,
        Whole = file.Whole,
        Practice = file.IsPractice,
        Parts = file.Parts,
        ManifestParts = file.ManifestParts,
        Entries = file.Entries,
        Problems = [.. file.Problems.Select(ProblemJson.Of)],
    };
}

/// <summary>A problem in JSON, where its place is not told.</summary>
internal sealed record ProblemJson(string Code, string Severity, string Message, string Advice)
{
    internal static ProblemJson Of(Problem problem) =>
        new(problem.Code, problem.Severity.ToWord(), problem.Message, problem.Advice);
}
