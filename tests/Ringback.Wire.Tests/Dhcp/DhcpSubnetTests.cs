using Ringback.Wire.Dhcp;
using static Ringback.Wire.Tests.Dhcp.ServerInHand;

namespace Ringback.Wire.Tests.Dhcp;

/// <summary>Several networks, relays, reservations, exclusions, and what survives a restart.</summary>
public sealed class DhcpSubnetTests
{
    private static readonly DhcpServerOptions TwoNetworks = Options() with
    {
        Subnets =
        [
            Options().Subnets[0],
            new DhcpSubnet(Ipv4Network.Parse("10.2.0.0/16"))
            {
                Ranges = [new(Ipv4Address.Parse("10.2.0.100"), Ipv4Address.Parse("10.2.0.199"))],
                ServerIdentifier = Ipv4Address.Parse("10.0.0.77"),
            },
        ],
    };

    private static readonly Ipv4Address FarRelay = Ipv4Address.Parse("10.2.0.1");

    [Fact]
    public void A_client_behind_a_relay_gets_an_address_of_the_relays_network()
    {
        ServerInHand hand = new(TwoNetworks);

        Assert.Equal(
            "offer 10.2.0.100", hand.Receive(Message(1, DhcpMessageType.Discover) with { Relay = FarRelay }));
        Assert.Equal((DhcpRouteKind.Relay, FarRelay, 67),
            (hand.Sent.Route.Kind, hand.Sent.Route.Address, hand.Sent.Route.Port));
        Assert.Equal(FarRelay, hand.Reply.Relay);
        Assert.Equal("10.0.0.77", $"{hand.Reply.ServerIdentifier}");
        Assert.Equal("offer .10", hand.Discover(2));
    }

    [Fact]
    public void A_relay_can_name_the_clients_network()
    {
        DhcpOption link = new(DhcpOptionCode.RelayInformation, new byte[] { 5, 4, 10, 2, 0, 0 });

        Assert.Equal("offer 10.2.0.100", new ServerInHand(TwoNetworks).Receive(
            Message(1, DhcpMessageType.Discover, link) with { Relay = Host(2) }));
        Assert.Equal("offer .10", new ServerInHand(TwoNetworks).Discover(1, link));
    }

    [Fact]
    public void A_client_that_renews_through_a_router_is_found_by_its_address()
    {
        ServerInHand hand = new(TwoNetworks);
        Ipv4Address address = Ipv4Address.Parse("10.2.0.100");
        hand.Receive(Message(1, DhcpMessageType.Discover) with { Relay = FarRelay });
        DhcpOption server = DhcpOption.Of(DhcpOptionCode.ServerIdentifier, Ipv4Address.Parse("10.0.0.77"));
        DhcpOption wanted = DhcpOption.Of(DhcpOptionCode.RequestedAddress, address);
        hand.Receive(Message(1, DhcpMessageType.Request, server, wanted) with { Relay = FarRelay });

        Assert.Equal(
            "store 10.2.0.100 leased, ack 10.2.0.100",
            hand.Receive(Message(1, DhcpMessageType.Request) with { ClientAddress = address }, wasBroadcast: false));
    }

    [Fact]
    public void A_client_that_moved_to_another_network_is_sent_to_start_anew_and_keeps_both()
    {
        ServerInHand hand = new(TwoNetworks);
        hand.Lease(1);

        Assert.Equal("nak WrongNetwork", hand.Receive(
            Message(1, DhcpMessageType.Request, Requests(10)) with { Relay = FarRelay }));
        Assert.Equal(
            "offer 10.2.0.100", hand.Receive(Message(1, DhcpMessageType.Discover) with { Relay = FarRelay }));
        Assert.Equal("offer .10", hand.Discover(1));
    }

    [Fact]
    public void Exclusions_and_our_own_addresses_and_routers_are_given_to_nobody()
    {
        DhcpServerOptions options = Options(0, 10) with { OwnAddresses = [Host(8)] };
        ServerInHand hand = new(options with
        {
            Options = options.Options with { Routers = [Host(9)] },
            Subnets = [options.Subnets[0] with { Exclusions = [Range(2, 6)] }],
        });

        // .0 is the network, .1 where the messages come in.
        Assert.Equal([7, 10], new[] { 1, 2 }.Select(mac => hand.Lease(mac)));
        Assert.Equal("Exhausted", hand.Discover(3, Requests(3)));
    }

