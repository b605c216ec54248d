using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Ringback.Datagrams;
using Ringback.Wire.Tftp;
using Ringback.Workbench.Limits;

namespace Ringback.Workbench.Tftp;

/// <summary>
/// One event loop of the server: a thread with transfer ports, sessions and deadlines of its own, which it shares with
/// nobody. A phone belongs to one loop, chosen by its address, so that what happens to it keeps its order. The first
/// loop also has the request ports. Everything here runs on the loop's thread, except what says otherwise.
/// </summary>
internal sealed partial class TftpLoop : IDisposable
{
    // Datagrams taken from one port before the others have their turn.
    private const int MostInOneTurn = 128;
    private const int MostReady = 64;

    // An ACK has 4 bytes and a request at most 512; an ERROR may bring a long sentence, which is cut off.
    private const int LargestSmallPacket = 1024;
    private const int LargestPacket = 65536;

    // With time that a test moves by hand, sleeping until a deadline would mean for ever.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMilliseconds(100);

    private readonly TftpServerOptions _options;
    private readonly ILogger _logger;
    private readonly ServedNetworks _networks;
    private readonly IDatagramPoller _poller;
    private readonly DatagramInbox _inbox;
    private readonly DatagramOutbox _outbox = new();
    private readonly TftpTransferPorts _transferPorts;
    private readonly TftpSessions _sessions;
    private readonly TftpReading _reading;
    private readonly TftpWriting _writing;
    private readonly TftpReception _reception;
    private readonly Mailbox<LoopMail> _mail;
    private readonly SpinBudget _spin = new();
    private readonly Thread _thread;
    private readonly List<IDatagramPort> _requestPorts = [];
    private IReadOnlyList<TftpLoop> _loops = [];
    private TftpEntrance? _entrance;
    private volatile bool _stopping;
    private bool _started;

    internal TftpLoop(TftpServerOptions options, ITftpPolicy policy, TftpPolicyThread policyThread,
        TftpUploadMemory memory, TftpLiveTransfers live, TftpMetrics metrics,
        ServedNetworks networks, TimeProvider time, ILogger logger, int number)
    {
        _networks = networks;
        _options = options;
        _logger = logger;
        PolicyThread = policyThread;
        _poller = options.Stack.CreatePoller();
        _mail = new Mailbox<LoopMail>(int.MaxValue, _poller.Wake);
        _inbox = new DatagramInbox(MostInOneTurn, options.TakesUploads ? LargestPacket : LargestSmallPacket);
        _transferPorts = new TftpTransferPorts(options, _poller, logger);
        _sessions = new TftpSessions(policyThread, _transferPorts, metrics, time);
        TftpShedCount shed = new(metrics, time, logger);
        _reading = new TftpReading(options, _sessions, _outbox, live, logger);
        _writing = new TftpWriting(options, _sessions, _outbox, memory, shed, this);
        _reception = new TftpReception(options, _sessions, _reading, _writing, _transferPorts, _outbox, policy, shed,
            metrics, this, logger);
        Shed = shed;
        _thread = new Thread(Run) { IsBackground = true, Name = $"tftp-{number}" };
    }

    internal TftpPolicyThread PolicyThread { get; }

    internal TftpShedCount Shed { get; }

    /// <summary>Begins; the first loop gets the request ports.</summary>
    internal void Start(IReadOnlyList<TftpLoop> loops, IReadOnlyList<IDatagramPort> requestPorts,
        TftpEntrance? entrance)
    {
        _loops = loops;
        _entrance = entrance;
        _requestPorts.AddRange(requestPorts);
        for (int i = 0; i < requestPorts.Count; i++) _poller.Add(requestPorts[i], i);
        _started = true;
        _thread.Start();
    }

    /// <summary>Ends the loop; transfers that run are reported as stopped. From any thread.</summary>
    internal void Stop()
    {
        _stopping = true;
        if (!_started) return;
        _poller.Wake();
        _thread.Join();
    }

    /// <summary>The policy has decided. From any thread.</summary>
    internal void Decide(TftpSession session, TftpVerdict verdict) =>
        _mail.Post(new LoopMail(session, verdict, null, null));

