using Microsoft.Data.Sqlite;
using Ringback.Journal.Sqlite;

namespace Ringback.Journal.Tests;

/// <summary>What happens when the store cannot be written: it is told, nothing grows, and it heals by itself.</summary>
public sealed class SqliteFaultTests : IDisposable
{
    private static readonly SqliteJournalOptions Small = new() { QueueCapacity = 2, GatherFor = TimeSpan.Zero };

    private readonly ScratchFolder _folder = new();
    private readonly ManualTime _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string FilePath => _folder["journal.db"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_failing_writer_is_told_by_flush_and_fault()
    {
        await using SqliteJournal journal = SqliteJournal.Open(FilePath, Small, _time);
        Break();

        await journal.AppendAsync(EventSamples.Numbered(0), Token);

        JournalException e = await Assert.ThrowsAsync<JournalException>(() => journal.FlushAsync(Token));
        Assert.Contains(FilePath, e.Message, StringComparison.Ordinal);
        Assert.Equal(e.Message, journal.Fault?.Message);
    }

    [Fact]
    public async Task The_queue_refuses_at_its_bound_while_nothing_can_be_written()
    {
        await using SqliteJournal journal = await FaultyAsync();

        Assert.True(journal.TryAppend(EventSamples.Numbered(1)));
        Assert.True(journal.TryAppend(EventSamples.Numbered(2)));
        Assert.False(journal.TryAppend(EventSamples.Numbered(3)));
        await Assert.ThrowsAsync<JournalException>(
            async () => await journal.AppendAsync(EventSamples.Numbered(4), Token));
    }

    [Fact]
    public async Task The_story_goes_on_without_a_gap_when_the_store_is_back()
    {
        await using SqliteJournal journal = await FaultyAsync();
        Assert.True(journal.TryAppend(EventSamples.Numbered(1)));

        Mend();
        IAsyncEnumerable<JournalEntry> two = journal.FollowAsync(default, Token).Take(2);
        _time.Advance(Small.RetryAfter);

        Assert.Equal([0, 1], (await two.ToArrayAsync(Token)).Numbers());
        await journal.AppendAsync(EventSamples.Numbered(2), Token);
        await journal.FlushAsync(Token);
        Assert.Null(journal.Fault);
    }

    [Fact]
    public async Task Disposing_tries_once_more_then_gives_up_and_remembers_why()
    {
        SqliteJournal journal = await FaultyAsync();
        await journal.DisposeAsync();
        Assert.NotNull(journal.Fault);
        Assert.False(journal.TryAppend(EventSamples.Numbered(1)));
    }

    [Fact]
    public async Task Disposing_saves_the_rest_when_the_store_is_back()
    {
        SqliteJournal journal = await FaultyAsync();
        Assert.True(journal.TryAppend(EventSamples.Numbered(1)));
        Mend();

        await journal.DisposeAsync();

        SqliteJournalReader reader = SqliteJournal.OpenForReading(FilePath);
        IAsyncEnumerable<JournalEntry> entries = reader.ReadAsync(default, Token);
        Assert.Equal([0, 1], (await entries.ToArrayAsync(Token)).Numbers());
        Assert.Null(journal.Fault);
    }

    [Fact]
    public async Task Appending_waits_for_room_when_the_store_is_only_slow()
    {
        await using SqliteJournal journal = SqliteJournal.Open(FilePath, Small, _time);
        using SqliteConnection other = SqliteSql.Open(FilePath);
        SqliteTransaction held = other.BeginTransaction(deferred: false);
        int queued = 0;
        while (journal.TryAppend(EventSamples.Numbered(queued))) queued++;

        Task waiting = journal.AppendAsync(EventSamples.Numbered(queued), Token).AsTask();
        Task cancelled = journal.AppendAsync(EventSamples.Numbered(-1), new CancellationToken(true)).AsTask();
        await held.DisposeAsync();

        await waiting;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        await journal.FlushAsync(Token);
        IAsyncEnumerable<JournalEntry> entries = journal.ReadAsync(default, Token);
        Assert.Equal(Enumerable.Range(0, queued + 1), (await entries.ToArrayAsync(Token)).Numbers());
    }

    // The writer holds event 0 and waits for the clock.
    private async Task<SqliteJournal> FaultyAsync()
    {
        SqliteJournal journal = SqliteJournal.Open(FilePath, Small, _time);
        Break();
        await journal.AppendAsync(EventSamples.Numbered(0), Token);
        await Assert.ThrowsAsync<JournalException>(() => journal.FlushAsync(Token));
        return journal;
    }

    // A missing table stands for a full disk: to the writer, both are statements that fail until somebody helps.
    private void Break() => SqliteSql.Run(FilePath, "ALTER TABLE events RENAME TO elsewhere");

    private void Mend() => SqliteSql.Run(FilePath, "ALTER TABLE elsewhere RENAME TO events");
}
