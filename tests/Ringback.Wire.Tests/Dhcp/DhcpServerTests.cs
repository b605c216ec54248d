using Ringback.Wire.Dhcp;
using static Ringback.Wire.Tests.Dhcp.ServerInHand;

namespace Ringback.Wire.Tests.Dhcp;

/// <summary>The ways of one client, state by state of RFC 2131 figure 5.</summary>
public sealed class DhcpServerTests
{
    private static readonly DhcpServerOptions NotTheAuthority = Options() with { IsAuthoritative = false };

    [Fact]
    public void A_client_gets_an_offer_and_then_its_lease_which_is_stored_first()
    {
        ServerInHand hand = new();

        Assert.Equal("offer .10", hand.Discover(1));
        Assert.Equal("store .10 leased, ack .10", hand.Select(1, 10));
        Assert.Equal([DhcpBecause.Selected], hand.Effects.OfType<DhcpSend>().Select(send => send.Because));
    }

    [Fact]
    public void The_same_DISCOVER_again_gets_the_same_offer()
    {
        ServerInHand hand = new();
        hand.Discover(1);

        Assert.Equal("offer .10", hand.After(1).Discover(1));
        Assert.Equal("offer .11", hand.Discover(2));
    }

    [Fact]
    public void The_same_REQUEST_again_gets_the_same_ACK()
    {
        ServerInHand hand = new();
        hand.Lease(1);

        Assert.Equal("store .10 leased, ack .10", hand.After(1).Select(1, 10));
    }

    [Fact]
    public void A_client_with_a_lease_that_starts_anew_is_offered_its_own_address()
    {
        ServerInHand hand = new();
        hand.Lease(1);
        hand.Lease(2);

        Assert.Equal("offer .10", hand.Discover(1, Requests(15)));
    }

    [Fact]
    public void An_offer_does_not_shorten_a_lease()
    {
        ServerInHand hand = new(Options(10, 10));
        hand.Lease(1);
        hand.After(100).Discover(1);

        Assert.Equal("Exhausted", hand.After(3000).Discover(2));
        Assert.Equal("offer .10", hand.After(501).Discover(2));
    }

    [Fact]
    public void A_free_address_that_is_asked_for_is_offered() =>
        Assert.Equal("offer .15", new ServerInHand().Discover(1, Requests(15)));

    [Theory]
    [InlineData(9)] // below the range
    [InlineData(20)] // above it
    [InlineData(255)] // the broadcast address
    public void An_address_outside_the_range_is_not_offered_though_asked_for(int host) =>
        Assert.Equal("offer .10", new ServerInHand().Discover(1, Requests(host)));

    [Fact]
    public void An_address_of_another_client_is_not_offered_though_asked_for()
    {
        ServerInHand hand = new();
        hand.Lease(1);

        Assert.Equal("offer .11", hand.Discover(2, Requests(10)));
    }

    [Fact]
    public void An_offer_that_nobody_takes_is_forgotten_after_its_time()
    {
        ServerInHand hand = new(Options(10, 10));
        hand.Discover(1);

        Assert.Equal("Exhausted", hand.After(29).Discover(2));
        Assert.Equal("offer .10", hand.After(2).Discover(2));
    }

    [Fact]
    public void A_late_REQUEST_is_acknowledged_while_nobody_else_got_the_address()
    {
        ServerInHand hand = new();
        hand.Discover(1);

        Assert.Equal("store .10 leased, ack .10", hand.After(300).Select(1, 10));
    }

    [Fact]
    public void A_REQUEST_for_what_was_offered_to_another_is_refused()
    {
        ServerInHand hand = new();
        hand.Discover(1);

        Assert.Equal("nak NotOffered", hand.Select(2, 10));
    }

    [Fact]
    public void A_REQUEST_without_an_offer_is_refused() =>
        Assert.Equal("nak NotOffered", new ServerInHand().Select(1, 10));

