using System.Diagnostics.CodeAnalysis;
using Ringback.Datagrams;
using Ringback.Datagrams.Stacks;
using Ringback.Wire.Dhcp;

namespace Ringback.Workbench.Dhcp.RogueServers;

/// <summary>A place at port 68, where the answers of DHCP servers are heard.</summary>
internal interface IReplyPort : IDisposable
{
    /// <summary>Which kind it is, for people.</summary>
    string Name { get; }

    /// <summary>Sends what an inquiry sends. Networks lose frames, so nobody is told of a loss.</summary>
    void Send(DhcpInquirySend sending);

    /// <summary>Waits for an answer to anybody.</summary>
    /// <param name="longest">How long.</param>
    /// <returns>The answer; null when none came, after <see cref="Wake"/>, or when what came was none.</returns>
    DhcpAnswer? Receive(TimeSpan longest);

    /// <summary>Ends the wait of now, or the next one.</summary>
    void Wake();
}

/// <summary>Opens the place that is possible here.</summary>
internal static class ReplyPorts
{
    /// <summary>Opens raw frames where they can be had, otherwise UDP port 68.</summary>
    internal static bool TryOpen(
        InquiryInterface at, [NotNullWhen(true)] out IReplyPort? port, out string whyNot)
    {
        if (FramePorts.TryOpenUdp(at.Index, FrameReplyPort.ClientPort, out IFramePort? frames, out string noFrames))
        {
            port = new FrameReplyPort(frames, at);
            whyNot = "";
            return true;
        }

        bool isOpen = SocketReplyPort.TryOpen(at, out port, out string noSocket);
        whyNot = isOpen ? "" : $"{noFrames} {noSocket}";
        return isOpen;
    }
}
