using Microsoft.Extensions.Logging;
using Ringback.Datagrams;

namespace Ringback.Workbench.Tftp;

/// <summary>
/// Counts the requests that got silence, and says so in the log: the first of a kind at once, then at most every ten
/// seconds how many more there were. A flood must not become a flood of lines. For the loop's thread.
/// </summary>
internal sealed partial class TftpShedCount(TftpMetrics metrics, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);

    private readonly int[] _untold = new int[Enum.GetValues<TftpShed>().Length];
    private readonly long?[] _toldAt = new long?[Enum.GetValues<TftpShed>().Length];

    internal void Add(TftpShed why, in PeerAddress peer)
    {
        metrics.Shed(why);
        int kind = (int)why;
        _untold[kind]++;
        if (_toldAt[kind] is { } at && time.GetElapsedTime(at) < BetweenLines) return;
        // A broadcast is somebody's habit and a stranger's question nobody's fault; a limit is worth a look.
        LogLevel level = why is TftpShed.ToMany ? LogLevel.Debug : LogLevel.Warning;
        string words = Words(why);
        LogShed(level, _untold[kind], peer, words);
        _untold[kind] = 0;
        _toldAt[kind] = time.GetTimestamp();
    }

    private static string Words(TftpShed why) => why switch
    {
        TftpShed.ToMany => "it came to a broadcast or multicast address",
        TftpShed.ForeignNetwork => "its network is not served; --allow NETWORK lets it in",
        TftpShed.AddressTooFast => "that address asks too often in a second",
        TftpShed.Restless => "its port asks for something new before it has got what it asked for",
        TftpShed.AllTooFast => "too many requests in a second",
        TftpShed.AddressTooMany => "that address has as many transfers as it may",
        TftpShed.AddressUnanswered => "that address has as many transfers without an answer as it may",
        TftpShed.MadePlace => "it never came, and another one needed its place",
        TftpShed.AllTooMany => "as many transfers are running as may",
        TftpShed.Undecided => "too many requests wait for an answer",
        TftpShed.NoPort => "no transfer port is left for it",
        TftpShed.UploadsTooLarge => "the uploads that are under way fill their memory",
        _ => "of a limit",
    };

    [LoggerMessage("TFTP: {Count} requests got no answer, the last one from {Peer}, because {Why}")]
    private partial void LogShed(LogLevel level, int count, PeerAddress peer, string why);
}
