using System.Diagnostics;
using Ringback.Datagrams;
using Ringback.Wire.Tftp;

namespace Ringback.Workbench.Tftp;

/// <summary>
/// The sessions of one loop, by who they belong to and by when they must be looked at; and the loop's time, which
/// stands still while a batch is worked off. For the loop's thread.
/// </summary>
internal sealed class TftpSessions(
    TftpPolicyThread policyThread, TftpTransferPorts transferPorts, TftpMetrics metrics, TimeProvider time)
{
    // A twelfth of the shortest timeout: late by less than what a phone's answer varies.
    private static readonly TimeSpan WheelSlot = TimeSpan.FromMilliseconds(4);

    private readonly Dictionary<PeerAddress, TftpSession> _byPeer = [];
    private readonly LinkedList<TftpSession> _unanswered = [];
    private readonly TimingWheel<TftpSession> _wheel = new(WheelSlot);
    private readonly TftpPhones _phones = new();
    private readonly long _start = time.GetTimestamp();

    internal TftpPolicyThread PolicyThread { get; } = policyThread;

    /// <summary>Since the loop began.</summary>
    internal TimeSpan Now { get; private set; }

    /// <summary>Running and undecided ones.</summary>
    internal int Count => _byPeer.Count;

    /// <summary>Those that exchange packets.</summary>
    internal int Running { get; private set; }

    /// <summary>When the next one must be looked at.</summary>
    internal TimeSpan? Next => _wheel.Next;

    internal IReadOnlyCollection<TftpSession> All => _byPeer.Values;

    /// <summary>Reads the clock.</summary>
    internal void Tick() => Now = time.GetElapsedTime(_start);

    internal TftpPhone PhoneOf(in PeerAddress peer) => _phones.Of(peer);

    /// <summary>The session that this address and port have under way; null for none.</summary>
    internal TftpSession? Of(in PeerAddress peer) => _byPeer.GetValueOrDefault(peer);

    /// <summary>A request waits to be decided.</summary>
    internal void Add(TftpSession session)
    {
        _byPeer[session.Peer] = session;
        session.Phone.Sessions.Add(session);
        session.Unanswered = _unanswered.AddLast(session);
    }

    /// <summary>Its peer has said something about it: there is somebody, and the transfer stays.</summary>
    internal void Answered(TftpSession session)
    {
        if (session.Unanswered is not { } node) return;
        session.Unanswered = null;
        _unanswered.Remove(node);
    }

    /// <summary>The oldest whose peer has not answered; null when all have.</summary>
    internal TftpSession? OldestUnanswered => _unanswered.First?.Value;

    /// <summary>It has a transfer port, and packets begin to go.</summary>
    internal void Run(TftpSession session)
    {
        session.Stage = TftpStage.Running;
        session.TransferPort!.Farewells.Remove(session.Peer);
        session.TransferPort.Sessions[session.Peer] = session;
        Running++;
        metrics.Began();
    }

    /// <summary>
    /// Sees that it is looked at by its deadline. Most packets only move that on, which costs nothing here: the wheel
    /// finds out when it gets there.
    /// </summary>
    internal void Arm(TftpSession session)
    {
        // What waits for a disk has no deadline: the disk ends it, well or badly.
        if (session.Stage is TftpStage.Over or TftpStage.Keeping) return;
        TimeSpan deadline = session.Deadline;
        if (session.Handle == TftpSession.NotArmed) session.Handle = _wheel.Add(session, deadline);
        else if (deadline < _wheel.Due(session.Handle)) _wheel.Move(session.Handle, deadline);
    }

    /// <summary>The next session whose time has come; null when there is none.</summary>
    internal TftpSession? TakeDue()
    {
        while (_wheel.Take(Now) is { } session)
        {
            session.Handle = TftpSession.NotArmed;
            if (session.Deadline <= Now && session.Stage != TftpStage.Keeping) return session;
            Arm(session);
        }

        return null;
    }

    /// <summary>Forgets a request that was never decided, or was answered with an error.</summary>
    internal void Drop(TftpSession session)
    {
        if (session.Stage == TftpStage.Over) return;
        session.Stage = TftpStage.Over;
        if (_byPeer.TryGetValue(session.Peer, out TftpSession? held) && held == session) _byPeer.Remove(session.Peer);
        session.Phone.Sessions.Remove(session);
        Answered(session);
        if (session.Handle == TftpSession.NotArmed) return;
        _wheel.Remove(session.Handle);
        session.Handle = TftpSession.NotArmed;
    }

    /// <summary>Ends a transfer and tells the story.</summary>
    internal void End(TftpSession session, TftpReport report)
    {
        Report(session, report);
        Close(session, report.Outcome);
    }

    /// <summary>Tells the story; packets of it may still come and go.</summary>
    internal void Report(TftpSession session, TftpReport report)
    {
        metrics.Ended(report);
        PolicyThread.Report(session.Ask, report);
    }

    /// <summary>Nothing more is said to this peer about this transfer.</summary>
    internal void Close(TftpSession session, TftpOutcome outcome)
    {
        Debug.Assert(session.TransferPort is not null, "A transfer that runs has a port.");
        Drop(session);
        Running--;
        session.TransferPort.Sessions.Remove(session.Peer);
        session.TransferPort.Farewells.Add(session.Peer,
            outcome == TftpOutcome.Delivered ? TftpFarewell.Complete : TftpFarewell.Broken, Now);
        transferPorts.Finished(session.TransferPort, Now);
    }
}
