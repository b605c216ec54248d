using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Ringback.Workbench.Http;

/// <summary>
/// Whether what is written to a TCP connection arrives. TCP tells no program so by itself, and Linux tells who asks
/// (<c>TCP_INFO</c>, <c>SIOCOUTQ</c>). The connection is held by a number of our own: who has a whole file may hang up
/// at once, the server then lets its socket go, and the kernel still says what was acknowledged.
/// </summary>
internal sealed partial class SentBytes : IDisposable
{
    // fcntl.h, sockios.h and netinet/tcp.h of Linux, and where in struct tcp_info the acknowledged bytes stand.
    private const int DuplicateClosedInChildren = 1030;
    private const nuint UnacknowledgedBytes = 0x5411;
    private const int TcpLevel = 6, TcpInfo = 11, Acknowledged = 120, LongEnough = 128;
    private const byte Closed = 7;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(5);

    /// <summary>How long the kernel of who has hung up may take to acknowledge what is left.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    // Not the handle that sockets have: that one resets a connection when it is disposed of by itself.
    private readonly SafeFileHandle _held;
    private readonly ulong _before;

    private SentBytes(SafeFileHandle held, ulong before)
    {
        _held = held;
        _before = before;
    }

    /// <summary>Begins to watch a connection, before anything is written.</summary>
    /// <returns>The watch; null where this system does not say what arrives.</returns>
    internal static SentBytes? Watch(Socket? socket)
    {
        if (socket is null || !OperatingSystem.IsLinux()) return null;
        SafeFileHandle held;
        try
        {
            held = new SafeFileHandle(Control(socket.SafeHandle, DuplicateClosedInChildren, 0), ownsHandle: true);
        }
        catch (ObjectDisposedException)
        {
            return null;
        }

        if (!held.IsInvalid && Look(held) is { } now) return new SentBytes(held, now.Acknowledged);
        held.Dispose();
        return null;
    }

    /// <summary>Waits until the other side has acknowledged all that was written.</summary>
    /// <param name="bytes">How many were written at least, headers not counted.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="time">The clock.</param>
    /// <param name="gone">The server has let the connection go.</param>
    /// <returns>True when it has.</returns>
    internal async Task<bool> HaveArrivedAsync(
        long bytes, TimeSpan patience, TimeProvider time, CancellationToken gone)
    {
        long began = time.GetTimestamp();
        long? left = null;
        while (true)
        {
            if (gone.IsCancellationRequested) left ??= time.GetTimestamp();
            if (Look(_held) is not { } now) return false;
            // The server may hold back what the kernel has never seen, so an empty queue alone says nothing.
            if (now.Outstanding == 0 && now.Acknowledged - _before >= (ulong)Math.Max(bytes, 1)) return true;
            if (now.State == Closed || time.GetElapsedTime(began) >= patience) return false;
            if (left is { } since && time.GetElapsedTime(since) >= Farewell) return false;
            await Task.Delay(LookEvery, time, CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _held.Dispose();

    /// <summary>
    /// What the kernel knows. The bytes that nobody has acknowledged stay counted when a connection is reset; our own
    /// farewell (FIN) counts as one.
    /// </summary>
    private static (byte State, ulong Acknowledged, int Outstanding)? Look(SafeFileHandle socket)
    {
        Span<byte> info = stackalloc byte[256];
        int length = info.Length;
        if (GetOption(socket, TcpLevel, TcpInfo, info, ref length) != 0 || length < LongEnough) return null;
        if (Ask(socket, UnacknowledgedBytes, out int outstanding) != 0) return null;
        return (info[0], BinaryPrimitives.ReadUInt64LittleEndian(info[Acknowledged..]), outstanding);
    }

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(SafeSocketHandle socket, int command, int least);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Ask(SafeFileHandle socket, nuint request, out int value);

    [LibraryImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    private static partial int GetOption(
        SafeFileHandle socket, int level, int option, Span<byte> value, ref int length);
}
