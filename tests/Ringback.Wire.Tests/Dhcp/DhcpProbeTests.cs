using Ringback.Wire.Dhcp;
using static Ringback.Wire.Tests.Dhcp.ServerInHand;

namespace Ringback.Wire.Tests.Dhcp;

/// <summary>Is an address in use before it is offered?</summary>
public sealed class DhcpProbeTests
{
    private readonly ServerInHand _hand = new(Options(probes: true));

    [Fact]
    public void A_new_address_is_probed_before_it_is_offered()
    {
        Assert.Equal("probe .10", _hand.Discover(1));
        Assert.Equal("offer .10", _hand.Probed(10, inUse: false));
    }

    [Fact]
    public void An_address_that_nobody_answers_for_is_offered()
    {
        _hand.Discover(1);

        Assert.Equal("offer .10", _hand.ProbeTimesOut(10));
    }

    [Fact]
    public void The_offer_answers_the_last_DISCOVER_and_the_probe_is_sent_once()
    {
        _hand.Discover(1);
        Assert.Equal("", _hand.After(1).Receive(Message(1, DhcpMessageType.Discover) with { TransactionId = 77 }));
        _hand.Probed(10, inUse: false);

        Assert.Equal(77u, _hand.Reply.TransactionId);
    }

    [Fact]
    public void One_clients_probe_does_not_hold_up_another_client()
    {
        _hand.Discover(1);
        _hand.Probed(10, inUse: false);
        _hand.Select(1, 10);
        Assert.Equal("probe .11", _hand.Discover(2));

        Assert.Equal("offer .10", _hand.Discover(1));
        Assert.Equal("probe .12", _hand.Discover(3));
        Assert.Equal("offer .12", _hand.Probed(12, inUse: false));
        Assert.Equal("offer .11", _hand.Probed(11, inUse: false));
    }

    [Fact]
    public void An_address_in_use_is_quarantined_and_the_next_one_probed()
    {
        _hand.Discover(1);

        Assert.Equal("store .10 quarantined, quarantine .10, probe .11", _hand.Probed(10, inUse: true));
        Assert.Equal("offer .11", _hand.Probed(11, inUse: false));
        Assert.Equal("probe .12", _hand.Discover(2));
        Assert.Equal("nak NotTheClients", _hand.InitReboot(1, 10));
    }

    [Fact]
    public void After_four_addresses_in_use_the_client_has_to_ask_again()
    {
        _hand.Discover(1);
        Assert.Equal("store .10 quarantined, quarantine .10, probe .11", _hand.Probed(10, inUse: true));
        Assert.Equal("store .11 quarantined, quarantine .11, probe .12", _hand.Probed(11, inUse: true));
        Assert.Equal("store .12 quarantined, quarantine .12, probe .13", _hand.Probed(12, inUse: true));
        Assert.Equal("store .13 quarantined, quarantine .13, TooManyInUse", _hand.Probed(13, inUse: true));

        Assert.Equal("probe .14", _hand.Discover(1));
    }

    [Fact]
    public void Addresses_that_our_probe_found_in_use_do_not_count_against_the_client()
    {
        foreach (int host in new[] { 10, 11, 12, 13, 14, 15 })
        {
            _hand.Discover(1);
            _hand.Probed(host, inUse: true);
        }

        Assert.Equal(6, _hand.Server.Use.Single().Quarantined);
        Assert.DoesNotContain("TooManyPerHardware", _hand.Discover(1), StringComparison.Ordinal);
    }

    [Fact]
    public void A_client_that_had_the_address_needs_no_probe_for_it()
    {
        _hand.Discover(1);
        _hand.Probed(10, inUse: false);
        _hand.Select(1, 10);

        Assert.Equal("offer .10", _hand.After(10_000).Discover(1));
    }

    [Fact]
    public void An_idle_address_of_another_client_is_probed_again()
    {
        ServerInHand hand = new(Options(10, 10, probes: true));
        hand.Discover(1);
        hand.Probed(10, inUse: false);
        hand.Select(1, 10);

        Assert.Equal("probe .10", hand.After(10_000).Discover(2));
    }

    [Fact]
    public void An_address_that_was_offered_but_never_taken_is_probed_again()
    {
        _hand.Discover(1);
        _hand.Probed(10, inUse: false);

        Assert.Equal("probe .10", _hand.After(60).Discover(1));
    }

    [Fact]
    public void What_another_client_once_had_is_probed_again_for_the_one_that_never_took_it()
    {
        ServerInHand hand = new(Options(10, 10, probes: true));
        hand.Discover(1);
        hand.Probed(10, inUse: false);
        hand.Select(1, 10);
        hand.After(4000).Discover(2);
        Assert.Equal("offer .10", hand.Probed(10, inUse: false));

        Assert.Equal("probe .10", hand.After(60).Discover(2));
    }

    [Fact]
    public void A_REQUEST_during_the_probe_is_refused()
    {
        _hand.Discover(1);

        Assert.Equal("nak NotOffered", _hand.Select(1, 10));
    }

    [Fact]
    public void A_probe_that_is_never_reported_on_is_repeated()
    {
        _hand.Discover(1);

        Assert.Equal("probe .10", _hand.After(5).Discover(1));
        Assert.Equal("offer .10", _hand.Probed(10, inUse: false));
    }

    [Fact]
    public void A_report_on_what_is_not_probed_does_nothing()
    {
        _hand.Discover(1);
        _hand.Probed(10, inUse: false);

        Assert.Equal("", _hand.Probed(10, inUse: true));
        Assert.Equal("", _hand.Probed(12, inUse: true));
        Assert.Equal("", _hand.Probed(200, inUse: false));
        Assert.Equal("store .10 leased, ack .10", _hand.Select(1, 10));
    }

    [Fact]
    public void A_late_report_does_nothing_for_a_client_that_gave_up()
    {
        _hand.Discover(1);

        Assert.Equal("", _hand.After(6).Probed(10, inUse: false));
        Assert.Equal(0, _hand.Server.Use.Single().Probing);
    }

    [Fact]
    public void The_shell_learns_who_may_answer_for_its_own_address()
    {
        _hand.Discover(1);

        DhcpProbe probe = _hand.Effects.OfType<DhcpProbe>().Single();
        Assert.Equal(Message(1, DhcpMessageType.Discover).Hardware, probe.Hardware);
    }
}
