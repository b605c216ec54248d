using Ringback.Catalogue;
using Ringback.Datagrams.Captures;
using Ringback.Observation.Dhcp;
using Ringback.Phones.Events;
using Ringback.Wire.Arp;
using Ringback.Wire.Dhcp;
using Ringback.Wire.Ethernet;

namespace Ringback.Observation.Captures;

/// <summary>
/// From frames to events, one frame after the other: what phones say, to whomever, and how they are answered. Whoever
/// is no phone of this maker has no events. Knows no socket, no file and no clock; what it remembers is bounded by
/// <see cref="FollowLimits"/>. Not for several threads.
/// </summary>
public sealed class FrameObserver
{
    private const ushort DhcpServer = 67;
    private const ushort DhcpClient = 68;

    private readonly Stations _stations;
    private readonly ArpFollower _arp;
    private readonly DiscoveryFollower _discovery;
    private readonly DhcpFollower _dhcp;
    private readonly TftpFollower _tftp;
    private readonly SideFollower _side;
    private readonly StreamFollower _streams;

    /// <summary>Begins to watch.</summary>
    /// <param name="capture">What the frames come from: a file's name, or an interface's.</param>
    /// <param name="catalogue">What is known of phones, with the assumptions that hold.</param>
    /// <param name="own">
    /// The networks of whoever listens, so that a phone of another one is told; empty where that is not known.
    /// </param>
    /// <param name="limits">How much is remembered; null for the defaults.</param>
    public FrameObserver(string capture, PhoneCatalogue catalogue, IReadOnlyList<Ipv4Network>? own = null,
        FollowLimits? limits = null)
    {
        _stations = new Stations(capture, limits ?? new FollowLimits(), Counts);
        ServerFollower servers = new(_stations);
        _arp = new ArpFollower(_stations, own ?? []);
        _discovery = new DiscoveryFollower(_stations, Counts);
        _dhcp = new DhcpFollower(_stations);
        _tftp = new TftpFollower(_stations, servers, Counts);
        _side = new SideFollower(_stations, servers, catalogue, Counts);
        _streams = new StreamFollower(_stations, servers, _side, catalogue, Counts);
    }

    /// <summary>What became of the frames.</summary>
    public FrameCounts Counts { get; } = new();

    /// <summary>Who else announced itself: switches, computers, other phones.</summary>
    public IReadOnlyCollection<AnnouncedNeighbour> Neighbours => _discovery.Neighbours;

    /// <summary>Takes a frame.</summary>
    /// <returns>What is to be told, in order; good until the next call.</returns>
    public IReadOnlyList<PhoneEvent> Observe(in CapturedFrame frame)
    {
        _stations.Clear();
        Counts.Frames++;
        if (!LinkFrame.TryRead((LinkType)frame.LinkType, frame.Bytes, out LinkFrame link, out _))
        {
            Counts.Unreadable++;
            return _stations.Told;
        }

        FrameMoment moment = new(frame.Number, frame.At, link.Vlan, MacOf(link.Source), MacOf(link.Destination));
        _tftp.Sweep(frame.At);
        bool? isRead = link.Carries switch
        {
            LinkPayload.Ipv4 => TakeIpv4(link.Payload, moment),
            LinkPayload.Arp => TakeArp(link.Payload, moment),
            LinkPayload.Cdp => _discovery.TakeCdp(link.Payload, moment),
            LinkPayload.Lldp => _discovery.TakeLldp(link.Payload, moment),
            _ => null,
        };
        if (link.Carries is LinkPayload.Ipv6) Counts.Ipv6++;
        if (isRead is true) Counts.Understood++;
        if (isRead is false) Counts.Malformed++;
        return _stations.Told;
    }

    /// <summary>Nothing more comes: what was under way ends as it was seen last.</summary>
    public IReadOnlyList<PhoneEvent> Finish()
    {
        _stations.Clear();
        _tftp.Finish();
        _streams.Finish();
        return _stations.Told;
    }

    /// <summary>Time passes without a frame: what waits for an answer does not wait for ever.</summary>
    public IReadOnlyList<PhoneEvent> Pass(DateTimeOffset now)
    {
        _stations.Clear();
        _tftp.Sweep(now);
        return _stations.Told;
    }

    private bool? TakeArp(ReadOnlySpan<byte> payload, in FrameMoment moment)
    {
        if (!ArpPacket.TryRead(payload, out ArpPacket packet, out _)) return false;
        _arp.Take(packet, moment);
        return true;
    }

    /// <summary>True when it was read, false when it breaks the rules of its protocol, null for the rest.</summary>
    private bool? TakeIpv4(ReadOnlySpan<byte> payload, in FrameMoment moment)
    {
        if (!Ipv4Packet.TryRead(payload, out Ipv4Packet packet, out _)) return false;
        if (packet.FragmentOffset != 0)
        {
            Counts.Fragments++;
            return null;
        }

        if (packet.Protocol == Ipv4Packet.Udp)
            return CapturedUdp.TryRead(packet, out CapturedUdp udp) ? TakeUdp(packet, udp, moment) : false;
        if (packet.Protocol != Ipv4Packet.Tcp || !CapturedTcp.TryRead(packet, out CapturedTcp tcp)) return null;
        if (StreamFollower.IsServers(tcp.DestinationPort))
        {
            return _streams.Take(tcp, new Port(packet.Source, tcp.SourcePort),
                new Port(packet.Destination, tcp.DestinationPort), moment) ? true : null;
        }

        return StreamFollower.IsServers(tcp.SourcePort) && _streams.TakeAnswer(tcp,
            new Port(packet.Source, tcp.SourcePort), new Port(packet.Destination, tcp.DestinationPort), moment)
            ? true
            : null;
    }

    private bool? TakeUdp(in Ipv4Packet packet, in CapturedUdp udp, in FrameMoment moment)
    {
        ushort to = udp.DestinationPort, from = udp.SourcePort;
        Port source = new(packet.Source, from), destination = new(packet.Destination, to);
        switch (to)
        {
            case DhcpServer or DhcpClient:
                return _dhcp.Take(udp.Payload, packet.Source, packet.Destination == Ipv4Address.Broadcast, moment);
            case TftpFollower.WellKnownPort:
                return _tftp.Ask(udp.Payload, source, destination, moment);
            case SideFollower.Sip or SideFollower.Mgcp or SideFollower.OldMgcp or SideFollower.Dns or SideFollower.Ntp
                or SideFollower.Syslog:
                if (_side.Take(udp.Payload, source, destination, moment)) return true;
                break;
            default:
                break;
        }

        if (from is SideFollower.Sip or SideFollower.Mgcp or SideFollower.OldMgcp or SideFollower.Dns
            or SideFollower.Ntp && _side.TakeAnswer(udp.Payload, source, destination, moment))
        {
            return true;
        }

        return _tftp.Count > 0 && _tftp.Continue(udp.Payload, udp.Length, source, destination, moment) ? true : null;
    }

    private static MacAddress? MacOf(HardwareAddress? hardware) =>
        hardware is { } known ? EthernetAddress.MacOf(known) : null;
}