    [Fact]
    public void A_client_that_takes_another_servers_offer_gets_no_answer_and_frees_ours()
    {
        ServerInHand hand = new(Options(10, 10));
        hand.Discover(1);

        Assert.Equal("OtherServer", hand.Receive(Message(1, DhcpMessageType.Request, Names(77), Requests(50))));
        Assert.Equal("offer .10", hand.Discover(2));
    }

    [Fact]
    public void A_client_that_takes_another_servers_offer_keeps_the_lease_that_it_has()
    {
        ServerInHand hand = new(Options(10, 10));
        hand.Lease(1);
        hand.Receive(Message(1, DhcpMessageType.Request, Names(77), Requests(50)));

        Assert.Equal("Exhausted", hand.Discover(2));
    }

    [Fact]
    public void A_client_that_checks_its_address_after_a_start_is_confirmed()
    {
        ServerInHand hand = new();
        hand.Lease(1);

        Assert.Equal("store .10 leased, ack .10", hand.InitReboot(1, 10));
        Assert.Equal(DhcpBecause.Confirmed, hand.Sent.Because);
    }

    [Fact]
    public void A_client_that_checks_another_address_than_its_own_is_refused_by_any_server()
    {
        ServerInHand hand = new(NotTheAuthority);
        hand.Lease(1);

        Assert.Equal("nak NotTheClients", hand.InitReboot(1, 11));
        Assert.Equal("nak NotTheClients", hand.InitReboot(2, 10));
    }

    [Theory]
    [InlineData(true, "nak WrongNetwork")]
    [InlineData(false, "NotOurs")]
    public void A_client_from_another_network_is_refused_by_the_authority_only(bool isAuthoritative, string told)
    {
        ServerInHand hand = new(Options() with { IsAuthoritative = isAuthoritative });
        DhcpOption elsewhere = DhcpOption.Of(DhcpOptionCode.RequestedAddress, Ipv4Address.Parse("192.168.1.5"));

        Assert.Equal(told, hand.Receive(Message(1, DhcpMessageType.Request, elsewhere)));
    }

    [Fact]
    public void A_known_client_from_another_network_is_refused_by_any_server()
    {
        ServerInHand hand = new(NotTheAuthority);
        hand.Lease(1);
        DhcpOption elsewhere = DhcpOption.Of(DhcpOptionCode.RequestedAddress, Ipv4Address.Parse("192.168.1.5"));

        Assert.Equal("nak WrongNetwork", hand.Receive(Message(1, DhcpMessageType.Request, elsewhere)));
    }

    [Theory]
    [InlineData(true, "nak UnknownLease")]
    [InlineData(false, "NotOurs")]
    public void An_unknown_lease_is_refused_by_the_authority_only(bool isAuthoritative, string told)
    {
        ServerInHand hand = new(Options() with { IsAuthoritative = isAuthoritative });

        Assert.Equal(told, hand.InitReboot(1, 10));
        hand.After(60);
        Assert.Equal(told, hand.Renew(1, 10));
        hand.After(60);
        Assert.Equal(told, hand.Rebind(1, 10));
    }

    [Fact]
    public void Clients_that_another_server_may_have_served_since_are_left_in_peace()
    {
        ServerInHand hand = new(NotTheAuthority);
        hand.Lease(1);
        hand.After(3601);
        hand.Decline(2, hand.Lease(2));

        // The first had a lease here once; the other sits on what is quarantined here.
        Assert.Equal("NotOurs", hand.InitReboot(1, 15));
        Assert.Equal("", hand.InitReboot(3, 11));
        Assert.Equal(2, hand.Server.CountIgnored(DhcpBecause.NotOurs));
    }

