using Ringback.Wire.Dhcp;
using Ringback.Wire.Ethernet;

namespace Ringback.Wire.Tests.Ethernet;

/// <summary>What stands before a packet on the links that captures have, and packets as they were captured.</summary>
public sealed class LinkFrameTests
{
    private const string Addresses = "FFFFFFFFFFFF" + "000E84C060A6";
    private static readonly HardwareAddress Phone = HardwareAddress.From(1, [0x00, 0x0e, 0x84, 0xc0, 0x60, 0xa6]);

    [Theory]
    [InlineData(LinkType.Ethernet, Addresses + "0800" + "45", LinkPayload.Ipv4, null)]
    [InlineData(LinkType.Ethernet, Addresses + "8100" + "A06E" + "0806" + "45", LinkPayload.Arp, 110)]
    [InlineData(LinkType.Ethernet, Addresses + "88A80064" + "8100006E" + "0800" + "45", LinkPayload.Ipv4, 110)]
    [InlineData(LinkType.Ethernet, Addresses + "91000064" + "8100006E" + "88CC" + "45", LinkPayload.Lldp, 110)]
    [InlineData(LinkType.Ethernet, Addresses + "8100" + "A000" + "86DD" + "45", LinkPayload.Ipv6, null)]
    [InlineData(LinkType.Ethernet, Addresses + "0009" + "AAAA0300000C2000" + "45" + "0000", LinkPayload.Cdp, null)]
    [InlineData(LinkType.Ethernet, Addresses + "0009" + "AAAA030000000800" + "45" + "0000", LinkPayload.Ipv4, null)]
    [InlineData(LinkType.Ethernet, Addresses + "81000007" + "0009" + "AAAA0300000C2000" + "45", LinkPayload.Cdp, 7)]
    [InlineData(LinkType.LinuxCooked, "0001" + "0001" + "0006" + "000E84C060A60000" + "0800" + "45",
        LinkPayload.Ipv4, null)]
    [InlineData(LinkType.LinuxCooked, "0001" + "0001" + "0006" + "000E84C060A60000" + "8100" + "006E0806" + "45",
        LinkPayload.Arp, 110)]
    [InlineData(LinkType.LinuxCooked, "00020001" + "0006" + "000E84C060A60000" + "0004" + "AAAA0300000C2000" + "45",
        LinkPayload.Cdp, null)]
    [InlineData(LinkType.LinuxCooked2, "0806" + "0000" + "00000002" + "0001" + "00" + "06" + "000E84C060A60000" + "45",
        LinkPayload.Arp, null)]
    public void Links_are_read(LinkType link, string hex, LinkPayload carries, int? vlan)
    {
        byte[] bytes = Convert.FromHexString(hex);
        Assert.True(LinkFrame.TryRead(link, bytes, out LinkFrame frame, out LinkMalformation why), $"{why}");
        Assert.Equal((carries, vlan, (HardwareAddress?)Phone), (frame.Carries, (int?)frame.Vlan, frame.Source));
        Assert.Equal("45", Convert.ToHexString(frame.Payload));
        for (int length = 0; length < bytes.Length; length++)
        {
            // A span of exactly this length: reading past it throws.
            LinkFrame.TryRead(link, bytes.AsSpan(0, length).ToArray(), out _, out _);
        }
    }

    [Theory]
    [InlineData(LinkType.RawIp, "45")]
    [InlineData(LinkType.RawIpv4, "45")]
    [InlineData(LinkType.RawIpOfBsd, "45")]
    [InlineData(LinkType.RawIpOfOpenBsd, "45")]
    [InlineData(LinkType.BsdLoopback, "02000000" + "45")]
    [InlineData(LinkType.OpenBsdLoopback, "00000002" + "45")]
    public void A_packet_without_a_link_has_no_machines(LinkType link, string hex)
    {
        Assert.True(LinkFrame.TryRead(link, Convert.FromHexString(hex), out LinkFrame frame, out _));
        Assert.Equal((LinkPayload.Ipv4, null, null), (frame.Carries, frame.Source, frame.Destination));
        Assert.False(LinkFrame.TryRead(link, [], out _, out LinkMalformation why));
        Assert.Equal(LinkMalformation.TooShort, why);
    }

