using Ringback.Workbench.Network;

namespace Ringback.Workbench.Tests.Network;

public sealed class BenchSubnetTests
{
    [Theory]
    [InlineData("", "192.168.77.1/24")]
    [InlineData("192.168.1.5/24", "192.168.77.1/24")]
    [InlineData("192.168.77.9/24", "192.168.177.1/24")]
    [InlineData("192.168.1.5/16", "10.77.77.1/24")]
    [InlineData("192.168.1.5/16 10.0.0.2/8", "172.31.77.1/24")]
    [InlineData("192.168.1.5/16 10.0.0.2/8 172.17.0.1/12", null)]
    public void A_subnet_is_taken_that_no_card_is_in(string others, string? chosen) =>
        Assert.Equal(chosen, BenchSubnet.Choose(Cards(others))?.ToString());

    [Fact]
    public void A_subnet_that_a_route_leads_to_is_left_alone()
    {
        NetworkCard vpn = Card.Of("tun0", CardKind.Virtual, "10.8.0.2/32") with
        {
            Routes = [Card.Subnet("192.168.0.0/16")],
        };
        Assert.Equal("10.77.77.1/24", BenchSubnet.Choose([vpn])?.ToString());
    }

    private static NetworkCard[] Cards(string addresses) =>
    [
        .. addresses.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((a, i) => Card.Wired($"eth{i}", a)),
    ];
}
