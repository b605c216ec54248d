using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Catalogue;
using Ringback.Journal;
using Ringback.Journal.Sqlite;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Workbench.Desk;
using Ringback.Workbench.Tests.Bench;

namespace Ringback.Workbench.Tests.Desk;

/// <summary>
/// A start takes up what the journal remembers; whatever that is, the cases are those of the story.
/// </summary>
public sealed class CaseMemoryTests : IDisposable
{
    private readonly PracticeBench _bench = new();
    private readonly string _path;

    public CaseMemoryTests() => _path = _bench.Scratch["data/journal.db"];

    private static string Version => $"{CaseBook.FoldVersion}/{CatalogueVersion.Of(PhoneCatalogue.BuiltIn)}";

    private static PhoneCatalogue Assuming { get; } = PhoneCatalogue.BuiltIn.Families.SelectMany(f => f.Assumptions)
        .Select(a => PhoneCatalogue.BuiltIn.WithAssumption(a.Id, !a.Holds)!).First();

    public void Dispose() => _bench.Dispose();

    private const int LivingPhones = 7;

    [Fact]
    public async Task Start_after_a_clean_end_folds_nothing_again()
    {
        string left = await LiveAsync(300, isCleanEnd: true);
        await using SqliteJournal journal = Open();
        CaseBook book = new(PhoneCatalogue.BuiltIn) { Home = journal.Bench };
        JournalPlace known = await RecallAsync(journal, book);
        Assert.Empty(await journal.ReadAsync(known, Deadline.Token).ToArrayAsync(Deadline.Token));
        Assert.Equal(left, Lines(book.Snapshots()));
        Assert.Equal(left, Lines(await FoldedAsync(journal)));
    }

    [Fact]
    public async Task Start_after_a_kill_folds_what_came_since_the_last_snapshot()
    {
        int due = (int)CaseSnapshots.DueAfter(LivingPhones), events = due + 500;
        string left = await LiveAsync(events, isCleanEnd: false);
        await using SqliteJournal journal = Open();
        CaseBook book = new(PhoneCatalogue.BuiltIn) { Home = journal.Bench };
        JournalPlace known = await RecallAsync(journal, book);
        Assert.Equal(events - due, await journal.ReadAsync(known, Deadline.Token).CountAsync(Deadline.Token));
        Assert.Equal(left, await RestartedAsync(journal));
    }

    [Fact]
    public async Task Other_assumptions_and_a_damaged_snapshot_fold_the_story_anew()
    {
        string left = await LiveAsync(100, isCleanEnd: true);
        await using SqliteJournal journal = Open();
        Assert.Equal(JournalPlace.Beginning,
            await RecallAsync(journal, new CaseBook(Assuming), Assuming));
        KeptSnapshot kept = (await journal.ReadSnapshotAsync(Version, Deadline.Token))!;
        foreach (string[] lines in (string[][])[["{}"], ["", .. kept.Lines], [.. kept.Lines, kept.Lines[0][..^1]]])
        {
            Assert.True(journal.TryKeep(new JournalSnapshot(kept.Version, Bytes(lines))));
            await journal.FlushAsync(Deadline.Token);
            CaseBook book = new(PhoneCatalogue.BuiltIn);
            Assert.Equal(JournalPlace.Beginning, await RecallAsync(journal, book));
            Assert.Empty(book.All);
            Assert.Equal(left, await RestartedAsync(journal));
        }
    }

    [Fact]
    public async Task Cases_stay_when_the_events_that_made_them_are_removed_whatever_the_version()
    {
        string left = await LiveAsync(400, isCleanEnd: true);
        // Everything goes that the snapshot knows.
        await using SqliteJournal journal = SqliteJournal.Open(_path, new SqliteJournalOptions { Limit = 1 });
        Assert.True(journal.TryKeep((await AgainAsync(journal))!));
        await journal.FlushAsync(Deadline.Token);
        JournalEntry[] entries = await journal.ReadAsync(default, Deadline.Token).ToArrayAsync(Deadline.Token);
        Assert.IsType<EventsRemoved>(entries[0].Event);
        Assert.InRange(entries.Length, 1, 100);
        Assert.Equal(left, await RestartedAsync(journal));

        CaseBook book = new(Assuming) { Home = journal.Bench };
        Assert.NotEqual(JournalPlace.Beginning, await RecallAsync(journal, book, Assuming));
        Assert.Equal(left, Lines(book.Snapshots()));
    }

