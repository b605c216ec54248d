using Ringback.Wire.Dhcp;

namespace Ringback.Workbench.Doctor;

/// <summary>Somebody who listens at a port.</summary>
/// <param name="IsTcp">TCP; otherwise UDP.</param>
/// <param name="Address">The IPv4 address; none (0.0.0.0) when at every address.</param>
/// <param name="Port">The port.</param>
/// <param name="Pid">The process; null when the system does not tell us.</param>
/// <param name="Program">Its name; null when the system does not tell us.</param>
internal sealed record PortHolder(bool IsTcp, Ipv4Address Address, int Port, int? Pid, string? Program)
{
    /// <summary>True when it is a serve of ours.</summary>
    internal bool IsRingback { get; init; }

    internal string Told => (Program, Pid) switch
    {
        (null, null) => "another program (this user may not see which)",
        (null, { } pid) => $"process {pid}",
        ({ } program, null) => program,
        ({ } program, { } pid) => $"{program} (process {pid})",
    };
}
