using Ringback.Simulation.Network;

namespace Ringback.Simulation.Tests.Network;

public sealed class NetworkDiceTests
{
    private const int Throws = 20_000;

    private static readonly TimeSpan LongestDelay = TimeSpan.FromMilliseconds(10);

    [Fact]
    public void The_same_seed_throws_the_same()
    {
        Assert.Equal(All(new NetworkDice(7, 0.2, 0.1, LongestDelay)), All(new NetworkDice(7, 0.2, 0.1, LongestDelay)));
    }

    [Fact]
    public void Another_seed_throws_something_else()
    {
        Assert.NotEqual(
            All(new NetworkDice(7, 0.2, 0.1, LongestDelay)), All(new NetworkDice(8, 0.2, 0.1, LongestDelay)));
    }

    [Fact]
    public void The_seed_can_be_told() => Assert.Equal(7, new NetworkDice(7, 0).Seed);

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.2)]
    [InlineData(0.5)]
    public void Packets_are_lost_at_the_wanted_rate(double loss)
    {
        int lost = All(new NetworkDice(1, loss)).Count(copies => copies.Count == 0);

        Assert.InRange((double)lost / Throws, loss - 0.01, loss + 0.01);
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.5)]
    public void Of_the_packets_that_are_not_lost_the_wanted_part_arrives_twice(double duplication)
    {
        List<IReadOnlyList<TimeSpan>> arrived = All(new NetworkDice(1, 0.2, duplication));
        arrived.RemoveAll(copies => copies.Count == 0);

        double rate = (double)arrived.Count(copies => copies.Count == 2) / arrived.Count;
        Assert.InRange(rate, duplication - 0.015, duplication + 0.015);
    }

    [Fact]
    public void Delays_lie_between_nothing_and_the_longest() =>
        Assert.All(
            All(new NetworkDice(1, 0, 0.5, LongestDelay)).SelectMany(copies => copies),
            delay => Assert.InRange(delay, TimeSpan.Zero, LongestDelay));

    [Fact]
    public void Delays_are_spread_evenly()
    {
        double mean = All(new NetworkDice(1, 0, 0, LongestDelay)).Average(copies => copies[0].TotalMilliseconds);

        Assert.InRange(mean, 4.9, 5.1);
    }

    [Fact]
    public void The_two_copies_of_a_packet_are_late_independently()
    {
        int overtaken = All(new NetworkDice(1, 0, 1, LongestDelay)).Count(copies => copies[1] < copies[0]);

        Assert.InRange((double)overtaken / Throws, 0.49, 0.51);
    }

    [Fact]
    public void A_perfect_network_delivers_every_packet_once_and_at_once() =>
        Assert.All(All(NetworkDice.Perfect), copies => Assert.Equal([TimeSpan.Zero], copies));

    [Fact]
    public void A_network_that_loses_everything_delivers_nothing() =>
        Assert.All(All(new NetworkDice(1, 1)), Assert.Empty);

    [Fact]
    public void For_a_real_socket_the_dice_say_lost_or_not_at_the_same_rate()
    {
        NetworkDice dice = new(1, 0.2);

        Assert.InRange(Enumerable.Range(0, Throws).Count(_ => dice.IsLost()) / (double)Throws, 0.19, 0.21);
    }

    private static List<IReadOnlyList<TimeSpan>> All(NetworkDice dice) =>
        [.. Enumerable.Range(0, Throws).Select(_ => dice.Throw())];
}
