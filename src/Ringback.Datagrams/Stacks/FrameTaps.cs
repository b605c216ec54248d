using System.Diagnostics.CodeAnalysis;
using Ringback.Datagrams.Linux;
using Ringback.Datagrams.Portable;

namespace Ringback.Datagrams.Stacks;

/// <summary>Opens the best way to listen that there is here.</summary>
public static class FrameTaps
{
    /// <summary>Opens a tap that sees all frames: a packet socket on Linux, libpcap or Npcap elsewhere.</summary>
    /// <param name="interfaceIndex">The number of the interface.</param>
    /// <param name="interfaceName">
    /// Its name for libpcap: as the system calls it, on Windows the identifier of
    /// <see cref="System.Net.NetworkInformation.NetworkInterface"/>.
    /// </param>
    /// <param name="tap">The tap, when true is returned.</param>
    /// <param name="whyNot">A sentence for people, with what to do, when false is returned.</param>
    public static bool TryOpen(
        int interfaceIndex, string interfaceName, [NotNullWhen(true)] out IFrameTap? tap, out string whyNot) =>
        // The kernel's structures are laid out as for datagrams.
        DatagramStacks.Batched is not null
            ? PacketTap.TryOpen(interfaceIndex, out tap, out whyNot)
            : TryOpenPcap(interfaceName, out tap, out whyNot);

    /// <summary>Opens a tap with libpcap, on whatever system.</summary>
    public static bool TryOpenPcap(string interfaceName, [NotNullWhen(true)] out IFrameTap? tap, out string whyNot) =>
        PcapTap.TryOpen(interfaceName, out tap, out whyNot);

    /// <summary>Opens what sockets can see; it says in <see cref="IFrameTap.Blind"/> what that is not.</summary>
    public static bool TryOpenSockets([NotNullWhen(true)] out IFrameTap? tap, out string whyNot) =>
        SocketTap.TryOpen(out tap, out whyNot);
}
