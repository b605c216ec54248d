using Ringback.Workbench.Dhcp.Leases;

namespace Ringback.Workbench.Tests.Dhcp.Leases;

/// <summary>The store in a file.</summary>
public sealed class SqliteLeaseStoreTests : LeaseStoreAcceptance
{
    private readonly ScratchFolder _folder = new();

    protected override ILeaseStore Open() => SqliteLeaseStore.Open(_folder["leases.db"]);

    [Fact]
    public void A_quiet_moment_folds_the_log_into_the_file_and_loses_nothing()
    {
        string path = _folder["quiet.db"];
        using SqliteLeaseStore store = SqliteLeaseStore.Open(path);
        store.Write(LeaseSamples.OfEveryKind);
        Assert.NotEmpty(LeaseFile.Read(path + "-wal"));

        store.Settle();
        store.Settle();

        Assert.Empty(LeaseFile.Read(path + "-wal"));
        using SqliteLeaseStore killed = SqliteLeaseStore.Open(LeaseFile.Copy(path, _folder["copy"]));
        Assert.Equal(LeaseSamples.OfEveryKind.Count, killed.Read().Count);
    }

    public override void Dispose()
    {
        base.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
