using System.Net;
using System.Net.Sockets;

namespace Ringback.Bench.Servers.Servers;

/// <summary>Finds out whether a server answers, by fetching a file of one block as any client would.</summary>
internal static class ReadyProbe
{
    private const int MillisecondsForAnAnswer = 100;

    /// <summary>Asks once.</summary>
    /// <returns>True when the file came.</returns>
    internal static bool Answers(IPEndPoint server)
    {
        byte[] request = [0, 1, .. "ready"u8, 0, .. "octet"u8, 0];
        byte[] answer = new byte[1024];
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.ReceiveTimeout = MillisecondsForAnAnswer;
        EndPoint from = new IPEndPoint(IPAddress.Any, 0);
        try
        {
            socket.SendTo(request, server);
            int length = socket.ReceiveFrom(answer, ref from);
            if (length < 4 || answer[1] != 3) return false;
            // Without it the server would send the block again in the middle of what is measured.
            socket.SendTo([0, 4, 0, 1], from);
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.TimedOut or SocketError.WouldBlock
            or SocketError.ConnectionRefused)
        {
            return false;
        }
    }
}
