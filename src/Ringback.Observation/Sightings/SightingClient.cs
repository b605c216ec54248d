using System.Net;

namespace Ringback.Observation.Sightings;

/// <summary>An address, with who was seen there.</summary>
internal sealed class SightingClient
{
    // Phones behind one address that are told apart; a branch behind a router has some tens.
    private const int MostTrails = 256;

    private List<PhoneTrail>? _trails;

    internal SightingClient(ClientAddress address, PhoneTrail first)
    {
        Address = address;
        Ip = address.ToIPAddress();
        Current = first;
    }

    internal ClientAddress Address { get; }

    /// <summary>The same, as everything that is seen of it carries it.</summary>
    internal IPAddress Ip { get; }

    /// <summary>Who was there last.</summary>
    internal PhoneTrail Current { get; private set; }

    /// <summary>Everybody who was there.</summary>
    internal IReadOnlyList<PhoneTrail> Trails => _trails ?? (IReadOnlyList<PhoneTrail>)[Current];

    internal void MoveTo(PhoneTrail trail)
    {
        if (ReferenceEquals(Current, trail)) return;
        _trails ??= [Current];
        if (!_trails.Contains(trail))
        {
            if (_trails.Count >= MostTrails) _trails.RemoveAt(0);
            _trails.Add(trail);
        }

        Current = trail;
    }

    internal void Forget(PhoneTrail trail) => _trails?.Remove(trail);

    internal void Forget(IReadOnlySet<PhoneTrail> gone) => _trails?.RemoveAll(gone.Contains);

    /// <summary>
    /// Who asks there for a name that is nobody's own. Phones count their ports up, and a router that translates keeps
    /// them in order: the one that asked from the port just below it is. Else it is the one that spoke last.
    /// </summary>
    internal PhoneTrail WhoAsksFrom(int port)
    {
        const int nearest = 6;
        if (port == 0 || _trails is not { Count: > 1 } || Current.LastPort == port) return Current;
        PhoneTrail best = Current;
        int distance = nearest;
        foreach (PhoneTrail trail in _trails)
        {
            int above = port - trail.LastPort;
            if (trail.LastPort == 0 || above < 0 || above >= distance) continue;
            distance = above;
            best = trail;
        }

        return best;
    }
}
