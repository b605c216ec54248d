using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Catalogue;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Stories;
using Ringback.Wire.Dhcp;
using Ringback.Workbench.Desk;
using Ringback.Workbench.Dhcp;
using Ringback.Workbench.Dhcp.Probing;
using Ringback.Workbench.Dhcp.RogueServers;
using Ringback.Workbench.Tests.Bench;

namespace Ringback.Workbench.Tests.Dhcp;

/// <summary>What of DHCP reaches the desk, and who has which address.</summary>
public sealed class DhcpReporterTests : IDisposable
{
    private const string Class = "Cisco Systems, Inc. IP Phone CP-7940G";

    private static readonly HardwareAddress Phone = HardwareAddress.From(1, [0x00, 0x0E, 0x84, 0xC0, 0x60, 0xA6]);
    private static readonly HardwareAddress Laptop = HardwareAddress.From(1, [2, 0, 0, 0, 0, 9]);
    private static readonly DhcpArrival Broadcast = new(Host(1), WasBroadcast: true);
    private static readonly IPAddress Fifty = Host(50).ToIPAddress();

    private readonly PracticeBench _bench = new();
    private readonly Queue<PhoneEvent> _told = [];
    private readonly LeasedAddresses _leased = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_phone_has_a_story_and_a_laptop_has_none()
    {
        Run(desk =>
        {
            (HardwareAddress, string)[] both = [(Laptop, "MSFT 5.0"), (Phone, Class)];
            foreach ((HardwareAddress who, string name) in both)
            {
                DhcpMessage discover = Message(who, DhcpMessageType.Discover, name);
                desk.Asked(discover, Broadcast);
                desk.Answered(Answer(discover, DhcpMessageType.Offer, 50));
                desk.Ignored(new DhcpIgnored(DhcpBecause.Exhausted, who, 1));
            }
        });

        Assert.Equal(["AddressAsked", "AddressAnswered", "AddressAnswered"], Kinds());
        Assert.All(_told, e => Assert.Equal(MacAddress.Parse("000E84C060A6"), e.Mac));
        Assert.Equal(AddressAnswer.Silence, Assert.IsType<AddressAnswered>(_told.Last()).Answer);
    }

    [Theory]
    [InlineData(DhcpMessageType.Decline, "Decline")]
    [InlineData(DhcpMessageType.Release, "Release")]
    public void What_has_no_class_is_told_of_a_phone_that_had_one_before(DhcpMessageType type, string ask)
    {
        Run(desk =>
        {
            desk.Asked(Message(Phone, type), Broadcast);
            desk.Asked(Message(Phone, DhcpMessageType.Discover, Class), Broadcast);
            desk.Asked(Message(Phone, type), Broadcast);
        });

        Assert.Equal(["Discover", ask], _told.Cast<AddressAsked>().Select(e => e.Ask.ToString()));
    }

    [Fact]
    public void A_MAC_that_was_said_to_be_a_phones_needs_no_class()
    {
        DhcpServerOptions server = new() { PhoneHardwarePrefixes = [new byte[] { 2, 0, 0 }] };
        Run(desk => desk.Asked(Message(Laptop, DhcpMessageType.Discover), Broadcast), server);

        Assert.Equal(["AddressAsked"], Kinds());
    }

    [Fact]
    public void Silence_that_is_none_of_our_business_is_not_told()
    {
        Run(desk =>
        {
            desk.Asked(Message(Phone, DhcpMessageType.Discover, Class), Broadcast);
            desk.Ignored(new DhcpIgnored(DhcpBecause.OtherServer, Phone, 1));
        });

        Assert.Equal(["AddressAsked"], Kinds());
    }

    [Fact]
    public void An_address_is_the_phones_from_its_ACK_on()
    {
        Run(desk =>
        {
            DhcpMessage request = Message(Phone, DhcpMessageType.Request, Class);
            desk.Asked(request, Broadcast);
            desk.Answered(Answer(request, DhcpMessageType.Offer, 50));
            Assert.Null(_leased.Find(Fifty));
            desk.Answered(Answer(request, DhcpMessageType.Ack, 0));
            desk.Answered(Answer(request, DhcpMessageType.Nak, 0));
            Assert.Null(_leased.Find(IPAddress.Any));

            desk.Answered(Answer(request, DhcpMessageType.Ack, 50));
            Assert.Equal(MacAddress.Parse("000E84C060A6"), _leased.Find(Fifty));
            Assert.Null(_leased.Find(Host(51).ToIPAddress()));
        });
    }

