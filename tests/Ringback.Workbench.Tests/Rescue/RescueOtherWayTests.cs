using Ringback.Wire.Arp;
using Ringback.Wire.Dhcp;
using Ringback.Workbench.Rescue;

namespace Ringback.Workbench.Tests.Rescue;

/// <summary>What becomes of a rescue when one of the addresses is somebody else's.</summary>
public sealed class RescueOtherWayTests
{
    private static readonly HardwareAddress Own = Mac(1);
    private static readonly HardwareAddress Phone = Mac(7);
    private static readonly HardwareAddress Other = Mac(99);
    private static readonly Ipv4Address PhoneAddress = Ipv4Address.Parse("10.9.8.7");
    private static readonly Ipv4Address Gateway = Ipv4Address.Parse("10.9.8.1");
    private static readonly Ipv4Address First = Ipv4Address.Parse("10.9.8.5");
    private static readonly Ipv4Address Second = Ipv4Address.Parse("172.16.5.6");

    private readonly List<RescueAction> _said = [];
    private readonly RescueMachine _machine = new(new RescueRules { Own = Own, MayBePhone = mac => mac == Phone });
    private TimeSpan _now = TimeSpan.FromSeconds(100);

    [Fact]
    public void Without_another_way_it_ends_with_who_has_the_address()
    {
        IsHad(Gateway);
        Asks(Gateway);
        Assert.Empty(_said.OfType<GiveUpAction>());
        Rest();
        RefuseAction refused = Assert.Single(_said.OfType<GiveUpAction>()).Refused;
        Assert.Equal((Gateway, RescueRefusal.IsOwned, Other), (refused.Address, refused.Why, refused.Owner));
        Assert.Equal(TimeSpan.FromSeconds(130), _now);
    }

    [Fact]
    public void A_phone_that_finds_its_second_server_is_served_on()
    {
        IsHad(First);
        Asks(First);
        Asks(Gateway);
        // Its first server is silent to it for as long as it tries.
        _now += TimeSpan.FromSeconds(13);
        Sends(Second);
        while (_machine.Held.Count() < 2) Elapse();
        Sends(Second);
        Rest();
        Assert.Equal([First], _said.OfType<RefuseAction>().Select(r => r.Address));
        Assert.Empty(_said.OfType<GiveUpAction>());
        Assert.Equal([Gateway, Second], _machine.Held.Select(h => h.Address));
    }

    [Fact]
    public void A_gateway_alone_serves_nobody()
    {
        IsHad(First);
        Asks(Gateway);
        Asks(First);
        Rest();
        Assert.Equal(First, Assert.Single(_said.OfType<GiveUpAction>()).Refused.Address);
    }

    [Fact]
    public void Who_comes_later_and_has_the_only_server_ends_it()
    {
        Asks(First);
        Rest();
        Sends(First);
        IsHad(First);
        Rest();
        Assert.Empty(_machine.Held);
        Assert.Equal(Other, Assert.Single(_said.OfType<GiveUpAction>()).Refused.Owner);
    }

    [Fact]
    public void Of_what_a_person_told_one_address_is_enough()
    {
        IsHad(Gateway);
        Hear(new ToldSight(0, PhoneAddress, [Gateway, First]));
        Rest();
        Assert.Equal([First], _machine.Held.Select(h => h.Address));
        Assert.Empty(_said.OfType<GiveUpAction>());
    }

    private static HardwareAddress Mac(byte last) =>
        HardwareAddress.From(HardwareAddress.Ethernet, [0x02, 0x0e, 0x84, 0, 0, last]);

    private void IsHad(Ipv4Address address) => Hear(new ArpSight(0, ArpPacket.Announcement(Other, address)));

    private void Asks(Ipv4Address address) =>
        Hear(new ArpSight(0, ArpPacket.Request(Phone, PhoneAddress, address)));

    private void Sends(Ipv4Address address) =>
        Hear(new PacketSight(0, Phone, IsToUs: true, PhoneAddress, address, RescueService.Tftp));

    private void Hear(RescueSight sight) => Perform(_machine.Take(sight, _now));

    /// <summary>Everything that is asked of the system is done.</summary>
    private void Perform(IReadOnlyList<RescueAction> actions)
    {
        foreach (RescueAction action in actions)
        {
            _said.Add(action);
            if (action is TakeAction or ReachAction) Perform(_machine.Done(action, _now));
        }
    }

    private void Elapse()
    {
        TimeSpan due = _machine.Deadline ?? throw new InvalidOperationException("Nothing is due.");
        _now = due > _now ? due : _now;
        Perform(_machine.Elapsed(_now));
    }

    private void Rest()
    {
        while (_machine.Deadline is not null) Elapse();
    }
}
