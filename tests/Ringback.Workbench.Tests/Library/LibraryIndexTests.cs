using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Simulation.Practice;
using Ringback.Workbench.Library;

namespace Ringback.Workbench.Tests.Library;

/// <summary>An index that is lost, damaged, newer or half understood costs nobody a file.</summary>
public sealed class LibraryIndexTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();
    private readonly HandClock _clock = new();
    private readonly LibraryStore _store;

    public LibraryIndexTests()
    {
        _store = new LibraryStore(_scratch.Folder("library"), _clock);
        Write("P0030801SR02", "old");
        Write("P0S3-8-12-00", "new");
    }

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Looking_at_a_library_changes_nothing()
    {
        Add("old", "new");
        _scratch.Write("library/.ringback/contents/00/" + new string('0', 64), "nobody's");
        _scratch.Write("library/.ringback/incoming/" + new string('0', 32) + "/" + new string('0', 64), "killed");
        foreach (string damage in (string[])["", "{", "{\"version\":2,\"files\":[]}", "null", "gone"])
        {
            if (damage == "gone") File.Delete(_store.IndexPath);
            else File.WriteAllText(_store.IndexPath, damage);
            string[] before = Outside.Snapshot(_scratch["library"]);
            Assert.NotEmpty(_store.Examine(deep: true));
            _ = _store.Read(out _);
            _ = LibraryFiles.Of(_scratch["library"]).ToList();
            Assert.Equal(before, Outside.Snapshot(_scratch["library"]));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"version\":1}")]
    [InlineData("{\"version\":\"1\",\"files\":[]}")]
    [InlineData("{\"version\":1,\"version\":1,\"files\":[]}")]
    [InlineData("null")]
    [InlineData("[]")]
    public void A_damaged_index_gives_way_to_the_one_before_until_it_is_repaired(string damage)
    {
        Add("old");
        string[] before = Held();
        Add("new");
        string[] all = Held();
        File.WriteAllText(_store.IndexPath, damage);

        Assert.Equal(before, Held());
        _store.Read(out IReadOnlyList<Problem> faults);
        Assert.Contains("before the last change", Assert.Single(faults).Message);
        // A change would take the contents of the last one for leftovers.
        Assert.Contains("library repair", Assert.Throws<LibraryException>(() => Add("new")).Message);

        Repair();
        Assert.Empty(_store.Examine(deep: true));
        // The signed ones carry their names; the list and the bare image have the load's.
        Assert.Equal(all, Held());
    }

    [Fact]
    public void An_index_of_a_later_version_is_refused_with_a_sentence_and_left_alone()
    {
        Add("old");
        string index = File.ReadAllText(_store.IndexPath);
        File.WriteAllText(_store.IndexPath,
            index.Replace("\"version\": 1", "\"version\": 2", StringComparison.Ordinal));
        string[] before = Outside.Snapshot(_scratch["library"]);

        Assert.Empty(_store.Read(out IReadOnlyList<Problem> faults));
        Assert.Contains("later version", Assert.Single(faults).Message);
        Assert.Contains("later version", Assert.Throws<LibraryException>(() => Add("new")).Message);
        Assert.Contains("later version", Assert.Throws<LibraryException>(() => { Repair(); }).Message);
        Assert.Equal(before, Outside.Snapshot(_scratch["library"]));
    }

    [Fact]
    public void Contents_without_any_index_are_kept_and_named_again()
    {
        Add("old", "new");
        string[] all = Held();
        string[] contents = Contents();
        File.Delete(_store.IndexPath);
        File.Delete(_store.IndexBeforePath);

        Assert.Contains("every one is kept", Assert.Single(_store.Examine(deep: false)).Message);
        Assert.Throws<LibraryException>(() => Add("new"));
        IReadOnlyList<RepairedContent> repaired = Repair();

        Assert.All(repaired, r => Assert.Equal(RepairOutcome.Named, r.Outcome));
        Assert.Equal(all, Held());
        Assert.Equal(contents, Contents());
        Assert.Empty(_store.Examine(deep: true));
        Assert.Empty(Repair());
    }

    [Fact]
    public void What_nothing_names_and_what_is_damaged_stays_and_is_told()
    {
        Add("new");
        LibraryEntry rotten = _store.Read(out _)[0];
        _scratch.Write($"library/.ringback/contents/{rotten.Sha256[..2]}/{rotten.Sha256}", "rotten");
        byte[] unknown = "nobody knows what this is"u8.ToArray();
        string hash = LibraryContent.Sha256(unknown);
        _scratch.Write($"library/.ringback/contents/{hash[..2]}/{hash}", unknown);
        Assert.Contains(_store.Examine(deep: false),
            f => f.Message.Contains("without a name", StringComparison.Ordinal));
        File.Delete(_store.IndexPath);
        File.Delete(_store.IndexBeforePath);
        string[] contents = Contents();

        IReadOnlyList<RepairedContent> repaired = Repair();
        Assert.Equal(RepairOutcome.Damaged, repaired.Single(r => r.Sha256 == rotten.Sha256).Outcome);
        Assert.Equal(RepairOutcome.Nameless, repaired.Single(r => r.Sha256 == hash).Outcome);
        Add("old");
        Assert.Subset(Contents().ToHashSet(), contents.ToHashSet());
    }

    [Fact]
    public void Entries_in_capitals_are_understood_and_lose_nothing()
    {
        Add("old");
        string[] all = Held(), contents = Contents();
        string index = File.ReadAllText(_store.IndexPath);
        foreach (string hash in contents)
            index = index.Replace(hash, hash.ToUpperInvariant(), StringComparison.Ordinal);
        File.WriteAllText(_store.IndexPath, index);

        Assert.Equal(all, Held());
        Assert.Empty(_store.Examine(deep: true));
        Add("new");
        Assert.Subset(Held().ToHashSet(), all.ToHashSet());
        Assert.Subset(Contents().ToHashSet(), contents.ToHashSet());
    }

    [Fact]
    public void Contents_in_capitals_are_brought_to_their_place_by_a_repair()
    {
        Add("old");
        LibraryEntry entry = _store.Read(out _)[0];
        string place = _store.PathOf(entry);
        string capital = Path.Combine(_store.Contents, entry.Sha256[..2].ToUpperInvariant(),
            entry.Sha256.ToUpperInvariant());
        Directory.CreateDirectory(Path.GetDirectoryName(capital)!);
        File.Move(place, capital);
        Repair();
        Assert.True(File.Exists(place));
        Assert.Empty(_store.Examine(deep: true));
    }

    [Fact]
    public void What_is_not_understood_in_the_index_stays_with_its_contents_through_every_change()
    {
        Add("old");
        LibraryEntry spared = _store.Read(out _)[0];
        string text = File.ReadAllText(_store.IndexPath);
        text = text.Replace("\"version\": 1", "\"version\": 1, \"colour\": \"blue\"", StringComparison.Ordinal)
            .Replace($"\"name\": \"{spared.Name}\"", "\"title\": \"something new\"", StringComparison.Ordinal)
            .Replace("\"from\":", "\"stars\": 5, \"from\":", StringComparison.Ordinal);
        File.WriteAllText(_store.IndexPath, text);

        Assert.Contains("not understood", Assert.Single(_store.Examine(deep: true)).Message);
        Add("new");
        LibraryRemoval.Remove(_scratch["library"], [.. _store.Read(out _)
            .Where(e => e.Name.StartsWith("P0S3", StringComparison.Ordinal)).Select(e => (e.Name, _store.PathOf(e)))]);
        Repair();

        string after = File.ReadAllText(_store.IndexPath);
        Assert.All((string[])["\"colour\": \"blue\"", "something new", "\"stars\": 5"], w => Assert.Contains(w, after));
        Assert.True(File.Exists(_store.PathOf(spared)));
    }

    [Fact]
    public void What_is_removed_lies_in_the_trash_for_thirty_days_under_its_name()
    {
        Add("old");
        string loose = _scratch.Write("library/loose.sbn", "by hand");
        LibraryEntry[] entries = [.. _store.Read(out _)];
        LibraryRemoval.Remove(_scratch["library"],
            [.. entries.Select(e => (e.Name, _store.PathOf(e))), ("loose.sbn", loose)], _clock);
        Assert.Empty(Held());
        Assert.False(File.Exists(loose));
        Assert.Equal([.. entries.Select(e => e.Name).Append("loose.sbn").Order()], Trashed());

        _clock.Advance(TimeSpan.FromDays(LibraryTrash.DaysKept));
        _store.Change().Dispose();
        Assert.Equal(entries.Length + 1, Trashed().Length);
        // Everything comes back from there as from any other folder.
        LibraryImport.Add(_store, [_store.Trash], _clock, cancelled: TestContext.Current.CancellationToken);
        Assert.Equal([.. entries.Select(e => e.Name).Order()], Held());

        string changed = Directory.GetFiles(_store.Trash, "loose.sbn", SearchOption.AllDirectories)[0];
        File.WriteAllText(changed, "another");
        _clock.Advance(TimeSpan.FromDays(1));
        _store.Change().Dispose();
        // What is not what was thrown away is somebody's, and stays.
        Assert.Equal(["loose.sbn"], Trashed());
    }

    [Fact]
    public void A_removal_that_is_killed_before_its_end_is_ended_by_the_next_change()
    {
        Add("old", "new");
        LibraryEntry[] entries = [.. _store.Read(out _)];
        string copy = "";
        using (LibraryChange change = LibraryChange.Begin(_store, step =>
        {
            if (step == "clear") copy = CopyOfTheLibrary();
        }))
        {
            change.Remove(entries[..2]);
            change.Commit();
        }

        LibraryStore killed = new(copy, _clock);
        Assert.Empty(killed.Examine(deep: true));
        killed.Change().Dispose();
        Assert.Equal(2, Directory.GetFiles(killed.Trash, "*", SearchOption.AllDirectories).Length);
        Assert.Empty(killed.Examine(deep: true));
    }

    private void Write(string load, string folder)
    {
        foreach (PracticeFile file in PracticeFirmware.Package(Load.Parse(load), PracticeSizes.Small))
            _scratch.Write($"{folder}/{file.Name}", file.Content.Span);
    }

    private void Add(params string[] folders) => LibraryImport.Add(_store, folders.Select(f => _scratch[f]), _clock,
        cancelled: TestContext.Current.CancellationToken);

    private IReadOnlyList<RepairedContent> Repair() => LibraryRepair.Run(_store, TestContext.Current.CancellationToken);

    private string[] Held() => [.. _store.Read(out _).Select(f => f.Name).Order()];

    private string[] Contents() =>
        [.. Directory.GetFiles(_store.Contents, "*", SearchOption.AllDirectories).Select(Path.GetFileName).Order()!];

    private string[] Trashed() =>
        [.. Directory.GetFiles(_store.Trash, "*", SearchOption.AllDirectories).Select(Path.GetFileName).Order()!];

    private string CopyOfTheLibrary()
    {
        string copy = _scratch.Folder("killed");
        foreach (string path in Directory.GetFiles(_store.Root, "*", SearchOption.AllDirectories))
        {
            // The lock is open, and goes with its program.
            if (path == _store.LockPath) continue;
            string target = Path.Combine(copy, Path.GetRelativePath(_scratch["library"], path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target);
        }

        return copy;
    }
}
