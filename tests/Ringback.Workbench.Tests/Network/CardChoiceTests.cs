using Ringback.Catalogue.Problems;
using Ringback.Wire.Dhcp;
using Ringback.Workbench.Network;

namespace Ringback.Workbench.Tests.Network;

public sealed class CardChoiceTests
{
    private static readonly NetworkCard Eth0 = Card.Wired("eth0", "192.168.77.1/24");
    private static readonly NetworkCard Usb = Card.Wired("enx00", "10.5.0.1/24");
    private static readonly NetworkCard Uplink = Card.Wired("eno1", "172.16.3.4/16") with { HasDefaultRoute = true };
    private static readonly NetworkCard Radio =
        Card.Of("wlan0", CardKind.WiFi, "192.168.1.20/24") with { HasDefaultRoute = true };

    [Fact]
    public void The_only_wired_card_with_a_cable_and_no_default_route_is_taken()
    {
        CardChosen chosen = Chosen([Card.Loopback, Radio, Uplink, Eth0, Card.Of("veth1", CardKind.Virtual)]);
        Assert.Equal("eth0", chosen.Card.Name);
        Assert.Equal("192.168.77.1/24", chosen.Address.ToString());
        Assert.Contains("eth0", chosen.Because, StringComparison.Ordinal);
    }

    [Fact]
    public void A_card_with_a_cable_goes_before_one_that_says_nothing() =>
        Assert.Equal("eth0", Chosen([Usb with { HasCarrier = null, IsUp = false }, Eth0]).Card.Name);

    [Fact]
    public void A_card_that_is_switched_off_is_taken_when_it_is_the_only_one()
    {
        CardChosen chosen = Chosen([Eth0 with { IsUp = false, HasCarrier = null, Addresses = [] }]);
        Assert.Null(chosen.Address);
        Assert.Contains(chosen.Warnings, w => w.Code == ProblemCode.CardSwitchedOff);
    }

    [Fact]
    public void Several_are_refused_with_what_to_type()
    {
        CardRefused refused = Refused([Eth0, Usb]);
        Assert.Equal(CardRefusal.Several, refused.Why);
        Assert.Equal("Say which: --interface eth0 or --interface enx00.", refused.Advice);
    }

    [Fact]
    public void Windows_names_are_quoted_in_what_to_type() => Assert.Contains("--interface \"Ethernet 2\"",
        Refused([Eth0, Usb with { Name = "Ethernet 2" }]).Advice, StringComparison.Ordinal);

    [Fact]
    public void No_cable_is_told_from_no_card()
    {
        Assert.Equal(CardRefusal.NoCarrier, Refused([Eth0 with { HasCarrier = false }]).Why);
        Assert.Equal(CardRefusal.NoWiredCard, Refused([Radio, Card.Loopback]).Why);
        Assert.Equal(CardRefusal.NoWiredCard, Refused([]).Why);
    }

    [Fact]
    public void The_way_to_the_internet_is_never_taken_by_itself()
    {
        Assert.Equal(CardRefusal.HasDefaultRoute, Refused([Uplink]).Why);
        Assert.Equal(CardRefusal.HasDefaultRoute, Refused([Uplink, Eth0], name: "eno1").Why);
        Assert.Equal(CardRefusal.HasDefaultRoute, Refused([Uplink], bind: "172.16.3.4").Why);
    }

    [Theory]
    [InlineData("eno1", CardUse.Lend, "a second DHCP server can cut others off")]
    [InlineData("eno1", CardUse.Take, "an address that is taken there can cut them off")]
    [InlineData("wlan0", CardUse.Lend, "its network has a DHCP server already")]
    [InlineData("wlan0", CardUse.Take, "other people's computers are")]
    [InlineData(null, CardUse.Take, "an address that is taken there can cut them off")]
    public void A_refusal_tells_the_danger_of_what_is_to_be_done(string? name, CardUse use, string danger)
    {
        NetworkCard[] cards = [Uplink, Radio with { Name = "wlan0" }];

        CardRefused refused = Assert.IsType<CardRefused>(
            CardChoice.Make(cards, new CardQuestion { Interface = name, Use = use }));

        Assert.Contains(danger, refused.Because, StringComparison.Ordinal);
    }

    [Fact]
    public void The_way_to_the_internet_is_taken_with_a_clear_yes_and_a_warning()
    {
        CardChosen chosen = Chosen([Uplink, Eth0], name: "eno1", insist: true);
        Assert.Equal("eno1", chosen.Card.Name);
        Assert.Contains(chosen.Warnings, w => w.Code == ProblemCode.CardHasDefaultRoute);
        Assert.Equal("eno1", Chosen([Uplink], insist: true).Card.Name);
    }

    [Fact]
    public void A_clear_yes_does_not_choose_between_cards() =>
        Assert.Equal("eth0", Chosen([Uplink, Eth0], insist: true).Card.Name);

