using Ringback.Datagrams;

namespace Ringback.Simulation.Storms;

/// <summary>How far a phone is with its file.</summary>
internal enum StormStage : byte
{
    /// <summary>It wants nothing.</summary>
    Idle,

    /// <summary>It has asked, and nobody has answered.</summary>
    Asking,

    /// <summary>The server has answered.</summary>
    Fetching,

    /// <summary>The file is here whole. Repeats of its last block are acknowledged again (RFC 1350 §6).</summary>
    Whole,
}

/// <summary>What follows from a packet or from silence.</summary>
[Flags]
internal enum StormMove : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The payload is the next piece of the file.</summary>
    Keep = 1,

    /// <summary>Acknowledge what is here.</summary>
    Acknowledge = 2,

    /// <summary>The acknowledgement says what an earlier one said.</summary>
    Again = 4,

    /// <summary>It is over: the file is whole, or the phone gives up.</summary>
    End = 8,

    /// <summary>Send the request again.</summary>
    Ask = 16,
}

/// <summary>
/// One phone of a storm: the reading half of TFTP, small enough for thousands in an array. Follows the same rules as
/// <see cref="Wire.Tftp.TftpFetch"/> but for windows, where a gap is told once and not for every block behind it, and
/// keeps no history. Times are microseconds since the storm began.
/// </summary>
internal struct StormPhone
{
    /// <summary>The server's port of this transfer: the first answer decides (RFC 1350 §4).</summary>
    internal PeerAddress Server;

    /// <summary>When the request was first sent.</summary>
    internal long Began;

    /// <summary>When silence has lasted too long.</summary>
    internal long Deadline;

    /// <summary>The highest block received in order, absolute.</summary>
    internal long Received;

    /// <summary>The length that the server announced; -1 when it did not.</summary>
    internal long Announced;

    /// <summary>Bytes of each block but the last.</summary>
    internal int BlockSize;

    /// <summary>Files asked for so far, this one included.</summary>
    internal int Files;

    /// <summary>How far it is.</summary>
    internal StormStage Stage;

    /// <summary>True when the file is one that must be missing.</summary>
    internal bool WantsMissing;

    /// <summary>True when a block was not what it should be.</summary>
    internal bool IsWrong;

    /// <summary>True while an acknowledgement waits for its time.</summary>
    internal bool OwesAcknowledgement;

    private long _acknowledged;
    private int _windowSize;
    private int _sends;
    private bool _toldGap;
    private bool _hasOptions;

    /// <summary>True while it waits for the server.</summary>
    internal readonly bool IsUnderWay => Stage is StormStage.Asking or StormStage.Fetching;

    /// <summary>Starts with the next file; send the request.</summary>
    internal void Begin(bool missing, long now, long repeatAfter)
    {
        this = new StormPhone
        {
            Stage = StormStage.Asking,
            WantsMissing = missing,
            Files = Files + 1,
            Began = now,
            Deadline = now + repeatAfter,
            Announced = -1,
            BlockSize = 512,
            _windowSize = 1,
            _sends = 1,
        };
    }

    /// <summary>The server takes the options, as these terms say.</summary>
    internal StormMove TakeOptions(in StormTerms terms, long now, long repeatAfter)
    {
        if (Stage == StormStage.Whole || Received > 0) return StormMove.None;
        bool again = _hasOptions;
        _hasOptions = true;
        BlockSize = terms.BlockSize;
        _windowSize = terms.WindowSize;
        Announced = terms.Length;
        Progress(now, repeatAfter);
        return again ? StormMove.Acknowledge | StormMove.Again : StormMove.Acknowledge;
    }

    /// <summary>A block of <paramref name="length"/> bytes came from the server.</summary>
    internal StormMove TakeData(ushort wireBlock, int length, long now, long repeatAfter)
    {
        if (wireBlock != (ushort)(Received + 1) || Stage == StormStage.Whole)
            return TakeOther(wireBlock, now, repeatAfter);
        Progress(now, repeatAfter);
        Received++;
        _toldGap = false;
        if (length < BlockSize)
        {
            Stage = StormStage.Whole;
            _acknowledged = Received;
            return StormMove.Keep | StormMove.Acknowledge | StormMove.End;
        }

        if (Received - _acknowledged < _windowSize) return StormMove.Keep;
        _acknowledged = Received;
        return StormMove.Keep | StormMove.Acknowledge;
    }

    /// <summary>The time has come to <paramref name="now"/>.</summary>
    internal StormMove Elapsed(long now, long repeatAfter, int tries)
    {
        if (now < Deadline) return StormMove.None;
        if (_sends >= tries) return StormMove.End;
        _sends++;
        Deadline = now + repeatAfter;
        if (Stage == StormStage.Asking) return StormMove.Ask;
        _acknowledged = Received;
        return StormMove.Acknowledge | StormMove.Again;
    }

    // Silence is counted from the last packet, but only progress makes the tries start anew: a server that repeats
    // the same block for ever does not hold a phone for ever.
    private void Progress(long now, long repeatAfter)
    {
        Stage = StormStage.Fetching;
        Deadline = now + repeatAfter;
        _sends = 1;
    }

    private StormMove TakeOther(ushort wireBlock, long now, long repeatAfter)
    {
        if (Received == 0 && !_hasOptions) return StormMove.None;
        Deadline = now + repeatAfter;
        int ahead = (ushort)(wireBlock - (ushort)Received);
        // An older one was doubled by the network: that the server is past it is certain, since a later one is here.
        if (ahead > _windowSize || (ahead > 0 && (_toldGap || Stage == StormStage.Whole))) return StormMove.None;
        // The last one again: our acknowledgement was lost. Or one behind a gap in a window: say what we have, so that
        // the server goes back to there, once (RFC 7440 §4).
        _toldGap = ahead > 0;
        _acknowledged = Received;
        return StormMove.Acknowledge | StormMove.Again;
    }
}
