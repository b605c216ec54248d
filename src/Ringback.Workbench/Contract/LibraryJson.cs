using Ringback.Catalogue.Problems;
using Ringback.Files.Firmware;
using Ringback.Phones.Answers;

namespace Ringback.Workbench.Contract;

/// <summary>The JSON of <c>library list</c> and <c>check</c>; its names are a contract.</summary>
public sealed record LibraryJson(IReadOnlyList<PackageJson> Packages, IReadOnlyList<ProblemJson> Problems)
{
    /// <summary>True when something is missing or wrong.</summary>
    public bool IsWrong => Packages.Any(p => !p.Complete) || Problems.Any(p => p.Severity != "info");

    /// <summary>From the library and its faults.</summary>
    public static LibraryJson Of(IShelf shelf, IEnumerable<Problem> faults) => new(
        [.. shelf.Packages.Select(PackageJson.Of)],
        [
            .. faults.Select(ProblemJson.Of),
            .. shelf.Files.SelectMany(f => f.Identity.Problems)
                .Concat(FirmwarePackages.Conflicts(shelf.Files.Select(f => f.Identity), shelf.Packages))
                .Concat(NotHere(shelf)).Distinct().Select(ProblemJson.Of),
        ]);

    /// <summary>Loads that a configuration in the folder names, and that are not here.</summary>
    private static IEnumerable<Problem> NotHere(IShelf shelf)
    {
        foreach (ShelfFile file in shelf.Files)
        {
            if (file.Identity is not { Kind: FirmwareKind.Configuration, Load: { } load }) continue;
            if (shelf.Packages.Any(p => p.Load.Equals(load, StringComparison.OrdinalIgnoreCase)
                || load.Equals(p.Loader?.Text, StringComparison.OrdinalIgnoreCase)))
            {
                continue;
            }

            yield return new Problem(
                ProblemCode.LoadNotInFolder,
                ProblemSeverity.Error,
                $"{file.Path} sends phones to {load}, and that load is not here.",
                "Add the files of that load, or correct the name in the configuration.");
        }
    }
}

/// <summary>A package in JSON.</summary>
public sealed record PackageJson(
    string Load, string? Family, IReadOnlyList<string> Models, string? Protocol, string? Version, bool Complete,
    IReadOnlyList<string> Missing, bool Practice, IReadOnlyList<string> Files, IReadOnlyList<ProblemJson> Problems)
{
    /// <summary>From a package.</summary>
    public static PackageJson Of(FirmwarePackage package) => new(
        package.Load, package.Family, package.Models, package.Protocol?.ToString().ToLowerInvariant(), package.Version,
        package.Complete, package.Missing, package.IsPractice, [.. package.Files.Select(f => f.Name)],
        [.. package.Problems.Select(ProblemJson.Of)]);
}
