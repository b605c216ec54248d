using System.Net;
using Microsoft.Extensions.Logging;
using Ringback.Phones.Events;
using Ringback.Workbench.Desk;
using Ringback.Workbench.Limits;
using Ringback.Workbench.Ports;

namespace Ringback.Workbench.SideServices;

/// <summary>
/// Opens the ports of the side services, and begins to read from them once there is a desk to report to.
/// </summary>
internal sealed class SideServiceDoors(
    SideServiceOptions options, IReadOnlyList<IPAddress> addresses, TimeProvider time, ILoggerFactory loggers)
{
    private readonly ServedNetworks _networks = new(options.Allow, time);
    private readonly List<Action<CaseDesk>> _begins = [];

    /// <summary>Opens every service that is not off, at every address.</summary>
    /// <exception cref="DoorException">A port is taken, or this user may not open it.</exception>
    internal void Open(List<IAsyncDisposable> opened, List<Listening> doors)
    {
        foreach (IPAddress address in addresses)
        {
            if (options.SntpPort is { } sntp)
            {
                SntpDoor door = DoorException.Guard("SNTP", "--ntp-port", sntp, () => new SntpDoor(
                    new IPEndPoint(address, sntp), _networks, time, loggers.CreateLogger<SntpDoor>()));
                Keep("ntp", door, door.EndPoint, door.Begin, opened, doors);
            }

            if (options.SyslogPort is { } syslog)
            {
                SyslogDoor door = DoorException.Guard("Syslog", "--syslog-port", syslog, () => new SyslogDoor(
                    new IPEndPoint(address, syslog), _networks, time, loggers.CreateLogger<SyslogDoor>()));
                Keep("syslog", door, door.EndPoint, door.Begin, opened, doors);
            }

            if (options.DnsPort is { } dns)
            {
                DnsDoor door = DoorException.Guard("DNS", "--dns-port", dns, () => new DnsDoor(
                    new IPEndPoint(address, dns), options, _networks, time, loggers.CreateLogger<DnsDoor>()));
                Keep("dns", door, door.EndPoint, door.Begin, opened, doors);
            }
        }
    }

    /// <summary>Begins to read.</summary>
    internal void Begin(CaseDesk desk)
    {
        foreach (Action<CaseDesk> begin in _begins) begin(desk);
    }

    private void Keep(string service, IAsyncDisposable door, IPEndPoint endPoint, Action<CaseDesk> begin,
        List<IAsyncDisposable> opened, List<Listening> doors)
    {
        opened.Add(door);
        doors.Add(new Listening(service, endPoint.Address, endPoint.Port));
        _begins.Add(begin);
    }
}
