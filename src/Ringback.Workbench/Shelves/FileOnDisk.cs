using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Ringback.Files.Firmware;
using Ringback.Phones.Answers;
using Ringback.Workbench.Disk;
using Ringback.Workbench.Library;

namespace Ringback.Workbench.Shelves;

/// <summary>A file as it was when it was last looked at.</summary>
internal sealed class FileOnDisk
{
    // The largest image of any family is below 8 MiB; a larger file is served, but not looked into.
    private const long LargestLookedInto = 32 * 1024 * 1024;

    // A configuration, a list of ring tones: some 0.1 ms.
    private const int LargestHashed = 128 * 1024;

    private readonly DateTime _changed;

    private FileOnDisk(ShelfFile file, FileInfo info)
    {
        File = file;
        FullPath = info.FullName;
        _changed = info.LastWriteTimeUtc;
    }

    internal ShelfFile File { get; }

    internal string FullPath { get; }

    internal bool IsStill(FileInfo info) =>
        info.FullName == FullPath && info.Length == File.Length && info.LastWriteTimeUtc == _changed;

    /// <summary>Looks into a file; null when it is none any more, or a link that was put in its place.</summary>
    internal static FileOnDisk? Look(string relative, ShelfPlace place, FileInfo info)
    {
        byte[] content = [];
        if (info.Length is > 0 and <= LargestLookedInto)
        {
            using SafeFileHandle? file = ConfinedFolder.OpenReal(info.FullName);
            if (file is null) return null;
            content = PlainFile.Read(file, info.FullName, LargestLookedInto);
        }

        FirmwareFile identity = FirmwareFile.Inspect(relative, content);
        return new FileOnDisk(new ShelfFile(relative, place, identity)
        {
            Length = info.Length, Sha256 = HashOf(place, info, content),
        }, info);
    }

    /// <summary>
    /// In a library's store the name of a content is its hash. A small file of anybody's is hashed while it is in hand;
    /// for a large one a question that waits for this look would wait too long.
    /// </summary>
    private static string? HashOf(ShelfPlace place, FileInfo info, byte[] content)
    {
        if (place == ShelfPlace.Library && LibraryStore.IsInStore(info.FullName)) return info.Name;
        bool isInHand = content.Length == info.Length && content.Length <= LargestHashed;
        return isInHand ? Convert.ToHexStringLower(SHA256.HashData(content)) : null;
    }
}
