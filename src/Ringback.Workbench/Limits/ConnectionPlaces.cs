using System.Net;

namespace Ringback.Workbench.Limits;

/// <summary>
/// Who may hold a connection. One that has shown what it is for (a registered phone) stays; of those that have not, the
/// oldest goes when there is no place, first from the address that holds most: whoever opens many and says nothing only
/// ever takes places from itself. Safe for several threads.
/// </summary>
/// <param name="most">Connections in all.</param>
/// <param name="mostOfOne">Connections of one address.</param>
internal sealed class ConnectionPlaces(int most, int mostOfOne)
{
    // A phone has one connection, and two for a moment when it comes again before its old one was missed.
    private const int Modest = 4;

    private readonly Lock _lock = new();
    private readonly LinkedList<Place> _oldestFirst = [];
    private readonly Dictionary<IPAddress, int> _ofOne = [];

    internal int Count
    {
        get { lock (_lock) return _oldestFirst.Count; }
    }

    /// <summary>Takes a place, if need be from another, which is then to go; null when there is none.</summary>
    /// <param name="address">Who wants it.</param>
    /// <param name="leave">Sends its holder away; called on whichever thread takes the place from it.</param>
    internal Place? Enter(IPAddress address, Action leave)
    {
        Place place = new(this, address, leave);
        Place? leaving = null;
        lock (_lock)
        {
            if (IsFullFor(address))
            {
                leaving = ToLeave(address);
                if (leaving is null) return null;
                Remove(leaving);
            }

            place.Node = _oldestFirst.AddLast(place);
            _ofOne[address] = _ofOne.GetValueOrDefault(address) + 1;
        }

        leaving?.Leave();
        return place;
    }

    private bool IsFullFor(IPAddress address) =>
        _oldestFirst.Count >= most || _ofOne.GetValueOrDefault(address) >= mostOfOne;

    private Place? ToLeave(IPAddress address)
    {
        if (_ofOne.GetValueOrDefault(address) >= mostOfOne) return Oldest(address, true) ?? Oldest(address, false);
        (IPAddress greedy, int held) = _ofOne.MaxBy(of => of.Value);
        Place? leaving = held > Modest ? Oldest(greedy, true) : null;
        return leaving ?? Oldest(null, true) ?? (held > Modest ? Oldest(greedy, false) : null);
    }

    /// <summary>The oldest of an address, or of all.</summary>
    private Place? Oldest(IPAddress? of, bool onlyUnproved)
    {
        foreach (Place place in _oldestFirst)
        {
            if ((of is null || place.Address.Equals(of)) && !(onlyUnproved && place.IsProved)) return place;
        }

        return null;
    }

    private void Remove(Place place)
    {
        if (place.Node is not { } node) return;
        place.Node = null;
        _oldestFirst.Remove(node);
        int left = _ofOne[place.Address] - 1;
        if (left == 0) _ofOne.Remove(place.Address);
        else _ofOne[place.Address] = left;
    }

    /// <summary>A connection's place, until it is disposed of.</summary>
    internal sealed class Place(ConnectionPlaces places, IPAddress address, Action leave) : IDisposable
    {
        internal IPAddress Address { get; } = address;

        internal LinkedListNode<Place>? Node { get; set; }

        /// <summary>True once it has shown what it is for.</summary>
        internal bool IsProved { get; private set; }

        internal void Prove()
        {
            lock (places._lock) IsProved = true;
        }

        internal void Leave() => leave();

        public void Dispose()
        {
            lock (places._lock) places.Remove(this);
        }
    }
}
