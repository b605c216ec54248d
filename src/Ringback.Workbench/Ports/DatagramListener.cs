using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Ringback.Datagrams;
using Ringback.Datagrams.Stacks;
using Ringback.Phones.Events;
using Ringback.Workbench.Desk;
using Ringback.Workbench.Limits;

namespace Ringback.Workbench.Ports;

/// <summary>What a datagram leads to. The default is nothing at all.</summary>
/// <param name="Reply">What to send; empty for nothing.</param>
/// <param name="To">Where to send it; null for nowhere.</param>
/// <param name="Events">What happened to phones, in that order; null for nothing.</param>
internal readonly record struct DatagramOutcome(
    ReadOnlyMemory<byte> Reply, IPEndPoint? To, IReadOnlyList<PhoneEvent>? Events);

/// <summary>How a datagram came.</summary>
/// <param name="From">Who sent it.</param>
/// <param name="Local">The address of ours that it was sent to, even where a door listens on all of them.</param>
/// <param name="At">When.</param>
internal readonly record struct DatagramArrival(IPEndPoint From, IPAddress Local, DateTimeOffset At);

/// <summary>Understands one datagram. Quick, and throws nothing.</summary>
internal delegate DatagramOutcome DatagramTaker(ReadOnlySpan<byte> datagram, in DatagramArrival arrival);

/// <summary>
/// A UDP port with a pure protocol behind it: receives, reports, replies. A reply leaves from the address that was
/// asked, where the platform can do that: a phone takes no answer from another. What is not to be looked at, and what
/// is too much, gets silence; whatever goes wrong with one datagram is told, and the next has its turn. One thread,
/// which mostly waits.
/// </summary>
internal sealed partial class DatagramListener : IAsyncDisposable
{
    private const int LargestDatagram = 65536;
    private const int Batch = 16;

    // What is said of itself, and not as an answer: a message to each of a fleet's phones.
    private const int MostWaiting = 4096;

    // A port that fails again and again is tried once in this while.
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    private readonly IDatagramPort _port;
    private readonly IDatagramPoller _poller;
    private readonly DatagramTaker _take;
    private readonly ListenerLimits _limits;
    private readonly ServedNetworks _networks;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly LogThrottle _saidUnanswered;
    private readonly LogThrottle _saidFailed;
    private readonly Mailbox<Posted> _outbox;
    private readonly ManualResetEventSlim _stop = new();
    private Task _reading = Task.CompletedTask;
    private long _unanswered;
    private long _failed;

    internal DatagramListener(IPEndPoint endPoint, DatagramTaker take, ListenerLimits limits, ServedNetworks networks,
        TimeProvider time, ILogger logger)
    {
        _take = take;
        _limits = limits;
        _networks = networks;
        _time = time;
        _logger = logger;
        _saidUnanswered = new LogThrottle(time);
        _saidFailed = new LogThrottle(time);
        IDatagramStack stack = DatagramStacks.Best;
        _port = stack.Open(endPoint, new DatagramPortOptions { TellsLocalAddress = true });
        _poller = stack.CreatePoller();
        _poller.Add(_port, 0);
        _outbox = new Mailbox<Posted>(MostWaiting, _poller.Wake);
    }

    internal IPEndPoint EndPoint => _port.LocalEndPoint;

