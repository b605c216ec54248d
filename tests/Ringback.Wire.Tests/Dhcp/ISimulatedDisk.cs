using Ringback.Wire.Dhcp;

namespace Ringback.Wire.Tests.Dhcp;

/// <summary>What outlives a simulated server: a store that real files can stand behind.</summary>
internal interface ISimulatedDisk
{
    /// <summary>Keeps a lease.</summary>
    /// <param name="lease">The lease, which ends by the server's clock.</param>
    /// <param name="clock">The server's clock.</param>
    /// <param name="now">The time of day, as the simulation counts it.</param>
    void Keep(DhcpLease lease, TimeSpan clock, TimeSpan now);

    /// <summary>The server dies at this very moment.</summary>
    void Die();

    /// <summary>A new server starts.</summary>
    /// <returns>What was kept, by the clock of the new one.</returns>
    IEnumerable<DhcpLease> Start(TimeSpan clock, TimeSpan now);
}
