using Ringback.Wire.Arp;
using Ringback.Wire.Dhcp;
using Ringback.Wire.Ethernet;
using Ringback.Workbench.Rescue;

namespace Ringback.Workbench.Tests.Rescue;

public sealed class RescueReadingTests
{
    private static readonly HardwareAddress Own = HardwareAddress.From(HardwareAddress.Ethernet, [2, 0, 0, 0, 0, 1]);
    private static readonly HardwareAddress Phone =
        HardwareAddress.From(HardwareAddress.Ethernet, [0, 0x0e, 0x84, 0xc0, 0x60, 0xa6]);

    private static readonly Ipv4Address Source = Ipv4Address.Parse("10.9.8.7");
    private static readonly Ipv4Address Server = Ipv4Address.Parse("172.16.5.5");

    [Fact]
    public void A_question_by_ARP_is_read_with_its_tag()
    {
        ArpPacket packet = ArpPacket.Request(Phone, Source, Server);
        Assert.Equal(new ArpSight(0, packet), RescueReading.Read(Arp(packet), Own));
        Assert.Equal(new ArpSight(100, packet), RescueReading.Read(Tagged(Arp(packet), 100), Own));
        // A tag with the number 0 only says how urgent it is.
        Assert.Equal(new ArpSight(0, packet), RescueReading.Read(Tagged(Arp(packet), 0), Own));
    }

    [Theory]
    [InlineData(69, RescueService.Tftp)]
    [InlineData(53, RescueService.Dns)]
    [InlineData(123, RescueService.Ntp)]
    [InlineData(2427, RescueService.Mgcp)]
    [InlineData(5060, RescueService.Sip)]
    [InlineData(2000, RescueService.Other)]
    [InlineData(514, RescueService.Other)]
    public void A_datagram_says_what_is_wanted(ushort port, RescueService service)
    {
        byte[] frame = Udp(Own, port);
        Assert.Equal(new PacketSight(0, Phone, true, Source, Server, service), RescueReading.Read(frame, Own));
        Assert.Equal(new PacketSight(0, Phone, false, Source, Server, service),
            RescueReading.Read(Udp(EthernetFrame.Everybody, port), Own));
    }

    [Theory]
    [InlineData(2000, RescueService.Sccp)]
    [InlineData(6970, RescueService.Http)]
    [InlineData(5060, RescueService.Sip)]
    [InlineData(69, RescueService.Other)]
    public void A_connection_says_what_is_wanted(ushort port, RescueService service)
    {
        byte[] frame = Udp(Own, port);
        // The same ports stand at the same place; behind them a header of five words.
        frame[14 + 9] = 6;
        frame[14 + 20 + 12] = 0x50;
        Assert.Equal(new PacketSight(0, Phone, true, Source, Server, service), RescueReading.Read(frame, Own));
    }

    [Fact]
    public void Every_beginning_and_every_change_of_a_frame_is_read_in_peace()
    {
        Random random = new(7);
        foreach (byte[] whole in (byte[][])[Arp(ArpPacket.Request(Phone, Source, Server)), Udp(Own, 69), Udp(Own, 67)])
        {
            for (int length = 0; length < whole.Length; length++)
            {
                _ = RescueReading.Read(whole.AsSpan(0, length), Own);
                _ = RescueReading.ReadWord(whole.AsSpan(0, length), default);
            }

            for (int i = 0; i < 20_000; i++)
            {
                byte[] changed = [.. whole];
                for (int n = random.Next(1, 5); n > 0; n--)
                    changed[random.Next(changed.Length)] = (byte)random.Next(256);
                _ = RescueReading.Read(changed, Own);
                _ = RescueReading.ReadWord(changed, default);
            }
        }
    }

    private static byte[] Arp(ArpPacket packet)
    {
        byte[] frame = new byte[60];
        packet.Write(frame.AsSpan(EthernetFrame.WriteHeader(
            frame, EthernetFrame.Everybody, packet.SenderHardware, EthernetFrame.Arp)));
        return frame;
    }

    private static byte[] Udp(HardwareAddress to, ushort port)
    {
        byte[] frame = new byte[14 + UdpDatagram.HeadersLength + 40];
        int at = EthernetFrame.WriteHeader(frame, to, Phone, EthernetFrame.Ipv4);
        UdpDatagram.Write(frame.AsSpan(at), (Source, 50000), (Server, port), new byte[40]);
        return frame;
    }

    private static byte[] Tagged(byte[] frame, ushort vlan) =>
        [.. frame[..12], 0x81, 0x00, (byte)(vlan >> 8), (byte)vlan, .. frame[12..]];
}
