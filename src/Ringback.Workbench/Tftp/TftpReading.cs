using Microsoft.Extensions.Logging;
using Ringback.Datagrams;
using Ringback.Wire.Tftp;

namespace Ringback.Workbench.Tftp;

/// <summary>
/// Transfers to phones: moves what happens into the pure machine, and what it says out to the port. Allocates nothing
/// for a packet.
/// </summary>
internal sealed partial class TftpReading(TftpServerOptions options, TftpSessions sessions, DatagramOutbox outbox,
    TftpLiveTransfers live, ILogger logger)
{
    // Phones' configuration files have a few KiB, their images some hundred.
    private const long SmallestImage = 64 * 1024;

    private readonly byte[] _piece = new byte[65536];
    private readonly TftpImageTurns _turns = new(options.Quotas.Images);

    internal static TftpLane LaneOf(ITftpContent content) =>
        content.Length < SmallestImage ? TftpLane.Small : TftpLane.Large;

    /// <summary>Begins to send; the session has its transfer port.</summary>
    internal void Begin(TftpSession session, TftpServe serve, TftpTerms terms, int requestLength)
    {
        session.Content = serve.Content;
        session.Name = serve.Name;
        session.IsImage = serve.Content.Length >= SmallestImage;
        // A DATA packet too many hurts nobody, while atftp gives up at a second OACK: that one waits the whole second.
        TftpTiming timing = terms.Agreed.Count == 0 ? session.Phone.Apply(options.Timing) : options.Timing;
        session.Delivery = TftpDelivery.Begin(serve.WrapsToOne ? terms with { WrapsToOne = true } : terms,
            serve.Content.Length, timing, sessions.Now, out TftpEffect effect, requestLength);
        sessions.Run(session);
        _turns.Begin(session);
        if (session.IsImage) live.Begin(session, serve.Content.Length);
        Perform(session, effect);
    }

    /// <summary>An ACK came from the phone.</summary>
    internal void Acknowledge(TftpSession session, ushort block)
    {
        if (session.Waits && session.Held is null)
        {
            session.Held = block;
            session.HeldUntil = sessions.Now + TftpImageTurns.Trickle;
            sessions.Arm(session);
            return;
        }

        if (session.Held is not null)
        {
            // It repeats itself while it waits; only the newest word counts.
            session.Held = block;
            return;
        }

        session.Delivery = session.Delivery.Acknowledge(block, sessions.Now, out TftpEffect effect);
        if (session.Unanswered is not null && session.Delivery.PeerHasAnswered) sessions.Answered(session);
        if (effect.Action != TftpAction.Wait) Perform(session, effect);
        else sessions.Arm(session);
    }

    /// <summary>The phone sent ERROR: it is over, and nothing is answered.</summary>
    internal void Fail(TftpSession session, TftpErrorCode code, string message)
    {
        // A client that does not like our OACK says so with an ERROR, most often 8 (RFC 2347). It will ask again.
        if (session.Delivery.OptionsUnanswered)
            session.Phone.RefusedOptions(session.Ask.Request.FileName, sessions.Now);
        session.Delivery = session.Delivery.PeerFailed(out _);
        End(session, TftpOutcome.PeerError, message, code);
    }

    /// <summary>Its time has come.</summary>
    internal void Elapse(TftpSession session)
    {
        if (session.Held is { } held)
        {
            session.Held = null;
            session.Delivery = session.Delivery.Acknowledge(held, sessions.Now, out TftpEffect later);
            Perform(session, later);
            return;
        }

        session.Delivery = session.Delivery.Elapsed(sessions.Now, out TftpEffect effect);
        Perform(session, effect);
    }

    /// <summary>It is over.</summary>
    internal void End(
        TftpSession session, TftpOutcome outcome, string? message, TftpErrorCode? code = null)
    {
        TftpDelivery delivery = session.Delivery;
        // What was held back while others went first says nothing about the network.
        if (delivery.RoundTrip is { } roundTrip && !session.Waits) session.Phone.Remember(roundTrip);
        TftpSession? next = _turns.End(session);
        if (session.IsImage) live.End(session);
        sessions.End(session, new TftpReport
        {
            Name = session.Name,
            Outcome = outcome,
            Terms = delivery.Terms,
            Bytes = delivery.AcknowledgedBytes,
            Length = delivery.Length,
            Blocks = delivery.BlockCount,
            Retransmissions = delivery.Retransmissions,
            Duration = sessions.Now - session.Began,
            RoundTrip = delivery.RoundTrip,
            Code = code,
            Message = message,
        });
        (session.Content as IDisposable)?.Dispose();
        if (next?.Held is not null) Elapse(next);
    }

    private void Perform(TftpSession session, TftpEffect effect)
    {
        switch (effect.Action)
        {
            case TftpAction.SendOptions:
                SendOptions(session);
                break;
            case TftpAction.SendBlocks:
                SendBlocks(session, effect.First, effect.Count);
                break;
            case TftpAction.End:
                End(session, OutcomeOf(session.Delivery.Ending), null);
                break;
        }

        sessions.Arm(session);
    }

    private static TftpOutcome OutcomeOf(TftpEnding ending) => ending switch
    {
        TftpEnding.Delivered => TftpOutcome.Delivered,
        TftpEnding.Unconfirmed => TftpOutcome.Unconfirmed,
        TftpEnding.Stalled => TftpOutcome.Stalled,
        TftpEnding.NeverAnswered => TftpOutcome.NeverAnswered,
        _ => TftpOutcome.PeerError,
    };

    private void SendOptions(TftpSession session)
    {
        IReadOnlyList<TftpOption> agreed = session.Delivery.Terms.Agreed;
        Span<byte> bytes = outbox.Add(
            session.TransferPort!.Port, session.Peer, TftpWriter.LengthOf(agreed), session.Source);
        TftpWriter.WriteOptionAcknowledgement(bytes, agreed);
    }

    private void SendBlocks(TftpSession session, long first, int count)
    {
        ITftpContent content = session.Content!;
        int blockSize = session.Delivery.Terms.BlockSize;
        long length = session.Delivery.Length;
        for (long block = first; block < first + count; block++)
        {
            long offset = (block - 1) * blockSize;
            int wanted = (int)Math.Min(blockSize, length - offset);
            ushort number = session.Delivery.WireBlock(block);
            if (content.Pinned is { } pinned)
            {
                TftpWriter.WriteDataHeader(outbox.Add(session.TransferPort!.Port, session.Peer,
                    TftpWriter.DataHeaderLength, pinned, (int)offset, wanted, session.Source), number);
                continue;
            }

            if (Read(content, offset, wanted) < wanted)
            {
                GiveUp(session);
                return;
            }

            Span<byte> bytes = outbox.Add(session.TransferPort!.Port, session.Peer,
                TftpWriter.DataHeaderLength + wanted, session.Source);
            TftpWriter.WriteDataHeader(bytes, number);
            _piece.AsSpan(0, wanted).CopyTo(bytes[TftpWriter.DataHeaderLength..]);
        }

        if (session.IsImage) session.BytesMoved = session.Delivery.AcknowledgedBytes;
    }

    private int Read(ITftpContent content, long offset, int wanted)
    {
        try
        {
            return content.Read(offset, _piece.AsSpan(0, wanted));
        }
        catch (IOException e)
        {
            LogNotRead(e.Message);
            return 0;
        }
    }

    /// <summary>
    /// The file became shorter while it was sent. A short block would say "this is the end, all is well".
    /// </summary>
    private void GiveUp(TftpSession session)
    {
        TftpSending.Error(outbox, session.TransferPort!.Port, session.Peer, session.Source, TftpErrorCode.NotDefined,
            "The file has changed", session.Arrival.Length);
        End(session, TftpOutcome.Changed, null);
    }

    [LoggerMessage(LogLevel.Warning, "TFTP: a file could not be read any more: {Reason}")]
    private partial void LogNotRead(string reason);
}

