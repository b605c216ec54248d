namespace Ringback.Wire.Tftp;

/// <summary>What the shell of a receipt must do.</summary>
public enum TftpReceiptAction
{
    /// <summary>Nothing but wait for a packet or the deadline.</summary>
    Wait,

    /// <summary>Send the OACK with the agreed terms.</summary>
    SendOptions,

    /// <summary>Acknowledge the block <see cref="TftpReceiptEffect.Block"/>.</summary>
    Acknowledge,

    /// <summary>It is over; <see cref="TftpReceipt.Ending"/> says how. Send nothing.</summary>
    End,
}

/// <summary>The effect of one step of a receipt.</summary>
/// <param name="Action">What to send.</param>
/// <param name="Block">The wire block to acknowledge.</param>
/// <param name="Keep">
/// True when the packet's payload is the next piece of the file. Keep it before acknowledging: what was acknowledged is
/// never sent again.
/// </param>
public readonly record struct TftpReceiptEffect(TftpReceiptAction Action, ushort Block = 0, bool Keep = false);

/// <summary>How a receipt ended.</summary>
public enum TftpReceiptEnding
{
    /// <summary>It has not.</summary>
    None,

    /// <summary>The whole file is here. Repeats of its last block are answered for a while (RFC 1350 §6).</summary>
    Complete,

    /// <summary>The peer fell silent in the middle.</summary>
    Stalled,

    /// <summary>The peer never sent a block.</summary>
    NeverAnswered,

    /// <summary>The peer sent ERROR.</summary>
    PeerError,
}

/// <summary>
/// The receiving half of a write as a value: each step takes what happened and the time, and gives the next value and
/// what to send. It owns no socket, file or timer; the shell keeps the payload.
/// </summary>
/// <remarks>
/// RFC 1350 §2, §4 and §6. Of the two sides one must not answer duplicates (RFC 1123 §4.2.3.1), and that is the sender
/// of DATA; here a repeated block means that our ACK was lost, and is acknowledged again. Windows as RFC 7440 §4: one
/// ACK for a window; one at once for the last block in order when there is a gap, and what is behind the gap is thrown
/// away, for the sender goes back to it.
/// <code>
///            plain request                   request with options
///                  │                                  │
///            Acknowledge 0                       SendOptions
///                  └───────────────┬──────────────────┘
///            ┌─────────────────────▼─────────────────────┐  DATA n: keep, acknowledge (each, or a window's last)
///   silence  │            waiting for DATA n             ├─ gap in a window: acknowledge n-1
///   again ◄──┤                                           ├─ repeat: acknowledge n-1
///            └──┬───────────────────┬────────────────────┘
///   too many sends: NeverAnswered   │ short block: keep, acknowledge
///   or Stalled               Complete, answers repeats of the last block until LingersUntil
/// </code>
/// </remarks>
public record struct TftpReceipt
{
    // The client reads its disk between our ACK and its block, and the sender of DATA has a timer of its own: ours only
    // saves the seconds that a lost ACK would cost, so it waits longer than a delivery does.
    private const int Slowness = 4;

    // Longest timeouts: the last ACK may be lost twice to a client that repeats itself every four or five seconds.
    private const int Lingering = 3;

    private TftpTiming _timing;
    private TftpRoundTrip _roundTrip;
    private long _timeout;
    private long _sentAt;
    private long _deadline;
    private long _progressAt;
    private int _sends;
    private int _sendsToAStranger;
    private bool _isRepeat;

    // Where in its window the last block out of order was, counted from the next one that we want.
    private int _outOfOrder;

    /// <summary>The agreed terms.</summary>
    public TftpTerms Terms { readonly get; private set; }

    /// <summary>The highest block that was received in order, absolute.</summary>
    public long ReceivedBlock { readonly get; private set; }

    /// <summary>The highest block that we have acknowledged, absolute.</summary>
    public long AcknowledgedBlock { readonly get; private set; }

    /// <summary>Bytes that were kept.</summary>
    public long ReceivedBytes { readonly get; private set; }

    /// <summary>True once a block has come: from then on the peer is trusted to be there.</summary>
    public readonly bool PeerHasAnswered => ReceivedBlock > 0;

    /// <summary>True until the first block has come after an OACK, also after the end.</summary>
    public readonly bool OptionsUnanswered => Terms.Agreed.Count > 0 && ReceivedBlock == 0;

