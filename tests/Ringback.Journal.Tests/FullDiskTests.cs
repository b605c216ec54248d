using Ringback.Journal.Sqlite;

namespace Ringback.Journal.Tests;

/// <summary>The journal leaves a twentieth of the disk to others, and goes on when there is room again.</summary>
public sealed class FullDiskTests : IDisposable
{
    private const long Gigabyte = 1_000_000_000;

    private readonly ScratchFolder _folder = new();
    private readonly ManualTime _time = new();
    private DiskSpace _disk = new(50 * Gigabyte, 100 * Gigabyte);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string FilePath => _folder["journal.db"];

    private SqliteJournalOptions Options => new()
    {
        Disk = _ => _disk, GatherFor = TimeSpan.Zero, WaitingWhileFull = 2,
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0, 100, false)]
    [InlineData(4, 100, false)]
    [InlineData(5, 100, true)]
    [InlineData(3, 60, true)]
    public void Twentieth_of_the_disk_is_left_to_others(long freeMegabytes, long totalMegabytes, bool hasRoom) =>
        Assert.Equal(hasRoom, new DiskSpace(freeMegabytes * 1_000_000, totalMegabytes * 1_000_000).HasRoom);

    [Fact]
    public void Of_a_large_disk_no_more_is_left_than_somebody_needs_to_clear_up() =>
        Assert.True(new DiskSpace(5 * Gigabyte, 8_000 * Gigabyte).HasRoom);

    [Fact]
    public void Disk_of_a_file_that_is_not_there_yet_is_that_of_its_folder() =>
        Assert.True(DiskSpace.Of(_folder["not/yet/there.db"]) is { Total: > 0, Free: >= 0 });

    [Fact]
    public async Task Nothing_is_written_into_the_last_twentieth_and_it_is_told_why()
    {
        await using SqliteJournal journal = SqliteJournal.Open(FilePath, Options, _time);
        await KeepAsync(journal, 0);

        _disk = _disk with { Free = 4 * Gigabyte };
        Assert.True(journal.TryAppend(EventSamples.Numbered(1)));
        JournalException why = await Assert.ThrowsAsync<JournalException>(() => journal.FlushAsync(Token));

        Assert.Equal(JournalTrouble.DiskFull, why.Trouble);
        Assert.Contains("4000 of 100000 MB are free", why.Message, StringComparison.Ordinal);
        Assert.Contains("Free some space", why.Message, StringComparison.Ordinal);
        Assert.Equal([0], await NumbersAsync(journal));
    }

    [Fact]
    public async Task Only_some_events_wait_for_room()
    {
        await using SqliteJournal journal = await FullAsync();

        // One is in the writer's hand, and two may wait.
        Assert.True(journal.TryAppend(EventSamples.Numbered(1)));
        Assert.True(journal.TryAppend(EventSamples.Numbered(2)));
        Assert.False(journal.TryAppend(EventSamples.Numbered(3)));
    }

    [Fact]
    public async Task What_waited_is_kept_when_there_is_room_again_and_both_are_told()
    {
        await using SqliteJournal journal = SqliteJournal.Open(FilePath, Options, _time);
        List<JournalTrouble?> told = [];
        TaskCompletionSource mended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        journal.FaultChanged += () =>
        {
            told.Add(journal.Fault?.Trouble);
            if (journal.Fault is null) mended.SetResult();
        };
        await FillAsync(journal);

        _disk = _disk with { Free = 50 * Gigabyte };
        _time.Advance(Options.RetryAfter);
        await mended.Task.WaitAsync(Token);

        Assert.Equal([JournalTrouble.DiskFull, null], told);
        await journal.FlushAsync(Token);
        Assert.Equal([0], await NumbersAsync(journal));
    }

    [Fact]
    public async Task Disk_that_is_full_from_the_beginning_is_a_fault_and_no_failure()
    {
        _disk = _disk with { Free = 0 };

        await using SqliteJournal journal = SqliteJournal.Open(FilePath, Options, _time);

        Assert.Equal(JournalTrouble.DiskFull, journal.Fault?.Trouble);
        Assert.Empty(await NumbersAsync(journal));
        Assert.True(journal.TryAppend(EventSamples.Numbered(0)));
    }

    [Fact]
    public async Task Story_of_before_is_read_from_a_disk_that_is_full_from_the_beginning()
    {
        await using (SqliteJournal before = SqliteJournal.Open(FilePath, Options, _time)) await KeepAsync(before, 7);
        _disk = _disk with { Free = 0 };

        await using SqliteJournal journal = SqliteJournal.Open(FilePath, Options, _time);

        Assert.Equal([7], await NumbersAsync(journal));
    }

    private async Task<SqliteJournal> FullAsync()
    {
        SqliteJournal journal = SqliteJournal.Open(FilePath, Options, _time);
        await FillAsync(journal);
        return journal;
    }

    private async Task FillAsync(SqliteJournal journal)
    {
        _disk = _disk with { Free = 0 };
        Assert.True(journal.TryAppend(EventSamples.Numbered(0)));
        await Assert.ThrowsAsync<JournalException>(() => journal.FlushAsync(Token));
    }

    private static async Task KeepAsync(SqliteJournal journal, int number)
    {
        Assert.True(journal.TryAppend(EventSamples.Numbered(number)));
        await journal.FlushAsync(Token);
    }

    private static async Task<IEnumerable<int>> NumbersAsync(SqliteJournal journal)
    {
        IAsyncEnumerable<JournalEntry> entries = journal.ReadAsync(default, Token);
        return (await entries.ToArrayAsync(Token)).Numbers();
    }
}
