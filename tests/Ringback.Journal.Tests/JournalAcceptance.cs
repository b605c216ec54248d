using System.Net;
using Ringback.Catalogue;
using Ringback.Phones.Events;

namespace Ringback.Journal.Tests;

/// <summary>What every journal must do, whatever it keeps its entries in. One subclass per store.</summary>
public abstract class JournalAcceptance : IAsyncLifetime
{
    private const string One = "000E84C060A6";
    private const string Other = "0007EBF0A1B2";

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private IJournal Journal { get; set; } = null!;

    /// <summary>Opens an empty journal.</summary>
    protected abstract IJournal Open();

    public ValueTask InitializeAsync()
    {
        Journal = Open();
        return ValueTask.CompletedTask;
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Journal.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_new_journal_is_empty_and_healthy()
    {
        Assert.Empty(await ReadAsync());
        Assert.Null(Journal.Fault);
    }

    [Fact]
    public async Task Flushed_events_are_read_back_in_order()
    {
        foreach (PhoneEvent e in EventSamples.OfEveryKind) await Journal.AppendAsync(e, Token);
        await Journal.FlushAsync(Token);

        JournalEntry[] entries = await ReadAsync();

        Assert.Equal(EventSamples.OfEveryKind.Select(EventJson.Write), entries.Select(e => EventJson.Write(e.Event)));
        Assert.Equal(entries.Length, entries.Select(e => e.Place).Distinct().Count());
        Assert.DoesNotContain(JournalPlace.Beginning, entries.Select(e => e.Place));
    }

    [Fact]
    public async Task Reading_goes_on_after_the_place_already_known()
    {
        await FillAsync(5);
        JournalEntry[] all = await ReadAsync();

        Assert.Equal([3, 4], (await ReadAsync(all[2].Place)).Numbers());
        Assert.Empty(await ReadAsync(all[4].Place));
    }

    [Fact]
    public async Task A_place_can_be_written_down_and_taken_up_again()
    {
        await FillAsync(5);
        string written = (await ReadAsync())[2].Place.ToString();

        Assert.True(JournalPlace.TryParse(written, out JournalPlace place));
        Assert.Equal([3, 4], (await ReadAsync(place)).Numbers());
        Assert.All([null, "", "-1", "1.5", "x"], text => Assert.False(JournalPlace.TryParse(text, out _)));
    }

    [Fact]
    public async Task A_row_is_read_as_it_is_kept()
    {
        foreach (PhoneEvent e in EventSamples.OfEveryKind) await Journal.AppendAsync(e, Token);
        await Journal.FlushAsync(Token);

        JournalRow[] rows = await Journal.ReadRawAsync(default, Token).ToArrayAsync(Token);
        JournalEntry[] entries = await ReadAsync();

        Assert.Equal(EventSamples.OfEveryKind.Select(EventJson.Write), rows.Select(r => r.Json));
        Assert.All(rows, r => Assert.Contains($"\"kind\":\"{r.Kind}\"", r.Json));
        Assert.Equal(entries.Select(e => e.Place), rows.Select(r => r.Place));
        Assert.Single(await Journal.ReadRawAsync(rows[^2].Place, Token).ToArrayAsync(Token));
    }

    [Fact]
    public void It_has_a_bench_and_a_run()
    {
        Assert.Equal(Journal.Bench, Journal.Run!.Bench);
        Assert.NotEqual(Guid.Empty, Journal.Run.Bench);
        Assert.Equal(1, Journal.Run.Run);
    }

    [Fact]
    public async Task More_entries_than_a_page_arrive_complete()
    {
        await FillAsync(2500);
        Assert.Equal(Enumerable.Range(0, 2500), (await ReadAsync()).Numbers());
    }

    [Fact]
    public async Task What_is_read_about_a_phone_is_what_its_case_hangs_on()
    {
        // The phone, its address without a name, another one at that address, that one elsewhere, and a third.
        await Journal.AppendAsync(EventSamples.Numbered(0, One, "192.0.2.1"), Token);
        await Journal.AppendAsync(EventSamples.Numbered(1, null, "192.0.2.1"), Token);
        await Journal.AppendAsync(EventSamples.Numbered(2, Other, "192.0.2.1"), Token);
        await Journal.AppendAsync(EventSamples.Numbered(3, Other, "2001:db8::2"), Token);
        await Journal.AppendAsync(EventSamples.Numbered(4, null, "2001:DB8:0::2"), Token);
        await Journal.AppendAsync(EventSamples.Numbered(5, "0007EBF00001", "192.0.2.9"), Token);
        await Journal.AppendAsync(EventSamples.Numbered(6, null, "192.0.2.9"), Token);
        await Journal.AppendAsync(EventSamples.Numbered(7), Token);
        await Journal.AppendAsync(EventSamples.Numbered(8, One), Token);
        await Journal.FlushAsync(Token);

        Assert.Equal([0, 1, 2, 3, 4, 8], await AboutAsync(One));
        Assert.Equal([0, 1, 2, 3, 4, 8], await AboutAsync(Other));
        Assert.Equal([5, 6], await AboutAsync("0007EBF00001"));
        Assert.Empty(await AboutAsync("0007EBF00002"));

        await KeepAsync("1", "what is known");
        await Journal.AppendAsync(EventSamples.Numbered(9, null, "192.0.2.1"), Token);
        await Journal.AppendAsync(EventSamples.Numbered(10, One, "192.0.2.9"), Token);
        await Journal.FlushAsync(Token);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 8, 9, 10], await AboutAsync(Other));
    }

    [Fact]
    public async Task Who_sits_where_a_file_is_asked_for_in_a_phones_name_belongs_to_it()
    {
        MacAddress sitter = MacAddress.Parse(Other);
        await Journal.AppendAsync(EventSamples.Numbered(0, Other, "192.0.2.7"), Token);
        await Journal.AppendAsync(new FileAsked
        {
            At = EventSamples.At, Mac = MacAddress.Parse(One), Address = IPAddress.Parse("192.0.2.1"), Port = 51000,
            Name = "SEP000E84C060A6.cnf.xml", Outcome = AskOutcome.NotHere, Sitter = sitter, Options = [],
        }, Token);
        await Journal.FlushAsync(Token);

        Assert.Equal(2, await Journal.ReadAboutAsync(MacAddress.Parse(One), Token).CountAsync(Token));
        await KeepAsync("1");
        Assert.Equal(2, await Journal.ReadAboutAsync(MacAddress.Parse(One), Token).CountAsync(Token));
    }

    [Fact]
    public async Task A_snapshot_is_of_the_events_before_it_and_the_newest_counts()
    {
        Assert.Null(await Journal.ReadSnapshotAsync("1", Token));
        await FillAsync(3);
        await KeepAsync("1", "old");
        Assert.True(Journal.TryAppend(EventSamples.Numbered(3)));
        Assert.True(Journal.TryKeep(SnapshotLines.Of("1", ["what is ⏎ known", "", "of phones"])));
        Assert.True(Journal.TryAppend(EventSamples.Numbered(4)));
        await Journal.FlushAsync(Token);

        KeptSnapshot kept = (await Journal.ReadSnapshotAsync("1", Token))!;

        Assert.Equal("1", kept.Version);
        Assert.Equal(["what is ⏎ known", "", "of phones"], kept.Lines);
        Assert.Equal([4], (await ReadAsync(kept.Place)).Numbers());
        Assert.Null(await Journal.ReadSnapshotAsync("2", Token));
    }

    [Fact]
    public async Task Following_gives_what_is_there_and_then_what_comes()
    {
        await FillAsync(2);
        await using IAsyncEnumerator<JournalEntry> entries =
            Journal.FollowAsync(JournalPlace.Beginning, Token).GetAsyncEnumerator(Token);
        Assert.Equal(0, await NextAsync(entries));
        Assert.Equal(1, await NextAsync(entries));

        ValueTask<bool> third = entries.MoveNextAsync();
        await Journal.AppendAsync(EventSamples.Numbered(2), Token);

        Assert.True(await third);
        Assert.Equal(2, ((StepProved)entries.Current.Event).Step);
    }

    [Fact]
    public async Task Many_writers_and_followers_lose_and_repeat_nothing()
    {
        const int Writers = 4;
        const int Each = 500;
        Task<IReadOnlyList<int>>[] followers = [.. Enumerable.Range(0, 3).Select(
            _ => Task.Run(() => NumbersAsync(
                Journal.FollowAsync(JournalPlace.Beginning, Token).Take(Writers * Each))))];
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (int i = 0; i < Each; i++)
            {
                await Journal.AppendAsync(EventSamples.Numbered((writer * Each) + i), Token);
            }
        })));

        IReadOnlyList<int>[] seen = await Task.WhenAll(followers);

        Assert.Equal(Enumerable.Range(0, Writers * Each), seen[0].Order());
        Assert.All(seen, numbers => Assert.Equal(seen[0], numbers));
        for (int writer = 0; writer < Writers; writer++)
        {
            int[] own = [.. seen[0].Where(number => number / Each == writer)];
            Assert.Equal(own.Order(), own);
        }
    }

    [Fact]
    public async Task Following_stops_when_it_is_cancelled()
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await using IAsyncEnumerator<JournalEntry> entries =
            Journal.FollowAsync(JournalPlace.Beginning, stop.Token).GetAsyncEnumerator(Token);
        ValueTask<bool> next = entries.MoveNextAsync();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
    }

    [Fact]
    public async Task Disposing_writes_the_rest_and_ends_the_followers()
    {
        await using IAsyncEnumerator<JournalEntry> entries =
            Journal.FollowAsync(JournalPlace.Beginning, Token).GetAsyncEnumerator(Token);
        await Journal.AppendAsync(EventSamples.Numbered(0), Token);
        Assert.Equal(0, await NextAsync(entries));
        for (int i = 1; i < 100; i++) Assert.True(Journal.TryAppend(EventSamples.Numbered(i)));

        await Journal.DisposeAsync();

        for (int i = 1; i < 100; i++) Assert.Equal(i, await NextAsync(entries));
        Assert.False(await entries.MoveNextAsync());
    }

    [Fact]
    public async Task A_disposed_journal_takes_nothing_more()
    {
        await Journal.DisposeAsync();
        await Journal.DisposeAsync();

        Assert.False(Journal.TryAppend(EventSamples.Numbered(0)));
        Assert.False(Journal.TryKeep(SnapshotLines.Of("1", [])));
        await Assert.ThrowsAsync<ObjectDisposedException>(
            async () => await Journal.AppendAsync(EventSamples.Numbered(0), Token));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => ReadAsync());
    }

    [Fact]
    public void An_event_of_an_undeclared_type_is_the_callers_bug() =>
        Assert.Throws<ArgumentException>(() => Journal.TryAppend(new Undeclared { At = EventSamples.At }));

    private sealed record Undeclared : PhoneEvent;

    private async Task FillAsync(int count)
    {
        for (int i = 0; i < count; i++) await Journal.AppendAsync(EventSamples.Numbered(i), Token);
        await Journal.FlushAsync(Token);
    }

    private async Task<JournalEntry[]> ReadAsync(JournalPlace after = default) =>
        await Journal.ReadAsync(after, Token).ToArrayAsync(Token);

    private Task<IReadOnlyList<int>> AboutAsync(string mac) =>
        NumbersAsync(Journal.ReadAboutAsync(MacAddress.Parse(mac), Token));

    private async Task KeepAsync(string version, params string[] lines)
    {
        Assert.True(Journal.TryKeep(SnapshotLines.Of(version, lines)));
        await Journal.FlushAsync(Token);
    }

    private static async Task<IReadOnlyList<int>> NumbersAsync(IAsyncEnumerable<JournalEntry> entries) =>
        (await entries.ToArrayAsync(Token)).Numbers();

    private static async Task<int> NextAsync(IAsyncEnumerator<JournalEntry> entries)
    {
        Assert.True(await entries.MoveNextAsync());
        return ((StepProved)entries.Current.Event).Step;
    }
}
