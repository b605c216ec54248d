using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Ringback.Datagrams;

/// <summary>How a socket is opened, the same for both ways to use it.</summary>
internal static class DatagramSockets
{
    // Without it, an ICMP "port unreachable" for one phone makes the next receive on a shared socket fail on Windows.
    private const int SioUdpConnectionReset = -1744830452;

    private const int LinuxSocketLevel = 1;
    private const int LinuxReceiveBufferForce = 33;
    private const int LinuxSendBufferForce = 32;
    private const int LinuxBindToDevice = 25;
    private const int MacIpLevel = 0;
    private const int MacBoundInterface = 25;

    internal static Socket Open(IPEndPoint endPoint, DatagramPortOptions options)
    {
        bool six = endPoint.AddressFamily == AddressFamily.InterNetworkV6;
        Socket socket = new(endPoint.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
        try
        {
            // IPv4 has sockets of its own: a mapped address would make two keys of one phone.
            if (six) socket.DualMode = false;
            if (OperatingSystem.IsWindows()) socket.IOControl(SioUdpConnectionReset, [0, 0, 0, 0], null);
            SizeBuffers(socket, options.BufferBytes);
            if (options.TellsLocalAddress)
            {
                socket.SetSocketOption(six ? SocketOptionLevel.IPv6 : SocketOptionLevel.IP,
                    SocketOptionName.PacketInformation, true);
            }

            if (options.Broadcasts) socket.EnableBroadcast = true;
            if (options.Device is { } device) BindToDevice(socket, device);
            socket.Bind(endPoint);
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Without it, what goes to 255.255.255.255 needs a default route, and leaves through that (RFC 1122 §3.3.6 leaves
    /// it open where it goes): on a bench there is none, and on a laptop it is the Wi-Fi.
    /// </summary>
    private static void BindToDevice(Socket socket, DatagramDevice device)
    {
        if (OperatingSystem.IsLinux())
            socket.SetRawSocketOption(LinuxSocketLevel, LinuxBindToDevice, Encoding.UTF8.GetBytes(device.Name + "\0"));
        else if (OperatingSystem.IsMacOS())
            socket.SetRawSocketOption(MacIpLevel, MacBoundInterface, BitConverter.GetBytes(device.Index));
    }

    private static void SizeBuffers(Socket socket, int bytes)
    {
        socket.ReceiveBufferSize = bytes;
        socket.SendBufferSize = bytes;
        if (!OperatingSystem.IsLinux() || socket.ReceiveBufferSize >= bytes) return;
        try
        {
            // Linux silently gives no more than net.core.rmem_max, which is 208 KiB on most machines. Root may have
            // more, and whoever opens port 69 is root.
            ReadOnlySpan<byte> value = BitConverter.GetBytes(bytes);
            socket.SetRawSocketOption(LinuxSocketLevel, LinuxReceiveBufferForce, value);
            socket.SetRawSocketOption(LinuxSocketLevel, LinuxSendBufferForce, value);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AccessDenied)
        {
            // Then it is what the machine allows.
        }
    }
}
