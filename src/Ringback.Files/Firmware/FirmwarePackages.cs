using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;

namespace Ringback.Files.Firmware;

/// <summary>Sorts the files of a library into packages, one per load.</summary>
/// <remarks>
/// A package is what its manifest lists, whatever the versions in the names: releases and their parts differ
/// legitimately (sources.md file-formats §C). Before manifests, and in the smaller phones, it is one image.
/// </remarks>
public static class FirmwarePackages
{
    /// <summary>
    /// Finds every package that the files make up, complete or not: those of the 7940 and 7960 in the order of their
    /// loads, then the others by family and name.
    /// </summary>
    /// <param name="files">All files of the library; those that belong to no load are passed over.</param>
    public static IReadOnlyList<FirmwarePackage> Assemble(IEnumerable<FirmwareFile> files)
    {
        FirmwareFile[] all = [.. files];
        PackageShelf shelf = new(all);
        return [.. UniversalPackages.Assemble(all, shelf), .. ListedPackages.Assemble(all, shelf)];
    }

    /// <summary>What the files have wrong with each other, beyond what each has by itself.</summary>
    /// <param name="files">All files of one folder.</param>
    /// <param name="packages">The packages that they make up.</param>
    public static IReadOnlyList<Problem> Conflicts(
        IEnumerable<FirmwareFile> files, IReadOnlyList<FirmwarePackage> packages)
    {
        FirmwareFile[] all = [.. files];
        return [.. DefaultManifests.Conflicts(all, packages), .. Orphans(all, packages)];
    }

    /// <summary>A part that no manifest lists is dead weight, or the manifest is what is missing.</summary>
    private static IEnumerable<Problem> Orphans(FirmwareFile[] all, IReadOnlyList<FirmwarePackage> packages)
    {
        HashSet<FirmwareFile> used = [.. packages.SelectMany(p => p.Files).Select(f => f.File).OfType<FirmwareFile>()];
        foreach (FirmwareFile file in all)
        {
            if (file.Kind is not FirmwareKind.Firmware || used.Contains(file)) continue;
            if (file.Role is not (FirmwareRole.Part or FirmwareRole.Kernel)) continue;
            if (used.Any(u => u.FileName.Equals(file.FileName, StringComparison.OrdinalIgnoreCase))) continue;
            yield return new Problem(
                ProblemCode.PartOfNothing,
                ProblemSeverity.Info,
                $"{file.FileName} is a part of a set, and no .loads file here lists it.",
                "Add the set's .loads file, or take the part away: no phone will ask for it.");
        }
    }
}
