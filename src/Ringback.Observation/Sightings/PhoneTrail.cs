using Ringback.Catalogue;
using Ringback.Phones.Events;

namespace Ringback.Observation.Sightings;

/// <summary>What one phone, or another machine, was seen to do: the last so many sightings of it.</summary>
internal sealed class PhoneTrail
{
    private const int Smallest = 8;

    // How far back the question may lie that a line with an answer is about: as many as a phone has open at once.
    private const int MostOpen = 48;

    private readonly int _limit;
    private Sighting[] _ring = [];
    private int _first;

    internal PhoneTrail(int limit) => _limit = limit;

    /// <summary>Its MAC address; null until it has named itself.</summary>
    internal MacAddress? Mac { get; set; }

    /// <summary>Sightings that are kept.</summary>
    internal int Count { get; private set; }

    /// <summary>Sightings that had to go.</summary>
    internal long Dropped { get; private set; }

    /// <summary>The port that it asked from last.</summary>
    internal int LastPort { get; private set; }

    /// <summary>A clock of sightings: how late it was heard last.</summary>
    internal long LastHeard { get; private set; }

    /// <summary>True once something that it did is what phones of this maker do.</summary>
    internal bool IsPhones { get; set; }

    internal long Total => Count + Dropped;

    internal void Add(in Sighting sighting, long heard)
    {
        LastHeard = heard;
        if (sighting.Port != 0) LastPort = sighting.Port;
        if (Count == _ring.Length && Count < _limit) Grow();
        if (Count < _ring.Length)
        {
            At(Count++) = sighting;
            return;
        }

        _ring[_first] = sighting;
        _first = _first + 1 == _ring.Length ? 0 : _first + 1;
        Dropped++;
    }

    /// <summary>
    /// Says how the last open question for that name was answered; false when there is none.
    /// </summary>
    internal bool Answer(AskedName name, AskOutcome outcome, long length, string? served)
    {
        ref Sighting asked = ref FindOpen(name);
        if (System.Runtime.CompilerServices.Unsafe.IsNullRef(ref asked)) return false;
        asked.Outcome = outcome;
        if (length <= 0 && served is null) return true;
        SightingDetail known = asked.Detail ?? SightingDetail.None;
        asked.Detail = known with
        {
            Length = length > 0 ? length : known.Length, Aside = served ?? known.Aside,
        };
        return true;
    }

    /// <summary>Puts a better event in the place of one of the last.</summary>
    internal void Amend(PhoneEvent told, PhoneEvent whole)
    {
        for (int back = 1; back <= Math.Min(Count, MostOpen); back++)
        {
            ref Sighting at = ref At(Count - back);
            if (!ReferenceEquals(at.What, told)) continue;
            at = at with { What = whole };
            return;
        }
    }

    /// <summary>The port of the last question for that name; 0 when not known.</summary>
    internal int PortOf(AskedName name) => LastAsked(name) is >= 0 and var at ? At(at).Port : 0;

    /// <summary>True when it asked for that name of late.</summary>
    internal bool HasAsked(AskedName name) => LastAsked(name) >= 0;

    /// <summary>Takes over what was seen of a machine that turns out to be this phone.</summary>
    internal void Absorb(PhoneTrail other)
    {
        for (int i = 0; i < other.Count; i++) Add(other.At(i), Math.Max(LastHeard, other.LastHeard));
        Dropped += other.Dropped;
        IsPhones |= other.IsPhones;
    }

    /// <summary>The sightings, oldest first.</summary>
    internal Sighting[] All()
    {
        Sighting[] all = new Sighting[Count];
        int first = Math.Min(Count, _ring.Length - _first);
        Array.Copy(_ring, _first, all, 0, first);
        Array.Copy(_ring, 0, all, first, Count - first);
        return all;
    }

    private ref Sighting At(int index)
    {
        // A division for each line of a log would be dear.
        int place = _first + index;
        return ref _ring[place < _ring.Length ? place : place - _ring.Length];
    }

    private ref Sighting FindOpen(AskedName name)
    {
        for (int back = 1; back <= Math.Min(Count, MostOpen); back++)
        {
            ref Sighting at = ref At(Count - back);
            if (at.Kind is not SightingKind.Asked || at.Outcome is not AskOutcome.Unknown) continue;
            if (ReferenceEquals(at.What, name) || (at.Detail?.Aside is { } aside && aside == name.Text))
                return ref at;
        }

        return ref System.Runtime.CompilerServices.Unsafe.NullRef<Sighting>();
    }

    private int LastAsked(AskedName name)
    {
        for (int back = 1; back <= Math.Min(Count, MostOpen); back++)
        {
            ref Sighting at = ref At(Count - back);
            if (at.Kind is SightingKind.Asked && ReferenceEquals(at.What, name)) return Count - back;
        }

        return -1;
    }

    private void Grow()
    {
        Sighting[] larger = new Sighting[Math.Min(_limit, Math.Max(Smallest, _ring.Length * 2))];
        All().CopyTo(larger, 0);
        _ring = larger;
        _first = 0;
    }
}
