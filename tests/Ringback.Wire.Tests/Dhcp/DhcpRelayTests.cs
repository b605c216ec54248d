using Ringback.Wire.Dhcp;
using static Ringback.Wire.Tests.Dhcp.ServerInHand;

namespace Ringback.Wire.Tests.Dhcp;

/// <summary>
/// Answers go to the address that a relay, or a client, writes down itself; so it has to be one of a network that is
/// served, or the server would send what a stranger wants to whom a stranger wants.
/// </summary>
public sealed class DhcpRelayTests
{
    [Fact]
    public void A_relay_in_a_served_network_is_answered()
    {
        ServerInHand hand = new();
        Assert.Equal("offer .10", hand.Receive(Relayed("10.0.0.2"), source: "10.0.0.2"));
        Assert.Equal("offer .10", hand.Receive(Relayed("10.0.0.2"), source: "10.0.0.3"));
        Assert.Equal("offer .10", hand.Receive(Relayed("10.0.0.2")));
    }

    [Fact]
    public void A_relay_elsewhere_is_not_answered_whatever_network_it_names()
    {
        ServerInHand hand = new();
        Assert.Equal("ForeignRelay", hand.Receive(Relayed("198.51.100.9", link: "10.0.0.0")));
        Assert.Equal("", hand.Receive(Relayed("198.51.100.9", link: "10.0.0.0")));
        Assert.Equal(2, hand.Server.CountIgnored(DhcpBecause.ForeignRelay));
        Assert.Equal("NoSubnet", hand.Receive(Relayed("198.51.100.9")));
    }

    [Fact]
    public void What_comes_from_elsewhere_in_the_name_of_a_served_relay_is_not_answered()
    {
        ServerInHand hand = new();
        Assert.Equal("ForeignRelay", hand.Receive(Relayed("10.0.0.2"), wasBroadcast: false, source: "198.51.100.9"));
    }

    [Fact]
    public void Silence_names_the_relay_once_and_counts_the_rest()
    {
        ServerInHand hand = new();
        hand.Receive(Relayed("198.51.100.9", link: "10.0.0.0"));
        Assert.Equal(Ipv4Address.Parse("198.51.100.9"), Assert.IsType<DhcpIgnored>(hand.Effects.Single()).Relay);
        for (int i = 0; i < 4711; i++) hand.Receive(Relayed("198.51.100.9", link: "10.0.0.0"));

        Assert.Equal("ForeignRelay x4711", hand.After(10).Elapse());
    }

    [Theory]
    [InlineData("198.51.100.9", "198.51.100.9")]
    [InlineData("198.51.100.9", "198.51.100.1")]
    [InlineData("10.0.0.2", "198.51.100.1")]
    public void A_relay_of_the_list_is_answered(string relay, string source)
    {
        ServerInHand hand = new(Options() with { Relays = [Ipv4Network.Parse("198.51.100.0/24")] });
        Assert.Equal("offer .10", hand.Receive(Relayed(relay, link: "10.0.0.0"), source: source));
    }

    [Fact]
    public void A_client_cannot_have_an_answer_sent_to_an_address_elsewhere()
    {
        Ipv4Address victim = Ipv4Address.Parse("198.51.100.9");
        ServerInHand hand = new();
        foreach (DhcpMessageType type in (DhcpMessageType[])[DhcpMessageType.Discover, DhcpMessageType.Inform])
        {
            hand.Receive(Message(1, type) with { ClientAddress = victim });
            Assert.DoesNotContain(hand.Effects, effect => effect is DhcpSend);
        }

        Assert.StartsWith("ack", hand.Receive(Message(1, DhcpMessageType.Inform) with { ClientAddress = Host(77) }),
            StringComparison.Ordinal);
        Assert.Equal(Host(77), hand.Sent.Route.Address);
    }

    private static DhcpMessage Relayed(string relay, string? link = null)
    {
        DhcpMessage message = link is null
            ? Message(1, DhcpMessageType.Discover)
            : Message(1, DhcpMessageType.Discover, new DhcpOption(DhcpOptionCode.RelayInformation, Linked(link)));
        return message with { Relay = Ipv4Address.Parse(relay) };
    }

    private static byte[] Linked(string network)
    {
        byte[] bytes = [DhcpRelayInformation.LinkSelection, 4, 0, 0, 0, 0];
        Ipv4Address.Parse(network).Write(bytes.AsSpan(2));
        return bytes;
    }
}