    [Fact]
    public void Several_ranges_are_used_one_after_the_other()
    {
        DhcpServerOptions options = Options();
        ServerInHand hand = new(options with
        {
            Subnets = [options.Subnets[0] with { Ranges = [Range(20, 21), Range(10, 10)] }],
        });

        Assert.Equal([20, 21, 10], new[] { 1, 2, 3 }.Select(mac => hand.Lease(mac)));
    }

    [Fact]
    public void A_reserved_address_is_the_clients_alone()
    {
        ServerInHand hand = new(Reserving(15));

        Assert.Equal("offer .10", hand.Discover(1, Requests(15)));
        Assert.Equal("offer .15", hand.Discover(9, Requests(12)));
        Assert.Equal("store .15 leased, ack .15", hand.Select(9, 15));
        Assert.Equal("store .15 released", hand.Release(9, 15));
        Assert.Equal("offer .11", hand.Discover(2, Requests(15)));
        Assert.Equal("offer .15", hand.Discover(9));
    }

    [Fact]
    public void A_reservation_by_MAC_counts_whatever_the_client_calls_itself()
    {
        ServerInHand hand = new(Reserving(50));

        Assert.Equal(50, hand.Lease(9, Id(0, 1, 2)));
        Assert.Equal(50, hand.Lease(9, Id(0, 3, 4)));
        Assert.Equal(50, hand.Lease(9));
    }

    [Fact]
    public void A_reservation_by_client_identifier_counts_for_any_MAC()
    {
        DhcpServerOptions options = Options();
        ServerInHand hand = new(options with
        {
            Subnets =
            [
                options.Subnets[0] with { Reservations = [new(Host(50)) { ClientIdentifier = new byte[] { 0, 7 } }] },
            ],
        });

        Assert.Equal(50, hand.Lease(1, Id(0, 7)));
        Assert.Equal(50, hand.Lease(2, Id(0, 7)));
        Assert.Equal(10, hand.Lease(2));
    }

    [Fact]
    public void A_client_that_checks_its_reserved_address_is_confirmed_though_nothing_is_known()
    {
        Assert.Equal("store .50 leased, ack .50", new ServerInHand(Reserving(50)).InitReboot(9, 50));
        Assert.Equal("nak UnknownLease", new ServerInHand(Reserving(50)).InitReboot(1, 50));
    }

    [Fact]
    public void A_reserved_address_that_another_still_has_is_waited_for()
    {
        ServerInHand before = new(Options());
        before.Lease(1);
        ServerInHand hand = new(Reserving(10));
        hand.Server.Restore(before.Server.Leases, hand.Now);

        Assert.Equal(11, hand.Lease(9));
        Assert.Equal("nak NotTheClients", hand.Renew(1, 10));
        Assert.Equal("offer .10", hand.After(3601).Discover(9));
    }

    [Fact]
    public void A_client_identifier_of_01_and_MAC_is_the_client_with_that_MAC()
    {
        ServerInHand hand = new();

        Assert.Equal(10, hand.Lease(1));
        Assert.Equal(10, hand.Lease(1, Id(1, 2, 0, 0, 0, 0, 1)));
        Assert.Equal(11, hand.Lease(1, Id(0, 2, 0, 0, 0, 0, 1)));
    }

    [Fact]
    public void Leases_and_quarantine_survive_a_restart()
    {
        ServerInHand before = new();
        List<DhcpLease> stored = [];
        before.Lease(1);
        stored.AddRange(Stored(before));
        before.Lease(2);
        stored.AddRange(Stored(before));
        before.Decline(2, 11);
        stored.AddRange(Stored(before));

        ServerInHand hand = new(Options(10, 12));
        Assert.Equal(0, hand.Server.Restore(stored, hand.Now));
        Assert.Equal((1, 1), (hand.Server.Use.Single().Leased, hand.Server.Use.Single().Quarantined));
        Assert.Equal("offer .12", hand.Discover(3));
        Assert.Equal("Exhausted", hand.Discover(4));
        Assert.Equal("store .10 leased, ack .10", hand.Renew(1, 10));
    }

