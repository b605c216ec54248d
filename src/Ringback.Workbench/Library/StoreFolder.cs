using System.IO.Enumeration;
using Ringback.Workbench.Disk;

namespace Ringback.Workbench.Library;

/// <summary>
/// The folders of a store on the disk, and the only place that deletes in them. A store has no links: one that has is
/// not used at all, because whoever made it could let us write, move or delete elsewhere. What is deleted are plain
/// files with names of ours, one by one, in folders with names of ours; whatever else lies there stays.
/// </summary>
internal static class StoreFolder
{
    private const int HashLength = 64;
    private const int FolderLength = 2;
    private const int GuidLength = 32;

    // contents/ab/HASH, incoming/GUID/HASH and trash/DATE/HASH/NAME.
    private const int Deepest = 3;

    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true, MaxRecursionDepth = Deepest, IgnoreInaccessible = false,
        AttributesToSkip = FileAttributes.None,
    };

    private static readonly EnumerationOptions ThisFolder = new()
    {
        IgnoreInaccessible = false, AttributesToSkip = FileAttributes.None,
    };

    /// <summary>The first thing that makes a store unusable, as a sentence; null when there is none.</summary>
    internal static string? Objection(string root)
    {
        DiskEntryKind kind = DiskEntry.Look(root).Kind;
        if (kind == DiskEntryKind.Nothing) return null;
        if (kind != DiskEntryKind.Folder) return Refuse(root, kind);
        FileSystemEnumerable<string> entries = new(root, (ref FileSystemEntry e) => e.ToFullPath(), Everything)
        {
            // A pipe or a device has no length, and neither has a link that is worth reading.
            ShouldIncludePredicate = (ref FileSystemEntry e) =>
                (e.Attributes & FileAttributes.ReparsePoint) != 0 || (!e.IsDirectory && e.Length == 0),
            ShouldRecursePredicate = (ref FileSystemEntry e) => (e.Attributes & FileAttributes.ReparsePoint) == 0,
        };
        foreach (string path in entries)
        {
            kind = DiskEntry.Look(path).Kind;
            if (kind is DiskEntryKind.Link or DiskEntryKind.Other) return Refuse(path, kind);
        }

        return null;
    }

    /// <summary>The same for single paths, when there is no time for all.</summary>
    internal static string? Objection(string root, params ReadOnlySpan<string> paths)
    {
        foreach (string path in (ReadOnlySpan<string>)[root, .. paths])
        {
            DiskEntryKind kind = DiskEntry.Look(path).Kind;
            if (kind is DiskEntryKind.Link or DiskEntryKind.Other) return Refuse(path, kind);
        }

        return null;
    }

    /// <summary>The contents that lie there: plain files whose name is a hash, in capitals too.</summary>
    internal static IEnumerable<(string Path, string Sha256)> ContentsIn(string contents)
    {
        foreach (string folder in Folders(contents, n => n.Length == FolderLength && IsHex(n)))
        {
            foreach (string path in Files(folder, n => n.Length == HashLength && IsHex(n)))
                yield return (path, Path.GetFileName(path).ToLowerInvariant());
        }
    }

    /// <summary>The folders of changes that are under way, or were killed.</summary>
    internal static IEnumerable<string> Changes(string incoming) =>
        Folders(incoming, n => n.Length == GuidLength && IsLowerHex(n));

    /// <summary>The folders by name, which are real ones.</summary>
    internal static IEnumerable<string> Folders(string folder, Func<string, bool> isOurs) =>
        Entries(folder, DiskEntryKind.Folder, isOurs);

    /// <summary>The files by name, which are real ones.</summary>
    internal static IEnumerable<string> Files(string folder, Func<string, bool> isOurs) =>
        Entries(folder, DiskEntryKind.File, isOurs);

    /// <summary>True for the name of a content: 64 hexadecimal digits in lower case.</summary>
    internal static bool IsHash(string name) => name.Length == HashLength && IsLowerHex(name);

    /// <summary>Deletes a plain file; anything else of that name stays.</summary>
    internal static void DeleteFile(string path)
    {
        if (DiskEntry.Look(path).Kind == DiskEntryKind.File) File.Delete(path);
    }

    /// <summary>Deletes a folder that is one and has nothing in it.</summary>
    internal static void DeleteEmpty(string path)
    {
        try
        {
            if (DiskEntry.Look(path).Kind == DiskEntryKind.Folder) Directory.Delete(path, recursive: false);
        }
        catch (IOException) when (Directory.Exists(path))
        {
            // Something of somebody else lies in it. It stays, and so does the folder.
        }
    }

    private static List<string> Entries(string folder, DiskEntryKind kind, Func<string, bool> isOurs) =>
        DiskEntry.Look(folder).Kind != DiskEntryKind.Folder
            ? []
            : [.. Directory.EnumerateFileSystemEntries(folder, "*", ThisFolder)
                .Where(p => isOurs(Path.GetFileName(p)) && DiskEntry.Look(p).Kind == kind)
                .Order(StringComparer.Ordinal)];

    private static bool IsHex(string text) => text.All(char.IsAsciiHexDigit);

    private static bool IsLowerHex(string text) => text.All(char.IsAsciiHexDigitLower);

    private static string Refuse(string path, DiskEntryKind kind) => (kind == DiskEntryKind.Link
        ? $"{path} is a link, and the library's store has none: it could lead anywhere."
        : $"{path} is no file and no folder, and the library's store has nothing else in it.")
        + " Nothing was touched. Look who made it, and take it away";
}
