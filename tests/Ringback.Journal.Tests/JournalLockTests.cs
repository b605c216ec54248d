using System.Globalization;
using Ringback.Journal.Sqlite;

namespace Ringback.Journal.Tests;

/// <summary>One process writes a journal, and whoever comes second is told which.</summary>
public sealed class JournalLockTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string FilePath => _folder["journal.db"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Second_writer_is_refused_with_the_process_that_writes()
    {
        await using SqliteJournal first = SqliteJournal.Open(FilePath);

        JournalException e = Assert.Throws<JournalException>(() => SqliteJournal.Open(FilePath));

        Assert.Equal(JournalTrouble.InUse, e.Trouble);
        string pid = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        Assert.StartsWith($"Process {pid} (", e.Message, StringComparison.Ordinal);
        Assert.Contains(Path.GetFileName(Environment.GetCommandLineArgs()[0]), e.Message, StringComparison.Ordinal);
        Assert.Contains(FilePath, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Next_writer_comes_in_when_the_first_has_closed()
    {
        await SqliteJournal.Open(FilePath).DisposeAsync();
        await using SqliteJournal next = SqliteJournal.Open(FilePath);
        Assert.Null(next.Fault);
    }

    [Fact]
    public async Task Readers_need_no_lock()
    {
        await using SqliteJournal writer = SqliteJournal.Open(FilePath);
        Assert.True(writer.TryAppend(EventSamples.Numbered(3)));
        await writer.FlushAsync(Token);

        SqliteJournalReader reader = SqliteJournal.OpenForReading(FilePath);

        IAsyncEnumerable<JournalEntry> entries = reader.ReadAsync(default, Token);
        Assert.Equal([3], (await entries.ToArrayAsync(Token)).Numbers());
    }

    [Fact]
    public async Task What_a_dead_process_left_holds_nobody_back()
    {
        await File.WriteAllTextAsync(_folder["journal.lock"], "", Token);
        await File.WriteAllTextAsync(_folder["journal.pid"], "1\n/sbin/init\n", Token);

        await using SqliteJournal journal = SqliteJournal.Open(FilePath);

        Assert.Null(journal.Fault);
    }

    [Fact]
    public async Task Journal_that_could_not_be_opened_lets_go_of_its_lock()
    {
        await File.WriteAllTextAsync(FilePath, new string('x', 4096), Token);
        Assert.Throws<JournalException>(() => SqliteJournal.Open(FilePath));
        File.Delete(FilePath);

        await using SqliteJournal journal = SqliteJournal.Open(FilePath);

        Assert.Null(journal.Fault);
    }
}
