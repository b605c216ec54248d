using Ringback.Wire.Dhcp;
using static Ringback.Wire.Tests.Dhcp.ServerInHand;

namespace Ringback.Wire.Tests.Dhcp;

/// <summary>Each limit is hit, told by its name, and lets others through.</summary>
public sealed class DhcpLimitTests
{
    [Fact]
    public void One_MAC_with_many_client_identifiers_cannot_take_the_pool()
    {
        ServerInHand hand = new(Options(10, 200));
        for (byte id = 1; id <= 4; id++) hand.Lease(1, Id(0, id));

        Assert.Equal("TooManyPerHardware", hand.Discover(1, Id(0, 5)));
        Assert.Equal("offer .14", hand.Discover(2));
        Assert.Equal("offer .10", hand.Discover(1, Id(0, 1)));
    }

    [Fact]
    public void Offers_count_as_addresses_of_a_MAC_until_they_end()
    {
        ServerInHand hand = new(Options(10, 200));
        for (byte id = 1; id <= 4; id++) hand.Discover(1, Id(0, id));

        Assert.Equal("TooManyPerHardware", hand.Discover(1, Id(0, 5)));
        Assert.Equal("offer .14", hand.After(31).Discover(1, Id(0, 5)));
    }

    [Fact]
    public void One_MAC_that_declines_everything_cannot_take_the_pool()
    {
        ServerInHand hand = new(Options(10, 200));
        for (int i = 0; i < 4; i++) hand.Decline(1, hand.Lease(1));

        Assert.Equal("TooManyPerHardware", hand.Discover(1));
        Assert.Equal("offer .14", hand.Discover(2));
    }

    [Fact]
    public void An_idle_lease_does_not_come_back_past_the_limit()
    {
        ServerInHand hand = new(Options(10, 200));
        hand.Lease(1, Id(0, 9));
        hand.After(4000);
        for (byte id = 1; id <= 4; id++) hand.Lease(1, Id(0, id));

        Assert.Equal("TooManyPerHardware", hand.Renew(1, 10, Id(0, 9)));
        Assert.Equal("", hand.Discover(1, Id(0, 9)));
        Assert.Equal(2, hand.Server.CountIgnored(DhcpBecause.TooManyPerHardware));
    }

    [Fact]
    public void One_port_of_a_relay_with_many_MACs_cannot_take_the_pool()
    {
        ServerInHand hand = new(Options(10, 200));
        for (int mac = 1; mac <= 16; mac++) Through(hand, mac, port: 7);

        Assert.Equal("TooManyPerCircuit", Through(hand, 17, port: 7));
        Assert.Equal("offer .26", Through(hand, 17, port: 8));
    }

    [Fact]
    public void A_renewal_past_the_relay_does_not_free_a_place_at_its_port()
    {
        ServerInHand hand = new(Options(10, 200));
        for (int mac = 1; mac <= 16; mac++)
        {
            Through(hand, mac, port: 7);
            int host = 9 + mac;
            hand.Receive(Message(mac, DhcpMessageType.Request, Names(), Requests(host), Circuit(7)) with
            {
                Relay = Host(2),
            });
            Assert.Equal($"store .{host} leased, ack .{host}", hand.Renew(mac, host));
        }

        Assert.Equal("TooManyPerCircuit", Through(hand, 17, port: 7));
    }

    [Fact]
    public void Offers_that_wait_are_limited_but_clients_that_are_known_come_through()
    {
        ServerInHand hand = new(Options(10, 200) with { Limits = new DhcpLimits { OffersOutstanding = 3 } });
        hand.Lease(9);
        hand.After(4000);
        for (int mac = 1; mac <= 3; mac++) hand.Discover(mac);

        Assert.Equal("TooManyOffers", hand.Discover(4));
        Assert.Equal("offer .10", hand.Discover(9));
    }

