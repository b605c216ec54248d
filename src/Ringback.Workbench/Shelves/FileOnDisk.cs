using Ringback.Phones.Answers;
using Ringback.Phones.Firmware;

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

    internal static FileOnDisk Look(string relative, ShelfPlace place, FileInfo info)
    {
        // What has no length is not opened either: a pipe would wait for ever for somebody to write.
        FirmwareFile identity = info.Length is 0 or > LargestLookedInto
            ? FirmwareFile.Inspect(relative, [])
            : FirmwareFile.Inspect(relative, System.IO.File.ReadAllBytes(info.FullName));
        return new FileOnDisk(new ShelfFile(relative, place, identity) { Length = info.Length }, info);
    }
}
