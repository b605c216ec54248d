namespace Ringback.Wire.Tftp;

/// <summary>What the shell must do after a step of a delivery.</summary>
public enum TftpAction
{
    /// <summary>Nothing but wait for a packet or for <see cref="TftpDelivery.Deadline"/>.</summary>
    Wait,

    /// <summary>Send the OACK with the agreed terms.</summary>
    SendOptions,

    /// <summary>Send the blocks <see cref="TftpEffect.First"/> and following.</summary>
    SendBlocks,

    /// <summary>It is over; <see cref="TftpDelivery.Ending"/> says how. Send nothing.</summary>
    End,
}

/// <summary>The effect of one step.</summary>
/// <param name="Action">What to do.</param>
/// <param name="First">The first block to send, absolute, from 1.</param>
/// <param name="Count">How many.</param>
public readonly record struct TftpEffect(TftpAction Action, long First = 0, int Count = 0);

/// <summary>How a delivery ended.</summary>
public enum TftpEnding
{
    /// <summary>It has not.</summary>
    None,

    /// <summary>The peer acknowledged the last block.</summary>
    Delivered,

    /// <summary>Only the last block is not acknowledged; sent again and again, it may have arrived.</summary>
    Unconfirmed,

    /// <summary>The peer fell silent in the middle.</summary>
    Stalled,

    /// <summary>The peer never acknowledged anything.</summary>
    NeverAnswered,

    /// <summary>The peer sent ERROR.</summary>
    PeerError,
}

