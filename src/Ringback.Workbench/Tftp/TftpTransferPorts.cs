using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Ringback.Datagrams;

namespace Ringback.Workbench.Tftp;

/// <summary>The transfer ports of one loop, opened when the first request to a local address needs one.</summary>
internal sealed partial class TftpTransferPorts(TftpServerOptions options, IDatagramPoller poller, ILogger logger)
    : IDisposable
{
    /// <summary>Tokens below this one are request ports.</summary>
    internal const int FirstToken = 1000;

    // A client port that begins again while its old transfer lingers needs one more each time; a phone needs two.
    private const int MostInLane = 4;

    // Ports of finished transfers that stay open for late packets, in the mode with a port for each.
    private const int MostClosing = 256;

    private static readonly TimeSpan ClosesAfter = TimeSpan.FromSeconds(3);

    private readonly Dictionary<(PeerAddress Local, TftpLane Lane), List<TftpTransferPort>> _lanes = [];
    private readonly Dictionary<int, TftpTransferPort> _byToken = [];
    private readonly Queue<(TftpTransferPort TransferPort, TimeSpan At)> _closing = new();
    private readonly Dictionary<int, TftpTransferPort> _requestPorts = [];
    private int _nextToken = FirstToken;
    private int _nextPort;

    internal int Count => _byToken.Count;

    public void Dispose()
    {
        foreach (TftpTransferPort port in _byToken.Values) port.Dispose();
    }

    /// <summary>The transfer port with that token; null when it has been closed since.</summary>
    internal TftpTransferPort? Of(int token) => _byToken.GetValueOrDefault(token);

    /// <summary>The transfer port that a request port is in single-port mode.</summary>
    internal TftpTransferPort OfRequests(IDatagramPort requests, int token)
    {
        if (_requestPorts.TryGetValue(token, out TftpTransferPort? port)) return port;
        IPAddress bound = requests.LocalEndPoint.Address;
        port = new TftpTransferPort(requests, PeerAddress.From(bound), TftpLane.Small, token)
        {
            IsBoundToAny = options.Stack.ChoosesSource
                && (bound.Equals(IPAddress.Any) || bound.Equals(IPAddress.IPv6Any)),
        };
        _requestPorts[token] = port;
        return port;
    }

    /// <summary>
    /// A port for a transfer from a local address to a peer; null when there can be none, and silence is right. A
    /// client port with an unfinished transfer takes the next one, so that late packets of the old transfer cannot be
    /// mistaken for the new one's.
    /// </summary>
    internal TftpTransferPort? For(in PeerAddress local, in PeerAddress peer, TftpLane lane, TimeSpan now)
    {
        if (options.Ports == TftpPortMode.PerTransfer) return Open(local, lane);
        if (!_lanes.TryGetValue((local, lane), out List<TftpTransferPort>? ports)) _lanes[(local, lane)] = ports = [];
        foreach (TftpTransferPort port in ports)
        {
            if (port.IsFreeFor(peer, now)) return port;
        }

        if (ports.Count < MostInLane && Open(local, lane) is { } opened)
        {
            ports.Add(opened);
            return opened;
        }

        // A client that reads many files from one port, one after the other, as tftp-hpa does: everything before has
        // arrived, so all that can still come is the echo of a last acknowledgement.
        foreach (TftpTransferPort port in ports)
        {
            if (!port.Sessions.ContainsKey(peer) && port.Farewells.Of(peer, now) == TftpFarewell.Complete) return port;
        }

        return null;
    }

    /// <summary>
    /// True when a client port has broken off so many transfers lately that no port of ours is left for it: to decide
    /// what it would get is of no use then.
    /// </summary>
    internal bool IsExhaustedFor(in PeerAddress local, in PeerAddress peer, TimeSpan now) =>
        IsExhausted(local, TftpLane.Small, peer, now) || IsExhausted(local, TftpLane.Large, peer, now);

    private bool IsExhausted(in PeerAddress local, TftpLane lane, in PeerAddress peer, TimeSpan now)
    {
        // Few ports ever open so many transfer ports.
        if (!_lanes.TryGetValue((local, lane), out List<TftpTransferPort>? ports) || ports.Count < MostInLane)
            return false;
        foreach (TftpTransferPort port in ports)
        {
            if (!port.Sessions.ContainsKey(peer) && port.Farewells.Of(peer, now) != TftpFarewell.Broken) return false;
        }

        return true;
    }

    /// <summary>A transfer is over; in the mode with a port for each, its port closes a little later.</summary>
    internal void Finished(TftpTransferPort port, TimeSpan now)
    {
        if (options.Ports != TftpPortMode.PerTransfer || port.Token < FirstToken) return;
        _closing.Enqueue((port, now + ClosesAfter));
        while (_closing.TryPeek(out (TftpTransferPort TransferPort, TimeSpan At) oldest)
            && (oldest.At <= now || _closing.Count > MostClosing))
        {
            _closing.Dequeue();
            _byToken.Remove(oldest.TransferPort.Token);
            poller.Remove(oldest.TransferPort.Port);
            oldest.TransferPort.Dispose();
        }
    }

    private TftpTransferPort? Open(in PeerAddress local, TftpLane lane)
    {
        if (TryOpenPort(local) is not { } opened) return null;
        TftpTransferPort port = new(opened, local, lane, _nextToken++);
        _byToken[port.Token] = port;
        poller.Add(opened, port.Token);
        return port;
    }

    private IDatagramPort? TryOpenPort(in PeerAddress local)
    {
        DatagramPortOptions how = new() { BufferBytes = options.ReceiveBufferBytes };
        IPAddress address = local.Address;
        SocketError error = SocketError.Success;
        int tries = options.TransferPorts is { } range ? range.Last - range.First + 1 : 1;
        for (int i = 0; i < tries; i++)
        {
            int number = options.TransferPorts is { } ports ? ports.First + (_nextPort++ % tries) : 0;
            try
            {
                return options.Stack.Open(new IPEndPoint(address, number), how);
            }
            catch (SocketException e)
            {
                error = e.SocketErrorCode;
                if (error != SocketError.AddressAlreadyInUse) break;
            }
        }

        LogNoTransferPort(address, error);
        return null;
    }

    [LoggerMessage(LogLevel.Warning, "TFTP: no transfer port could be opened on {Local} ({Error})")]
    private partial void LogNoTransferPort(IPAddress local, SocketError error);
}