    [Fact]
    public void A_lease_ends_at_its_time_and_not_before()
    {
        ServerInHand hand = new(Options(10, 10));
        hand.Lease(1);

        Assert.Equal(hand.Now + TimeSpan.FromHours(1), hand.Server.Deadline);
        hand.After(3599.999).Elapse();
        Assert.Equal((1, "Exhausted"), (hand.Server.Use.Single().Leased, hand.Discover(2)));
        hand.After(0.001).Elapse();
        Assert.Equal(0, hand.Server.Use.Single().Leased);
        Assert.Equal("offer .10", hand.Discover(2));
    }

    [Fact]
    public void Nothing_is_due_in_an_empty_server() => Assert.Null(new ServerInHand().Server.Deadline);

    [Fact]
    public void Renewing_and_rebinding_prolong_the_lease()
    {
        ServerInHand hand = new(Options(10, 10));
        hand.Lease(1);

        Assert.Equal("store .10 leased, ack .10", hand.After(3000).Renew(1, 10));
        Assert.Equal((DhcpRouteKind.Client, Host(10)), (hand.Sent.Route.Kind, hand.Sent.Route.Address));
        Assert.Equal(Host(10), hand.Reply.ClientAddress);
        Assert.Equal("store .10 leased, ack .10", hand.After(3000).Rebind(1, 10));
        Assert.Equal("Exhausted", hand.After(3000).Discover(2));
    }

    [Fact]
    public void A_lease_that_has_ended_is_prolonged_while_nobody_else_got_the_address()
    {
        ServerInHand hand = new();
        hand.Lease(1);

        Assert.Equal("store .10 leased, ack .10", hand.After(5000).Renew(1, 10));
    }

    [Fact]
    public void A_lease_that_has_ended_and_went_to_another_is_refused()
    {
        ServerInHand hand = new(Options(10, 10));
        hand.Lease(1);
        hand.After(3601).Lease(2);

        Assert.Equal("nak NotTheClients", hand.Rebind(1, 10));
    }

    [Fact]
    public void A_client_finds_its_last_address_again_after_its_lease_has_ended()
    {
        ServerInHand hand = new();
        hand.Lease(1);
        hand.Lease(2);
        hand.After(100_000);

        Assert.Equal("offer .11", hand.Discover(2));
        Assert.Equal("offer .12", hand.Discover(3));
    }

    [Fact]
    public void When_all_were_used_the_address_that_has_been_idle_longest_is_given_first()
    {
        ServerInHand hand = new(Options(10, 12));
        hand.Lease(1);
        hand.After(1).Lease(2);
        hand.After(1).Renew(3, hand.Lease(3));
        hand.After(1).Release(2, 11);
        hand.After(10_000);

        Assert.Equal([11, 10, 12], new[] { 4, 5, 6 }.Select(mac => hand.Lease(mac)));
        Assert.Equal("Exhausted", hand.Discover(7));
    }

    [Fact]
    public void A_released_address_is_stored_as_such_and_not_answered()
    {
        ServerInHand hand = new();
        hand.Lease(1);

        Assert.Equal("store .10 released", hand.Release(1, 10));
        Assert.Equal(0, hand.Server.Use.Single().Leased);
        Assert.Equal("offer .10", hand.Discover(1));
    }

    [Fact]
    public void Nobody_releases_or_declines_what_is_anothers()
    {
        ServerInHand hand = new();
        hand.Lease(1);

        Assert.Equal("NotHeld", hand.Release(2, 10));
        Assert.Equal("", hand.Decline(2, 10));
        Assert.Equal(2, hand.Server.CountIgnored(DhcpBecause.NotHeld));
        Assert.Equal("offer .10", hand.Discover(1));
    }

    [Fact]
    public void A_RELEASE_to_another_server_is_nothing_to_us()
    {
        ServerInHand hand = new();
        hand.Lease(1);

        Assert.Equal(
            "OtherServer",
            hand.Receive(Message(1, DhcpMessageType.Release, Names(77)) with { ClientAddress = Host(10) }));
    }

