using Ringback.Wire.Tftp;

namespace Ringback.Simulation.Tests.Tftp;

/// <summary>The losses that have a name, each on a cable that is perfect otherwise.</summary>
public sealed class TftpNamedLossTests
{
    [Theory]
    [InlineData("RRQ")]
    [InlineData("DATA 1")]
    [InlineData("ACK 1")]
    [InlineData("DATA 2")]
    [InlineData("ACK 2")]
    [InlineData("DATA 3")]
    [InlineData("ACK 3")]
    public void Any_one_packet_of_a_plain_transfer_may_be_lost(string lost)
    {
        SimulatedTransfer transfer = Play(TransferKind.Plain, 1500, (name, nth) => name == lost && nth == 1);

        Assert.Equal((true, TftpEnding.Delivered), (transfer.IsComplete, transfer.Ending));
    }

    [Theory]
    [InlineData("RRQ")]
    [InlineData("OACK")]
    [InlineData("ACK 0")]
    [InlineData("DATA 1")]
    [InlineData("ACK 1")]
    [InlineData("ACK 3")]
    public void Any_one_packet_of_a_transfer_with_options_may_be_lost(string lost)
    {
        SimulatedTransfer transfer = Play(TransferKind.Options, 1500, (name, nth) => name == lost && nth == 1);

        Assert.Equal((true, TftpEnding.Delivered), (transfer.IsComplete, transfer.Ending));
    }

    [Theory]
    [InlineData("DATA 1")]
    [InlineData("ACK 1")]
    public void The_first_packets_may_be_lost_twice(string lost)
    {
        SimulatedTransfer transfer = Play(TransferKind.Plain, 1500, (name, nth) => name == lost && nth <= 2);

        Assert.Equal((true, TftpEnding.Delivered), (transfer.IsComplete, transfer.Ending));
    }

