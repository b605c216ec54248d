using System.Runtime.InteropServices;
using Ringback.Datagrams.Kernel;

namespace Ringback.Datagrams.Linux;

/// <summary><c>struct sockaddr_ll</c>: an interface as an address, and on receiving where a frame came from.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LinkAddress
{
    internal ushort Family;
    internal ushort Protocol;
    internal int Interface;
    internal ushort HardwareType;
    internal byte PacketType;
    internal byte AddressLength;
    internal ulong Address;
}

/// <summary><c>struct sock_filter</c>: an instruction of the kernel's packet filter.</summary>
/// <param name="Code">What to do.</param>
/// <param name="True">Instructions to leave out when a comparison holds.</param>
/// <param name="False">Instructions to leave out when it does not.</param>
/// <param name="Operand">The operand.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct FilterInstruction(ushort Code, byte True, byte False, uint Operand);

/// <summary><c>struct sock_fprog</c> of a 64-bit kernel.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct FilterProgram
{
    internal ulong Count;
    internal FilterInstruction* Instructions;
}

/// <summary><c>struct packet_mreq</c>: what an interface is to do for a socket.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LinkMembership
{
    internal int Interface;
    internal ushort Kind;
    internal ushort AddressLength;
    internal ulong Address;
}

/// <summary>The system calls for frames.</summary>
internal static unsafe partial class PacketCalls
{
    internal const ushort Packet = 17;
    internal const int RawNonBlockingCloseOnExec = 3 | 0x800 | 0x80000;
    internal const int LevelSocket = 1;
    internal const int AttachFilter = 26;

    /// <summary>PACKET_OUTGOING: a frame that this machine sent.</summary>
    internal const byte Outgoing = 4;

    internal const int LevelPacket = 263;
    internal const int AddMembership = 1;
    internal const int TellAuxiliaryData = 8;
    internal const int IgnoreOutgoing = 23;

    /// <summary>PACKET_MR_PROMISC: frames for others too, until the socket is closed.</summary>
    internal const ushort Promiscuous = 1;

    internal const int NotPermitted = 1;
    internal const int AccessDenied = 13;
    internal const int NoDevice = 19;
    internal const int NoSuchAddress = 6;

    private const string Library = "libc";

    [LibraryImport(Library, EntryPoint = "socket", SetLastError = true)]
    internal static partial int Open(int family, int type, int protocol);

    [LibraryImport(Library, EntryPoint = "setsockopt", SetLastError = true)]
    internal static partial int SetOption(int socket, int level, int name, FilterProgram* value, uint length);

    [LibraryImport(Library, EntryPoint = "setsockopt", SetLastError = true)]
    internal static partial int SetOption(int socket, int level, int name, void* value, uint length);

    [LibraryImport(Library, EntryPoint = "recvmsg", SetLastError = true)]
    internal static partial nint ReceiveMessage(int socket, MessageHeader* message, int flags);

    [LibraryImport(Library, EntryPoint = "bind", SetLastError = true)]
    internal static partial int Bind(int socket, LinkAddress* address, uint length);

    [LibraryImport(Library, EntryPoint = "send", SetLastError = true)]
    internal static partial nint Send(int socket, byte* bytes, nuint count, int flags);

    [LibraryImport(Library, EntryPoint = "recvfrom", SetLastError = true)]
    internal static partial nint Receive(
        int socket, byte* bytes, nuint count, int flags, LinkAddress* from, uint* fromLength);
}
