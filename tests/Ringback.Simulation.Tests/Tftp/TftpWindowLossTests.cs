namespace Ringback.Simulation.Tests.Tftp;

/// <summary>What a window costs on a bad network and with a client that becomes slow.</summary>
public sealed class TftpWindowLossTests
{
    private const int Blocks = 641;

    private static readonly int[] Seeds = [.. Enumerable.Range(0, 25)];

    [Theory]
    [InlineData(4)]
    [InlineData(16)]
    [InlineData(64)]
    public void At_a_fifth_of_loss_a_window_takes_seconds_and_not_minutes(int window)
    {
        // A flight ends at its first loss, so four or five blocks of it are progress: some 150 flights. A delivery that
        // waits out each second loss takes minutes.
        TimeSpan[] times = [.. Seeds.Select(seed => Play(seed, window, 0.2).Server.Sessions[^1].Delivery.ProgressAt)];

        Assert.True(times.Max() < TimeSpan.FromSeconds(60), $"the worst took {times.Max()}");
        Assert.InRange(times.Order().ElementAt(times.Length / 2), TimeSpan.Zero, TimeSpan.FromSeconds(15));
    }

    [Theory]
    [InlineData(4, 1.25)]
    [InlineData(16, 1.6)]
    public void At_a_fiftieth_of_loss_and_of_copies_few_blocks_are_sent_twice(int window, double most)
    {
        // Some 26 of the 641 blocks are lost or doubled, and each of them costs a part of a window.
        double sends = Seeds.Average(seed => Play(seed, window, 0.02).Server.Sessions[^1].Sends.Values.Sum());

        Assert.InRange(sends / Blocks, 1, most);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(16)]
    [InlineData(64)]
    public void A_client_with_a_window_that_becomes_slow_is_not_sent_every_window_twice(int window)
    {
        SimulatedTransfer transfer = new(Case(1, window, 0))
        {
            AnswerTime = block => TimeSpan.FromMilliseconds(block < 130 ? 0 : 300),
        };
        transfer.Run();

        Assert.Equal((true, null), (transfer.IsComplete, transfer.Fault()));
        Assert.InRange(transfer.Server.Sessions[0].Sends.Values.Sum(), Blocks, Blocks + (4 * window));
    }

    private static SimulatedTransfer Play(int seed, int window, double loss)
    {
        SimulatedTransfer transfer = new SimulatedTransfer(Case(seed, window, loss)).Run();
        Assert.True(transfer.IsComplete && transfer.Fault() is null, $"{transfer.Fault()} {transfer.Describe()}");
        return transfer;
    }

    private static TransferCase Case(int seed, int window, double loss) =>
        new(seed, TransferKind.Window, (Blocks - 1) * 512, loss, loss, TimeSpan.Zero, 512, window);
}
