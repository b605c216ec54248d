using System.Net;
using Ringback.Wire.Tftp;

namespace Ringback.Workbench.Tftp;

/// <summary>A request as it reached us.</summary>
/// <param name="Phone">Who asks, from which port.</param>
/// <param name="Local">The address of ours that it asked, and that the answer leaves from.</param>
/// <param name="Request">What it asks.</param>
public sealed record TftpAsk(IPEndPoint Phone, IPAddress Local, TftpRequest Request);

/// <summary>What to do with a request.</summary>
public abstract record TftpVerdict;

/// <summary>Send this.</summary>
/// <param name="Content">The content.</param>
/// <param name="Name">The file's name, for the report.</param>
public sealed record TftpServe(ITftpContent Content, string Name) : TftpVerdict
{
    /// <summary>True when this phone counts its blocks from 65535 on to 1 and not to 0.</summary>
    public bool WrapsToOne { get; init; }
}

/// <summary>Take what the client writes.</summary>
/// <param name="Upload">Where it goes.</param>
/// <param name="Name">The file's name, for the report.</param>
public sealed record TftpTake(ITftpUpload Upload, string Name) : TftpVerdict;

/// <summary>Answer with an error, at once.</summary>
/// <param name="Code">The code.</param>
/// <param name="Message">Words for the client's display.</param>
public sealed record TftpDeny(TftpErrorCode Code, string Message) : TftpVerdict;

/// <summary>
/// It is decided, but the rest needs a disk: to be called on the thread that may wait for one, for the real answer.
/// </summary>
/// <param name="Rest">Gives the answer.</param>
public sealed record TftpLater(Func<TftpVerdict> Rest) : TftpVerdict;

/// <summary>
/// It is decided when this ends, and nobody waits for it: the session stays as it is, and what the client sends again
/// meanwhile changes nothing. Only for what <see cref="ITftpPolicy.Asked"/> is asked.
/// </summary>
/// <param name="Answer">The answer that comes.</param>
public sealed record TftpHeld(Task<TftpVerdict> Answer) : TftpVerdict;

/// <summary>A file that a client writes to us.</summary>
public interface ITftpUpload
{
    /// <summary>Bytes that are taken at most.</summary>
    long Limit { get; }

    /// <summary>
    /// Keeps the whole content, or nothing of it; null when all is well. Called once, on a thread that may wait for a
    /// disk. The client hears that its last block arrived only after that.
    /// </summary>
    TftpDeny? Keep(IReadOnlyList<ReadOnlyMemory<byte>> content);
}

/// <summary>
/// The whole policy of the TFTP server: what a request gets, and who is told how it went. What concerns one phone is
/// told in the order in which it happened; different phones may be spoken of on several threads at the same time.
/// </summary>
public interface ITftpPolicy
{
    /// <summary>
    /// A request came, to read or to write. Called on a thread of its own: it may think, and read a file, without
    /// keeping any transfer waiting.
    /// </summary>
    TftpVerdict Asked(TftpAsk ask);

    /// <summary>
    /// The same question on an event loop, which must not wait: decides when that needs no disk, and answers null
    /// when it does, or <see cref="TftpLater"/> when only the content does. To go to another thread and back costs more
    /// than most decisions.
    /// </summary>
    TftpVerdict? AskedOnLoop(TftpAsk ask);

    /// <summary>
    /// True when this request says that its sender was restarted, so that whatever it had under way is over. Called
    /// on an event loop, at any time: must be pure and quick.
    /// </summary>
    bool IsFirstAfterRestart(TftpRequest request);

    /// <summary>A transfer ended. May be called on an event loop: must be quick.</summary>
    void Ended(TftpAsk ask, TftpReport report);
}
