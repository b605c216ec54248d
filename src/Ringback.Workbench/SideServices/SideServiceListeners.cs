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
internal sealed class SideServiceListeners(
    SideServiceOptions options, IReadOnlyList<IPAddress> addresses, TimeProvider time, ILoggerFactory loggers)
{
    private readonly ServedNetworks _networks = new(options.Allow, time);
    private readonly List<Action<CaseDesk>> _begins = [];

    /// <summary>Opens every service that is not off, at every address.</summary>
    /// <exception cref="PortException">A port is taken, or this user may not open it.</exception>
    internal void Open(List<IAsyncDisposable> opened, List<Listening> listening)
    {
        foreach (IPAddress address in addresses)
        {
            if (options.SntpPort is { } sntp)
            {
                SntpServer listener = PortException.Guard("SNTP", "--ntp-port", sntp, () => new SntpServer(
                    new IPEndPoint(address, sntp), _networks, time, loggers.CreateLogger<SntpServer>()));
                Keep("ntp", listener, listener.EndPoint, listener.Begin, opened, listening);
            }

            if (options.SyslogPort is { } syslog)
            {
                SyslogListener listener = PortException.Guard(
                    "Syslog", "--syslog-port", syslog, () => new SyslogListener(
                    new IPEndPoint(address, syslog), _networks, time, loggers.CreateLogger<SyslogListener>()));
                Keep("syslog", listener, listener.EndPoint, listener.Begin, opened, listening);
            }

            if (options.DnsPort is { } dns)
            {
                DnsServer listener = PortException.Guard("DNS", "--dns-port", dns, () => new DnsServer(
                    new IPEndPoint(address, dns), options, _networks, time, loggers.CreateLogger<DnsServer>()));
                Keep("dns", listener, listener.EndPoint, listener.Begin, opened, listening);
            }
        }
    }

    /// <summary>Begins to read.</summary>
    internal void Begin(CaseDesk desk)
    {
        foreach (Action<CaseDesk> begin in _begins) begin(desk);
    }

    private void Keep(string service, IAsyncDisposable listener, IPEndPoint endPoint, Action<CaseDesk> begin,
        List<IAsyncDisposable> opened, List<Listening> listening)
    {
        opened.Add(listener);
        listening.Add(new Listening(service, endPoint.Address, endPoint.Port));
        _begins.Add(begin);
    }
}
