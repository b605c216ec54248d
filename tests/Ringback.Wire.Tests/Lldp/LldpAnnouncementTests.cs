using Ringback.Wire.Dhcp;
using Ringback.Wire.Ethernet;
using Ringback.Wire.Lldp;

namespace Ringback.Wire.Tests.Lldp;

/// <summary>LLDP as IEEE 802.1AB has it, with what phones add.</summary>
public sealed class LldpAnnouncementTests
{
    private static readonly HardwareAddress Hardware = HardwareAddress.From(1, [0x00, 0x0e, 0x84, 0xc0, 0x60, 0xa6]);

    private static readonly LldpAnnouncement Phone = new()
    {
        ChassisAddress = Ipv4Address.Parse("10.9.8.7"),
        PortHardware = Hardware,
        PortDescription = "SW PORT",
        SystemName = "SEP000E84C060A6",
        SystemDescription = "Cisco IP Phone 7965G",
        Capabilities = LldpCapabilities.Bridge | LldpCapabilities.Telephone,
        Enabled = LldpCapabilities.Telephone,
        Addresses = [Ipv4Address.Parse("10.9.8.7")],
        MedClass = 3,
        Policies = [new LldpMedPolicy(LldpMedApplication.Voice, false, true, 110, 5, 46)],
        Inventory = new LldpMedInventory
        {
            Hardware = "14", Firmware = "tnp65.8-5-2.bin", Software = "SCCP45.9-4-2SR3-1S", Serial = "FCH000000AA",
            Maker = "Cisco Systems, Inc.", Model = "CP-7965G", Asset = "42",
        },
    };

    // Written out by hand: chassis by MAC, port by name "1", 120 seconds, a name, the end.
    private static readonly byte[] Known = Convert.FromHexString(
        "0207" + "04" + "000E84C060A6" + "0402" + "07" + "31" + "0602" + "0078" + "0A03" + "535750" + "0000");

    [Fact]
    public void An_announcement_is_read()
    {
        Assert.True(LldpAnnouncement.TryRead([.. Known, 0, 0, 0], out LldpAnnouncement? said, out LldpMalformation why),
            $"{why}");
        Assert.Equal((Hardware, "1", (ushort)120, "SWP"),
            (said.ChassisHardware, said.PortText, said.TimeToLiveSeconds, said.SystemName));
    }

    [Fact]
    public void What_is_written_is_read()
    {
        byte[] bytes = Written(Phone);
        Assert.True(LldpAnnouncement.TryRead(bytes, out LldpAnnouncement? said, out LldpMalformation why), $"{why}");
        Assert.Equal(Phone.Addresses, said.Addresses);
        Assert.Equal(Phone.Policies, said.Policies);
        Assert.Equal(Phone with { Addresses = [], Policies = [] }, said with { Addresses = [], Policies = [] });
    }

    [Fact]
    public void A_frame_is_read_through_its_link()
    {
        byte[] frame = new byte[1514];
        int length = LldpWriter.WriteFrame(frame, Hardware, Phone);
        Assert.True(LinkFrame.TryRead(LinkType.Ethernet, frame.AsSpan(0, length), out LinkFrame link, out _));
        Assert.Equal(LinkPayload.Lldp, link.Carries);
        Assert.True(LldpAnnouncement.TryRead(link.Payload, out _, out _));
    }

    [Theory]
    [InlineData("0402" + "0731" + "0207" + "04000E84C060A6", LldpMalformation.BadOrder)]
    [InlineData("0207" + "04000E84C060A6" + "0402" + "0731" + "0602" + "0078", LldpMalformation.NoEnd)]
    [InlineData("0207" + "04000E84C060A6" + "0402" + "0731" + "0601" + "00" + "0000", LldpMalformation.BadValue)]
    [InlineData("0209" + "04000E84C060A6", LldpMalformation.BadLength)]
    [InlineData("", LldpMalformation.NoEnd)]
    public void What_breaks_the_rules_is_told(string hex, LldpMalformation expected)
    {
        Assert.False(LldpAnnouncement.TryRead(Convert.FromHexString(hex), out LldpAnnouncement? said, out var why));
        Assert.Equal((null, expected), (said, why));
    }

    [Fact]
    public void Every_prefix_is_refused()
    {
        byte[] bytes = Written(Phone);
        for (int length = 0; length < bytes.Length; length++)
        {
            // A span of exactly this length: reading past it throws.
            Assert.False(LldpAnnouncement.TryRead(bytes.AsSpan(0, length).ToArray(), out _, out LldpMalformation why));
            Assert.NotEqual(LldpMalformation.None, why);
        }
    }

    [Fact]
    public void Random_bytes_never_throw()
    {
        Random dice = new(79_60);
        byte[] seed = Written(Phone);
        for (int run = 0; run < 20_000; run++)
        {
            byte[] bytes = [.. seed];
            for (int change = dice.Next(1, 6); change > 0; change--) bytes[dice.Next(bytes.Length)] = (byte)dice.Next();
            if (LldpAnnouncement.TryRead(bytes, out LldpAnnouncement? said, out _))
                Assert.InRange(said.Policies.Count, 0, LldpAnnouncement.MostOfEach);
        }
    }

    private static byte[] Written(LldpAnnouncement said)
    {
        byte[] buffer = new byte[1500];
        return buffer[..LldpWriter.Write(buffer, said)];
    }
}
