using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Ringback.Workbench.Tftp;

/// <summary>The transfer sockets, opened when the first request to a local address needs one.</summary>
internal sealed partial class TftpDoors(int receiveBufferBytes, ILogger logger) : IDisposable
{
    // A client port that begins again and again while its old transfers linger needs one each; a phone needs two.
    private const int MostForOneAddress = 8;

    private readonly List<TftpDoor> _doors = [];
    private readonly Dictionary<Socket, TftpDoor> _bySocket = [];

    /// <summary>Their sockets.</summary>
    internal IEnumerable<Socket> Sockets => _doors.Select(d => d.Socket);

    public void Dispose()
    {
        foreach (TftpDoor door in _doors) door.Dispose();
    }

    /// <summary>The door with that socket; null for a request socket.</summary>
    internal TftpDoor? Of(Socket socket) => _bySocket.GetValueOrDefault(socket);

    /// <summary>
    /// A door for a transfer from a local address to a peer; null when there can be none, and silence is right. A
    /// client port with an unfinished transfer takes the next door, so that late packets of the old transfer cannot
    /// be mistaken for the new one's.
    /// </summary>
    internal TftpDoor? For(IPAddress local, SocketAddress peer)
    {
        TftpDoor? free = _doors.Find(d => d.Local.Equals(local) && !d.Sessions.ContainsKey(peer));
        if (free is not null) return free;
        if (_doors.Count(d => d.Local.Equals(local)) >= MostForOneAddress)
        {
            LogNoMoreDoors(local);
            return null;
        }

        try
        {
            TftpDoor door = new(local, receiveBufferBytes);
            _doors.Add(door);
            _bySocket[door.Socket] = door;
            return door;
        }
        catch (SocketException e)
        {
            // The request came to an address that nothing can be sent from: a broadcast.
            LogNoDoor(local, e.SocketErrorCode);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "TFTP: too many unfinished transfers from one port to {Local}; ignored")]
    private partial void LogNoMoreDoors(IPAddress local);

    [LoggerMessage(LogLevel.Debug, "TFTP: nothing can be sent from {Local} ({Error}); the request is ignored")]
    private partial void LogNoDoor(IPAddress local, SocketError error);
}
