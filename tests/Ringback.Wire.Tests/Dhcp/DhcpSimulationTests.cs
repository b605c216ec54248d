namespace Ringback.Wire.Tests.Dhcp;

/// <summary>
/// Forty clients want the twenty-four addresses of a server that crashes, over a network that loses, delays, doubles
/// and reorders. The seed is the test's argument: it replays a failure exactly.
/// </summary>
public sealed class DhcpSimulationTests
{
    // Without the two that strangers use.
    private const int UsableAddresses = 22;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void No_promise_is_broken_and_in_the_end_every_address_is_in_use(int seed)
    {
        SimulatedNetwork network = new(seed);
        network.Run(TimeSpan.FromSeconds(20_000));

        // The weather was as bad as promised.
        Assert.True(network.Steps > 10_000, $"seed {seed}: {network.Steps} steps");
        Assert.True(network.Crashes > 30, $"seed {seed}: {network.Crashes} crashes");
        Assert.True(network.Leases > 1000, $"seed {seed}: {network.Leases} leases");
        Assert.True(network.Declines > 0, $"seed {seed}: no DECLINE");
        Assert.True(network.Prolonged > 500, $"seed {seed}: {network.Prolonged} leases prolonged");

        network.CalmDown();
        network.Run(TimeSpan.FromSeconds(22_000));
        Assert.True(network.Bound >= UsableAddresses - 1, $"seed {seed}: {network.Bound} have a lease");
    }

    [Fact]
    public void The_same_seed_gives_the_same_story()
    {
        SimulatedNetwork one = new(77), other = new(77);
        one.Run(TimeSpan.FromSeconds(3000));
        other.Run(TimeSpan.FromSeconds(3000));

        Assert.Equal((one.Steps, one.Leases, one.Crashes), (other.Steps, other.Leases, other.Crashes));
    }
}
