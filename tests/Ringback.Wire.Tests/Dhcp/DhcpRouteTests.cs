using Ringback.Wire.Dhcp;

namespace Ringback.Wire.Tests.Dhcp;

/// <summary>RFC 2131 §4.1, row by row.</summary>
public sealed class DhcpRouteTests
{
    private const string None = "0.0.0.0";

    [Theory]
    [InlineData("10.0.0.1", None, true, DhcpMessageType.Offer, DhcpRouteKind.Relay, "10.0.0.1", 67)]
    [InlineData("10.0.0.1", "10.0.0.9", false, DhcpMessageType.Ack, DhcpRouteKind.Relay, "10.0.0.1", 67)]
    [InlineData("10.0.0.1", None, false, DhcpMessageType.Nak, DhcpRouteKind.Relay, "10.0.0.1", 67)]
    [InlineData(None, "10.0.0.9", false, DhcpMessageType.Nak, DhcpRouteKind.Broadcast, "255.255.255.255", 68)]
    [InlineData(None, None, false, DhcpMessageType.Nak, DhcpRouteKind.Broadcast, "255.255.255.255", 68)]
    [InlineData(None, "10.0.0.9", true, DhcpMessageType.Ack, DhcpRouteKind.Client, "10.0.0.9", 68)]
    [InlineData(None, None, true, DhcpMessageType.Ack, DhcpRouteKind.Broadcast, "255.255.255.255", 68)]
    [InlineData(None, None, false, DhcpMessageType.Offer, DhcpRouteKind.Hardware, "10.0.0.50", 68)]
    public void A_reply_goes_where_the_table_says(string relay, string client, bool wantsBroadcast,
        DhcpMessageType reply, DhcpRouteKind kind, string address, int port)
    {
        DhcpMessage request = Request(DhcpMessageType.Request) with
        {
            Relay = Ipv4Address.Parse(relay),
            ClientAddress = Ipv4Address.Parse(client),
            Flags = wantsBroadcast ? (ushort)0x8000 : (ushort)0,
        };
        DhcpRoute route = DhcpRoute.Of(request, reply, Ipv4Address.Parse("10.0.0.50"));

        Assert.Equal((kind, address, port), (route.Kind, $"{route.Address}", route.Port));
        Assert.Equal(kind == DhcpRouteKind.Hardware ? request.Hardware : default, route.Hardware);
    }

    [Fact]
    public void The_answer_to_INFORM_goes_to_the_client_itself_even_through_a_relay()
    {
        DhcpMessage request = Request(DhcpMessageType.Inform) with
        {
            Relay = Ipv4Address.Parse("10.0.0.1"),
            ClientAddress = Ipv4Address.Parse("10.0.0.9"),
        };

        Assert.Equal("10.0.0.9", $"{DhcpRoute.Of(request, DhcpMessageType.Ack, default).Address}");
    }

    [Fact]
    public void The_answer_to_INFORM_without_an_address_is_broadcast() =>
        Assert.Equal(
            DhcpRouteKind.Broadcast, DhcpRoute.Of(Request(DhcpMessageType.Inform), DhcpMessageType.Ack, default).Kind);

    private static DhcpMessage Request(DhcpMessageType type) => new()
    {
        Hardware = HardwareAddress.From(HardwareAddress.Ethernet, [2, 0, 0, 0, 0, 1]),
        Options = [DhcpOption.Of(DhcpOptionCode.MessageType, (byte)type)],
    };
}
