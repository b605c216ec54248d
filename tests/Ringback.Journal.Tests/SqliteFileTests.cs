using Ringback.Journal.Sqlite;
using Ringback.Phones.Events;

namespace Ringback.Journal.Tests;

/// <summary>What the file promises beyond the contract: it outlives the process and tells its troubles.</summary>
public sealed class SqliteFileTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string FilePath => _folder["journal.db"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Reopening_gives_the_same_entries_in_the_same_order()
    {
        JournalEntry[] before;
        await using (SqliteJournal journal = SqliteJournal.Open(FilePath))
        {
            foreach (PhoneEvent e in EventSamples.OfEveryKind) Assert.True(journal.TryAppend(e));
            await journal.FlushAsync(Token);
            before = await ReadAsync(journal);
        }

        await using (SqliteJournal journal = SqliteJournal.Open(FilePath))
        {
            Assert.Equal(before.Select(Line), (await ReadAsync(journal)).Select(Line));
            await journal.AppendAsync(EventSamples.Numbered(1), Token);
            await journal.FlushAsync(Token);
            Assert.Equal(before.Length + 1, (await ReadAsync(journal)).Length);
        }
    }

    [Fact]
    public async Task Disposing_writes_what_is_queued()
    {
        await using (SqliteJournal journal = SqliteJournal.Open(FilePath))
        {
            for (int i = 0; i < 3000; i++) Assert.True(journal.TryAppend(EventSamples.Numbered(i)));
        }

        JournalEntry[] entries = await ReadAsync(SqliteJournal.OpenForReading(FilePath));
        Assert.Equal(Enumerable.Range(0, 3000), entries.Numbers());
    }

    [Theory]
    [InlineData("NULL", "NULL")]
    [InlineData("'file-asked'", "NULL")]
    [InlineData("'file-asked'", "'{}'")]
    [InlineData("'file-asked'", "x'FF00'")]
    [InlineData("7", "1e999")]
    public async Task A_row_that_nobody_writes_is_passed_over(string kind, string body)
    {
        await using (SqliteJournal journal = SqliteJournal.Open(FilePath))
        {
            await journal.AppendAsync(EventSamples.Numbered(1), Token);
        }

        SqliteSql.Run(FilePath, "CREATE TABLE loose (sequence INTEGER PRIMARY KEY, at, kind, mac, address, body);"
            + "INSERT INTO loose SELECT * FROM events; DROP TABLE events; ALTER TABLE loose RENAME TO events;"
            + $"INSERT INTO events (kind, body) VALUES ({kind}, {body})");

        SqliteJournalReader reader = SqliteJournal.OpenForReading(FilePath);
        Assert.Equal([1], (await ReadAsync(reader)).Numbers());
        Assert.Equal(1, reader.Skipped);
    }

    [Fact]
    public async Task What_was_flushed_survives_a_killed_process()
    {
        await using SqliteJournal journal = SqliteJournal.Open(FilePath);
        for (int i = 0; i < 1500; i++) await journal.AppendAsync(EventSamples.Numbered(i), Token);
        await journal.FlushAsync(Token);

        // A killed process leaves exactly this behind: the file and its log as the operating system has them, nothing
        // closed and nothing folded back.
        foreach (string companion in new[] { "", "-wal" })
        {
            await CopyOpenFileAsync(FilePath + companion, _folder["left-behind.db" + companion]);
        }

        await using SqliteJournal found = SqliteJournal.Open(_folder["left-behind.db"]);
        Assert.Equal(Enumerable.Range(0, 1500), (await ReadAsync(found)).Numbers());
    }

    [Fact]
    public async Task A_second_connection_reads_and_follows_while_we_write()
    {
        ManualTime time = new();
        SqliteJournalOptions options = new();
        await using SqliteJournal journal = SqliteJournal.Open(FilePath);
        await journal.AppendAsync(EventSamples.Numbered(0), Token);
        await journal.FlushAsync(Token);
        SqliteJournalReader reader = SqliteJournal.OpenForReading(FilePath, options, time);
        await using IAsyncEnumerator<JournalEntry> entries =
            reader.FollowAsync(JournalPlace.Beginning, Token).GetAsyncEnumerator(Token);
        Assert.True(await entries.MoveNextAsync());

        for (int i = 1; i <= 20; i++)
        {
            ValueTask<bool> next = entries.MoveNextAsync();
            await journal.AppendAsync(EventSamples.Numbered(i), Token);
            await journal.FlushAsync(Token);
            time.Advance(options.PollEvery);

            Assert.True(await next);
            Assert.Equal(i, ((StepProved)entries.Current.Event).Step);
        }

        Assert.Equal(21, (await ReadAsync(reader)).Length);
    }

    [Fact]
    public async Task A_kind_from_the_future_is_skipped_and_counted()
    {
        await using SqliteJournal journal = SqliteJournal.Open(FilePath);
        await journal.AppendAsync(EventSamples.Numbered(0), Token);
        await journal.FlushAsync(Token);
        Sql("""
            INSERT INTO events (at, kind, body) VALUES
              ('2030-01-01T00:00:00.0000000Z', 'phone-sang', '{"kind":"phone-sang","at":"2030-01-01T00:00:00Z"}'),
              ('2030-01-01T00:00:00.0000000Z', 'phone-registered', '{"kind":"phone-registered","via":"carrier-pigeon"}')
            """);
        await journal.AppendAsync(EventSamples.Numbered(1), Token);
        await journal.FlushAsync(Token);

        Assert.Equal([0, 1], (await ReadAsync(journal)).Numbers());
        Assert.Equal(2, journal.Skipped);
        Assert.Equal([0, 1], (await journal.FollowAsync(default, Token).Take(2).ToArrayAsync(Token)).Numbers());
    }

    [Fact]
    public async Task A_newer_schema_is_refused_with_a_sentence()
    {
        await SqliteJournal.Open(FilePath).DisposeAsync();
        Sql("PRAGMA user_version = 7");

        JournalException e = Assert.Throws<JournalException>(() => SqliteJournal.Open(FilePath));
        Assert.Contains("newer Ringback (format 7", e.Message, StringComparison.Ordinal);
        Assert.Contains(FilePath, e.Message, StringComparison.Ordinal);
        Assert.Throws<JournalException>(() => SqliteJournal.OpenForReading(FilePath));
    }

    [Fact]
    public void Somebody_elses_database_is_left_alone()
    {
        Sql("CREATE TABLE recipes (name TEXT)");

        JournalException e = Assert.Throws<JournalException>(() => SqliteJournal.Open(FilePath));
        Assert.Contains("not a Ringback journal", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_kept()
    {
        string text = string.Concat(Enumerable.Repeat("image_version: P0S3-8-12-00\n", 100));
        await File.WriteAllTextAsync(FilePath, text, Token);

        JournalException e = Assert.Throws<JournalException>(() => SqliteJournal.Open(FilePath));
        Assert.Contains("damaged or not a journal", e.Message, StringComparison.Ordinal);
        Assert.Throws<JournalException>(() => SqliteJournal.OpenForReading(FilePath));
        Assert.Equal(text, await File.ReadAllTextAsync(FilePath, Token));
    }

    [Fact]
    public async Task A_journal_damaged_in_the_middle_fails_with_a_sentence()
    {
        await using (SqliteJournal journal = SqliteJournal.Open(FilePath))
        {
            for (int i = 0; i < 5000; i++) await journal.AppendAsync(EventSamples.Numbered(i), Token);
        }

        byte[] bytes = await File.ReadAllBytesAsync(FilePath, Token);
        Array.Fill(bytes, (byte)0xA5, 8 * 4096, bytes.Length - (8 * 4096));
        await File.WriteAllBytesAsync(FilePath, bytes, Token);

        SqliteJournalReader reader = SqliteJournal.OpenForReading(FilePath);
        JournalException e = await Assert.ThrowsAsync<JournalException>(() => ReadAsync(reader));
        Assert.Contains("damaged", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_only_read_the_folder_reads_a_closed_journal()
    {
        // Windows has no such folders, and root may write everywhere: there this is an ordinary reading.
        string folder = _folder["of somebody else #1"];
        string path = Path.Combine(folder, "journal.db");
        await using (SqliteJournal journal = SqliteJournal.Open(path))
        {
            await journal.AppendAsync(EventSamples.Numbered(7), Token);
        }

        const UnixFileMode ReadOnly = UnixFileMode.UserRead | UnixFileMode.UserExecute;
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, ReadOnly);
        try
        {
            Assert.Equal([7], (await ReadAsync(SqliteJournal.OpenForReading(path))).Numbers());
        }
        finally
        {
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, ReadOnly | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public void Reading_where_no_journal_is_says_so_and_makes_none()
    {
        JournalException e = Assert.Throws<JournalException>(() => SqliteJournal.OpenForReading(FilePath));
        Assert.Contains("no journal at", e.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(FilePath));
    }

    [Fact]
    public void A_folder_in_the_files_place_is_refused()
    {
        Directory.CreateDirectory(FilePath);
        Assert.Throws<JournalException>(() => SqliteJournal.Open(FilePath));
    }

    [Fact]
    public async Task The_folder_is_made_when_it_is_missing()
    {
        string path = _folder[Path.Combine("data", "bench", "journal.db")];
        await SqliteJournal.Open(path).DisposeAsync();
        Assert.True(File.Exists(path));
    }

    private static string Line(JournalEntry entry) => $"{entry.Place} {EventJson.Write(entry.Event)}";

    private static async Task<JournalEntry[]> ReadAsync(IJournalReader journal) =>
        await journal.ReadAsync(JournalPlace.Beginning, Token).ToArrayAsync(Token);

    private static async Task CopyOpenFileAsync(string from, string to)
    {
        await using FileStream source = new(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        await using FileStream copy = new(to, FileMode.CreateNew);
        await source.CopyToAsync(copy, Token);
    }

    private void Sql(string sql) => SqliteSql.Run(FilePath, sql);
}
