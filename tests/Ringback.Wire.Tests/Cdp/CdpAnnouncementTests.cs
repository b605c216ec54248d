using System.Buffers.Binary;
using Ringback.Wire.Cdp;
using Ringback.Wire.Dhcp;
using Ringback.Wire.Ethernet;

namespace Ringback.Wire.Tests.Cdp;

/// <summary>CDP as phones and switches speak it.</summary>
public sealed class CdpAnnouncementTests
{
    private static readonly HardwareAddress Hardware = HardwareAddress.From(1, [0x00, 0x0e, 0x84, 0xc0, 0x60, 0xa6]);

    private static readonly CdpAnnouncement Phone = new()
    {
        DeviceId = "SEP000E84C060A6",
        Addresses = [Ipv4Address.Parse("10.9.8.7")],
        PortId = "Port 1",
        Capabilities = CdpCapabilities.Host | CdpCapabilities.Phone,
        SoftwareVersion = "P0030702T023",
        Platform = "Cisco IP Phone 7960",
        IsFullDuplex = true,
        AsksForVoiceVlan = true,
        PowerMilliwatts = 6300,
    };

    // Written out by hand: head, device, capabilities, the query for a voice VLAN.
    private static readonly byte[] Known = Convert.FromHexString(
        "02B4" + "0000" + "0001" + "0013" + "53455030303045383443303630" + "4136" + "0004" + "0008" + "00000090"
        + "000F" + "0005" + "01");

    [Fact]
    public void A_phone_is_read()
    {
        Assert.True(CdpAnnouncement.TryRead(Summed(Known), out CdpAnnouncement? said, out var why), $"{why}");
        Assert.Equal(("SEP000E84C060A6", CdpCapabilities.Host | CdpCapabilities.Phone, true),
            (said.DeviceId, said.Capabilities, said.AsksForVoiceVlan));
        Assert.Equal((2, 180, 0, ""), (said.Version, said.TimeToLiveSeconds, said.Unread, said.Platform));
    }

    [Fact]
    public void What_is_written_is_read()
    {
        byte[] bytes = Written(Phone);
        Assert.True(CdpAnnouncement.TryRead(bytes, out CdpAnnouncement? said, out CdpMalformation why), $"{why}");
        Assert.Equal(Phone.Addresses, said.Addresses);
        Assert.Equal(Phone with { Addresses = [] }, said with { Addresses = [] });
    }

    [Fact]
    public void A_switch_tells_the_voice_vlan_and_the_native_one()
    {
        CdpAnnouncement sw = new() { DeviceId = "sw1", NativeVlan = 10, VoiceVlan = 110, IsFullDuplex = false };
        Assert.True(CdpAnnouncement.TryRead(Written(sw), out CdpAnnouncement? said, out _));
        Assert.Equal(((ushort?)10, (ushort?)110, (bool?)false), (said.NativeVlan, said.VoiceVlan, said.IsFullDuplex));
    }

    [Fact]
    public void A_frame_has_the_length_of_its_payload_and_is_read_through_its_link()
    {
        byte[] frame = new byte[1514];
        int length = CdpWriter.WriteFrame(frame, Hardware, Phone);

        Assert.Equal(length - EthernetFrame.HeaderLength, BinaryPrimitives.ReadUInt16BigEndian(frame.AsSpan(12)));
        // Cards fill up with zeros what is short; they are not part of it.
        Assert.True(LinkFrame.TryRead(LinkType.Ethernet, frame.AsSpan(0, length + 9), out LinkFrame link, out _));
        Assert.Equal((LinkPayload.Cdp, Hardware, null), (link.Carries, link.Source, link.Vlan));
        Assert.True(CdpAnnouncement.TryRead(link.Payload, out CdpAnnouncement? said, out var why), $"{why}");
        Assert.Equal("Cisco IP Phone 7960", said.Platform);
    }

