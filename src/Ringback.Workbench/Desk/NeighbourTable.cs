using System.Net;
using Ringback.Catalogue;

namespace Ringback.Workbench.Desk;

/// <summary>
/// The kernel's neighbours, remembered for a moment: reading its table takes longer than answering a question. Safe for
/// several threads.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="read">Reads the table; null for that of this machine.</param>
public sealed class NeighbourTable(
    TimeProvider time, Func<IReadOnlyDictionary<IPAddress, MacAddress>>? read = null)
{
    /// <summary>Nobody changes the phone behind an address and boots the next one within a second.</summary>
    public static readonly TimeSpan KnownFor = TimeSpan.FromSeconds(1);

    /// <summary>
    /// A phone asks within moments of becoming a neighbour, so who is missing is looked for again soon; but strangers
    /// from beyond a router are never there, and must not make us read the table for each of them.
    /// </summary>
    public static readonly TimeSpan MissingFor = TimeSpan.FromMilliseconds(50);

    private readonly Func<IReadOnlyDictionary<IPAddress, MacAddress>> _read = read ?? Neighbours.Read;
    private readonly Lock _lock = new();
    private IReadOnlyDictionary<IPAddress, MacAddress>? _table;
    private long _readAt;

    /// <summary>
    /// The same when much hangs on it: the table is read again, so that a phone that has just taken over another
    /// machine's address is not taken for that one.
    /// </summary>
    public MacAddress? FindNow(IPAddress address)
    {
        if (IPAddress.IsLoopback(address)) return null;
        lock (_lock)
        {
            if (_table is null || time.GetElapsedTime(_readAt) >= MissingFor)
            {
                _readAt = time.GetTimestamp();
                _table = _read();
            }

            return _table.TryGetValue(address, out MacAddress found) ? found : null;
        }
    }

    /// <summary>The MAC address behind an address; null when it is not a neighbour, or not known here.</summary>
    public MacAddress? Find(IPAddress address)
    {
        if (IPAddress.IsLoopback(address)) return null;
        lock (_lock)
        {
            TimeSpan age = _table is null ? TimeSpan.MaxValue : time.GetElapsedTime(_readAt);
            if (age < KnownFor && _table!.TryGetValue(address, out MacAddress known)) return known;
            if (age >= MissingFor)
            {
                _readAt = time.GetTimestamp();
                _table = _read();
            }

            return _table!.TryGetValue(address, out MacAddress found) ? found : null;
        }
    }
}