    /// <summary>A request of a phone that belongs to this loop. From any thread.</summary>
    internal void Hand(TftpArrival arrival) => _mail.Post(new LoopMail(null, null, arrival, null));

    /// <summary>An upload was kept, or not. From any thread.</summary>
    internal void Kept(TftpSession session, TftpDeny? why) => _mail.Post(new LoopMail(session, why, null, session));

    public void Dispose()
    {
        _transferPorts.Dispose();
        _poller.Dispose();
        _inbox.Dispose();
        _outbox.Dispose();
    }

    private void Run()
    {
        int[] ready = new int[MostReady];
        while (!_stopping)
        {
            int count = Pause(ready);
            _sessions.Tick();
            // What is small goes first, then images; and what ends a transfer before the same phone's next question.
            for (int i = 0; i < count; i++) Drain(ready[i], TftpLane.Small);
            for (int i = 0; i < count; i++) Drain(ready[i], TftpLane.Large);
            ReadMail();
            for (int i = 0; i < count; i++)
            {
                if (ready[i] < TftpTransferPorts.FirstToken) DrainRequests(ready[i]);
            }

            Expire();
            _outbox.Flush();
        }

        _sessions.Tick();
        foreach (TftpSession session in _sessions.All.ToList())
        {
            if (session.Stage == TftpStage.Asked) _sessions.Drop(session);
            else if (session.Incoming is not null) _writing.End(session, TftpOutcome.Stopped, null);
            else _reading.End(session, TftpOutcome.Stopped, null);
        }
    }

    /// <summary>Waits for something to do.</summary>
    private int Pause(int[] ready)
    {
        TimeSpan longest = Timeout.InfiniteTimeSpan;
        if (_sessions.Next is { } next)
        {
            TimeSpan left = next - _sessions.Now;
            longest = left <= TimeSpan.Zero ? TimeSpan.Zero : left < LongestSleep ? left : LongestSleep;
        }

        if (_options.LongestSpin > TimeSpan.Zero && _spin.ShouldLook(_sessions.Running))
        {
            int found = Look(ready);
            _spin.Learn(found > 0);
            if (found > 0) return found;
        }

        if (!_mail.TrySleep()) longest = TimeSpan.Zero;
        int count = _poller.Wait(longest, ready);
        _mail.Awake();
        return count;
    }

    private int Look(int[] ready)
    {
        long until = Stopwatch.GetTimestamp() + (long)(_options.LongestSpin.TotalSeconds * Stopwatch.Frequency);
        do
        {
            int found = _poller.Wait(TimeSpan.Zero, ready);
            if (found > 0) return found;
        }
        while (_mail.Waiting == 0 && Stopwatch.GetTimestamp() < until);
        return 0;
    }

    private void ReadMail()
    {
        // As many as wait now: what comes meanwhile has its turn after the transfers.
        for (int i = _mail.Waiting; i > 0 && _mail.TryTake(out LoopMail mail); i--)
        {
            try
            {
                if (mail.Arrival is { } arrival) _reception.Take(arrival);
                else if (mail.Kept is { } kept) _writing.Finish(kept, mail.Verdict as TftpDeny);
                else _reception.Answer(mail.Session!, mail.Verdict!);
            }
            catch (Exception e)
            {
                LogStepFailed(e);
            }
        }
    }

    private void DrainRequests(int token)
    {
        IDatagramPort port = _requestPorts[token];
        int count = port.Receive(_inbox);
        TftpTransferPort? only = _options.Ports == TftpPortMode.Single ? _transferPorts.OfRequests(port, token) : null;
        for (int i = 0; i < count; i++)
        {
            if (only is not null && only.Sessions.ContainsKey(_inbox.Peer(i)) && !IsRequest(_inbox.Bytes(i)))
            {
                TakePacket(only, i);
                continue;
            }

            if (_entrance!.Admits(_inbox.Peer(i), Shed)) TakeRequest(port, token, i);
        }
    }

