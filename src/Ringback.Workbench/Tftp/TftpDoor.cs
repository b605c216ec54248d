using System.Net;
using System.Net.Sockets;

namespace Ringback.Workbench.Tftp;

/// <summary>
/// A transfer socket: its port is the server's transfer id (RFC 1350 §4), different from the request port, shared by
/// all transfers that leave from one local address. A session is found by the client's address and port.
/// </summary>
internal sealed class TftpDoor : IDisposable
{
    internal TftpDoor(IPAddress local, int receiveBufferBytes)
    {
        Local = local;
        Socket = TftpSockets.Open(new IPEndPoint(local, 0), receiveBufferBytes);
    }

    internal IPAddress Local { get; }

    internal Socket Socket { get; }

    internal Dictionary<SocketAddress, TftpSession> Sessions { get; } = [];

    public void Dispose() => Socket.Dispose();
}

/// <summary>How the server's sockets are opened on each platform.</summary>
internal static class TftpSockets
{
    // Without it, an ICMP "port unreachable" for one phone makes the next receive on a shared socket fail on Windows.
    private const int SioUdpConnectionReset = -1744830452;

    internal static Socket Open(IPEndPoint endPoint, int receiveBufferBytes)
    {
        Socket socket = new(endPoint.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
        try
        {
            if (endPoint.AddressFamily == AddressFamily.InterNetworkV6) socket.DualMode = false;
            if (OperatingSystem.IsWindows()) socket.IOControl(SioUdpConnectionReset, [0, 0, 0, 0], null);
            socket.ReceiveBufferSize = receiveBufferBytes;
            SocketOptionLevel level = endPoint.AddressFamily == AddressFamily.InterNetworkV6
                ? SocketOptionLevel.IPv6
                : SocketOptionLevel.IP;
            socket.SetSocketOption(level, SocketOptionName.PacketInformation, true);
            socket.Bind(endPoint);
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }
}
