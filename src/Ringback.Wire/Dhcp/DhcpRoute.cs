namespace Ringback.Wire.Dhcp;

/// <summary>How a reply reaches its client.</summary>
public enum DhcpRouteKind
{
    /// <summary>To the relay's server port; the relay does the rest.</summary>
    Relay,

    /// <summary>To the address that the client has.</summary>
    Client,

    /// <summary>To all on the network where the request came from.</summary>
    Broadcast,

    /// <summary>
    /// To the address that the client is about to have, which does not answer ARP yet: the frame goes to its hardware
    /// address. Where the platform cannot do that, broadcast is what RFC 2131 §4.1 allows instead.
    /// </summary>
    Hardware,
}

/// <summary>Where a reply goes, RFC 2131 §4.1.</summary>
/// <param name="Kind">How.</param>
/// <param name="Address">The destination of the IP datagram.</param>
/// <param name="Port">The destination port: 67 of a relay, 68 of a client.</param>
/// <param name="Hardware">The destination of the frame, when <see cref="DhcpRouteKind.Hardware"/>.</param>
public readonly record struct DhcpRoute(
    DhcpRouteKind Kind, Ipv4Address Address, int Port, HardwareAddress Hardware = default)
{
    /// <summary>The port of servers and relays.</summary>
    public const int ServerPort = 67;

    /// <summary>The port of clients.</summary>
    public const int ClientPort = 68;

    /// <summary>The route of a reply to a request.</summary>
    /// <remarks>
    /// <code>
    /// reply            giaddr     ciaddr     broadcast flag    goes to
    /// to INFORM        any        set        any               ciaddr (§4.3.5)
    /// any              set        any        any               giaddr, port 67
    /// NAK              none       any        any               255.255.255.255
    /// OFFER, ACK       none       set        any               ciaddr
    /// OFFER, ACK       none       none       set               255.255.255.255
    /// OFFER, ACK       none       none       clear             yiaddr at chaddr
    /// </code>
    /// A reply without any address (to an INFORM that broke the rules by having no <c>ciaddr</c>) is broadcast.
    /// </remarks>
    public static DhcpRoute Of(DhcpMessage request, DhcpMessageType reply, Ipv4Address yourAddress)
    {
        if (request.Type == DhcpMessageType.Inform && !request.ClientAddress.IsNone)
            return new DhcpRoute(DhcpRouteKind.Client, request.ClientAddress, ClientPort);
        if (!request.Relay.IsNone) return new DhcpRoute(DhcpRouteKind.Relay, request.Relay, ServerPort);
        if (reply == DhcpMessageType.Nak) return ToAll;
        if (!request.ClientAddress.IsNone)
            return new DhcpRoute(DhcpRouteKind.Client, request.ClientAddress, ClientPort);
        return request.WantsBroadcast || yourAddress.IsNone
            ? ToAll
            : new DhcpRoute(DhcpRouteKind.Hardware, yourAddress, ClientPort, request.Hardware);
    }

    private static DhcpRoute ToAll => new(DhcpRouteKind.Broadcast, Ipv4Address.Broadcast, ClientPort);
}
