using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Catalogue;
using Ringback.Observation.Dhcp;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Wire.Dhcp;
using Ringback.Workbench.Desk;
using Ringback.Workbench.Dhcp.Leases;
using Ringback.Workbench.Dhcp.RogueServers;
using Ringback.Workbench.Ports;

namespace Ringback.Workbench.Dhcp;

/// <summary>What a workbench needs to lend addresses.</summary>
public sealed record DhcpBenchOptions
{
    /// <summary>The server.</summary>
    public required DhcpServiceOptions Service { get; init; }

    /// <summary>Opens the store of leases.</summary>
    /// <exception cref="LeaseStoreException">It cannot be opened.</exception>
    public required Func<ILeaseStore> OpenStore { get; init; }

    /// <summary>Where a phone is sent that has reached its goal; empty for here, like any other.</summary>
    public IReadOnlyList<Ipv4Address> TftpWhenDone { get; init; } = [];

    /// <summary>Where other DHCP servers are looked for while this one serves.</summary>
    public IReadOnlyList<InquiryInterface> WatchedForRogueDhcp { get; init; } = [];
}

/// <summary>The DHCP server of a workbench, with all that belongs to it.</summary>
internal sealed partial class DhcpBench : ILeasedAddresses, IAsyncDisposable
{
    private readonly DhcpBenchOptions _options;
    private readonly ILeaseStore _store;
    private readonly DhcpReporter _desk;
    private readonly DhcpService _service;
    private readonly List<RogueDhcpWatch> _rogues = [];
    private readonly ILogger _logger;
    private SilenceWatch? _silence;

    private DhcpBench(
        DhcpBenchOptions options, ILeaseStore store, DhcpReporter desk, DhcpService service, ILogger logger)
    {
        _logger = logger;
        _options = options;
        _store = store;
        _desk = desk;
        _service = service;
    }

    internal DhcpService Service => _service;

    /// <summary>Opens the ports. Requests are answered at once; the desk hears of them once it has begun.</summary>
    internal static DhcpBench Open(DhcpBenchOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        WaitingLeaseStore store = WaitingLeaseStore.Open(options.OpenStore, time,
            loggers.CreateLogger<WaitingLeaseStore>());
        try
        {
            options = options with
            {
                Service = options.Service with
                {
                    Ignored =
                    [
                        .. options.Service.Ignored,
                        .. options.WatchedForRogueDhcp.Select(r => r.InquiryHardware),
                    ],
                },
            };
            _ = DhcpWarmUp.Run(options.Service.Server, new DhcpReporter(options.Service, time, NullLogger.Instance));
            DhcpReporter desk = new(options.Service, time, loggers.CreateLogger<DhcpReporter>());
            DhcpService service = PortException.GuardDhcp(options.Service.ServerPort, () => DhcpService.Start(
                options.Service, store, desk, time, loggers.CreateLogger<DhcpService>()));
            return new DhcpBench(options, store, desk, service, loggers.CreateLogger<DhcpBench>());
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>Begins to tell the desk, and to listen to it.</summary>
    /// <param name="desk">The desk.</param>
    /// <param name="goalOf">The goal of a phone as the user puts it today; null for none.</param>
    /// <param name="time">The clock.</param>
    internal void Begin(CaseDesk desk, Func<MacAddress, string?> goalOf, TimeProvider time)
    {
        foreach (PhoneCase phone in desk.Cases)
        {
            Know(before: null, phone);
            // A phone with a new goal has to come here for it.
            if (phone is { Mac: { } mac, Conversion: { Status: ConversionStatus.Proved } done }
                && done.Goal == goalOf(mac))
            {
                SendOn(mac);
            }
        }

        desk.Recorded += Watch;
        _desk.Begin(desk);
        _silence = new SilenceWatch(desk, time);
        foreach (InquiryInterface at in _options.WatchedForRogueDhcp) WatchForRogueDhcp(at, time);
    }

    /// <inheritdoc/>
    public MacAddress? Find(IPAddress address) => _desk.FindOwner(address);

    /// <inheritdoc/>
    public void CatchUp() => _desk.CatchUp();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (RogueDhcpWatch rogues in _rogues) rogues.Dispose();
        _silence?.Dispose();
        _service.Dispose();
        await _desk.DisposeAsync().ConfigureAwait(false);
        _store.Dispose();
    }

    private void WatchForRogueDhcp(InquiryInterface at, TimeProvider time)
    {
        // The search before the start has asked already; here it is asked again from the next minute on, and heard.
        bool isOpen = RogueDhcpWatch.TryOpen(at, new RogueDhcpWatchOptions(), time,
            sighting => _desk.Heard(sighting, at.InquiryHardware), _logger, out RogueDhcpWatch? watch,
            out string whyNot);
        if (isOpen) _rogues.Add(watch!);
        else LogUnwatched(whyNot);
    }

    /// <summary>
    /// What was heard in DHCP alone shows nothing, for anybody can say it. Who is proven has a part in the addresses
    /// that are kept for phones.
    /// </summary>
    private void Know(PhoneCase? before, PhoneCase? phone)
    {
        if (phone is not { Mac: { } mac, Standing: not PhoneStanding.Heard }) return;
        _desk.Know(mac);
        if (phone.Standing is PhoneStanding.Proven && before?.Standing is not PhoneStanding.Proven)
            _service.Know(EthernetAddress.HardwareOf(mac));
    }

    private void Watch(Recorded recorded)
    {
        Know(recorded.Before, recorded.Phone);
        switch (recorded.Event)
        {
            case ConversionProved when recorded.Phone?.Mac is { } done:
                SendOn(done);
                break;
            case ConversionStarted when recorded.Phone?.Mac is { } begun && _options.TftpWhenDone.Count > 0:
                _service.Steer(EthernetAddress.HardwareOf(begun), null);
                break;
        }
    }

    /// <summary>
    /// A phone that is done has its files elsewhere: at the call server that it was converted for. It hears so with its
    /// next lease.
    /// </summary>
    private void SendOn(MacAddress mac)
    {
        if (_options.TftpWhenDone.Count == 0) return;
        DhcpPhoneOptions elsewhere = new() { TftpServers = _options.TftpWhenDone };
        _service.Steer(EthernetAddress.HardwareOf(mac), elsewhere);
    }

    [LoggerMessage(LogLevel.Warning, "DHCP: other servers cannot be looked for while this one serves: {WhyNot}")]
    private partial void LogUnwatched(string whyNot);
}