    private void TakeRequest(IDatagramPort port, int token, int index)
    {
        try
        {
            if (_reception.Read(port, token, _inbox, index) is not { } arrival) return;
            TftpLoop loop = _loops[(arrival.Peer.Host.GetHashCode() & int.MaxValue) % _loops.Count];
            if (ReferenceEquals(loop, this)) _reception.Take(arrival);
            else loop.Hand(arrival);
        }
        catch (Exception e)
        {
            LogStepFailed(e);
        }
    }

    private static bool IsRequest(ReadOnlySpan<byte> datagram) =>
        datagram.Length >= 2 && datagram[0] == 0 && datagram[1] is (byte)TftpOpcode.ReadRequest
            or (byte)TftpOpcode.WriteRequest;

    private void Drain(int token, TftpLane lane)
    {
        if (token < TftpTransferPorts.FirstToken || _transferPorts.Of(token) is not { } at || at.Lane != lane) return;
        int count = at.Port.Receive(_inbox);
        for (int i = 0; i < count; i++) TakePacket(at, i);
    }

    private void TakePacket(TftpTransferPort to, int index)
    {
        try
        {
            if (!TftpPacket.TryRead(_inbox.Bytes(index), out TftpPacket packet, out _)) return;
            PeerAddress peer = _inbox.Peer(index);
            if (to.Sessions.TryGetValue(peer, out TftpSession? session)) Take(session, packet);
            else if (packet.Opcode != TftpOpcode.Error && to.Farewells.Of(peer, _sessions.Now) == TftpFarewell.None)
                TellStranger(to, peer, _inbox.Bytes(index).Length);
        }
        catch (Exception e)
        {
            LogStepFailed(e);
        }
    }

    /// <summary>RFC 1350 §4: a stranger is told, and no transfer is disturbed. An ERROR is never answered.</summary>
    private void TellStranger(TftpTransferPort at, in PeerAddress peer, int length)
    {
        if (!_networks.Serves(peer))
        {
            Shed.Add(TftpShed.ForeignNetwork, peer);
            return;
        }

        // What it says here counts as a request: it makes as much work, and an answer each.
        if (!_reception.MayAsk(peer))
        {
            Shed.Add(TftpShed.AddressTooFast, peer);
            return;
        }

        TftpSending.Error(_outbox, at.Port, peer, default, TftpErrorCode.UnknownTransferId, "Unknown transfer",
            length);
    }

    private void Take(TftpSession session, TftpPacket packet)
    {
        switch (packet.Opcode)
        {
            case TftpOpcode.Acknowledgement when session.Incoming is null:
                _reading.Acknowledge(session, packet.Block);
                break;
            case TftpOpcode.Data when session.Incoming is not null:
                _writing.Take(session, packet.Block, packet.Payload);
                break;
            case TftpOpcode.Error when session.Incoming is null:
                _reading.Fail(session, packet.ErrorCode, packet.ErrorMessage);
                break;
            case TftpOpcode.Error:
                _writing.End(session, TftpOutcome.PeerError, packet.ErrorMessage);
                break;
        }
    }

    private void Expire()
    {
        while (_sessions.TakeDue() is { } session)
        {
            try
            {
                if (session.Incoming is null) _reading.Elapse(session);
                else _writing.Elapse(session);
            }
            catch (Exception e)
            {
                // It would fail for ever: it is given up, and the phone asks again.
                LogStepFailed(e);
                _sessions.Drop(session);
                session.TransferPort?.Sessions.Remove(session.Peer);
            }
        }
    }

    /// <summary>Something for the loop from another thread.</summary>
    private readonly record struct LoopMail(
        TftpSession? Session, TftpVerdict? Verdict, TftpArrival? Arrival, TftpSession? Kept);

    [LoggerMessage(LogLevel.Error, "TFTP: what was written as {Name} could not be kept")]
    internal partial void LogNotKept(Exception e, string name);

    [LoggerMessage(LogLevel.Error, "TFTP: a step of a transfer failed; the phone will ask again")]
    private partial void LogStepFailed(Exception e);
}
