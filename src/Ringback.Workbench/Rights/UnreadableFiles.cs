using System.IO.Enumeration;

namespace Ringback.Workbench.Rights;

/// <summary>Files and folders that lie among what is served and that this user may not read.</summary>
internal static class UnreadableFiles
{
    // More than a TFTP folder has; one that has them is walked no further.
    private const int MostLookedAt = 20_000;
    private const int Depth = 8;

    /// <summary>Their paths; empty on Windows, and for root, who may read everything.</summary>
    internal static IReadOnlyList<string> In(string folder)
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess || !Directory.Exists(folder)) return [];
        if (!MayRead(folder, isFolder: true)) return [folder];
        FileSystemEnumerable<(string Path, bool IsFolder)> entries = new(folder,
            (ref FileSystemEntry e) => (e.ToFullPath(), e.IsDirectory),
            new EnumerationOptions
            {
                RecurseSubdirectories = true, MaxRecursionDepth = Depth, IgnoreInaccessible = true,
                AttributesToSkip = FileAttributes.None,
            })
        {
            ShouldRecursePredicate = (ref FileSystemEntry e) => (e.Attributes & FileAttributes.ReparsePoint) == 0,
        };
        try
        {
            return
            [
                .. entries.Take(MostLookedAt).Where(e => !MayRead(e.Path, e.IsFolder)).Select(e => e.Path)
                    .Order(StringComparer.Ordinal),
            ];
        }
        catch (IOException)
        {
            // It went away meanwhile; whoever serves from it says so.
            return [];
        }
    }

    /// <summary>Whether this user may write into a folder.</summary>
    internal static bool MayWrite(string folder) => OperatingSystem.IsWindows()
        || LinuxCalls.Access(folder, LinuxCalls.WriteOk | LinuxCalls.SearchOk) == 0;

    // A link to nothing is no matter of rights.
    private static bool MayRead(string path, bool isFolder) => !Path.Exists(path) || LinuxCalls.Access(path,
        LinuxCalls.ReadOk | (isFolder ? LinuxCalls.SearchOk : 0)) == 0;
}
