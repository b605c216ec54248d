using Microsoft.Win32.SafeHandles;
using Ringback.Phones.Answers;
using Ringback.Phones.Firmware;
using Ringback.Workbench.Disk;

namespace Ringback.Workbench.Shelves;

/// <summary>A file as it was when it was last looked at.</summary>
internal sealed class FileOnDisk
{
    // The largest image of any family is below 8 MiB; a larger file is served, but not looked into.
    private const long LargestLookedInto = 32 * 1024 * 1024;

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
        return new FileOnDisk(new ShelfFile(relative, place, identity) { Length = info.Length }, info);
    }
}
