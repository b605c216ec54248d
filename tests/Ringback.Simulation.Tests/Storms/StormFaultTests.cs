using Ringback.Simulation.Storms;
using Ringback.Wire.Tftp;

namespace Ringback.Simulation.Tests.Storms;

/// <summary>What goes wrong is found, told and survived.</summary>
public sealed class StormFaultTests
{
    [Fact]
    public void Wrong_byte_is_found()
    {
        using StormInHand storm = new();
        storm.Server.Spoil = (peer, block, payload) =>
        {
            if (block == 7 && peer == storm.Server.Requests[0].From) payload[300] ^= 1;
            return payload;
        };

        StormReport report = storm.Run(storm.Usual(StormScenario.Fleet, 20));

        Assert.Equal((19, 1, 1), (report.Succeeded, report.Failed, report.Wrong));
        Assert.Equal("the bytes are not those of the file", Assert.Single(report.Failures).Why);
    }

    [Fact]
    public void Wrong_length_is_found_without_the_content()
    {
        using StormInHand storm = new();
        storm.Server.Spoil = (peer, block, payload) =>
            block == 3 && storm.Server.Requests is [_, _, { From: var third }, ..] && peer == third
                ? payload[..100]
                : payload;

        StormReport report = storm.Run(
            storm.Usual(StormScenario.Fleet, 20) with { Content = null, Spread = OneSecond });

        Assert.Equal((19, 1, 1), (report.Succeeded, report.Failed, report.Wrong));
    }

    [Fact]
    public void Announced_length_must_be_right()
    {
        using StormInHand storm = new();
        storm.Server.FalseOptions = [new TftpOption(TftpOption.TransferSize, "77")];

        StormReport report = storm.Run(storm.Usual(StormScenario.Stream, 1) with { Content = null });

        Assert.Equal((0, 1), (report.Succeeded, report.Wrong));
    }

    [Theory]
    [InlineData("blksize", "1024")]
    [InlineData("windowsize", "4")]
    [InlineData("blksize", "many")]
    [InlineData("timeout", "1")]
    public void Options_that_were_not_asked_for_are_refused(string name, string value)
    {
        using StormInHand storm = new();
        storm.Server.FalseOptions = [new TftpOption(name, value)];

        StormReport report = storm.Run(storm.Usual(StormScenario.Fleet, 1));

        Assert.Equal(1, report.Failed);
        Assert.Equal(TftpErrorCode.OptionsRefused, Assert.Single(storm.Server.Errors));
    }

    [Fact]
    public void Block_that_is_too_long_ends_the_transfer()
    {
        using StormInHand storm = new();
        storm.Server.Spoil = (_, _, payload) => [.. payload, 0];

        StormReport report = storm.Run(storm.Usual(StormScenario.Fleet, 3));

        Assert.Equal(new StormFailure("a block was too long", 3), Assert.Single(report.Failures));
    }

    [Fact]
    public void Error_of_the_server_is_told_in_its_words()
    {
        using StormInHand storm = new();
        storm.Server.Files.Clear();

        StormReport report = storm.Run(StormOptions.For(StormScenario.Fleet, storm.Server.EndPoint) with
        {
            File = "absent",
            Phones = 5,
            Requests = 5,
        });

        Assert.True(report.Answered);
        Assert.Equal(new StormFailure("ERROR 1: no such file", 5), Assert.Single(report.Failures));
    }

    [Fact]
    public void File_that_must_be_missing_and_is_not_is_a_failure()
    {
        using StormInHand storm = new();

        StormReport report = storm.Run(
            storm.Usual(StormScenario.Missing, 2) with { Missing = StormInHand.File, Rate = 1000 });

        Assert.Equal((0, 2), (report.Succeeded, report.Failed));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Lost_packets_are_repeated(int seed)
    {
        using StormInHand storm = new();

        StormReport report = storm.Run(storm.Usual(StormScenario.Lossy, 50) with { Loss = 0.1, Seed = seed });

        Assert.Equal((50, 0), (report.Succeeded, report.Failed));
        Assert.True(report.RepeatedAcknowledgements > 50, $"{report.RepeatedAcknowledgements} were repeated.");
        Assert.True(report.RepeatedRequests > 0, "No request was lost.");
        Assert.True(report.Took >= TimeSpan.FromSeconds(4), "The loss cost no time.");
    }

    [Fact]
    public void Repeated_block_is_acknowledged_again_and_kept_once()
    {
        using StormInHand storm = new();
        storm.Server.Copies = block => block == 5 ? 2 : 1;

        StormReport report = storm.Run(storm.Usual(StormScenario.Fleet, 10));

        Assert.Equal(10, report.Succeeded);
        Assert.Equal(10L * storm.Server.Files[StormInHand.File].Length, report.Bytes);
        Assert.True(report.RepeatedAcknowledgements >= 10);
    }

    [Fact]
    public void Gap_in_a_window_is_told_once()
    {
        using StormInHand storm = new();
        bool lost = false;
        storm.Server.Copies = block =>
        {
            if (block != 3 || lost) return 1;
            lost = true;
            return 0;
        };

        StormReport report = storm.Run(
            storm.Usual(StormScenario.Stream, 1) with { BlockSize = 512, WindowSize = 8 });

        Assert.Equal((1, 1L), (report.Succeeded, report.RepeatedAcknowledgements));
        Assert.True(report.Took < OneSecond, "The gap was only told after a silence.");
    }

    [Fact]
    public void Stranger_is_sent_away_and_the_transfer_goes_on()
    {
        using StormInHand storm = new();
        storm.Server.HasStranger = true;

        StormReport report = storm.Run(storm.Usual(StormScenario.Fleet, 10));

        Assert.Equal(10, report.Succeeded);
        Assert.Equal(10, storm.Server.Errors.Count);
        Assert.All(storm.Server.Errors, e => Assert.Equal(TftpErrorCode.UnknownTransferId, e));
    }

    private static TimeSpan OneSecond => TimeSpan.FromSeconds(1);
}
