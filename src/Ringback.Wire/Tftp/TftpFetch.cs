using System.Globalization;

namespace Ringback.Wire.Tftp;

/// <summary>What the shell of a fetch must do.</summary>
public enum TftpFetchAction
{
    /// <summary>Nothing but wait for a packet or the deadline.</summary>
    Wait,

    /// <summary>Send the request to the server's well-known port.</summary>
    SendRequest,

    /// <summary>Close the port, open another, and send the request from it.</summary>
    SendRequestFromNewPort,

    /// <summary>Keep the payload when <see cref="TftpFetchEffect.Keep"/>, then acknowledge.</summary>
    Acknowledge,

    /// <summary>Send the error of the effect to the server; it is over.</summary>
    SendError,

    /// <summary>It is over.</summary>
    End,
}

/// <summary>The effect of one step of a fetch.</summary>
/// <param name="Action">What to do.</param>
/// <param name="Block">The wire block to acknowledge.</param>
/// <param name="Keep">True when the packet's payload is the next piece of the file.</param>
/// <param name="Error">The error to send.</param>
public readonly record struct TftpFetchEffect(
    TftpFetchAction Action, ushort Block = 0, bool Keep = false, TftpErrorCode Error = TftpErrorCode.NotDefined);

/// <summary>How a fetch ended.</summary>
public enum TftpFetchEnding
{
    /// <summary>It has not.</summary>
    None,

    /// <summary>The whole file is here.</summary>
    Complete,

    /// <summary>The server sent ERROR.</summary>
    ServerError,

    /// <summary>Nobody answered.</summary>
    NoAnswer,

    /// <summary>The server fell silent in the middle.</summary>
    Stalled,

    /// <summary>The file is longer than the client's room for it, or a block longer than a block can be.</summary>
    TooLarge,
}

