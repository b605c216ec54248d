using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Ringback.Wire.Tftp;

namespace Ringback.Workbench.Tftp;

/// <summary>Puts packets together in one reused buffer and sends them. Allocates nothing for DATA.</summary>
internal sealed partial class TftpSender(ILogger logger)
{
    private readonly byte[] _buffer = new byte[65536];
    private readonly SocketAddress _from4 = new(AddressFamily.InterNetwork);
    private readonly SocketAddress _from6 = new(AddressFamily.InterNetworkV6);

    /// <summary>The reused address that a receive on this door writes to.</summary>
    internal SocketAddress From(TftpDoor door) =>
        door.Local.AddressFamily == AddressFamily.InterNetworkV6 ? _from6 : _from4;

    internal void SendOptions(TftpSession session)
    {
        int length = TftpWriter.WriteOptionAcknowledgement(_buffer, session.Delivery.Terms.Agreed);
        Send(session.Door.Socket, session.Peer, length);
    }

    internal void SendBlock(TftpSession session, long block)
    {
        int blockSize = session.Delivery.Terms.BlockSize;
        int length = TftpWriter.WriteDataHeader(_buffer, (ushort)block);
        length += session.Serve.Content.Read((block - 1) * blockSize, _buffer.AsSpan(length, blockSize));
        Send(session.Door.Socket, session.Peer, length);
    }

    internal void SendError(Socket socket, SocketAddress peer, TftpErrorCode code, string message) =>
        Send(socket, peer, TftpWriter.WriteError(_buffer, code, message));

    internal static bool IsNothingToRead(SocketException e) =>
        e.SocketErrorCode is SocketError.WouldBlock or SocketError.ConnectionReset or SocketError.MessageSize;

    private void Send(Socket socket, SocketAddress peer, int length)
    {
        try
        {
            socket.SendTo(_buffer.AsSpan(0, length), SocketFlags.None, peer);
        }
        catch (SocketException e)
        {
            // A full send queue or a route that is gone is loss, and loss is what the timers are for.
            LogNotSent(length, e.SocketErrorCode);
        }
    }

    [LoggerMessage(LogLevel.Debug, "TFTP: a packet of {Length} bytes could not be sent ({Error}); it counts as lost")]
    private partial void LogNotSent(int length, SocketError error);
}
