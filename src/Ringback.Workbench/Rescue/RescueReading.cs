using Ringback.Catalogue;
using Ringback.Observation;
using Ringback.Observation.Dhcp;
using Ringback.Phones.Events;
using Ringback.Wire.Arp;
using Ringback.Wire.Cdp;
using Ringback.Wire.Dhcp;
using Ringback.Wire.Ethernet;
using Ringback.Wire.Lldp;

namespace Ringback.Workbench.Rescue;

/// <summary>From a frame to what it means for a rescue.</summary>
internal static class RescueReading
{
    private const ushort DhcpServerPort = 67;

    /// <summary>Reads a frame; null for one that says nothing here.</summary>
    internal static RescueSight? Read(ReadOnlySpan<byte> bytes, HardwareAddress own)
    {
        if (!LinkFrame.TryRead(LinkType.Ethernet, bytes, out LinkFrame frame, out _)) return null;
        ushort vlan = frame.Vlan ?? 0;
        if (frame.Carries is LinkPayload.Arp)
            return ArpPacket.TryRead(frame.Payload, out ArpPacket arp, out _) ? new ArpSight(vlan, arp) : null;
        if (frame.Carries is not LinkPayload.Ipv4 || frame.Source is not { } source
            || !Ipv4Packet.TryRead(frame.Payload, out Ipv4Packet packet, out _))
        {
            return null;
        }

        RescueService service = CapturedUdp.TryRead(packet, out CapturedUdp udp)
            ? RescueServices.Of(isTcp: false, udp.DestinationPort)
            : CapturedTcp.TryRead(packet, out CapturedTcp tcp)
                ? RescueServices.Of(isTcp: true, tcp.DestinationPort)
                : RescueService.Other;
        return new PacketSight(
            vlan, source, frame.Destination == own, packet.Source, packet.Destination, service);
    }

    /// <summary>What a machine says of itself, by DHCP or by an announcement; null for any other frame.</summary>
    internal static PhoneEvent? ReadWord(ReadOnlySpan<byte> bytes, DateTimeOffset at)
    {
        if (!LinkFrame.TryRead(LinkType.Ethernet, bytes, out LinkFrame frame, out _)) return null;
        MacAddress? mac = frame.Source is { } source ? EthernetAddress.MacOf(source) : null;
        return frame.Carries switch
        {
            LinkPayload.Cdp when mac is { } phone
                && CdpAnnouncement.TryRead(frame.Payload, out CdpAnnouncement? said, out _) =>
                CableObservation.Announced(said, phone, at),
            LinkPayload.Lldp when mac is { } phone
                && LldpAnnouncement.TryRead(frame.Payload, out LldpAnnouncement? said, out _) =>
                CableObservation.Announced(said, phone, at),
            LinkPayload.Ipv4 when ReadDhcp(frame.Payload) is { } message =>
                DhcpObservation.Asked(message, wasBroadcast: true, _ => false, at),
            _ => null,
        };
    }

    private static DhcpMessage? ReadDhcp(ReadOnlySpan<byte> packet)
    {
        if (!UdpDatagram.TryRead(packet, out UdpDatagram datagram, out _, trustsUdpChecksum: true)
            || datagram.DestinationPort != DhcpServerPort
            || !DhcpMessage.TryRead(datagram.Payload, out DhcpMessage? message, out _))
        {
            return null;
        }

        return message.Operation is DhcpOperation.Request ? message : null;
    }
}
