using Ringback.Files.Configuration;
using Ringback.Files.Lint;
using Ringback.Workbench.Disk;

namespace Ringback.Workbench.Library;

/// <summary>The faults of a TFTP folder, and the repair of what can be repaired safely.</summary>
public static class FolderLint
{
    /// <summary>No firmware of these phones is near this length.</summary>
    private const long LargestFirmware = 64 * 1024 * 1024;

    /// <summary>Some configurations have no name by which they are known; none of them is longer.</summary>
    private const int LongestUnnamed = 1024 * 1024;

    /// <summary>The configurations of a folder, each with what stands around it.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="attempt">Does something with one file, and tells when that file cannot be used.</param>
    /// <param name="unwalked">Told each folder that cannot be looked into, and why.</param>
    public static IReadOnlyList<LintTarget> Configurations(
        string path, Action<string, Action> attempt, Action<string, Exception> unwalked)
    {
        List<(string Path, string Real, byte[] Content)> read = [];
        foreach ((string relative, FileInfo info) in LibraryFiles.Of(
            path, (below, e) => unwalked(Path.Combine(path, below), e)))
        {
            string real = info.FullName;
            attempt(Path.Combine(path, relative), () => read.Add((relative, real, Configuration(relative, real))));
        }

        LintFolder folder = LintFolder.Of(read.Select(f => new LintEntry(f.Path, f.Content)), isWhole: true);
        return [.. read.Where(f => f.Content.Length > 0 || IsNamedSo(f.Path))
            .Select(f => new LintTarget(Path.Combine(path, f.Path), f.Real, f.Content, folder))];
    }

    /// <summary>The firmware of a folder that has a fault; what is in order is not listed.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="attempt">Does something with one file, and tells when that file cannot be used.</param>
    public static IReadOnlyList<(LintTarget Target, LintedFile File)> Firmware(
        string folder, Action<string, Action> attempt)
    {
        List<(LintTarget, LintedFile)> faulty = [];
        // What cannot be walked through was told before.
        attempt(folder, () =>
        {
            List<(string Relative, FileInfo Info)> all = [.. ConfinedFolder.Files(folder)];
            HashSet<string> names = new(all.Select(f => f.Info.Name), StringComparer.OrdinalIgnoreCase);
            foreach ((string relative, FileInfo info) in all)
            {
                if (info.Length > LargestFirmware || IsNamedSo(relative)) continue;
                string path = Path.Combine(folder, relative);
                attempt(path, () =>
                {
                    if (FirmwareLint.Check(path, Read(info.FullName), names.Contains) is { } file)
                        faulty.Add((new LintTarget(path, info.FullName, [], LintFolder.Unknown), file));
                });
            }
        });
        return faulty;
    }

    /// <summary>True for a name that configurations have.</summary>
    public static bool IsNamedSo(string name) => ConfigurationKinds.Of(name, []) is not null;

    /// <summary>The content of a configuration; nothing for firmware, of which only the name counts.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read.</exception>
    public static byte[] Configuration(string name, string real)
    {
        if (IsNamedSo(name)) return Read(real);
        if (new FileInfo(real).Length > LongestUnnamed) return [];
        byte[] content = Read(real);
        return ConfigurationKinds.Of(name, content) is null ? [] : content;
    }

    /// <summary>Whether something of it can be repaired safely, where it lies.</summary>
    public static bool CanRepair(LintTarget target) =>
        !LibraryStore.IsInStore(target.Real) && !Repaired(target).Span.SequenceEqual(target.Content);

    /// <summary>Repairs a file.</summary>
    /// <param name="target">The file as it was read.</param>
    /// <param name="inPlace">
    /// True to replace it and to keep the old one as <c>NAME.bak</c>; false to write a copy beside it.
    /// </param>
    /// <returns>The old file, or the copy; null when there is nothing to repair.</returns>
    /// <exception cref="LibraryException">It lies in the library's store.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be written.</exception>
    public static string? Repair(LintTarget target, bool inPlace)
    {
        ReadOnlyMemory<byte> repaired = Repaired(target);
        if (repaired.Span.SequenceEqual(target.Content)) return null;
        if (LibraryStore.IsInStore(target.Real))
        {
            throw new LibraryException($"{target.Path} lies in the library's store, whose files are never changed. "
                + "Repair it where it came from, and add that.");
        }

        return inPlace
            ? RepairedFile.Replace(target.Real, repaired)
            : RepairedFile.WriteBeside(target.Real, repaired);
    }

    private static ReadOnlyMemory<byte> Repaired(LintTarget target) =>
        ConfigurationLint.Repaired(target.Path, target.Content, target.Folder);

    private static byte[] Read(string path) =>
        PlainFile.ReadNamed(path) ?? throw new IOException($"{path} is no file.");
}