    [Fact]
    public void A_laptop_that_gets_a_phones_old_address_is_not_taken_for_the_phone()
    {
        Run(desk =>
        {
            Own(desk);
            DhcpMessage request = Message(Laptop, DhcpMessageType.Request);
            desk.Asked(request, Broadcast);
            desk.Answered(Answer(request, DhcpMessageType.Offer, 50));
            Assert.NotNull(_leased.Find(Fifty));

            desk.Answered(Answer(request, DhcpMessageType.Ack, 50));
            Assert.Null(_leased.Find(Fifty));
        });
    }

    [Fact]
    public void An_address_that_somebody_unknown_has_is_nobodys()
    {
        Run(desk =>
        {
            Own(desk);
            desk.Quarantined(new DhcpQuarantined(Host(50), Phone, TimeSpan.FromHours(1)));

            Assert.Null(_leased.Find(Fifty));
        });
    }

    [Theory]
    [InlineData(50, 77, "seeks 192.168.77.77")]
    [InlineData(50, 1, "")]
    [InlineData(50, 254, "")]
    [InlineData(50, 50, "")]
    [InlineData(51, 77, "")]
    public void What_a_phone_looks_for_is_told_when_it_was_not_told_of_it(int from, int sought, string told)
    {
        Run(desk =>
        {
            Own(desk);
            desk.Overheard(new NeighbourQuestion(Host(from), Phone, Host(sought)));
            desk.Overheard(new NeighbourQuestion(Host(from), Phone, Host(sought)));
        }, Served());

        string[] sights = [.. _told.OfType<NeighbourSought>().Select(e => $"{(e.IsForeign ? "foreign " : "")}seeks "
            + e.Sought)];
        Assert.Equal(told.Length == 0 ? [] : [told], sights);
    }

    [Fact]
    public void A_phone_with_an_address_of_another_network_is_told_and_a_laptop_is_not()
    {
        Run(desk =>
        {
            desk.Know(MacAddress.Parse("000E84C060A6"));
            foreach (HardwareAddress who in (HardwareAddress[])[Phone, Laptop])
            {
                desk.Overheard(new NeighbourQuestion(
                    Ipv4Address.Parse("10.9.8.7"), who, Ipv4Address.Parse("10.9.8.1")));
            }
        }, Served());

        NeighbourSought sight = Assert.IsType<NeighbourSought>(Assert.Single(_told));
        Assert.Equal((true, IPAddress.Parse("10.9.8.7")), (sight.IsForeign, sight.Address));
    }

    [Fact]
    public void What_one_phone_says_too_much_is_left_out_and_counted_with_its_next_word()
    {
        Run(desk =>
        {
            DhcpMessage discover = Message(Phone, DhcpMessageType.Discover, Class);
            for (int i = 0; i < DhcpEventLimit.BurstOfOne + 4711; i++) desk.Asked(discover, Broadcast);
            _bench.Clock.Advance(DhcpEventLimit.RefillOfOne);
            desk.Asked(discover, Broadcast);
        });

        Assert.Equal(DhcpEventLimit.BurstOfOne + 1, _told.Count);
        Assert.Equal(4711, Assert.IsType<AddressAsked>(_told.Last()).LeftOut);
        Assert.Contains(Fold().Story, line =>
            line.Text.Contains("4,711 more messages are left out", StringComparison.Ordinal));
    }

    [Fact]
    public void A_flood_of_made_up_phones_leaves_room_for_the_story_of_a_real_one()
    {
        Run(desk =>
        {
            desk.Know(MacAddress.Parse("000E84C060A6"));
            for (int i = 0; i < 20_000; i++)
            {
                if (i == 19_999) _bench.Clock.Advance(TimeSpan.FromSeconds(10));
                HardwareAddress madeUp = HardwareAddress.From(1, [2, 0, 0, 0, (byte)(i >> 8), (byte)i]);
                desk.Asked(Message(madeUp, DhcpMessageType.Discover, Class), Broadcast);
            }

            desk.Asked(Message(Phone, DhcpMessageType.Discover, Class), Broadcast);
        });

        Assert.InRange(_told.Count, 3, DhcpEventLimit.BurstOfSaid + 3);
        Assert.Equal(MacAddress.Parse("000E84C060A6"), _told.Last().Mac);
        Assert.Single(_told.OfType<AbuseNoticed>());
    }

    [Fact]
    public void Two_hundred_phones_that_start_at_once_have_their_whole_story()
    {
        Run(desk =>
        {
            for (int i = 0; i < 200; i++)
            {
                HardwareAddress phone = HardwareAddress.From(1, [0, 0x0E, 0x84, 1, 0, (byte)i]);
                foreach (DhcpMessageType type in (DhcpMessageType[])[DhcpMessageType.Discover, DhcpMessageType.Request])
                {
                    DhcpMessage said = Message(phone, type, Class);
                    desk.Asked(said, Broadcast);
                    desk.Answered(Answer(said, type is DhcpMessageType.Discover
                        ? DhcpMessageType.Offer
                        : DhcpMessageType.Ack, 1 + i));
                }
            }
        });

        Assert.Empty(_told.OfType<AbuseNoticed>());
        Assert.Equal(400, _told.OfType<AddressAnswered>().Count());
    }

