using System.Runtime.InteropServices;

namespace Ringback.Datagrams.Kernel;

/// <summary>A piece of memory: <c>struct iovec</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct IoVector
{
    internal byte* Base;
    internal nuint Length;
}

/// <summary>
/// <c>struct mmsghdr</c> of a 64-bit kernel: a <c>struct msghdr</c> and the length that was moved.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct MessageHeader
{
    internal byte* Name;
    internal ulong NameLength;
    internal IoVector* Vectors;
    internal ulong VectorCount;
    internal byte* Control;
    internal ulong ControlLength;
    internal long Flags;
    internal ulong Moved;
}

/// <summary>The system calls that the batches need, and no more.</summary>
internal static unsafe partial class Libc
{
    internal const ushort InterNetwork = 2;
    internal const ushort InterNetwork6 = 10;
    internal const int DoNotWait = 0x40;

    internal const int Interrupted = 4;
    internal const int InputOutputError = 5;
    internal const int TryAgain = 11;
    internal const int Invalid = 22;
    internal const int MessageTooLong = 90;

    internal const int LevelIp = 0;
    internal const int LevelUdp = 17;
    internal const int LevelIp6 = 41;
    internal const int IpPacketInformation = 8;
    internal const int Ip6PacketInformation = 50;
    internal const int UdpSegment = 103;

    internal const int EpollCloseOnExec = 0x80000;
    internal const int EventFlags = 0x80000 | 0x800;
    internal const int EpollAdd = 1;
    internal const int EpollDelete = 2;
    internal const uint Readable = 1;
    internal const short Writable = 4;

    internal const nuint SetNeighbour = 0x8955;

    internal const int NoAccess = 0;
    internal const int ReadWrite = 1 | 2;
    internal const int PrivateAnonymous = 0x02 | 0x20;

    private const string Library = "libc";

    [LibraryImport(Library, EntryPoint = "mmap", SetLastError = true)]
    internal static partial void* MapMemory(void* at, nuint length, int access, int flags, int file, long offset);

    [LibraryImport(Library, EntryPoint = "mprotect", SetLastError = true)]
    internal static partial int ProtectMemory(void* at, nuint length, int access);

    [LibraryImport(Library, EntryPoint = "munmap", SetLastError = true)]
    internal static partial int UnmapMemory(void* at, nuint length);

    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    internal static partial int InputOutputControl(int socket, nuint request, void* argument);

    [LibraryImport(Library, EntryPoint = "recvmmsg", SetLastError = true)]
    internal static partial int ReceiveMany(int socket, MessageHeader* messages, uint count, int flags, void* timeout);

    [LibraryImport(Library, EntryPoint = "sendmmsg", SetLastError = true)]
    internal static partial int SendMany(int socket, MessageHeader* messages, uint count, int flags);

    [LibraryImport(Library, EntryPoint = "poll", SetLastError = true)]
    internal static partial int Poll(PollEntry* entries, ulong count, int milliseconds);

    [LibraryImport(Library, EntryPoint = "epoll_create1", SetLastError = true)]
    internal static partial int EpollCreate(int flags);

    [LibraryImport(Library, EntryPoint = "epoll_ctl", SetLastError = true)]
    internal static partial int EpollControl(int epoll, int operation, int socket, byte* entry);

    [LibraryImport(Library, EntryPoint = "epoll_wait", SetLastError = true)]
    internal static partial int EpollWait(int epoll, byte* entries, int most, int milliseconds);

    [LibraryImport(Library, EntryPoint = "eventfd", SetLastError = true)]
    internal static partial int EventCreate(uint initial, int flags);

    [LibraryImport(Library, EntryPoint = "write", SetLastError = true)]
    internal static partial nint Write(int file, byte* bytes, nuint count);

    [LibraryImport(Library, EntryPoint = "read", SetLastError = true)]
    internal static partial nint Read(int file, byte* bytes, nuint count);

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Open(string path, int flags);

    [LibraryImport(Library, EntryPoint = "close", SetLastError = true)]
    internal static partial int Close(int file);
}

/// <summary><c>struct pollfd</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollEntry
{
    internal int File;
    internal short Events;
    internal short Returned;
}
