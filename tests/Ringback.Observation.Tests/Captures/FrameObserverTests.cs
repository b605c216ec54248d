using System.Net;
using System.Text;
using Ringback.Catalogue;
using Ringback.Observation.Captures;
using Ringback.Phones.Events;
using Ringback.Wire.Arp;
using Ringback.Wire.Cdp;
using Ringback.Wire.Dhcp;
using Ringback.Wire.Ethernet;
using Ringback.Wire.Lldp;
using static Ringback.Observation.Tests.Captures.Cable;
using Hardware = Ringback.Observation.Dhcp.EthernetAddress;

namespace Ringback.Observation.Tests.Captures;

/// <summary>From announcements, ARP and DHCP to events: who is a phone, and what it looks for.</summary>
public sealed class FrameObserverTests
{
    private readonly Cable _cable = new();

    private static HardwareAddress PhoneHardware => Hardware.HardwareOf(Phone);

    [Fact]
    public void A_phone_announces_itself_and_says_so_once()
    {
        for (int i = 0; i < 3; i++) _cable.Cdp(Phone, Announcement);
        _cable.Cdp(Phone, Announcement with { Addresses = [PhoneAddress] });
        PhoneAnnounced[] told = [.. _cable.Of<PhoneAnnounced>()];
        Assert.Equal([null, PhoneAddress.ToIPAddress()], told.Select(e => e.Address));
        Assert.Equal((Phone, "P0030702T023", "Cisco IP Phone 7960", AnnouncedBy.Cdp),
            (told[0].Mac!.Value, told[0].Load, told[0].Platform, told[0].Via));
        Assert.Equal(new FrameOrigin("boot.pcapng", 1), told[0].Origin);
    }

    [Fact]
    public void A_switch_a_computer_and_another_makers_phone_are_neighbours_and_no_phones()
    {
        _cable.Cdp(Other, new CdpAnnouncement { DeviceId = "sw1", Platform = "cisco WS-C2960", VoiceVlan = 110 });
        _cable.Cdp(Router, new CdpAnnouncement
        {
            DeviceId = "Polycom SoundPoint IP 501", Platform = "Polycom SoundPoint IP 501",
            Capabilities = CdpCapabilities.Host | CdpCapabilities.Phone,
        });
        _cable.Lldp(Other, new LldpAnnouncement { ChassisText = "pc", PortText = "1", SystemDescription = "Linux" });
        Assert.Empty(_cable.Told);
        Assert.Equal(3, _cable.Observer.Neighbours.Count);
        Assert.Contains(_cable.Observer.Neighbours, n => n is { Name: "sw1", VoiceVlan: 110 } && n.Mac == Other);
    }

    [Fact]
    public void A_phone_of_LLDP_tells_its_serial_number_and_its_vlan()
    {
        _cable.Lldp(Phone, new LldpAnnouncement
        {
            ChassisAddress = PhoneAddress, PortHardware = PhoneHardware, SystemName = "SEP000E84C060A6",
            Policies = [new LldpMedPolicy(LldpMedApplication.Voice, false, true, 110, 5, 46)],
            Inventory = new LldpMedInventory { Model = "CP-7965G", Software = "SCCP45.9-4-2SR3-1S", Serial = "FCH1" },
        });
        PhoneAnnounced told = Assert.Single(_cable.Of<PhoneAnnounced>());
        Assert.Equal(("CP-7965G", "SCCP45.9-4-2SR3-1S", "FCH1", 110),
            (told.Platform, told.Load, told.Serial, told.VoiceVlan));
    }

    [Fact]
    public void What_a_machine_did_before_it_showed_to_be_a_phone_is_told_then()
    {
        _cable.Vlan = 110;
        _cable.Arp(ArpPacket.Announcement(PhoneHardware, PhoneAddress));
        _cable.Arp(ArpPacket.Request(PhoneHardware, PhoneAddress, RouterAddress));
        _cable.Arp(ArpPacket.Request(Hardware.HardwareOf(Other), RouterAddress, PhoneAddress));
        Assert.Empty(_cable.Told);
        _cable.Vlan = null;
        _cable.Cdp(Phone, Announcement);
        Assert.Equal(["AddressClaimed", "AddressClaimed", "NeighbourSought", "PhoneAnnounced"],
            _cable.Told.Select(e => e.GetType().Name));
        Assert.Equal([AddressClaim.Announcement, AddressClaim.Use], _cable.Of<AddressClaimed>().Select(e => e.How));
        NeighbourSought sought = Assert.Single(_cable.Of<NeighbourSought>());
        Assert.Equal((RouterAddress.ToIPAddress(), 110, new FrameOrigin("boot.pcapng", 2)),
            (sought.Sought, sought.Vlan, (FrameOrigin)sought.Origin!));
        Assert.All(_cable.Told, e => Assert.Equal(Phone, e.Mac));
    }

