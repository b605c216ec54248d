using System.Net;
using Microsoft.Extensions.Logging;
using Ringback.Datagrams;
using Ringback.Wire.Tftp;

namespace Ringback.Workbench.Tftp;

/// <summary>A request as it came in: everything that the loop of its sender needs.</summary>
/// <param name="Port">The request port that it came to.</param>
/// <param name="Token">That port's token.</param>
/// <param name="Peer">Who asks.</param>
/// <param name="Local">The address of ours that was asked.</param>
/// <param name="Request">What is asked.</param>
/// <param name="Length">Bytes of the datagram.</param>
internal sealed record TftpArrival(
    IDatagramPort Port, int Token, PeerAddress Peer, PeerAddress Local, TftpRequest Request, int Length);

/// <summary>
/// Requests, from the datagram to the question: what cannot be read, what is too much, and what was asked before. For
/// the loop's thread.
/// </summary>
internal sealed partial class TftpReception(
    TftpServerOptions options, TftpSessions sessions, TftpReading reading, TftpWriting writing,
    TftpTransferPorts transferPorts,
    DatagramOutbox outbox, ITftpPolicy policy, TftpShedCount shed, TftpMetrics metrics, TftpLoop loop,
    ILogger logger)
{
    // A phone that begins anew has been silent for its 4 s; a repeated packet of a request comes at once.
    private static readonly TimeSpan NewRequestAfter = TimeSpan.FromSeconds(2);

    // A port that asks for something else before it has got what it asked for has lost its mind or its patience; both
    // pass. A phone takes a new port.
    private const int MostRestarts = 8;

    // Phones on a cable answer within 20 ms, those behind a slow line within half a second.
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(1);

    private readonly TftpQuotas _quotas = options.Quotas;

    /// <summary>Reads a datagram that came to a request port; null when there is nothing more to do about it.</summary>
    internal TftpArrival? Read(IDatagramPort port, int token, DatagramInbox inbox, int index)
    {
        PeerAddress peer = inbox.Peer(index), local = inbox.Local(index);
        ReadOnlySpan<byte> datagram = inbox.Bytes(index);
        // Anything but a request on this port is a stray and gets silence: an answer could start a loop of errors.
        if (!TftpPacket.TryRead(datagram, out TftpPacket packet, out TftpMalformation why)
            || packet.Opcode is not (TftpOpcode.ReadRequest or TftpOpcode.WriteRequest))
        {
            LogStray(peer, why);
            return null;
        }

        if (local.IsNone || peer.Port == 0)
        {
            shed.Add(TftpShed.ToMany, peer);
            return null;
        }

        if (packet.TryReadRequest(out TftpRequest request, out why))
            return new TftpArrival(port, token, peer, local, request, datagram.Length);
        LogMalformed(peer, why);
        TftpSending.Error(outbox, port, peer, transferPorts.OfRequests(port, token).Source(local),
            TftpErrorCode.IllegalOperation, "No request: " + Words(why), datagram.Length);
        return null;
    }

    /// <summary>Counts something that an address sends of itself; false when it is one too many.</summary>
    internal bool MayAsk(in PeerAddress peer) =>
        MayAsk(sessions.PhoneOf(peer), IsOurs(peer));

    private bool IsOurs(in PeerAddress peer) => !_quotas.CountsOwnAddresses && IPAddress.IsLoopback(peer.Address);

    private bool MayAsk(TftpPhone phone, bool isOurs) =>
        phone.MayAsk(isOurs ? int.MaxValue / 4 : _quotas.RequestsPerSecondOfOneAddress, sessions.Now);

    /// <summary>Takes a request of a phone that belongs to this loop.</summary>
    internal void Take(TftpArrival arrival)
    {
        TftpPhone phone = sessions.PhoneOf(arrival.Peer);
        bool ours = IsOurs(arrival.Peer);
        if (!MayAsk(phone, ours))
        {
            shed.Add(TftpShed.AddressTooFast, arrival.Peer);
            return;
        }

        if (IsRepeat(phone, arrival, out int restarts)) return;
        if (!ours && phone.Sessions.Count >= _quotas.TransfersOfOneAddress)
        {
            shed.Add(TftpShed.AddressTooMany, arrival.Peer);
            return;
        }

        if (!(ours || HasPlaceOf(phone, arrival.Peer)) || !HasPlace(arrival.Peer)) return;

        if (transferPorts.IsExhaustedFor(arrival.Local, arrival.Peer, sessions.Now))
        {
            shed.Add(TftpShed.NoPort, arrival.Peer);
            return;
        }

        TftpAsk ask = new(arrival.Peer.ToEndPoint(), arrival.Local.Address, arrival.Request);
        TftpSession session = new(phone, arrival.Peer, arrival.Local, ask, sessions.Now) 
        {
            Arrival = arrival, Restarts = restarts,
        };
        TftpVerdict? verdict = loop.PolicyThread.Decide(ask);
        if (verdict is null or TftpLater && !loop.PolicyThread.TryAsk(session, loop, verdict as TftpLater))
        {
            shed.Add(TftpShed.Undecided, arrival.Peer);
            return;
        }

        sessions.Add(session);
        if (verdict is not (null or TftpLater)) Answer(session, verdict);
    }

    /// <summary>
    /// True when another transfer of an address may begin although it may never answer. One that has had its time
    /// without an answer goes; of a whole site behind one address that begins at once, the rest asks again.
    /// </summary>
    private bool HasPlaceOf(TftpPhone phone, in PeerAddress peer)
    {
        if (phone.Sessions.Count < _quotas.UnansweredOfOneAddress) return true;
        (TftpSession? oldest, int count) = phone.Unanswered();
        if (count < _quotas.UnansweredOfOneAddress) return true;
        if (sessions.Now - oldest!.Began < AnswersWithin)
        {
            shed.Add(TftpShed.AddressUnanswered, peer);
            return false;
        }

        MakePlace(oldest);
        return true;
    }

    /// <summary>True when there is a place, if need be that of the oldest transfer that was never answered.</summary>
    private bool HasPlace(in PeerAddress peer)
    {
        if (sessions.Count < Math.Max(1, _quotas.Transfers / options.Loops)) return true;
        if (sessions.OldestUnanswered is { } oldest)
        {
            MakePlace(oldest);
            return true;
        }

        shed.Add(TftpShed.AllTooMany, peer);
        return false;
    }

    private void MakePlace(TftpSession session)
    {
        shed.Add(TftpShed.MadePlace, session.Peer);
        End(session, TftpOutcome.NeverAnswered);
    }

    /// <summary>Ends a session wherever it stands.</summary>
    private void End(TftpSession session, TftpOutcome outcome)
    {
        if (session.Stage is TftpStage.Asked or TftpStage.Over) sessions.Drop(session);
        else if (session.Incoming is not null) writing.End(session, outcome, null);
        else reading.End(session, outcome, null);
    }

    /// <summary>The policy has decided.</summary>
    internal void Answer(TftpSession session, TftpVerdict verdict)
    {
        if (session.Stage != TftpStage.Asked)
        {
            // The phone has asked anew meanwhile.
            ((verdict as TftpServe)?.Content as IDisposable)?.Dispose();
            return;
        }

        TftpArrival arrival = session.Arrival;
        TftpLane lane = verdict is TftpServe { Content: { } content } ? TftpReading.LaneOf(content) : TftpLane.Small;
        TftpTransferPort? transferPort = options.Ports == TftpPortMode.Single
            ? transferPorts.OfRequests(arrival.Port, arrival.Token)
            : transferPorts.For(session.Local, session.Peer, lane, sessions.Now);
        if (transferPort is null)
        {
            shed.Add(TftpShed.NoPort, session.Peer);
            Abandon(session, verdict);
            return;
        }

        metrics.Answered(verdict);
        session.TransferPort = transferPort;
        session.Source = transferPort.Source(session.Local);
        if (verdict is TftpDeny deny) Deny(session, ForReader(deny.Code, arrival.Request), deny.Message);
        else if (verdict is TftpServe serve) Serve(session, serve, arrival);
        else if (verdict is TftpTake take) writing.Begin(session, take, arrival.Length);
    }

    /// <summary>
    /// Whoever reads never hears 3 or 8 for a file that it does not get: a 7940 or 7960 asks again for ever after the
    /// one, and takes the other for an empty file (sources.md 7940-7960-code §3, §6).
    /// </summary>
    private static TftpErrorCode ForReader(TftpErrorCode code, TftpRequest request) =>
        !request.IsWrite && code is TftpErrorCode.DiskFull or TftpErrorCode.OptionsRefused
            ? TftpErrorCode.FileNotFound
            : code;

    private void Serve(TftpSession session, TftpServe serve, TftpArrival arrival)
    {
        IReadOnlyList<TftpOption> asked = session.Phone.GetsPlain(arrival.Request, sessions.Now)
            ? []
            : arrival.Request.Options;
        if (TftpNegotiation.TryAgree(asked, serve.Content.Length, options.Terms, out TftpTerms terms))
        {
            reading.Begin(session, serve, terms, arrival.Length);
            return;
        }

        (serve.Content as IDisposable)?.Dispose();
        RefuseOptions(session, serve.Name, serve.Content.Length);
    }

    /// <summary>It was to get the file, and does not: that is told, or the story would say that it got it.</summary>
    private void RefuseOptions(TftpSession session, string name, long length)
    {
        Deny(session, TftpErrorCode.OptionsRefused, TftpNegotiation.RefusalMessage);
        loop.PolicyThread.Report(session.Ask, new TftpReport
        {
            Name = name,
            Outcome = TftpOutcome.OptionsRefused,
            Terms = TftpTerms.Plain,
            Bytes = 0,
            Length = length,
            Blocks = 0,
            Retransmissions = 0,
            Duration = sessions.Now - session.Began,
        });
    }

    private void Deny(TftpSession session, TftpErrorCode code, string message)
    {
        TftpSending.Error(outbox, session.TransferPort!.Port, session.Peer, session.Source, code, message,
            session.Arrival.Length);
        sessions.Drop(session);
        // A port that was opened for this answer only.
        transferPorts.Finished(session.TransferPort, sessions.Now);
    }

    private void Abandon(TftpSession session, TftpVerdict verdict)
    {
        ((verdict as TftpServe)?.Content as IDisposable)?.Dispose();
        sessions.Drop(session);
    }

    /// <summary>
    /// True for a request again while its transfer is fresh: the transfer's timer sends it again. Otherwise what it
    /// says about the phone's other transfers is done.
    /// </summary>
    private bool IsRepeat(TftpPhone phone, TftpArrival arrival, out int restarts)
    {
        TftpRequest request = arrival.Request;
        restarts = 0;
        if (phone.Sessions.Count == 0) return false;
        if (sessions.Of(arrival.Peer) is { } running)
        {
            bool fresh = sessions.Now - running.ProgressAt < NewRequestAfter;
            if (fresh && running.IsFor(request)) return true;
            restarts = sessions.Now - running.Began < NewRequestAfter ? running.Restarts + 1 : 0;
            if (restarts > MostRestarts)
            {
                shed.Add(TftpShed.Restless, arrival.Peer);
                return true;
            }

            GiveUp(running, request);
        }

        // A new source port for the same file, or the first question after a restart: the phone has given the old
        // transfer up. Two clients may share one address, so only a transfer that stands still is dropped.
        bool restarted = policy.IsFirstAfterRestart(request);
        for (int i = phone.Sessions.Count - 1; i >= 0; i--)
        {
            TftpSession other = phone.Sessions[i];
            if ((restarted || other.Ask.Request.FileName == request.FileName)
                && sessions.Now - other.ProgressAt >= NewRequestAfter)
            {
                GiveUp(other, request);
                // More than one can go at a time: an image's turn may come.
                i = Math.Min(i, phone.Sessions.Count);
            }
        }

        return false;
    }

    private void GiveUp(TftpSession session, TftpRequest next)
    {
        // It ignored our OACK and asks for the same again.
        if (session is { Stage: TftpStage.Running, Content: not null, Delivery.OptionsUnanswered: true }
            && session.Ask.Request.FileName == next.FileName)
        {
            session.Phone.RefusedOptions(next.FileName, sessions.Now);
        }

        End(session, TftpOutcome.Replaced);
    }

    private static string Words(TftpMalformation why) => why switch
    {
        TftpMalformation.TooLong => "it is longer than 512 bytes",
        TftpMalformation.MissingTerminator => "a text in it does not end",
        TftpMalformation.EmptyName => "it names no file",
        TftpMalformation.UnknownMode => "its mode is neither octet nor netascii",
        TftpMalformation.BadOptions => "its options make no sense",
        _ => "it is cut short",
    };

    [LoggerMessage(LogLevel.Debug, "TFTP: a stray packet from {Phone} on the request port ({Why}); ignored")]
    private partial void LogStray(PeerAddress phone, TftpMalformation why);

    [LoggerMessage(LogLevel.Information, "TFTP: a request from {Phone} could not be read: {Why}")]
    private partial void LogMalformed(PeerAddress phone, TftpMalformation why);
}
