using Ringback.Catalogue;
using Ringback.Journal.Sqlite;
using Ringback.Phones.Events;

namespace Ringback.Journal.Tests;

/// <summary>A journal stays within its limit, and what goes is said.</summary>
public sealed class RetentionTests : IDisposable
{
    private const int Limit = 512 * 1024;
    private const int Many = 4000;

    private readonly ScratchFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string FilePath => _folder["journal.db"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_oldest_rows_go_and_one_event_stands_for_them()
    {
        await using SqliteJournal journal = Open();
        await FillAsync(journal, 0, Many);

        JournalEntry[] left = await ReadAsync(journal);
        EventsRemoved note = Assert.IsType<EventsRemoved>(left[0].Event);
        Assert.InRange(note.Count, 1, Many - 1);
        Assert.Equal(Many, note.Count + left.Length - 1);
        Assert.Equal(Enumerable.Range((int)note.Count, left.Length - 1), left.Skip(1).Numbers());
        Assert.Equal(note.Count, ((BenchOrigin)note.Through!).Sequence);
        Assert.Equal(Event((int)note.Count - 1).At, note.Until);
        Assert.InRange(Used(), 0, Limit * 5 / 4);

        // The next ones count on.
        await FillAsync(journal, Many, Many);
        left = await ReadAsync(journal);
        EventsRemoved later = Assert.IsType<EventsRemoved>(left[0].Event);
        Assert.True(later.Count > note.Count);
        Assert.Equal(2 * Many, later.Count + left.Length - 1);
        Assert.Equal((2 * Many) - 1, ((StepProved)left[^1].Event).Step);
    }

    [Fact]
    public async Task A_place_that_points_at_a_removed_row_goes_on_with_the_event_that_says_so()
    {
        await using SqliteJournal journal = Open();
        await FillAsync(journal, 0, 100);
        JournalPlace gone = (await ReadAsync(journal))[50].Place;
        await FillAsync(journal, 100, Many);

        JournalEntry[] after = await journal.ReadAsync(gone, Token).ToArrayAsync(Token);
        Assert.IsType<EventsRemoved>(after[0].Event);
        Assert.Equal(Many + 100 - 1, ((StepProved)after[^1].Event).Step);
        Assert.Equal((await ReadAsync(journal)).Select(e => e.Place), after.Select(e => e.Place));
        Assert.DoesNotContain(await journal.ReadAsync(after[1].Place, Token).ToArrayAsync(Token),
            e => e.Event is EventsRemoved);
    }

    [Fact]
    public async Task What_is_about_one_phone_begins_with_the_event_that_says_that_older_ones_went()
    {
        await using SqliteJournal journal = Open();
        await FillAsync(journal, 0, Many);

        JournalEntry[] about = await journal.ReadAboutAsync(Phone(1), Token).ToArrayAsync(Token);
        EventsRemoved note = Assert.IsType<EventsRemoved>(about[0].Event);
        Assert.Equal(Enumerable.Range(0, Many).Where(n => n >= note.Count && n % 8 == 1), about.Skip(1).Numbers());
        using var file = SqliteSql.Open(FilePath);
        using var command = file.CreateCommand();
        command.CommandText = "SELECT count(*) FROM traces WHERE sequence < (SELECT min(sequence) FROM events)";
        Assert.Equal(0L, command.ExecuteScalar());
    }

    [Fact]
    public async Task Nothing_goes_that_no_snapshot_knows()
    {
        await using SqliteJournal journal = Open();
        for (int i = 0; i < Many; i++) await journal.AppendAsync(Event(i), Token);
        await journal.FlushAsync(Token);
        Assert.Equal(Enumerable.Range(0, Many), (await ReadAsync(journal)).Numbers());
        Assert.True(Used() > Limit);
    }

    [Fact]
    public async Task Without_a_limit_nothing_goes()
    {
        await using SqliteJournal journal = Open(new SqliteJournalOptions { Limit = 0 });
        await FillAsync(journal, 0, Many);
        Assert.Equal(Enumerable.Range(0, Many), (await ReadAsync(journal)).Numbers());
    }

    [Fact]
    public async Task Where_rows_went_the_snapshot_of_another_version_is_better_than_none()
    {
        await using SqliteJournal journal = Open();
        await KeepAsync(journal, 0);
        Assert.Null(await journal.ReadSnapshotAsync("2", Token));
        await FillAsync(journal, 0, Many);
        KeptSnapshot kept = (await journal.ReadSnapshotAsync("2", Token))!;
        Assert.Equal("1", kept.Version);
        Assert.Equal([$"up to {Many}"], kept.Lines);
    }

    [Fact]
    public async Task A_large_file_from_before_the_limit_shrinks_in_steps()
    {
        await using (SqliteJournal before = Open(new SqliteJournalOptions { Limit = 0 }))
            await FillAsync(before, 0, 3 * Many);
        Assert.True(new FileInfo(FilePath).Length > 2 * Limit);
        await using (SqliteJournal journal = Open(new SqliteJournalOptions { Limit = Limit, UpkeepRows = 500 }))
        {
            for (int i = 0; i < 3 * Many / 500; i++) await KeepAsync(journal, i);
            JournalEntry[] left = await ReadAsync(journal);
            Assert.Equal(3 * Many, Assert.IsType<EventsRemoved>(left[0].Event).Count + left.Length - 1);
            Assert.Equal(left.Skip(1).Numbers().Where(n => n % 8 == 1),
                (await journal.ReadAboutAsync(Phone(1), Token).ToArrayAsync(Token)).Skip(1).Numbers());
        }

        Assert.InRange(new FileInfo(FilePath).Length, 1, 2 * Limit);
    }

    [Fact]
    public async Task A_file_that_is_too_large_shrinks_soon_after_the_next_event()
    {
        await using (SqliteJournal before = Open(new SqliteJournalOptions { Limit = 0 }))
            await FillAsync(before, 0, Many);
        await using SqliteJournal journal = Open();
        // The upkeep comes between two events, when there is time.
        for (int i = Many; (await ReadAsync(journal))[0].Event is not EventsRemoved; i++)
        {
            await journal.AppendAsync(Event(i), Token);
            await journal.FlushAsync(Token);
        }

        Assert.InRange(Used(), 0, Limit * 5 / 4);
    }

    private static MacAddress Phone(int number) => MacAddress.Parse($"0007EBF0000{number}");

    private static StepProved Event(int number) =>
        EventSamples.Numbered(number, $"{Phone(number % 8)}", $"192.0.2.{(number % 8) + 1}", number) with
        {
            Origin = new BenchOrigin(Guid.Empty, 1, number + 1),
        };

    private SqliteJournal Open(SqliteJournalOptions? options = null) =>
        SqliteJournal.Open(FilePath, options ?? new SqliteJournalOptions { Limit = Limit });

    private static async Task FillAsync(SqliteJournal journal, int first, int count)
    {
        for (int i = first; i < first + count; i++)
        {
            await journal.AppendAsync(Event(i), Token);
            if (i % 500 == 499) await KeepAsync(journal, i);
        }

        await KeepAsync(journal, first + count);
    }

    private static async Task KeepAsync(SqliteJournal journal, int upTo)
    {
        Assert.True(journal.TryKeep(SnapshotLines.Of("1", [$"up to {upTo}"])));
        await journal.FlushAsync(Token);
    }

    private static async Task<JournalEntry[]> ReadAsync(SqliteJournal journal) =>
        await journal.ReadAsync(default, Token).ToArrayAsync(Token);

    private long Used()
    {
        using var file = SqliteSql.Open(FilePath);
        using var command = file.CreateCommand();
        command.CommandText = "SELECT (p.page_count - f.freelist_count) * s.page_size "
            + "FROM pragma_page_count p, pragma_freelist_count f, pragma_page_size s";
        return (long)command.ExecuteScalar()!;
    }
}