/// <summary>Packets that belong to no machine.</summary>
internal static class TftpSending
{
    /// <summary>
    /// Sends an ERROR. Its sentence is cut so that it is at most <see cref="TftpTiming.MostAnswerToRequest"/> times as
    /// long as what caused it: whoever made that up must not have us throw more at somebody else.
    /// </summary>
    /// <param name="outbox">Where it is put.</param>
    /// <param name="port">Where it leaves.</param>
    /// <param name="peer">Where it goes.</param>
    /// <param name="source">The address of ours that it leaves from.</param>
    /// <param name="code">The code.</param>
    /// <param name="message">The sentence; as short as it can be.</param>
    /// <param name="causeLength">Bytes of the datagram that caused it.</param>
    internal static void Error(DatagramOutbox outbox, IDatagramPort port, in PeerAddress peer, in PeerAddress source,
        TftpErrorCode code, string message, int causeLength)
    {
        int room = (TftpTiming.MostAnswerToRequest * causeLength) - TftpWriter.ErrorFrameLength;
        string fitting = message.Length <= room ? message : message[..Math.Max(room, 0)];
        Span<byte> packet = stackalloc byte[TftpWriter.SmallPacketLength];
        int length = TftpWriter.WriteError(packet, code, fitting);
        packet[..length].CopyTo(outbox.Add(port, peer, length, source));
    }

    /// <summary>Sends an ACK.</summary>
    internal static void Acknowledgement(DatagramOutbox outbox, TftpSession session, ushort block) =>
        TftpWriter.WriteAcknowledgement(
            outbox.Add(session.TransferPort!.Port, session.Peer, TftpWriter.DataHeaderLength, session.Source), block);
}
