using Ringback.Catalogue;
using Ringback.Phones.Events;
using Ringback.Wire.Dhcp;

namespace Ringback.Observation.Captures;

/// <summary>
/// Who was heard, by MAC address and by address, and what is to be told of phones. Nothing is told of a machine before
/// something shows that it is a phone; then what it did before is told as well.
/// </summary>
internal sealed class Stations(string capture, FollowLimits limits, FrameCounts counts)
{
    private readonly Dictionary<MacAddress, Station> _byMac = [];
    private readonly Dictionary<Ipv4Address, Station> _byAddress = [];
    private readonly List<PhoneEvent> _told = [];
    private long _clock;

    /// <summary>What is to be told since <see cref="Clear"/>.</summary>
    internal IReadOnlyList<PhoneEvent> Told => _told;

    /// <summary>How much is remembered.</summary>
    internal FollowLimits Limits => limits;

    /// <summary>What was told is taken.</summary>
    internal void Clear() => _told.Clear();

    /// <summary>The machine with that MAC address.</summary>
    internal Station Of(MacAddress mac)
    {
        if (!_byMac.TryGetValue(mac, out Station? known))
        {
            MakeRoom();
            known = new Station { Mac = mac };
            _byMac.Add(mac, known);
        }

        known.Heard = ++_clock;
        return known;
    }

    /// <summary>The machine that has that address, or speaks from it.</summary>
    internal Station Of(Ipv4Address address)
    {
        if (!_byAddress.TryGetValue(address, out Station? known))
        {
            MakeRoom();
            known = new Station { Address = address };
            _byAddress.Add(address, known);
        }

        known.Heard = ++_clock;
        return known;
    }

    /// <summary>The machine with that MAC address, if it was heard.</summary>
    internal Station? Find(MacAddress? mac) => mac is { } known && _byMac.TryGetValue(known, out Station? found)
        ? found
        : null;

    /// <summary>The machine at that address, if it was heard.</summary>
    internal Station? Find(Ipv4Address address) => _byAddress.GetValueOrDefault(address);

    /// <summary>A machine says that it has an address: whoever spoke from there is this machine.</summary>
    internal void Bind(Station station, Ipv4Address address)
    {
        if (address.IsNone || address == Ipv4Address.Broadcast) return;
        station.Address = address;
        if (_byAddress.TryGetValue(address, out Station? before))
        {
            if (ReferenceEquals(before, station)) return;
            if (before.Mac is null)
            {
                before.Is = station;
                station.Pending = [.. before.Pending.Concat(station.Pending).OrderBy(e => e.At)];
                before.Pending = [];
                if (before.IsPhone || station.IsPhone) Prove(station);
            }
            else if (before.Address == address)
            {
                before.Address = null;
            }
        }

        _byAddress[address] = station;
    }

    /// <summary>Tells something of a machine, or keeps it until it shows that it is a phone.</summary>
    /// <param name="station">The machine.</param>
    /// <param name="e">What happened.</param>
    /// <param name="moment">The frame that shows it.</param>
    /// <param name="proves">True when it shows that the machine is a phone.</param>
    internal void Tell(Station station, PhoneEvent e, in FrameMoment moment, bool proves = false)
    {
        // What is under way was begun by whoever it was then.
        while (station.Is is { } known) station = known;
        if (proves) Prove(station);
        PhoneEvent whole = e with
        {
            Origin = new FrameOrigin(capture, moment.Number), Vlan = moment.Vlan, Mac = e.Mac ?? station.Mac,
        };
        if (station.IsPhone)
        {
            _told.Add(whole);
            return;
        }

        if (station.Pending.Count >= limits.Pending)
        {
            station.Pending.RemoveAt(0);
            counts.LeftOut++;
        }

        station.Pending.Add(whole);
    }

    /// <summary>Something shows that it is a phone.</summary>
    internal void Prove(Station station)
    {
        station.IsPhone = true;
        foreach (PhoneEvent before in station.Pending) _told.Add(before with { Mac = before.Mac ?? station.Mac });
        station.Pending = [];
    }

    /// <summary>True when something about a place is to be told.</summary>
    internal bool IsNews(Station station, Place place, DateTimeOffset at, TimeSpan again)
    {
        bool news = station.IsNews(place, at, again, limits.Places, out bool leftOut);
        if (leftOut) counts.LeftOut++;
        return news;
    }

    /// <summary>The quarter goes that is no phone and was not heard for longest, so that this happens seldom.</summary>
    private void MakeRoom()
    {
        if (_byMac.Count + _byAddress.Count < 2 * limits.Stations) return;
        HashSet<Station> going = [.. _byMac.Values.Concat(_byAddress.Values).Distinct()
            .OrderBy(s => s.IsPhone).ThenBy(s => s.Heard).Take(Math.Max(1, limits.Stations / 4))];
        counts.ForgottenStations += going.Count;
        foreach ((MacAddress mac, Station station) in _byMac)
        {
            if (going.Contains(station)) _byMac.Remove(mac);
        }

        foreach ((Ipv4Address address, Station station) in _byAddress)
        {
            if (going.Contains(station)) _byAddress.Remove(address);
        }
    }
}
