using System.Net;
using Ringback.Datagrams;
using Ringback.Datagrams.Stacks;
using Ringback.Simulation.Storms;
using Ringback.Wire.Tftp;

namespace Ringback.Simulation.Tests.Storms;

/// <summary>What the phones of a storm ask for, and that they get it.</summary>
public sealed class StormTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(10_000)]
    public void Fleet_takes_the_file_byte_for_byte(int length)
    {
        using StormInHand storm = new();
        storm.Server.Files[StormInHand.File] = StormInHand.Content(length);

        StormReport report = storm.Run(storm.Usual(StormScenario.Fleet, 300));

        Assert.Empty(report.Failures);
        Assert.Equal((300, 0, 0), (report.Succeeded, report.Failed, report.Wrong));
        Assert.Equal(300L * length, report.Bytes);
        Assert.Equal(300, storm.Server.Requests.Count);
        Assert.Equal(300 * ((length / 512) + 1), storm.Server.Acknowledgements);
        Assert.All(storm.Server.Requests, r => Assert.Empty(r.Request.Options));
    }

    [Fact]
    public void Each_phone_looks_like_a_host_of_its_own_where_the_system_allows_it()
    {
        using StormInHand storm = new();

        storm.Run(storm.Usual(StormScenario.Fleet, 40));

        List<PeerAddress> seen = [.. storm.Server.Requests.Select(r => r.From)];
        Assert.Equal(40, seen.Distinct().Count());
        if (DatagramStacks.Best.ChoosesSource) Assert.Equal(40, seen.Select(p => p.Host).Distinct().Count());
        if (DatagramStacks.Best.ChoosesSource) Assert.Equal(IPAddress.Parse("127.64.0.1"), seen[0].Address);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Phone_has_a_port_of_its_own_where_addresses_cannot_be_chosen(bool portable)
    {
        using StormInHand storm = new(portable ? DatagramStacks.Portable : null, choosesSource: false);

        StormReport report = storm.Run(storm.Usual(StormScenario.Fleet, 40));

        Assert.Equal(40, report.Succeeded);
        Assert.Single(storm.Server.Requests.Select(r => r.From.Host).Distinct());
        Assert.Equal(40, storm.Server.Requests.Select(r => r.From).Distinct().Count());
    }

    [Fact]
    public void Server_is_reached_over_IPv6()
    {
        using StormInHand storm = new(address: IPAddress.IPv6Loopback);

        Assert.Equal(20, storm.Run(storm.Usual(StormScenario.Fleet, 20)).Succeeded);
    }

    [Fact]
    public void Boot_asks_in_turn_for_a_missing_file_and_for_the_small_one()
    {
        using StormInHand storm = new();

        StormReport report = storm.Run(storm.Usual(StormScenario.Boot, 10) with { Requests = 200 });

        Assert.Equal((200, 200, 0), (report.Requests, report.Succeeded, report.Failed));
        Assert.Equal(100, storm.Server.Requests.Count(r => r.Request.FileName == StormInHand.File));
        Assert.Equal(10, storm.Server.Requests.Select(r => r.Request.FileName).Where(n => n != StormInHand.File)
            .Distinct().Count());
        Assert.Contains(storm.Server.Requests, r => r.Request.FileName == "CTLSEP02AB5C000009.tlv");
    }

    [Fact]
    public void In_a_mix_every_phone_asks_four_times_and_another_takes_its_place()
    {
        using StormInHand storm = new();

        StormReport report = storm.Run(storm.Usual(StormScenario.Mix, 10) with { Requests = 200 });

        Assert.Equal((200, 200, 0), (report.Requests, report.Succeeded, report.Failed));
        string[] names = [.. storm.Server.Requests.Select(r => r.Request.FileName)];
        Assert.Equal(100, names.Count(n => n == StormInHand.File));
        string[] phones = [.. names.Where(n => n.StartsWith("CTLSEP", StringComparison.Ordinal)).Order()];
        Assert.Equal(50, phones.Distinct().Count());
        Assert.Equal(phones.Select(n => $"{n[3..^4]}.cnf.xml"),
            names.Where(n => n.StartsWith("SEP", StringComparison.Ordinal)).Order());
        Assert.Equal("CTLSEP02AB5C000031.tlv", phones[^1]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Next_file_is_asked_for_from_a_new_port(bool choosesSource)
    {
        using StormInHand storm = new(choosesSource: choosesSource);

        StormReport report = storm.Run(storm.Usual(StormScenario.Boot, 1) with { Requests = 12 });

        Assert.Equal(12, report.Succeeded);
        List<SeenRequest> seen = storm.Server.Requests;
        Assert.All(seen.Zip(seen.Skip(1)), pair => Assert.NotEqual(pair.First.From.Port, pair.Second.From.Port));
    }

    [Fact]
    public void Missing_files_are_asked_for_at_the_rate_and_silence_is_counted()
    {
        using StormInHand storm = new();
        int turn = 0;
        storm.Server.Answers = _ => turn++ % 2 == 0;

        StormReport report = storm.Run(storm.Usual(StormScenario.Missing, 100) with
        {
            Requests = 300,
            Rate = 100,
            Tries = 1,
        });

        Assert.Equal((300, 150, 150), (report.Requests, report.Succeeded, report.Failed));
        Assert.Equal(new StormFailure("no answer", 150), Assert.Single(report.Failures));
        Assert.Equal(300, storm.Server.Requests.Count);
        TimeSpan asked = storm.Server.Requests[^1].At;
        Assert.InRange(asked.TotalSeconds, 2.9, 3.2);
    }

    [Fact]
    public void Stream_asks_for_block_size_length_and_window()
    {
        using StormInHand storm = new();
        storm.Server.Files[StormInHand.File] = StormInHand.Content(100_000);
        StormOptions options = storm.Usual(StormScenario.Stream, 1) with { BlockSize = 1024, WindowSize = 8 };

        StormReport report = storm.Run(options);

        Assert.Equal((1, 100_000L, 0L), (report.Succeeded, report.Bytes, report.RepeatedAcknowledgements));
        TftpRequest request = Assert.Single(storm.Server.Requests).Request;
        Assert.Equal("blksize=1024 tsize=0 windowsize=8", string.Join(' ', request.Options));
        // One for the OACK, one for each whole window of the 98 blocks, and one for the rest.
        Assert.Equal(1 + 12 + 1, storm.Server.Acknowledgements);
    }

    [Fact]
    public void Largest_blocks_are_taken()
    {
        using StormInHand storm = new();
        storm.Server.Files[StormInHand.File] = StormInHand.Content(400_000);
        StormOptions options = storm.Usual(StormScenario.Stream, 1) with { BlockSize = StormOptions.LargestBlockSize };

        Assert.Equal((1, 400_000L), storm.Run(options) is { } report ? (report.Succeeded, report.Bytes) : default);
    }

    [Fact]
    public void Block_numbers_go_round()
    {
        using StormInHand storm = new();
        storm.Server.Files[StormInHand.File] = StormInHand.Content(8 * 66_000);
        StormOptions options = storm.Usual(StormScenario.Stream, 1) with { BlockSize = 8, WindowSize = 64 };

        StormReport report = storm.Run(options);

        Assert.Equal(8L * 66_000, report.Bytes);
        Assert.Empty(report.Failures);
    }

    [Fact]
    public void Warming_up_ends() => Storm.WarmUp(DatagramStacks.Best);
}