    [Fact]
    public void A_lease_that_ended_while_the_server_was_down_is_still_the_clients_first_choice()
    {
        ServerInHand before = new();
        before.Lease(7);
        ServerInHand hand = new();
        hand.After(9000).Server.Restore(Stored(before), hand.Now);

        Assert.Equal(0, hand.Server.Use.Single().Leased);
        Assert.Equal("offer .11", hand.Discover(8));
        Assert.Equal("offer .10", hand.Discover(7));
    }

    [Theory]
    [InlineData(10, 11)]
    [InlineData(11, 10)]
    public void Of_two_stored_leases_of_a_client_the_one_that_ends_later_is_its_address(int first, int second)
    {
        ServerInHand hand = new();
        DhcpLease Stored(int host) => new(Host(host), DhcpLeaseState.Leased, DhcpClientKey.Of(Mac(1)), Mac(1),
            default, hand.Now + TimeSpan.FromSeconds(100 * host));
        hand.Server.Restore([Stored(first), Stored(second)], hand.Now);

        Assert.Equal("offer .11", hand.Discover(1));
        Assert.Equal("offer .12", hand.Discover(2, Requests(10)));
    }

    [Fact]
    public void A_stored_lease_outside_every_network_is_counted_and_left_aside()
    {
        ServerInHand before = new();
        before.Lease(1);
        DhcpServer other = new(Options() with { Subnets = [TwoNetworks.Subnets[1]] });

        Assert.Equal(1, other.Restore(before.Server.Leases, before.Now));
    }

    [Fact]
    public void All_faults_of_the_options_are_told_at_once()
    {
        DhcpServerOptions options = new()
        {
            Subnets =
            [
                new DhcpSubnet(Network)
                {
                    Ranges = [Range(20, 10), Range(30, 40), Range(40, 50), new(Host(1), FarRelay)],
                    Exclusions = [Range(36, 35), new(Host(2), FarRelay)],
                    Reservations =
                    [
                        new(Host(255)) { Hardware = Mac(1) }, new(Host(9)), new(Host(8)) { Hardware = Mac(1) },
                    ],
                    Options = new DhcpPhoneOptions { LeaseTime = TimeSpan.Zero },
                },
                new DhcpSubnet(Ipv4Network.Parse("10.0.0.128/25")),
                new DhcpSubnet(Ipv4Network.Parse("11.0.0.0/8"))
                {
                    Ranges = [new(Ipv4Address.Parse("11.0.0.0"), Ipv4Address.Parse("11.255.255.255"))],
                },
            ],
            Options = new DhcpPhoneOptions { RenewAt = 0.9, RebindAt = 0.5, Others = [DhcpOption.Of(53, (byte)1)] },
            Rules = [new(new DhcpPhoneOptions { Others = [DhcpOption.Of(1, (byte)1)] })],
            Limits = new DhcpLimits { OffersOutstanding = 0, OfferTime = TimeSpan.Zero },
        };
        string all = string.Join('\n', options.Faults());

        Assert.All(
            [
                "ends before it begins", "overlaps another", "leaves its network", "no host's address",
                "either a MAC or", "a second one for the same client", "overlap.", "16777216 addresses",
                "lease time of subnet", "Renewing comes before", "Option 53 of the server", "Option 1 of rule 1",
                "less than one", "not positive",
                "exclusion 10.0.0.36-10.0.0.35 of 10.0.0.0/24 ends before",
                $"exclusion 10.0.0.2-{FarRelay} of 10.0.0.0/24 leaves",
            ],
            part => Assert.Contains(part, all, StringComparison.Ordinal));
        Assert.Throws<ArgumentException>(() => new DhcpServer(options));
    }

    private static IEnumerable<DhcpLease> Stored(ServerInHand hand) =>
        hand.Effects.OfType<DhcpPersist>().Select(effect => effect.Lease);

    private static DhcpServerOptions Reserving(int host)
    {
        DhcpServerOptions options = Options();
        return options with
        {
            Subnets = [options.Subnets[0] with { Reservations = [new(Host(host)) { Hardware = Mac(9) }] }],
        };
    }
}
