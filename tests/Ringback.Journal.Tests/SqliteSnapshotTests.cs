using Ringback.Journal.Sqlite;

namespace Ringback.Journal.Tests;

/// <summary>A snapshot saves time; whatever becomes of it, the story says the same.</summary>
public sealed class SqliteSnapshotTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string FilePath => _folder["journal.db"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_is_there_after_the_program_and_for_a_reader()
    {
        await FillAsync();
        SqliteJournalReader reader = SqliteJournal.OpenForReading(FilePath);
        KeptSnapshot kept = (await reader.ReadSnapshotAsync("1", Token))!;
        Assert.Equal(["one", "two"], kept.Lines);
        Assert.Equal([3, 4], (await reader.ReadAsync(kept.Place, Token).ToArrayAsync(Token)).Numbers());
        await using SqliteJournal journal = SqliteJournal.Open(FilePath);
        Assert.Equal(kept.Place, (await journal.ReadSnapshotAsync("1", Token))!.Place);
    }

    [Theory]
    [InlineData("UPDATE snapshot_lines SET line = 'too' WHERE number = 2")]
    [InlineData("DELETE FROM snapshot_lines WHERE number = 2")]
    [InlineData("INSERT INTO snapshot_lines (line) VALUES ('three')")]
    [InlineData("UPDATE snapshot SET digest = 'x'")]
    [InlineData("UPDATE snapshot SET place = 1000")]
    [InlineData("DELETE FROM snapshot")]
    [InlineData("DROP TABLE snapshot")]
    [InlineData("DROP TABLE snapshot_lines")]
    public async Task A_damaged_one_is_as_if_there_were_none(string damage)
    {
        await FillAsync();
        SqliteSql.Run(FilePath, damage);
        SqliteJournalReader reader = SqliteJournal.OpenForReading(FilePath);
        Assert.Null(await reader.ReadSnapshotAsync("1", Token));
        Assert.Equal(5, await reader.ReadAsync(default, Token).CountAsync(Token));
    }

    [Fact]
    public async Task One_that_cannot_be_written_leaves_the_one_before()
    {
        await FillAsync();
        await using (SqliteJournal journal = SqliteJournal.Open(FilePath))
        {
            TaskCompletionSource mended = new(TaskCreationOptions.RunContinuationsAsynchronously);
            journal.FaultChanged += () =>
            {
                if (journal.Fault is null) mended.TrySetResult();
            };
            Assert.True(journal.TryKeep(SnapshotLines.Of("1", Broken())));
            Assert.True(journal.TryAppend(EventSamples.Numbered(5)));
            // The snapshot fails, which the journal tells; the event that follows mends it.
            await mended.Task.WaitAsync(Token);
            await journal.FlushAsync(Token);
            Assert.Null(journal.Fault);
            Assert.Equal(["one", "two"], (await journal.ReadSnapshotAsync("1", Token))!.Lines);
            Assert.Equal(6, await journal.ReadAsync(default, Token).CountAsync(Token));
        }

        static IEnumerable<string> Broken()
        {
            yield return "half";
            throw new InvalidOperationException("It cannot be said.");
        }
    }

    private async Task FillAsync()
    {
        await using SqliteJournal journal = SqliteJournal.Open(FilePath);
        for (int i = 0; i < 5; i++)
        {
            if (i == 3) Assert.True(journal.TryKeep(SnapshotLines.Of("1", ["one", "two"])));
            await journal.AppendAsync(EventSamples.Numbered(i), Token);
        }
    }
}
