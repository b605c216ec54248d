using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Ringback.Workbench.Http;

/// <summary>
/// Whether what is written to a TCP connection arrives. TCP tells no program so by itself, and Linux tells who asks
/// (<c>TCP_INFO</c>). The connection is held by a number of our own: who has a whole file may hang up at once, the
/// server then lets its socket go, and the kernel still says what was acknowledged.
/// </summary>
internal sealed partial class SentBytes : IDisposable
{
    // IPPROTO_TCP and TCP_INFO of Linux's netinet/tcp.h, and where in struct tcp_info the figures stand.
    private const int TcpLevel = 6, TcpInfo = 11;
    private const int Unacknowledged = 24, Acknowledged = 120, NotSent = 144, LongEnough = 148;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(5);

    private readonly SafeSocketHandle _held;
    private readonly ulong _before;

    private SentBytes(SafeSocketHandle held, ulong before)
    {
        _held = held;
        _before = before;
    }

    /// <summary>Begins to watch a connection, before anything is written.</summary>
    /// <returns>The watch; null where this system does not say what arrives.</returns>
    internal static SentBytes? Watch(Socket? socket)
    {
        if (socket is null || !OperatingSystem.IsLinux()) return null;
        SafeSocketHandle held;
        try
        {
            held = new SafeSocketHandle(Duplicate(socket.SafeHandle), ownsHandle: true);
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
    /// <param name="cancel">Ends the wait: the connection is gone.</param>
    /// <returns>True when it has.</returns>
    internal async Task<bool> HaveArrivedAsync(
        long bytes, TimeSpan patience, TimeProvider time, CancellationToken cancel)
    {
        long began = time.GetTimestamp();
        while (true)
        {
            // The server may hold back what the kernel has never seen, so an empty queue alone says nothing.
            bool isOver = cancel.IsCancellationRequested || time.GetElapsedTime(began) >= patience;
            if (Look(_held) is not { } now) return false;
            if (now.Outstanding == 0 && now.Acknowledged - _before >= (ulong)bytes) return true;
            if (isOver) return false;
            await Task.Delay(LookEvery, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _held.Dispose();

    private static (ulong Acknowledged, long Outstanding)? Look(SafeSocketHandle socket)
    {
        Span<byte> info = stackalloc byte[256];
        int length = info.Length;
        if (GetOption(socket, TcpLevel, TcpInfo, info, ref length) != 0 || length < LongEnough) return null;
        return (BinaryPrimitives.ReadUInt64LittleEndian(info[Acknowledged..]),
            (long)BinaryPrimitives.ReadUInt32LittleEndian(info[Unacknowledged..])
                + BinaryPrimitives.ReadUInt32LittleEndian(info[NotSent..]));
    }

    [LibraryImport("libc", EntryPoint = "dup", SetLastError = true)]
    private static partial nint Duplicate(SafeSocketHandle socket);

    [LibraryImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    private static partial int GetOption(
        SafeSocketHandle socket, int level, int option, Span<byte> value, ref int length);
}
