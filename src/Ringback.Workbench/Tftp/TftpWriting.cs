using Ringback.Datagrams;
using Ringback.Wire.Tftp;

namespace Ringback.Workbench.Tftp;

/// <summary>
/// Files that clients write: moves what happens into the pure machine, and keeps what came. The last block is
/// acknowledged only when the file is safe on its disk, so that nobody is told of a file that is not there.
/// </summary>
internal sealed class TftpWriting(TftpServerOptions options, TftpSessions sessions, DatagramOutbox outbox,
    TftpUploadMemory memory, TftpShedCount shed, TftpLoop loop)
{
    /// <summary>Begins to receive; the session has its transfer port.</summary>
    internal void Begin(TftpSession session, TftpTake take, int requestLength)
    {
        IReadOnlyList<TftpOption> asked = session.Phone.GetsPlain(session.Ask.Request, sessions.Now)
            ? []
            : session.Ask.Request.Options;
        if (!TftpNegotiation.TryAgreeWrite(asked, options.Terms, out TftpTerms terms))
        {
            SendError(session, TftpErrorCode.OptionsRefused, TftpNegotiation.RefusalMessage);
            sessions.Drop(session);
            return;
        }

        TftpIncoming incoming = new(take.Upload);
        session.Name = take.Name;
        session.Incoming = incoming;
        incoming.Receipt = TftpReceipt.Begin(terms, session.Phone.Apply(options.Timing), sessions.Now,
            out TftpReceiptEffect effect, requestLength);
        sessions.Run(session);
        Perform(session, effect);
    }

    /// <summary>A block came.</summary>
    internal void Take(TftpSession session, ushort block, ReadOnlySpan<byte> payload)
    {
        // While the disk writes, the client repeats its last block; it hears when that is done.
        if (session.Stage == TftpStage.Keeping) return;
        TftpIncoming incoming = session.Incoming!;
        TftpReceipt next = incoming.Receipt.TakeData(block, payload.Length, sessions.Now, out TftpReceiptEffect effect);
        sessions.Answered(session);
        if (effect.Keep && !TryKeep(session, payload)) return;
        incoming.Receipt = next;
        if (next.Ending == TftpReceiptEnding.Complete && !incoming.IsKept)
        {
            incoming.LastBlock = effect.Block;
            session.Stage = TftpStage.Keeping;
            // A disk may take its time; the thread pool is for that, and uploads are rare.
            ThreadPool.QueueUserWorkItem(_ => Store(session, incoming));
            return;
        }

        Perform(session, effect);
    }

    /// <summary>Its time has come.</summary>
    internal void Elapse(TftpSession session)
    {
        TftpIncoming incoming = session.Incoming!;
        if (session.Stage == TftpStage.Keeping) return;
        if (incoming.IsKept)
        {
            sessions.Close(session, TftpOutcome.Delivered);
            return;
        }

        incoming.Receipt = incoming.Receipt.Elapsed(sessions.Now, out TftpReceiptEffect effect);
        Perform(session, effect);
    }

    /// <summary>The file is safe, or could not be kept.</summary>
    internal void Finish(TftpSession session, TftpDeny? why)
    {
        if (session.Stage != TftpStage.Keeping) return;
        TftpIncoming incoming = session.Incoming!;
        if (why is not null)
        {
            SendError(session, why.Code, why.Message);
            End(session, TftpOutcome.NotKept, why.Message, why.Code);
            return;
        }

        memory.Release(incoming.HeldBytes);
        incoming.IsKept = true;
        session.Stage = TftpStage.Running;
        TftpSending.Acknowledgement(outbox, session, incoming.LastBlock);
        sessions.Report(session, ReportOf(session, TftpOutcome.Delivered, null, null));
        sessions.Arm(session);
    }

    /// <summary>It is over without a file.</summary>
    internal void End(TftpSession session, TftpOutcome outcome, string? message, TftpErrorCode? code = null)
    {
        if (session.Incoming!.IsKept)
        {
            // It was told when it was kept.
            sessions.Close(session, TftpOutcome.Delivered);
            return;
        }

        memory.Release(session.Incoming.HeldBytes);
        sessions.End(session, ReportOf(session, outcome, message, code));
    }

    private bool TryKeep(TftpSession session, ReadOnlySpan<byte> payload)
    {
        TftpIncoming incoming = session.Incoming!;
        if (incoming.Receipt.ReceivedBytes + payload.Length > incoming.Upload.Limit)
        {
            SendError(session, TftpErrorCode.DiskFull, "Larger than what is taken");
            End(session, TftpOutcome.TooLarge, null);
            return false;
        }

        if (!memory.TryTake(incoming.Needs(payload.Length)))
        {
            shed.Add(TftpShed.UploadsTooLarge, session.Peer);
            SendError(session, TftpErrorCode.DiskFull, "Too much is being written at once; try again later");
            End(session, TftpOutcome.NotKept, null, TftpErrorCode.DiskFull);
            return false;
        }

        incoming.Append(payload);
        return true;
    }

    private void Store(TftpSession session, TftpIncoming incoming)
    {
        TftpDeny? why;
        try
        {
            why = incoming.Upload.Keep(incoming.Content());
        }
        catch (Exception e)
        {
            loop.LogNotKept(e, session.Name);
            why = new TftpDeny(TftpErrorCode.NotDefined, "Ringback has an inner error");
        }

        loop.Kept(session, why);
    }

    private void Perform(TftpSession session, TftpReceiptEffect effect)
    {
        TftpIncoming incoming = session.Incoming!;
        switch (effect.Action)
        {
            case TftpReceiptAction.SendOptions:
                IReadOnlyList<TftpOption> agreed = incoming.Receipt.Terms.Agreed;
                TftpWriter.WriteOptionAcknowledgement(outbox.Add(session.TransferPort!.Port, session.Peer,
                    TftpWriter.LengthOf(agreed), session.Source), agreed);
                break;
            case TftpReceiptAction.Acknowledge:
                TftpSending.Acknowledgement(outbox, session, effect.Block);
                break;
            case TftpReceiptAction.End:
                End(session, incoming.Receipt.Ending == TftpReceiptEnding.NeverAnswered
                    ? TftpOutcome.NeverAnswered
                    : TftpOutcome.Stalled, null);
                break;
        }

        sessions.Arm(session);
    }

    private void SendError(TftpSession session, TftpErrorCode code, string message) =>
        TftpSending.Error(outbox, session.TransferPort!.Port, session.Peer, session.Source, code, message,
            session.Arrival.Length);

    private TftpReport ReportOf(TftpSession session, TftpOutcome outcome, string? message, TftpErrorCode? code)
    {
        TftpReceipt receipt = session.Incoming!.Receipt;
        return new TftpReport
        {
            Name = session.Name,
            Outcome = outcome,
            Terms = receipt.Terms,
            Bytes = receipt.ReceivedBytes,
            Length = receipt.ReceivedBytes,
            Blocks = receipt.ReceivedBlock,
            Retransmissions = receipt.Retransmissions,
            Duration = sessions.Now - session.Began,
            RoundTrip = receipt.RoundTrip,
            Code = code,
            Message = message,
        };
    }
}
