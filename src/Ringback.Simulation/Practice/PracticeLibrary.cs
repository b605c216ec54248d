using Ringback.Catalogue.Loads;

namespace Ringback.Simulation.Practice;

/// <summary>Practice packages on disk, for a server or a library that wants a folder.</summary>
public static class PracticeLibrary
{
    /// <summary>Writes the packages of the loads into a folder, which is made when it is not there.</summary>
    /// <param name="folder">Where to write.</param>
    /// <param name="loads">The loads; packages that share a loader write it once.</param>
    /// <returns>The names of the files written, in order.</returns>
    /// <exception cref="IOException">
    /// The folder cannot be written, or holds a file of the same name and other content: real firmware is never
    /// overwritten with practice files.
    /// </exception>
    public static IReadOnlyList<string> Write(string folder, params IEnumerable<Load> loads) =>
        Write(folder, null, loads);

    /// <inheritdoc cref="Write(string, IEnumerable{Load})"/>
    /// <param name="folder">Where to write.</param>
    /// <param name="sizes">How large the images are; as large as real ones when null.</param>
    /// <param name="loads">The loads; packages that share a loader write it once.</param>
    public static IReadOnlyList<string> Write(
        string folder, PracticeSizes? sizes, params IEnumerable<Load> loads) =>
        WriteFiles(folder, loads.SelectMany(l => PracticeFirmware.Package(l, sizes)));

    /// <inheritdoc cref="Write(string, IEnumerable{Load})"/>
    /// <param name="folder">Where to write.</param>
    /// <param name="files">The files, of any family; those of one name are written once.</param>
    public static IReadOnlyList<string> WriteFiles(string folder, IEnumerable<PracticeFile> files)
    {
        Directory.CreateDirectory(folder);
        List<string> written = [];
        foreach (PracticeFile file in files)
        {
            if (written.Contains(file.Name)) continue;
            WriteUnlessDifferent(Path.Combine(folder, file.Name), file);
            written.Add(file.Name);
        }

        return written;
    }

    private static void WriteUnlessDifferent(string path, PracticeFile file)
    {
        FileInfo there = new(path);
        if ((int)there.Attributes == -1)
        {
            // Only where nothing is: writing over a link would write elsewhere.
            using FileStream fresh = new(path, FileMode.CreateNew, FileAccess.Write);
            fresh.Write(file.Content.Span);
            return;
        }

        if (!there.Exists || there.Length != file.Content.Length
            || !file.Content.Span.SequenceEqual(File.ReadAllBytes(path)))
        {
            throw new IOException($"{path} is there already and is something else; choose an empty folder.");
        }
    }
}
