using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Ringback.Datagrams;

namespace Ringback.Workbench.Tftp;

/// <summary>The transfer ports of one loop, opened when the first request to a local address needs one.</summary>
internal sealed partial class TftpDoors(TftpServerOptions options, IDatagramPoller poller, ILogger logger) : IDisposable
{
    /// <summary>Tokens below this one are request ports.</summary>
    internal const int FirstToken = 1000;

    // A client port that begins again while its old transfer lingers needs one more each time; a phone needs two.
    private const int MostInLane = 4;

    // Ports of finished transfers that stay open for late packets, in the mode with a port for each.
    private const int MostClosing = 256;

    private static readonly TimeSpan ClosesAfter = TimeSpan.FromSeconds(3);

    private readonly Dictionary<(PeerAddress Local, TftpLane Lane), List<TftpDoor>> _lanes = [];
    private readonly Dictionary<int, TftpDoor> _byToken = [];
    private readonly Queue<(TftpDoor Door, TimeSpan At)> _closing = new();
    private readonly Dictionary<int, TftpDoor> _requestDoors = [];
    private int _nextToken = FirstToken;
    private int _nextPort;

    internal int Count => _byToken.Count;

    public void Dispose()
    {
        foreach (TftpDoor door in _byToken.Values) door.Dispose();
    }

    /// <summary>The door with that token; null when it has been closed since.</summary>
    internal TftpDoor? Of(int token) => _byToken.GetValueOrDefault(token);

    /// <summary>The door that a request port is in single-port mode.</summary>
    internal TftpDoor OfRequests(IDatagramPort port, int token)
    {
        if (_requestDoors.TryGetValue(token, out TftpDoor? door)) return door;
        IPAddress bound = port.LocalEndPoint.Address;
        door = new TftpDoor(port, PeerAddress.From(bound), TftpLane.Small, token)
        {
            IsBoundToAny = options.Stack.ChoosesSource
                && (bound.Equals(IPAddress.Any) || bound.Equals(IPAddress.IPv6Any)),
        };
        _requestDoors[token] = door;
        return door;
    }

    /// <summary>
    /// A door for a transfer from a local address to a peer; null when there can be none, and silence is right. A
    /// client port with an unfinished transfer takes the next door, so that late packets of the old transfer cannot
    /// be mistaken for the new one's.
    /// </summary>
    internal TftpDoor? For(in PeerAddress local, in PeerAddress peer, TftpLane lane, TimeSpan now)
    {
        if (options.Ports == TftpPortMode.PerTransfer) return Open(local, lane);
        if (!_lanes.TryGetValue((local, lane), out List<TftpDoor>? doors)) _lanes[(local, lane)] = doors = [];
        foreach (TftpDoor door in doors)
        {
            if (door.IsFreeFor(peer, now)) return door;
        }

        if (doors.Count < MostInLane && Open(local, lane) is { } opened)
        {
            doors.Add(opened);
            return opened;
        }

        // A client that reads many files from one port, one after the other, as tftp-hpa does: everything before has
        // arrived, so all that can still come is the echo of a last acknowledgement.
        foreach (TftpDoor door in doors)
        {
            if (!door.Sessions.ContainsKey(peer) && door.Farewells.Of(peer, now) == TftpFarewell.Complete) return door;
        }

        return null;
    }

    /// <summary>
    /// True when a client port has broken off so many transfers lately that no door is left for it: to decide what it
    /// would get is of no use then.
    /// </summary>
    internal bool IsExhaustedFor(in PeerAddress local, in PeerAddress peer, TimeSpan now) =>
        IsExhausted(local, TftpLane.Small, peer, now) || IsExhausted(local, TftpLane.Large, peer, now);

    private bool IsExhausted(in PeerAddress local, TftpLane lane, in PeerAddress peer, TimeSpan now)
    {
        // Few ports ever open so many doors.
        if (!_lanes.TryGetValue((local, lane), out List<TftpDoor>? doors) || doors.Count < MostInLane) return false;
        foreach (TftpDoor door in doors)
        {
            if (!door.Sessions.ContainsKey(peer) && door.Farewells.Of(peer, now) != TftpFarewell.Broken) return false;
        }

        return true;
    }

    /// <summary>A transfer is over; in the mode with a port for each, its port closes a little later.</summary>
    internal void Finished(TftpDoor door, TimeSpan now)
    {
        if (options.Ports != TftpPortMode.PerTransfer || door.Token < FirstToken) return;
        _closing.Enqueue((door, now + ClosesAfter));
        while (_closing.TryPeek(out (TftpDoor Door, TimeSpan At) oldest)
            && (oldest.At <= now || _closing.Count > MostClosing))
        {
            _closing.Dequeue();
            _byToken.Remove(oldest.Door.Token);
            poller.Remove(oldest.Door.Port);
            oldest.Door.Dispose();
        }
    }

    private TftpDoor? Open(in PeerAddress local, TftpLane lane)
    {
        if (TryOpenPort(local) is not { } port) return null;
        TftpDoor door = new(port, local, lane, _nextToken++);
        _byToken[door.Token] = door;
        poller.Add(port, door.Token);
        return door;
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

        LogNoDoor(address, error);
        return null;
    }

    [LoggerMessage(LogLevel.Warning, "TFTP: no transfer port could be opened on {Local} ({Error})")]
    private partial void LogNoDoor(IPAddress local, SocketError error);
}
