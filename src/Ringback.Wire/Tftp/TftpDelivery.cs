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
///                           (a peer that never answered is listened to for a while before)
/// </code>
/// A step makes one copy of the value, changes it and gives it back: a server takes a quarter of a million ACKs a
/// second, and a copy for each thing that changes is most of what they would cost. Times inside are ticks.
/// </remarks>
public record struct TftpDelivery
{
    private TftpTiming _timing;
    private TftpRoundTrip _roundTrip;
    private long _timeout;
    private long _sentAt;
    private long _firstSentAt;
    private long _deadline;
    private long _progressAt;
    private long _doubtfulRoundTrip;

    // Blocks up to here had been sent before the last sending; those behind it were sent once, by it.
    private long _sentBefore;
    private long _sentFirst;
    private int _sends;
    private int _sendsToAStranger;
    private bool _flightHasRepeats;
    private bool _flightFollowsSilence;
    private bool _echoesAreDue;
    private bool _gapBelieved;
    private bool _patient;
    private int _echoes;

    /// <summary>The agreed terms.</summary>
    public TftpTerms Terms { readonly get; private set; }

    /// <summary>Bytes of the content.</summary>
    public long Length { readonly get; private set; }

    /// <summary>Blocks of the whole transfer; the last one is shorter than a block, if need be empty.</summary>
    public long BlockCount { readonly get; private set; }

    /// <summary>The highest block that the peer has acknowledged, absolute.</summary>
    public long AcknowledgedBlock { readonly get; private set; }

    /// <summary>The highest block that was sent, absolute.</summary>
    public long SentBlock { readonly get; private set; }

    /// <summary>Bytes that the peer has acknowledged.</summary>
    public readonly long AcknowledgedBytes => Math.Min(AcknowledgedBlock * Terms.BlockSize, Length);

    /// <summary>True once the peer has acknowledged anything: from then on it is trusted to be there.</summary>
    public bool PeerHasAnswered { readonly get; private set; }

    /// <summary>
    /// True until the OACK was acknowledged, also after the end: the peer refuses options or does not understand an
    /// answer to them, and should be given plain DATA when it asks again.
    /// </summary>
    public bool OptionsUnanswered { readonly get; private set; }

    /// <summary>When to call <see cref="Elapsed"/>, unless a packet comes before.</summary>
    public readonly TimeSpan Deadline => new(_deadline);

    /// <summary>When the peer last moved the transfer on, or its start.</summary>
    public readonly TimeSpan ProgressAt => new(_progressAt);

    /// <summary>Packets that were sent more than once.</summary>
    public int Retransmissions { readonly get; private set; }

    /// <summary>The smoothed round trip; null until one was measured.</summary>
    public readonly TimeSpan? RoundTrip => _roundTrip.Value;

    /// <summary>How it ended, or <see cref="TftpEnding.None"/>.</summary>
    public TftpEnding Ending { readonly get; private set; }

