namespace Ringback.Workbench.Disk;

/// <summary>Writes repaired configurations so that nothing is lost, whatever happens in between.</summary>
internal static class RepairedFile
{
    private const int MostCopies = 100;

    /// <summary>
    /// Writes <c>NAME.fixed.EXT</c>, or <c>NAME.fixed2.EXT</c> when another file is there; says where. The same copy
    /// twice helps nobody.
    /// </summary>
    internal static string WriteBeside(string path, ReadOnlyMemory<byte> content)
    {
        string name = Path.GetFileName(path);
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        (string stem, string extension) = dot < 0 ? (name, "") : (name[..dot], name[dot..]);
        string Copy(int n) => Path.Combine(
            Path.GetDirectoryName(path)!, $"{stem}.fixed{(n == 1 ? "" : n)}{extension}");
        string first = Copy(1);
        if (DiskEntry.Look(first) is { Kind: DiskEntryKind.File } there && there.Length == content.Length
            && content.Span.SequenceEqual(PlainFile.Read(first, content.Length)))
        {
            return first;
        }

        string free = Free(Copy);
        WholeFile.Write(free, content, overwrites: false, ModeOf(path));
        return free;
    }

    /// <summary>Replaces a file at once and keeps the old one as <c>NAME.bak</c>; says where that is.</summary>
    internal static string Replace(string path, ReadOnlyMemory<byte> content)
    {
        string old = Free(n => $"{path}.bak{(n == 1 ? "" : n)}");
        File.Copy(path, old, overwrite: false);
        WholeFile.Write(path, content, overwrites: true, ModeOf(path));
        return old;
    }

    /// <summary>Who may not read a configuration may not read the repaired one: there are passwords in it.</summary>
    private static UnixFileMode? ModeOf(string path) => OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(path);

    private static string Free(Func<int, string> name)
    {
        for (int n = 1; n <= MostCopies; n++)
        {
            // A link to nothing has the name too.
            if (DiskEntry.Look(name(n)).Kind == DiskEntryKind.Nothing) return name(n);
        }

        throw new IOException($"there are {MostCopies} copies of it already; take some away");
    }
}
