using System.Buffers.Binary;
using System.Net.Sockets;

namespace Ringback.Workbench.Http;

/// <summary>Whether what was written to a TCP connection has arrived. TCP tells no program so by itself.</summary>
internal static class SentBytes
{
    // IPPROTO_TCP and TCP_INFO of Linux's netinet/tcp.h, and where in struct tcp_info the two figures stand.
    private const int TcpLevel = 6, TcpInfo = 11;
    private const int Unacknowledged = 24, NotSent = 144, LongEnough = 148;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(5);

    /// <summary>
    /// Waits until the other side has acknowledged everything that the kernel was given.
    /// </summary>
    /// <param name="socket">The connection.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancel">Ends the wait: the connection is gone.</param>
    /// <returns>True when it has; false when it has not, or when this system does not say.</returns>
    internal static async Task<bool> HaveArrivedAsync(
        Socket socket, TimeSpan patience, TimeProvider time, CancellationToken cancel)
    {
        long began = time.GetTimestamp();
        while (true)
        {
            if (Outstanding(socket) is not { } left) return false;
            if (left == 0) return true;
            if (cancel.IsCancellationRequested || time.GetElapsedTime(began) >= patience) return false;
            await Task.Delay(LookEvery, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static long? Outstanding(Socket socket)
    {
        if (!OperatingSystem.IsLinux()) return null;
        byte[] info = new byte[256];
        try
        {
            if (socket.GetRawSocketOption(TcpLevel, TcpInfo, info) < LongEnough) return null;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The connection broke: nobody will ever say what arrived.
            return null;
        }

        uint unacknowledged = BinaryPrimitives.ReadUInt32LittleEndian(info.AsSpan(Unacknowledged));
        return (long)unacknowledged + BinaryPrimitives.ReadUInt32LittleEndian(info.AsSpan(NotSent));
    }
}
