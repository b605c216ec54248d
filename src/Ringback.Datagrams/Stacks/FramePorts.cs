using System.Diagnostics.CodeAnalysis;
using Ringback.Datagrams.Linux;

namespace Ringback.Datagrams.Stacks;

/// <summary>Opens ports for frames where this system has them.</summary>
public static class FramePorts
{
    /// <summary>The type of frames with IPv4.</summary>
    public const ushort Ipv4 = 0x0800;

    /// <summary>The type of frames with ARP.</summary>
    public const ushort Arp = 0x0806;

    /// <summary>Stands for all frames.</summary>
    public const ushort All = 0x0003;

    private const string NotHere = "Raw Ethernet frames are only possible on Linux on x64 or arm64.";

    /// <summary>Opens a port.</summary>
    /// <param name="interfaceIndex">The number of the interface.</param>
    /// <param name="etherType">Which frames are received: <see cref="Ipv4"/>, <see cref="Arp"/>, <see cref="All"/>.
    /// </param>
    /// <param name="port">The port, when true is returned.</param>
    /// <param name="whyNot">A sentence for people, when false is returned.</param>
    public static bool TryOpen(
        int interfaceIndex, ushort etherType, [NotNullWhen(true)] out IFramePort? port, out string whyNot) =>
        TryOpen(interfaceIndex, etherType, udpPort: 0, out port, out whyNot);

    /// <summary>Opens a port that receives UDP over IPv4 to one port only; the kernel sorts the others out.</summary>
    /// <param name="interfaceIndex">The number of the interface.</param>
    /// <param name="udpPort">The destination port; without this, each frame of a file transfer would be copied.</param>
    /// <param name="port">The port, when true is returned.</param>
    /// <param name="whyNot">A sentence for people, when false is returned.</param>
    public static bool TryOpenUdp(
        int interfaceIndex, ushort udpPort, [NotNullWhen(true)] out IFramePort? port, out string whyNot) =>
        TryOpen(interfaceIndex, Ipv4, udpPort, out port, out whyNot);

    /// <summary>
    /// Opens a port that receives what machines say of themselves and ask for, for whomever it is, with its VLAN tag:
    /// everything that is no IPv4, the beginnings of TCP connections, and UDP to ports below 1024 and to a few more.
    /// </summary>
    /// <param name="interfaceIndex">The number of the interface.</param>
    /// <param name="udpPorts">The ports from 1024 on that are asked at.</param>
    /// <param name="port">The port, when true is returned.</param>
    /// <param name="whyNot">A sentence for people, when false is returned.</param>
    public static bool TryOpenQuestions(int interfaceIndex, ReadOnlySpan<ushort> udpPorts,
        [NotNullWhen(true)] out IFramePort? port, out string whyNot)
    {
        port = null;
        if (DatagramStacks.Batched is null)
        {
            whyNot = NotHere;
            return false;
        }

        return PacketPort.TryOpenQuestions(interfaceIndex, udpPorts, out port, out whyNot);
    }

    /// <summary>Opens a port that receives the frames of one VLAN, without their tag, for whomever they are.</summary>
    /// <param name="interfaceIndex">The number of the interface.</param>
    /// <param name="vlan">The VLAN.</param>
    /// <param name="port">The port, when true is returned.</param>
    /// <param name="whyNot">A sentence for people, when false is returned.</param>
    public static bool TryOpenVlan(
        int interfaceIndex, ushort vlan, [NotNullWhen(true)] out IFramePort? port, out string whyNot)
    {
        port = null;
        if (DatagramStacks.Batched is null)
        {
            whyNot = NotHere;
            return false;
        }

        return PacketPort.TryOpenVlan(interfaceIndex, vlan, out port, out whyNot);
    }

    /// <summary>
    /// Makes an interface of this machine whose cable is the port: what the machine sends there is received from it,
    /// and what is sent to it the machine receives. It goes when the port is closed, and when the program dies.
    /// </summary>
    /// <param name="name">The interface's name, at most 15 letters.</param>
    /// <param name="port">The port, when true is returned.</param>
    /// <param name="whyNot">A sentence for people, when false is returned.</param>
    public static bool TryMakeInterface(string name, [NotNullWhen(true)] out IFramePort? port, out string whyNot)
    {
        port = null;
        if (DatagramStacks.Batched is null)
        {
            whyNot = NotHere;
            return false;
        }

        return TapPort.TryMake(name, out port, out whyNot);
    }

    private static bool TryOpen(int interfaceIndex, ushort etherType, ushort udpPort,
        [NotNullWhen(true)] out IFramePort? port, out string whyNot)
    {
        port = null;
        // The kernel's structures are laid out as for datagrams.
        if (DatagramStacks.Batched is null)
        {
            whyNot = NotHere;
            return false;
        }

        return PacketPort.TryOpen(interfaceIndex, etherType, udpPort, out port, out whyNot);
    }
}
