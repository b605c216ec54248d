namespace Ringback.Workbench.Shelves;

/// <summary>
/// The files that really lie inside a folder. A link to a file is followed only when its target lies inside too,
/// compared by whole path parts: <c>/srv/tftp-private</c> is not inside <c>/srv/tftp</c>. A link to a folder is not
/// followed, so that no loop can be walked.
/// </summary>
public static class ConfinedFolder
{
    /// <summary>
    /// A TFTP folder has hundreds of files; one with more is somebody's home folder given by mistake.
    /// </summary>
    public const int MostFiles = 20_000;

    private const int DeepestFolder = 16;

    /// <summary>
    /// Each file with its path below the folder, written with <c>/</c>; what cannot be looked at is left out.
    /// </summary>
    public static IEnumerable<(string Relative, FileInfo Info)> Files(string folder)
    {
        DirectoryInfo root = new(RealPath(folder));
        return Walk(root, root.FullName, 0).Take(MostFiles);
    }

    /// <summary>True when a path lies inside a folder or is it.</summary>
    public static bool IsInside(string folder, string path)
    {
        string relative = Path.GetRelativePath(folder, path);
        return relative != ".." && !relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            && !Path.IsPathRooted(relative);
    }

    private static IEnumerable<(string Relative, FileInfo Info)> Walk(DirectoryInfo folder, string root, int depth)
    {
        foreach (FileSystemInfo entry in Entries(folder))
        {
            if (entry is DirectoryInfo sub)
            {
                if (sub.LinkTarget is not null || depth >= DeepestFolder) continue;
                foreach ((string Relative, FileInfo Info) file in Walk(sub, root, depth + 1)) yield return file;
            }
            else if (Inside((FileInfo)entry, root) is { } file)
            {
                string relative = Path.GetRelativePath(root, entry.FullName);
                yield return (relative.Replace(Path.DirectorySeparatorChar, '/'), file);
            }
        }
    }

    private static List<FileSystemInfo> Entries(DirectoryInfo folder)
    {
        try
        {
            return [.. folder.EnumerateFileSystemInfos().OrderBy(e => e.Name, StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that this user may not open holds nothing that it could serve.
            return [];
        }
    }

    /// <summary>The file itself, or the target of a link, when it lies inside; null when it does not.</summary>
    private static FileInfo? Inside(FileInfo entry, string root)
    {
        try
        {
            if (entry.LinkTarget is null) return entry.Exists ? entry : null;
            return entry.ResolveLinkTarget(returnFinalTarget: true) is FileInfo { Exists: true } target
                && IsInside(root, RealPath(target.FullName)) ? target : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A link that points to itself, or into a folder that is closed to us.
            return null;
        }
    }

    /// <summary>The path with every link on the way resolved.</summary>
    private static string RealPath(string path)
    {
        string full = Path.GetFullPath(path);
        string real = Path.GetPathRoot(full)!;
        foreach (string part in full[real.Length..].Split(Path.DirectorySeparatorChar,
            StringSplitOptions.RemoveEmptyEntries))
        {
            string next = Path.Combine(real, part);
            FileSystemInfo entry = Directory.Exists(next) ? new DirectoryInfo(next) : new FileInfo(next);
            real = entry.LinkTarget is null
                ? next
                : entry.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? next;
        }

        return real;
    }
}
