using System.Net;
using Ringback.Datagrams;
using Ringback.Datagrams.Stacks;
using Ringback.Wire.Tftp;

namespace Ringback.Workbench.Tftp;

/// <summary>Which ports answers leave from.</summary>
public enum TftpPortMode
{
    /// <summary>
    /// From a few transfer ports of the engine's own, each shared by many transfers: RFC 1350 §4 asks only that the
    /// transfer id differs from the request port. The fastest way.
    /// </summary>
    Shared,

    /// <summary>From a port for each transfer, as most servers do.</summary>
    PerTransfer,

    /// <summary>
    /// Everything from the request port: for address translation and containers that let one port through only. It
    /// bends RFC 1350 §4, and clients take it, because the port of the first answer is all that they know.
    /// </summary>
    Single,
}

/// <summary>How the TFTP server works.</summary>
public sealed record TftpServerOptions
{
    /// <summary>Where to listen; port 0 takes any free one.</summary>
    public required IReadOnlyList<IPEndPoint> Listen { get; init; }

    /// <summary>Which ports answers leave from.</summary>
    public TftpPortMode Ports { get; init; } = TftpPortMode.Shared;

    /// <summary>The ports that transfers may use, for a firewall; null for any that the system gives.</summary>
    public TftpPortRange? TransferPorts { get; init; }

    /// <summary>How datagrams are moved; the fastest way here unless told otherwise.</summary>
    public IDatagramStack Stack { get; init; } = DatagramStacks.Best;

    /// <summary>
    /// Event loops, each with a thread and transfer ports of its own. Half the cores: the other half has the kernel's
    /// receiving side, the journal and the other servers to carry. More than four gain nothing on a cable.
    /// </summary>
    public int Loops { get; init; } = Math.Clamp(Environment.ProcessorCount / 2, 1, 4);

    /// <summary>
    /// How long a loop looks again before it sleeps, while few transfers are running and their answers come faster
    /// than that; zero never does. To be woken on another core costs about 50 µs.
    /// </summary>
    public TimeSpan LongestSpin { get; init; } = TimeSpan.FromMicroseconds(50);

    /// <summary>Retransmission.</summary>
    public TftpTiming Timing { get; init; } = new();

    /// <summary>What options may ask for.</summary>
    public TftpLimits Terms { get; init; } = new();

    /// <summary>How much at a time.</summary>
    public TftpQuotas Quotas { get; init; } = new();

    /// <summary>
    /// True when files are taken as well: the receive memory then holds whole blocks of the largest size, and not only
    /// acknowledgements.
    /// </summary>
    public bool TakesUploads { get; init; }

    /// <summary>
    /// The networks that are served; null for those that this machine is attached to. What comes from elsewhere gets
    /// silence.
    /// </summary>
    public IReadOnlyList<IPNetwork>? Networks { get; init; }

    /// <summary>
    /// Bytes of the kernel's receive queue: with its default some 270 small datagrams fit, and a shelf of phones that
    /// gets its power back at once sends more.
    /// </summary>
    public int ReceiveBufferBytes { get; init; } = 4 * 1024 * 1024;
}

/// <summary>Ports from one to another, both included.</summary>
/// <param name="First">The lowest.</param>
/// <param name="Last">The highest.</param>
public sealed record TftpPortRange(int First, int Last);

/// <summary>
/// How much the server does at a time. What goes beyond is left unanswered under the name of its limit, in the log and
/// in the metrics: a phone asks again after 4 s, while an ERROR would send it away.
/// </summary>
public sealed record TftpQuotas
{
    /// <summary>Transfers at a time: thousands of phones after a power cut, and some 16 MiB of memory.</summary>
    public int Transfers { get; init; } = 8192;

    /// <summary>
    /// Transfers at a time to one address. A phone has two; a whole site behind address translation has one address.
    /// This machine's own addresses are not counted.
    /// </summary>
    public int TransfersOfOneAddress { get; init; } = 1024;

    /// <summary>
    /// Transfers at a time to one address that it has not answered anything to. A phone answers within milliseconds and
    /// has one; more are made up by somebody else, who must neither take the places of others nor make us send to it.
    /// This machine's own addresses are not counted.
    /// </summary>
    public int UnansweredOfOneAddress { get; init; } = 16;

    /// <summary>
    /// Requests a second from one address, with twice as many at once. A phone asks some ten in its boot. This
    /// machine's own addresses are not counted.
    /// </summary>
    public int RequestsPerSecondOfOneAddress { get; init; } = 1000;

    /// <summary>Requests a second from everybody: twice what two cores can answer.</summary>
    public int RequestsPerSecond { get; init; } = 50_000;

    /// <summary>
    /// True counts this machine's own addresses like any other. Whoever may start programs here needs no server to
    /// keep it busy, and a storm of simulated phones has one address.
    /// </summary>
    public bool CountsOwnAddresses { get; init; }

    /// <summary>
    /// Requests that wait to be decided. 5,000 phones that ask in the same moment fit; to decide as many takes a
    /// fraction of the 4 s after which they ask again.
    /// </summary>
    public int WaitingRequests { get; init; } = 8192;

    /// <summary>
    /// Images sent at full speed at a time; 0 for any number. The others get a block a second until it is their turn,
    /// which keeps a phone waiting instead of giving up.
    /// </summary>
    public int Images { get; init; }

    /// <summary>Bytes of all uploads that are under way: they are held in memory until they are whole.</summary>
    public long UploadBytes { get; init; } = 256L * 1024 * 1024;
}
