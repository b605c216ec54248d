

namespace Ringback.Wire.Dhcp;

/// <summary>
/// What the shell must do, in the order of the list. The order is the contract: a lease is stored before the ACK that
/// promises it leaves.
/// </summary>
public abstract record DhcpEffect
{
    private protected DhcpEffect()
    {
    }
}

/// <summary>Store this so that it survives a crash. When it fails, the effects behind it must not happen.</summary>
/// <param name="Lease">What to store; it replaces what is stored for its address.</param>
public sealed record DhcpPersist(DhcpLease Lease) : DhcpEffect;

/// <summary>Send a reply.</summary>
/// <param name="Reply">What to write.</param>
/// <param name="Route">Where to.</param>
/// <param name="Room">The longest datagram that the client takes, for <see cref="DhcpWriter.Write"/>.</param>
/// <param name="Because">Why, for people.</param>
public sealed record DhcpSend(DhcpMessage Reply, DhcpRoute Route, int Room, DhcpBecause Because) : DhcpEffect;

/// <summary>
/// Find out whether somebody uses an address (ARP on our own network, an echo request through a relay), and say so
/// with <see cref="DhcpServer.ProbeAnswered"/> or <see cref="DhcpServer.ProbeTimedOut"/>. Others are served meanwhile.
/// </summary>
/// <param name="Address">The address.</param>
/// <param name="Hardware">The client: when it is the one that answers, the address is not somebody else's.</param>
public sealed record DhcpProbe(Ipv4Address Address, HardwareAddress Hardware) : DhcpEffect;

/// <summary>
/// Tell that a message was not answered. Each reason is told at once and then at most every
/// <see cref="DhcpLimits.TellEvery"/>, so that a flood does not become a flood of words.
/// </summary>
/// <param name="Why">The reason.</param>
/// <param name="Hardware">The last sender.</param>
/// <param name="Count">How often since it was told last.</param>
public sealed record DhcpIgnored(DhcpBecause Why, HardwareAddress Hardware, long Count) : DhcpEffect
{
    /// <summary>The relay that the last one came through; none without.</summary>
    public Ipv4Address Relay { get; init; }
}

/// <summary>Tell that an address is out of use for a while because somebody unknown has it.</summary>
/// <param name="Address">The address.</param>
/// <param name="Hardware">Who found it out by DECLINE; nobody's when our own probe did.</param>
/// <param name="Until">The end.</param>
public sealed record DhcpQuarantined(Ipv4Address Address, HardwareAddress Hardware, TimeSpan Until) : DhcpEffect;
