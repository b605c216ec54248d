using System.Net;
using Ringback.Phones.Events;
using Ringback.Wire.Dhcp;

namespace Ringback.Observation.Captures;

/// <summary>To which servers machines turn, through which router, and whether those answer.</summary>
internal sealed class ServerFollower(Stations stations)
{
    // A phone that gets no answer tries again every few minutes, which is no news.
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(10);

    /// <summary>A machine turned to a server.</summary>
    internal void Tried(Station station, Ipv4Address from, Port server, ServerRole role, in FrameMoment moment) =>
        Tell(station, from, server, role, PlaceKind.Tried, moment);

    /// <summary>A server answered a machine.</summary>
    internal void Answered(Station station, Ipv4Address from, Port server, ServerRole role, in FrameMoment moment) =>
        Tell(station, from, server, role, PlaceKind.Answered, moment);

    private void Tell(
        Station station, Ipv4Address from, Port server, ServerRole role, PlaceKind kind, in FrameMoment moment)
    {
        // What is asked of all at once is asked of nobody: multicast and broadcast.
        const uint firstMulticast = 0xE000_0000;
        if (server.Address.Bits >= firstMulticast || server.Address.IsNone) return;
        Place place = new(server.Address, server.Number | ((int)role << 16), kind);
        if (!stations.IsNews(station, place, moment.At, kind is PlaceKind.Tried ? Again : Timeout.InfiniteTimeSpan))
            return;
        bool answered = kind is PlaceKind.Answered;
        ServerTried tried = CableObservation.Tried(from.ToIPAddress(), server.ToEndPoint(), role, answered,
            answered ? null : RouterOf(moment, server.Address), moment.At);
        stations.Tell(station, tried, moment);
    }

    /// <summary>Who has the MAC address that the frame goes to, where that is not the server itself.</summary>
    private IPAddress? RouterOf(in FrameMoment moment, Ipv4Address server)
    {
        if (stations.Find(moment.To) is not { Address: { } hop } || hop == server) return null;
        // A server that has other addresses too is not its own router.
        return stations.Find(server)?.Mac is { } mac && mac == moment.To ? null : hop.ToIPAddress();
    }
}
