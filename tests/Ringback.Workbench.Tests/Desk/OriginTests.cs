using System.Security.Cryptography;
using System.Threading.Channels;
using Ringback.Catalogue;
using Ringback.Phones.Answers;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Workbench.Desk;
using Ringback.Workbench.Tests.Bench;
using static Ringback.Workbench.Tests.Bench.PracticeBench;

namespace Ringback.Workbench.Tests.Desk;

/// <summary>What every event of ours says of itself: where it is from, what was given, and by what.</summary>
public sealed class OriginTests : IDisposable
{
    private readonly PracticeBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Every_event_has_its_bench_its_run_and_a_number_of_its_own()
    {
        CaseDesk desk = _bench.Desk("sccp");
        foreach (string name in (string[])["OS79XX.TXT", Trust, Sep]) desk.Ask(Simulated, name);
        BenchOrigin[] origins = [.. (await _bench.EventsAsync()).Select(e => Assert.IsType<BenchOrigin>(e.Origin))];
        Assert.All(origins, o => Assert.Equal((_bench.Journal.Run.Bench, 1L), (o.Bench, o.Run)));
        Assert.Equal(Enumerable.Range(1, origins.Length), origins.Select(o => (int)o.Sequence));
    }

    [Fact]
    public void Those_who_watch_see_the_same_origin()
    {
        CaseDesk desk = _bench.Desk(null);
        ChannelReader<Recorded> told = desk.Watch();
        desk.Ask(Simulated, Trust);
        Assert.True(told.TryRead(out Recorded? seen));
        Assert.Equal(new BenchOrigin(_bench.Journal.Run.Bench, 1, 1), seen.Event.Origin);
    }

    [Fact]
    public async Task An_origin_from_elsewhere_stays()
    {
        LineOrigin line = new("tftpd32.log", 17);
        _bench.Desk(null).Record(new FileAsked
        {
            At = default, Address = Real.Address, Name = "OS79XX.TXT", Outcome = AskOutcome.NotHere, Origin = line,
        });
        Assert.Equal(line, Assert.Single(await _bench.EventsAsync()).Origin);
    }

    [Fact]
    public async Task What_was_made_for_a_phone_is_recorded_by_its_hash()
    {
        FileAnswer answer = _bench.Desk("sccp").Ask(Simulated, Own);
        byte[] made = [.. ((MadeContent)((Serve)answer).Content).Bytes.Span];
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(made)),
            Assert.Single(await _bench.EventsAsync<FileAsked>()).Sha256);
    }

    [Theory]
    [InlineData(4_000, true)]
    [InlineData(1_000_000, false)]
    public async Task A_small_file_is_recorded_by_its_hash_and_no_phone_waits_for_that_of_a_large_one(
        int length, bool isKnown)
    {
        byte[] content = new byte[length];
        File.WriteAllBytes(Path.Combine(_bench.Scratch["root"], "notes.txt"), content);
        Assert.IsType<Serve>(_bench.Desk(null).Ask(Simulated, "notes.txt"));
        Assert.Equal(isKnown ? Convert.ToHexStringLower(SHA256.HashData(content)) : null,
            Assert.Single(await _bench.EventsAsync<FileAsked>()).Sha256);
    }

    [Fact]
    public async Task What_is_not_here_has_no_hash()
    {
        _bench.Desk(null).Ask(Simulated, "nothing.txt");
        Assert.Null(Assert.Single(await _bench.EventsAsync<FileAsked>()).Sha256);
    }

    [Fact]
    public async Task An_opening_says_which_fold_and_which_catalogue()
    {
        await using OpenBench bench = await OpenBench.StartAsync("sip");
        BenchOpened opened = await bench.NextAsync<BenchOpened>();
        Assert.Equal((CaseBook.FoldVersion, CatalogueVersion.Of(PhoneCatalogue.BuiltIn)),
            (opened.Fold!.Value, opened.Catalogue));
        OrderGiven order = await bench.NextAsync<OrderGiven>();
        Assert.Equal("sip", order.Goal);
    }

    [Fact]
    public void Another_assumption_is_another_catalogue()
    {
        string built = CatalogueVersion.Of(PhoneCatalogue.BuiltIn);
        string[] others = [.. PhoneCatalogue.BuiltIn.Families.SelectMany(f => f.Assumptions).DistinctBy(a => a.Id)
            .Select(a => CatalogueVersion.Of(PhoneCatalogue.BuiltIn.WithAssumption(a.Id, !a.Holds)!))];
        Assert.NotEmpty(others);
        Assert.DoesNotContain(built, others);
        Assert.Equal(others.Length, others.Distinct().Count());
    }
}