    [Fact]
    public async Task Orders_of_the_story_are_remembered_too()
    {
        await using (SqliteJournal journal = Open())
        {
            CaseDesk desk = Desk(journal, "sip");
            await desk.ReplayAsync(Deadline.Token);
            desk.GiveOrders();
            desk.Dispose();
        }

        await using SqliteJournal again = Open();
        CaseDesk restarted = Desk(again, "sip");
        await restarted.ReplayAsync(Deadline.Token);
        restarted.GiveOrders();
        await again.FlushAsync(Deadline.Token);
        JournalEntry[] entries = await again.ReadAsync(default, Deadline.Token).ToArrayAsync(Deadline.Token);
        Assert.Single(entries, e => e.Event is OrderGiven);
    }

    private SqliteJournal Open() => SqliteJournal.Open(_path);

    private CaseDesk Desk(SqliteJournal journal, string? goal = null) => new(_bench.Options(goal).Desk,
        _bench.Shelf(_bench.Clock), journal, _bench.Clock, NullLogger.Instance);

    /// <summary>Some phones do some things; the cases that they come to.</summary>
    private async Task<string> LiveAsync(int events, bool isCleanEnd)
    {
        await using SqliteJournal journal = Open();
        CaseDesk desk = Desk(journal);
        await desk.ReplayAsync(Deadline.Token);
        for (int i = 0; i < events; i++)
        {
            int phone = i % LivingPhones;
            desk.Record(new PhoneRegistered
            {
                At = _bench.Clock.GetUtcNow().AddSeconds(i), Address = IPAddress.Parse($"192.0.2.{phone + 1}"),
                Mac = phone == 0 ? null : MacAddress.Parse($"0007EBF0000{phone}"), Via = ProofKind.SccpRegister,
                DeviceName = $"SEP0007EBF0000{phone}", Load = i % 3 == 0 ? "P00308010100" : "P0030801SR02",
            });
        }

        if (isCleanEnd) desk.Dispose();
        await journal.FlushAsync(Deadline.Token);
        return Lines(await FoldedAsync(journal));
    }

    private async Task<string> RestartedAsync(SqliteJournal journal)
    {
        CaseDesk desk = Desk(journal);
        await desk.ReplayAsync(Deadline.Token);
        CaseBook book = new(PhoneCatalogue.BuiltIn) { Home = journal.Bench };
        JournalPlace known = await RecallAsync(journal, book);
        await foreach (JournalEntry entry in journal.ReadAsync(known, Deadline.Token)) book.Apply(entry.Event);
        Assert.Equal(desk.Cases.Select(c => c.Title), book.All.Select(c => c.Title));
        return Lines(book.Snapshots());
    }

    private static async Task<IEnumerable<CaseSnapshot>> FoldedAsync(SqliteJournal journal)
    {
        CaseBook book = new(PhoneCatalogue.BuiltIn) { Home = journal.Bench };
        await foreach (JournalEntry entry in journal.ReadAsync(default, Deadline.Token)) book.Apply(entry.Event);
        return book.Snapshots();
    }

    private static Task<JournalPlace> RecallAsync(
        SqliteJournal journal, CaseBook book, PhoneCatalogue? catalogue = null) =>
        CaseMemory.RecallAsync(journal, book, catalogue ?? PhoneCatalogue.BuiltIn, null, Deadline.Token);

    private static async Task<JournalSnapshot?> AgainAsync(SqliteJournal journal) =>
        await journal.ReadSnapshotAsync(Version, Deadline.Token) is { } kept
            ? new JournalSnapshot(kept.Version, Bytes(kept.Lines))
            : null;

    // In the order of the lines: which came last is no part of what is believed.
    private static string Lines(IEnumerable<CaseSnapshot> cases) =>
        string.Join('\n', cases.Select(Written).Order(StringComparer.Ordinal));

    private static string Written(CaseSnapshot snapshot)
    {
        using MemoryStream line = new();
        using Utf8JsonWriter writer = new(line, EventJson.WriterOptions);
        snapshot.Write(writer, "1");
        return Encoding.UTF8.GetString(line.ToArray());
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Bytes(IEnumerable<string> lines) =>
        lines.Select(line => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(line));
}
