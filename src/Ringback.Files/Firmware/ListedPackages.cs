using Ringback.Catalogue.Loads;

namespace Ringback.Files.Firmware;

/// <summary>
/// The packages of every family but the 7940 and 7960: a manifest with the parts that it lists, or one image.
/// </summary>
/// <remarks>sources.md other-phones §1.2, §2.2, §2.3 and §2.12.</remarks>
internal static class ListedPackages
{
    private const string WhyManifest = "lists the parts of this load";
    private const string WhyPart = "a part that the manifest lists";
    private const string WhySingle = "the image: all of the load in one file";

    internal static IEnumerable<FirmwarePackage> Assemble(FirmwareFile[] all, PackageShelf shelf)
    {
        FirmwareFile[] manifests =
        [
            .. all.Where(f => f is { Kind: FirmwareKind.Manifest, LoadName: null, Manifest: null }),
        ];
        List<FirmwarePackage> packages =
        [
            .. manifests.Where(m => !DefaultManifests.IsOne(m))
                .GroupBy(DefaultManifests.NameOf, StringComparer.OrdinalIgnoreCase)
                // Of several by one name the sound one counts, and the fullest of those.
                .Select(g => Listed(g.OrderBy(m => m.HasError).ThenByDescending(m => m.Parts.Count).First(), shelf)),
        ];
        DefaultManifests.Attach([.. manifests.Where(DefaultManifests.IsOne)], packages, m => Listed(m, shelf));

        HashSet<string> parts = new(
            packages.SelectMany(p => p.Files).Select(f => f.Name), StringComparer.OrdinalIgnoreCase);
        packages.AddRange(all.Where(f => IsSingle(f) && !parts.Contains(f.EmbeddedName ?? f.FileName))
            .GroupBy(f => f.Load!, StringComparer.OrdinalIgnoreCase).Select(g => Single([.. g])));
        return packages.OrderBy(p => p.Family, StringComparer.Ordinal)
            .ThenBy(p => p.Load, StringComparer.OrdinalIgnoreCase);
    }

    private static bool IsSingle(FirmwareFile file) =>
        file is { Kind: FirmwareKind.Firmware, Role: FirmwareRole.Combined, LoadName: null, Load: not null };

    private static FirmwarePackage Listed(FirmwareFile manifest, PackageShelf shelf)
    {
        PackageFile[] files =
        [
            new(manifest.EmbeddedName ?? manifest.FileName, WhyManifest, manifest),
            .. manifest.Parts.Distinct(StringComparer.OrdinalIgnoreCase).Select(p => shelf.Take(p, WhyPart)),
        ];
        return Of(DefaultManifests.NameOf(manifest), manifest, files);
    }

    /// <summary>
    /// A 7905 without image authentication takes the bare <c>.zup</c>, all others the signed <c>.sbin</c> around the
    /// same bytes (sources.md other-phones §1.2): one load, and the signed one is what counts.
    /// </summary>
    private static FirmwarePackage Single(FirmwareFile[] images)
    {
        FirmwareFile image = images.OrderBy(i => i.HasError).ThenByDescending(i => i.Signed).First();
        PackageFile[] files = [new(image.EmbeddedName ?? image.FileName, WhySingle, image)];
        return Of(image.Load!, image, files) with
        {
            UnsignedTwin = image.Signed ? Array.Find(images, i => !i.Signed) : null,
        };
    }

    /// <summary>A package of these files, for whom its first one is.</summary>
    private static FirmwarePackage Of(string load, FirmwareFile first, PackageFile[] files) => new()
    {
        Load = load,
        Family = first.Family,
        Models = first.Models,
        Protocol = first.Protocol,
        Version = first.Version,
        Files = files,
        Problems = PackageShelf.ProblemsOf(files),
    };
}
