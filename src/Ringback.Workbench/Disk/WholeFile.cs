namespace Ringback.Workbench.Disk;

/// <summary>
/// Writes a file whole or not at all: under a fresh name beside it, and by one renaming at the end. What has the name
/// is replaced itself: a link is not followed, so that nothing elsewhere is ever written to.
/// </summary>
public static class WholeFile
{
    private const string Ending = ".part";

    /// <summary>True for a name that a file has while it is written: nobody asks for it, and it is ours.</summary>
    public static bool IsHalf(string name) => name.Length == 1 + 32 + Ending.Length && name[0] == '.'
        && name.EndsWith(Ending, StringComparison.Ordinal) && name[1..33].All(char.IsAsciiHexDigitLower);

    /// <summary>Writes bytes.</summary>
    /// <inheritdoc cref="Write(string, Action{Stream}, bool, UnixFileMode?)"/>
    public static void Write(string path, ReadOnlyMemory<byte> content, bool overwrites, UnixFileMode? mode = null) =>
        Write(path, stream => stream.Write(content.Span), overwrites, mode);

    /// <summary>Writes what a function writes.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="overwrites">True when a file that is there may be replaced.</param>
    /// <param name="mode">Who may read it; null for the rights of the file that is replaced, or the usual ones.</param>
    /// <exception cref="IOException">It cannot be written, or is there and must stay; nothing was changed.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder must not be written to.</exception>
    public static void Write(string path, Action<Stream> write, bool overwrites, UnixFileMode? mode = null)
    {
        DiskEntryKind there = DiskEntry.Look(path).Kind;
        if (there is DiskEntryKind.Folder or DiskEntryKind.Other)
            throw new IOException($"{path} is there and is no file.");
        if (!overwrites && there is not DiskEntryKind.Nothing) throw new IOException($"{path} is there already.");
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        string half = Path.Combine(folder, $".{Guid.NewGuid():N}{Ending}");
        bool made = false;
        try
        {
            FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = mode ?? (there is DiskEntryKind.File ? File.GetUnixFileMode(path) : null);
            using (FileStream stream = new(half, options))
            {
                made = true;
                write(stream);
                // Whoever is told that it is there may lose the power at the next moment.
                stream.Flush(flushToDisk: true);
            }

            File.Move(half, path, overwrites);
            made = false;
        }
        finally
        {
            if (made) Forget(half);
        }
    }

    private static void Forget(string half)
    {
        try
        {
            File.Delete(half);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The disk that could not keep it cannot forget it either; its name tells what it is.
        }
    }
}