    [Fact]
    public void A_declined_address_is_out_of_use_for_its_time_and_not_answered()
    {
        ServerInHand hand = new(Options(10, 11));
        hand.Lease(1);

        Assert.Equal("store .10 quarantined, quarantine .10", hand.Decline(1, 10));
        Assert.Equal(11, hand.Lease(1));
        Assert.Equal("Exhausted", hand.After(3500).Discover(2));
        Assert.Equal("offer .10", hand.After(101).Discover(2));
    }

    [Fact]
    public void INFORM_gets_options_but_no_lease()
    {
        ServerInHand hand = new();
        string told = hand.Receive(Message(1, DhcpMessageType.Inform) with { ClientAddress = Host(200) });

        Assert.Equal("ack 0.0.0.0", told);
        Assert.Equal((DhcpRouteKind.Client, Host(200)), (hand.Sent.Route.Kind, hand.Sent.Route.Address));
        Assert.Equal(Host(200), hand.Reply.ClientAddress);
        Assert.False(hand.Reply.TryGet(DhcpOptionCode.LeaseTime, out _));
        Assert.True(hand.Reply.TryGet(DhcpOptionCode.SubnetMask, out _));
        Assert.Equal(0, hand.Server.Use.Single().Leased);
    }

    [Theory]
    [InlineData(DhcpMessageType.Offer, "NotFromAClient")]
    [InlineData(DhcpMessageType.Ack, "NotFromAClient")]
    [InlineData(DhcpMessageType.Nak, "NotFromAClient")]
    [InlineData(DhcpMessageType.None, "UnknownType")]
    [InlineData((DhcpMessageType)9, "UnknownType")]
    [InlineData((DhcpMessageType)255, "UnknownType")]
    public void What_no_client_sends_is_not_answered(DhcpMessageType type, string told) =>
        Assert.Equal(told, new ServerInHand().Receive(Message(1, type)));

    [Fact]
    public void A_servers_message_is_not_answered() =>
        Assert.Equal("NotFromAClient", new ServerInHand().Receive(
            Message(1, DhcpMessageType.Discover) with { Operation = DhcpOperation.Reply }));

    [Fact]
    public void A_REQUEST_whose_fields_contradict_each_other_is_not_answered() =>
        Assert.Equal("Contradictory", new ServerInHand().Receive(Message(1, DhcpMessageType.Request)));

    [Fact]
    public void A_client_without_any_identity_is_not_answered() =>
        Assert.Equal("NoIdentity", new ServerInHand().Receive(
            Message(1, DhcpMessageType.Discover) with { Hardware = default }));

    [Fact]
    public void A_message_from_a_network_that_is_not_ours_is_not_answered() =>
        Assert.Equal("NoSubnet", new ServerInHand().Receive(
            Message(1, DhcpMessageType.Discover) with { Relay = Ipv4Address.Parse("192.168.7.1") }));

    [Fact]
    public void An_asked_lease_time_counts_when_it_is_shorter_but_not_too_short()
    {
        ServerInHand hand = new();

        Assert.Equal([600u, 3600u, 120u], new[] { 600u, 90_000u, 5u }.Select(asked =>
        {
            hand.Discover(1, DhcpOption.Of(DhcpOptionCode.LeaseTime, asked));
            Assert.True(hand.Reply.TryGet(DhcpOptionCode.LeaseTime, out ReadOnlyMemory<byte> value));
            Assert.True(new DhcpOption(51, value).TryReadUInt32(out uint seconds));
            return seconds;
        }));
    }

    [Fact]
    public void A_shorter_lease_does_not_take_back_a_longer_promise()
    {
        ServerInHand hand = new(Options(10, 10));
        hand.Lease(1);
        hand.After(10).Renew(1, 10, DhcpOption.Of(DhcpOptionCode.LeaseTime, 300u));

        Assert.Equal("Exhausted", hand.After(1000).Discover(2));
    }
}