    /// <summary>ACKs and OACKs that silence or a repeated block made us send again.</summary>
    public int Retransmissions { readonly get; private set; }

    /// <summary>When to call <see cref="Elapsed"/>, unless a packet comes before.</summary>
    public readonly TimeSpan Deadline => new(_deadline);

    /// <summary>When the last block was kept, or the start.</summary>
    public readonly TimeSpan ProgressAt => new(_progressAt);

    /// <summary>
    /// After <see cref="TftpReceiptEnding.Complete"/>: until then the transfer's port must go on listening, because the
    /// last ACK may be lost. The file itself may be put into its place at once.
    /// </summary>
    public TimeSpan LingersUntil { readonly get; private set; }

    /// <summary>The smoothed round trip; null until one was measured.</summary>
    public readonly TimeSpan? RoundTrip => _roundTrip.Value;

    /// <summary>How it ended, or <see cref="TftpReceiptEnding.None"/>.</summary>
    public TftpReceiptEnding Ending { readonly get; private set; }

    private readonly long Shortest => Slowness * _timing.ShortestTimeout.Ticks;

    /// <summary>Accepts a write: sends the OACK when options were agreed, else ACK 0.</summary>
    /// <param name="terms">What was agreed.</param>
    /// <param name="timing">When to send again and when to give up.</param>
    /// <param name="now">The time.</param>
    /// <param name="effect">What to send.</param>
    /// <param name="requestLength">Bytes of the datagram that asked; see <see cref="TftpDelivery.Begin"/>.</param>
    public static TftpReceipt Begin(TftpTerms terms, TftpTiming timing, TimeSpan now, out TftpReceiptEffect effect,
        int requestLength = int.MaxValue)
    {
        TftpReceipt start = new()
        {
            Terms = terms,
            _timing = timing,
            _timeout = (terms.Timeout ?? timing.FirstTimeout).Ticks,
            _progressAt = now.Ticks,
            _sendsToAStranger = timing.SendsToAStranger(terms, requestLength),
            _outOfOrder = int.MaxValue,
            _sends = 1,
        };
        effect = start.OptionsUnanswered
            ? start.SendOptions(now.Ticks, isRepeat: false)
            : start.Acknowledge(now.Ticks, isRepeat: false);
        return start;
    }

    /// <summary>The number of a block on the wire.</summary>
    public readonly ushort WireBlock(long absolute) => TftpBlockNumber.OnWire(absolute, Terms.WrapsToOne);

    /// <summary>A DATA packet of <paramref name="length"/> payload bytes came.</summary>
    public readonly TftpReceipt TakeData(ushort wireBlock, int length, TimeSpan now, out TftpReceiptEffect effect)
    {
        TftpReceipt next = this;
        effect = next.Take(wireBlock, length, now.Ticks);
        return next;
    }

    /// <summary>The time has come to <paramref name="now"/>; call at <see cref="Deadline"/> or later.</summary>
    public readonly TftpReceipt Elapsed(TimeSpan now, out TftpReceiptEffect effect)
    {
        TftpReceipt next = this;
        effect = next.TakeSilence(now.Ticks);
        return next;
    }

    /// <summary>An ERROR came: it is over, and nothing is answered (RFC 1350 §7).</summary>
    public readonly TftpReceipt PeerFailed(out TftpReceiptEffect effect)
    {
        TftpReceipt next = this;
        effect = next.Over(TftpReceiptEnding.PeerError);
        return next;
    }

