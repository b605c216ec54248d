namespace Ringback.Workbench.Tests.Rescue;

/// <summary>
/// Loss, delay, doubles, another order, owners who come and go, and a program that dies, all from a seed.
/// </summary>
public sealed class RescueSimulationTests
{
    [Theory]
    [InlineData(1, 300)]
    [InlineData(10_000, 300)]
    public void A_phone_gets_its_network_and_nobody_loses_his_address(int first, int count)
    {
        for (int seed = first; seed < first + count; seed++)
        {
            SimulatedWire wire = new(seed);
            string? fault = wire.Run();
            Assert.True(fault is null, $"seed {seed}: {fault}\n{string.Join('\n', wire.Story.TakeLast(60))}");
        }
    }
}
