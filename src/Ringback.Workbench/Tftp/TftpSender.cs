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

    /// <summary>Sends one block; false when the content is no longer as long as it was at the start.</summary>
    internal bool SendBlock(TftpSession session, long block)
    {
        int blockSize = session.Delivery.Terms.BlockSize;
        long offset = (block - 1) * blockSize;
        int wanted = (int)Math.Min(blockSize, session.Delivery.Length - offset);
        int header = TftpWriter.WriteDataHeader(_buffer, (ushort)block);
        if (ReadWhole(session.Serve.Content, offset, _buffer.AsSpan(header, wanted)) < wanted) return false;
        Send(session.Door.Socket, session.Peer, header + wanted);
        return true;
    }

    private int ReadWhole(ITftpContent content, long offset, Span<byte> buffer)
    {
        try
        {
            return content.Read(offset, buffer);
        }
        catch (IOException e)
        {
            LogNotRead(e.Message);
            return 0;
        }
    }

    internal void SendError(Socket socket, SocketAddress peer, TftpErrorCode code, string message) =>
        Send(socket, peer, TftpWriter.WriteError(_buffer, code, message));

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

    [LoggerMessage(LogLevel.Warning, "TFTP: a file could not be read any more: {Reason}")]
    private partial void LogNotRead(string reason);

    [LoggerMessage(LogLevel.Debug, "TFTP: a packet of {Length} bytes could not be sent ({Error}); it counts as lost")]
    private partial void LogNotSent(int length, SocketError error);
}