    [Fact]
    public void Probes_are_limited_but_clients_that_are_known_come_through()
    {
        DhcpServerOptions options = Options(10, 200, probes: true);
        ServerInHand hand = new(options with { Limits = new DhcpLimits { ProbesPending = 2 } });
        hand.Discover(9);
        hand.Probed(10, inUse: false);
        hand.Select(9, 10);
        hand.Discover(1);
        hand.Discover(2);

        Assert.Equal("TooManyProbes", hand.Discover(3));
        Assert.Equal("offer .10", hand.Discover(9));
        hand.Probed(11, inUse: false);
        Assert.Equal("probe .13", hand.Discover(3));
    }

    [Fact]
    public void A_client_identifier_that_is_too_long_is_not_answered()
    {
        ServerInHand hand = new();

        Assert.Equal("offer .10", hand.Discover(1, Id(new byte[255])));
        Assert.Equal("IdentifierTooLong", hand.Discover(1, Id(new byte[256])));
    }

    [Fact]
    public void Sixty_four_rules_and_subnets_are_possible_and_not_one_more()
    {
        DhcpServerOptions Many(int count) => new()
        {
            Subnets = [.. Enumerable.Range(0, count).Select(i => new DhcpSubnet(Ipv4Network.Parse($"10.{i}.0.0/16")))],
            Rules = [.. Enumerable.Range(0, count).Select(_ => new DhcpRule(new DhcpPhoneOptions()))],
        };

        Assert.Empty(Many(64).Faults());
        Assert.Equal(2, Many(65).Faults().Count);
    }

    [Fact]
    public void The_last_of_sixty_four_rules_counts()
    {
        DhcpRule[] rules = [.. Enumerable.Range(1, 64).Select(i => new DhcpRule(
            new DhcpPhoneOptions { Domain = $"rule{i}" }))];
        ServerInHand hand = new(Options() with { Rules = rules });
        hand.Discover(1);

        Assert.Equal("rule64", hand.Reply.Text(DhcpOptionCode.DomainName));
    }

    [Fact]
    public void An_empty_pool_is_told_and_a_reservation_is_still_served()
    {
        DhcpServerOptions options = Options(10, 11);
        ServerInHand hand = new(options with
        {
            Subnets = [options.Subnets[0] with { Reservations = [new(Host(50)) { Hardware = Mac(9) }] }],
        });
        hand.Lease(1);
        hand.Lease(2);

        Assert.Equal("Exhausted", hand.Discover(3));
        Assert.Equal("offer .50", hand.Discover(9));
    }

    [Fact]
    public void A_flood_of_new_MACs_ends_at_the_pool_and_the_pool_recovers()
    {
        ServerInHand hand = new(Options(10, 109));
        for (int mac = 1; mac <= 1000; mac++) hand.Discover(mac);

        Assert.Equal(100, hand.Server.Use.Single().Offered);
        Assert.Equal(900, hand.Server.CountIgnored(DhcpBecause.Exhausted));
        Assert.StartsWith("offer", hand.After(31).Discover(2000), StringComparison.Ordinal);
        Assert.Equal(1, hand.Server.Use.Single().Offered);
    }

    [Fact]
    public void The_same_silence_is_told_at_once_and_then_every_ten_seconds_with_its_count()
    {
        ServerInHand hand = new(Options(10, 10));
        hand.Lease(1);

        Assert.Equal("Exhausted", hand.Discover(2));
        for (int i = 0; i < 5; i++) Assert.Equal("", hand.After(1).Discover(3));
        Assert.Equal(hand.Now + TimeSpan.FromSeconds(5), hand.Server.Deadline);
        Assert.Equal("", hand.After(4).Elapse());
        Assert.Equal("Exhausted x5", hand.After(1).Elapse());
        Assert.Equal("", hand.After(20).Elapse());
        Assert.Equal("Exhausted", hand.Discover(2));
    }

    [Fact]
    public void Another_reason_is_told_though_one_was_told_just_now()
    {
        ServerInHand hand = new(Options(10, 10));
        hand.Lease(1);
        hand.Discover(2);

        Assert.Equal("NotHeld", hand.Release(2, 10));
    }

    private static string Through(ServerInHand hand, int mac, byte port) =>
        hand.Receive(Message(mac, DhcpMessageType.Discover, Circuit(port)) with { Relay = Host(2) });
}
