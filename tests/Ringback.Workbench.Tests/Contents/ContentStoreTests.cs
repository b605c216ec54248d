using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Win32.SafeHandles;
using Ringback.Catalogue.Loads;
using Ringback.Phones.Answers;
using Ringback.Simulation.Practice;
using Ringback.Workbench.Contents;
using Ringback.Workbench.Disk;
using Ringback.Workbench.Shelves;
using Ringback.Workbench.Tftp;

namespace Ringback.Workbench.Tests.Contents;

public sealed class ContentStoreTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();
    private readonly HandClock _clock = new();
    private readonly FolderShelf _shelf;
    private readonly ContentStore _store;
    private int _opened;

    public ContentStoreTests()
    {
        _scratch.Folder("root");
        _shelf = new FolderShelf(_scratch["root"], null, _clock, NullLogger.Instance);
        _store = new ContentStore(_shelf, open: Open);
    }

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_file_is_read_once_and_is_the_same_content_each_time()
    {
        _scratch.Write("root/a", "content");
        ITftpContent? first = _store.Open(Stored("a"));
        Assert.NotNull(first);
        Assert.Same(first, _store.Open(Stored("a")));
        Assert.Equal(("content", 1), (Text(first), _opened));
    }

    [Fact]
    public void A_file_in_memory_says_where_its_bytes_lie()
    {
        _scratch.Write("root/a", "content");
        Assert.Equal("content"u8, _store.Open(Stored("a"))!.Pinned!.Span);
    }

    [Fact]
    public void Each_offset_is_a_content_of_its_own_over_the_same_bytes()
    {
        _scratch.Write("root/a", "content");
        ITftpContent whole = _store.Open(Stored("a"))!;
        ITftpContent rest = _store.Open(Stored("a", 3))!;
        Assert.Equal("tent", Text(rest));
        Assert.True(whole.Pinned!.Span[3..].Overlaps(rest.Pinned!.Span, out int apart) && apart == 0);
        Assert.Same(rest, _store.Open(Stored("a", 3)));
        Assert.Equal(1, _opened);
    }

    [Fact]
    public void An_offset_behind_the_end_leaves_nothing()
    {
        _scratch.Write("root/a", "content");
        Assert.Equal(0, _store.Open(Stored("a", 100))?.Length);
    }

    [Fact]
    public void An_empty_file_is_not_opened()
    {
        _scratch.Write("root/a", "");
        Assert.Equal((0L, 0), (_store.Open(Stored("a"))?.Length, _opened));
    }

    [Fact]
    public void A_changed_file_is_read_again_and_the_old_bytes_are_let_go()
    {
        _scratch.Write("root/a", "before");
        ITftpContent before = _store.Open(Stored("a"))!;
        _scratch.Write("root/a", "afterwards");
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("afterwards", Text(_store.Open(Stored("a"))!));
        Assert.Equal(("before", 10L), (Text(before), _store.Held));
    }

    [Fact]
    public void What_was_asked_for_longest_ago_goes_first()
    {
        foreach (string name in (string[])["a", "b", "c"]) _scratch.Write("root/" + name, new string('x', 100));
        ContentStore small = new(_shelf, 250, Open);
        small.Open(Stored("a"));
        small.Open(Stored("b"));
        small.Open(Stored("a"));
        small.Open(Stored("c"));
        Assert.Equal((200L, 3), (small.Held, _opened));
        small.Open(Stored("a"));
        Assert.Equal(3, _opened);
        small.Open(Stored("b"));
        Assert.Equal((200L, 4), (small.Held, _opened));
    }

    [Fact]
    public void A_file_that_is_larger_than_the_whole_store_is_served_and_not_held()
    {
        _scratch.Write("root/a", "content");
        ContentStore tiny = new(_shelf, 3, Open);
        Assert.Equal("content", Text(tiny.Open(Stored("a"))!));
        Assert.Equal(0, tiny.Held);
    }

    [Fact]
    public void A_file_beyond_the_memory_limit_is_read_where_it_lies()
    {
        using (FileStream large = File.Create(_scratch["root/large"]))
        {
            large.SetLength(ContentStore.LargestInMemory);
            large.Seek(0, SeekOrigin.End);
            large.Write("end"u8);
        }

        ITftpContent content = _store.Open(Stored("large"))!;
        byte[] end = new byte[8];
        Assert.Equal(3, content.Read(ContentStore.LargestInMemory, end));
        Assert.Equal("end"u8, end.AsSpan(0, 3));
        Assert.Equal((null, 0L), (content.Pinned, _store.Held));
        Assert.Same(content, _store.Open(Stored("large")));
        GC.KeepAlive(content);
    }

    [Fact]
    public async Task Those_who_ask_at_the_same_time_share_one_reading()
    {
        _scratch.Write("root/a", "content");
        StoredContent asked = Stored("a");
        using SemaphoreSlim reading = new(0);
        using ManualResetEventSlim goOn = new();
        ContentStore slow = new(_shelf, open: path =>
        {
            reading.Release();
            goOn.Wait(Deadline.Token);
            return Open(path);
        });
        Task<ITftpContent?>[] asking =
            [.. Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(() => slow.Open(asked), Deadline.Token,
                TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        await reading.WaitAsync(Deadline.Token);
        goOn.Set();
        ITftpContent?[] contents = await Task.WhenAll(asking);
        Assert.NotNull(contents[0]);
        Assert.All(contents, c => Assert.Same(contents[0], c));
        Assert.Equal(1, _opened);
    }

    [Fact]
    public void A_file_that_is_just_being_replaced_is_not_served_and_tried_again()
    {
        _scratch.Write("root/a", "content");
        StoredContent asked = Stored("a");
        _scratch.Write("root/a", "cont");
        Assert.Null(_store.Open(asked));
        Assert.Equal(0, _store.Held);
        _scratch.Write("root/a", "content");
        Assert.NotNull(_store.Open(asked));
    }

    [Fact]
    public void An_image_that_is_whole_no_longer_is_not_served()
    {
        PracticeLibrary.Write(_scratch["root"], PracticeSizes.Small, Load.Parse("P0S3-8-12-00"));
        StoredContent asked = Stored("P0S3-8-12-00.sb2");
        byte[] image = File.ReadAllBytes(_scratch["root/P0S3-8-12-00.sb2"]);
        Array.Clear(image, 0, image.Length / 2);
        _scratch.Write("root/P0S3-8-12-00.sb2", image);
        Assert.Null(_store.Open(asked));
    }

    [Fact]
    public void A_file_that_went_away_is_not_here()
    {
        _scratch.Write("root/a", "content");
        StoredContent asked = Stored("a");
        File.Delete(_scratch["root/a"]);
        Assert.Null(_store.Open(asked));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_that_was_turned_into_a_link_after_the_look_is_not_served(bool large)
    {
        long length = large ? ContentStore.LargestInMemory + 1 : 7;
        foreach (string name in (string[])["root/a", "secret"])
        {
            using FileStream file = File.Create(_scratch[name]);
            file.SetLength(length);
        }

        StoredContent asked = Stored("a");
        File.Delete(_scratch["root/a"]);
        File.CreateSymbolicLink(_scratch["root/a"], _scratch["secret"]);
        Assert.Null(_store.Open(asked));
    }

    [Fact]
    public void A_folder_that_was_turned_into_a_link_after_the_look_leads_nowhere()
    {
        _scratch.Write("root/sub/a", "content");
        _scratch.Write("outside/a", "secrets");
        StoredContent asked = Stored("sub/a");
        Directory.Delete(_scratch["root/sub"], recursive: true);
        Directory.CreateSymbolicLink(_scratch["root/sub"], _scratch["outside"]);
        Assert.Null(_store.Open(asked));
        Assert.Null(_shelf.Current.Read(asked.File));
    }

    [Fact]
    public void A_made_content_is_what_was_made() =>
        Assert.Equal("made", Text(_store.Open(new MadeContent("made"u8.ToArray()))!));

    private SafeFileHandle? Open(string path)
    {
        Interlocked.Increment(ref _opened);
        return ConfinedFolder.OpenReal(path);
    }

    private StoredContent Stored(string name, int offset = 0) => new(_shelf.Current.Find(name)!, offset);

    private static string Text(ITftpContent content)
    {
        byte[] bytes = new byte[content.Length];
        Assert.Equal(bytes.Length, content.Read(0, bytes));
        return System.Text.Encoding.Latin1.GetString(bytes);
    }
}
