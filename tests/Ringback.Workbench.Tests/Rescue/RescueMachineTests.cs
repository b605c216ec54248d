using Ringback.Wire.Arp;
using Ringback.Wire.Dhcp;
using Ringback.Workbench.Rescue;
using Ringback.Workbench.Tests.Network;

namespace Ringback.Workbench.Tests.Rescue;

public sealed class RescueMachineTests
{
    private static readonly HardwareAddress Own = Mac("02:00:00:00:00:01");
    private static readonly HardwareAddress Phone = Mac("00:0e:84:c0:60:a6");
    private static readonly HardwareAddress Other = Mac("02:00:00:00:00:99");
    private static readonly Ipv4Address PhoneAddress = Ipv4Address.Parse("10.9.8.7");
    private static readonly Ipv4Address Gateway = Ipv4Address.Parse("10.9.8.1");
    private static readonly Ipv4Address Tftp = Ipv4Address.Parse("172.16.5.5");

    private readonly List<RescueAction> _said = [];
    private RescueMachine _machine = new(Rules());
    private TimeSpan _now = TimeSpan.FromSeconds(100);

    [Fact]
    public void An_address_that_nobody_has_is_asked_for_three_times_and_taken_behind_a_route()
    {
        Asks(Gateway);
        Until<TakeAction>();
        Assert.Equal(["Sought", "Probe", "Probe", "Probe", "Reach", "Take"], Said);
        Assert.Equal(TimeSpan.FromSeconds(102), _now);
        Assert.Equal(Gateway, Last<TakeAction>().Address);
        Assert.Equal(new RescuedPhone(Phone, PhoneAddress), Last<ReachAction>().Phone);
    }

    [Fact]
    public void What_is_taken_is_announced_twice_and_then_all_is_quiet()
    {
        Take(Gateway);
        Rest();
        Assert.Equal(2, _said.OfType<AnnounceAction>().Count());
        Assert.Null(_machine.Deadline);
        Assert.Equal([((ushort)0, Gateway)], _machine.Held);
    }

    [Fact]
    public void Asked_again_and_again_it_is_taken_once()
    {
        for (int i = 0; i < 20; i++) Asks(Gateway);
        Until<TakeAction>();
        Asks(Gateway);
        Did(Last<TakeAction>());
        Asks(Gateway);
        Rest();
        Assert.Single(_said.OfType<TakeAction>());
        Assert.Equal(3, _said.OfType<ProbeAction>().Count());
    }

    [Fact]
    public void What_the_phone_sends_through_its_gateway_names_the_server_behind_it()
    {
        Take(Gateway);
        Sends(Tftp, RescueService.Tftp);
        Until<TakeAction>();
        Assert.Equal((Tftp, RescueClue.SentThroughUs), (Last<TakeAction>().Address, Last<TakeAction>().Why));
        // The route to the phone is laid once.
        Assert.Single(_said.OfType<ReachAction>());
        RoleAction role = Assert.Single(_said.OfType<RoleAction>());
        Assert.Equal((Gateway, (RescueService?)null), (role.Address, role.Service));
        Did(Last<TakeAction>());
        Sends(Tftp, RescueService.Tftp);
        Sends(Tftp, RescueService.Tftp);
        Assert.Equal([null, RescueService.Tftp], _said.OfType<RoleAction>().Select(r => r.Service));
        Assert.Equal(Gateway, Last<RoleAction>().Through);
    }

    [Fact]
    public void Second_servers_and_call_managers_are_taken_as_they_are_asked_for()
    {
        Take(Gateway);
        foreach ((string address, RescueService service) in new[]
        {
            ("172.16.5.5", RescueService.Tftp), ("172.16.5.6", RescueService.Tftp), ("172.16.6.1", RescueService.Sccp),
            ("172.16.6.2", RescueService.Sccp),
        })
        {
            Sends(Ipv4Address.Parse(address), service);
            Until<TakeAction>();
            Did(Last<TakeAction>());
        }

        Assert.Equal(5, _machine.Held.Count());
    }

