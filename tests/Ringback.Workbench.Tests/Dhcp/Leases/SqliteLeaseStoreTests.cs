using Ringback.Workbench.Dhcp.Leases;

namespace Ringback.Workbench.Tests.Dhcp.Leases;

/// <summary>The store in a file.</summary>
public sealed class SqliteLeaseStoreTests : LeaseStoreAcceptance
{
    private readonly ScratchFolder _folder = new();

    protected override ILeaseStore Open() => SqliteLeaseStore.Open(_folder["leases.db"]);

    public override void Dispose()
    {
        base.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
