using Microsoft.Extensions.Logging;
using Ringback.Datagrams;
using Ringback.Wire.Dhcp;
using Ringback.Workbench.Dhcp.Leases;
using Ringback.Workbench.Limits;

namespace Ringback.Workbench.Dhcp;

/// <summary>
/// The server's event loop: takes a batch of datagrams, moves them through the machine, stores all their leases in one
/// go, and only then sends the replies. One thread; everything here runs on it, except what says otherwise.
/// </summary>
internal sealed partial class DhcpLoop : IDisposable
{
    // One batch is one transaction of the store: large enough that a storm pays for few of them.
    private const int MostInOneBatch = 64;

    // With time that a test moves by hand, sleeping until a deadline would mean for ever.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMilliseconds(250);

    // After this nobody is in the middle of an exchange.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    private readonly DhcpServiceOptions _options;
    private readonly DhcpServer _server;
    private readonly IReadOnlyList<DhcpLink> _links;
    private readonly DhcpDispatch _dispatch;
    private readonly IDhcpWatcher _watcher;
    private readonly DhcpMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly IDatagramPoller _poller;
    private readonly DatagramInbox _inbox = new(MostInOneBatch, DhcpMessage.MaximumLength);
    private readonly AddressVetting _vetting;
    private readonly Mailbox<Action<DhcpServer>> _mail;
    private readonly HashSet<HardwareAddress> _ignored;
    private readonly LogThrottle _malformedSaid;
    private readonly List<DhcpEffect> _effects = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Thread _thread;
    private readonly long _startedAt;
    private long _malformed;
    private volatile bool _stopping;

    internal DhcpLoop(DhcpServiceOptions options, DhcpServer server, IReadOnlyList<DhcpLink> links, ILeaseStore store,
        IDhcpWatcher watcher, DhcpMetrics metrics, TimeProvider time, ILogger logger)
    {
        _options = options;
        _server = server;
        _links = links;
        _watcher = watcher;
        _metrics = metrics;
        _time = time;
        _logger = logger;
        _startedAt = time.GetTimestamp();
        _dispatch = new DhcpDispatch(links, store, watcher, metrics, time, logger);
        _vetting = new AddressVetting(options);
        _ignored = [.. options.Ignored];
        _malformedSaid = new LogThrottle(time);
        _poller = options.Stack.CreatePoller();
        _mail = new Mailbox<Action<DhcpServer>>(int.MaxValue, _poller.Wake);
        for (int i = 0; i < links.Count; i++) _poller.Add(links[i].Port, i);
        _thread = new Thread(Run) { IsBackground = true, Name = "dhcp" };
    }

    /// <summary>Done when nothing is answered any more.</summary>
    internal Task Ended => _ended.Task;

    private TimeSpan Now => _time.GetElapsedTime(_startedAt);

    internal void Start()
    {
        int strange = _server.Restore(_dispatch.Stored(Now), Now);
        if (strange > 0) LogStrange(strange);
        _thread.Start();
    }

    /// <summary>Ends the loop. From any thread.</summary>
    internal void Stop()
    {
        _stopping = true;
        _poller.Wake();
        if (_thread.IsAlive) _thread.Join();
    }

    /// <summary>Does something with the machine between two batches. From any thread.</summary>
    internal void Post(Action<DhcpServer> action) => _mail.Post(action);

    /// <summary>Somebody was heard from an address. From any thread.</summary>
    internal void Hear(Ipv4Address address, HardwareAddress hardware)
    {
        if (_vetting.Hear(address, hardware)) _poller.Wake();
    }

    public void Dispose()
    {
        _poller.Dispose();
        _inbox.Dispose();
        _dispatch.Dispose();
    }

