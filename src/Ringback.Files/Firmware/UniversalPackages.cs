using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;

namespace Ringback.Files.Firmware;

/// <summary>The packages of the 7940 and 7960. sources.md 7940-7960 §1.3.</summary>
internal static class UniversalPackages
{
    private const string WhyLoads = "names the loader and the application of this load";
    private const string WhyLoader = "the loader that the manifest names: it fetches and starts the application";
    private const string WhyApplication = "the application itself";

    internal static IEnumerable<FirmwarePackage> Assemble(FirmwareFile[] all, PackageShelf shelf)
    {
        // An application or loader that some manifest lists is that package's, not a package of its own.
        HashSet<Load> listed = [];
        SortedDictionary<Load, FirmwareFile?> loads = [];
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

        return loads.Select(l => Assemble(l.Key, l.Value?.Manifest, shelf));
    }

    private static FirmwarePackage Assemble(Load load, LoadsManifest? manifest, PackageShelf shelf)
    {
        FirmwarePackage package = load.Generation switch
        {
            LoadGeneration.Universal when manifest is not null => Listed(load, manifest, shelf),
            LoadGeneration.Universal => Unlisted(load, shelf),
            LoadGeneration.Signed => Single(load, ".sbn", "the signed image, loader and application in one", shelf),
            _ => Single(load, ".bin", "the image, loader and application in one", shelf),
        };
        return package with
        {
            LoadName = load,
            Family = FirmwareFile.Family7940And7960,
            Models = FirmwareFile.Models7940And7960,
            Protocol = load.Protocol,
            Version = load.HumanVersion,
        };
    }

    private static FirmwarePackage Listed(Load load, LoadsManifest manifest, PackageShelf shelf)
    {
        PackageFile[] files =
        [
            shelf.Take($"{load}.loads", WhyLoads),
            shelf.Take(manifest.LoaderFile, WhyLoader),
            shelf.Take(manifest.ApplicationFile, WhyApplication),
        ];
        List<Problem> problems = PackageShelf.ProblemsOf(files);
        FirmwareFile? loader = files[1].File;
        if (loader is { Build: { } build } && build != manifest.LaVersion)
        {
            problems.Add(new Problem(
                ProblemCode.LoaderBuildDiffers,
                ProblemSeverity.Warning,
                $"{load}.loads asks for the loader build {manifest.LaVersion}, and {loader.FileName} is {build}.",
                "Take both files from one package: a phone may load the loader again and again."));
        }

        return new FirmwarePackage
        {
            Load = load.Text,
            Loader = manifest.Loader,
            LaVersion = manifest.LaVersion,
            Files = files,
            Problems = problems,
            UnsignedTwin = Twin(shelf.FindUnsigned($"{manifest.Loader}.bin"), loader, problems),
            LoaderBinDerivable = IsDerivable(loader),
        };
    }

    /// <summary>Without the manifest, nothing says which loader belongs to the application.</summary>
    private static FirmwarePackage Unlisted(Load load, PackageShelf shelf)
    {
        PackageFile[] files =
        [
            shelf.Take($"{load}.loads", WhyLoads + "; which loader that is cannot be known without it"),
            shelf.Take($"{load}.sb2", WhyApplication),
        ];
        return new FirmwarePackage { Load = load.Text, Files = files, Problems = PackageShelf.ProblemsOf(files) };
    }

    private static FirmwarePackage Single(Load load, string extension, string why, PackageShelf shelf)
    {
        PackageFile[] files = [shelf.Take(load + extension, why)];
        return new FirmwarePackage
        {
            Load = load.Text,
            Files = files,
            Problems = PackageShelf.ProblemsOf(files),
            UnsignedTwin = extension == ".sbn" ? shelf.FindUnsigned($"{load}.bin") : null,
            LoaderBinDerivable = extension == ".sbn" && IsDerivable(files[0].File),
        };
    }

    /// <summary>The unsigned image, unless the signed one shows that a byte of it has changed.</summary>
    private static FirmwareFile? Twin(FirmwareFile? unsigned, FirmwareFile? signed, List<Problem> problems)
    {
        if (unsigned is not { ImageDigest: { } its } || signed is not { Whole: true, ImageDigest: { } own }
            || its == own)
        {
            return unsigned;
        }

        problems.Add(new Problem(ProblemCode.DamagedImage, ProblemSeverity.Warning,
            $"{unsigned.FileName} is not the image in {signed.FileName}, which is whole; it is left out.",
            "Take it away, or get it anew."));
        return null;
    }

    private static bool IsDerivable(FirmwareFile? signed) => signed is { Signed: true, HasError: false };
}