    [Fact]
    public void Servers_that_are_made_up_are_told_of_a_few_times()
    {
        Run(desk =>
        {
            for (int i = 0; i < 5000; i++) desk.Heard(Rival(Host(2 + (i % 250))), Laptop);
            _bench.Clock.Advance(RogueDhcpEventLimit.RefillOfAll);
            desk.Heard(Rival(Ipv4Address.Parse("10.9.8.7")), Laptop);
        });

        Assert.Equal(RogueDhcpEventLimit.BurstOfAll + 1, _told.Count);
        Assert.Equal(5000 - RogueDhcpEventLimit.BurstOfAll, Assert.IsType<RogueDhcpAnswered>(_told.Last()).LeftOut);
    }

    [Fact]
    public void What_a_client_calls_itself_is_cut_before_it_is_kept()
    {
        Run(desk => desk.Asked(
            Message(Phone, DhcpMessageType.Discover, Class + new string('x', 3000)), Broadcast));

        Assert.Equal(255, Assert.IsType<AddressAsked>(Assert.Single(_told)).VendorClass!.Length);
    }

    private PhoneCase Fold()
    {
        CaseBook book = new(PhoneCatalogue.BuiltIn, Narrator.Tell);
        foreach (PhoneEvent e in _told) book.Apply(e);
        return Assert.Single(book.All);
    }

    private static RogueDhcpSighting Rival(Ipv4Address server)
    {
        DhcpMessage offer = new()
        {
            Operation = DhcpOperation.Reply, Hardware = Laptop, YourAddress = Host(77),
            Options =
            [
                DhcpOption.Of(DhcpOptionCode.MessageType, (byte)DhcpMessageType.Offer),
                DhcpOption.Of(DhcpOptionCode.ServerIdentifier, server),
            ],
        };
        InquiryInterface at = new(1, Phone, [Host(1)]);
        return new RogueDhcpSighting(
            RogueDhcpNews.Appeared, RogueDhcpOffer.Of(new DhcpAnswer(offer, server, default), at, null));
    }

    /// <summary>The network and a router, which phones are told of.</summary>
    private static DhcpServerOptions Served() => new()
    {
        Subnets = [new DhcpSubnet(Ipv4Network.Parse("192.168.77.0/24"))],
    };

    private static Ipv4Address Host(int number) => Ipv4Address.Parse($"192.168.77.{number}");

    private static DhcpMessage Message(
        HardwareAddress hardware, DhcpMessageType type, string? vendorClass = null) => new()
    {
        Hardware = hardware,
        Options =
        [
            DhcpOption.Of(DhcpOptionCode.MessageType, (byte)type),
            .. vendorClass is null ? [] : new[] { DhcpOption.Of(DhcpOptionCode.VendorClass, vendorClass) },
        ],
    };

    /// <summary>An answer with this address; 0 for none.</summary>
    private static DhcpSend Answer(DhcpMessage request, DhcpMessageType type, int host)
    {
        DhcpMessage reply = Message(request.Hardware, type) with
        {
            Operation = DhcpOperation.Reply, YourAddress = host == 0 ? default : Host(host),
        };
        reply = reply with { Options = [.. reply.Options, DhcpOption.Of(DhcpOptionCode.Router, Host(254))] };
        return new DhcpSend(reply, DhcpRoute.Of(request, type, reply.YourAddress), 548, DhcpBecause.Selected);
    }

    private void Own(DhcpReporter desk)
    {
        DhcpMessage request = Message(Phone, DhcpMessageType.Request, Class);
        desk.Asked(request, Broadcast);
        desk.Answered(Answer(request, DhcpMessageType.Ack, 50));
        Assert.NotNull(_leased.Find(Fifty));
    }

    /// <summary>Lets it happen; what is told of it is in the queue.</summary>
    private void Run(Action<DhcpReporter> happen, DhcpServerOptions? server = null)
    {
        DhcpServiceOptions options = new()
        {
            Server = server ?? new DhcpServerOptions(), Links = [new DhcpLinkOptions(Host(1))],
        };
        happen(new DhcpReporter(options, _leased, _told.Enqueue, _bench.Clock, NullLogger.Instance));
    }

    private IEnumerable<string> Kinds() => _told.Select(e => e.GetType().Name);
}