    private void Run()
    {
        try
        {
            int[] ready = new int[_links.Count];
            TimeSpan quietSince = Now;
            while (!_stopping)
            {
                Vet();
                int count = Pause(ready);
                if (count > 0) quietSince = Now;
                else if (Now - quietSince >= Quiet) _dispatch.Settle();
                _vetting.Listen(Now, _server.Gives);
                while (_mail.TryTake(out Action<DhcpServer> action)) action(_server);
                for (int i = 0; i < count; i++) Drain(ready[i]);
                EndWaiting();
                _effects.Clear();
                _server.Elapsed(Now, _effects);
                _dispatch.Add(_effects, link: 0);
                _dispatch.Perform(Now);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A bug here must not take the phones' TFTP along; it is told, and addresses are no longer lent.
            LogBroken(e);
        }
        finally
        {
            _ended.SetResult();
        }
    }

    private int Pause(int[] ready)
    {
        TimeSpan now = Now;
        TimeSpan longest = _vetting.RefreshAt - now < LongestSleep ? _vetting.RefreshAt - now : LongestSleep;
        if (_server.Deadline is { } end && end - now < longest) longest = end - now;
        if (_vetting.Deadline is { } patience && patience - now < longest) longest = patience - now;
        if (longest < TimeSpan.Zero) longest = TimeSpan.Zero;
        if (!_mail.TrySleep()) longest = TimeSpan.Zero;
        int count = _poller.Wait(longest, ready);
        _mail.Awake();
        return count;
    }

    private void Drain(int index)
    {
        DhcpLink link = _links[index];
        int count = link.Port.Receive(_inbox);
        for (int i = 0; i < count; i++)
        {
            if (!DhcpMessage.TryRead(_inbox.Bytes(i), out DhcpMessage? message, out DhcpMalformation why))
            {
                Refuse(why, _inbox.Peer(i));
                continue;
            }

            if (_ignored.Contains(message.Hardware)) continue;
            if (_options.OnlyFor is { } only && message.Hardware != only) continue;
            DhcpArrival arrival = link.Arrival(_inbox.Local(i), _inbox.Peer(i));
            _metrics.Received(message.Type);
            _watcher.Asked(message, arrival);
            _effects.Clear();
            _server.Receive(message, arrival, Now, _effects);
            Take(index);
        }
    }

    /// <summary>Passes effects on; a probe whose answer is known already leads to more at once.</summary>
    private void Take(int link)
    {
        for (int i = 0; i < _effects.Count; i++)
        {
            if (_effects[i] is DhcpProbe probe && TryKnow(probe, link, out bool inUse))
                _server.ProbeAnswered(probe.Address, inUse, Now, _effects);
        }

        _dispatch.Add(_effects, link);
    }

    private bool TryKnow(DhcpProbe probe, int link, out bool inUse)
    {
        inUse = false;
        if (_links[link].ProberOf(probe.Address) is not { } prober) return true;
        _metrics.Probed();
        // Somebody uses up what was looked for ahead; look further ahead before it is gone.
        _vetting.Use();
        return _vetting.TryKnow(probe, link, Now, prober.Ask, out inUse);
    }

    /// <summary>Ends the waiting of clients for what nobody answered, or somebody did.</summary>
    private void EndWaiting()
    {
        while (_vetting.TryEnd(Now, out Ipv4Address address, out int link, out bool inUse))
        {
            _effects.Clear();
            _server.ProbeAnswered(address, inUse, Now, _effects);
            Take(link);
        }
    }

    /// <summary>Probes the addresses that come next on our own networks, when it is time to.</summary>
    private void Vet()
    {
        if (Now < _vetting.RefreshAt) return;
        foreach (DhcpLink link in _links)
        {
            if (link.Prober is not { } prober || link.Network is not { } network) continue;
            _vetting.Refresh(_server.Upcoming(network, _options.VettedAddresses), Now, prober.Ask);
        }

        _vetting.Refreshed(Now);
    }

    private void Refuse(DhcpMalformation why, PeerAddress peer)
    {
        _metrics.Malformed(why);
        if (_malformedSaid.IsDue(++_malformed)) LogMalformed(_malformed, why, peer);
    }

    [LoggerMessage(LogLevel.Warning, "DHCP: {Count} datagrams could not be read, the last one from {Peer}: {Why}")]
    private partial void LogMalformed(long count, DhcpMalformation why, PeerAddress peer);

    [LoggerMessage(LogLevel.Warning,
        "DHCP: {Count} stored leases lie in no network that is served now; they are left aside")]
    private partial void LogStrange(int count);

    [LoggerMessage(LogLevel.Critical,
        "DHCP has stopped because of an error in Ringback; addresses are not lent any more until it is started anew")]
    private partial void LogBroken(Exception error);
}