/// <summary>
/// How a client repeats itself and what it can take. The defaults are an SCCP application's of a 7940 or 7960 in time
/// (sources.md 7940-7960-code §6: the same request every 4 s, five sends to a round, three rounds, each from a new
/// source port), and any other client's in what it understands.
/// </summary>
public sealed record TftpFetchHabits
{
    /// <summary>Silence before a repeat.</summary>
    public TimeSpan Repeat { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>
    /// Silence before the first repeat of a request; null for <see cref="Repeat"/>. A universal loader sends after 0,
    /// 1, 5 and 9 s.
    /// </summary>
    public TimeSpan? FirstRepeat { get; init; }

    /// <summary>Requests from one source port.</summary>
    public int SendsPerRound { get; init; } = 5;

    /// <summary>Source ports tried.</summary>
    public int Rounds { get; init; } = 3;

    /// <summary>True for a client that counts 65535, 1; most count 65535, 0.</summary>
    public bool WrapsToOne { get; init; }

    /// <summary>Repeats of the last acknowledgement when the server falls silent in the middle.</summary>
    public int AcknowledgementRepeats { get; init; } = 5;

    /// <summary>
    /// Whether a block that comes again is acknowledged again. False for a 7940 or 7960, which drops it and repeats its
    /// acknowledgement by its own timer, so that a lost one costs it <see cref="Repeat"/>, whatever the server does.
    /// </summary>
    public bool AcknowledgesRepeats { get; init; } = true;

    /// <summary>The longest file that it has room for; one that is longer ends with ERROR 11 to the server.</summary>
    public long LongestFile { get; init; } = long.MaxValue;

    /// <summary>
    /// The longest block that it takes; a longer one ends with ERROR 0 to the server. 512 in a 7940 or 7960.
    /// </summary>
    public int LongestBlock { get; init; } = ushort.MaxValue;

    internal TimeSpan UntilFirstRepeat => FirstRepeat ?? Repeat;
}

/// <summary>
/// The reading half of TFTP as a value, as a phone's or another client's firmware does it. The shell owns the port and
/// the content; it checks the sender's port itself, because only it knows addresses (RFC 1350 §4).
/// </summary>
public readonly record struct TftpFetch
{
    /// <summary>"Buffer full" of a 7940 or 7960 (sources.md 7940-7960-code §6); no RFC has it.</summary>
    private const TftpErrorCode BufferFull = (TftpErrorCode)11;

    private TftpFetchHabits Habits { get; init; }

    private int Sends { get; init; }

    private int Round { get; init; }

    private int BlockSize { get; init; }

    private int WindowSize { get; init; }

    private long AcknowledgedBlock { get; init; }

    private bool OptionsTaken { get; init; }

    private long ReceivedBytes { get; init; }

    /// <summary>The highest block received in order, absolute.</summary>
    public long ReceivedBlock { get; private init; }

    /// <summary>True once the server has answered.</summary>
    public bool ServerHasAnswered { get; private init; }

    /// <summary>When to call <see cref="Elapsed"/>.</summary>
    public TimeSpan Deadline { get; private init; }

    /// <summary>How it ended; a complete fetch still answers repeats of its last block (RFC 1350 §6).</summary>
    public TftpFetchEnding Ending { get; private init; }

    /// <summary>Starts a fetch; send the request.</summary>
    public static TftpFetch Begin(TftpFetchHabits habits, TimeSpan now, out TftpFetchEffect effect)
    {
        effect = new TftpFetchEffect(TftpFetchAction.SendRequest);
        return new TftpFetch
        {
            Habits = habits,
            Sends = 1,
            Round = 1,
            BlockSize = 512,
            WindowSize = 1,
            Deadline = now + habits.UntilFirstRepeat,
        };
    }

    /// <summary>The number of a block on the wire.</summary>
    public ushort WireBlock(long absolute) => TftpBlockNumber.OnWire(absolute, Habits.WrapsToOne);

    /// <summary>An OACK came from the server.</summary>
    public TftpFetch TakeOptions(IReadOnlyList<TftpOption> options, TimeSpan now, out TftpFetchEffect effect)
    {
        effect = new TftpFetchEffect(TftpFetchAction.Wait);
        if (Ending != TftpFetchEnding.None || ReceivedBlock > 0) return this;
        TftpFetch taken = this with { OptionsTaken = true };
        foreach (TftpOption option in options)
        {
            if (!int.TryParse(option.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int value)) continue;
            if (option.Is(TftpOption.BlockSize)) taken = taken with { BlockSize = value };
            if (option.Is(TftpOption.WindowSize)) taken = taken with { WindowSize = Math.Max(value, 1) };
        }

        effect = new TftpFetchEffect(TftpFetchAction.Acknowledge, 0);
        return taken.Heard(now);
    }

    /// <summary>A DATA packet of <paramref name="length"/> payload bytes came from the server.</summary>
    public TftpFetch TakeData(ushort wireBlock, int length, TimeSpan now, out TftpFetchEffect effect)
    {
        effect = new TftpFetchEffect(TftpFetchAction.Wait);
        if (Ending is not (TftpFetchEnding.None or TftpFetchEnding.Complete)) return this;
        if (wireBlock != WireBlock(ReceivedBlock + 1) || Ending == TftpFetchEnding.Complete)
        {
            if (!Habits.AcknowledgesRepeats) return this;
            // A repeat or a gap: say once more what we have, so that the server goes on from there. A block that is
            // ahead of a gap inside a window is not kept (RFC 7440 §4).
            if (ReceivedBlock == 0 && !OptionsTaken) return this;
            effect = new TftpFetchEffect(TftpFetchAction.Acknowledge, WireBlock(ReceivedBlock));
            return Heard(now) with { AcknowledgedBlock = ReceivedBlock };
        }

        if (length > Habits.LongestBlock) return TooLarge(TftpErrorCode.NotDefined, out effect);
        if (ReceivedBytes + length > Habits.LongestFile) return TooLarge(BufferFull, out effect);
        TftpFetch next = Heard(now) with
        {
            ReceivedBlock = ReceivedBlock + 1, ReceivedBytes = ReceivedBytes + length,
        };
        bool last = length < BlockSize;
        if (last) next = next with { Ending = TftpFetchEnding.Complete };
        bool due = last || next.ReceivedBlock - AcknowledgedBlock >= WindowSize;
        effect = due
            ? new TftpFetchEffect(TftpFetchAction.Acknowledge, WireBlock(next.ReceivedBlock), Keep: true)
            : new TftpFetchEffect(TftpFetchAction.Wait, Keep: true);
        return due ? next with { AcknowledgedBlock = next.ReceivedBlock } : next;
    }

    /// <summary>An ERROR came from the server.</summary>
    public TftpFetch TakeError(out TftpFetchEffect effect)
    {
        effect = new TftpFetchEffect(TftpFetchAction.End);
        return Ending == TftpFetchEnding.None ? this with { Ending = TftpFetchEnding.ServerError } : this;
    }

    /// <summary>The time has come to <paramref name="now"/>.</summary>
    public TftpFetch Elapsed(TimeSpan now, out TftpFetchEffect effect)
    {
        effect = new TftpFetchEffect(TftpFetchAction.Wait);
        if (Ending != TftpFetchEnding.None || now < Deadline) return this;
        TftpFetch later = this with { Sends = Sends + 1, Deadline = now + Habits.Repeat };
        if (ServerHasAnswered)
        {
            if (Sends >= Habits.AcknowledgementRepeats) return Over(TftpFetchEnding.Stalled, out effect);
            effect = new TftpFetchEffect(TftpFetchAction.Acknowledge, WireBlock(ReceivedBlock));
            return later with { AcknowledgedBlock = ReceivedBlock };
        }

        if (Sends < Habits.SendsPerRound)
        {
            effect = new TftpFetchEffect(TftpFetchAction.SendRequest);
            return later;
        }

        if (Round >= Habits.Rounds) return Over(TftpFetchEnding.NoAnswer, out effect);
        effect = new TftpFetchEffect(TftpFetchAction.SendRequestFromNewPort);
        return later with { Sends = 1, Round = Round + 1, Deadline = now + Habits.UntilFirstRepeat };
    }

    private TftpFetch Heard(TimeSpan now) =>
        this with { ServerHasAnswered = true, Sends = 0, Deadline = now + Habits.Repeat };

    private TftpFetch TooLarge(TftpErrorCode code, out TftpFetchEffect effect)
    {
        effect = new TftpFetchEffect(TftpFetchAction.SendError, Error: code);
        return this with { Ending = TftpFetchEnding.TooLarge };
    }

    private TftpFetch Over(TftpFetchEnding ending, out TftpFetchEffect effect)
    {
        effect = new TftpFetchEffect(TftpFetchAction.End);
        return this with { Ending = ending };
    }
}
