using Ringback.Wire.Dhcp;
using Ringback.Wire.Ethernet;

namespace Ringback.Wire.Tests.Ethernet;

/// <summary>Headers of Ethernet, IPv4 and UDP.</summary>
public sealed class FrameTests
{
    // 192.168.0.1 to 192.168.0.199; the checksum b861 was summed by hand.
    private static readonly byte[] Known = Convert.FromHexString(
        "45000073" + "00004000" + "4011B861" + "C0A80001" + "C0A800C7" + "0035E97C" + "005F" + "0000"
        + new string('0', 2 * 87));

    private static readonly HardwareAddress Phone = HardwareAddress.From(1, [0x00, 0x0e, 0x84, 0xc0, 0x60, 0xa6]);

    [Fact]
    public void A_header_is_written_and_read_back()
    {
        byte[] bytes = new byte[60];
        int at = EthernetFrame.WriteHeader(bytes, EthernetFrame.Everybody, Phone, EthernetFrame.Arp);

        Assert.Equal("FFFFFFFFFFFF" + "000E84C060A6" + "0806", Convert.ToHexString(bytes.AsSpan(0, at)));
        Assert.True(EthernetFrame.TryRead(bytes, out EthernetFrame frame, out _));
        Assert.Equal((EthernetFrame.Everybody, Phone), (frame.Destination, frame.Source));
        Assert.Equal((EthernetFrame.Arp, null, 46), (frame.EtherType, frame.Vlan, frame.Payload.Length));
    }

    [Fact]
    public void A_tag_is_stepped_over()
    {
        byte[] bytes = Convert.FromHexString("FFFFFFFFFFFF" + "000E84C060A6" + "8100" + "A00A" + "0800" + "45");

        Assert.True(EthernetFrame.TryRead(bytes, out EthernetFrame frame, out _));
        Assert.Equal((EthernetFrame.Ipv4, 10, 1), (frame.EtherType, (int)frame.Vlan!, frame.Payload.Length));
    }

    [Fact]
    public void A_length_in_the_place_of_the_type_is_another_kind_of_frame()
    {
        byte[] cdp = Convert.FromHexString("01000CCCCCCC" + "000E84C060A6" + "0021" + "AAAA03");

        Assert.False(EthernetFrame.TryRead(cdp, out _, out EthernetMalformation why));
        Assert.Equal(EthernetMalformation.NotEthernet2, why);
    }

    [Fact]
    public void Every_prefix_of_a_tagged_header_is_too_short()
    {
        byte[] bytes = Convert.FromHexString("FFFFFFFFFFFF" + "000E84C060A6" + "8100" + "A00A" + "0800");
        for (int length = 0; length < bytes.Length; length++)
        {
            Assert.False(EthernetFrame.TryRead(bytes.AsSpan(0, length).ToArray(), out _, out var why));
            Assert.Equal(EthernetMalformation.TooShort, why);
        }
    }

