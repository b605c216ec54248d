using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Ringback.Catalogue.Problems;
using Ringback.Simulation.Practice;
using Ringback.Workbench.Library;

namespace Ringback.Fuzz.Targets;

/// <summary>Archives, as inspect looks into them and as an import takes them.</summary>
internal static class ArchiveTargets
{
    // Of what an archive claims, so much is believed before bytes follow, at each depth; and small archives may unpack
    // to so much whatever their ratio (ImportLimits.RatioAllowance).
    private const long Believed = 4L * 16 * 1024 * 1024;

    private static readonly ImportLimits Few = new() { LargestArchive = 4 * 1024 * 1024, LargestFile = 1024 * 1024 };

    internal static IEnumerable<FuzzTarget> All { get; } =
    [
        new("archive", Look, Archives)
        {
            SmokeRuns = 3_000, LongestInput = 256 * 1024, Memory = (Believed, 1_024),
            Words = ["PK\x03\x04", "PK\x01\x02", "PK\x05\x06", "ustar\000", "\x1f\x8b\x08", "77777777777", "./"],
        },
        new("import", Import, Archives) { SmokeRuns = 60, LongestInput = 256 * 1024, Memory = (Believed, 1_024) },
    ];

    private static void Look(FuzzRun run)
    {
        Script script = new(run.Input);
        string name = Name(script.Bytes());
        byte[] content = script.Rest().ToArray();
        ArchiveContents inside = ArchiveContents.Look(name, content);
        run.Saw(inside.Files.Count);
        foreach (Problem problem in inside.Problems) run.Saw(problem.Code.Length + (int)problem.Severity);
        FuzzRun.Hold(inside.IsWhole || inside.Problems.Any(p => p.Severity is ProblemSeverity.Error),
            "an archive that is not whole has a problem");
        // How inspect tells it: what is behind the first mark.
        foreach (ArchivedFile file in inside.Files)
        {
            FuzzRun.Hold(file.Path == name || file.Path.StartsWith(name + " > ", StringComparison.Ordinal),
                "a file in an archive stands behind its name");
        }
    }

    /// <summary>The real import, into a folder with a witness beside it that must stay as it is.</summary>
    private static void Import(FuzzRun run)
    {
        Script script = new(run.Input);
        string name = Name(script.Bytes());
        using ScratchFolder scratch = new();
        string library = scratch.Folder("library"), given = Path.Combine(scratch.Folder("given"), name);
        File.WriteAllText(Path.Combine(scratch.FullPath, "witness"), "untouched");
        File.WriteAllBytes(given, script.Rest().ToArray());
        LibraryStore store = new(library);
        IReadOnlyList<LibraryImportResult> results = LibraryImport.Add(store, [given], TimeProvider.System, Few);
        foreach (LibraryImportResult result in results)
        {
            run.Saw(result.Outcome);
            FuzzRun.Hold(!result.Path.Any(char.IsControl) && !result.Message.Any(char.IsControl),
                "what an import tells can be seen");
        }

        foreach (LibraryEntry entry in store.Read(out IReadOnlyList<Problem> faults))
        {
            FuzzRun.Hold(entry.Name == Path.GetFileName(entry.Name), "a name in the library is no path");
            FuzzRun.Hold(File.Exists(store.PathOf(entry)), "what the index names is there");
        }

        FuzzRun.Hold(!store.Examine(deep: true).Any(), "a library is sound after an import");
        string[] outside = [.. Directory.EnumerateFileSystemEntries(scratch.FullPath).Order(StringComparer.Ordinal)];
        FuzzRun.Hold(outside.Select(Path.GetFileName).SequenceEqual(["given", "library", "witness"]),
            "nothing is made outside of the library");
        FuzzRun.Hold(Directory.EnumerateFileSystemEntries(library).All(e => Path.GetFileName(e) == ".ringback"),
            "nothing is made beside the store");
    }

    // A file's name has no folder and no NUL; what else it may hold, it does.
    private static string Name(ReadOnlySpan<byte> bytes)
    {
        string name = Path.GetFileName(Encoding.Latin1.GetString(bytes).Replace("\0", "", StringComparison.Ordinal));
        return name.Length is 0 or > 100 || name is "." or ".." ? "given" : name;
    }

    private static IEnumerable<byte[]> Archives()
    {
        PracticeFile[] files = [.. FirmwareTargets.Files.Where(f => f.Content.Length < 4_096).Take(3)];
        byte[] tar = Tar(files), zip = Zip(files);
        PracticeFile cop = PracticeParcel.Package("cmterm-7941.k3.cop.sgn", files);
        yield return Named("a.zip", zip);
        yield return Named("a.tar", tar);
        yield return Named("a.tgz", Gzip(tar));
        yield return Named("a.sbn.gz", Gzip(files[0].Content.ToArray()));
        yield return Named(cop.Name, cop.Content.ToArray());
        yield return Named("b.zip", Zip([new PracticeFile("a.tar", tar), new PracticeFile("../a.zip", zip), cop]));
        yield return Named(files[0].Name, files[0].Content.ToArray());
        yield return Named("empty.zip", Zip([]));
        // 8 GiB in octal digits, and more than any number holds in the binary form that GNU tar has for large files.
        yield return Named("large.tar", Claiming(tar, "77777777777\0"u8));
        yield return Named("larger.tar", Claiming(tar, [0xff, .. "abcdefghijk"u8]));
        yield return Named("largest.tgz", Gzip(Claiming(tar, [0x80, 0, 0, 0, 0xff, .. "abcdefg"u8])));
    }

    private static byte[] Named(string name, byte[] content) =>
        [.. Script.Of(Encoding.Latin1.GetBytes(name)), .. content];

    private static byte[] Tar(IEnumerable<PracticeFile> files)
    {
        using MemoryStream all = new();
        using (TarWriter writer = new(all, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (PracticeFile file in files)
            {
                using MemoryStream data = new(file.Content.ToArray());
                writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "./" + file.Name)
                {
                    ModificationTime = DateTimeOffset.UnixEpoch, DataStream = data,
                });
            }

            writer.WriteEntry(new UstarTarEntry(TarEntryType.SymbolicLink, "link")
            {
                ModificationTime = DateTimeOffset.UnixEpoch, LinkName = "/etc/passwd",
            });
        }

        return all.ToArray();
    }

    /// <summary>The first file says that it is as long as these bytes say; the sum of its head is right.</summary>
    private static byte[] Claiming(byte[] tar, ReadOnlySpan<byte> length)
    {
        const int lengthAt = 124, sumAt = 148, sumLength = 8, head = 512;
        byte[] copy = [.. tar];
        length.CopyTo(copy.AsSpan(lengthAt));
        copy.AsSpan(sumAt, sumLength).Fill((byte)' ');
        int sum = 0;
        foreach (byte b in copy.AsSpan(0, head)) sum += b;
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(copy.AsSpan(sumAt));
        return copy;
    }

    private static byte[] Zip(IEnumerable<PracticeFile> files)
    {
        using MemoryStream all = new();
        using (ZipArchive archive = new(all, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (PracticeFile file in files)
            {
                ZipArchiveEntry entry = archive.CreateEntry(file.Name);
                entry.LastWriteTime = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using Stream to = entry.Open();
                to.Write(file.Content.Span);
            }
        }

        return all.ToArray();
    }

    private static byte[] Gzip(byte[] content)
    {
        using MemoryStream all = new();
        using (GZipStream packer = new(all, CompressionLevel.Fastest, leaveOpen: true)) packer.Write(content);
        return all.ToArray();
    }
}