    internal void Begin(CaseDesk desk) => _reading = Task.Factory.StartNew(
        () => Read(desk), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>
    /// Sends a datagram from the address of ours, from any thread; where too much waits it is lost, as on any network.
    /// </summary>
    internal void Post(ReadOnlyMemory<byte> datagram, IPEndPoint to, IPAddress local) =>
        _outbox.TryPost(new Posted(datagram, PeerAddress.From(to), PeerAddress.From(new IPEndPoint(local, 0))));

    /// <summary>Closes the port of a listener that has not begun.</summary>
    internal void Close()
    {
        _stop.Set();
        Release();
    }

    public async ValueTask DisposeAsync()
    {
        if (_stop.IsSet) return;
        _stop.Set();
        _poller.Wake();
        await _reading.ConfigureAwait(false);
        Release();
    }

    private void Release()
    {
        _poller.Remove(_port);
        _poller.Dispose();
        _port.Dispose();
        _stop.Dispose();
    }

    private void Read(CaseDesk desk)
    {
        using DatagramInbox inbox = new(Batch, LargestDatagram);
        using DatagramOutbox outbox = new();
        ListenerGuard guard = _limits.Guard(_networks, desk.Proven, _time);
        while (!_stop.IsSet)
        {
            try
            {
                TakeBatch(desk, guard, inbox, outbox);
            }
            catch (Exception e)
            {
                if (_saidFailed.IsDue(++_failed)) LogFailed(e, EndPoint, _failed);
                _stop.Wait(PauseAfterFailure);
            }
        }
    }

    private void TakeBatch(CaseDesk desk, ListenerGuard guard, DatagramInbox inbox, DatagramOutbox outbox)
    {
        Span<int> ready = stackalloc int[1];
        if (_outbox.TrySleep())
        {
            _poller.Wait(Timeout.InfiniteTimeSpan, ready);
            _outbox.Awake();
        }

        int received = _port.Receive(inbox);
        long unsent = _port.Unsent;
        for (int i = 0; i < received; i++)
        {
            ListenerVerdict verdict = guard.Judge(inbox.Peer(i));
            if (verdict != ListenerVerdict.Welcome)
            {
                if (_saidUnanswered.IsDue(++_unanswered))
                    LogUnanswered(EndPoint, _unanswered, inbox.Peer(i), verdict);
                continue;
            }

            TakeSafely(desk, inbox, i, outbox);
        }

        while (_outbox.TryTake(out Posted posted))
            posted.Datagram.Span.CopyTo(outbox.Add(_port, posted.To, posted.Datagram.Length, posted.Local));
        outbox.Flush();
        // One phone that cannot be reached is no reason to do anything else.
        if (_port.Unsent > unsent) LogUnsent(EndPoint, _port.LastError);
    }

    private void TakeSafely(CaseDesk desk, DatagramInbox inbox, int index, DatagramOutbox outbox)
    {
        try
        {
            Take(desk, inbox, index, outbox);
        }
        catch (Exception e)
        {
            // A fault of ours: what it was about helps whoever mends it.
            if (_saidFailed.IsDue(++_failed))
                LogDatagramFailed(e, EndPoint, inbox.Peer(index), _failed, Beginning(inbox.Bytes(index)));
        }
    }

    private void Take(CaseDesk desk, DatagramInbox inbox, int index, DatagramOutbox outbox)
    {
        PeerAddress local = inbox.Local(index), peer = inbox.Peer(index);
        ReadOnlySpan<byte> datagram = inbox.Bytes(index);
        DatagramArrival arrival = new(new IPEndPoint(peer.Address, peer.Port),
            local.IsNone ? EndPoint.Address : local.Address, _time.GetUtcNow());
        DatagramOutcome outcome = _take(datagram, arrival);
        foreach (PhoneEvent e in outcome.Events ?? []) desk.Record(e);
        if (outcome.To is not { } to || outcome.Reply.IsEmpty || to.AddressFamily != EndPoint.AddressFamily) return;
        if (outcome.Reply.Length > ListenerLimits.LargestAnswerTo(datagram.Length))
        {
            if (_saidUnanswered.IsDue(++_unanswered))
                LogTooLong(EndPoint, outcome.Reply.Length, datagram.Length, peer);
            return;
        }

        outcome.Reply.Span.CopyTo(outbox.Add(_port, PeerAddress.From(to), outcome.Reply.Length, local));
    }

    private readonly record struct Posted(ReadOnlyMemory<byte> Datagram, PeerAddress To, PeerAddress Local);

    private static string Beginning(ReadOnlySpan<byte> datagram) =>
        Convert.ToHexStringLower(datagram[..Math.Min(datagram.Length, 64)]);

    [LoggerMessage(LogLevel.Debug, "a datagram from {EndPoint} could not be sent: {Error}")]
    private partial void LogUnsent(IPEndPoint endPoint, SocketError error);

    [LoggerMessage(LogLevel.Information,
        "{EndPoint}: {Count} datagrams have got no answer so far, the last one from {Peer} ({Why})")]
    private partial void LogUnanswered(IPEndPoint endPoint, long count, PeerAddress peer, ListenerVerdict why);

    [LoggerMessage(LogLevel.Information,
        "{EndPoint}: the answer of {Length} bytes to {Asked} bytes from {Peer} would be too long and was not sent")]
    private partial void LogTooLong(IPEndPoint endPoint, int length, int asked, PeerAddress peer);

    [LoggerMessage(LogLevel.Error,
        "{EndPoint}: a datagram from {Peer} could not be worked on ({Count} so far); others go on. It begins with "
        + "{Hex}. Please report this")]
    private partial void LogDatagramFailed(Exception e, IPEndPoint endPoint, PeerAddress peer, long count, string hex);

    [LoggerMessage(LogLevel.Error, "{EndPoint}: the port failed ({Count} times so far) and is tried again")]
    private partial void LogFailed(Exception e, IPEndPoint endPoint, long count);
}
