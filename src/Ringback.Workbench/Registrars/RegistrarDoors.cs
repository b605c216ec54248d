using System.Net;
using Microsoft.Extensions.Logging;
using Ringback.Phones.Events;
using Ringback.Workbench.Bench;
using Ringback.Workbench.Limits;

namespace Ringback.Workbench.Registrars;

/// <summary>
/// Opens the registrars' ports before anything is served, because the files that are made for phones carry them, and
/// begins to read from them once there is a desk to report to.
/// </summary>
internal sealed class RegistrarDoors(WorkbenchOptions options, TimeProvider time, ILoggerFactory loggers)
{
    private readonly ServedNetworks _networks = new(options.Networks, time);
    private readonly List<SccpListener> _sccp = [];
    private readonly List<DatagramListener> _datagrams = [];

    /// <summary>Opens; returns the options with the ports that were really taken.</summary>
    internal WorkbenchOptions Open(List<IAsyncDisposable> opened, List<Listening> doors)
    {
        foreach (IPAddress address in options.Addresses)
        {
            if (options.SccpPort is { } sccp)
            {
                SccpListener listener = DoorException.Guard("SCCP", "--sccp-port", sccp, () =>
                    new SccpListener(new IPEndPoint(address, sccp), new SccpLimits(), _networks, time,
                        loggers.CreateLogger<SccpListener>()));
                _sccp.Add(listener);
                opened.Add(listener);
                doors.Add(new Listening("sccp", address, listener.EndPoint.Port));
                options = options with { SccpPort = listener.EndPoint.Port };
            }

            if (options.SipPort is { } sip)
            {
                int port = OpenDatagrams("sip", "--sip-port", address, sip, SipDoor.Take, opened, doors);
                options = options with { SipPort = port };
            }

            if (options.MgcpPort is { } mgcp)
            {
                int port = OpenDatagrams("mgcp", "--mgcp-port", address, mgcp, MgcpDoor.Take, opened, doors);
                options = options with { MgcpPort = port };
            }
        }

        return options;
    }

    /// <summary>Begins to read.</summary>
    internal void Begin(CaseDesk desk)
    {
        foreach (SccpListener listener in _sccp) listener.Begin(desk);
        foreach (DatagramListener listener in _datagrams) listener.Begin(desk);
    }

    private int OpenDatagrams(string service, string option, IPAddress address, int port, DatagramTaker take,
        List<IAsyncDisposable> opened, List<Listening> doors)
    {
        DatagramListener listener = DoorException.Guard(service.ToUpperInvariant(), option, port, () =>
            new DatagramListener(new IPEndPoint(address, port), take, new DoorLimits(), _networks, time,
                loggers.CreateLogger<DatagramListener>()));
        _datagrams.Add(listener);
        opened.Add(listener);
        doors.Add(new Listening(service, address, listener.EndPoint.Port));
        return listener.EndPoint.Port;
    }
}