    [Fact]
    public void Who_is_asked_for_again_and_again_is_told_once_a_minute()
    {
        _cable.Cdp(Phone, Announcement);
        for (int i = 0; i < 100; i++)
        {
            _cable.Arp(ArpPacket.Request(PhoneHardware, PhoneAddress, RouterAddress));
            _cable.Wait(1);
        }

        Assert.Equal(2, _cable.Of<NeighbourSought>().Count());
    }

    [Fact]
    public void A_probe_gives_no_address_yet()
    {
        _cable.Cdp(Phone, Announcement);
        _cable.Arp(ArpPacket.Probe(PhoneHardware, PhoneAddress));
        AddressClaimed probe = Assert.Single(_cable.Of<AddressClaimed>());
        Assert.Equal((AddressClaim.Probe, null, PhoneAddress.ToIPAddress()), (probe.How, probe.Address, probe.Claimed));
    }

    [Fact]
    public void A_phone_of_another_network_than_the_listeners_is_foreign()
    {
        Cable here = new(null, Ipv4Network.Parse("192.0.2.0/24"));
        here.Cdp(Phone, Announcement);
        here.Arp(ArpPacket.Request(PhoneHardware, PhoneAddress, RouterAddress));
        Assert.True(Assert.Single(here.Of<NeighbourSought>()).IsForeign);
    }

    [Fact]
    public void A_phones_DHCP_is_told_and_a_computers_is_not()
    {
        Say(Phone, DhcpMessageType.Discover, "Cisco Systems, Inc. IP Phone CP-7960G\0");
        Say(Other, DhcpMessageType.Discover, "MSFT 5.0");
        Assert.Equal(Phone, Assert.Single(_cable.Of<AddressAsked>()).Mac);
        Answer(Phone, "10.9.8.2", DhcpMessageType.Offer, "172.16.5.5");
        Answer(Other, "10.9.8.2", DhcpMessageType.Offer, "172.16.5.5");
        Assert.Equal(Phone, Assert.Single(_cable.Of<AddressAnswered>()).Mac);
    }

    [Fact]
    public void A_second_server_that_sends_phones_elsewhere_is_another_one_and_its_twin_is_not()
    {
        Say(Phone, DhcpMessageType.Discover, "Cisco Systems, Inc. IP Phone CP-7960G\0");
        Answer(Phone, "10.9.8.2", DhcpMessageType.Offer, "172.16.5.5");
        Answer(Phone, "10.9.8.3", DhcpMessageType.Offer, "172.16.5.5");
        Assert.Empty(_cable.Of<RogueDhcpAnswered>());
        Answer(Phone, "10.9.8.66", DhcpMessageType.Offer, "10.9.8.66");
        Assert.Equal(IPAddress.Parse("10.9.8.66"), Assert.Single(_cable.Of<RogueDhcpAnswered>()).Server);
        Assert.Equal(2, _cable.Of<AddressAnswered>().Count());
    }

    [Fact]
    public void Frames_that_cannot_be_read_are_counted()
    {
        _cable.Send(new byte[5]);
        _cable.Send(new byte[60], linkType: 105);
        _cable.Send(Phone, Other, EthernetFrame.Arp, new byte[10]);
        _cable.Send(Phone, Other, EthernetFrame.Ipv6, new byte[40]);
        byte[] fragment = new byte[60];
        UdpDatagram.Write(fragment, (PhoneAddress, 1024), (Server, 2000), new byte[32]);
        fragment[7] = 9;
        _cable.Send(Phone, Other, EthernetFrame.Ipv4, fragment);
        FrameCounts counts = _cable.Observer.Counts;
        Assert.Equal((5L, 2L, 1L, 1L, 1L, 0L),
            (counts.Frames, counts.Unreadable, counts.Malformed, counts.Ipv6, counts.Fragments, counts.Understood));
    }

