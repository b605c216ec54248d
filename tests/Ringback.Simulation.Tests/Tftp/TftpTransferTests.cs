using Ringback.Wire.Tftp;

namespace Ringback.Simulation.Tests.Tftp;

/// <summary>
/// Thousands of transfers through a bad network. Whatever it does: no false success, no stuck transfer, no block sent
/// without a reason. A failure prints its kind and seed; put them into <see cref="A_seed_replays_its_transfer"/>.
/// </summary>
public sealed class TftpTransferTests
{
    private const int Transfers = 3_000;

    [Theory]
    [InlineData(TransferKind.Plain)]
    [InlineData(TransferKind.Options)]
    [InlineData(TransferKind.Window)]
    [InlineData(TransferKind.Doubled)]
    [InlineData(TransferKind.Lossless)]
    public void No_network_makes_a_false_success_a_stuck_transfer_or_a_needless_block(TransferKind kind)
    {
        for (int seed = 0; seed < Transfers; seed++) Play(seed, kind);
    }

    [Theory]
    [InlineData(TransferKind.Plain, 0)]
    [InlineData(TransferKind.Window, 0)]
    public void A_seed_replays_its_transfer(TransferKind kind, int seed)
    {
        SimulatedTransfer first = new SimulatedTransfer(TransferCase.Draw(seed, kind), traced: true).Run();
        SimulatedTransfer again = new SimulatedTransfer(TransferCase.Draw(seed, kind), traced: true).Run();

        Assert.True(first.Fault() is null, $"{first.Fault()}{Environment.NewLine}{first.Describe()}");
        Assert.Equal(first.Trace, again.Trace);
    }

    [Theory]
    [InlineData(TransferKind.Doubled)]
    [InlineData(TransferKind.Lossless)]
    public void Without_loss_every_block_is_sent_exactly_once(TransferKind kind)
    {
        for (int seed = 0; seed < 500; seed++)
        {
            SimulatedTransfer transfer = new SimulatedTransfer(TransferCase.Draw(seed, kind)).Run();
            SimulatedSession session = transfer.Server.Sessions[0];

            Assert.True(session.Sends.Values.All(sends => sends == 1), $"seed {seed}: {transfer.Case}");
            Assert.True(session.Sends.Count == session.Delivery.BlockCount, $"seed {seed}: {transfer.Case}");
        }
    }

    [Theory]
    [InlineData(TransferKind.Doubled)]
    [InlineData(TransferKind.Lossless)]
    public void Without_loss_every_transfer_is_delivered(TransferKind kind)
    {
        for (int seed = 0; seed < 500; seed++)
        {
            SimulatedTransfer transfer = new SimulatedTransfer(TransferCase.Draw(seed, kind)).Run();

            Assert.True(
                transfer is { IsComplete: true, Ending: TftpEnding.Delivered }, $"seed {seed}: {transfer.Case}");
        }
    }

    [Theory]
    [InlineData(TransferKind.Plain)]
    [InlineData(TransferKind.Options)]
    [InlineData(TransferKind.Window)]
    public void Nearly_all_transfers_complete_at_up_to_a_fifth_of_loss(TransferKind kind)
    {
        // What fails has lost its first three exchanges in a row: more is not sent to a peer that never answered.
        int complete = Enumerable.Range(0, 1000)
            .Count(seed => new SimulatedTransfer(TransferCase.Draw(seed, kind)).Run().IsComplete);

        Assert.InRange(complete, 980, 1000);
    }

    private static void Play(int seed, TransferKind kind)
    {
        TransferCase drawn = TransferCase.Draw(seed, kind);
        SimulatedTransfer transfer = new SimulatedTransfer(drawn).Run();
        if (transfer.Fault() is not { } fault) return;
        string played = new SimulatedTransfer(drawn, traced: true).Run().Describe();
        Assert.Fail($"{fault}{Environment.NewLine}replay with kind {kind}, seed {seed}{Environment.NewLine}{played}");
    }
}
