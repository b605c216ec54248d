using System.Net;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Catalogue;
using Ringback.Journal;
using Ringback.Journal.Sqlite;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Workbench.Desk;
using Ringback.Workbench.Tests.Bench;

namespace Ringback.Workbench.Tests.Desk;

/// <summary>That nothing is kept is told at once, and what was not kept stands in the story afterwards.</summary>
public sealed class KeepingTests : IDisposable
{
    private readonly PracticeBench _bench = new();
    private readonly string _path;
    private readonly List<PhoneEvent> _told = [];
    private ChannelReader<Recorded>? _events;
    private DiskSpace _disk = new(50, 100);

    public KeepingTests() => _path = _bench.Scratch["data/journal.db"];

    // The time between two attempts of the journal is real here, and short.
    private SqliteJournalOptions Options => new()
    {
        Disk = _ => _disk, WaitingWhileFull = 3, RetryAfter = TimeSpan.FromMilliseconds(1),
    };

    private List<PhoneEvent> Told
    {
        get
        {
            while (_events!.TryRead(out Recorded? recorded)) _told.Add(recorded.Event);
            return _told;
        }
    }

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Full_disk_is_told_at_once_and_what_was_not_kept_when_there_is_room()
    {
        await using SqliteJournal journal = SqliteJournal.Open(_path, Options);
        CaseDesk desk = Desk(journal);
        _disk = new DiskSpace(4, 100);
        Say(desk, 0);
        await Assert.ThrowsAsync<JournalException>(() => journal.FlushAsync(Deadline.Token));
        while (!Told.OfType<KeepingStopped>().Any()) await _events!.WaitToReadAsync(Deadline.Token);

        Assert.Contains("is full", desk.WhyUnkept, StringComparison.Ordinal);
        for (int i = 0; i < 100; i++) Say(desk, i);
        long unkept = desk.LostEvents;
        // A few wait for room.
        Assert.InRange(unkept, 90, 99);
        _disk = new DiskSpace(50, 100);
        while (!Told.OfType<KeepingResumed>().Any()) await _events!.WaitToReadAsync(Deadline.Token);

        Assert.Null(desk.WhyUnkept);
        Assert.Equal(unkept, Assert.Single(Told.OfType<KeepingResumed>()).Unkept);
        await journal.FlushAsync(Deadline.Token);
        List<PhoneEvent> kept = await ReadAsync();
        Assert.Single(kept.OfType<KeepingStopped>());
        Assert.Equal(unkept, Assert.Single(kept.OfType<KeepingResumed>()).Unkept);
    }

    [Fact]
    public async Task Disk_that_is_full_from_the_beginning_is_told_to_whoever_watches()
    {
        _disk = new DiskSpace(0, 100);
        await using SqliteJournal journal = SqliteJournal.Open(_path, Options);

        CaseDesk desk = Desk(journal);

        KeepingStopped stopped = Assert.Single(Told.OfType<KeepingStopped>());
        Assert.Contains("Free some space", stopped.Because, StringComparison.Ordinal);
        StoryLine line = Assert.Single(new Recorded(stopped, null, null, PhoneCatalogue.BuiltIn).Told);
        Assert.Equal(StoryTone.Fault, line.Tone);
        Assert.Equal(stopped.Because, desk.WhyUnkept);
    }

    [Fact]
    public async Task Keeping_that_never_stopped_is_not_told()
    {
        await using SqliteJournal journal = SqliteJournal.Open(_path, Options);
        CaseDesk desk = Desk(journal);

        Say(desk, 1);
        await journal.FlushAsync(Deadline.Token);

        Assert.IsType<NeighbourSought>(Assert.Single(Told));
        Assert.Null(desk.WhyUnkept);
    }

    private CaseDesk Desk(IJournal journal)
    {
        CaseDesk desk = new(_bench.Options(null).Desk, _bench.Shelf(_bench.Clock), journal, _bench.Clock,
            NullLogger.Instance);
        _events = desk.Watch();
        desk.WatchKeeping();
        return desk;
    }

    private static void Say(CaseDesk desk, int number) => desk.Record(new NeighbourSought
    {
        At = default, Address = PracticeBench.Real.Address, Sought = new IPAddress(number),
    });

    private async Task<List<PhoneEvent>> ReadAsync()
    {
        List<PhoneEvent> events = [];
        IAsyncEnumerable<JournalEntry> entries = SqliteJournal.OpenForReading(_path)
            .ReadAsync(JournalPlace.Beginning, Deadline.Token);
        await foreach (JournalEntry entry in entries) events.Add(entry.Event);
        return events;
    }
}
