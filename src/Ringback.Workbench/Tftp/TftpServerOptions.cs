using System.Net;
using Ringback.Wire.Tftp;

namespace Ringback.Workbench.Tftp;

/// <summary>How the TFTP server works.</summary>
public sealed record TftpServerOptions
{
    /// <summary>Where to listen; port 0 takes any free one.</summary>
    public required IReadOnlyList<IPEndPoint> Listen { get; init; }

    /// <summary>Retransmission.</summary>
    public TftpTiming Timing { get; init; } = new();

    /// <summary>What options may ask for.</summary>
    public TftpLimits Limits { get; init; } = new();

    /// <summary>
    /// Transfers at a time. A request beyond it is left unanswered: a phone asks again after 4 s, while an ERROR
    /// would send it away. 4096 is far more than one bench holds and keeps memory bounded.
    /// </summary>
    public int MaximumTransfers { get; init; } = 4096;

    /// <summary>
    /// Bytes of the kernel's receive queue: with its default some 270 small datagrams fit, and a shelf of phones that
    /// gets its power back at once sends more.
    /// </summary>
    public int ReceiveBufferBytes { get; init; } = 4 * 1024 * 1024;
}