    [Fact]
    public void What_is_no_service_of_ours_is_not_taken()
    {
        Take(Gateway);
        Sends(Tftp, RescueService.Other);
        Assert.Single(_said.OfType<SoughtAction>());
    }

    [Fact]
    public void Packets_for_others_that_only_come_by_are_not_for_us()
    {
        Hear(new PacketSight(0, Phone, IsToUs: false, PhoneAddress, Tftp, RescueService.Tftp));
        Assert.Empty(_said);
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("127.0.0.1")]
    [InlineData("224.0.0.251")]
    [InlineData("255.255.255.255")]
    [InlineData("240.0.0.1")]
    [InlineData("10.9.8.7")]
    public void What_no_machine_can_have_is_not_taken(string address)
    {
        Asks(Ipv4Address.Parse(address));
        Rest();
        Assert.Empty(_said);
    }

    [Fact]
    public void Who_is_no_phone_gets_nothing()
    {
        Hear(new ArpSight(0, ArpPacket.Request(Other, Ipv4Address.Parse("10.9.8.50"), Gateway)));
        Rest();
        Assert.Empty(_said);
    }

    [Fact]
    public void Who_has_shown_to_be_a_phone_is_one_whatever_its_MAC_begins_with()
    {
        Hear(new PhoneSight(0, Other));
        Hear(new ArpSight(0, ArpPacket.Request(Other, Ipv4Address.Parse("10.9.8.50"), Gateway)));
        Until<TakeAction>();
        Assert.Equal(Gateway, Last<TakeAction>().Address);
    }

