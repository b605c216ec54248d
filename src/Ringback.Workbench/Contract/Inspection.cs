using Ringback.Files.Firmware;
using Ringback.Workbench.Library;

namespace Ringback.Workbench.Contract;

/// <summary>What was found out about one file, and about what is in it when it is an archive.</summary>
public sealed record Inspection(
    string Path, FirmwareFile File, IReadOnlyList<ArchivedFile> Contents, KnownPackage? Package)
{
    /// <summary>True when it, or a file in it, is damaged.</summary>
    public bool HasError => File.HasError || Contents.Any(c => c.File.HasError);

    /// <summary>Looks into a file.</summary>
    public static Inspection Of(string path, byte[] content)
    {
        FirmwareFile file = FileInspection.Of(System.IO.Path.GetFileName(path), content);
        if (file.Kind is not FirmwareKind.Archive)
        {
            KnownPackage? known = KnownPackage.Find(content.Length, () => ArchiveContents.Sha1(content));
            return new Inspection(path, file, [], known);
        }

        ArchiveContents inside = ArchiveContents.Look(path, content);
        file = file with
        {
            Whole = inside.IsWhole,
            Load = file.Load ?? inside.Package?.Load,
            Parts = [.. inside.Files.Select(f => Below(path, f))],
            Problems = [.. file.Problems, .. inside.Problems],
        };
        return new Inspection(path, file, inside.Files, inside.Package);
    }

    /// <summary>Where a file stands in the archive; its name alone when it stands nowhere.</summary>
    private static string Below(string archive, ArchivedFile inner)
    {
        string before = archive + " > ";
        return inner.Path.StartsWith(before, StringComparison.Ordinal)
            ? inner.Path[before.Length..]
            : inner.File.FileName;
    }
}
