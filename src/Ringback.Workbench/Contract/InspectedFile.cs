using System.Globalization;
using Ringback.Catalogue.Problems;
using Ringback.Files.Configuration;
using Ringback.Files.Firmware;

namespace Ringback.Workbench.Contract;

/// <summary>The JSON of <c>inspect</c>; its names are a contract.</summary>
public sealed record InspectedFile
{
    /// <summary>The path as it was given; in an archive with the archive before it.</summary>
    public required string Path { get; init; }

    /// <summary>What the file is.</summary>
    public required string Kind { get; init; }

    /// <summary>The firmware family; null when it tells none.</summary>
    public string? Family { get; init; }

    /// <summary>The models that it is for; empty when not known.</summary>
    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>The protocol of the load; null when it has none.</summary>
    public string? Protocol { get; init; }

    /// <summary>What it does in an update; null when not known.</summary>
    public string? Role { get; init; }

    /// <summary>The load that it is or names; null for none.</summary>
    public string? Load { get; init; }

    /// <summary>The version; null when not known.</summary>
    public string? Version { get; init; }

    /// <summary>The build; null when it tells none.</summary>
    public string? Build { get; init; }

    /// <summary>The container; null for none.</summary>
    public string? Container { get; init; }

    /// <summary>True when it is signed.</summary>
    public bool Signed { get; init; }

    /// <summary>The name that it carries inside; null for none.</summary>
    public string? EmbeddedName { get; init; }

    /// <summary>What stands behind the envelope of a signed file.</summary>
    public string? Payload { get; init; }

    /// <summary>
    /// <c>genuine</c> and <c>damaged</c> by the signature where its key is known; <c>damaged</c> by the layout too.
    /// </summary>
    public required string Authenticity { get; init; }

    /// <summary>The day in UTC, yyyy-mm-dd.</summary>
    public string? SignedOn { get; init; }

    /// <summary>The key that signed it; null when not known.</summary>
    public string? SigningKey { get; init; }

    /// <summary>Whose key that is; null when not known.</summary>
    public string? SigningFamily { get; init; }

    /// <summary>The word of hardware that it is for; null when it has none.</summary>
    public int? HardwareCompatibility { get; init; }

    /// <summary>True for the list that phones ask for without being told of one.</summary>
    public bool IsDefaultManifest { get; init; }

    /// <summary>What to do about it; null for nothing.</summary>
    public string? Advice { get; init; }

    /// <summary>Whether it is all there; null when that cannot be told.</summary>
    public bool? Whole { get; init; }

    /// <summary>True for practice firmware.</summary>
    public bool Practice { get; init; }

    /// <summary>The names of its parts.</summary>
    public required IReadOnlyList<string> Parts { get; init; }

    /// <summary>The parts with sizes and digests, where a manifest says them.</summary>
    public required IReadOnlyList<ManifestPart> ManifestParts { get; init; }

    /// <summary>The files in a CNU archive, the records of a trust list.</summary>
    public required IReadOnlyList<string> Entries { get; init; }

    /// <summary>What is wrong with it.</summary>
    public required IReadOnlyList<ProblemJson> Problems { get; init; }

    /// <summary>Cisco's package that an archive is, byte for byte.</summary>
    public string? Package { get; init; }

    /// <summary>The files in an archive, each as this record.</summary>
    public IReadOnlyList<InspectedFile> Contents { get; init; } = [];

    /// <summary>From what was found out.</summary>
    public static InspectedFile Of(Inspection inspection) => Of(inspection.Path, inspection.File) with
    {
        Package = inspection.Package?.Name,
        Contents = [.. inspection.Contents.Select(f => Of(f.Path, f.File))],
    };

    /// <summary>From what was found out.</summary>
    public static InspectedFile Of(string path, FirmwareFile file) => new()
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
public sealed record ProblemJson(string Code, string Severity, string Message, string Advice)
{
    /// <summary>From a problem.</summary>
    public static ProblemJson Of(Problem problem) =>
        new(problem.Code, problem.Severity.ToWord(), problem.Message, problem.Advice);
}
