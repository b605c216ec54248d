using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Ringback.Datagrams;
using Ringback.Wire.Dhcp;
using Ringback.Workbench.Dhcp.Leases;
using Ringback.Workbench.Dhcp.Probing;
using Ringback.Workbench.Tftp;

namespace Ringback.Workbench.Dhcp;

/// <summary>The running DHCP server: ports and a thread around <see cref="DhcpServer"/>, which decides.</summary>
public sealed partial class DhcpService : IDisposable
{
    private readonly List<DhcpLink> _links = [];
    private readonly IMeterFactory _meters;
    private readonly bool _ownMeters;
    private DhcpLoop? _loop;
    private bool _disposed;

    private DhcpService(IMeterFactory? meters)
    {
        _ownMeters = meters is null;
        _meters = meters ?? new OwnMeters();
    }

    /// <summary>Where it listens.</summary>
    public IReadOnlyList<IPEndPoint> EndPoints => [.. _links.Select(d =>
        new IPEndPoint(d.Options.Address.ToIPAddress(), d.Port.LocalEndPoint.Port))];

    /// <summary>Takes the stored leases back, opens the ports and starts.</summary>
    /// <param name="options">How it works; <see cref="DhcpServerOptions.Faults"/> must be empty.</param>
    /// <param name="store">Where leases are kept; stays the caller's, and is used by the server's thread only.</param>
    /// <param name="watcher">Who is told.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    /// <param name="meters">Who collects the metrics; null for nobody in particular.</param>
    /// <exception cref="SocketException">A port is taken, or this user may not open it.</exception>
    /// <exception cref="LeaseStoreException">The leases cannot be read.</exception>
    public static DhcpService Start(DhcpServiceOptions options, ILeaseStore store, IDhcpWatcher watcher,
        TimeProvider time, ILogger logger, IMeterFactory? meters = null)
    {
        DhcpServer server = new(options.Server with
        {
            OwnAddresses = [.. options.Server.OwnAddresses, .. options.Links.Select(d => d.Address)],
        });
        DhcpService service = new(meters);
        try
        {
            foreach (DhcpLinkOptions link in options.Links) service._links.Add(Open(options, link));
            service._loop = new DhcpLoop(options, server, service._links, store, watcher,
                new DhcpMetrics(service._meters), time, logger);
            if (options.Server.ProbesAddresses) service.OpenProbers(options, watcher, logger);
            service._loop.Start();
            return service;
        }
        catch
        {
            service.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Lays options on all others for one client, from its next message on; null for what everybody is told.
    /// </summary>
    public void Steer(HardwareAddress hardware, DhcpPhoneOptions? said) =>
        _loop?.Post(server => server.Steer(hardware, said));

    /// <summary>This client has shown elsewhere that it is a phone: it has a part in what is kept for phones.</summary>
    public void Know(HardwareAddress hardware) => _loop?.Post(server => server.Know(hardware));

    /// <summary>How full each network is. Answered between two batches; cancelled when the server has ended.</summary>
    public Task<IReadOnlyList<DhcpPoolUse>> ReadUseAsync() => AskAsync<IReadOnlyList<DhcpPoolUse>>(s => [.. s.Use]);

    /// <summary>The leases of now. Answered between two batches; cancelled when the server has ended.</summary>
    public Task<IReadOnlyList<DhcpLease>> ReadLeasesAsync() => AskAsync<IReadOnlyList<DhcpLease>>(s => [.. s.Leases]);

    /// <summary>Stops; what was acknowledged stays in the store.</summary>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _loop?.Stop();
        foreach (DhcpLink link in _links) link.Dispose();
        _loop?.Dispose();
        if (_ownMeters) _meters.Dispose();
    }

    private static DhcpLink Open(DhcpServiceOptions options, DhcpLinkOptions link)
    {
        // A port that is bound to an address does not hear what is sent to all, but on Windows, where there is no
        // binding to a card.
        bool bindsCard = link.Device is not null && !OperatingSystem.IsWindows();
        IPAddress address = bindsCard ? IPAddress.Any : link.Address.ToIPAddress();
        IDatagramPort port = options.Stack.Open(new IPEndPoint(address, options.ServerPort), new DatagramPortOptions
        {
            TellsLocalAddress = true, Device = link.Device, Broadcasts = true, Segments = false,
        });
        DhcpSubnet? subnet = options.Server.Subnets.FirstOrDefault(s => s.Network.Contains(link.Address));
        return new DhcpLink(link, port, options.ClientPort) { Network = subnet?.Network };
    }

    private void OpenProbers(DhcpServiceOptions options, IDhcpWatcher watcher, ILogger logger)
    {
        foreach (DhcpLink link in _links)
        {
            link.Prober = (options.Prober ?? OpenUsual)(link.Options, _loop!.Hear, watcher.Overheard, logger);
            link.FarProber = options.Prober is null ? new PingProber(_loop.Hear, logger) : link.Prober;
            LogProber(logger, link.Options.Address, link.Prober.Name);
        }
    }

    private static IAddressProber OpenUsual(DhcpLinkOptions link, Action<Ipv4Address, HardwareAddress> seen,
        Action<NeighbourQuestion> overheard, ILogger logger) =>
        link.Device is { } device
            ? AddressProbers.Open(device.Index, link.Address, link.Hardware, seen, overheard, logger)
            : new PingProber(seen, logger);

    private async Task<T> AskAsync<T>(Func<DhcpServer, T> ask)
    {
        TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _loop!.Post(server => answer.TrySetResult(ask(server)));
        await Task.WhenAny(answer.Task, _loop.Ended).ConfigureAwait(false);
        answer.TrySetCanceled();
        return await answer.Task.ConfigureAwait(false);
    }

    [LoggerMessage(LogLevel.Information, "DHCP on {Address}: addresses in use are found by {Prober}")]
    private static partial void LogProber(ILogger logger, Ipv4Address address, string prober);
}
