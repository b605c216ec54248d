using System.IO.Compression;
using Ringback.Phones.Loads;
using Ringback.Simulation.Practice;
using Ringback.Workbench.Shelves;

namespace Ringback.Workbench.Tests.Shelves;

public sealed class LibraryImportTests : IDisposable
{
    private static readonly IReadOnlyList<PracticeFile> Package =
        PracticeFirmware.Package(LoadName.Parse("P0S3-8-12-00"), PracticeSizes.Small);

    private static readonly string[] PackageNames = [.. Package.Select(f => f.Name).Order(StringComparer.Ordinal)];

    private readonly ScratchFolder _scratch = new();
    private readonly string _library;

    public LibraryImportTests() => _library = _scratch.Folder("library");

    private static PracticeFile Image => Package[^1];

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_file_is_added_byte_for_byte()
    {
        Assert.Equal(ImportOutcome.Added, Add(_scratch.Write(Image.Name, Image.Content.Span)));
        Assert.Equal(Image.Content.ToArray(), File.ReadAllBytes(Path.Combine(_library, Image.Name)));
    }

    [Fact]
    public void A_folder_is_added_with_its_subfolders()
    {
        foreach (PracticeFile file in Package) _scratch.Write($"cisco/8.12/{file.Name}", file.Content.Span);
        Assert.All(LibraryImport.Add(_library, _scratch["cisco"]).ToList(),
            r => Assert.Equal(ImportOutcome.Added, r.Outcome));
        Assert.Equal(PackageNames, Held());
    }

    [Fact]
    public void An_archive_is_added_whatever_folders_are_in_it()
    {
        string zip = Zip([.. Package.Select(f => ($"P0S3-8-12-00/{f.Name}", f.Content.ToArray()))]);
        Assert.All(LibraryImport.Add(_library, zip), r => Assert.Equal(ImportOutcome.Added, r.Outcome));
        Assert.Equal(PackageNames, Held());
    }

    [Theory]
    [InlineData("../../")]
    [InlineData("..\\..\\")]
    [InlineData("/tmp/")]
    [InlineData("C:\\")]
    public void An_archive_cannot_write_outside_the_library(string folder)
    {
        _ = LibraryImport.Add(_library, Zip((folder + Image.Name, Image.Content.ToArray()))).ToList();
        Assert.Equal([Image.Name], Held());
        Assert.Equal(2, Directory.GetFileSystemEntries(_scratch.Path).Length);
    }

    [Fact]
    public void An_archive_of_too_many_entries_is_refused_whole()
    {
        (string, byte[])[] entries = [.. Enumerable.Range(0, 2001).Select(i => ($"{i}.txt", Array.Empty<byte>()))];
        Assert.Equal(ImportOutcome.Refused, Add(Zip([.. entries, (Image.Name, Image.Content.ToArray())])));
        Assert.Empty(Held());
    }

    [Fact]
    public void An_entry_that_is_larger_than_any_firmware_is_refused() =>
        Assert.Equal(ImportOutcome.Refused, Add(Zip((Image.Name, new byte[(64 * 1024 * 1024) + 1]))));

    [Fact]
    public void A_damaged_archive_is_refused_and_nothing_is_left_of_it()
    {
        byte[] zip = File.ReadAllBytes(Zip((Image.Name, Image.Content.ToArray())));
        Assert.Equal(ImportOutcome.Refused, Add(_scratch.Write("cut.zip", zip.AsSpan(0, zip.Length / 2))));
        Assert.Empty(Held());
    }

    [Fact]
    public void A_damaged_image_is_refused_with_what_to_do()
    {
        string path = _scratch.Write(Image.Name, Image.Content.Span[..^700]);
        LibraryImportResult result = Assert.Single(LibraryImport.Add(_library, path));
        Assert.Equal(ImportOutcome.Refused, result.Outcome);
        Assert.Contains("fresh copy", result.Message);
        Assert.Empty(Held());
    }

    [Fact]
    public void A_damaged_image_in_an_archive_does_not_keep_the_others_out()
    {
        string zip = Zip([.. Package.Select(f => (f.Name, f.Content[..(f == Image ? ^700 : ^0)].ToArray()))]);
        Assert.Equal(Package.Count - 1, LibraryImport.Add(_library, zip).Count(r => r.Outcome == ImportOutcome.Added));
    }

    [Fact]
    public void The_same_file_again_is_present()
    {
        string path = _scratch.Write(Image.Name, Image.Content.Span);
        Assert.Equal((ImportOutcome.Added, ImportOutcome.Present), (Add(path), Add(path)));
    }

    [Fact]
    public void Another_file_of_the_same_name_is_refused_and_the_first_one_stays()
    {
        Add(_scratch.Write(Image.Name, Image.Content.Span));
        PracticeFile other = PracticeFirmware.Package(
            LoadName.Parse("P0S3-8-12-00"), PracticeSizes.Small with { ApplicationBytes = 2_200 })[^1];
        Assert.Equal(ImportOutcome.Refused, Add(_scratch.Write(other.Name, other.Content.Span)));
        Assert.Equal(Image.Content.ToArray(), File.ReadAllBytes(Path.Combine(_library, Image.Name)));
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
    public void Nothing_half_is_left_when_the_last_step_fails()
    {
        Directory.CreateDirectory(Path.Combine(_library, Image.Name));
        Assert.Equal(ImportOutcome.Refused, Add(_scratch.Write(Image.Name, Image.Content.Span)));
        Assert.Equal([Image.Name], Held());
    }

    [Fact]
    public void A_link_in_a_folder_brings_nothing_in_from_outside_of_it()
    {
        string outside = _scratch.Write("outside/" + Image.Name, Image.Content.Span);
        _scratch.Folder("cisco");
        File.CreateSymbolicLink(_scratch["cisco/" + Image.Name], outside);
        Assert.Empty(LibraryImport.Add(_library, _scratch["cisco"]));
    }

    private ImportOutcome Add(string path) => Assert.Single(LibraryImport.Add(_library, path)).Outcome;

    private string[] Held() =>
        [.. Directory.GetFileSystemEntries(_library).Select(p => Path.GetFileName(p)).Order(StringComparer.Ordinal)];

    private string Zip(params (string Name, byte[] Content)[] entries)
    {
        string path = _scratch["package.zip"];
        using ZipArchive archive = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach ((string name, byte[] content) in entries)
        {
            using Stream data = archive.CreateEntry(name).Open();
            data.Write(content);
        }

        return path;
    }
}