    [Fact]
    public void A_first_block_that_is_lost_costs_no_longer_than_the_first_timeout()
    {
        // A server that waits for the phone's own repeat costs four seconds for each file.
        SimulatedTransfer transfer = Play(TransferKind.Plain, 1500, (name, nth) => name == "DATA 1" && nth == 1);

        Assert.InRange(
            transfer.Server.Sessions[0].Delivery.ProgressAt, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.1));
    }

    [Fact]
    public void A_last_acknowledgement_that_is_lost_is_given_again_by_a_client_that_is_complete()
    {
        SimulatedTransfer transfer = Play(TransferKind.Plain, 1500, (name, nth) => name == "ACK 3" && nth <= 5);

        Assert.Equal((6, TftpEnding.Delivered), (transfer.Wire.Sent("ACK 3"), transfer.Ending));
    }

    [Fact]
    public void A_last_acknowledgement_that_never_comes_leaves_the_transfer_Unconfirmed()
    {
        SimulatedTransfer transfer = Play(TransferKind.Plain, 1500, (name, _) => name == "ACK 3");

        Assert.Equal((true, TftpEnding.Unconfirmed), (transfer.IsComplete, transfer.Ending));
    }

    [Fact]
    public void A_client_that_hears_nothing_from_the_server_tries_three_ports_and_gives_up()
    {
        SimulatedTransfer transfer = Play(TransferKind.Plain, 1500, (name, _) => name.StartsWith("DATA", Ordinal));

        Assert.Equal((TftpFetchEnding.NoAnswer, 3), (transfer.Client.Fetch.Ending, transfer.Client.Ports));
    }

    [Fact]
    public void No_delivery_sends_more_than_two_packets_to_a_client_that_hears_nothing()
    {
        SimulatedTransfer transfer = Play(TransferKind.Plain, 1500, (name, _) => name.StartsWith("DATA", Ordinal));

        Assert.All(transfer.Server.Sessions, s => Assert.Equal([2], s.Sends.Values));
    }

    [Fact]
    public void A_client_that_is_heard_from_its_second_port_gets_the_file()
    {
        SimulatedTransfer transfer = new(Case(TransferKind.Plain, 1500)) { IsLost = (d, _) => d.To == 50_000 };
        transfer.Run();

        Assert.Equal((true, null), (transfer.IsComplete, transfer.Fault()));
    }

    [Fact]
    public void A_repeated_request_does_not_disturb_the_delivery_that_it_began()
    {
        SimulatedTransfer transfer = Play(TransferKind.Doubled, 40_000, (_, _) => false);

        Assert.Single(transfer.Server.Sessions);
    }

    [Fact]
    public void A_client_that_is_gone_in_the_middle_leaves_the_transfer_Stalled()
    {
        SimulatedTransfer transfer = new(Case(TransferKind.Plain, 40_000)) { GoneAfterBlock = 20 };
        transfer.Run();

        Assert.Equal((TftpEnding.Stalled, null), (transfer.Ending, transfer.Fault()));
    }

    [Fact]
    public void A_client_that_is_gone_is_not_sent_to_for_longer_than_forty_seconds()
    {
        SimulatedTransfer transfer = new(Case(TransferKind.Plain, 40_000)) { GoneAfterBlock = 20 };
        transfer.Run();

        Assert.InRange(transfer.Duration, TimeSpan.Zero, TimeSpan.FromSeconds(40));
    }

    [Fact]
    public void A_transfer_of_more_than_65535_blocks_is_whole()
    {
        TransferCase large = Case(TransferKind.Options, 8 * 66_000) with { BlockSize = 8 };
        SimulatedTransfer transfer = new(large) { MostSteps = 1_000_000 };
        transfer.Run();

        Assert.Equal((true, null), (transfer.IsComplete, transfer.Fault()));
    }

    [Theory]
    [InlineData("DATA 1")]
    [InlineData("DATA 5")] // in the middle of a window
    [InlineData("DATA 16")] // the last of one
    [InlineData("DATA 17")] // the first of one
    [InlineData("ACK 0")]
    [InlineData("ACK 16")]
    [InlineData("DATA 160")]
    [InlineData("DATA 161")] // the last of all
    public void A_packet_lost_in_a_window_costs_no_more_than_that_window_once_more(string lost)
    {
        SimulatedTransfer transfer = Play(TransferKind.Window, 160 * 512, (name, nth) => name == lost && nth == 1);

        Assert.InRange(transfer.Server.Sessions[0].Sends.Values.Sum(), 161, 161 + 16);
    }

    [Fact]
    public void An_acknowledgement_that_comes_twice_in_a_window_costs_no_more_than_a_window()
    {
        SimulatedTransfer transfer = new(Case(TransferKind.Window, 160 * 512)) { ArrivesTwice = "ACK 32" };
        transfer.Run();

        Assert.InRange(transfer.Server.Sessions[0].Sends.Values.Sum(), 161, 161 + 16);
    }

    [Fact]
    public void A_client_that_becomes_slow_is_not_sent_every_block_twice()
    {
        // A phone that begins to write to its flash: from 4 ms to 300 ms for a block, and no packet is lost.
        SimulatedTransfer transfer = new(Case(TransferKind.Plain, 160 * 512))
        {
            AnswerTime = block => TimeSpan.FromMilliseconds(block < 20 ? 0 : 300),
        };
        transfer.Run();

        Assert.InRange(transfer.Server.Sessions[0].Sends.Values.Sum(), 161, 161 + 10);
    }

    private const StringComparison Ordinal = StringComparison.Ordinal;

    private static TransferCase Case(TransferKind kind, int length) =>
        new(1, kind, length, 0, kind == TransferKind.Doubled ? 1 : 0, TimeSpan.Zero, 512,
            kind == TransferKind.Window ? 16 : 1);

    /// <summary>Plays a transfer that loses what it is told to, and that keeps every promise all the same.</summary>
    private static SimulatedTransfer Play(TransferKind kind, int length, Func<string, int, bool> isLost)
    {
        SimulatedTransfer transfer = new(Case(kind, length), traced: true)
        {
            IsLost = (datagram, nth) => isLost(datagram.ToString(), nth),
        };
        transfer.Run();
        Assert.True(transfer.Fault() is null, $"{transfer.Fault()}{Environment.NewLine}{transfer.Describe()}");
        return transfer;
    }
}
