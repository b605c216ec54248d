using Ringback.Catalogue.Problems;

namespace Ringback.Files.Firmware;

/// <summary>The files by the names that phones ask for.</summary>
internal sealed class PackageShelf(FirmwareFile[] files)
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
    /// The file of that name in any letter case, or one that was signed under it and renamed: the latter carries its
    /// own problem, and "renamed" helps a person more than "missing".
    /// </summary>
    internal FirmwareFile? Find(string name) =>
        _byName[name].FirstOrDefault() ?? _bySignedName[name].FirstOrDefault();

    /// <summary>A renamed signed file is no unsigned twin, whatever its extension.</summary>
    internal FirmwareFile? FindUnsigned(string name) => _byName[name].FirstOrDefault(f => !f.Signed);

    internal PackageFile Take(string name, string why) => new(name, why, Find(name));

    internal static List<Problem> ProblemsOf(IEnumerable<PackageFile> files) =>
        [.. files.SelectMany(f => f.File?.Problems ?? [])];
}
