using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Ringback.Catalogue.Loads;
using Ringback.Files.Firmware;
using Ringback.Simulation.Practice;
using Ringback.Workbench.Library;

namespace Ringback.Workbench.Tests.Library;

/// <summary>Archives whose headers say what cannot be, and one bad file among good ones.</summary>
public sealed class LyingArchiveTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();
    private readonly LibraryStore _store;

    public LyingArchiveTests() => _store = new LibraryStore(_scratch.Folder("library"));

    public void Dispose() => _scratch.Dispose();

    public static TheoryData<string> Lies =>
        ["00000000000", "77777777777", "17777777777", "-1", "64-bit", "longest", "pax"];

    [Theory]
    [MemberData(nameof(Lies))]
    public void A_tar_that_claims_what_cannot_be_is_told_and_costs_nothing_else(string lie)
    {
        byte[] tar = Lying(lie);
        PracticeFile good = PracticeFirmware.Package(Load.Parse("P0S3-8-12-00"), PracticeSizes.Small)[^1];
        foreach (byte[] archive in (byte[][])[tar, Gzip(tar)])
        {
            string bad = _scratch.Write("bad.tar", archive);
            string well = _scratch.Write(good.Name, good.Content.Span);
            IReadOnlyList<LibraryImportResult> results = LibraryImport.Add(_store, [bad, well, bad],
                TimeProvider.System, cancelled: TestContext.Current.CancellationToken);
            Assert.Contains(results, r => r.Path == well && r.Outcome is ImportOutcome.Added or ImportOutcome.Present);
            Assert.Equal([good.Name], _store.Read(out _).Select(e => e.Name));

            ArchiveContents inside = ArchiveContents.Look("bad.tar", archive);
            if (lie != "00000000000") Assert.NotEmpty(inside.Problems);
        }
    }

    [Fact]
    public void A_gzip_of_one_file_says_what_that_is()
    {
        PracticeFile image = PracticeFirmware.Package(Load.Parse("P0S3-8-12-00"), PracticeSizes.Small)[^1];
        ArchiveContents inside = ArchiveContents.Look($"/x/{image.Name}.gz", Gzip(image.Content.ToArray()));
        ArchivedFile inner = Assert.Single(inside.Files);
        Assert.Equal(($"/x/{image.Name}.gz > {image.Name}", image.Name), (inner.Path, inner.File.FileName));
        Assert.Equal(FirmwareKind.Firmware, inner.File.Kind);
        Assert.Empty(inside.Problems);
    }

    [Fact]
    public void A_file_that_Ringback_stumbles_over_has_a_sentence_of_its_own()
    {
        FirmwareFile file = FileInspection.Of("x.bin", [1], (_, _) => throw new InvalidOperationException("7"));
        Assert.True(file.HasError);
        Assert.Contains("stumbles", Assert.Single(file.Problems).Message);
    }

    [Fact]
    public void What_is_no_file_is_told_and_the_others_come_in()
    {
        PracticeFile good = PracticeFirmware.Package(Load.Parse("P0S3-8-12-00"), PracticeSizes.Small)[^1];
        string well = _scratch.Write(good.Name, good.Content.Span);
        Outside.MakePipe(_scratch["pipe"]);
        string dangling = _scratch["dangling"];
        File.CreateSymbolicLink(dangling, _scratch["nowhere"]);
        IReadOnlyList<LibraryImportResult> results = LibraryImport.Add(_store, [_scratch["pipe"], dangling, well],
            TimeProvider.System, cancelled: TestContext.Current.CancellationToken);
        Assert.Equal([ImportOutcome.Refused, ImportOutcome.Refused, ImportOutcome.Added],
            results.Select(r => r.Outcome));
    }

    private static byte[] Lying(string lie)
    {
        using MemoryStream archive = new();
        TarEntryFormat format = lie == "pax" ? TarEntryFormat.Pax : TarEntryFormat.Ustar;
        using (TarWriter writer = new(archive, format, leaveOpen: true))
        {
            TarEntry entry = lie == "pax"
                ? new PaxTarEntry(TarEntryType.RegularFile, "a.txt", [new("comment", new string('x', 600))])
                : new UstarTarEntry(TarEntryType.RegularFile, "a.txt");
            entry.DataStream = new MemoryStream("text"u8.ToArray());
            writer.WriteEntry(entry);
        }

        byte[] tar = archive.ToArray();
        Span<byte> size = tar.AsSpan(124, 12);
        size.Clear();
        if (lie is "64-bit" or "longest")
        {
            size.Fill((byte)(lie == "longest" ? 0xff : 0));
            size[0] = 0x80;
            if (lie == "longest") size[4] = 0x7f;
            else size[5] = 1;
        }
        else
        {
            // The extended header of a pax archive is read into memory before anything else.
            Encoding.ASCII.GetBytes(lie == "pax" ? "17777777777" : lie, size);
        }

        tar.AsSpan(148, 8).Fill((byte)' ');
        int sum = tar.AsSpan(0, 512).ToArray().Sum(b => b);
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ", tar.AsSpan(148, 8));
        return tar;
    }

    private static byte[] Gzip(byte[] content)
    {
        using MemoryStream packed = new();
        using (GZipStream writer = new(packed, CompressionLevel.Fastest, leaveOpen: true)) writer.Write(content);
        return packed.ToArray();
    }
}
