using System.Net;
using Ringback.Catalogue;
using Ringback.Phones.Events;
using Ringback.Wire.Cdp;
using Ringback.Wire.Dhcp;
using Ringback.Wire.Lldp;

namespace Ringback.Observation.Captures;

/// <summary>A machine that announces itself and is no phone of this maker: a switch, a computer.</summary>
/// <param name="Mac">Who sent it.</param>
/// <param name="Via">By which protocol.</param>
/// <param name="Name">What it calls itself; null when it says none.</param>
/// <param name="Product">What it is; null when it does not say.</param>
/// <param name="Address">Its address; null when it says none.</param>
/// <param name="VoiceVlan">The VLAN that it wants phones to use; null when it says none.</param>
public sealed record AnnouncedNeighbour(
    MacAddress Mac, AnnouncedBy Via, string? Name, string? Product, IPAddress? Address, int? VoiceVlan);

/// <summary>What machines announce by CDP and LLDP. An announcement is told when it says something new.</summary>
internal sealed class DiscoveryFollower(Stations stations, FrameCounts counts)
{
    private readonly Dictionary<(MacAddress, AnnouncedBy), AnnouncedNeighbour> _neighbours = [];

    /// <summary>Who announced itself and is no phone of this maker.</summary>
    internal IReadOnlyCollection<AnnouncedNeighbour> Neighbours => _neighbours.Values;

    internal bool TakeCdp(ReadOnlySpan<byte> bytes, in FrameMoment moment)
    {
        if (!CdpAnnouncement.TryRead(bytes, out CdpAnnouncement? said, out _)) return false;
        if (moment.From is not { } mac) return true;
        if (CableObservation.Announced(said, mac, moment.At) is { } phone)
        {
            Tell(phone, said.Addresses, moment);
            return true;
        }

        Keep(new AnnouncedNeighbour(mac, AnnouncedBy.Cdp, Cut(said.DeviceId), Cut(said.Platform),
            said.Addresses is [{ IsNone: false } first, ..] ? first.ToIPAddress() : null, said.VoiceVlan));
        return true;
    }

    internal bool TakeLldp(ReadOnlySpan<byte> bytes, in FrameMoment moment)
    {
        if (!LldpAnnouncement.TryRead(bytes, out LldpAnnouncement? said, out _)) return false;
        if (moment.From is not { } mac) return true;
        if (CableObservation.Announced(said, mac, moment.At) is { } phone)
        {
            Tell(phone, said.Addresses, moment);
            return true;
        }

        LldpMedPolicy? voice = said.Policies.Cast<LldpMedPolicy?>()
            .FirstOrDefault(p => p is { Application: LldpMedApplication.Voice, IsTagged: true });
        Keep(new AnnouncedNeighbour(mac, AnnouncedBy.Lldp, Cut(said.SystemName), Cut(said.SystemDescription),
            said.Addresses is [{ IsNone: false } first, ..] ? first.ToIPAddress() : null, voice?.Vlan));
        return true;
    }

    private void Tell(PhoneAnnounced phone, IReadOnlyList<Ipv4Address> addresses, in FrameMoment moment)
    {
        Station station = stations.Of(phone.Mac!.Value);
        if (addresses is [{ IsNone: false } own, ..]) stations.Bind(station, own);
        stations.Prove(station);
        ref PhoneAnnounced? last = ref station.Announced[(int)phone.Via];
        PhoneAnnounced bare = phone with { At = default };
        if (bare == last) return;
        last = bare;
        stations.Tell(station, phone, moment, proves: true);
    }

    private void Keep(AnnouncedNeighbour neighbour)
    {
        (MacAddress, AnnouncedBy) key = (neighbour.Mac, neighbour.Via);
        if (_neighbours.Count < stations.Limits.Neighbours || _neighbours.ContainsKey(key))
            _neighbours[key] = neighbour;
        else
            counts.LeftOut++;
    }

    private static string? Cut(string? text) => text is null or "" ? null : EventTexts.Cut(text);
}
