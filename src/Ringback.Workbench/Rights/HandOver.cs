using Microsoft.Win32.SafeHandles;
using Ringback.Journal;
using Ringback.Workbench.Disk;

namespace Ringback.Workbench.Rights;

/// <summary>
/// Gives what earlier runs left as root's to the user that root becomes: the data folder, and the files of ours in it.
/// </summary>
/// <remarks>
/// The folder may lie where that user can put what he likes, so nothing is done by path: the folder and each file are
/// opened without following a link, looked at, and changed through what is open. Only regular files of our naming,
/// that are root's and have no other name (a hard link may be of somebody else's file), and a folder with nothing else
/// in it.
/// </remarks>
internal static class HandOver
{
    private const uint Root = 0;

    /// <summary>Makes the folder, or gives it away.</summary>
    /// <exception cref="RightsException">It is root's and not ours to give away.</exception>
    internal static void Give(string folder, Account account)
    {
        // Where the calls are not known the user has to see to it himself.
        if (!LinuxFiles.AreKnown) return;
        string full = Path.GetFullPath(folder);
        Make(full);
        using SafeFileHandle? open = LinuxFiles.OpenFolder(full);
        // What is not there the user makes himself; a link is followed by him, and not by root.
        if (open is not null) Give(open, full, account);
    }

    private static void Give(SafeFileHandle folder, string path, Account account)
    {
        string[] names = [.. Directory.EnumerateFileSystemEntries(path).Select(p => Path.GetFileName(p))];
        if (LinuxFiles.Look(folder, out LinuxStatus status) != 0 || status.Entry.Kind is not DiskEntryKind.Folder)
            return;
        if (status.User == Root)
        {
            string[] others = [.. names.Where(n => !OwnFiles.IsOurs(n)).Take(3)];
            if (others.Length > 0)
            {
                throw new RightsException($"the data folder {path} is root's and holds other things than Ringback's "
                    + $"({string.Join(", ", others)}), so it is not given to {account}. Name another folder with "
                    + $"--data, or stay root with {RightsPlan.Option} root.");
            }

            LinuxFiles.Give(folder, account.User, account.Group);
            LinuxFiles.SetMode(folder, OwnFiles.FolderMode);
        }

        foreach (string name in names.Where(OwnFiles.IsOurFile)) GiveFile(folder, name, account);
    }

    private static void GiveFile(SafeFileHandle folder, string name, Account account)
    {
        using SafeFileHandle? file = LinuxFiles.OpenIn(folder, name);
        if (file is null || LinuxFiles.Look(file, out LinuxStatus status) != 0
            || status is not { Entry.Kind: DiskEntryKind.File, Links: 1, User: Root })
        {
            return;
        }

        LinuxFiles.SetMode(file, OwnFiles.FileMode);
        LinuxFiles.Give(file, account.User, account.Group);
    }

    /// <summary>
    /// Makes the folder where only root may. Elsewhere the user makes it, so that root never writes where he leads it.
    /// </summary>
    private static void Make(string folder)
    {
        if (Path.Exists(folder) || new FileInfo(folder).LinkTarget is not null) return;
        string above = Path.GetDirectoryName(folder)!;
        while (!Directory.Exists(above)) above = Path.GetDirectoryName(above)!;
        bool isRoots = LinuxFiles.Look(above, out LinuxStatus status) == 0
            && status is { Entry.Kind: DiskEntryKind.Folder, User: Root };
        if (isRoots && (status.Mode & UnixFileMode.OtherWrite) == 0) OwnFiles.MakeFolder(folder);
    }
}