    private TftpReceiptEffect Take(ushort wireBlock, int length, long now)
    {
        bool isLingering = Ending == TftpReceiptEnding.Complete && now <= LingersUntil.Ticks;
        if ((Ending != TftpReceiptEnding.None && !isLingering) || length > Terms.BlockSize) return default;
        int ahead = AheadOfNext(wireBlock);
        if (isLingering && ahead >= 0) return default;
        if (ahead != 0) return TakeOutOfOrder(ahead, now);

        // The first block of a window answers our ACK; of those behind it the time says nothing.
        if (ReceivedBlock == AcknowledgedBlock && !_isRepeat) _roundTrip.Measure(now - _sentAt);
        ReceivedBlock++;
        ReceivedBytes += length;
        _progressAt = now;
        _sends = 0;
        _outOfOrder = int.MaxValue;
        _timeout = Terms.Timeout?.Ticks ?? Math.Max(_roundTrip.Timeout(_timing), Shortest);
        bool isLast = length < Terms.BlockSize;
        if (isLast)
        {
            Ending = TftpReceiptEnding.Complete;
            LingersUntil = new TimeSpan(
                now + (Lingering * Math.Max(_timing.LongestTimeout.Ticks, Terms.Timeout?.Ticks ?? 0)));
        }

        if (isLast || ReceivedBlock - AcknowledgedBlock >= Terms.WindowSize)
            return Acknowledge(now, isRepeat: false) with { Keep = true };

        // The rest of a window is right behind, and needs no round trip to come.
        bool isUnknown = _roundTrip.Smoothed == 0 && Terms.Timeout is null;
        _deadline = now + (isUnknown ? Math.Min(_timeout, Shortest) : _timeout);
        return new TftpReceiptEffect(TftpReceiptAction.Wait, Keep: true);
    }

    /// <summary>
    /// A repeat, or a block behind a gap: the sender has to be told where we are. In lock-step only a repeat of the
    /// last block says that our ACK was lost. In a window the first block out of order is answered and those behind it
    /// are not, for naive senders begin their window anew at each ACK; a lower block than before is another flight.
    /// </summary>
    private TftpReceiptEffect TakeOutOfOrder(int ahead, long now)
    {
        // From what was sent again when a whole window's ACK was lost to the end of the window that we wait for.
        int from = Terms.WindowSize == 1 ? -1 : -2 * Terms.WindowSize;
        int to = Terms.WindowSize == 1 ? -1 : Terms.WindowSize - 1;
        if (ahead < from || ahead > to || ReceivedBlock + 1 + ahead < 1) return default;
        bool isSameFlight = Terms.WindowSize > 1 && ahead > _outOfOrder;
        _outOfOrder = ahead;
        if (isSameFlight) return default;
        Retransmissions++;
        return Acknowledge(now, isRepeat: true);
    }

    private TftpReceiptEffect TakeSilence(long now)
    {
        if (Ending != TftpReceiptEnding.None || now < _deadline) return default;
        if (_sends >= (PeerHasAnswered ? _timing.SendsWithoutProgress : _sendsToAStranger))
        {
            return Over(PeerHasAnswered ? TftpReceiptEnding.Stalled : TftpReceiptEnding.NeverAnswered);
        }

        if (Terms.Timeout is null) _timeout = Math.Min(_timeout * 2, _timing.LongestTimeout.Ticks);
        _outOfOrder = int.MaxValue;
        _sends++;
        Retransmissions++;
        return OptionsUnanswered ? SendOptions(now, isRepeat: true) : Acknowledge(now, isRepeat: true);
    }

    private TftpReceiptEffect SendOptions(long now, bool isRepeat)
    {
        NoteSending(now, isRepeat);
        return new TftpReceiptEffect(TftpReceiptAction.SendOptions);
    }

    private TftpReceiptEffect Acknowledge(long now, bool isRepeat)
    {
        AcknowledgedBlock = ReceivedBlock;
        if (!isRepeat) _sends = 1;
        NoteSending(now, isRepeat);
        return new TftpReceiptEffect(TftpReceiptAction.Acknowledge, WireBlock(ReceivedBlock));
    }

    private void NoteSending(long now, bool isRepeat)
    {
        _isRepeat = isRepeat;
        _sentAt = now;

        // A repeat that the peer asked for does not put off the end of our patience.
        if (!isRepeat || now >= _deadline) _deadline = now + _timeout;
    }

    private TftpReceiptEffect Over(TftpReceiptEnding ending)
    {
        if (Ending == TftpReceiptEnding.None) Ending = ending;
        return new TftpReceiptEffect(TftpReceiptAction.End);
    }

    /// <summary>The number of blocks from the next one that we want to this one: 0 for it, -1 for a repeat.</summary>
    private readonly int AheadOfNext(ushort wireBlock)
    {
        int ahead = TftpBlockNumber.Ahead(wireBlock, ReceivedBlock, Terms.WrapsToOne);
        int round = Terms.WrapsToOne ? ushort.MaxValue : ushort.MaxValue + 1;
        if (ahead == TftpBlockNumber.Nowhere) return ahead;
        return ahead > round / 2 ? ahead - round - 1 : ahead - 1;
    }
}
