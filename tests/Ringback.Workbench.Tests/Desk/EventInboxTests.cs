using System.Net;
using System.Threading.Channels;
using Ringback.Phones.Answers;
using Ringback.Phones.Events;
using Ringback.Workbench.Desk;
using Ringback.Workbench.Tests.Bench;

namespace Ringback.Workbench.Tests.Desk;

/// <summary>What is brought on any thread is folded in its order, and nobody waits for who watches.</summary>
public sealed class EventInboxTests : IDisposable
{
    private readonly PracticeBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task What_was_brought_before_a_question_is_known_when_it_is_answered()
    {
        using CaseDesk desk = _bench.Desk("sccp");
        desk.Start();
        for (int i = 0; i < 200; i++)
        {
            await Task.Run(() => desk.Register(PracticeBench.Simulated, ProofKind.SipRegister, $"P0S3-8-{i:00}-00"),
                Deadline.Token);
            Assert.Equal($"P0S3-8-{i:00}-00", Assert.Single(desk.Cases).Load);
        }
    }

    [Fact]
    public async Task What_is_brought_is_told_without_a_question()
    {
        using CaseDesk desk = _bench.Desk(null);
        ChannelReader<Recorded> told = desk.Watch();
        desk.Start();
        desk.Record(Sought(1));

        Assert.IsType<NeighbourSought>((await told.ReadAsync(Deadline.Token)).Event);
    }

    [Fact]
    public async Task Events_of_one_thread_keep_their_order_among_those_of_others()
    {
        CaseDesk desk = _bench.Desk(null);
        ChannelReader<Recorded> told = desk.Watch();
        desk.Start();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            for (int i = 0; i < 1000; i++) desk.Record(Sought((thread * 1000) + i));
        }, Deadline.Token)));
        desk.Dispose();

        List<int> numbers = [];
        await foreach (Recorded recorded in told.ReadAllAsync(Deadline.Token)) numbers.Add(NumberOf(recorded.Event));
        Assert.Equal(4000, numbers.Count);
        foreach (IGrouping<int, int> thread in numbers.GroupBy(n => n / 1000)) Assert.Equal(thread.Order(), thread);
    }

    [Fact]
    public void Who_watches_and_does_not_read_misses_the_oldest_and_holds_nobody_up()
    {
        using CaseDesk desk = _bench.Desk(null);
        ChannelReader<Recorded> lazy = desk.Watch(10), keen = desk.Watch(1000);
        for (int i = 0; i < 1000; i++) desk.Record(Sought(i));

        Assert.True(lazy.TryRead(out Recorded? first));
        Assert.Equal((990, 10, 1000), (NumberOf(first.Event), lazy.Count + 1, keen.Count));
    }

    [Fact]
    public async Task A_phone_that_asks_on_two_threads_at_once_begins_its_conversion_once()
    {
        for (int round = 0; round < 20; round++)
        {
            using PracticeBench bench = new();
            using CaseDesk desk = bench.Desk("sccp");
            desk.Start();
            using Barrier both = new(2);
            await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
            {
                both.SignalAndWait(Deadline.Token);
                Assert.IsType<Serve>(desk.Ask(PracticeBench.Simulated, PracticeBench.Own));
            }, Deadline.Token)));

            Assert.Single(await bench.EventsAsync<ConversionStarted>());
            Assert.Equal(2, (await bench.EventsAsync<FileAsked>()).Count);
        }
    }

    private static NeighbourSought Sought(int number) => new()
    {
        At = default, Address = PracticeBench.Real.Address, Sought = new IPAddress(number),
    };

    private static int NumberOf(PhoneEvent e) =>
        BitConverter.ToInt32(((NeighbourSought)e).Sought.GetAddressBytes());
}