    [Theory]
    [InlineData("A")] // an odd byte below 0x80
    [InlineData("\u00ff")] // and above
    [InlineData("\u0080")]
    [InlineData("AB")]
    public void Both_ways_to_count_an_odd_byte_are_taken(string end)
    {
        byte[] cisco = Written(new CdpAnnouncement { DeviceId = "SEP", SoftwareVersion = end });
        Assert.True(CdpAnnouncement.TryRead(cisco, out _, out _));

        byte[] internet = [.. cisco];
        internet.AsSpan(2, 2).Clear();
        BinaryPrimitives.WriteUInt16BigEndian(internet.AsSpan(2), Sum(internet, isCisco: false));
        Assert.True(CdpAnnouncement.TryRead(internet, out _, out _));
    }

    [Fact]
    public void A_wrong_checksum_is_told()
    {
        byte[] bytes = Written(Phone);
        bytes[^1] ^= 1;
        Assert.False(CdpAnnouncement.TryRead(bytes, out _, out CdpMalformation why));
        Assert.Equal(CdpMalformation.BadChecksum, why);
    }

    [Fact]
    public void Every_prefix_is_refused_or_ends_between_two_values()
    {
        byte[] bytes = Written(Phone);
        int whole = 0;
        for (int length = 0; length < bytes.Length; length++)
        {
            // A span of exactly this length: reading past it throws.
            byte[] prefix = bytes.AsSpan(0, length).ToArray();
            if (length >= 4) prefix = Summed(prefix);
            if (CdpAnnouncement.TryRead(prefix, out CdpAnnouncement? said, out CdpMalformation why)) whole++;
            else Assert.True(said is null && why != CdpMalformation.None);
        }

        Assert.Equal(9, whole);
    }

    [Fact]
    public void A_count_of_addresses_that_is_not_there_is_refused_and_many_are_cut_off()
    {
        byte[] none = Summed([2, 180, 0, 0, 0, 2, 0, 8, 0xff, 0xff, 0xff, 0xff]);
        Assert.False(CdpAnnouncement.TryRead(none, out _, out CdpMalformation why));
        Assert.Equal(CdpMalformation.BadValue, why);

        CdpAnnouncement many = new() { Addresses = [.. Enumerable.Range(1, 40).Select(n => new Ipv4Address((uint)n))] };
        Assert.True(CdpAnnouncement.TryRead(Written(many), out CdpAnnouncement? said, out _));
        Assert.Equal(CdpAnnouncement.MostAddresses, said.Addresses.Count);
    }

    [Fact]
    public void Random_bytes_never_throw()
    {
        Random dice = new(79_60);
        byte[] seed = Written(Phone);
        for (int run = 0; run < 20_000; run++)
        {
            byte[] bytes = [.. seed];
            for (int left = dice.Next(1, 6); left > 0; left--) bytes[dice.Next(4, bytes.Length)] = (byte)dice.Next();
            if (CdpAnnouncement.TryRead(Summed(bytes), out CdpAnnouncement? said, out _))
                Assert.True(said.DeviceId.Length + said.Platform.Length + said.SoftwareVersion.Length <= bytes.Length);
        }
    }

    [Fact]
    public void What_has_no_room_is_refused()
    {
        byte[] small = new byte[40];
        Assert.Throws<ArgumentException>(() => CdpWriter.Write(small, Phone));
    }

    private static byte[] Written(CdpAnnouncement said)
    {
        byte[] buffer = new byte[1500];
        return buffer[..CdpWriter.Write(buffer, said)];
    }

    private static byte[] Summed(byte[] bytes)
    {
        byte[] summed = [.. bytes];
        summed.AsSpan(2, 2).Clear();
        BinaryPrimitives.WriteUInt16BigEndian(summed.AsSpan(2), Sum(summed, isCisco: true));
        return summed;
    }

    /// <summary>
    /// Counted in another way than the code does: byte by byte, carrying at once. Cisco's last byte is a number with a
    /// sign, and a negative one is one less.
    /// </summary>
    private static ushort Sum(byte[] bytes, bool isCisco)
    {
        int sum = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            bool isOddEnd = i == bytes.Length - 1 && i % 2 == 0;
            int word = i % 2 == 0 ? bytes[i] << 8 : bytes[i];
            if (isOddEnd && isCisco) word = bytes[i] < 128 ? bytes[i] : 0xff00 | (bytes[i] - 1);
            sum += word;
            sum = (sum & 0xffff) + (sum >> 16);
        }

        return (ushort)~sum;
    }
}
