using Ringback.Wire.Dhcp;

namespace Ringback.Workbench.Dhcp.Leases;

/// <summary>Keeps leases for as long as the program runs: for rehearsals and for a look around.</summary>
public sealed class MemoryLeaseStore : ILeaseStore
{
    private readonly Dictionary<Ipv4Address, StoredLease> _leases = [];

    /// <inheritdoc/>
    public IReadOnlyList<StoredLease> Read() => [.. _leases.Values];

    /// <inheritdoc/>
    public void Write(IReadOnlyList<StoredLease> leases)
    {
        foreach (StoredLease lease in leases) _leases[lease.Lease.Address] = lease;
    }

    /// <inheritdoc/>
    public void Settle()
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