    [Fact]
    public void Only_the_phone_that_is_named_counts()
    {
        _machine = new RescueMachine(Rules() with { Only = Other });
        Asks(Gateway);
        Rest();
        Assert.Empty(_said);
        Hear(new ArpSight(0, ArpPacket.Request(Other, Ipv4Address.Parse("10.9.8.50"), Gateway)));
        Until<TakeAction>();
        Assert.Single(_said.OfType<TakeAction>());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void An_address_that_somebody_answers_for_is_refused(int probes)
    {
        Asks(Gateway);
        while (_said.OfType<ProbeAction>().Count() < probes) Elapse();
        Answers(Gateway, Other);
        Rest();
        Asks(Gateway);
        Rest();
        RefuseAction refused = Assert.Single(_said.OfType<RefuseAction>());
        Assert.Equal((Gateway, RescueRefusal.IsOwned, Other), (refused.Address, refused.Why, refused.Owner));
        Assert.Empty(_said.OfType<TakeAction>());
    }

    [Fact]
    public void An_address_that_somebody_was_heard_with_is_refused_at_once()
    {
        Hear(new ArpSight(0, ArpPacket.Announcement(Other, Gateway)));
        Asks(Gateway);
        Assert.Equal(["Sought", "Refuse"], Said);
    }

    [Fact]
    public void Somebody_else_who_is_about_to_take_it_goes_first()
    {
        Asks(Gateway);
        Hear(new ArpSight(0, ArpPacket.Probe(Other, Gateway)));
        Assert.Single(_said.OfType<RefuseAction>());
    }

    [Fact]
    public void A_probe_for_what_we_have_is_the_systems_to_answer()
    {
        Take(Gateway);
        Hear(new ArpSight(0, ArpPacket.Probe(Other, Gateway)));
        Assert.Empty(_said.OfType<RefuseAction>());
        Assert.Single(_machine.Held);
    }

    [Fact]
    public void Who_is_heard_with_it_later_has_it_back_at_once()
    {
        Take(Gateway);
        Answers(Gateway, Other);
        Assert.Equal(["Release", "Refuse"], Said[^2..]);
        Assert.Empty(_machine.Held);
    }

    [Fact]
    public void Who_is_heard_with_it_while_the_system_is_busy_has_it_back_too()
    {
        Asks(Gateway);
        Until<TakeAction>();
        Answers(Gateway, Other);
        Did(Last<TakeAction>());
        Assert.Contains("Release", Said);
        Assert.Empty(_machine.Held);
    }

    [Fact]
    public void Our_own_words_are_nobodys()
    {
        Take(Gateway);
        Answers(Gateway, Own);
        Assert.Empty(_said.OfType<RefuseAction>());
    }

    [Fact]
    public void The_address_of_another_card_is_not_taken()
    {
        _machine = new RescueMachine(Rules() with { OtherNetworks = [Card.Subnet("172.16.0.0/16")] });
        Take(Gateway);
        Sends(Tftp, RescueService.Tftp);
        Sends(Tftp, RescueService.Tftp);
        Assert.Equal(RescueRefusal.IsElsewhere, Assert.Single(_said.OfType<RefuseAction>()).Why);
        Assert.Single(_machine.Held);
    }

    [Fact]
    public void A_phone_with_an_address_of_another_cards_network_is_not_reached_for()
    {
        _machine = new RescueMachine(Rules() with { OtherNetworks = [Card.Subnet("10.9.8.0/24")] });
        Asks(Ipv4Address.Parse("10.9.9.1"));
        Assert.Equal(RescueRefusal.IsElsewhere, Assert.Single(_said.OfType<RefuseAction>()).Why);
    }

    [Fact]
    public void A_phone_in_a_network_of_the_card_needs_no_route()
    {
        _machine = new RescueMachine(Rules() with { OwnNetworks = [Card.Subnet("10.9.8.0/24")] });
        Take(Gateway);
        Assert.Empty(_said.OfType<ReachAction>());
    }

    [Fact]
    public void Our_own_addresses_need_not_be_taken()
    {
        _machine = new RescueMachine(Rules() with { OwnAddresses = [Tftp] });
        Take(Gateway);
        Sends(Tftp, RescueService.Tftp);
        Assert.Single(_said.OfType<SoughtAction>());
    }

    [Fact]
    public void The_number_of_addresses_has_a_bound_that_is_told_once()
    {
        RescueRules rules = Rules() with { MostAddresses = 4 };
        _machine = new RescueMachine(rules);
        for (uint i = 0; i < 40; i++) Asks(new Ipv4Address(Gateway.Bits + 100 + (i % 20)));
        Rest();
        Assert.Equal(4, _said.OfType<TakeAction>().Count());
        Assert.All(_said.OfType<RefuseAction>(), r => Assert.Equal(RescueRefusal.TooMany, r.Why));
        Assert.Equal(16, _said.OfType<RefuseAction>().Count());
    }

    [Fact]
    public void The_number_of_phones_has_a_bound()
    {
        for (byte i = 0; i < 100; i++)
        {
            HardwareAddress phone = HardwareAddress.From(HardwareAddress.Ethernet, [0, 0x0e, 0x84, 1, 2, i]);
            Hear(new ArpSight(0, ArpPacket.Request(phone, new Ipv4Address(PhoneAddress.Bits + 20u + i), Gateway)));
        }

        Rest();
        Assert.Single(_said.OfType<TakeAction>());
        Assert.True(_said.OfType<ReachAction>().Count() <= 16);
    }

    [Fact]
    public void A_tagged_phone_gets_an_interface_of_its_own_first()
    {
        Hear(new ArpSight(100, ArpPacket.Request(Phone, PhoneAddress, Gateway)));
        Until<TakeAction>();
        Assert.Equal(["Sought", "Probe", "Probe", "Probe", "Tag", "Reach", "Take"], Said);
        Assert.All(_said, a => Assert.Equal(100, a.Vlan));
        Hear(new ArpSight(100, ArpPacket.Request(Phone, PhoneAddress, Ipv4Address.Parse("10.9.8.5"))));
        Rest();
        Assert.Single(_said.OfType<TagAction>());
    }

    [Fact]
    public void What_could_not_be_done_is_tried_again_when_the_phone_asks_again()
    {
        Asks(Gateway);
        Until<TakeAction>();
        Failed(Last<ReachAction>());
        Failed(Last<TakeAction>());
        Asks(Gateway);
        Assert.Single(_said.OfType<TakeAction>());
        _now += TimeSpan.FromSeconds(10);
        Asks(Gateway);
        Rest();
        Assert.Equal(2, _said.OfType<TakeAction>().Count());
        Assert.Equal(2, _said.OfType<ReachAction>().Count());
    }

    [Fact]
    public void A_route_that_could_not_be_laid_is_laid_when_the_phone_asks_again()
    {
        Asks(Gateway);
        Until<TakeAction>();
        Did(Last<TakeAction>());
        Failed(Last<ReachAction>());
        Asks(Gateway);
        Assert.Single(_said.OfType<ReachAction>());
        _now += TimeSpan.FromSeconds(10);
        Asks(Gateway);
        Asks(Gateway);
        Assert.Equal(2, _said.OfType<ReachAction>().Count());
    }

    [Fact]
    public void A_phone_that_moves_to_another_address_is_followed()
    {
        Take(Gateway);
        Hear(new ArpSight(0, ArpPacket.Announcement(Phone, Ipv4Address.Parse("10.9.8.70"))));
        Assert.Equal(2, _said.OfType<ReachAction>().Count());
        Assert.Equal("10.9.8.70", $"{Last<ReachAction>().Phone.Address}");
    }

    [Fact]
    public void What_a_person_says_is_asked_for_and_taken_like_anything_else()
    {
        Hear(new ToldSight(0, PhoneAddress, [Gateway, Tftp]));
        Rest();
        Assert.Equal([Gateway, Tftp], _said.OfType<TakeAction>().Select(t => t.Address));
        Assert.Single(_said.OfType<ReachAction>());
    }

    [Fact]
    public void An_answer_to_a_ping_is_an_owner_too()
    {
        Hear(new ToldSight(0, PhoneAddress, [Gateway]));
        Hear(new AnswerSight(Gateway, default));
        Assert.Equal(RescueRefusal.IsOwned, Assert.Single(_said.OfType<RefuseAction>()).Why);
    }

    private string[] Said => [.. _said.Select(a => a.GetType().Name.Replace("Action", "", StringComparison.Ordinal))];

    private static RescueRules Rules() => new() { Own = Own, MayBePhone = mac => mac.StartsWith([0, 0x0e, 0x84]) };

    private static HardwareAddress Mac(string text) =>
        HardwareAddress.TryParse(text, out HardwareAddress address) ? address : throw new FormatException(text);

    private T Last<T>()
        where T : RescueAction => _said.OfType<T>().Last();

    private void Asks(Ipv4Address address) =>
        Hear(new ArpSight(0, ArpPacket.Request(Phone, PhoneAddress, address)));

    private void Answers(Ipv4Address address, HardwareAddress who) =>
        Hear(new ArpSight(0, ArpPacket.Request(Phone, PhoneAddress, address).Answer(who)));

    private void Sends(Ipv4Address address, RescueService service) =>
        Hear(new PacketSight(0, Phone, IsToUs: true, PhoneAddress, address, service));

    private void Hear(RescueSight sight) => _said.AddRange(_machine.Take(sight, _now));

    private void Did(RescueAction action) => _said.AddRange(_machine.Done(action, _now));

    private void Failed(RescueAction action) => _said.AddRange(_machine.Failed(action, _now));

    private void Take(Ipv4Address address)
    {
        Asks(address);
        Until<TakeAction>();
        Did(Last<TakeAction>());
    }

    private void Elapse()
    {
        _now = _machine.Deadline ?? throw new InvalidOperationException("Nothing is due.");
        _said.AddRange(_machine.Elapsed(_now));
    }

    /// <summary>Lets time pass until something of the kind is said for what is not taken yet.</summary>
    private void Until<T>()
        where T : RescueAction
    {
        int before = _said.OfType<T>().Count();
        while (_said.OfType<T>().Count() == before) Elapse();
    }

    private void Rest()
    {
        while (_machine.Deadline is not null) Elapse();
    }
}
