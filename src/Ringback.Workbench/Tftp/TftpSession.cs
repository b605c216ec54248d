using System.Net;
using Ringback.Wire.Tftp;

namespace Ringback.Workbench.Tftp;

/// <summary>One transfer in the shell: the pure delivery, its content, and where its packets go.</summary>
internal sealed class TftpSession(
    TftpAsk ask, TftpServe serve, TftpDoor door, SocketAddress peer, TimeSpan began, TftpDelivery delivery)
{
    internal TftpAsk Ask { get; } = ask;

    internal TftpServe Serve { get; } = serve;

    internal TftpDoor Door { get; } = door;

    internal SocketAddress Peer { get; } = peer;

    internal TimeSpan Began { get; } = began;

    internal TftpDelivery Delivery { get; set; } = delivery;

    /// <summary>Tenths of the content that were told.</summary>
    internal int TenthsTold { get; set; }

    /// <summary>An ended session stays this long, so that late packets of it are not taken for strangers.</summary>
    internal TimeSpan? LingersUntil { get; set; }

    internal TimeSpan Deadline => LingersUntil ?? Delivery.Deadline;

    /// <summary>The time at which the queue will look at this session; other entries of it are stale.</summary>
    internal TimeSpan QueuedFor { get; set; } = TimeSpan.MaxValue;
}
