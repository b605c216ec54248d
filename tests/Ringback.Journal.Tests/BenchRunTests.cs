using Ringback.Journal.Sqlite;

namespace Ringback.Journal.Tests;

/// <summary>Which bench a journal belongs to, how often it was opened, and what is kept through what.</summary>
public sealed class BenchRunTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string FilePath => _folder["journal.db"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_opening_is_another_run_of_the_same_bench()
    {
        List<BenchRun> runs = [];
        for (int i = 0; i < 3; i++)
        {
            await using SqliteJournal journal = SqliteJournal.Open(FilePath);
            runs.Add(journal.Run!);
        }

        Assert.Equal([1, 2, 3], runs.Select(r => r.Run));
        Assert.Single(runs.Select(r => r.Bench).Distinct());
        Assert.Equal(runs[0].Bench, SqliteJournal.OpenForReading(FilePath).Bench);
    }

    [Fact]
    public async Task A_run_is_counted_before_anything_is_written_in_it()
    {
        await using SqliteJournal journal = SqliteJournal.Open(FilePath);

        // As a killed process leaves it: the file and its log.
        foreach (string companion in (string[])["", "-wal"])
        {
            await using FileStream open = new(FilePath + companion, FileMode.Open, FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete);
            await using FileStream copy = File.Create(_folder["killed.db" + companion]);
            await open.CopyToAsync(copy, Token);
        }

        await using SqliteJournal next = SqliteJournal.Open(_folder["killed.db"]);
        Assert.Equal((journal.Run!.Bench, 2), (next.Run!.Bench, next.Run.Run));
    }

    [Fact]
    public async Task Two_journals_are_two_benches()
    {
        await using SqliteJournal one = SqliteJournal.Open(FilePath);
        await using SqliteJournal other = SqliteJournal.Open(_folder["other.db"]);
        Assert.NotEqual(one.Bench, other.Bench);
    }

    [Fact]
    public async Task A_journal_of_0_1_gets_a_name_when_it_is_written_again()
    {
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Kept", "journal-0.1.db"), FilePath);
        Assert.Null(SqliteJournal.OpenForReading(FilePath).Bench);
        await using SqliteJournal journal = SqliteJournal.Open(FilePath);
        Assert.Equal(1, journal.Run!.Run);
        Assert.Equal(journal.Bench, SqliteJournal.OpenForReading(FilePath).Bench);
    }

    [Fact]
    public async Task Flushing_does_not_promise_more_than_it_keeps()
    {
        await using SqliteJournal journal = SqliteJournal.Open(FilePath);
        await journal.AppendAsync(EventSamples.Numbered(1), Token);
        Assert.Equal(JournalDurability.Program, await journal.FlushAsync(Token));
        await using MemoryJournal memory = new();
        Assert.Equal(JournalDurability.None, await memory.FlushAsync(Token));
    }

    [Fact]
    public async Task What_a_newer_version_wrote_is_read_raw()
    {
        const string Newer = """{"kind":"phone-danced","at":"2030-01-01T00:00:00+00:00","steps":3}""";
        await using (SqliteJournal journal = SqliteJournal.Open(FilePath))
            await journal.AppendAsync(EventSamples.Numbered(1), Token);
        SqliteSql.Run(FilePath, "INSERT INTO events (at, kind, body) VALUES ('2030-01-01T00:00:00.0000000Z', "
            + $"'phone-danced', '{Newer}')");

        SqliteJournalReader reader = SqliteJournal.OpenForReading(FilePath);
        JournalRow[] rows = await reader.ReadRawAsync(default, Token).ToArrayAsync(Token);
        Assert.Equal([("step-proved", true), ("phone-danced", false)],
            rows.Select(r => (r.Kind, r.Json != Newer)));
        Assert.Equal(0, reader.Skipped);
        Assert.Single(await reader.ReadAsync(default, Token).ToArrayAsync(Token));
    }

    [Fact]
    public async Task On_a_full_disk_the_bench_is_known_all_the_same()
    {
        SqliteJournalOptions options = new() { Disk = _ => new DiskSpace(0, 1_000_000_000) };
        await using (SqliteJournal first = SqliteJournal.Open(FilePath))
            await first.AppendAsync(EventSamples.Numbered(1), Token);
        Guid? bench = SqliteJournal.OpenForReading(FilePath).Bench;
        Assert.NotNull(bench);
        await using SqliteJournal full = SqliteJournal.Open(FilePath, options);
        Assert.NotNull(full.Fault);
        Assert.Equal(bench, full.Bench);
    }
}
