using Microsoft.Extensions.Logging;
using Ringback.Datagrams;
using Ringback.Datagrams.Stacks;
using Ringback.Wire.Dhcp;
using Ringback.Workbench.Dhcp.Probing;

namespace Ringback.Workbench.Dhcp;

/// <summary>A network that requests come in from.</summary>
/// <param name="Address">Our own address there.</param>
public sealed record DhcpLinkOptions(Ipv4Address Address)
{
    /// <summary>
    /// The network card; null binds to the address alone, where only relays and clients with an address are heard.
    /// </summary>
    public DatagramDevice? Device { get; init; }

    /// <summary>The card's MAC; nobody's when not known.</summary>
    public HardwareAddress Hardware { get; init; }
}

/// <summary>Opens what finds out whether an address is in use on a link's network.</summary>
/// <param name="link">The network.</param>
/// <param name="seen">Told of each sign that somebody has an address. From any thread.</param>
/// <param name="overheard">Told of what others ask by ARP, where that can be heard. From any thread.</param>
/// <param name="logger">The log.</param>
public delegate IAddressProber ProberOpening(DhcpLinkOptions link, Action<Ipv4Address, HardwareAddress> seen,
    Action<NeighbourQuestion> overheard, ILogger logger);

/// <summary>How the DHCP server is run.</summary>
public sealed record DhcpServiceOptions
{
    /// <summary>What it gives, to whom.</summary>
    public required DhcpServerOptions Server { get; init; }

    /// <summary>Where requests come in.</summary>
    public required IReadOnlyList<DhcpLinkOptions> Links { get; init; }

    /// <summary>The port of servers and relays. In a laboratory it can be another; 0 takes any free one.</summary>
    public int ServerPort { get; init; } = DhcpRoute.ServerPort;

    /// <summary>The port of clients.</summary>
    public int ClientPort { get; init; } = DhcpRoute.ClientPort;

    /// <summary>
    /// How many addresses are probed before anybody asks for them, so that a whole shelf of phones that gets its power
    /// at once is offered addresses at once.
    /// </summary>
    public int VettedAddresses { get; init; } = 256;

    /// <summary>
    /// How long an answer to a probe is waited for. Phones answer ARP in a millisecond, a sleeping laptop in some
    /// hundred.
    /// </summary>
    public TimeSpan ProbePatience { get; init; } = TimeSpan.FromMilliseconds(400);

    /// <summary>How long a probe without an answer says that an address is free.</summary>
    public TimeSpan VettedFor { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Clients that are not answered: our own questions for other servers.</summary>
    public IReadOnlyList<HardwareAddress> Ignored { get; init; } = [];

    /// <summary>The only client that is answered, when somebody tries the server out; null for all.</summary>
    public HardwareAddress? OnlyFor { get; init; }

    /// <summary>How datagrams are moved.</summary>
    public IDatagramStack Stack { get; init; } = DatagramStacks.Best;

    /// <summary>How addresses are probed; null for ARP where that is possible and echo requests elsewhere.</summary>
    public ProberOpening? Prober { get; init; }
}
