using Ringback.Observation.Dhcp;
using Ringback.Phones.Events;
using Ringback.Wire.Dhcp;

namespace Ringback.Observation.Captures;

/// <summary>
/// What machines and servers say in DHCP. The first server that answers is the network's; another one that sends phones
/// elsewhere for their files is told as another one, and one that sends them to the same place is one of a pair.
/// </summary>
internal sealed class DhcpFollower(Stations stations)
{
    private const int MostServers = 16;

    private readonly Dictionary<Ipv4Address, string> _servers = [];
    private string? _files;

    internal bool Take(ReadOnlySpan<byte> payload, Ipv4Address source, bool wasBroadcast, in FrameMoment moment)
    {
        if (!DhcpMessage.TryRead(payload, out DhcpMessage? message, out _)) return false;
        if (EthernetAddress.MacOf(message.Hardware) is not { } mac || mac.ToUInt64() == 0) return true;
        Station station = stations.Of(mac);
        if (message.Operation is DhcpOperation.Request) Ask(station, message, wasBroadcast, moment);
        else Answer(station, message, source, moment);
        return true;
    }

    private void Ask(Station station, DhcpMessage message, bool wasBroadcast, in FrameMoment moment)
    {
        if (!message.ClientAddress.IsNone) stations.Bind(station, message.ClientAddress);
        if (DhcpObservation.Asked(message, wasBroadcast, IsOurs, moment.At) is { } asked)
            stations.Tell(station, asked, moment, DhcpVendorClass.IsPhone(message.VendorClass));
    }

    private void Answer(Station station, DhcpMessage message, Ipv4Address source, in FrameMoment moment)
    {
        Ipv4Address server = message.ServerIdentifier.IsNone ? source : message.ServerIdentifier;
        bool isNak = message.Type is DhcpMessageType.Nak;
        if (!isNak) Know(server, message);
        if (message.Type is DhcpMessageType.Ack) stations.Bind(station, message.YourAddress);
        PhoneEvent? e = isNak || IsOurs(server)
            ? DhcpObservation.Answered(message, null, moment.At)
            : DhcpObservation.OtherAnswered(PhoneOfferReading.Read(message), server, station.Mac, moment.At);
        if (e is not null) stations.Tell(station, e, moment);
    }

    private void Know(Ipv4Address server, DhcpMessage message)
    {
        if (_servers.ContainsKey(server) || _servers.Count >= MostServers) return;
        FileServers files = DhcpObservation.FilesOf(message);
        string shown = $"{string.Join(',', files.Option150)}|{files.Option66?.TrimEnd('\0')}|{files.NextServer}";
        _files ??= shown;
        _servers.Add(server, shown);
    }

    private bool IsOurs(Ipv4Address server) => !_servers.TryGetValue(server, out string? files) || files == _files;
}
