using System.Buffers.Binary;
using Ringback.Catalogue.Loads;
using Ringback.Simulation.Practice;
using Ringback.Workbench.Library;

namespace Ringback.Workbench.Tests.Library;

public sealed class LibraryImportTests : IDisposable
{
    private static readonly IReadOnlyList<PracticeFile> Package =
        PracticeFirmware.Package(Load.Parse("P0S3-8-12-00"), PracticeSizes.Small);

    private static readonly string[] PackageNames = [.. Package.Select(f => f.Name).Order(StringComparer.Ordinal)];

    private readonly ScratchFolder _scratch = new();
    private readonly LibraryStore _store;

    public LibraryImportTests() => _store = new LibraryStore(_scratch.Folder("library"));

    private static PracticeFile Image => Package[^1];

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_file_is_added_byte_for_byte()
    {
        Assert.Equal(ImportOutcome.Added, Add(_scratch.Write(Image.Name, Image.Content.Span)));
        LibraryEntry entry = Assert.Single(_store.Read(out _));
        Assert.Equal((Image.Name, Image.Content.Length), (entry.Name, (int)entry.Length));
        Assert.Equal(Image.Content.ToArray(), File.ReadAllBytes(_store.PathOf(entry)));
    }

    [Fact]
    public void A_folder_is_added_with_its_subfolders()
    {
        foreach (PracticeFile file in Package) _scratch.Write($"cisco/8.12/{file.Name}", file.Content.Span);
        Assert.All(AddAll(_scratch["cisco"]), r => Assert.Equal(ImportOutcome.Added, r.Outcome));
        Assert.Equal(PackageNames, Held());
    }

    [Fact]
    public void A_damaged_image_is_refused_with_what_to_do()
    {
        LibraryImportResult result = Assert.Single(AddAll(_scratch.Write(Image.Name, Image.Content.Span[..^700])));
        Assert.Equal(ImportOutcome.Refused, result.Outcome);
        Assert.Contains("fresh copy", result.Message);
        Assert.Empty(Held());
    }

    [Theory]
    [InlineData("(1)")]
    [InlineData("lower")]
    public void A_renamed_signed_file_gets_its_signed_name_back(string how)
    {
        string name = how == "lower" ? Image.Name.ToLowerInvariant() : Image.Name.Replace(".", $" {how}.");
        LibraryImportResult result = Assert.Single(AddAll(_scratch.Write(name, Image.Content.Span)));
        Assert.Equal((ImportOutcome.Added, Image.Name), (result.Outcome, result.Name));
        Assert.Contains(Image.Name, result.Message);
        Assert.Equal([Image.Name], Held());
    }

    [Fact]
    public void A_web_page_under_a_firmware_name_is_refused()
    {
        LibraryImportResult result = Assert.Single(AddAll(_scratch.Write("P0S3-8-12-00.sb2", "<html>404</html>"u8)));
        Assert.Equal(ImportOutcome.Refused, result.Outcome);
        Assert.Contains("web page", result.Message);
    }

    [Fact]
    public void Code_of_another_phone_under_this_phones_name_is_refused()
    {
        Assert.True(PracticeFirmware.TryPackageOf("CP7912080004SCCP080108A", out IReadOnlyList<PracticeFile>? files,
            PracticeSizes.Small));
        PracticeFile bare = files.First(f => f.Name.EndsWith(".zup", StringComparison.Ordinal));
        LibraryImportResult result = Assert.Single(AddAll(
            _scratch.Write("CP7905080003SCCP070409A.zup", bare.Content.Span)));
        Assert.Equal(ImportOutcome.Refused, result.Outcome);
        Assert.Contains("7912", result.Message);
        Assert.Empty(Held());
    }

    [Fact]
    public void The_same_file_again_is_present_and_kept_once()
    {
        string path = _scratch.Write(Image.Name, Image.Content.Span);
        Assert.Equal((ImportOutcome.Added, ImportOutcome.Present), (Add(path), Add(path)));
        Assert.Single(_store.Read(out _));
    }

    [Fact]
    public void The_same_content_under_two_names_lies_there_once()
    {
        const int headerLengthOffset = 8;
        ReadOnlySpan<byte> signed = Image.Content.Span;
        ReadOnlySpan<byte> bare = signed[BinaryPrimitives.ReadUInt16BigEndian(signed[headerLengthOffset..])..];
        AddAll(_scratch.Write("P0S3-8-12-00.bin", bare), _scratch.Write("copy.bin", bare));
        Assert.Equal(2, _store.Read(out _).Count);
        Assert.Single(Contents());
    }