    /// <summary>
    /// True when nothing that was sent lately was sent twice, so that every ACK is about what was sent last.
    /// </summary>
    private readonly bool IsClean => !_flightHasRepeats && !_echoesAreDue;

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
            BlockCount = (length / terms.BlockSize) + 1,
            OptionsUnanswered = terms.Agreed.Count > 0,
            _timing = timing,
            _timeout = (terms.Timeout ?? timing.FirstTimeout).Ticks,
            _progressAt = now.Ticks,
            _sendsToAStranger = timing.SendsToAStranger(terms, requestLength),
        };
        effect = start.OptionsUnanswered ? start.SendOptions(now.Ticks) : start.SendWindow(now.Ticks);
        return start;
    }

    /// <summary>The number of a block on the wire.</summary>
    public readonly ushort WireBlock(long absolute) => TftpBlockNumber.OnWire(absolute, Terms.WrapsToOne);

    /// <summary>An ACK came.</summary>
    public readonly TftpDelivery Acknowledge(ushort wireBlock, TimeSpan now, out TftpEffect effect)
    {
        TftpDelivery next = this;
        effect = next.Take(wireBlock, now.Ticks);
        return next;
    }

    /// <summary>An ERROR came: it is over, and nothing is answered (RFC 1350 §7).</summary>
    public readonly TftpDelivery PeerFailed(out TftpEffect effect)
    {
        effect = new TftpEffect(TftpAction.End);
        return Ending == TftpEnding.None ? this with { Ending = TftpEnding.PeerError } : this;
    }

    /// <summary>The time has come to <paramref name="now"/>; call at <see cref="Deadline"/> or later.</summary>
    public readonly TftpDelivery Elapsed(TimeSpan now, out TftpEffect effect)
    {
        TftpDelivery next = this;
        effect = next.TakeSilence(now.Ticks);
        return next;
    }

    private TftpEffect Take(ushort wireBlock, long now)
    {
        if (Ending != TftpEnding.None) return default;
        if (OptionsUnanswered)
        {
            if (wireBlock != 0) return default;
            OptionsUnanswered = false;
            _echoes = _sends - 1;
            if (!_flightHasRepeats) _roundTrip.Measure(now - _sentAt);
            NoteProgress(now);
            _echoesAreDue = false;
            return SendWindow(now);
        }

        long block = AcknowledgedBlock + TftpBlockNumber.Ahead(wireBlock, AcknowledgedBlock, Terms.WrapsToOne);
        if (block > SentBlock) return default;
        if (block == AcknowledgedBlock) return TakeDuplicate(now);

        // The rest of what was sent is right behind this ACK when the ACK is older than that sending, when silence
        // caused the sending, and when it names just what had been sent before: then the client had it all, and
        // acknowledges it at the first repeat. To send the rest once more would make the client acknowledge the next
        // window in parts too, and each block would go twice to the end.
        bool isOlder = !IsClean && now - _sentAt <= _roundTrip.Smoothed / 2;
        bool restIsUnderWay = block < SentBlock
            && (isOlder || _flightFollowsSilence || (_flightHasRepeats && block == _sentBefore));
        _echoes = (isOlder ? _echoes : 0) + EchoesOf(block);
        Measure(block, isOlder, now);
        NoteProgress(now);
        AcknowledgedBlock = block;
        if (block == BlockCount)
        {
            Ending = TftpEnding.Delivered;
            return new TftpEffect(TftpAction.End);
        }

        return restIsUnderWay ? Send(SentBlock + 1, now) : SendWindow(now);
    }

    /// <summary>What an ACK that moves the transfer on says about the round trip.</summary>
    private void Measure(long block, bool isOlder, long now)
    {
        long sample = now - _sentAt;
        bool isExact = Terms.WindowSize == 1 || (block == SentBlock && IsClean);
        if (block > _sentBefore && isExact) _roundTrip.Measure(sample);
        else if (_patient && _sends == 1) _roundTrip.Measure(_doubtfulRoundTrip);
        else if (block > _sentBefore) _roundTrip.MeasureAtMost(sample);
        // Blocks that were sent again after a gap: the client has not kept their first copies (RFC 7440 §4). Good
        // enough when nothing is known, because the first timeout is an age for a window with losses.
        else if (_roundTrip.Smoothed == 0 && block >= _sentFirst && !isOlder && !_flightFollowsSilence)
            _roundTrip.Measure(sample);
    }

    /// <summary>
    /// In lock-step a duplicate is never answered. In a window it says that the window's first block is lost (RFC 7440
    /// §4), and is believed once until the transfer moves on. But clients acknowledge every block that they have
    /// already, and to answer those ACKs would send each window twice from there on to the end.
    /// </summary>
    private TftpEffect TakeDuplicate(long now)
    {
        if (_echoes > 0)
        {
            _echoes--;
        }
        else if (Terms.WindowSize > 1 && PeerHasAnswered && !_gapBelieved && IsAboutLastSending(now))
        {
            _gapBelieved = true;
            return SendWindow(now);
        }

        Doubt(now);
        return default;
    }

    /// <summary>
    /// The most duplicates that may still come when <paramref name="block"/> was acknowledged: one for each copy of a
    /// block that the client has by now, for nobody knows which of the copies were needed.
    /// </summary>
    private readonly int EchoesOf(long block)
    {
        if (!_flightHasRepeats) return 0;
        long repeated = Math.Min(block, _sentBefore) - Math.Max(AcknowledgedBlock, _sentFirst - 1);
        return repeated > 0 ? (int)repeated * Math.Max(_sends - 1, 1) : 0;
    }

    /// <summary>
    /// False while an ACK may be about a sending before the last, because there were repeats lately: what was sent
    /// last cannot be answered before a round trip. While none is known, the counted echoes alone decide.
    /// </summary>
    private readonly bool IsAboutLastSending(long now) =>
        IsClean || now - _sentAt >= _roundTrip.Smoothed;

    private TftpEffect TakeSilence(long now)
    {
        if (Ending != TftpEnding.None || now < _deadline) return default;
        if (!PeerHasAnswered && _sends >= _sendsToAStranger && IsListening(now)) return default;
        if (_sends >= (PeerHasAnswered ? _timing.SendsWithoutProgress : _sendsToAStranger))
        {
            Ending = !PeerHasAnswered ? TftpEnding.NeverAnswered
                : AcknowledgedBlock == BlockCount - 1 ? TftpEnding.Unconfirmed
                : TftpEnding.Stalled;
            return new TftpEffect(TftpAction.End);
        }

        // An agreed timeout is the client's word and is kept as it is (RFC 2349); ours backs off.
        if (Terms.Timeout is null) _timeout = Math.Min(_timeout * 2, _timing.LongestTimeout.Ticks);
        TftpEffect effect = OptionsUnanswered ? SendOptions(now) : SendWindow(now);
        _flightFollowsSilence = true;
        return effect;
    }

    /// <summary>True while a stranger that gets no packet any more may still speak up.</summary>
    private bool IsListening(long now)
    {
        long until = _progressAt + _timing.PatienceWithStrangers.Ticks;
        if (now >= until) return false;
        _deadline = until;
        return true;
    }

    private TftpEffect SendOptions(long now)
    {
        if (_sends > 0)
        {
            Retransmissions++;
            _flightHasRepeats = true;
        }

        NoteSending(now);
        return new TftpEffect(TftpAction.SendOptions);
    }

    /// <summary>Sends the window after the last acknowledged block; blocks sent before count as again.</summary>
    private TftpEffect SendWindow(long now) => Send(AcknowledgedBlock + 1, now);

    /// <summary>Sends the window from <paramref name="first"/> on, which may leave nothing of it to send.</summary>
    private TftpEffect Send(long first, long now)
    {
        long last = Math.Min(AcknowledgedBlock + Terms.WindowSize, BlockCount);
        int count = (int)(last - first + 1);
        int again = (int)Math.Min(SentBlock - first + 1, count);
        Retransmissions += again;
        _flightHasRepeats = again > 0 || count == 0;
        _flightFollowsSilence = false;
        _sentFirst = first;
        _sentBefore = SentBlock;
        SentBlock = last;
        NoteSending(now);
        return count > 0 ? new TftpEffect(TftpAction.SendBlocks, first, count) : default;
    }

    private void NoteSending(long now)
    {
        if (_sends++ == 0) _firstSentAt = now;
        _sentAt = now;
        _deadline = now + _timeout;
    }

    /// <summary>The peer moved us on: it is there, and what it says from now on is about the next flight.</summary>
    private void NoteProgress(long now)
    {
        PeerHasAnswered = true;
        _doubtfulRoundTrip = _flightFollowsSilence ? now - _firstSentAt : 0;
        _echoesAreDue = _flightHasRepeats;
        _flightHasRepeats = false;
        _gapBelieved = false;
        _patient = false;
        _progressAt = now;
        _sends = 0;
        if (Terms.Timeout is not null) return;
        _timeout = _roundTrip.Timeout(_timing);

        // A window that was answered only after silence may come from a client that has become slow: the next one is
        // given the time in which the answers to the copies tell (see Doubt).
        if (_doubtfulRoundTrip > 0 && Terms.WindowSize > 1)
            _timeout = Math.Min(_timeout * 2, _timing.LongestTimeout.Ticks);
    }

    /// <summary>
    /// A duplicate after a block that was sent twice says that both came through: the peer has become slower than our
    /// patience, and without this lesson every block to come would be sent twice. Two answers are as far apart as the
    /// two blocks were; a duplicate that follows at once was made by the network and teaches nothing.
    /// </summary>
    private void Doubt(long now)
    {
        if (_doubtfulRoundTrip == 0 || now - _progressAt < _timing.ShortestTimeout.Ticks / 2) return;
        if (Terms.WindowSize > 1)
        {
            // In a window it may say as well that the next block is lost. Then only sending helps, so we are patient
            // once, and believe when the client moves on by itself.
            if (_sends != 1 || _patient) return;
            _patient = true;
            if (Terms.Timeout is not null) return;
            _deadline = Math.Max(
                _deadline, _sentAt + Math.Min(2 * _doubtfulRoundTrip, _timing.LongestTimeout.Ticks));
            return;
        }

        _roundTrip.Measure(_doubtfulRoundTrip);
        _doubtfulRoundTrip = 0;
        if (Terms.Timeout is not null) return;
        long timeout = _roundTrip.Timeout(_timing);
        if (timeout <= _timeout) return;
        _timeout = timeout;
        _deadline = _sentAt + timeout;
    }
}
