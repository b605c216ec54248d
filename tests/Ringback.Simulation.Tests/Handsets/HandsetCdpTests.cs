using System.Net;
using Ringback.Catalogue;
using Ringback.Simulation.Handsets;
using Ringback.Wire.Cdp;
using Ringback.Wire.Dhcp;
using Ringback.Wire.Ethernet;

namespace Ringback.Simulation.Tests.Handsets;

/// <summary>A phone's announcements, which the product's reader understands although it did not write them.</summary>
public sealed class HandsetCdpTests
{
    private static readonly MacAddress Mac = MacAddress.Parse("000E84C060A6");

    [Theory]
    [InlineData("P0030702T023")]
    [InlineData("P0030801SR02")]
    [InlineData("")]
    public void A_frame_is_read(string load)
    {
        HandsetCdp phone = new()
        {
            Mac = Mac, Platform = "Cisco IP Phone 7960", Load = load, Address = IPAddress.Parse("10.9.8.7"),
        };
        Assert.True(LinkFrame.TryRead(LinkType.Ethernet, phone.ToFrame(), out LinkFrame frame, out _));
        Assert.Equal((LinkPayload.Cdp, "00:0e:84:c0:60:a6"), (frame.Carries, frame.Source.ToString()));
        Assert.True(CdpAnnouncement.TryRead(frame.Payload, out CdpAnnouncement? said, out var why), $"{why}");
        Assert.Equal(("SEP000E84C060A6", "Cisco IP Phone 7960", load, "Port 1", true),
            (said.DeviceId, said.Platform, said.SoftwareVersion, said.PortId, said.AsksForVoiceVlan));
        Assert.Equal(Ipv4Address.Parse("10.9.8.7"), Assert.Single(said.Addresses));
        Assert.Equal((CdpCapabilities.Host | CdpCapabilities.Phone, 6300),
            (said.Capabilities, said.PowerMilliwatts!.Value));
    }

    [Fact]
    public void It_speaks_three_times_and_then_every_minute()
    {
        TimeSpan[] moments = [.. new HandsetCdp { Mac = Mac, Platform = "" }.Moments().Take(5)];
        Assert.InRange(moments[0].TotalSeconds, 0.1, 1);
        Assert.Equal([1, 1, 60, 60], moments.Zip(moments.Skip(1), (a, b) => Math.Round((b - a).TotalSeconds)));
    }
}