    [Fact]
    public void A_link_that_nobody_knows_is_told()
    {
        Assert.False(LinkFrame.TryRead((LinkType)105, new byte[60], out _, out LinkMalformation why));
        Assert.Equal(LinkMalformation.UnknownLink, why);
    }

    [Fact]
    public void A_packet_of_a_cut_capture_tells_how_long_it_was()
    {
        byte[] whole = new byte[28 + 516];
        UdpDatagram.Write(whole, (new Ipv4Address(1), 1024), (new Ipv4Address(2), 2000), new byte[516]);
        Assert.True(Ipv4Packet.TryRead(whole.AsSpan(0, 60).ToArray(), out Ipv4Packet packet, out _));
        Assert.True(packet.IsCut);
        Assert.True(CapturedUdp.TryRead(packet, out CapturedUdp udp));
        Assert.Equal((1024, 2000, 516, 32), (udp.SourcePort, udp.DestinationPort, udp.Length, udp.Payload.Length));
    }

    [Fact]
    public void A_fragment_says_so_and_only_the_first_has_ports()
    {
        byte[] bytes = new byte[28 + 100];
        UdpDatagram.Write(bytes, (new Ipv4Address(1), 1024), (new Ipv4Address(2), 2000), new byte[100]);
        bytes[6] = 0x20; // more to come
        Assert.True(Ipv4Packet.TryRead(bytes, out Ipv4Packet first, out _));
        Assert.Equal((true, 0), (first.IsFragment, first.FragmentOffset));
        Assert.True(CapturedUdp.TryRead(first, out _));
        bytes[7] = 2;
        Assert.True(Ipv4Packet.TryRead(bytes, out Ipv4Packet later, out _));
        Assert.Equal((true, 16), (later.IsFragment, later.FragmentOffset));
        Assert.False(CapturedUdp.TryRead(later, out _));
    }

    [Fact]
    public void A_segment_is_read_behind_its_options()
    {
        byte[] bytes = Convert.FromHexString("45000030" + "00004000" + "4006" + "0000" + "0A000001" + "0A000002"
            + "C35007D0" + "00000064" + "00000000" + "6018" + "FFFF" + "0000" + "0000" + "01010101" + "DEADBEEF");
        Assert.True(Ipv4Packet.TryRead(bytes, out Ipv4Packet packet, out Ipv4Malformation why), $"{why}");
        Assert.True(CapturedTcp.TryRead(packet, out CapturedTcp tcp));
        Assert.Equal((50_000, 2000, 100u, TcpFlags.Acknowledge),
            (tcp.SourcePort, tcp.DestinationPort, tcp.Sequence, tcp.Flags));
        Assert.Equal("DEADBEEF", Convert.ToHexString(tcp.Payload));
    }

    [Fact]
    public void Random_packets_never_throw()
    {
        Random dice = new(79_60);
        byte[] buffer = new byte[64];
        for (int run = 0; run < 50_000; run++)
        {
            dice.NextBytes(buffer);
            buffer[0] = (byte)(0x40 | (buffer[0] & 15));
            buffer[9] = run % 2 == 0 ? Ipv4Packet.Udp : Ipv4Packet.Tcp;
            byte[] bytes = buffer[..dice.Next(buffer.Length)];
            if (!Ipv4Packet.TryRead(bytes, out Ipv4Packet packet, out _)) continue;
            if (CapturedUdp.TryRead(packet, out CapturedUdp udp)) Assert.True(udp.Payload.Length <= bytes.Length);
            if (CapturedTcp.TryRead(packet, out CapturedTcp tcp)) Assert.True(tcp.Payload.Length <= bytes.Length);
        }
    }
}
