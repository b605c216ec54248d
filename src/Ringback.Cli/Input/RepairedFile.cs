namespace Ringback.Cli.Input;

/// <summary>Writes repaired configurations so that nothing is lost, whatever happens in between.</summary>
internal static class RepairedFile
{
    private const int MostCopies = 100;

    /// <summary>
    /// Writes <c>NAME.fixed.EXT</c>, or <c>NAME.fixed2.EXT</c> when another file is there; says where. The same copy
    /// twice helps nobody.
    /// </summary>
    internal static string WriteBeside(string path, ReadOnlySpan<byte> content)
    {
        string name = Path.GetFileName(path);
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        (string stem, string extension) = dot < 0 ? (name, "") : (name[..dot], name[dot..]);
        string Copy(int n) => Path.Combine(
            Path.GetDirectoryName(path)!, $"{stem}.fixed{(n == 1 ? "" : n)}{extension}");
        string first = Copy(1);
        if (new FileInfo(first) is { Exists: true } there && there.Length == content.Length
            && content.SequenceEqual(File.ReadAllBytes(first)))
        {
            return first;
        }

        string free = Free(Copy);
        using FileStream file = new(free, FileMode.CreateNew, FileAccess.Write);
        file.Write(content);
        return free;
    }

    /// <summary>Replaces a file at once and keeps the old one as <c>NAME.bak</c>; says where that is.</summary>
    internal static string Replace(string path, ReadOnlySpan<byte> content)
    {
        string old = Free(n => $"{path}.bak{(n == 1 ? "" : n)}");
        string fresh = Free(n => $"{path}.new{n}");
        File.Copy(path, old, overwrite: false);
        try
        {
            using (FileStream file = new(fresh, FileMode.CreateNew, FileAccess.Write))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            File.Move(fresh, path, overwrite: true);
        }
        finally
        {
            File.Delete(fresh);
        }

        return old;
    }

    private static string Free(Func<int, string> name)
    {
        for (int n = 1; n <= MostCopies; n++)
        {
            if (!Path.Exists(name(n))) return name(n);
        }

        throw new IOException($"there are {MostCopies} copies of it already; take some away");
    }
}
