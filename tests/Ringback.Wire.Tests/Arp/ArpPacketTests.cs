using Ringback.Wire.Arp;
using Ringback.Wire.Dhcp;

namespace Ringback.Wire.Tests.Arp;

/// <summary>ARP as RFC 826 and RFC 5227 have it.</summary>
public sealed class ArpPacketTests
{
    private static readonly HardwareAddress Own = HardwareAddress.From(1, [0x02, 0, 0, 0, 0, 1]);
    private static readonly HardwareAddress Phone = HardwareAddress.From(1, [0x00, 0x0e, 0x84, 0xc0, 0x60, 0xa6]);
    private static readonly HardwareAddress Zero = HardwareAddress.From(1, new byte[6]);
    private static readonly Ipv4Address OwnAddress = Ipv4Address.Parse("10.0.0.1");
    private static readonly Ipv4Address PhoneAddress = Ipv4Address.Parse("10.0.0.100");

    // Written out by hand from RFC 826.
    private static readonly byte[] Reply = Convert.FromHexString(
        "0001" + "0800" + "06" + "04" + "0002" + "000E84C060A6" + "0A000064" + "020000000001" + "0A000001");

    [Fact]
    public void A_reply_is_read()
    {
        Assert.True(ArpPacket.TryRead(Reply, out ArpPacket packet, out ArpMalformation why));
        Assert.Equal(new ArpPacket(ArpOperation.Reply, Phone, PhoneAddress, Own, OwnAddress), packet);
        Assert.Equal(ArpMalformation.None, why);
        Assert.False(packet.IsProbe || packet.IsAnnouncement);
    }

    [Fact]
    public void The_answer_to_a_request_is_that_reply()
    {
        byte[] buffer = new byte[ArpPacket.Length];
        ArpPacket.Request(Own, OwnAddress, PhoneAddress).Answer(Phone).Write(buffer);

        Assert.Equal(Reply, buffer);
    }

    [Fact]
    public void A_probe_has_no_sender_address_and_names_no_target_hardware()
    {
        byte[] buffer = new byte[ArpPacket.Length];
        buffer.AsSpan().Fill(0xee);
        ArpPacket.Probe(Own, PhoneAddress).Write(buffer);

        Assert.Equal(
            "0001080006040001" + "020000000001" + "00000000" + "000000000000" + "0A000064",
            Convert.ToHexString(buffer));
        Assert.True(ArpPacket.TryRead(buffer, out ArpPacket packet, out _) && packet.IsProbe);
        Assert.Equal(Zero, packet.TargetHardware);
    }

    [Fact]
    public void An_announcement_has_the_same_address_twice()
    {
        ArpPacket packet = ArpPacket.Announcement(Own, OwnAddress);

        Assert.Equal((OwnAddress, OwnAddress), (packet.SenderAddress, packet.TargetAddress));
        Assert.True(packet is { IsAnnouncement: true, IsProbe: false });
    }

    [Theory]
    [InlineData(0, 1, ArpMalformation.NotEthernet)]
    [InlineData(1, 6, ArpMalformation.NotEthernet)]
    [InlineData(4, 8, ArpMalformation.NotEthernet)]
    [InlineData(2, 0x86, ArpMalformation.NotIpv4)]
    [InlineData(3, 0xdd, ArpMalformation.NotIpv4)]
    [InlineData(5, 16, ArpMalformation.NotIpv4)]
    [InlineData(7, 9, ArpMalformation.None)] // an unknown operation is kept
    public void A_wrong_field_is_told(int at, byte value, ArpMalformation why)
    {
        byte[] bytes = [.. Reply];
        bytes[at] = value;

        Assert.Equal(why == ArpMalformation.None, ArpPacket.TryRead(bytes, out _, out ArpMalformation told));
        Assert.Equal(why, told);
    }

    [Fact]
    public void Every_prefix_is_too_short_and_padding_does_no_harm()
    {
        for (int length = 0; length < Reply.Length; length++)
        {
            // A span of exactly this length: reading past it throws.
            Assert.False(ArpPacket.TryRead(Reply.AsSpan(0, length).ToArray(), out _, out ArpMalformation why));
            Assert.Equal(ArpMalformation.TooShort, why);
        }

        Assert.True(ArpPacket.TryRead([.. Reply, .. new byte[18]], out _, out _));
    }

    [Fact]
    public void Every_value_of_every_byte_is_refused_or_read_and_written_back()
    {
        byte[] bytes = [.. Reply], buffer = new byte[ArpPacket.Length];
        for (int at = 0; at < bytes.Length; at++)
        {
            for (int value = 0; value < 256; value++)
            {
                bytes[at] = (byte)value;
                if (!ArpPacket.TryRead(bytes, out ArpPacket packet, out _)) continue;
                packet.Write(buffer);
                Assert.Equal(bytes, buffer);
            }

            bytes[at] = Reply[at];
        }
    }
}
