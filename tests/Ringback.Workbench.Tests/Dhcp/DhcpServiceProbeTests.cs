using Ringback.Wire.Dhcp;
using Ringback.Workbench.Dhcp;
using static Ringback.Workbench.Tests.Dhcp.ServiceInHand;

namespace Ringback.Workbench.Tests.Dhcp;

/// <summary>
/// The running server asks before it offers. The clock moves by hand, so that nothing depends on how fast this machine
/// is.
/// </summary>
public sealed class DhcpServiceProbeTests
{
    private readonly HandClock _clock = new();
    private HandProber? _prober;

    public static TheoryData<string> Stacks => ServiceInHand.Stacks;

    [Theory]
    [MemberData(nameof(Stacks))]
    public async Task A_client_waits_for_the_end_of_patience_and_no_longer(string stack)
    {
        using ServiceInHand hand = StartProbing(stack, vetted: 0);
        hand.Send(Message(1, DhcpMessageType.Discover));
        Assert.Equal(Host(100), Asked());
        Assert.Equal(1, (await hand.Service.ReadUseAsync()).Single().Probing);

        _clock.Advance(hand.Options.ProbePatience);

        Assert.Equal((DhcpMessageType.Offer, Host(100)), Told(await hand.ReceiveAsync()));
    }

    [Fact]
    public async Task Addresses_that_were_asked_for_ahead_are_offered_at_once()
    {
        using ServiceInHand hand = StartProbing("best", vetted: 4);
        for (int host = 100; host < 104; host++) Assert.Equal(Host(host), Asked());
        _clock.Advance(TimeSpan.FromSeconds(1));

        // The clock stands still: whoever waited would wait for ever.
        for (int mac = 1; mac <= 4; mac++)
        {
            DhcpMessage offer = await hand.AskAsync(Message(mac, DhcpMessageType.Discover));
            Assert.Equal((DhcpMessageType.Offer, Host(99 + mac)), Told(offer));
        }
    }

    [Fact]
    public async Task An_address_that_somebody_else_answers_from_is_passed_over_and_told_of()
    {
        using ServiceInHand hand = StartProbing("best", vetted: 0);
        hand.Send(Message(1, DhcpMessageType.Discover));
        Assert.Equal(Host(100), Asked());

        _prober!.Seen(Host(100), Mac(99));
        Assert.Equal(Host(101), Asked());
        _prober.Seen(Host(101), Mac(1));

        Assert.Equal((DhcpMessageType.Offer, Host(101)), Told(await hand.ReceiveAsync()));
        Assert.Contains("quarantined 127.0.0.100", hand.Watcher.Told);
        Assert.Equal(DhcpLeaseState.Quarantined, Assert.Single(hand.Store.Read()).Lease.State);
        Assert.Equal(1, (await hand.Service.ReadUseAsync()).Single().Quarantined);
    }

    [Fact]
    public async Task What_is_heard_unasked_counts()
    {
        using ServiceInHand hand = StartProbing("best", vetted: 0);
        _prober!.Seen(Host(100), Mac(99));
        _prober.Seen(Host(101), Mac(1));
        _prober.Seen(Ipv4Address.Parse("10.1.1.1"), Mac(99));

        DhcpMessage offer = await hand.AskAsync(Message(1, DhcpMessageType.Discover));

        Assert.Equal((DhcpMessageType.Offer, Host(101)), Told(offer));
        Assert.Empty(_prober.Asked);
    }

    [Fact]
    public async Task Others_are_served_while_one_waits()
    {
        using ServiceInHand hand = StartProbing("best", vetted: 0);
        _prober!.Seen(Host(101), Mac(2));
        hand.Send(Message(1, DhcpMessageType.Discover));
        Assert.Equal(Host(100), Asked());

        DhcpMessage offer = await hand.AskAsync(Message(2, DhcpMessageType.Discover));

        Assert.Equal((2u, Host(101)), (offer.TransactionId, offer.YourAddress));
    }

    private static (DhcpMessageType, Ipv4Address) Told(DhcpMessage reply) => (reply.Type, reply.YourAddress);

    private Ipv4Address Asked() => _prober!.Asked.Take(Deadline.Token);

    private ServiceInHand StartProbing(string stack, int vetted) => Start(
        options => options with
        {
            Server = options.Server with { ProbesAddresses = true },
            VettedAddresses = vetted,
            Prober = (_, seen, _, _) => _prober = new HandProber(seen),
        },
        stack, _clock);
}
