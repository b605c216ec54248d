using System.Diagnostics.CodeAnalysis;
using System.IO.Enumeration;
using Microsoft.Win32.SafeHandles;

namespace Ringback.Workbench.Disk;

/// <summary>
/// The files that really lie inside a folder. A link is followed only when its target lies inside too, compared by
/// whole path parts: <c>/srv/tftp-private</c> is not inside <c>/srv/tftp</c>.
/// </summary>
public static class ConfinedFolder
{
    /// <summary>
    /// A TFTP folder has hundreds of files; one with more is somebody's home folder given by mistake.
    /// </summary>
    public const int MostFiles = 20_000;

    /// <summary>What Ringback keeps of its own in a folder of the user; no file of the user lies there.</summary>
    public const string OwnFolder = ".ringback";

    // Linux gives up after 40 links in a path.
    private const int MostLinks = 40;

    // Nobody sorts the files of phones deeper.
    private const int Deepest = 8;

    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = false, IgnoreInaccessible = false, AttributesToSkip = FileAttributes.None,
    };

    /// <summary>
    /// Each file with its path below the folder, written with <c>/</c>. Named pipes and devices are no files.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="unwalked">
    /// Told each folder below that cannot be looked into, by its path below this one, and why; null to pass over them.
    /// </param>
    /// <exception cref="IOException">The folder itself cannot be looked into, or is not there.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder itself must not be looked into.</exception>
    public static IEnumerable<(string Relative, FileInfo Info)> Files(
        string folder, Action<string, Exception>? unwalked = null)
    {
        string root = RealPath(folder);
        int count = 0;
        foreach (string path in Paths(root, unwalked).Order(StringComparer.Ordinal))
        {
            if (Real(path) is not { } real || !IsInside(root, real)) continue;
            if (++count > MostFiles) yield break;
            yield return (Below(root, path), new FileInfo(real));
        }
    }

    private static List<string> Paths(string root, Action<string, Exception>? unwalked)
    {
        List<string> paths = [];
        Stack<(string Folder, int Depth)> folders = new([(root, 0)]);
        while (folders.TryPop(out (string Folder, int Depth) next))
        {
            try
            {
                foreach ((string path, bool isFolder) in Entries(root, next.Folder))
                {
                    if (!isFolder) paths.Add(path);
                    else if (next.Depth < Deepest) folders.Push((path, next.Depth + 1));
                }
            }
            catch (Exception e) when (next.Depth > 0 && e is IOException or UnauthorizedAccessException)
            {
                unwalked?.Invoke(Below(root, next.Folder), e);
            }
        }

        return paths;
    }

    private static FileSystemEnumerable<(string Path, bool IsFolder)> Entries(string root, string folder) =>
        new(folder, (ref FileSystemEntry e) => (e.ToFullPath(), e.IsDirectory), Everything)
        {
            ShouldIncludePredicate = (ref FileSystemEntry e) =>
                !e.IsDirectory || (!IsOurs(ref e) && !LeadsElsewhere(root, ref e)),
        };

    private static string Below(string root, string path) =>
        Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/');

    /// <summary>The library's store, for one, has names of its own for its files.</summary>
    private static bool IsOurs(ref FileSystemEntry entry) =>
        entry.FileName.SequenceEqual(OwnFolder);

    /// <summary>
    /// True for a link to a folder outside, which is somebody's whole disk when it leads to <c>/</c>, and for one to a
    /// folder that it lies in itself: a handful of those would make a walk without end.
    /// </summary>
    private static bool LeadsElsewhere(string root, ref FileSystemEntry entry) =>
        (entry.Attributes & FileAttributes.ReparsePoint) != 0
        && (!TryRealPath(entry.ToFullPath(), out string? target) || !IsInside(root, target)
            || IsInside(target, entry.ToFullPath()));

    /// <summary>The real path of a file; null when it is no file, or a link to nothing or in a circle.</summary>
    private static string? Real(string path) =>
        TryRealPath(path, out string? real) && DiskEntry.Look(real).Kind == DiskEntryKind.File ? real : null;

    private static bool TryRealPath(string path, [NotNullWhen(true)] out string? real)
    {
        try
        {
            real = RealPath(path);
            return true;
        }
        catch (IOException)
        {
            real = null;
            return false;
        }
    }

    /// <summary>True when a path lies inside a folder or is it.</summary>
    public static bool IsInside(string folder, string path)
    {
        string relative = Path.GetRelativePath(folder, path);
        return relative != ".." && !relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            && !Path.IsPathRooted(relative);
    }

    /// <summary>
    /// Opens a file by the real path that it had when it was found inside; null when it or a folder on the way has been
    /// turned into a link since, which may lead anywhere, or it into a pipe or a device.
    /// </summary>
    /// <exception cref="IOException">It cannot be opened, or has gone.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read.</exception>
    public static SafeFileHandle? OpenReal(string real)
    {
        SafeFileHandle? handle = PlainFile.Open(real);
        if (handle is null || (OpenedPath(handle) ?? RealPath(real)) == real) return handle;
        handle.Dispose();
        return null;
    }

    /// <summary>
    /// Where an open file really lies, which nobody can change between opening and asking; null where the system does
    /// not tell, as outside Linux.
    /// </summary>
    private static string? OpenedPath(SafeFileHandle handle) => OperatingSystem.IsLinux()
        ? new FileInfo($"/proc/self/fd/{handle.DangerousGetHandle()}").LinkTarget
        : null;

    /// <summary>The path with every link on the way resolved, those in the targets of links too.</summary>
    /// <exception cref="IOException">There are too many links on the way: they lead in a circle.</exception>
    public static string RealPath(string path) => RealPath(path, 0);

    private static string RealPath(string path, int links)
    {
        string full = Path.GetFullPath(path);
        string root = Path.GetPathRoot(full)!;
        string real = root;
        foreach (string part in full[root.Length..].Split(Path.DirectorySeparatorChar,
            StringSplitOptions.RemoveEmptyEntries))
        {
            string next = Path.Combine(real, part);
            FileSystemInfo entry = Directory.Exists(next) ? new DirectoryInfo(next) : new FileInfo(next);
            if (entry.LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > MostLinks) throw new IOException($"{path}: too many links");
            real = RealPath(Path.Combine(real, target), links);
        }

        return real;
    }
}
