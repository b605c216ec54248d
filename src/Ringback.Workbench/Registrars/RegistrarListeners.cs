using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Ringback.Phones.Events;
using Ringback.Wire.Sccp;
using Ringback.Wire.Sip;
using Ringback.Workbench.Desk;
using Ringback.Workbench.Limits;
using Ringback.Workbench.Ports;

namespace Ringback.Workbench.Registrars;

/// <summary>The registrars' ports: null is off, 0 takes any free one.</summary>
internal sealed record RegistrarPorts(int? Sccp, int? Sip, int? Mgcp, int? Echo);

/// <summary>
/// Opens the registrars' ports before anything is served, because the files that are made for phones carry them, and
/// begins to read from them once there is a desk to report to.
/// </summary>
/// <param name="addresses">The addresses to listen on.</param>
/// <param name="networks">Who is served; null for the networks that this machine is attached to.</param>
/// <param name="time">The clock.</param>
/// <param name="loggers">The program's log.</param>
internal sealed class RegistrarListeners(IReadOnlyList<IPAddress> addresses, IReadOnlyList<IPNetwork>? networks,
    TimeProvider time, ILoggerFactory loggers) : IAsyncDisposable
{
    private const int SecretLength = 32;

    // With thousands of ports free, the second try is nearly always good.
    private const int MostTries = 16;

    private readonly ServedNetworks _networks = new(networks, time);
    private readonly List<StreamListener> _sccp = [];
    private readonly List<StreamListener> _sipStreams = [];
    private readonly List<DatagramListener> _sipPorts = [];
    private readonly List<DatagramListener> _mgcp = [];
    private EchoPort? _echo;

    /// <summary>The call manager; null when its port is closed, or before the beginning.</summary>
    internal SccpService? Sccp { get; private set; }

    /// <summary>The SIP server; null when its port is closed, or before the beginning.</summary>
    internal SipService? Sip { get; private set; }

    /// <summary>The call agent; null when its port is closed, or before the beginning.</summary>
    internal MgcpService? Mgcp { get; private set; }

    /// <summary>Opens; returns the ports that were really taken.</summary>
    internal RegistrarPorts Open(RegistrarPorts ports, List<IAsyncDisposable> opened, List<Listening> listening)
    {
        if (ports.Echo is { } voice && (ports.Sccp ?? ports.Sip) is not null)
        {
            _echo = PortException.Guard("The echo", "--echo-port", voice, () =>
                new EchoPort(addresses, voice, time, loggers.CreateLogger<EchoPort>()));
            opened.Add(_echo);
            listening.AddRange(_echo.EndPoints.Select(e => new Listening("echo", e.Address, e.Port)));
            ports = ports with { Echo = _echo.Port };
        }

        foreach (IPAddress address in addresses)
        {
            if (ports.Sccp is { } sccp)
            {
                int port = PortException.Guard(
                    "SCCP", "--sccp-port", sccp, () => OpenStream(address, sccp, _sccp, opened));
                listening.Add(new Listening("sccp", address, port));
                ports = ports with { Sccp = port };
            }

            if (ports.Sip is { } sip)
            {
                int port = PortException.Guard("SIP", "--sip-port", sip, () => OpenSip(address, sip, opened));
                listening.Add(new Listening("sip", address, port));
                ports = ports with { Sip = port };
            }

            if (ports.Mgcp is { } mgcp)
            {
                int port = PortException.Guard("MGCP", "--mgcp-port", mgcp, () =>
                    OpenMgcp(address, mgcp, opened));
                listening.Add(new Listening("mgcp", address, port));
                ports = ports with { Mgcp = port };
            }
        }

        return ports;
    }

    /// <summary>Begins to read.</summary>
    /// <param name="desk">Where to report.</param>
    /// <param name="credentials">What a line has to show; null for a line that is taken as it comes.</param>
    /// <param name="idleText">What an idle display says, from the load that the phone states.</param>
    internal void Begin(
        CaseDesk desk, Func<string, SipCredentials?> credentials, Func<string?, string> idleText)
    {
        if (_sccp.Count > 0)
        {
            SccpRegistrarOptions options = new() { EchoPort = _echo?.Port, IdleText = idleText };
            Sccp = new SccpService(options, desk, _echo, time, loggers.CreateLogger<SccpService>());
            foreach (StreamListener listener in _sccp) listener.Begin(Sccp);
        }

        if (_sipPorts.Count > 0)
        {
            SipRegistrarOptions options = new()
            {
                Secret = RandomNumberGenerator.GetBytes(SecretLength),
                EchoPort = _echo?.Port,
                Credentials = credentials,
            };
            Sip = new SipService(options, desk, _sipPorts, _echo, time, loggers.CreateLogger<SipService>());
            foreach (StreamListener listener in _sipStreams) listener.Begin(Sip);
        }

        if (_mgcp.Count > 0) Mgcp = new MgcpService(desk, _mgcp, time);
        _echo?.Begin();
        foreach (DatagramListener listener in _sipPorts.Concat(_mgcp)) listener.Begin(desk);
    }

    public async ValueTask DisposeAsync()
    {
        if (Sccp is not null) await Sccp.DisposeAsync().ConfigureAwait(false);
        if (Sip is not null) await Sip.DisposeAsync().ConfigureAwait(false);
        if (Mgcp is not null) await Mgcp.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>UDP and TCP with the same number: a phone is told one.</summary>
    private int OpenSip(IPAddress address, int port, List<IAsyncDisposable> opened)
    {
        int index = _sipPorts.Count;
        for (int tries = 1; ; tries++)
        {
            DatagramListener datagrams = Datagrams(address, port, TakeSip);
            try
            {
                OpenStream(address, datagrams.EndPoint.Port, _sipStreams, opened);
            }
            catch (SocketException e) when (
                port == 0 && tries < MostTries && e.SocketErrorCode is SocketError.AddressAlreadyInUse)
            {
                // The number that is free for UDP may be taken for TCP.
                datagrams.Close();
                continue;
            }
            catch (SocketException)
            {
                datagrams.Close();
                throw;
            }

            _sipPorts.Add(datagrams);
            opened.Add(datagrams);
            return datagrams.EndPoint.Port;
        }

        DatagramOutcome TakeSip(ReadOnlySpan<byte> datagram, in DatagramArrival arrival) =>
            Sip!.Take(index, datagram, arrival);
    }

    private int OpenStream(
        IPAddress address, int port, List<StreamListener> into, List<IAsyncDisposable> opened)
    {
        StreamListener listener = new(new IPEndPoint(address, port), new StreamLimits(), _networks, time,
            loggers.CreateLogger<StreamListener>());
        into.Add(listener);
        opened.Add(listener);
        return listener.EndPoint.Port;
    }

    private int OpenMgcp(IPAddress address, int port, List<IAsyncDisposable> opened)
    {
        int index = _mgcp.Count;
        DatagramListener listener = Datagrams(address, port, TakeMgcp);
        _mgcp.Add(listener);
        opened.Add(listener);
        return listener.EndPoint.Port;

        DatagramOutcome TakeMgcp(ReadOnlySpan<byte> datagram, in DatagramArrival arrival) =>
            Mgcp!.Take(index, datagram, arrival);
    }

    private DatagramListener Datagrams(IPAddress address, int port, DatagramTaker take) => new(
        new IPEndPoint(address, port), take, new ListenerLimits(), _networks, time,
        loggers.CreateLogger<DatagramListener>());
}
