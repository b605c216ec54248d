using System.Net;
using Microsoft.Extensions.Logging;
using Ringback.Phones.Events;
using Ringback.Workbench.Desk;
using Ringback.Workbench.Limits;
using Ringback.Workbench.Ports;

namespace Ringback.Workbench.Registrars;

/// <summary>The registrars' ports: null is off, 0 takes any free one.</summary>
internal sealed record RegistrarPorts(int? Sccp, int? Sip, int? Mgcp);

/// <summary>
/// Opens the registrars' ports before anything is served, because the files that are made for phones carry them, and
/// begins to read from them once there is a desk to report to.
/// </summary>
/// <param name="addresses">The addresses to listen on.</param>
/// <param name="networks">Who is served; null for the networks that this machine is attached to.</param>
/// <param name="time">The clock.</param>
/// <param name="loggers">The program's log.</param>
internal sealed class RegistrarListeners(IReadOnlyList<IPAddress> addresses, IReadOnlyList<IPNetwork>? networks,
    TimeProvider time, ILoggerFactory loggers)
{
    private readonly ServedNetworks _networks = new(networks, time);
    private readonly List<SccpListener> _sccp = [];
    private readonly List<DatagramListener> _datagrams = [];

    /// <summary>Opens; returns the ports that were really taken.</summary>
    internal RegistrarPorts Open(RegistrarPorts ports, List<IAsyncDisposable> opened, List<Listening> listening)
    {
        foreach (IPAddress address in addresses)
        {
            if (ports.Sccp is { } sccp)
            {
                SccpListener listener = PortException.Guard("SCCP", "--sccp-port", sccp, () =>
                    new SccpListener(new IPEndPoint(address, sccp), new SccpLimits(), _networks, time,
                        loggers.CreateLogger<SccpListener>()));
                _sccp.Add(listener);
                opened.Add(listener);
                listening.Add(new Listening("sccp", address, listener.EndPoint.Port));
                ports = ports with { Sccp = listener.EndPoint.Port };
            }

            if (ports.Sip is { } sip)
            {
                int port = OpenDatagrams("sip", "--sip-port", address, sip, SipRegistrar.Take, opened, listening);
                ports = ports with { Sip = port };
            }

            if (ports.Mgcp is { } mgcp)
            {
                int port = OpenDatagrams("mgcp", "--mgcp-port", address, mgcp, MgcpCallAgent.Take, opened, listening);
                ports = ports with { Mgcp = port };
            }
        }

        return ports;
    }

    /// <summary>Begins to read.</summary>
    internal void Begin(CaseDesk desk)
    {
        foreach (SccpListener listener in _sccp) listener.Begin(desk);
        foreach (DatagramListener listener in _datagrams) listener.Begin(desk);
    }

    private int OpenDatagrams(string service, string option, IPAddress address, int port, DatagramTaker take,
        List<IAsyncDisposable> opened, List<Listening> listening)
    {
        DatagramListener listener = PortException.Guard(service.ToUpperInvariant(), option, port, () =>
            new DatagramListener(new IPEndPoint(address, port), take, new ListenerLimits(), _networks, time,
                loggers.CreateLogger<DatagramListener>()));
        _datagrams.Add(listener);
        opened.Add(listener);
        listening.Add(new Listening(service, address, listener.EndPoint.Port));
        return listener.EndPoint.Port;
    }
}
