using Ringback.Wire.Tftp;

namespace Ringback.Simulation.Tests.Tftp;

/// <summary>
/// Thousands of writes through a bad network, and the losses that have a name. A failure prints its kind and seed.
/// </summary>
public sealed class TftpWriteTests
{
    private const int Writes = 2_000;

    [Theory]
    [InlineData(TransferKind.Plain)]
    [InlineData(TransferKind.Options)]
    [InlineData(TransferKind.Window)]
    [InlineData(TransferKind.Doubled)]
    [InlineData(TransferKind.Lossless)]
    public void No_network_makes_a_false_success_a_stuck_write_or_more_answers_than_packets(TransferKind kind)
    {
        for (int seed = 0; seed < Writes; seed++)
        {
            TransferCase drawn = TransferCase.Draw(seed, kind);
            if (new SimulatedWrite(drawn).Run().Fault() is not { } fault) continue;
            string played = new SimulatedWrite(drawn, traced: true).Run().Describe();
            Assert.Fail($"{fault}{Environment.NewLine}kind {kind}, seed {seed}{Environment.NewLine}{played}");
        }
    }

    [Theory]
    [InlineData(TransferKind.Doubled)]
    [InlineData(TransferKind.Lossless)]
    public void Without_loss_every_write_is_whole(TransferKind kind)
    {
        for (int seed = 0; seed < 500; seed++)
        {
            SimulatedWrite write = new SimulatedWrite(TransferCase.Draw(seed, kind)).Run();
            Assert.True(write.IsWhole, $"seed {seed}: {write.Describe()}");
        }
    }

    [Theory]
    [InlineData(TransferKind.Plain)]
    [InlineData(TransferKind.Options)]
    [InlineData(TransferKind.Window)]
    public void Nearly_all_writes_are_whole_at_up_to_a_fifth_of_loss(TransferKind kind)
    {
        int whole = Enumerable.Range(0, 1000)
            .Count(seed => new SimulatedWrite(TransferCase.Draw(seed, kind)).Run().IsWhole);

        Assert.InRange(whole, 970, 1000);
    }

    [Theory]
    [InlineData(TransferKind.Plain, "WriteRequest")]
    [InlineData(TransferKind.Plain, "ACK 0")]
    [InlineData(TransferKind.Plain, "DATA 1")]
    [InlineData(TransferKind.Plain, "ACK 1")]
    [InlineData(TransferKind.Plain, "DATA 3")]
    [InlineData(TransferKind.Plain, "ACK 3")]
    [InlineData(TransferKind.Window, "OACK")]
    [InlineData(TransferKind.Window, "DATA 1")]
    [InlineData(TransferKind.Window, "DATA 2")]
    [InlineData(TransferKind.Window, "DATA 3")]
    [InlineData(TransferKind.Window, "ACK 3")]
    public void Any_one_packet_of_a_write_may_be_lost(TransferKind kind, string lost)
    {
        SimulatedWrite write = Play(kind, 1500, (name, nth) => name == lost && nth == 1);

        Assert.True(write.IsWhole, write.Describe());
    }

    [Fact]
    public void A_last_acknowledgement_that_is_lost_is_given_again_while_the_receipt_lingers()
    {
        SimulatedWrite write = Play(TransferKind.Plain, 1500, (name, nth) => name == "ACK 3" && nth <= 3);

        Assert.Equal((4, true), (write.Wire.Sent("ACK 3"), write.IsWhole));
    }

    [Fact]
    public void A_client_that_hears_nothing_is_sent_two_packets()
    {
        SimulatedWrite write = Play(TransferKind.Plain, 1500, (name, _) => name.StartsWith("ACK", Ordinal));

        Assert.Equal((2, TftpReceiptEnding.NeverAnswered), (write.PacketsFromServer, write.Receipt?.Ending));
    }

    [Fact]
    public void A_lost_acknowledgement_costs_less_than_a_quarter_of_a_second()
    {
        SimulatedWrite write = Play(TransferKind.Plain, 1500, (name, nth) => name == "ACK 2" && nth == 1);

        Assert.InRange(write.Receipt.GetValueOrDefault().ProgressAt, TimeSpan.Zero, TimeSpan.FromSeconds(0.25));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(16, false)]
    [InlineData(16, true)]
    public void A_write_of_more_than_two_rounds_of_block_numbers_is_whole(int window, bool wrapsToOne)
    {
        TransferCase large = new(
            3, TransferKind.Window, (8 * 132_000) + 5, 0.001, 0.001, TimeSpan.Zero, 8, window);
        SimulatedWrite write = new SimulatedWrite(large, wrapsToOne).Run();

        Assert.True(write.Fault() is null && write.IsWhole, $"{write.Fault()} {write.Describe()}");
    }

    private const StringComparison Ordinal = StringComparison.Ordinal;

    private static SimulatedWrite Play(TransferKind kind, int length, Func<string, int, bool> isLost)
    {
        TransferCase drawn = new(1, kind, length, 0, 0, TimeSpan.Zero, 512, kind == TransferKind.Window ? 16 : 1);
        SimulatedWrite write = new SimulatedWrite(drawn, traced: true)
        {
            IsLost = (datagram, nth) => isLost(datagram.ToString(), nth),
        };
        write.Run();
        Assert.True(write.Fault() is null, $"{write.Fault()}{Environment.NewLine}{write.Describe()}");
        return write;
    }
}