    [Fact]
    public void Made_up_machines_push_out_each_other_and_no_phone()
    {
        FollowLimits limits = new() { Stations = 64 };
        Cable crowd = new(limits);
        crowd.Cdp(Phone, Announcement);
        for (uint i = 0; i < 5_000; i++)
        {
            HardwareAddress made = Hardware.HardwareOf(new MacAddress(0x0200_0000_0000UL + i));
            crowd.Arp(ArpPacket.Request(made, new Ipv4Address(0x0A00_0000 + i), RouterAddress));
        }

        crowd.Arp(ArpPacket.Request(PhoneHardware, PhoneAddress, RouterAddress));
        Assert.Single(crowd.Of<NeighbourSought>());
        Assert.True(crowd.Observer.Counts.ForgottenStations > 4_000);
    }

    [Fact]
    public void A_machine_that_looks_for_everybody_is_told_up_to_a_limit()
    {
        _cable.Cdp(Phone, Announcement);
        for (uint i = 0; i < 1_000; i++)
            _cable.Arp(ArpPacket.Request(PhoneHardware, PhoneAddress, new Ipv4Address(0x0A09_0000 + i)));
        Assert.InRange(_cable.Of<NeighbourSought>().Count(), 32, new FollowLimits().Places);
        Assert.True(_cable.Observer.Counts.LeftOut > 900);
    }

    [Fact]
    public void Random_frames_never_throw_and_tell_of_nobody_else()
    {
        Random dice = new(79_60);
        List<byte[]> seeds = [];
        byte[] buffer = new byte[1514];
        seeds.Add(buffer[..CdpWriter.WriteFrame(buffer, PhoneHardware, Announcement)]);
        foreach ((int from, int to, byte[] payload) in ((int, int, byte[])[])
            [
                (49_200, 69, Request("SEP000E84C060A6.cnf.xml")), (40_000, 49_200, [0, 3, 0, 1, .. new byte[30]]),
                (68, 67, new byte[300]), (5060, 5060, Encoding.ASCII.GetBytes("REGISTER sip:a SIP/2.0\r\n\r\n")),
                (1024, 53, new byte[40]), (53, 1024, new byte[40]), (2427, 2427, "RSIP 1 a MGCP 1.0\n"u8.ToArray()),
            ])
        {
            byte[] frame = new byte[42 + payload.Length];
            EthernetFrame.WriteHeader(frame, EthernetFrame.Everybody, PhoneHardware, EthernetFrame.Ipv4);
            UdpDatagram.Write(frame.AsSpan(14), (PhoneAddress, (ushort)from), (Server, (ushort)to), payload);
            seeds.Add(frame);
        }

        for (int run = 0; run < 20_000; run++)
        {
            byte[] frame = [.. seeds[dice.Next(seeds.Count)]];
            for (int left = dice.Next(0, 4); left > 0; left--) frame[dice.Next(frame.Length)] = (byte)dice.Next();
            _cable.Send(frame[..dice.Next(1, frame.Length + 1)]);
        }

        _cable.Finish();
        Assert.All(_cable.Told, e => Assert.NotNull(e.Origin));
    }

    private void Say(MacAddress from, DhcpMessageType type, string vendorClass)
    {
        DhcpMessage message = Message(from, DhcpOperation.Request, type,
            new DhcpOption(DhcpOptionCode.VendorClass, Encoding.ASCII.GetBytes(vendorClass)));
        Send(default, 68, Ipv4Address.Broadcast, 67, message);
    }

    private void Answer(MacAddress phone, string server, DhcpMessageType type, string tftp)
    {
        byte[] own = Ipv4Address.Parse(server).ToIPAddress().GetAddressBytes();
        DhcpMessage message = Message(phone, DhcpOperation.Reply, type,
            new DhcpOption(DhcpOptionCode.ServerIdentifier, own),
            new DhcpOption(DhcpOptionCode.TftpServers, IPAddress.Parse(tftp).GetAddressBytes())) with
        {
            YourAddress = PhoneAddress,
        };
        Send(Ipv4Address.Parse(server), 67, Ipv4Address.Broadcast, 68, message);
    }

    private static DhcpMessage Message(
        MacAddress phone, DhcpOperation operation, DhcpMessageType type, params DhcpOption[] options) => new()
    {
        Operation = operation, Hardware = Hardware.HardwareOf(phone), TransactionId = 7,
        Options = [new DhcpOption(DhcpOptionCode.MessageType, new[] { (byte)type }), .. options],
    };

    private void Send(Ipv4Address from, int fromPort, Ipv4Address to, int toPort, DhcpMessage message)
    {
        byte[] bytes = new byte[DhcpMessage.MaximumLength];
        int length = DhcpWriter.Write(bytes, message, 1472, out _);
        _cable.Udp(from, fromPort, to, toPort, bytes.AsSpan(0, length));
    }
}