    [Fact]
    public void A_known_header_agrees_with_its_checksum_and_padding_is_cut_off()
    {
        Assert.True(UdpDatagram.TryRead([.. Known, 1, 2, 3], out UdpDatagram datagram, out var why), $"{why}");
        Assert.Equal(("192.168.0.1", "192.168.0.199"), ($"{datagram.Source}", $"{datagram.Destination}"));
        Assert.Equal((53, 59772, 87), (datagram.SourcePort, datagram.DestinationPort, datagram.Payload.Length));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(548)]
    public void What_is_written_agrees_with_both_checksums(int length)
    {
        byte[] payload = new byte[length], buffer = new byte[1500];
        new Random(length).NextBytes(payload);
        int written = UdpDatagram.Write(
            buffer, (default, 68), (Ipv4Address.Broadcast, 67), payload);

        Assert.True(UdpDatagram.TryRead(buffer.AsSpan(0, written), out UdpDatagram read, out var why), $"{why}");
        Assert.True(read.Payload.SequenceEqual(payload));
        Assert.Equal((68, 67), (read.SourcePort, read.DestinationPort));

        // Any flipped bit is noticed, and by whom tells where it was.
        for (int bit = 0; bit < 8 * written; bit++)
        {
            buffer[bit / 8] ^= (byte)(1 << (bit % 8));
            bool noChecksum = buffer[26] == 0 && buffer[27] == 0;
            Assert.True(noChecksum || !UdpDatagram.TryRead(buffer.AsSpan(0, written), out _, out _), $"bit {bit}");
            buffer[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Theory]
    [InlineData(0, 0x65, UdpMalformation.NotIpv4)]
    [InlineData(0, 0x44, UdpMalformation.BadHeaderLength)]
    [InlineData(0, 0x4f, UdpMalformation.BadHeaderChecksum)]
    [InlineData(3, 0x74, UdpMalformation.TooShort)]
    [InlineData(3, 0x1b, UdpMalformation.TooShort)]
    [InlineData(8, 0x41, UdpMalformation.BadHeaderChecksum)]
    [InlineData(25, 0x60, UdpMalformation.BadUdpLength)]
    [InlineData(25, 0x07, UdpMalformation.BadUdpLength)]
    [InlineData(27, 0x01, UdpMalformation.BadUdpChecksum)]
    public void A_wrong_field_is_told(int at, byte value, UdpMalformation why)
    {
        byte[] bytes = [.. Known];
        bytes[at] = value;

        Assert.False(UdpDatagram.TryRead(bytes, out _, out UdpMalformation told));
        Assert.Equal(why, told);
    }

    [Theory]
    [InlineData("20004000", UdpMalformation.Fragment)] // more to come; each keeps the sum of the header
    [InlineData("00014000", UdpMalformation.Fragment)]
    [InlineData("00004006", UdpMalformation.NotUdp)]
    public void Pieces_and_other_protocols_are_told(string flagsTimeAndProtocol, UdpMalformation why)
    {
        byte[] bytes = [.. Known];
        Convert.FromHexString(flagsTimeAndProtocol).CopyTo(bytes, 6);
        bytes[8] = 0x40;
        bytes[9] = why == UdpMalformation.NotUdp ? (byte)6 : (byte)17;
        Correct(bytes);

        Assert.False(UdpDatagram.TryRead(bytes, out _, out UdpMalformation told));
        Assert.Equal(why, told);
    }

    [Fact]
    public void Every_prefix_is_too_short()
    {
        for (int length = 0; length < Known.Length; length++)
        {
            Assert.False(UdpDatagram.TryRead(Known.AsSpan(0, length).ToArray(), out _, out UdpMalformation why));
            Assert.Equal(UdpMalformation.TooShort, why);
        }
    }

    [Fact]
    public void Noise_is_read_or_refused()
    {
        const int seed = 20261125;
        Random random = new(seed);
        byte[] bytes = new byte[80];
        for (int round = 0; round < 20_000; round++)
        {
            random.NextBytes(bytes);
            bytes[0] = (byte)(0x40 | random.Next(16));
            bytes[2] = 0;
            Correct(bytes);
            byte[] piece = bytes[..random.Next(bytes.Length + 1)];
            if (UdpDatagram.TryRead(piece, out UdpDatagram datagram, out _, trustsUdpChecksum: true))
                Assert.True(datagram.Payload.Length <= piece.Length - UdpDatagram.HeadersLength, $"seed {seed}");
        }
    }

    /// <summary>Puts the right checksum into the header, computed in another way than the code does.</summary>
    private static void Correct(byte[] bytes)
    {
        int length = Math.Max(20, 4 * (bytes[0] & 15));
        bytes[10] = bytes[11] = 0;
        long sum = 0;
        for (int i = 0; i < length; i++) sum += i % 2 == 0 ? bytes[i] * 256 : bytes[i];
        int checksum = 0xffff - (int)(sum % 0xffff);
        bytes[10] = (byte)(checksum >> 8);
        bytes[11] = (byte)checksum;
    }
}
