using Microsoft.Extensions.Logging;
using Ringback.Datagrams;
using Ringback.Datagrams.Stacks;
using Ringback.Wire.Dhcp;

namespace Ringback.Workbench.Dhcp.Probing;

/// <summary>Opens the prober that is possible here.</summary>
public static partial class AddressProbers
{
    /// <summary>Opens a prober: ARP where raw frames can be had, otherwise echo requests.</summary>
    /// <param name="interfaceIndex">The number of the interface.</param>
    /// <param name="own">Our address there; none when there is none yet. Nobody else's use of it is reported.</param>
    /// <param name="ownHardware">Our MAC address there.</param>
    /// <param name="seen">
    /// Called on a thread of the prober for each sign that somebody has an address, asked for or not, again and again:
    /// with ARP all that is said on the network counts. The MAC address is <c>default</c> when it is not known.
    /// </param>
    /// <param name="overheard">
    /// Called on the same thread for each question by ARP that somebody else asks; null when nobody wants to know.
    /// </param>
    /// <param name="logger">The log.</param>
    public static IAddressProber Open(int interfaceIndex, Ipv4Address own, HardwareAddress ownHardware,
        Action<Ipv4Address, HardwareAddress> seen, Action<NeighbourQuestion>? overheard, ILogger logger)
    {
        if (FramePorts.TryOpen(interfaceIndex, FramePorts.Arp, out IFramePort? port, out string whyNot))
        {
            LogArp(logger, own);
            return new ArpProber(port, own, ownHardware, seen, overheard, logger);
        }

        LogPing(logger, own, whyNot);
        return new PingProber(seen, logger);
    }

    [LoggerMessage(LogLevel.Debug, "DHCP: addresses are probed by ARP at {Own}")]
    private static partial void LogArp(ILogger logger, Ipv4Address own);

    [LoggerMessage(LogLevel.Warning,
        "DHCP: addresses are probed by ping at {Own}, which misses what does not answer pings. {WhyNot}")]
    private static partial void LogPing(ILogger logger, Ipv4Address own, string whyNot);
}
