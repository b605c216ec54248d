using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace Ringback.Datagrams.Portable;

/// <summary>
/// What sockets can see, where frames are not to be had: DHCP, which goes to everybody, and what is sent by UDP to this
/// very computer. Each datagram is handed over as an IPv4 packet, so that whoever reads need not know the difference.
/// </summary>
internal sealed class SocketTap : IFrameTap
{
    private const int RawIp = 101;
    private const int HeadersLength = 28;

    // DHCP's server, TFTP, SIP, MGCP, syslog.
    private static readonly int[] Ports = [67, 69, 5060, 2427, 514];

    private readonly List<Socket> _sockets;
    private readonly Socket _wake;
    private bool _closed;

    private SocketTap(List<Socket> sockets, Socket wake)
    {
        _sockets = sockets;
        _wake = wake;
        Blind = "Only DHCP and what phones send to this very computer by UDP can be seen. CDP and LLDP, by which "
            + "phones name themselves, and ARP, by which they look for their router, cannot.";
    }

    public int LinkType => RawIp;

    public string Blind { get; }

    public long Lost => 0;

    internal static bool TryOpen([NotNullWhen(true)] out IFrameTap? tap, out string whyNot)
    {
        tap = null;
        whyNot = "No port at which phones speak could be opened.";
        List<Socket> sockets = [];
        foreach (int port in Ports)
        {
            Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Any, port));
                sockets.Add(socket);
            }
            catch (SocketException e)
            {
                // A server has it, or it takes rights; what is left is heard.
                whyNot = $"No port at which phones speak could be opened: {e.Message.TrimEnd('.')}.";
                socket.Dispose();
            }
        }

        if (sockets.Count == 0) return false;
        Socket wake = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        wake.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        tap = new SocketTap(sockets, wake);
        return true;
    }

    public int Receive(Span<byte> frame, TimeSpan longest)
    {
        if (_closed || frame.Length < HeadersLength) return 0;
        List<Socket> ready = [.. _sockets, _wake];
        int microseconds = longest < TimeSpan.Zero ? -1 : (int)Math.Min(longest.TotalMicroseconds, int.MaxValue);
        try
        {
            Socket.Select(ready, null, null, microseconds);
        }
        catch (ObjectDisposedException)
        {
            return 0;
        }

        foreach (Socket socket in ready)
        {
            EndPoint from = new IPEndPoint(IPAddress.Any, 0);
            int length;
            try
            {
                length = socket.ReceiveFrom(frame[HeadersLength..], SocketFlags.None, ref from);
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.MessageSize or SocketError.ConnectionReset)
            {
                continue;
            }

            if (socket == _wake) return 0;
            return Head(frame, (IPEndPoint)from, ((IPEndPoint)socket.LocalEndPoint!).Port, length);
        }

        return 0;
    }

    public void Wake()
    {
        try
        {
            if (!_closed) _wake.SendTo([0], _wake.LocalEndPoint!);
        }
        catch (Exception e) when (e is ObjectDisposedException or SocketException)
        {
            // It was closed meanwhile, or this computer's own network is off: then the wait ends by its time.
        }
    }

    public void Dispose()
    {
        if (_closed) return;
        _closed = true;
        foreach (Socket socket in _sockets) socket.Dispose();
        _wake.Dispose();
    }

    /// <summary>
    /// The headers of IPv4 and UDP, without checksums, which captured packets need not have. To whom it was sent is not
    /// known: to this computer, or to everybody.
    /// </summary>
    private static int Head(Span<byte> frame, IPEndPoint from, int port, int length)
    {
        const byte version4 = 0x45, udp = 17;
        frame[..HeadersLength].Clear();
        frame[0] = version4;
        BinaryPrimitives.WriteUInt16BigEndian(frame[2..], (ushort)(HeadersLength + length));
        frame[9] = udp;
        from.Address.TryWriteBytes(frame[12..], out _);
        frame.Slice(16, 4).Fill(0xff);
        BinaryPrimitives.WriteUInt16BigEndian(frame[20..], (ushort)from.Port);
        BinaryPrimitives.WriteUInt16BigEndian(frame[22..], (ushort)port);
        BinaryPrimitives.WriteUInt16BigEndian(frame[24..], (ushort)(8 + length));
        return HeadersLength + length;
    }
}
