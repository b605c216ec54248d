using System.Runtime.InteropServices;

namespace Ringback.Datagrams.Linux;

/// <summary>What a socket that only listens wants of the kernel besides.</summary>
internal static unsafe partial class TapCalls
{
    internal const int ReceiveRoomByForce = 33;
    internal const int Statistics = 6;

    [LibraryImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    internal static partial int GetOption(int socket, int level, int name, void* value, uint* length);
}

/// <summary><c>struct tpacket_stats</c>: since it was asked last.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TapCounts
{
    internal uint Received;
    internal uint Dropped;
}
