using System.Net;
using Ringback.Catalogue;
using Ringback.Phones.Events;
using Ringback.Workbench.Limits;

namespace Ringback.Workbench.Tests.Limits;

public sealed class StoryLimitTests
{
    private static readonly IPAddress Loud = IPAddress.Parse("192.0.2.66");

    private readonly HandClock _clock = new();
    private readonly ProvenAddresses _proven = new();
    private readonly StoryLimit _limit;

    public StoryLimitTests()
    {
        _limit = new StoryLimit(_proven, _clock);
        _proven.Add(Loud);
    }

    [Fact]
    public void A_loud_sender_is_told_once_and_then_with_the_sum()
    {
        for (int i = 0; i < StoryLimit.BurstOfEach; i++) Assert.True(Say(Loud, out _));
        List<EventsLeftOut> notes = [];
        for (int i = 0; i < 4711; i++)
        {
            Assert.False(Say(Loud, out EventsLeftOut? note));
            if (note is not null) notes.Add(note);
        }

        Assert.Equal((1, 0L, Loud), (notes.Count, notes[0].Count, notes[0].Address));
        _clock.Advance(StoryLimit.Between);
        Assert.True(Say(Loud, out EventsLeftOut? sum));
        Assert.Equal((4711L, Loud), (sum?.Count, sum?.Address));
        Assert.True(Say(Loud, out EventsLeftOut? again));
        Assert.Null(again);
    }

    [Fact]
    public void One_that_goes_on_is_told_at_most_once_a_minute()
    {
        int notes = 0, told = 0;
        for (int second = 0; second < 600; second++)
        {
            for (int i = 0; i < 1000; i++)
            {
                if (Say(Loud, out EventsLeftOut? note)) told++;
                if (note is not null) notes++;
            }

            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(notes, 2, 11);
        Assert.InRange(told, StoryLimit.BurstOfEach, StoryLimit.BurstOfEach + (50 * 601));
    }

    [Fact]
    public void Senders_that_are_made_up_are_bounded_together_and_a_phone_that_is_there_is_told_on()
    {
        IPAddress phone = IPAddress.Parse("198.51.100.1");
        _proven.Add(phone);
        int told = 0, notes = 0;
        for (int i = 0; i < 100_000; i++)
        {
            if (Say(new IPAddress([10, (byte)(i >> 16), (byte)(i >> 8), (byte)i]), out EventsLeftOut? note)) told++;
            if (note is not null) notes++;
        }

        Assert.Equal((StoryLimit.BurstOfStrangers, 1), (told, notes));
        Assert.True(Say(phone, out _));
        Assert.Equal(80_000, _limit.Rest(_clock.GetUtcNow())?.Count);
        Assert.Null(_limit.Rest(_clock.GetUtcNow()));
    }

    [Fact]
    public void What_is_told_of_the_bench_is_never_left_out()
    {
        for (int i = 0; i < 50_000; i++)
        {
            Assert.True(_limit.Admits(
                new BenchOpened { At = _clock.GetUtcNow(), Version = "1", Listening = [] }, out _));
        }
    }

    private bool Say(IPAddress address, out EventsLeftOut? note) => _limit.Admits(new PhoneRegistered
    {
        At = _clock.GetUtcNow(), Address = address, Mac = MacAddress.Parse("000E84C060A6"), Via = ProofKind.SipRegister,
        DeviceName = "sip:1@192.0.2.1",
    }, out note);
}