    [Fact]
    public void Wifi_is_taken_with_a_clear_yes_only()
    {
        NetworkCard alone = Radio with { HasDefaultRoute = false };
        Assert.Equal(CardRefusal.IsWiFi, Refused([alone], name: "wlan0").Why);
        Assert.Equal("wlan0", Chosen([alone], name: "wlan0", insist: true).Card.Name);
    }

    [Theory]
    [InlineData("veth1")]
    [InlineData("VETH1")]
    public void A_virtual_card_is_taken_when_it_is_named(string name) => Assert.Equal(
        "veth1", Chosen([Eth0, Card.Of("veth1", CardKind.Virtual, "192.0.2.1/24")], name: name).Card.Name);

    [Fact]
    public void Loopback_is_taken_when_it_is_bound_or_named()
    {
        Assert.Equal("127.0.0.1/8", Chosen([Card.Loopback, Eth0], bind: "127.0.0.1").Address.ToString());
        Assert.Equal("127.0.0.9/8", Chosen([Card.Loopback, Eth0], bind: "127.0.0.9").Address.ToString());
        Assert.Equal("lo", Chosen([Card.Loopback, Eth0], name: "lo").Card.Name);
    }

    [Fact]
    public void The_bound_address_is_the_one_that_serves()
    {
        NetworkCard two = Card.Wired("eth0", "192.168.77.1/24", "10.9.0.1/16");
        Assert.Equal("10.9.0.1/16", Chosen([two], bind: "10.9.0.1").Address.ToString());
        Assert.Contains(Chosen([two]).Warnings, w => w.Code == ProblemCode.CardWithSeveralAddresses);
    }

    [Fact]
    public void Any_address_leaves_the_choice_free() =>
        Assert.Equal("eth0", Chosen([Eth0], bind: "0.0.0.0").Card.Name);

    [Fact]
    public void What_does_not_exist_is_refused_with_what_does()
    {
        CardRefused name = Refused([Eth0, Usb], name: "eth9");
        Assert.Equal(CardRefusal.NoSuchCard, name.Why);
        Assert.Contains("enx00", name.Because, StringComparison.Ordinal);
        Assert.Equal(CardRefusal.NoSuchAddress, Refused([Eth0], bind: "192.168.77.2").Why);
    }

    [Fact]
    public void A_name_and_an_address_that_disagree_are_refused() =>
        Assert.Equal(CardRefusal.Contradiction, Refused([Eth0, Usb], name: "enx00", bind: "192.168.77.1").Why);

    [Fact]
    public void An_address_that_the_card_gave_itself_is_not_served_from() =>
        Assert.Null(Chosen([Card.Wired("eth0", "169.254.7.7/16")]).Address);

    [Theory]
    [InlineData("192.168.77.9/24", ProblemCode.TwoCardsOneSubnet)]
    [InlineData("192.168.0.9/16", ProblemCode.OverlappingSubnets)]
    [InlineData("192.168.77.9/30", ProblemCode.OverlappingSubnets)]
    [InlineData("192.168.78.9/24", null)]
    public void Shared_subnets_are_warned_of(string other, string? code) => Assert.Equal(
        code is null ? [] : [code],
        Chosen([Eth0, Card.Of("docker0", CardKind.Virtual, other)]).Warnings.Select(w => w.Code));

    [Fact]
    public void A_route_over_the_bench_is_warned_of()
    {
        NetworkCard vpn = Card.Of("tun0", CardKind.Virtual, "10.8.0.2/32") with
        {
            Routes = [Card.Subnet("192.168.0.0/16")],
        };
        Assert.Equal([ProblemCode.OverlappingSubnets], Chosen([Eth0, vpn]).Warnings.Select(w => w.Code));
    }

    [Fact]
    public void Wifi_beside_the_bench_is_warned_of_only_while_it_is_on()
    {
        Assert.Equal([ProblemCode.WifiBesideBench], Chosen([Eth0, Radio]).Warnings.Select(w => w.Code));
        Assert.Empty(Chosen([Eth0, Radio with { IsUp = false }]).Warnings);
    }

    private static CardChosen Chosen(NetworkCard[] cards, string? name = null, string? bind = null,
        bool insist = false) => Assert.IsType<CardChosen>(Make(cards, name, bind, insist));

    private static CardRefused Refused(NetworkCard[] cards, string? name = null, string? bind = null,
        bool insist = false) => Assert.IsType<CardRefused>(Make(cards, name, bind, insist));

    private static CardChoice Make(NetworkCard[] cards, string? name, string? bind, bool insist) => CardChoice.Make(
        cards, new CardQuestion
        {
            Interface = name,
            Bind = bind is null ? [] : [Ipv4Address.Parse(bind)],
            Insist = insist,
        });
}