    [Fact]
    public void Another_file_of_the_same_name_is_kept_beside_the_first_one()
    {
        PracticeFile other = PracticeFirmware.Package(
            Load.Parse("P0S3-8-12-00"), PracticeSizes.Small with { ApplicationBytes = 2_200 })[^1];
        Assert.Equal(ImportOutcome.Added, Add(_scratch.Write("a/" + Image.Name, Image.Content.Span)));
        LibraryImportResult second = Assert.Single(AddAll(_scratch.Write("b/" + other.Name, other.Content.Span)));
        Assert.Contains("both are kept", second.Message);
        (string Relative, FileInfo Info)[] files = [.. LibraryFiles.Of(_scratch["library"])];
        Assert.Equal(2, files.Select(f => f.Relative).Distinct().Count());
        Assert.All(files, f => Assert.Equal(Image.Name, Path.GetFileName(f.Relative)));
    }

    [Theory]
    [InlineData("readme.txt", "Install with care.")]
    [InlineData("SIPDefault.cnf", "image_version: P0S3-8-12-00")]
    [InlineData("empty", "")]
    public void What_is_no_firmware_is_left_where_it_is(string name, string text)
    {
        Assert.Equal(ImportOutcome.Skipped, Add(_scratch.Write(name, text)));
        Assert.Empty(Held());
    }

    [Fact]
    public void A_path_that_is_not_there_is_refused() =>
        Assert.Equal(ImportOutcome.Refused, Add(_scratch["nowhere"]));

    [Fact]
    public void A_link_in_a_folder_brings_nothing_in_from_outside_of_it()
    {
        string outside = _scratch.Write("outside/" + Image.Name, Image.Content.Span);
        _scratch.Folder("cisco");
        File.CreateSymbolicLink(_scratch["cisco/" + Image.Name], outside);
        Assert.Empty(AddAll(_scratch["cisco"]));
    }

    [Fact]
    public void Files_that_lie_in_the_folder_by_hand_are_found_beside_the_store()
    {
        Add(_scratch.Write(Image.Name, Image.Content.Span));
        File.WriteAllBytes(Path.Combine(_scratch["library"], "by-hand.sbn"), [1, 2, 3]);
        Assert.Equal(["by-hand.sbn", Image.Name], LibraryFiles.Of(_scratch["library"]).Select(f => f.Relative));
    }

    [Fact]
    public void An_import_that_is_cancelled_adds_nothing()
    {
        using CancellationTokenSource cancelled = new();
        string[] paths = [.. Package.Select(f => _scratch.Write(f.Name, f.Content.Span))];
        Cancelling progress = new(cancelled, paths[^1]);
        Assert.Throws<OperationCanceledException>(() => LibraryImport.Add(
            _store, paths, TimeProvider.System, null, progress, cancelled.Token));
        Assert.Empty(Held());
        _store.Change().Dispose();
        Assert.Empty(Contents());
    }

    [Fact]
    public void Progress_ends_at_the_whole()
    {
        Collecting progress = new();
        string[] paths = [.. Package.Select(f => _scratch.Write(f.Name, f.Content.Span))];
        LibraryImport.Add(_store, paths, TimeProvider.System, null, progress, TestContext.Current.CancellationToken);
        Assert.True(progress.Last.Done >= progress.Last.Total);
        Assert.Equal(Package.Sum(f => f.Content.Length), progress.Last.Total);
    }

    private ImportOutcome Add(string path) => Assert.Single(AddAll(path)).Outcome;

    private IReadOnlyList<LibraryImportResult> AddAll(params string[] paths) =>
        LibraryImport.Add(_store, paths, TimeProvider.System, cancelled: TestContext.Current.CancellationToken);

    private string[] Held() => [.. _store.Read(out _).Select(f => f.Name).Order(StringComparer.Ordinal)];

    private string[] Contents() => Directory.Exists(_store.Contents)
        ? Directory.GetFiles(_store.Contents, "*", SearchOption.AllDirectories)
        : [];

    private sealed class Cancelling(CancellationTokenSource source, string at) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
            if (value.Current == at) source.Cancel();
        }
    }

    private sealed class Collecting : IProgress<ImportProgress>
    {
        public ImportProgress Last { get; private set; }

        public void Report(ImportProgress value) => Last = value;
    }
}
