using System.Diagnostics.CodeAnalysis;
using System.IO.Enumeration;
using Microsoft.Win32.SafeHandles;

namespace Ringback.Workbench.Shelves;

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

    // Linux gives up after 40 links in a path.
    private const int MostLinks = 40;

    /// <summary>Each file with its path below the folder, written with <c>/</c>.</summary>
    public static IEnumerable<(string Relative, FileInfo Info)> Files(string folder)
    {
        string root = RealPath(folder);
        EnumerationOptions options = new()
        {
            RecurseSubdirectories = true,
            MaxRecursionDepth = 8,
            IgnoreInaccessible = true,
            AttributesToSkip = FileAttributes.None,
        };
        FileSystemEnumerable<string> paths = new(root, (ref FileSystemEntry e) => e.ToFullPath(), options)
        {
            ShouldIncludePredicate = (ref FileSystemEntry e) => !e.IsDirectory,
            ShouldRecursePredicate = (ref FileSystemEntry e) => !IsStore(ref e) && !LeadsBack(ref e),
        };
        int count = 0;
        foreach (string path in paths.Order(StringComparer.Ordinal))
        {
            if (Real(path) is not { } real || !IsInside(root, real)) continue;
            if (++count > MostFiles) yield break;
            FileInfo info = new(real);
            yield return (Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/'), info);
        }
    }

    /// <summary>The library's store has names of its own for its files.</summary>
    private static bool IsStore(ref FileSystemEntry entry) =>
        entry.FileName.SequenceEqual(Library.LibraryStore.FolderName);

    /// <summary>
    /// True for a link to a folder that it lies in itself: a handful of those would make a walk without end.
    /// </summary>
    private static bool LeadsBack(ref FileSystemEntry entry) =>
        (entry.Attributes & FileAttributes.ReparsePoint) != 0
        && (!TryRealPath(entry.ToFullPath(), out string? target) || IsInside(target, entry.ToFullPath()));

    /// <summary>The real path of a file; null when it is no file, or a link to nothing or in a circle.</summary>
    private static string? Real(string path) =>
        TryRealPath(path, out string? real) && File.Exists(real) ? real : null;

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
    /// turned into a link since, which may lead anywhere.
    /// </summary>
    /// <exception cref="IOException">It cannot be opened, or has gone.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read.</exception>
    public static SafeFileHandle? OpenReal(string real)
    {
        SafeFileHandle handle = File.OpenHandle(real);
        if ((OpenedPath(handle) ?? RealPath(real)) == real) return handle;
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
    internal static string RealPath(string path) => RealPath(path, 0);

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
