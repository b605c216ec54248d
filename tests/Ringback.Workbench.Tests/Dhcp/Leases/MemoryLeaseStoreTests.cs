using Ringback.Workbench.Dhcp.Leases;

namespace Ringback.Workbench.Tests.Dhcp.Leases;

/// <summary>The store that forgets with the program.</summary>
public sealed class MemoryLeaseStoreTests : LeaseStoreAcceptance
{
    protected override ILeaseStore Open() => new MemoryLeaseStore();
}
