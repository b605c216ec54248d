namespace Ringback.Workbench.Disk;

/// <summary>What lies at a path.</summary>
public enum DiskEntryKind
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>A file with bytes in it.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A link, whatever it leads to; a junction on Windows.</summary>
    Link,

    /// <summary>A named pipe, a device, a socket, or what may not be looked at.</summary>
    Other,
}

/// <summary>What lies at a path itself: a link is a link, and is never followed.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Length">Bytes of a file.</param>
/// <param name="Device">Which file system it lies on, where the system tells; else 0.</param>
public readonly record struct DiskEntry(DiskEntryKind Kind, long Length, ulong Device)
{
    private static readonly DiskEntry Missing = new(DiskEntryKind.Nothing, 0, 0);

    /// <summary>Looks; never throws.</summary>
    public static DiskEntry Look(string path)
    {
        if (LinuxFiles.AreKnown)
        {
            return LinuxFiles.Look(path, out LinuxStatus status) switch
            {
                0 => status.Entry,
                LinuxFiles.NoEntry or LinuxFiles.NotAFolder => Missing,
                _ => new DiskEntry(DiskEntryKind.Other, 0, 0),
            };
        }

        try
        {
            return Portable(new FileInfo(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new DiskEntry(DiskEntryKind.Other, 0, 0);
        }
    }

    /// <summary>The same from what the framework says, which cannot tell a pipe from an empty file.</summary>
    internal static DiskEntry Portable(FileInfo info)
    {
        FileAttributes attributes = info.Attributes;
        if ((int)attributes == -1) return Missing;
        // On Windows a file that lies in a cloud has the attribute too, and leads nowhere.
        bool isLink = (attributes & FileAttributes.ReparsePoint) != 0
            && (!OperatingSystem.IsWindows() || info.LinkTarget is not null);
        DiskEntryKind kind = isLink ? DiskEntryKind.Link
            : (attributes & FileAttributes.Directory) != 0 ? DiskEntryKind.Folder
            : (attributes & FileAttributes.Device) != 0 ? DiskEntryKind.Other
            : DiskEntryKind.File;
        return new DiskEntry(kind, kind == DiskEntryKind.File ? info.Length : 0, 0);
    }
}
