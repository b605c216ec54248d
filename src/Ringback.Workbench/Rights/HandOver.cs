using Ringback.Journal;

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
    private const int ThisFolder = -100;

    /// <summary>Makes the folder, or gives it away.</summary>
    /// <exception cref="RightsException">It is root's and not ours to give away.</exception>
    internal static void Give(string folder, Account account)
    {
        string full = Path.GetFullPath(folder);
        Make(full, account);
        int open = LinuxCalls.OpenAt(ThisFolder, full,
            LinuxCalls.OpenRead | LinuxCalls.OpenNoFollow | LinuxCalls.OpenFolder);
        // What is not there the user makes himself; a link is followed by him, and not by root.
        if (open < 0) return;
        try
        {
            Give(open, full, account);
        }
        finally
        {
            _ = LinuxCalls.Close(open);
        }
    }

    private static void Give(int folder, string path, Account account)
    {
        string[] names = [.. Directory.EnumerateFileSystemEntries(path).Select(p => Path.GetFileName(p))];
        if (!TryLook(folder, out FileFacts facts) || !facts.IsFolder) return;
        if (facts.User == 0)
        {
            string[] others = [.. names.Where(n => !OwnFiles.IsOurs(n)).Take(3)];
            if (others.Length > 0)
            {
                throw new RightsException($"the data folder {path} is root's and holds other things than Ringback's "
                    + $"({string.Join(", ", others)}), so it is not given to {account}. Name another folder with "
                    + $"--data, or stay root with {RightsPlan.Option} root.");
            }

            _ = LinuxCalls.GiveTo(folder, account.User, account.Group);
            _ = LinuxCalls.SetMode(folder, (uint)OwnFiles.FolderMode);
        }

        foreach (string name in names.Where(OwnFiles.IsOurFile)) GiveFile(folder, name, account);
    }

    private static void GiveFile(int folder, string name, Account account)
    {
        int file = LinuxCalls.OpenAt(folder, name, LinuxCalls.OpenRead | LinuxCalls.OpenNoFollow);
        if (file < 0) return;
        if (TryLook(file, out FileFacts facts) && facts is { IsRegular: true, Links: 1, User: 0 })
        {
            _ = LinuxCalls.SetMode(file, (uint)OwnFiles.FileMode);
            _ = LinuxCalls.GiveTo(file, account.User, account.Group);
        }

        _ = LinuxCalls.Close(file);
    }

    /// <summary>
    /// Makes the folder where only root may. Elsewhere the user makes it, so that root never writes where he leads it.
    /// </summary>
    private static void Make(string folder, Account account)
    {
        if (Path.Exists(folder) || new FileInfo(folder).LinkTarget is not null) return;
        string above = Path.GetDirectoryName(folder)!;
        while (!Directory.Exists(above)) above = Path.GetDirectoryName(above)!;
        bool isRoots = LinuxCalls.Stat(ThisFolder, above, LinuxCalls.NoFollow, FileFacts.TypeModeLinksOwner,
            out FileFacts facts) == 0 && facts is { IsFolder: true, User: 0 };
        const int OthersMayWrite = 2;
        if (isRoots && (facts.Mode & OthersMayWrite) == 0) OwnFiles.MakeFolder(folder);
    }

    private static bool TryLook(int open, out FileFacts facts) => LinuxCalls.Stat(open, "",
        LinuxCalls.EmptyPath, FileFacts.TypeModeLinksOwner, out facts) == 0;
}
