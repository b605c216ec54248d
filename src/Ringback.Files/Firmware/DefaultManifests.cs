using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;

namespace Ringback.Files.Firmware;

/// <summary>
/// <c>term41.default.loads</c> and its like: the same list as a named manifest's, which a phone asks for by this name
/// after a factory reset. One folder can hold only one for each, and it decides which protocol a reset phone gets.
/// </summary>
/// <remarks>sources.md other-phones §2.2, §2.3 (4) and §2.5.</remarks>
internal static class DefaultManifests
{
    private const string WhyDefault = "the same list under the name that a phone asks for after a factory reset";

    internal static bool IsOne(FirmwareFile manifest) => IsName(manifest.EmbeddedName ?? manifest.FileName);

    /// <summary>The load that a manifest stands for, or its own name when it stands for none.</summary>
    internal static string NameOf(FirmwareFile manifest) => IsOne(manifest) || manifest.Load is null
        ? FileNames.WithoutExtension(manifest.EmbeddedName ?? manifest.FileName).ToString()
        : manifest.Load;

    /// <summary>Adds each to the package of the same list; one that fits to none is a package by itself.</summary>
    internal static void Attach(
        FirmwareFile[] defaults, List<FirmwarePackage> packages, Func<FirmwareFile, FirmwarePackage> alone)
    {
        foreach (FirmwareFile manifest in defaults)
        {
            int at = packages.FindIndex(p => ListOf(p).SetEquals(manifest.Parts));
            if (at < 0)
            {
                packages.Add(alone(manifest));
                continue;
            }

            PackageFile file = new(manifest.EmbeddedName ?? manifest.FileName, WhyDefault, manifest);
            if (packages[at].Files.Any(f => f.Name.Equals(file.Name, StringComparison.OrdinalIgnoreCase))) continue;
            packages[at] = packages[at] with
            {
                Files = [.. packages[at].Files, file],
                Problems = [.. packages[at].Problems, .. manifest.Problems],
            };
        }
    }

    /// <summary>
    /// Sets of both protocols for one family, with one default manifest between them: whoever resets a phone gets
    /// the protocol that this file happens to list.
    /// </summary>
    internal static IEnumerable<Problem> Conflicts(
        FirmwareFile[] all, IReadOnlyList<FirmwarePackage> packages)
    {
        // A family has several of these names, term41 and term61; what is wrong with them is said once.
        foreach (IGrouping<(string?, PhoneProtocol), FirmwareFile> named in Lonely(all)
            .GroupBy(m => (m.Family, m.Protocol!.Value)))
        {
            FirmwareFile manifest = named.First();
            PhoneProtocol chosen = named.Key.Item2;
            string[] others =
            [
                .. packages.Where(p => p.Family == manifest.Family && p.Protocol is { } protocol && protocol != chosen
                    && p.Files.Count > 1).Select(p => p.Load),
            ];
            if (others.Length == 0) continue;
            string word = chosen.ToString().ToUpperInvariant();
            yield return new Problem(
                ProblemCode.DefaultManifestConflict,
                ProblemSeverity.Warning,
                $"{string.Join(" and ", named.Select(m => m.EmbeddedName ?? m.FileName).Order())} "
                    + $"{(named.Count() == 1 ? "lists" : "list")} the {word} set, and {string.Join(", ", others)} for "
                    + $"the same phones is here too: a phone that is reset comes up with {word}.",
                "If that is not wanted, put the other set's file of that name in its place. Ringback itself gives each "
                    + "phone the one that its goal needs.");
        }
    }

    /// <summary>The default manifests whose name stands for one protocol only.</summary>
    private static IEnumerable<FirmwareFile> Lonely(FirmwareFile[] all) => all
        .Where(f => f.Kind is FirmwareKind.Manifest && IsOne(f))
        .GroupBy(f => f.EmbeddedName ?? f.FileName, StringComparer.OrdinalIgnoreCase)
        .Where(g => g.First().Protocol is { } chosen && g.All(m => m.Protocol == chosen))
        .Select(g => g.First());

    private static HashSet<string> ListOf(FirmwarePackage package) => new(
        package.Files.Select(f => f.File).OfType<FirmwareFile>().FirstOrDefault(f => f.Kind is FirmwareKind.Manifest)
            ?.Parts ?? [], StringComparer.OrdinalIgnoreCase);

    private static bool IsName(string name) =>
        name.StartsWith("term", StringComparison.OrdinalIgnoreCase)
        && name.EndsWith(".default.loads", StringComparison.OrdinalIgnoreCase);
}
