using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Ringback.Catalogue.Loads;
using Ringback.Simulation.Practice;
using Ringback.Workbench.Library;

namespace Ringback.Workbench.Tests.Library;

public sealed class ImportArchiveTests : IDisposable
{
    private static readonly IReadOnlyList<PracticeFile> Package =
        PracticeFirmware.Package(Load.Parse("P0S3-8-12-00"), PracticeSizes.Small);

    private static readonly string[] PackageNames = [.. Package.Select(f => f.Name).Order(StringComparer.Ordinal)];

    private readonly ScratchFolder _scratch = new();
    private readonly LibraryStore _store;

    public ImportArchiveTests() => _store = new LibraryStore(_scratch.Folder("library"));

    private static PracticeFile Image => Package[^1];

    private static (string, byte[])[] Files =>
        [.. Package.Select(f => ($"usr/local/cm/tftp/{f.Name}", f.Content.ToArray()))];

    public void Dispose() => _scratch.Dispose();

    public static TheoryData<string> Kinds =>
        ["zip", "tar", "tar.gz", "cop.sgn", "zip in zip", "tar in tar.gz", "cop.sgn in zip", "tar.gz in tar in zip",
            "zip.sgn"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_archive_is_opened(string kind)
    {
        string path = _scratch.Write("package.bin", Archive(kind, Files));
        Assert.All(Add(path), r => Assert.Equal(ImportOutcome.Added, r.Outcome));
        Assert.Equal(PackageNames, Held());
    }

    [Theory]
    [InlineData("zip")]
    [InlineData("tar")]
    [InlineData("tar.gz")]
    [InlineData("cop.sgn")]
    [InlineData("cop.sgn in zip")]
    [InlineData("zip.sgn")]
    public void No_beginning_of_an_archive_adds_anything(string kind)
    {
        byte[] archive = Archive(kind, Files);
        for (int length = 0; length < archive.Length; length += 1 + archive.Length / 150)
        {
            // A tar ends with two empty blocks, and tools disagree on whether they must be there.
            if (kind == "tar" && length > archive.Length - 2048) break;
            IReadOnlyList<LibraryImportResult> results = Add(_scratch.Write("cut", archive.AsSpan(0, length)));
            Assert.DoesNotContain(results, r => r.Outcome is ImportOutcome.Added);
            Assert.Empty(Held());
        }
    }

    [Theory]
    [InlineData("zip")]
    [InlineData("tar.gz")]
    [InlineData("cop.sgn")]
    public void A_flipped_bit_never_adds_another_file(string kind)
    {
        byte[] archive = Archive(kind, Files);
        HashSet<string> right = [.. Package.Select(f => LibraryContent.Sha256(f.Content.Span))];
        Random dice = new(23);
        for (int turn = 0; turn < 300; turn++)
        {
            byte[] damaged = [.. archive];
            damaged[dice.Next(damaged.Length)] ^= (byte)(1 << dice.Next(8));
            Add(_scratch.Write("damaged", damaged));
            Assert.All(_store.Read(out _), e => Assert.Contains(e.Sha256, right));
        }
    }

    [Theory]
    [InlineData("Rar!\u001a\u0007", "RAR")]
    [InlineData("MZ\u0090", "Windows program")]
    [InlineData("nothing that is known", "unknown")]
    public void What_is_brought_in_a_packages_place_is_named(string content, string what)
    {
        string path = _scratch.Write("download", Encoding.Latin1.GetBytes(content));
        LibraryImportResult result = Assert.Single(Add(path));
        Assert.Equal(ImportOutcome.Skipped, result.Outcome);
        Assert.Contains(what, result.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../")]
    [InlineData("..\\..\\")]
    [InlineData("/tmp/")]
    [InlineData("C:\\")]
    public void A_name_that_leads_out_is_told_and_leads_nowhere(string folder)
    {
        foreach (string kind in new[] { "zip", "tar" })
        {
            string path = _scratch.Write("trap", Archive(kind, (folder + Image.Name, Image.Content.ToArray())));
            LibraryImportResult result = Assert.Single(Add(path));
            Assert.Equal(ImportOutcome.Refused, result.Outcome);
            Assert.Contains("built", result.Message);
            Assert.Empty(Held());
            Assert.Equal(2, Directory.GetFileSystemEntries(_scratch.Path).Length);
        }
    }

    [Fact]
    public void Links_and_devices_in_a_tar_are_told_and_the_files_beside_them_come_in()
    {
        using MemoryStream archive = new();
        using (TarWriter writer = new(archive, TarEntryFormat.Pax, leaveOpen: true))
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "a.sbn") { LinkName = "/etc/passwd" });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.HardLink, "b.sbn") { LinkName = "/etc/passwd" });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.Fifo, "c.sbn"));
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, Image.Name)
            {
                DataStream = new MemoryStream(Image.Content.ToArray()),
            });
        }

        IReadOnlyList<LibraryImportResult> results = Add(_scratch.Write("package.tar", archive.ToArray()));
        Assert.Equal(3, results.Count(r => r.Outcome is ImportOutcome.Refused));
        Assert.Equal([Image.Name], Held());
    }

    [Fact]
    public void A_link_in_a_zip_is_told()
    {
        using MemoryStream archive = new();
        using (ZipArchive writer = new(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            ZipArchiveEntry link = writer.CreateEntry(Image.Name);
            link.ExternalAttributes = unchecked((int)0xA1FF0000);
            using Stream data = link.Open();
            data.Write("/etc/passwd"u8);
        }

        Assert.Contains("link", Assert.Single(Add(_scratch.Write("package.zip", archive.ToArray()))).Message);
    }

    [Theory]
    [InlineData("zip")]
    [InlineData("tar.gz")]
    public void A_bomb_is_refused_before_it_fills_anything(string kind)
    {
        string path = _scratch.Write("bomb", Archive(kind, (Image.Name, new byte[40 * 1024 * 1024])));
        LibraryImportResult result = Assert.Single(Add(path));
        Assert.Equal(ImportOutcome.Refused, result.Outcome);
        Assert.Contains("times its size", result.Message);
    }

    [Fact]
    public void Archives_in_archives_end_somewhere()
    {
        byte[] inner = Archive("zip", Files);
        for (int depth = 0; depth < 8; depth++) inner = Archive("zip", ($"{depth}.zip", inner));
        Assert.Contains("deep", Assert.Single(Add(_scratch.Write("deep.zip", inner))).Message);
        Assert.Empty(Held());
    }

    [Fact]
    public void An_archive_of_too_many_files_is_refused_whole()
    {
        (string, byte[])[] entries = [.. Enumerable.Range(0, 30).Select(i => ($"{i}.txt", "text"u8.ToArray()))];
        ImportLimits limits = new() { MostEntries = 30 };
        foreach (string kind in new[] { "zip", "tar" })
        {
            string path = _scratch.Write("many", Archive(kind, [(Image.Name, Image.Content.ToArray()), .. entries]));
            Assert.Contains(Add(path, limits),
                r => r.Outcome is ImportOutcome.Refused
                    && r.Message.Contains("more than 30", StringComparison.Ordinal));
            Assert.Empty(Held());
        }
    }

    [Fact]
    public void A_file_that_is_larger_than_any_firmware_is_refused()
    {
        ImportLimits limits = new() { LargestFile = 5_000 };
        string path = _scratch.Write("large.zip", Archive("zip", (Image.Name, new byte[5_001])));
        Assert.Equal(ImportOutcome.Refused,
            Assert.Single(Add(path, limits)).Outcome);
        path = _scratch.Write("large.sbn", new byte[5_001]);
        Assert.Equal(ImportOutcome.Refused,
            Assert.Single(Add(path, limits)).Outcome);
    }

    [Fact]
    public void An_encrypted_file_is_told()
    {
        byte[] zip = Archive("zip", (Image.Name, Image.Content.ToArray()));
        // The flag of encryption stands in the local header and in the directory.
        zip[6] |= 1;
        zip[zip.AsSpan().LastIndexOf("PK\x01\x02"u8) + 8] |= 1;
        Assert.Contains("encrypted", Assert.Single(Add(_scratch.Write("secret.zip", zip))).Message);
    }

    [Theory]
    [InlineData("P0S3\n8.sb2")]
    [InlineData("P0S3\u007f.sb2")]
    [InlineData("a?b.sb2")]
    public void A_name_that_no_phone_asks_for_is_told_in_visible_letters(string name)
    {
        LibraryImportResult result = Assert.Single(Add(_scratch.Write("odd.zip",
            Archive("zip", (name, Image.Content.ToArray())))));
        Assert.Equal(ImportOutcome.Refused, result.Outcome);
        Assert.DoesNotContain(result.Path, char.IsControl);
        Assert.Empty(Held());
    }

    [Fact]
    public void Litter_of_desktops_is_passed_over()
    {
        string path = _scratch.Write("mac.zip", Archive("zip", (Image.Name, Image.Content.ToArray()),
            ("__MACOSX/._" + Image.Name, [1, 2, 3]), (".DS_Store", [1]), ("Thumbs.db", [1])));
        Assert.Equal(ImportOutcome.Added, Assert.Single(Add(path)).Outcome);
    }

    [Fact]
    public void A_damaged_image_in_an_archive_does_not_keep_the_others_out()
    {
        string path = _scratch.Write("package.zip", Archive("zip",
            [.. Package.Select(f => (f.Name, f.Content[..(f == Image ? ^700 : ^0)].ToArray()))]));
        Assert.Equal(Package.Count - 1, Add(path).Count(r => r.Outcome == ImportOutcome.Added));
    }

    private IReadOnlyList<LibraryImportResult> Add(string path, ImportLimits? limits = null) => LibraryImport.Add(
        _store, [path], TimeProvider.System, limits, cancelled: TestContext.Current.CancellationToken);

    private string[] Held() => [.. _store.Read(out _).Select(f => f.Name).Order(StringComparer.Ordinal)];

    private static byte[] Archive(string kind, params (string Name, byte[] Content)[] files)
    {
        string[] layers = kind.Split(" in ");
        foreach (string layer in layers)
        {
            byte[] bytes = layer switch
            {
                "zip" => Zip(files),
                "tar" => Tar(files),
                "tar.gz" => Gzip(Tar(files)),
                "zip.sgn" => Cop(Zip(files)),
                _ => Cop(Gzip(Tar(files))),
            };
            files = [($"cmterm.{layer}", bytes)];
        }

        return files[0].Content;
    }

    private static byte[] Zip((string Name, byte[] Content)[] files)
    {
        using MemoryStream archive = new();
        using (ZipArchive writer = new(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in files)
            {
                using Stream data = writer.CreateEntry(name).Open();
                data.Write(content);
            }
        }

        return archive.ToArray();
    }

    private static byte[] Tar((string Name, byte[] Content)[] files)
    {
        using MemoryStream archive = new();
        using (TarWriter writer = new(archive, TarEntryFormat.Gnu, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in files)
            {
                writer.WriteEntry(new GnuTarEntry(TarEntryType.RegularFile, name)
                {
                    DataStream = new MemoryStream(content),
                });
            }
        }

        return archive.ToArray();
    }

    private static byte[] Gzip(byte[] content)
    {
        using MemoryStream packed = new();
        using (GZipStream writer = new(packed, CompressionLevel.Fastest, leaveOpen: true)) writer.Write(content);
        return packed.ToArray();
    }

    /// <summary>An envelope of Cisco's layout with another signer and a timestamp, as .cop.sgn files have.</summary>
    private static byte[] Cop(byte[] payload)
    {
        byte[] header =
        [
            1, 0, 2, 1, 0, 2, 0, 2, 0, 0, 3, 0, 10, 4, 0, 3, (byte)'C', (byte)'N', 0, 5, 0, 1, 7, 12, 0, 4, 1, 2, 3, 4,
            15, 0, 4, 0x5a, 0, 0, 0, 14, 0, 8, .. Encoding.ASCII.GetBytes("a.cop.s"), 0,
        ];
        byte[] padding = [.. Enumerable.Repeat((byte)0x0d, (4 - (header.Length % 4)) % 4)];
        header[9] = (byte)(header.Length + padding.Length);
        return [.. header, .. padding, .. payload];
    }
}
