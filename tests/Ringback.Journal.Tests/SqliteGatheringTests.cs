using Ringback.Journal.Sqlite;
using Ringback.Phones.Events;

namespace Ringback.Journal.Tests;

/// <summary>Events that come close together share a transaction, and nobody waits for that.</summary>
public sealed class SqliteGatheringTests : IDisposable
{
    private static readonly SqliteJournalOptions Options = new() { QueueCapacity = 4 };

    private readonly ScratchFolder _folder = new();
    private readonly ManualTime _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string FilePath => _folder["journal.db"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_flush_ends_the_gathering()
    {
        await using SqliteJournal journal = SqliteJournal.Open(FilePath, Options, _time);
        for (int i = 0; i < 20; i++)
        {
            Assert.True(journal.TryAppend(EventSamples.Numbered(i)));
            await journal.FlushAsync(Token);
        }

        Assert.Equal(Enumerable.Range(0, 20), (await ReadAsync(journal)).Numbers());
    }

    [Fact]
    public async Task A_full_queue_ends_the_gathering()
    {
        await using SqliteJournal journal = SqliteJournal.Open(FilePath, Options, _time);
        for (int i = 0; i < 20; i++) await journal.AppendAsync(EventSamples.Numbered(i), Token);
        await journal.FlushAsync(Token);
        Assert.Equal(Enumerable.Range(0, 20), (await ReadAsync(journal)).Numbers());
    }

    [Fact]
    public async Task Disposing_ends_the_gathering()
    {
        await using (SqliteJournal journal = SqliteJournal.Open(FilePath, Options, _time))
        {
            Assert.True(journal.TryAppend(EventSamples.Numbered(0)));
            await journal.FlushAsync(Token);
            Assert.True(journal.TryAppend(EventSamples.Numbered(1)));
        }

        Assert.Equal([0, 1], (await ReadAsync(SqliteJournal.OpenForReading(FilePath))).Numbers());
    }

    [Fact]
    public async Task What_nobody_waits_for_is_written_when_the_time_has_come()
    {
        await using SqliteJournal journal = SqliteJournal.Open(FilePath, Options, _time);
        Assert.True(journal.TryAppend(EventSamples.Numbered(0)));
        await journal.FlushAsync(Token);
        await using IAsyncEnumerator<JournalEntry> entries =
            journal.FollowAsync(JournalPlace.Beginning, Token).GetAsyncEnumerator(Token);
        Assert.True(await entries.MoveNextAsync());

        Assert.True(journal.TryAppend(EventSamples.Numbered(1)));
        Task<bool> next = entries.MoveNextAsync().AsTask();
        while (!next.IsCompleted)
        {
            Token.ThrowIfCancellationRequested();
            _time.Advance(Options.GatherFor);
            await Task.Yield();
        }

        Assert.True(await next);
        Assert.Equal(1, ((StepProved)entries.Current.Event).Step);
    }

    [Fact]
    public async Task A_journal_with_the_indexes_of_old_is_read_and_written_on()
    {
        await using (SqliteJournal journal = SqliteJournal.Open(FilePath))
            await journal.AppendAsync(EventSamples.Numbered(0), Token);
        SqliteSql.Run(FilePath, "CREATE INDEX events_mac ON events (mac)");
        SqliteSql.Run(FilePath, "CREATE INDEX events_address ON events (address)");

        await using (SqliteJournal journal = SqliteJournal.Open(FilePath))
            await journal.AppendAsync(EventSamples.Numbered(1), Token);

        Assert.Equal([0, 1], (await ReadAsync(SqliteJournal.OpenForReading(FilePath))).Numbers());
    }

    private static async Task<JournalEntry[]> ReadAsync(IJournalReader journal) =>
        await journal.ReadAsync(JournalPlace.Beginning, Token).ToArrayAsync(Token);
}