/// <summary>
/// One transfer to a phone as a value: each step takes what happened and the time, and gives the next value and what
/// to send. It owns no socket, stream or timer. Block numbers are absolute; <see cref="WireBlock"/> has the wire's.
/// </summary>
/// <remarks>
/// RFC 1350 §2 and §6; RFC 1123 §4.2.3.1 forbids the Sorcerer's Apprentice: only an ACK that moves the transfer on is
/// answered, a duplicate never, so a short retransmission time is safe with slow phones. Round trip and back-off as
/// RFC 6298, without samples from blocks that were sent twice (Karn), unless both were answered: then the first answer
/// was the first block's. Windows as RFC 7440 §4.
/// <code>
///                 plain request                     request with options
///                       │                                    │
///                  SendBlocks 1                         SendOptions ──timeout──► again
///                       │                                    │ ACK 0
///            ┌──────────▼──────────┐                         │
///   timeout  │  waiting for ACK n  │◄────────────────────────┘
///   again ◄──┤                     ├── ACK n ──► SendBlocks n+1 … ──► (last) Delivered
///            └──────────┬──────────┘
///                       └── too many sends ──► NeverAnswered │ Stalled │ Unconfirmed
/// </code>
/// </remarks>
public readonly record struct TftpDelivery
{
    private TftpTiming Timing { get; init; }

    private TimeSpan SentAt { get; init; }

    private TimeSpan FirstSentAt { get; init; }

    private TimeSpan DoubtfulRoundTrip { get; init; }

    private TimeSpan SmoothedRoundTrip { get; init; }

    private TimeSpan RoundTripVariance { get; init; }

    private TimeSpan Timeout { get; init; }

    private int Sends { get; init; }

    private bool FlightHasRepeats { get; init; }

    private bool EchoesAreDue { get; init; }

    private int SendsToAStranger { get; init; }

    /// <summary>The agreed terms.</summary>
    public TftpTerms Terms { get; private init; }

    /// <summary>Bytes of the content.</summary>
    public long Length { get; private init; }

    /// <summary>Blocks of the whole transfer; the last one is shorter than a block, if need be empty.</summary>
    public long BlockCount => (Length / Terms.BlockSize) + 1;

    /// <summary>The highest block that the peer has acknowledged, absolute.</summary>
    public long AcknowledgedBlock { get; private init; }

    /// <summary>The highest block that was sent, absolute.</summary>
    public long SentBlock { get; private init; }

    /// <summary>Bytes that the peer has acknowledged.</summary>
    public long AcknowledgedBytes => Math.Min(AcknowledgedBlock * Terms.BlockSize, Length);

    /// <summary>True once the peer has acknowledged anything: from then on it is trusted to be there.</summary>
    public bool PeerHasAnswered { get; private init; }

    /// <summary>
    /// True until the OACK was acknowledged, also after the end: the peer refuses options or does not understand an
    /// answer to them, and should be given plain DATA when it asks again.
    /// </summary>
    public bool OptionsUnanswered { get; private init; }

    /// <summary>When to call <see cref="Elapsed"/>, unless a packet comes before.</summary>
    public TimeSpan Deadline { get; private init; }

    /// <summary>When the peer last moved the transfer on, or its start.</summary>
    public TimeSpan ProgressAt { get; private init; }

    /// <summary>Packets that were sent more than once.</summary>
    public int Retransmissions { get; private init; }

    /// <summary>The smoothed round trip; null until one was measured.</summary>
    public TimeSpan? RoundTrip => SmoothedRoundTrip > TimeSpan.Zero ? SmoothedRoundTrip : null;

    /// <summary>How it ended, or <see cref="TftpEnding.None"/>.</summary>
    public TftpEnding Ending { get; private init; }

    /// <summary>Starts a delivery of <paramref name="length"/> bytes.</summary>
    /// <param name="terms">What was agreed.</param>
    /// <param name="length">Bytes of the content as they go over the wire.</param>
    /// <param name="timing">When to send again and when to give up.</param>
    /// <param name="now">The time.</param>
    /// <param name="effect">What to send.</param>
    /// <param name="requestLength">
    /// Bytes of the datagram that asked; until the peer answers, its OACKs together are never four times as long, for
    /// the request's sender may be forged. Without it only their number is bounded.
    /// </param>
    public static TftpDelivery Begin(TftpTerms terms, long length, TftpTiming timing, TimeSpan now,
        out TftpEffect effect, int requestLength = int.MaxValue)
    {
        TftpDelivery start = new()
        {
            Terms = terms,
            Length = length,
            Timing = timing,
            Timeout = terms.Timeout ?? timing.FirstTimeout,
            ProgressAt = now,
            OptionsUnanswered = terms.Agreed.Count > 0,
            SendsToAStranger = SendsTo(terms, timing, requestLength),
        };
        return start.OptionsUnanswered
            ? start.SendOptions(now, out effect)
            : start.SendWindow(now, out effect);
    }

    /// <summary>The number of a block on the wire.</summary>
    public ushort WireBlock(long absolute) => TftpBlockNumber.OnWire(absolute, Terms.WrapsToOne);

    /// <summary>An ACK came.</summary>
    public TftpDelivery Acknowledge(ushort wireBlock, TimeSpan now, out TftpEffect effect)
    {
        effect = new TftpEffect(TftpAction.Wait);
        if (Ending != TftpEnding.None) return this;
        if (OptionsUnanswered)
        {
            return wireBlock == 0
                ? (Heard(now, wholeFlight: true) with { OptionsUnanswered = false })
                    .SendWindow(now, out effect)
                : this;
        }

        long block = AcknowledgedBlock + TftpBlockNumber.Ahead(wireBlock, AcknowledgedBlock, Terms.WrapsToOne);
        if (block > SentBlock) return this;
        if (block == AcknowledgedBlock)
        {
            // In lock-step a duplicate is never answered. In a window it says that the window's first block is lost
            // (RFC 7440 §4), but only when nothing was sent twice lately: clients acknowledge every block that they
            // have already, and to answer those would send each window twice from there on to the end.
            if (Terms.WindowSize == 1) return Doubted(now);
            if (FlightHasRepeats || EchoesAreDue || !PeerHasAnswered) return this;
            return SendWindow(now, out effect);
        }

        TftpDelivery moved = Heard(now, wholeFlight: block == SentBlock) with { AcknowledgedBlock = block };
        if (block == BlockCount)
        {
            effect = new TftpEffect(TftpAction.End);
            return moved with { Ending = TftpEnding.Delivered };
        }

        // A part of what was sent a second time: the other part is right behind it. To send that once more would make
        // the client acknowledge the next window in parts too, and each block would go twice to the end.
        return FlightHasRepeats && block < SentBlock
            ? moved.Send(SentBlock + 1, now, out effect)
            : moved.SendWindow(now, out effect);
    }

    /// <summary>An ERROR came: it is over, and nothing is answered (RFC 1350 §7).</summary>
    public TftpDelivery PeerFailed(out TftpEffect effect)
    {
        effect = new TftpEffect(TftpAction.End);
        return Ending == TftpEnding.None ? this with { Ending = TftpEnding.PeerError } : this;
    }

    /// <summary>The time has come to <paramref name="now"/>; call at <see cref="Deadline"/> or later.</summary>
    public TftpDelivery Elapsed(TimeSpan now, out TftpEffect effect)
    {
        effect = new TftpEffect(TftpAction.Wait);
        if (Ending != TftpEnding.None || now < Deadline) return this;
        int allowed = PeerHasAnswered ? Timing.SendsWithoutProgress : SendsToAStranger;
        if (Sends >= allowed)
        {
            effect = new TftpEffect(TftpAction.End);
            return this with { Ending = GivingUp() };
        }

        // An agreed timeout is the client's word and is kept as it is (RFC 2349); ours backs off.
        TimeSpan timeout = Terms.Timeout ?? Shorter(Timeout * 2, Timing.LongestTimeout);
        TftpDelivery later = this with { Timeout = timeout };
        return OptionsUnanswered
            ? (later with { Retransmissions = Retransmissions + 1, FlightHasRepeats = true })
                .SendOptions(now, out effect)
            : later.SendWindow(now, out effect);
    }

    private TftpDelivery SendOptions(TimeSpan now, out TftpEffect effect)
    {
        effect = new TftpEffect(TftpAction.SendOptions);
        return this with { Sends = Sends + 1, SentAt = now, FirstSentAt = FirstSent(now), Deadline = now + Timeout };
    }

    /// <summary>Sends the window after the last acknowledged block; blocks sent before count as again.</summary>
    private TftpDelivery SendWindow(TimeSpan now, out TftpEffect effect) =>
        Send(AcknowledgedBlock + 1, now, out effect);

    /// <summary>Sends the window from <paramref name="first"/> on, which may leave nothing of it to send.</summary>
    private TftpDelivery Send(long first, TimeSpan now, out TftpEffect effect)
    {
        long last = Math.Min(AcknowledgedBlock + Terms.WindowSize, BlockCount);
        int count = (int)(last - first + 1);
        int again = (int)Math.Min(SentBlock - first + 1, count);
        effect = count > 0 ? new TftpEffect(TftpAction.SendBlocks, first, count) : new TftpEffect(TftpAction.Wait);
        return this with
        {
            SentBlock = last,
            Sends = Sends + 1,
            SentAt = now,
            FirstSentAt = FirstSent(now),
            Deadline = now + Timeout,
            FlightHasRepeats = again > 0 || count == 0,
            Retransmissions = Retransmissions + again,
        };
    }

    /// <summary>The peer moved us on: it is there, and unless something was sent twice, we know a round trip.</summary>
    private TftpDelivery Heard(TimeSpan now, bool wholeFlight)
    {
        TftpDelivery heard = this with { PeerHasAnswered = true, ProgressAt = now, Sends = 0 };
        if (wholeFlight && !FlightHasRepeats) heard = heard.Measured(now - SentAt);
        return heard with
        {
            Timeout = heard.MeasuredTimeout(),
            EchoesAreDue = FlightHasRepeats,
            FlightHasRepeats = false,
            DoubtfulRoundTrip = FlightHasRepeats ? now - FirstSentAt : TimeSpan.Zero,
        };
    }

    /// <summary>
    /// A duplicate in lock-step. After a block that was sent twice it says that both came through: the peer has become
    /// slower than our patience, and without this lesson every block to come would be sent twice. Two answers are as
    /// far apart as the two blocks were; a duplicate that follows at once was made by the network and teaches nothing.
    /// </summary>
    private TftpDelivery Doubted(TimeSpan now)
    {
        if (DoubtfulRoundTrip == TimeSpan.Zero || now - ProgressAt < Timing.ShortestTimeout / 2) return this;
        TftpDelivery wiser = Measured(DoubtfulRoundTrip) with { DoubtfulRoundTrip = TimeSpan.Zero };
        TimeSpan timeout = wiser.MeasuredTimeout();
        return timeout <= Timeout ? wiser : wiser with { Timeout = timeout, Deadline = SentAt + timeout };
    }

    private TimeSpan FirstSent(TimeSpan now) => Sends == 0 ? now : FirstSentAt;

    private TftpDelivery Measured(TimeSpan sample)
    {
        if (sample <= TimeSpan.Zero) sample = TimeSpan.FromTicks(1);
        if (RoundTrip is not { } smoothed)
            return this with { SmoothedRoundTrip = sample, RoundTripVariance = sample / 2 };
        return this with
        {
            RoundTripVariance = (RoundTripVariance * 0.75) + ((smoothed - sample).Duration() * 0.25),
            SmoothedRoundTrip = (smoothed * 0.875) + (sample * 0.125),
        };
    }

    private TimeSpan MeasuredTimeout()
    {
        if (Terms.Timeout is { } agreed) return agreed;
        if (RoundTrip is not { } smoothed) return Timing.FirstTimeout;
        TimeSpan measured = smoothed + (RoundTripVariance * 4);
        return measured < Timing.ShortestTimeout ? Timing.ShortestTimeout : Shorter(measured, Timing.LongestTimeout);
    }

    private TftpEnding GivingUp() =>
        !PeerHasAnswered ? TftpEnding.NeverAnswered
        : AcknowledgedBlock == BlockCount - 1 ? TftpEnding.Unconfirmed
        : TftpEnding.Stalled;

    /// <summary>
    /// How often the first packet is sent to a peer that does not answer. One OACK always fits: it repeats what the
    /// request asked, and only the digits of a transfer size can make it longer.
    /// </summary>
    private static int SendsTo(TftpTerms terms, TftpTiming timing, int requestLength)
    {
        if (terms.Agreed.Count == 0) return timing.SendsBeforeFirstAnswer;
        long affordable = TftpTiming.MostAnswerToRequest * (long)requestLength / TftpWriter.LengthOf(terms.Agreed);
        return (int)Math.Min(Math.Max(affordable, 1), timing.SendsBeforeFirstAnswer);
    }

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
