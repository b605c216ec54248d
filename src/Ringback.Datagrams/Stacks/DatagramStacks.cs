using System.Runtime.InteropServices;
using Ringback.Datagrams.Linux;
using Ringback.Datagrams.Portable;

namespace Ringback.Datagrams.Stacks;

/// <summary>The ways to move datagrams, and which one is best here.</summary>
public static class DatagramStacks
{
    /// <summary>
    /// Batched system calls of Linux; null where they cannot be used. The structures of the kernel are laid out here
    /// for 64-bit little-endian machines only: x64 and arm64.
    /// </summary>
    public static IDatagramStack? Batched { get; } =
        OperatingSystem.IsLinux() && Environment.Is64BitProcess && BitConverter.IsLittleEndian
            && RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64
            ? new LinuxStack()
            : null;

    /// <summary>The framework's sockets: everywhere.</summary>
    public static IDatagramStack Portable { get; } = new SocketStack();

    /// <summary>The fastest one here.</summary>
    public static IDatagramStack Best => Batched ?? Portable;
}
