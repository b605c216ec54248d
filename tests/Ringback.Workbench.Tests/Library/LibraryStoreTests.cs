using Ringback.Catalogue.Loads;
using Ringback.Simulation.Practice;
using Ringback.Workbench.Library;

namespace Ringback.Workbench.Tests.Library;

public sealed class LibraryStoreTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();
    private readonly LibraryStore _store;

    public LibraryStoreTests() => _store = new LibraryStore(_scratch.Folder("library"));

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Whoever_is_killed_at_any_step_has_changed_all_or_nothing()
    {
        Write("P0030801SR02", "old");
        AddAll(_store, "old");
        string[] before = Held(_store);
        Write("P0S3-8-12-00", "new");

        // What a kill leaves is what is on the disk at that moment: copies of it are opened afterwards.
        List<string> moments = [];
        using (LibraryChange change = LibraryChange.Begin(_store, step => moments.Add(CopyOfTheLibrary(moments.Count))))
        {
            LibraryImport.Add(change, [_scratch["new"]], TimeProvider.System,
                cancelled: TestContext.Current.CancellationToken);
        }

        string[] after = Held(_store);

        Assert.True(moments.Count > 10);
        int whole = 0;
        foreach (string moment in moments)
        {
            LibraryStore killed = new(moment);
            string[] held = Held(killed);
            Assert.True(held.SequenceEqual(before) || held.SequenceEqual(after), string.Join(", ", held));
            if (held.SequenceEqual(after)) whole++;
            Assert.Empty(killed.Examine(deep: true));

            killed.Change().Dispose();
            Assert.Equal(held, Held(killed));
            Assert.False(Directory.Exists(killed.Incoming));
            Assert.Equal(killed.Read(out _).Select(e => e.Sha256).Distinct().Order(), Contents(killed));
        }

        Assert.Equal(1, whole);
    }

    [Fact]
    public void Every_content_has_its_hash_for_a_name()
    {
        Write("P0S3-8-12-00", "new");
        AddAll(_store, "new");
        foreach (LibraryEntry entry in _store.Read(out _))
            Assert.Equal(entry.Sha256, LibraryContent.Sha256(File.ReadAllBytes(_store.PathOf(entry))));
    }

    [Fact]
    public void Two_programs_do_not_change_it_at_once()
    {
        Write("P0S3-8-12-00", "new");
        AddAll(_store, "new");
        using LibraryChange first = _store.Change();
        LibraryException refused = Assert.Throws<LibraryException>(() => _store.Change());
        Assert.Contains("another program", refused.Message);
    }

    [Fact]
    public void A_content_that_has_rotted_is_told_and_written_anew_when_it_is_added_again()
    {
        Write("P0S3-8-12-00", "new");
        AddAll(_store, "new");
        LibraryEntry entry = _store.Read(out _)[0];
        byte[] content = File.ReadAllBytes(_store.PathOf(entry));
        content[^1] ^= 1;
        File.WriteAllBytes(_store.PathOf(entry), content);

        Assert.Empty(_store.Examine(deep: false));
        Assert.Contains("has changed", Assert.Single(_store.Examine(deep: true)).Message);
        using (LibraryChange change = _store.Change())
        {
            change.Remove([entry]);
            change.Commit();
        }

        AddAll(_store, "new");
        Assert.Empty(_store.Examine(deep: true));
    }

    [Fact]
    public void A_content_that_is_gone_is_told_and_the_others_stay_usable()
    {
        Write("P0S3-8-12-00", "new");
        AddAll(_store, "new");
        IReadOnlyList<LibraryEntry> entries = _store.Read(out _);
        File.Delete(_store.PathOf(entries[0]));
        Assert.Equal(entries[0].Name, Assert.Single(_store.Examine(deep: false)).Place!.File);
        Assert.Equal(entries.Count - 1, LibraryFiles.Of(_scratch["library"]).Count());
    }

    [Fact]
    public void Entries_that_lead_elsewhere_are_not_followed()
    {
        Write("P0S3-8-12-00", "new");
        AddAll(_store, "new");
        string index = File.ReadAllText(_store.IndexPath);
        string sha256 = _store.Read(out _)[0].Sha256;
        File.WriteAllText(_store.IndexPath, index.Replace(sha256, "../../../../../../../../etc/passwd"));
        Assert.DoesNotContain(_store.Read(out _), e => e.Sha256.Contains("passwd", StringComparison.Ordinal));
    }

    [Fact]
    public void Removing_takes_the_content_that_nothing_else_names()
    {
        Write("P0030801SR02", "old");
        Write("P0S3-8-12-00", "new");
        AddAll(_store, "old", "new");
        LibraryEntry[] going =
            [.. _store.Read(out _).Where(e => e.Name.StartsWith("P0030801SR02", StringComparison.Ordinal))];
        LibraryRemoval.Remove(_scratch["library"], [.. going.Select(e => (e.Name, _store.PathOf(e)))]);
        Assert.DoesNotContain(_store.Read(out _), going.Contains);
        Assert.Equal(_store.Read(out _).Select(e => e.Sha256).Distinct().Order(), Contents(_store));
    }

    private void Write(string load, string folder)
    {
        foreach (PracticeFile file in PracticeFirmware.Package(Load.Parse(load), PracticeSizes.Small))
            _scratch.Write($"{folder}/{file.Name}", file.Content.Span);
    }

    private void AddAll(LibraryStore store, params string[] folders) =>
        LibraryImport.Add(store, folders.Select(f => _scratch[f]), TimeProvider.System,
            cancelled: TestContext.Current.CancellationToken);

    private string CopyOfTheLibrary(int number)
    {
        string copy = _scratch.Folder($"moment-{number}");
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

    private static string[] Held(LibraryStore store) => [.. store.Read(out _).Select(f => f.Name).Order()];

    private static IEnumerable<string> Contents(LibraryStore store) =>
        Directory.GetFiles(store.Contents, "*", SearchOption.AllDirectories).Select(p => Path.GetFileName(p)).Order();
}
