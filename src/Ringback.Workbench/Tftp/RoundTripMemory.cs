using System.Net;
using Ringback.Wire.Tftp;

namespace Ringback.Workbench.Tftp;

/// <summary>
/// The round trip of each phone's last transfer: a first packet that is lost then costs a fraction of a second, where
/// a server without memory waits a whole one.
/// </summary>
internal sealed class RoundTripMemory
{
    // One bench never has more phones; when an attacker does, the memory starts over.
    private const int MostPhones = 4096;

    // A phone that is busy writing answers later than it did when it was idle.
    private const int Caution = 8;

    private static readonly TimeSpan LeastFirstTimeout = TimeSpan.FromMilliseconds(200);

    private readonly Dictionary<IPAddress, TimeSpan> _roundTrips = [];

    internal void Remember(IPAddress phone, TimeSpan roundTrip)
    {
        if (_roundTrips.Count >= MostPhones && !_roundTrips.ContainsKey(phone)) _roundTrips.Clear();
        _roundTrips[phone] = roundTrip;
    }

    internal TftpTiming Apply(IPAddress phone, TftpTiming timing)
    {
        if (!_roundTrips.TryGetValue(phone, out TimeSpan roundTrip)) return timing;
        TimeSpan first = roundTrip * Caution;
        if (first < LeastFirstTimeout) first = LeastFirstTimeout;
        return first < timing.FirstTimeout ? timing with { FirstTimeout = first } : timing;
    }
}
