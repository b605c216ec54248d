using Ringback.Wire.Dhcp;
using Ringback.Wire.Tests.Dhcp;
using Ringback.Workbench.Dhcp.Leases;
using Ringback.Workbench.Tests.Dhcp.Leases;

namespace Ringback.Workbench.Tests.Dhcp;

/// <summary>
/// The machine with a store of real files, killed again and again between any two of its effects. The simulated
/// network checks each reply against every promise that was made before: no address is two clients', and who has a
/// lease and asks for it again gets it. The seed is the test's argument: it replays a failure exactly.
/// </summary>
public sealed class DhcpCrashTests
{
    private const int CrashOneIn = 25;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(101, 4)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void No_crash_loses_an_acknowledged_lease_or_gives_an_address_to_two(int seed)
    {
        using KilledStore store = new();
        SimulatedNetwork network = new(seed, store, CrashOneIn);
        network.Run(TimeSpan.FromSeconds(5000));

        // The weather was as bad as promised.
        Assert.True(network.Crashes >= 80, $"seed {seed}: {network.Crashes} crashes");
        Assert.True(network.Leases > 150, $"seed {seed}: {network.Leases} leases");
        Assert.True(network.Prolonged > 50, $"seed {seed}: {network.Prolonged} prolonged");
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{network.Crashes} crashes, {network.Leases} leases, {network.Prolonged} prolonged");
    }

    [Fact]
    public void A_store_that_forgets_is_found_out()
    {
        using KilledStore store = new() { ForgetsOneIn = 10 };

        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() =>
            new SimulatedNetwork(101, store, CrashOneIn).Run(TimeSpan.FromSeconds(7000)));
    }

    /// <summary>A store whose program is killed: what is left is a copy of its files at that moment.</summary>
    private sealed class KilledStore : ISimulatedDisk, IDisposable
    {
        // What survives a killed program is in the system's memory; a disk would only make hundreds of lives slow.
        private const string InMemory = "/dev/shm";

        private readonly Random _random = new(1);
        private readonly string _folder = Path.Combine(
            Directory.Exists(InMemory) ? InMemory : Path.GetTempPath(), $"ringback-crash-{Guid.NewGuid():N}");

        private SqliteLeaseStore _store;
        private int _lives;

        internal KilledStore() => _store = SqliteLeaseStore.Open(FileOf(0));

        /// <summary>How rarely it does not keep what it should, to show that this is noticed; 0 for never.</summary>
        internal int ForgetsOneIn { get; init; }

        public void Keep(DhcpLease lease, TimeSpan clock, TimeSpan now)
        {
            if (ForgetsOneIn > 0 && _random.Next(ForgetsOneIn) == 0) return;
            _store.Write([StoredLease.Of(lease, clock, LeaseSamples.Noon + now)]);
        }

        public void Die()
        {
            LeaseFile.Copy(FileOf(_lives), Path.GetDirectoryName(FileOf(_lives + 1))!);
            _store.Dispose();
            Directory.Delete(Path.GetDirectoryName(FileOf(_lives++))!, recursive: true);
        }

        public IEnumerable<DhcpLease> Start(TimeSpan clock, TimeSpan now)
        {
            _store = SqliteLeaseStore.Open(FileOf(_lives));
            return _store.Read().Select(lease => lease.At(clock, LeaseSamples.Noon + now));
        }

        public void Dispose()
        {
            _store.Dispose();
            Directory.Delete(_folder, recursive: true);
        }

        private string FileOf(int life) => Path.Combine(_folder, $"{life}", "leases.db");
    }
}
