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
public sealed record TftpServe(ITftpContent Content, string Name) : TftpVerdict;

/// <summary>Answer with an error, at once.</summary>
/// <param name="Code">The code.</param>
/// <param name="Message">Words for the client's display.</param>
public sealed record TftpDeny(TftpErrorCode Code, string Message) : TftpVerdict;

/// <summary>A transfer's result.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Ending">How it ended; <see cref="TftpEnding.None"/> when we ended it.</param>
/// <param name="Replaced">True when the phone asked anew before it was done.</param>
/// <param name="Bytes">Bytes acknowledged.</param>
/// <param name="Length">Bytes of the whole.</param>
/// <param name="Blocks">Blocks of the whole.</param>
/// <param name="Retransmissions">Packets sent again.</param>
/// <param name="Duration">From request to end.</param>
/// <param name="PeerMessage">What the phone said in its ERROR; null when it sent none.</param>
public sealed record TftpReport(
    string Name, TftpEnding Ending, bool Replaced, long Bytes, long Length, long Blocks, int Retransmissions,
    TimeSpan Duration, string? PeerMessage);

/// <summary>
/// The whole policy of the TFTP server: what a request gets, and who is told how it went. Called on the server's own
/// thread, one call at a time; must not block.
/// </summary>
public interface ITftpPolicy
{
    /// <summary>A read request came.</summary>
    TftpVerdict Asked(TftpAsk ask);

    /// <summary>
    /// True when this request says that its sender was restarted, so that whatever it had under way is over.
    /// </summary>
    bool IsFirstAfterRestart(TftpAsk ask);

    /// <summary>Another tenth of a large file has arrived.</summary>
    void Moved(TftpAsk ask, string name, long bytes, long length);

    /// <summary>A transfer ended.</summary>
    void Ended(TftpAsk ask, TftpReport report);
}
