using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;

namespace Ringback.Files.Firmware;

/// <summary>One file that a phone needs to reach a load.</summary>
/// <param name="Name">The name that the phone asks for.</param>
/// <param name="Why">What the phone needs it for.</param>
/// <param name="File">The file that answers to it; null when it is missing.</param>
public sealed record PackageFile(string Name, string Why, FirmwareFile? File);

/// <summary>Everything that belongs to one load, and what is missing of it.</summary>
/// <remarks>
/// sources.md 7940-7960 §1.3 says which files a package of each generation has, other-phones §1.2, §2.2 and §2.12 what
/// the other families have.
/// </remarks>
public sealed record FirmwarePackage
{
    /// <summary>
    /// The load that the phone will show and that configurations ask for: <c>P0S3-8-12-00</c>,
    /// <c>SCCP41.9-4-2SR3-1S</c>, <c>CP7912080004SCCP080108A</c>. A default manifest that belongs to no named one is a
    /// package by its own name, <c>term41.default</c>.
    /// </summary>
    public required string Load { get; init; }

    /// <summary>The same decoded; null for every family but the 7940 and 7960.</summary>
    public Load? LoadName { get; init; }

    /// <summary>The family that can run it; null when nothing says so.</summary>
    public string? Family { get; init; }

    /// <summary>The models that can run it.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>The protocol of the load; null when nothing says so.</summary>
    public PhoneProtocol? Protocol { get; init; }

    /// <summary>The version as people write it.</summary>
    public string? Version { get; init; }

    /// <summary>
    /// The universal loader that the manifest names: <c>P003-8-12-00</c>, or the load's own name in an SCCP package.
    /// Null before the universal loader, and as long as there is no readable manifest.
    /// </summary>
    public Load? Loader { get; init; }

    /// <summary>The loader's build that the manifest asks for; null when there is no readable manifest.</summary>
    public string? LaVersion { get; init; }

    /// <summary>The files that a phone asks for, in the order in which it asks.</summary>
    public required IReadOnlyList<PackageFile> Files { get; init; }

    /// <summary>
    /// The unsigned twin of the <c>.sbn</c>, which phones that still accept unsigned code need: the file, if it is
    /// there. No part of a complete package.
    /// </summary>
    public FirmwareFile? UnsignedTwin { get; init; }

    /// <summary>
    /// True when the <c>.bin</c> can be made from the <c>.sbn</c>: it is the same bytes without the header, checked
    /// byte for byte on three loaders (sources.md 7940-7960 §1.3).
    /// </summary>
    public bool LoaderBinDerivable { get; init; }

    /// <summary>What is wrong with the files, and between them.</summary>
    public required IReadOnlyList<Problem> Problems { get; init; }

    /// <summary>How a 7940's or 7960's load is packed; null for every other family.</summary>
    public LoadGeneration? Generation => LoadName?.Generation;

    /// <summary>The names of the files that are not there.</summary>
    public IReadOnlyList<string> Missing => [.. Files.Where(f => f.File is null).Select(f => f.Name)];

    /// <summary>True when nothing is missing and no needed file has an error.</summary>
    public bool Complete => Files.All(f => f.File is not null)
        && !Problems.Any(p => p.Severity is ProblemSeverity.Error);

    /// <summary>True when any of its files is a practice file: no real phone may be offered this package.</summary>
    public bool IsPractice => UnsignedTwin is { IsPractice: true }
        || Files.Any(f => f.File is { IsPractice: true });
}
