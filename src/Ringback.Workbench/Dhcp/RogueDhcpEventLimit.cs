using Ringback.Wire.Dhcp;
using Ringback.Workbench.Limits;

namespace Ringback.Workbench.Dhcp;

/// <summary>
/// How often other DHCP servers are told of: an address that is forged with each answer, or an answer that is another
/// each time, is told a few times and then counted. Safe for several threads.
/// </summary>
internal sealed class RogueDhcpEventLimit(TimeProvider time)
{
    // A server that appears, is changed and is mended; then once in ten minutes.
    internal const int BurstOfOne = 6;
    internal static readonly TimeSpan RefillOfOne = TimeSpan.FromMinutes(10);

    // More servers than a network has.
    internal const int BurstOfAll = 32;
    internal static readonly TimeSpan RefillOfAll = TimeSpan.FromMinutes(2);

    private const int MostServers = 256;

    private readonly RateLimit<Ipv4Address> _ofOne = new(BurstOfOne, RefillOfOne, MostServers, time);
    private readonly RateLimit<int> _ofAll = new(BurstOfAll, RefillOfAll, 1, time);
    private readonly Lock _lock = new();
    private long _leftOut;

    /// <summary>True when something of this server may be told.</summary>
    /// <param name="server">The server.</param>
    /// <param name="leftOut">What was left out since the last time, of all of them.</param>
    internal bool TryTake(Ipv4Address server, out long leftOut)
    {
        lock (_lock)
        {
            bool may = _ofOne.TryTake(server) && _ofAll.TryTake(0);
            leftOut = may ? _leftOut : 0;
            _leftOut = may ? 0 : _leftOut + 1;
            return may;
        }
    }
}
