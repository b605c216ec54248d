using System.Net;
using Ringback.Phones.Cases;

namespace Ringback.Workbench.Limits;

/// <summary>
/// Addresses that have shown that somebody is behind them: they acknowledged a whole file, or speak over TCP. Nobody
/// who makes up senders can do either, so what floods from such senders is never at the cost of these. Bounded. Safe
/// for several threads.
/// </summary>
internal sealed class ProvenAddresses
{
    // More than any bench or fleet has phones; 16 bytes or so for each.
    private const int Most = 32_768;

    private readonly Lock _lock = new();
    private readonly RecentTable<IPAddress, bool> _known = new(Most);

    internal void Add(IPAddress address)
    {
        lock (_lock) _known.Set(address, true);
    }

    internal bool Contains(IPAddress address)
    {
        lock (_lock) return _known.TryGet(address, out _);
    }
}
