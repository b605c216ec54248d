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

    /// <summary>It is over.</summary>
    End,
}

/// <summary>The effect of one step of a fetch.</summary>
/// <param name="Action">What to do.</param>
/// <param name="Block">The wire block to acknowledge.</param>
/// <param name="Keep">True when the packet's payload is the next piece of the file.</param>
public readonly record struct TftpFetchEffect(TftpFetchAction Action, ushort Block = 0, bool Keep = false);

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
}

/// <summary>
/// How a client repeats itself. The defaults are what nine phones did in a real log (sources.md 7940-7960 §2.3): the
/// same request every 4 s, five sends to a round, three rounds, each from a new source port.
/// </summary>
public sealed record TftpFetchHabits
{
    /// <summary>Silence before a repeat.</summary>
    public TimeSpan Repeat { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Requests from one source port.</summary>
    public int SendsPerRound { get; init; } = 5;

    /// <summary>Source ports tried.</summary>
    public int Rounds { get; init; } = 3;

    /// <summary>True for a client that counts 65535, 1; most count 65535, 0.</summary>
    public bool WrapsToOne { get; init; }

    /// <summary>Repeats of the last acknowledgement when the server falls silent in the middle.</summary>
    public int AcknowledgementRepeats { get; init; } = 5;
}

/// <summary>
/// The reading half of TFTP as a value, as a phone's or another client's firmware does it. The shell owns the port and
/// the content; it checks the sender's port itself, because only it knows addresses (RFC 1350 §4).
/// </summary>
public readonly record struct TftpFetch
{
    private TftpFetchHabits Habits { get; init; }

    private int Sends { get; init; }

    private int Round { get; init; }

    private int BlockSize { get; init; }

    private int WindowSize { get; init; }

    private long AcknowledgedBlock { get; init; }

    private bool OptionsTaken { get; init; }

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
            Deadline = now + habits.Repeat,
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
            // A repeat or a gap: say once more what we have, so that the server goes on from there. A block that is
            // ahead of a gap inside a window is not kept (RFC 7440 §4).
            if (ReceivedBlock == 0 && !OptionsTaken) return this;
            effect = new TftpFetchEffect(TftpFetchAction.Acknowledge, WireBlock(ReceivedBlock));
            return Heard(now) with { AcknowledgedBlock = ReceivedBlock };
        }

        TftpFetch next = Heard(now) with { ReceivedBlock = ReceivedBlock + 1 };
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
        return later with { Sends = 1, Round = Round + 1 };
    }

    private TftpFetch Heard(TimeSpan now) =>
        this with { ServerHasAnswered = true, Sends = 0, Deadline = now + Habits.Repeat };

    private TftpFetch Over(TftpFetchEnding ending, out TftpFetchEffect effect)
    {
        effect = new TftpFetchEffect(TftpFetchAction.End);
        return this with { Ending = ending };
    }
}
