using Ringback.Phones.Loads;

namespace Ringback.Phones.Firmware;

/// <summary>Sorts the files of a library into packages, one per load.</summary>
/// <remarks>
/// Field guide 7940-7960 §1.3. A universal package is what its manifest lists, whatever the versions in the names:
/// releases and their parts differ legitimately (file-formats §C).
/// </remarks>
public static class FirmwarePackages
{
    private const string WhyLoads = "names the loader and the application of this load";
    private const string WhyLoader = "the loader that the manifest names: it fetches and starts the application";
    private const string WhyApplication = "the application itself";

    /// <summary>Finds every package that the files make up, complete or not, in the order of their loads.</summary>
    /// <param name="files">All files of the library; those that belong to no load are passed over.</param>
    public static IReadOnlyList<FirmwarePackage> Assemble(IEnumerable<FirmwareFile> files)
    {
        FirmwareFile[] all = [.. files];
        Shelf shelf = new(all);

        // An application or loader that some manifest lists is that package's, not a package of its own.
        HashSet<LoadName> listed = [];
        SortedDictionary<LoadName, FirmwareFile?> loads = [];
        foreach (FirmwareFile file in all)
        {
            if (file is not { Manifest: { } manifest, LoadName: { } release }) continue;
            bool better = !loads.TryGetValue(release, out FirmwareFile? known) || known is { HasError: true };
            if (better) loads[release] = file;
            listed.Add(manifest.Loader);
            listed.Add(manifest.Application);
        }

        foreach (FirmwareFile file in all)
        {
            if (file is { Kind: FirmwareKind.Firmware or FirmwareKind.Manifest, LoadName: { Protocol: not null } load }
                && !listed.Contains(load))
            {
                loads.TryAdd(load, null);
            }
        }

        return [.. loads.Select(l => Assemble(l.Key, l.Value?.Manifest, shelf))];
    }

    private static FirmwarePackage Assemble(LoadName load, LoadsManifest? manifest, Shelf shelf) =>
        load.Generation switch
        {
            LoadGeneration.Universal when manifest is not null => Listed(load, manifest, shelf),
            LoadGeneration.Universal => Unlisted(load, shelf),
            LoadGeneration.Signed => Single(load, ".sbn", "the signed image, loader and application in one", shelf),
            _ => Single(load, ".bin", "the image, loader and application in one", shelf),
        };

    private static FirmwarePackage Listed(LoadName load, LoadsManifest manifest, Shelf shelf)
    {
        PackageFile[] files =
        [
            shelf.Take($"{load}.loads", WhyLoads),
            shelf.Take(manifest.LoaderFile, WhyLoader),
            shelf.Take(manifest.ApplicationFile, WhyApplication),
        ];
        List<FirmwareProblem> problems = ProblemsOf(files);
        FirmwareFile? loader = files[1].File;
        if (loader is { Build: { } build } && build != manifest.LaVersion)
        {
            problems.Add(new FirmwareProblem(
                FirmwareProblem.LoaderBuildDiffers,
                ProblemSeverity.Warning,
                $"{load}.loads asks for the loader build {manifest.LaVersion}, and {loader.FileName} is {build}.",
                "Take both files from one package: a phone may load the loader again and again."));
        }

        return new FirmwarePackage
        {
            Load = load,
            Loader = manifest.Loader,
            LaVersion = manifest.LaVersion,
            Files = files,
            Problems = problems,
            UnsignedTwin = shelf.FindUnsigned($"{manifest.Loader}.bin"),
            LoaderBinDerivable = IsDerivable(loader),
        };
    }

    /// <summary>Without the manifest, nothing says which loader belongs to the application.</summary>
    private static FirmwarePackage Unlisted(LoadName load, Shelf shelf)
    {
        PackageFile[] files =
        [
            shelf.Take($"{load}.loads", WhyLoads + "; which loader that is cannot be known without it"),
            shelf.Take($"{load}.sb2", WhyApplication),
        ];
        return new FirmwarePackage { Load = load, Files = files, Problems = ProblemsOf(files) };
    }

    private static FirmwarePackage Single(LoadName load, string extension, string why, Shelf shelf)
    {
        PackageFile[] files = [shelf.Take(load + extension, why)];
        return new FirmwarePackage
        {
            Load = load,
            Files = files,
            Problems = ProblemsOf(files),
            UnsignedTwin = extension == ".sbn" ? shelf.FindUnsigned($"{load}.bin") : null,
            LoaderBinDerivable = extension == ".sbn" && IsDerivable(files[0].File),
        };
    }

    private static bool IsDerivable(FirmwareFile? signed) => signed is { Signed: true, HasError: false };

    private static List<FirmwareProblem> ProblemsOf(PackageFile[] files) =>
        [.. files.SelectMany(f => f.File?.Problems ?? [])];

    /// <summary>The files by the names that phones ask for.</summary>
    private sealed class Shelf(FirmwareFile[] files)
    {
        // Sound files come first, so that a good copy wins over a damaged one of the same name.
        private readonly ILookup<string, FirmwareFile> _byName = files
            .OrderBy(f => f.HasError)
            .ToLookup(f => f.FileName, StringComparer.OrdinalIgnoreCase);

        private readonly ILookup<string, FirmwareFile> _bySignedName = files
            .Where(f => f.EmbeddedName is not null)
            .OrderBy(f => f.HasError)
            .ToLookup(f => f.EmbeddedName!, StringComparer.OrdinalIgnoreCase);

        /// <summary>
        /// The file of that name in any letter case, or one that was signed under it and renamed: the latter carries
        /// its own problem, and "renamed" helps a person more than "missing".
        /// </summary>
        internal FirmwareFile? Find(string name) =>
            _byName[name].FirstOrDefault() ?? _bySignedName[name].FirstOrDefault();

        /// <summary>A renamed signed file is no unsigned twin, whatever its extension.</summary>
        internal FirmwareFile? FindUnsigned(string name) => _byName[name].FirstOrDefault(f => !f.Signed);

        internal PackageFile Take(string name, string why) => new(name, why, Find(name));
    }
}
