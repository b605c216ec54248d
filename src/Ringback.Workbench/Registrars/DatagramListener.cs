using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Ringback.Datagrams;
using Ringback.Phones.Events;
using Ringback.Workbench.Bench;

namespace Ringback.Workbench.Registrars;

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
/// asked, where the platform can do that: a phone takes no answer from another. One thread, which mostly waits.
/// </summary>
internal sealed partial class DatagramListener : IAsyncDisposable
{
    private const int LargestDatagram = 65536;
    private const int Batch = 16;

    private readonly IDatagramPort _port;
    private readonly IDatagramPoller _poller;
    private readonly DatagramTaker _take;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private Task _reading = Task.CompletedTask;
    private volatile bool _stopping;

    internal DatagramListener(IPEndPoint endPoint, DatagramTaker take, TimeProvider time, ILogger logger)
    {
        _take = take;
        _time = time;
        _logger = logger;
        IDatagramStack stack = DatagramStacks.Best;
        _port = stack.Open(endPoint, new DatagramPortOptions { TellsLocalAddress = true });
        _poller = stack.CreatePoller();
        _poller.Add(_port, 0);
    }

    internal IPEndPoint EndPoint => _port.LocalEndPoint;

    internal void Begin(CaseDesk desk) => _reading = Task.Factory.StartNew(
        () => Read(desk), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public async ValueTask DisposeAsync()
    {
        if (_stopping) return;
        _stopping = true;
        _poller.Wake();
        await _reading.ConfigureAwait(false);
        _poller.Remove(_port);
        _poller.Dispose();
        _port.Dispose();
    }

    private void Read(CaseDesk desk)
    {
        using DatagramInbox inbox = new(Batch, LargestDatagram);
        using DatagramOutbox outbox = new();
        Span<int> ready = stackalloc int[1];
        long unsent = 0;
        while (!_stopping)
        {
            _poller.Wait(Timeout.InfiniteTimeSpan, ready);
            int received = _port.Receive(inbox);
            for (int i = 0; i < received; i++) Take(desk, inbox, i, outbox);
            outbox.Flush();
            // One phone that cannot be reached is no reason to do anything else.
            if (_port.Unsent > unsent) LogUnsent(EndPoint, _port.LastError);
            unsent = _port.Unsent;
        }
    }

    private void Take(CaseDesk desk, DatagramInbox inbox, int index, DatagramOutbox outbox)
    {
        PeerAddress local = inbox.Local(index), peer = inbox.Peer(index);
        DatagramArrival arrival = new(new IPEndPoint(peer.Address, peer.Port),
            local.IsNone ? EndPoint.Address : local.Address, _time.GetUtcNow());
        DatagramOutcome outcome = _take(inbox.Bytes(index), arrival);
        foreach (PhoneEvent e in outcome.Events ?? []) desk.Record(e);
        if (outcome.To is not { } to || outcome.Reply.IsEmpty || to.AddressFamily != EndPoint.AddressFamily) return;
        outcome.Reply.Span.CopyTo(outbox.Add(_port, PeerAddress.From(to), outcome.Reply.Length, local));
    }

    [LoggerMessage(LogLevel.Debug, "a datagram from {EndPoint} could not be sent: {Error}")]
    private partial void LogUnsent(IPEndPoint endPoint, SocketError error);
}
