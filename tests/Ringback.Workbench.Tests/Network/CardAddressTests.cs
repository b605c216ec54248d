using Ringback.Wire.Dhcp;
using Ringback.Workbench.Network;

namespace Ringback.Workbench.Tests.Network;

public sealed class CardAddressTests
{
    [Theory]
    [InlineData("192.168.77.1/24", "192.168.77.0/24", "255.255.255.0", "192.168.77.255")]
    [InlineData("10.1.2.3/8", "10.0.0.0/8", "255.0.0.0", "10.255.255.255")]
    [InlineData("10.1.2.3/31", "10.1.2.2/31", "255.255.255.254", "10.1.2.3")]
    [InlineData("10.1.2.3/32", "10.1.2.3/32", "255.255.255.255", "10.1.2.3")]
    [InlineData("10.1.2.3/0", "0.0.0.0/0", "0.0.0.0", "255.255.255.255")]
    public void An_address_and_its_prefix_tell_the_subnet(string text, string subnet, string mask, string broadcast)
    {
        Ipv4Network read = Card.Subnet(text);
        Assert.Equal(subnet, read.ToString());
        Assert.Equal(mask, read.Mask.ToString());
        Assert.Equal(broadcast, read.Broadcast.ToString());
        Assert.True(read.Contains(read.Broadcast));
    }

    [Theory]
    [InlineData("10.0.0.0/8", "10.9.9.0/24", true)]
    [InlineData("10.9.9.0/24", "10.0.0.0/8", true)]
    [InlineData("192.168.77.0/24", "192.168.78.0/24", false)]
    [InlineData("192.168.76.0/23", "192.168.77.0/24", true)]
    [InlineData("0.0.0.0/0", "192.168.77.0/24", true)]
    public void Subnets_overlap_when_one_holds_the_other(string one, string other, bool overlap) =>
        Assert.Equal(overlap, Card.Subnet(one).Overlaps(Card.Subnet(other)));

    [Theory]
    [InlineData("192.168.77.1")]
    [InlineData("192.168.77.1/33")]
    [InlineData("192.168.77.1/-1")]
    [InlineData("192.168.77.1/24/1")]
    [InlineData("fe80::1/64")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_no_address_with_a_prefix_is_not_read(string? text) =>
        Assert.False(CardAddress.TryParse(text, out _));

    [Fact]
    public void An_address_that_a_card_gave_itself_is_known() =>
        Assert.True(new CardAddress(Ipv4Address.Parse("169.254.3.4"), 16).IsLinkLocal);
}
