using Ringback.Datagrams;

namespace Ringback.Workbench.Tftp;

/// <summary>What a transfer port is for: what is small goes first, so the two do not share a queue.</summary>
internal enum TftpLane
{
    /// <summary>Configuration files, and errors.</summary>
    Small,

    /// <summary>Images.</summary>
    Large,
}

/// <summary>
/// A transfer port: its number is the server's transfer id (RFC 1350 §4). A session is found by the client's address
/// and port.
/// </summary>
internal sealed class TftpTransferPort(IDatagramPort port, PeerAddress local, TftpLane lane, int token) : IDisposable
{
    internal IDatagramPort Port { get; } = port;

    /// <summary>The address of ours that it answers for.</summary>
    internal PeerAddress Local { get; } = local;

    internal TftpLane Lane { get; } = lane;

    /// <summary>Its name at the poller.</summary>
    internal int Token { get; } = token;

    /// <summary>The address that answers must be told to leave from; none when the port is bound to it.</summary>
    internal PeerAddress Source(in PeerAddress asked) => IsBoundToAny ? asked : default;

    /// <summary>True for a request port on all addresses, which single-port mode answers from.</summary>
    internal bool IsBoundToAny { get; init; }

    internal Dictionary<PeerAddress, TftpSession> Sessions { get; } = [];

    /// <summary>Peers whose transfers here are over.</summary>
    internal TftpFarewells Farewells { get; } = new();

    /// <summary>
    /// True when a transfer with this peer can begin here and no packet be mistaken for another one's.
    /// </summary>
    internal bool IsFreeFor(in PeerAddress peer, TimeSpan now) =>
        !Sessions.ContainsKey(peer) && Farewells.Of(peer, now) == TftpFarewell.None;

    public void Dispose() => Port.Dispose();
}

/// <summary>How the last transfer with a peer ended, while it matters.</summary>
internal enum TftpFarewell
{
    /// <summary>There was none, or it is long ago.</summary>
    None,

    /// <summary>Everything had arrived: only an echo can still come.</summary>
    Complete,

    /// <summary>It broke off: anything may still come.</summary>
    Broken,
}

/// <summary>
/// Transfers that are over are remembered for a while, so that late packets of them are met with silence and not with
/// an error, and are not taken for a new transfer's. Bounded: what is forgotten early costs an ERROR 5 to a port that
/// is closed already.
/// </summary>
internal sealed class TftpFarewells
{
    private const int Most = 8192;

    private static readonly TimeSpan Lasting = TimeSpan.FromSeconds(3);

    private readonly Dictionary<PeerAddress, (TimeSpan Until, TftpFarewell Kind)> _known = [];
    private readonly Queue<(PeerAddress Peer, TimeSpan Until)> _order = new();

    internal TftpFarewell Of(in PeerAddress peer, TimeSpan now) =>
        _known.TryGetValue(peer, out (TimeSpan Until, TftpFarewell Kind) known) && known.Until > now
            ? known.Kind
            : TftpFarewell.None;

    internal void Add(in PeerAddress peer, TftpFarewell kind, TimeSpan now)
    {
        while (_order.TryPeek(out (PeerAddress Peer, TimeSpan Until) oldest)
            && (oldest.Until <= now || _order.Count >= Most))
        {
            _order.Dequeue();
            if (_known.TryGetValue(oldest.Peer, out (TimeSpan Until, TftpFarewell Kind) known)
                && known.Until == oldest.Until)
            {
                _known.Remove(oldest.Peer);
            }
        }

        TimeSpan until = now + Lasting;
        _known[peer] = (until, kind);
        _order.Enqueue((peer, until));
    }

    internal void Remove(in PeerAddress peer) => _known.Remove(peer);
}
