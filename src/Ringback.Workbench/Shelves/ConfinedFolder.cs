namespace Ringback.Workbench.Shelves;

/// <summary>
/// The files that really lie inside a folder. A link is followed only when its target lies inside too, compared by
/// whole path parts: <c>/srv/tftp-private</c> is not inside <c>/srv/tftp</c>.
/// </summary>
public static class ConfinedFolder
{
    // A TFTP folder has hundreds of files; one with more is somebody's home folder given by mistake.
    private const int MostFiles = 20_000;

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
        int count = 0;
        foreach (string path in Directory.EnumerateFiles(root, "*", options).Order(StringComparer.Ordinal))
        {
            FileInfo info = new(path);
            if (info.LinkTarget is not null)
            {
                if (info.ResolveLinkTarget(returnFinalTarget: true) is not FileInfo { Exists: true } target) continue;
                info = target;
            }

            if (!info.Exists || !IsInside(root, RealPath(info.FullName))) continue;
            if (++count > MostFiles) yield break;
            yield return (Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/'), info);
        }
    }

    /// <summary>True when a path lies inside a folder or is it.</summary>
    public static bool IsInside(string folder, string path)
    {
        string relative = Path.GetRelativePath(folder, path);
        return relative != ".." && !relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            && !Path.IsPathRooted(relative);
    }

    /// <summary>The path with every link on the way resolved.</summary>
    private static string RealPath(string path)
    {
        string full = Path.GetFullPath(path);
        string root = Path.GetPathRoot(full)!;
        string real = root;
        foreach (string part in full[root.Length..].Split(Path.DirectorySeparatorChar,
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
