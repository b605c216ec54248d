using Ringback.Observation.Dhcp;
using Ringback.Phones.Events;
using Ringback.Wire.Arp;
using Ringback.Wire.Dhcp;

namespace Ringback.Observation.Captures;

/// <summary>What machines say by ARP: which address they have, and whom they look for.</summary>
internal sealed class ArpFollower(Stations stations, IReadOnlyList<Ipv4Network> own)
{
    // A phone that finds nobody asks every few seconds, and a switched-off gateway is asked for all day.
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    internal void Take(in ArpPacket packet, in FrameMoment moment)
    {
        if (EthernetAddress.MacOf(packet.SenderHardware) is not { } mac || mac.ToUInt64() == 0) return;
        Station station = stations.Of(mac);
        if (packet.IsProbe)
        {
            Claim(station, packet.TargetAddress, AddressClaim.Probe, PlaceKind.Probed, moment);
            return;
        }

        if (packet.SenderAddress.IsNone) return;
        stations.Bind(station, packet.SenderAddress);
        if (packet.IsAnnouncement)
        {
            Claim(station, packet.SenderAddress, AddressClaim.Announcement, PlaceKind.Announced, moment);
            return;
        }

        Claim(station, packet.SenderAddress, AddressClaim.Use, PlaceKind.Used, moment);
        if (packet.Operation is not ArpOperation.Request) return;
        Place place = new(packet.TargetAddress, 0, PlaceKind.Sought);
        if (!stations.IsNews(station, place, moment.At, Again)) return;
        Ipv4Address asker = packet.SenderAddress;
        bool isForeign = own.Count > 0 && !own.Any(n => n.Contains(asker));
        if (DhcpObservation.Sought(packet.SenderHardware, asker, packet.TargetAddress, isForeign, moment.At) is { } e)
            stations.Tell(station, e, moment);
    }

    private void Claim(Station station, Ipv4Address address, AddressClaim how, PlaceKind kind, in FrameMoment moment)
    {
        // A phone that starts again announces itself again; that it uses an address is told once.
        TimeSpan again = how is AddressClaim.Use ? Timeout.InfiniteTimeSpan : Again;
        if (!stations.IsNews(station, new Place(address, 0, kind), moment.At, again)) return;
        stations.Tell(station, CableObservation.Claimed(station.Mac!.Value, address, how, moment.At), moment);
    }
}
