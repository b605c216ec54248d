using System.Runtime.Versioning;
using Ringback.Journal;
using Ringback.Workbench.Dhcp.Leases;

namespace Ringback.Workbench.Tests.Dhcp.Leases;

/// <summary>The file of leases is the user's alone, and is never reached by a link.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class LeaseFileRightsTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public LeaseFileRightsTests() =>
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has rights of its own and the profile is closed.");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void File_and_log_are_closed_to_others()
    {
        string path = _folder["data/leases.db"];
        using SqliteLeaseStore store = SqliteLeaseStore.Open(path);
        store.Write([LeaseSamples.Numbered(0)]);

        Assert.Equal(OwnFiles.FolderMode, File.GetUnixFileMode(_folder["data"]));
        Assert.All(Directory.GetFiles(_folder["data"]), f => Assert.Equal(OwnFiles.FileMode, File.GetUnixFileMode(f)));
    }

    [Theory]
    [InlineData("leases.db")]
    [InlineData("leases.db-wal")]
    public void Link_is_refused_and_nothing_outside_changes(string name)
    {
        File.CreateSymbolicLink(_folder[name], _folder["outside"]);

        LeaseStoreException e = Assert.Throws<LeaseStoreException>(() => SqliteLeaseStore.Open(_folder["leases.db"]));

        Assert.Contains("is a link", e.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["outside"]));
    }
}
