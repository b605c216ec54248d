using Ringback.Datagrams;
using Ringback.Wire.Dhcp;
using Ringback.Workbench.Dhcp.Probing;

namespace Ringback.Workbench.Dhcp;

/// <summary>One open network: its port, and how replies leave through it.</summary>
internal sealed class DhcpLink(DhcpLinkOptions options, IDatagramPort port, int clientPort) : IDisposable
{
    private bool _cannotTeach;

    internal DhcpLinkOptions Options => options;

    internal IDatagramPort Port => port;

    /// <summary>Finds out whether an address is in use; null when addresses are not probed.</summary>
    internal IAddressProber? Prober { get; set; }

    /// <summary>The same for addresses behind a relay, where ARP does not reach.</summary>
    internal IAddressProber? FarProber { get; set; }

    /// <summary>The network that it is in, as it is served; null when only relayed clients are served.</summary>
    internal Ipv4Network? Network { get; init; }

    /// <summary>What finds out about an address: ARP reaches no further than our own network.</summary>
    internal IAddressProber? ProberOf(Ipv4Address address) =>
        Network is { } network && network.Contains(address) ? Prober : FarProber;

    /// <summary>How a datagram came.</summary>
    internal DhcpArrival Arrival(PeerAddress local, PeerAddress peer) =>
        new(options.Address, WasBroadcast: local.IsNone) { Source = new Ipv4Address(peer.V4Number) };

    /// <summary>Where a reply goes in the kernel's terms.</summary>
    internal PeerAddress PeerOf(in DhcpRoute route)
    {
        switch (route.Kind)
        {
            case DhcpRouteKind.Relay:
                // A relay listens where servers do.
                return PeerAddress.V4(route.Address.Bits, (ushort)port.LocalEndPoint.Port);
            case DhcpRouteKind.Client:
                return PeerAddress.V4(route.Address.Bits, (ushort)clientPort);
            case DhcpRouteKind.Hardware when TryTeach(route):
                return PeerAddress.V4(route.Address.Bits, (ushort)clientPort);
            default:
                return PeerAddress.V4(Ipv4Address.Broadcast.Bits, (ushort)clientPort);
        }
    }

    public void Dispose()
    {
        Prober?.Dispose();
        FarProber?.Dispose();
        port.Dispose();
    }

    /// <summary>
    /// Who cannot write the kernel's table of neighbours broadcasts, which RFC 2131 §4.1 allows, and does not try again
    /// for every phone.
    /// </summary>
    private bool TryTeach(in DhcpRoute route)
    {
        if (_cannotTeach) return false;
        Span<byte> bytes = stackalloc byte[HardwareAddress.MaximumLength];
        route.Hardware.Write(bytes);
        PeerAddress peer = PeerAddress.V4(route.Address.Bits);
        if (port.TryTeach(peer, bytes[..route.Hardware.Length])) return true;
        _cannotTeach = route.Hardware.Type == HardwareAddress.Ethernet;
        return false;
    }
}
