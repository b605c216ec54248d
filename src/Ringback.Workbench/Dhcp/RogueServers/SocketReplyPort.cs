using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using Ringback.Wire.Dhcp;

namespace Ringback.Workbench.Dhcp.RogueServers;

/// <summary>
/// A UDP socket at port 68, for systems without raw frames. It needs an address on the interface, and hears only what
/// is broadcast; a DHCP client of the system may share the port.
/// </summary>
internal sealed class SocketReplyPort : IReplyPort
{
    // The wait of a socket cannot be ended from outside without closing it, so it waits in pieces.
    private static readonly TimeSpan Piece = TimeSpan.FromMilliseconds(250);

    private readonly Socket _socket;
    private readonly byte[] _received = new byte[DhcpMessage.MaximumLength];
    private volatile bool _isWoken;

    private SocketReplyPort(Socket socket) => _socket = socket;

    public string Name => "UDP port 68";

    /// <summary>How many messages were not taken.</summary>
    internal int Unsent { get; private set; }

    internal static bool TryOpen(
        InquiryInterface at, [NotNullWhen(true)] out IReplyPort? port, out string whyNot)
    {
        port = null;
        whyNot = "The interface has no address, so nothing can be asked through UDP.";
        if (at.OwnAddresses.Count == 0) return false;
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.EnableBroadcast = true;
            // Windows receives broadcasts at a socket of one address; others only at one of none.
            IPAddress own = OperatingSystem.IsWindows() ? at.OwnAddresses[0].ToIPAddress() : IPAddress.Any;
            socket.Bind(new IPEndPoint(own, FrameReplyPort.ClientPort));
            LeaveBy(socket, at.Index);
            port = new SocketReplyPort(socket);
            whyNot = "";
            return true;
        }
        catch (SocketException e)
        {
            socket.Dispose();
            whyNot = $"UDP port 68 cannot be used: {e.Message}.";
            return false;
        }
    }

    public void Send(DhcpInquirySend sending)
    {
        Span<byte> datagram = stackalloc byte[DhcpWriter.RoomOfAnyClient];
        datagram.Clear();
        DhcpWriter.Write(datagram, sending.Message, datagram.Length, out _);
        try
        {
            _socket.SendTo(datagram, new IPEndPoint(sending.Destination.ToIPAddress(), FrameReplyPort.ServerPort));
        }
        catch (SocketException)
        {
            // As if the network had lost it; the question is sent twice anyway.
            Unsent++;
        }
    }

    public DhcpAnswer? Receive(TimeSpan longest)
    {
        EndPoint from = new IPEndPoint(IPAddress.Any, 0);
        for (TimeSpan left = longest; !_isWoken && left >= TimeSpan.Zero; left -= Piece)
        {
            TimeSpan now = left < Piece ? left : Piece;
            if (!_socket.Poll(now, SelectMode.SelectRead)) continue;
            try
            {
                int length = _socket.ReceiveFrom(_received, ref from);
                Ipv4Address source = Ipv4Address.From(((IPEndPoint)from).Address) ?? default;
                bool isReply = DhcpMessage.TryRead(_received.AsSpan(0, length), out DhcpMessage? message, out _)
                    && message.Operation == DhcpOperation.Reply;
                return isReply ? new DhcpAnswer(message!, source, default) : null;
            }
            catch (SocketException)
            {
                // An ICMP error to what was sent, or a datagram longer than any message.
                return null;
            }
        }

        _isWoken = false;
        return null;
    }

    public void Wake() => _isWoken = true;

    public void Dispose() => _socket.Dispose();

    /// <summary>
    /// A broadcast leaves by this interface and not by the one with the default route: IP_UNICAST_IF of Linux and of
    /// Windows, IP_BOUND_IF of macOS.
    /// </summary>
    private static void LeaveBy(Socket socket, int interfaceIndex)
    {
        const int ofLinux = 50, ofWindows = 31, ofMac = 25, levelIp = 0;
        byte[] value = new byte[4];
        if (OperatingSystem.IsMacOS()) BitConverter.TryWriteBytes(value, interfaceIndex);
        else BinaryPrimitives.WriteInt32BigEndian(value, interfaceIndex);
        socket.SetRawSocketOption(
            levelIp, OperatingSystem.IsWindows() ? ofWindows : OperatingSystem.IsMacOS() ? ofMac : ofLinux, value);
    }
}
