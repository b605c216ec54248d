using Ringback.Catalogue.Loads;
using Ringback.Simulation.Practice;
using Ringback.Workbench.Disk;
using Ringback.Workbench.Library;

namespace Ringback.Workbench.Tests.Library;

/// <summary>Whatever somebody put into the store, nothing outside changes and nothing of his is deleted.</summary>
public sealed class LibraryLinksTests : IDisposable
{
    private const string Hash = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private const string Change = "0123456789abcdef0123456789abcdef";

    private readonly ScratchFolder _scratch = new();
    private readonly LibraryStore _store;
    private readonly string _outside;

    public LibraryLinksTests()
    {
        foreach (PracticeFile file in PracticeFirmware.Package(Load.Parse("P0S3-8-12-00"), PracticeSizes.Small))
        {
            _scratch.Write($"package/{file.Name}", file.Content.Span);
            _scratch.Write($"outside/{file.Name}", file.Content.Span);
        }

        _outside = _scratch["outside"];
        foreach (string folder in (string[])["", "ab/", $"2020-01-01/{Hash}/", Change + "/", "contents/"])
        {
            _scratch.Write($"outside/{folder}precious.txt", "precious");
            _scratch.Write($"outside/{folder}{Hash}", "precious too");
            _scratch.Write($"outside/{folder}index.json", "{}");
        }

        _store = new LibraryStore(_scratch.Folder("library"));
        Add();
    }

    public void Dispose() => _scratch.Dispose();

    public static TheoryData<string, string> Links => new()
    {
        { "", "" },
        { "contents", "" },
        { "contents", "contents" },
        { "contents/ab", "ab" },
        { $"contents/01/{Hash}", "precious.txt" },
        { "incoming", "" },
        { $"incoming/{Change}", Change },
        { $"incoming/{Change}/{Hash}", "precious.txt" },
        { $"incoming/{Change}/moving.json", "index.json" },
        { "trash", "" },
        { "trash/2020-01-01", "2020-01-01" },
        { $"trash/2020-01-01/{Hash}", $"2020-01-01/{Hash}" },
        { $"trash/2020-01-01/{Hash}/x", "precious.txt" },
        { "index.json", "index.json" },
        { "index.json", "not-there" },
        { "index.before.json", "index.json" },
        { "lock", "not-there" },
        { "lock", "precious.txt" },
        { "mine", "" },
    };

    [Theory]
    [MemberData(nameof(Links))]
    public void A_store_with_a_link_is_refused_and_nothing_outside_changes(string place, string target)
    {
        string link = PutLink(place, target);
        string[] outside = Outside.Snapshot(_outside);
        string[] inside = Outside.Snapshot(_scratch["library"]);

        Assert.Contains("is a link", Assert.Throws<LibraryException>(Add).Message);
        Assert.Contains("is a link", Assert.Throws<LibraryException>(RemoveAll).Message);
        Assert.Contains("is a link", Assert.Throws<LibraryException>(Repair).Message);
        Assert.Contains(link, Assert.Single(_store.Examine(deep: true)).Message);
        Assert.Equal(outside, Outside.Snapshot(_outside));
        Assert.Equal(inside, Outside.Snapshot(_scratch["library"]));
    }

    [Theory]
    [MemberData(nameof(Links))]
    public void Nothing_is_served_through_a_link_in_the_store(string place, string target)
    {
        PutLink(place, target);
        Assert.All(LibraryFiles.Of(_scratch["library"]),
            f => Assert.Equal(f.Info.FullName, ConfinedFolder.RealPath(f.Info.FullName)));
    }

    [Theory]
    [InlineData("index.json")]
    [InlineData("lock")]
    [InlineData($"contents/01/{Hash}")]
    [InlineData($"incoming/{Change}/{Hash}")]
    public void A_pipe_in_the_store_is_refused_and_nobody_waits_for_it(string place)
    {
        string path = Path.Combine(_store.Root, place);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(path);
        Outside.MakePipe(path);
        Assert.Contains("is no file", Assert.Throws<LibraryException>(Add).Message);
        Assert.Contains("is no file", Assert.Single(_store.Examine(deep: true)).Message);
        _ = LibraryFiles.Of(_scratch["library"]).ToList();
    }

    [Fact]
    public void What_is_not_ours_stays_in_every_folder_that_is()
    {
        string[] folders =
        [
            "", "contents", "contents/01", "contents/zz", "incoming", $"incoming/{Change}", "incoming/mine", "trash",
            "trash/2020-01-01", $"trash/2020-01-01/{Hash}", "trash/2020-01-01/mine", "trash/mine",
        ];
        string[] foreign = [.. folders.SelectMany(f => (string[])
            [$"{f}/mine.txt", $"{f}/{Hash.ToUpperInvariant()}.txt", $"{f}/.hidden"])];
        // These have names that are ours in another place.
        foreign = [.. foreign, $"contents/{Hash}", $"contents/zz/{Hash}", $"incoming/{Hash}", $"incoming/mine/{Hash}",
            $"contents/01/{Hash}", $"trash/2020-01-01/{Hash}/{Hash}", $"trash/{Hash}"];
        foreach (string file in foreign) _scratch.Write($"library/.ringback/{file}", "mine");

        Add();
        RemoveAll();
        Repair();
        Add();

        Assert.All(foreign, f => Assert.Equal("mine", File.ReadAllText($"{_store.Root}/{f}")));
    }

    [Fact]
    public void A_file_beside_the_store_is_removed_only_where_it_really_lies()
    {
        string loose = _scratch.Write("library/sub/loose.sbn", "loose");
        Directory.Move(_scratch["library/sub"], _scratch["elsewhere"]);
        Directory.CreateSymbolicLink(_scratch["library/sub"], _scratch["elsewhere"]);
        LibraryRemoval.Remove(_scratch["library"],
            [("loose.sbn", loose), ("precious.txt", _scratch["outside/precious.txt"])]);
        Assert.Equal("loose", File.ReadAllText(_scratch["elsewhere/loose.sbn"]));
        Assert.Equal("precious", File.ReadAllText(_scratch["outside/precious.txt"]));
    }

    private string PutLink(string place, string target)
    {
        string link = place.Length == 0 ? _store.Root : Path.Combine(_store.Root, place);
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        if (Directory.Exists(link)) Directory.Move(link, _scratch["moved"]);
        File.Delete(link);
        string to = Path.Combine(_outside, target).TrimEnd('/');
        if (Directory.Exists(to)) Directory.CreateSymbolicLink(link, to);
        else File.CreateSymbolicLink(link, to);
        return link;
    }

    private void Add() => LibraryImport.Add(
        _store, [_scratch["package"]], TimeProvider.System, cancelled: TestContext.Current.CancellationToken);

    private void Repair() => LibraryRepair.Run(_store, TestContext.Current.CancellationToken);

    private void RemoveAll() => LibraryRemoval.Remove(
        _scratch["library"], [.. _store.Read(out _).Select(e => (e.Name, _store.PathOf(e)))]);
}
