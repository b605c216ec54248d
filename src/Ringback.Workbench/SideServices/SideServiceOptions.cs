using System.Net;

namespace Ringback.Workbench.SideServices;

/// <summary>
/// The services that a phone likes to find and can do without: the time, somebody who listens to its log, names. All
/// are off unless asked for: a network may have its own.
/// </summary>
public sealed record SideServiceOptions
{
    /// <summary>SNTP's port; null is off, 0 takes any free one. Phones ask port 123 only.</summary>
    public int? SntpPort { get; init; }

    /// <summary>
    /// Syslog's port; null is off, 0 takes any free one. Phones send to port 514, and a 7905/7912 to the port that its
    /// NPrintf names.
    /// </summary>
    public int? SyslogPort { get; init; }

    /// <summary>DNS's port; null is off, 0 takes any free one. Phones ask port 53 only.</summary>
    public int? DnsPort { get; init; }

    /// <summary>The address that DNS gives; null for the one that was asked.</summary>
    public IPAddress? DnsAddress { get; init; }

    /// <summary>First words of names that DNS gives the address for, besides those that phones look up.</summary>
    public IReadOnlyList<string> DnsNames { get; init; } = [];

    /// <summary>
    /// Who is served; null for whoever is on a network that this machine is attached to. Anybody else gets silence.
    /// </summary>
    public IReadOnlyList<IPNetwork>? Allow { get; init; }
}
