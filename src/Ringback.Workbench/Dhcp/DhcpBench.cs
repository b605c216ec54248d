using System.Threading.Channels;
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
internal sealed partial class DhcpBench : IAsyncDisposable
{
    private readonly DhcpBenchOptions _options;
    private readonly ILeaseStore _store;
    private readonly DhcpReporter _reporter;
    private readonly DhcpService _service;
    private readonly List<RogueDhcpWatch> _rogues = [];
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private SilenceWatch? _silence;
    private Task _following = Task.CompletedTask;

    private DhcpBench(
        DhcpBenchOptions options, ILeaseStore store, DhcpReporter reporter, DhcpService service, ILogger logger)
    {
        _logger = logger;
        _options = options;
        _store = store;
        _reporter = reporter;
        _service = service;
    }

    internal DhcpService Service => _service;

    /// <summary>Opens the ports. Requests are answered and told at once.</summary>
    /// <param name="options">What it needs.</param>
    /// <param name="leased">Is told who has which address.</param>
    /// <param name="record">Takes what happens.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">The program's log.</param>
    internal static DhcpBench Open(DhcpBenchOptions options, LeasedAddresses leased, Action<PhoneEvent> record,
        TimeProvider time, ILoggerFactory loggers)
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
            _ = DhcpWarmUp.Run(options.Service.Server, new DhcpReporter(
                options.Service, new LeasedAddresses(), _ => { }, time, NullLogger.Instance));
            DhcpReporter reporter = new(
                options.Service, leased, record, time, loggers.CreateLogger<DhcpReporter>());
            DhcpService service = PortException.GuardDhcp(options.Service.ServerPort, () => DhcpService.Start(
                options.Service, store, reporter, time, loggers.CreateLogger<DhcpService>()));
            return new DhcpBench(options, store, reporter, service, loggers.CreateLogger<DhcpBench>());
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>Begins to follow the desk.</summary>
    /// <param name="desk">The desk.</param>
    /// <param name="goalOf">The goal of a phone as the user puts it today; null for none.</param>
    /// <param name="time">The clock.</param>
    internal void Begin(CaseDesk desk, Func<MacAddress, string?> goalOf, TimeProvider time)
    {
        ChannelReader<Recorded> events = desk.Watch();
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

        _following = FollowAsync(events);
        _silence = new SilenceWatch(desk, time);
        foreach (InquiryInterface at in _options.WatchedForRogueDhcp) WatchForRogueDhcp(at, time);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (RogueDhcpWatch rogues in _rogues) rogues.Dispose();
        _silence?.Dispose();
        await _stop.CancelAsync().ConfigureAwait(false);
        await _following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _service.Dispose();
        _store.Dispose();
        _stop.Dispose();
    }

    private void WatchForRogueDhcp(InquiryInterface at, TimeProvider time)
    {
        // The search before the start has asked already; here it is asked again from the next minute on, and heard.
        bool isOpen = RogueDhcpWatch.TryOpen(at, new RogueDhcpWatchOptions(), time,
            sighting => _reporter.Heard(sighting, at.InquiryHardware), _logger, out RogueDhcpWatch? watch,
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
        _reporter.Know(mac);
        if (phone.Standing is PhoneStanding.Proven && before?.Standing is not PhoneStanding.Proven)
            _service.Know(EthernetAddress.HardwareOf(mac));
    }

    private async Task FollowAsync(ChannelReader<Recorded> events)
    {
        await foreach (Recorded recorded in events.ReadAllAsync(_stop.Token).ConfigureAwait(false)) Heed(recorded);
    }

    private void Heed(Recorded recorded)
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
