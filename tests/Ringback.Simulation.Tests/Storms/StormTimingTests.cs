using Ringback.Datagrams;
using Ringback.Simulation.Storms;

namespace Ringback.Simulation.Tests.Storms;

/// <summary>When the phones of a storm ask, repeat themselves, think and give up.</summary>
public sealed class StormTimingTests
{
    [Fact]
    public void Silent_server_is_asked_as_often_as_told_and_then_given_up()
    {
        using StormInHand storm = new();
        storm.Server.Answers = _ => false;

        StormReport report = storm.Run(storm.Usual(StormScenario.Fleet, 5) with
        {
            Tries = 4,
            RepeatAfter = TimeSpan.FromSeconds(7),
        });

        Assert.False(report.Answered);
        Assert.Equal(new StormFailure("no answer", 5), Assert.Single(report.Failures));
        Assert.Equal((5, 15L), (report.Requests, report.RepeatedRequests));
        Assert.Equal(20, storm.Server.Requests.Count);
        Assert.InRange(report.Took.TotalSeconds, 28, 28.1);
    }

    [Fact]
    public void Server_that_falls_silent_in_the_middle_is_reminded_and_given_up()
    {
        using StormInHand storm = new();
        storm.Server.Copies = block => block < 4 ? 1 : 0;

        StormReport report = storm.Run(storm.Usual(StormScenario.Fleet, 5) with { Tries = 3 });

        Assert.Equal(new StormFailure("the server fell silent in the middle", 5), Assert.Single(report.Failures));
        Assert.Equal(10, report.RepeatedAcknowledgements);
        Assert.Equal(5 * 3 * 512, report.Bytes);
    }

    [Fact]
    public void Phones_think_before_each_acknowledgement()
    {
        using StormInHand storm = new();

        StormReport report = storm.Run(storm.Usual(StormScenario.Slow, 30) with
        {
            AcknowledgementDelay = TimeSpan.FromMilliseconds(100),
        });

        Assert.Equal((30, 0L), (report.Succeeded, report.RepeatedAcknowledgements));
        // 21 blocks: the last one is here when 20 have been thought over.
        Assert.InRange(report.Transfer.Median.TotalSeconds, 2.0, 2.05);
        Assert.Equal(30 * 21, storm.Server.Acknowledgements);
    }

    [Fact]
    public void Phones_that_think_go_on_with_their_next_file()
    {
        using StormInHand storm = new();

        StormReport report = storm.Run(storm.Usual(StormScenario.Boot, 5) with
        {
            Requests = 50,
            AcknowledgementDelay = TimeSpan.FromMilliseconds(5),
        });

        Assert.Equal(50, report.Succeeded);
    }

    [Fact]
    public void Phones_start_over_the_spread()
    {
        using StormInHand storm = new();

        StormReport report = storm.Run(
            storm.Usual(StormScenario.Fleet, 10) with { Spread = TimeSpan.FromSeconds(20) });

        Assert.Equal(10, report.Succeeded);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => i * 2.0),
            storm.Server.Requests.Select(r => Math.Round(r.At.TotalSeconds)));
    }

    [Fact]
    public void Storm_ends_when_its_time_is_over()
    {
        using StormInHand storm = new();
        storm.Server.Answers = _ => false;

        StormReport report = storm.Run(
            storm.Usual(StormScenario.Fleet, 8) with { Longest = TimeSpan.FromSeconds(2.5) });

        Assert.Equal(new StormFailure("the storm's time was over", 8), Assert.Single(report.Failures));
        Assert.InRange(report.Took.TotalSeconds, 2.5, 2.6);
    }

    [Fact]
    public void Stopped_storm_tells_what_it_has_so_far()
    {
        using StormInHand storm = new();
        storm.Server.Answers = seen =>
        {
            if (seen.At > TimeSpan.FromSeconds(5)) storm.Stop.Cancel();
            return true;
        };

        StormReport report = storm.Run(
            storm.Usual(StormScenario.Fleet, 10) with { Spread = TimeSpan.FromSeconds(20) });

        Assert.InRange(report.Succeeded, 3, 4);
        Assert.InRange(report.Requests, 4, 5);
        Assert.Equal(report.Requests, report.Succeeded + report.Failed);
    }

    [Fact]
    public void Silence_longer_than_the_ring_of_deadlines_is_waited_out()
    {
        using StormInHand storm = new();
        storm.Server.Answers = seen => seen.At > TimeSpan.FromSeconds(59);

        StormReport report = storm.Run(
            storm.Usual(StormScenario.Fleet, 3) with { RepeatAfter = TimeSpan.FromSeconds(60) });

        Assert.Equal((3, 3L), (report.Succeeded, report.RepeatedRequests));
        Assert.InRange(report.FirstByte.Longest.TotalSeconds, 60, 60.1);
    }

    [Fact]
    public void Missing_file_is_asked_for_again_until_somebody_answers()
    {
        using StormInHand storm = new();
        HashSet<PeerAddress> lost = [];
        storm.Server.Answers = seen => !lost.Add(seen.From);

        StormReport report = storm.Run(storm.Usual(StormScenario.Missing, 100) with { Requests = 300, Rate = 100 });

        Assert.Equal((300, 300, 0), (report.Requests, report.Succeeded, report.Failed));
        Assert.NotEqual(0, report.RepeatedRequests);
    }

    [Fact]
    public void Missing_files_that_were_asked_for_are_waited_for_when_the_time_is_over()
    {
        using StormInHand storm = new();
        storm.Server.Answers = seen => seen.At > TimeSpan.FromSeconds(4);

        StormReport report = storm.Run(storm.Usual(StormScenario.Missing, 1000) with
        {
            Requests = 1000,
            Rate = 100,
            Longest = TimeSpan.FromSeconds(2),
        });

        Assert.InRange(report.Requests, 200, 202);
        Assert.Equal((report.Requests, 0), (report.Succeeded, report.Failed));
    }

    [Fact]
    public void Missing_files_end_by_the_repeats_alone_when_nobody_answers()
    {
        using StormInHand storm = new();
        storm.Server.Answers = _ => false;

        StormReport report = storm.Run(storm.Usual(StormScenario.Missing, 10) with
        {
            Requests = 100,
            Rate = 10,
            Tries = 3,
            Longest = TimeSpan.FromSeconds(2),
        });

        Assert.Equal(new StormFailure("no answer", 10), Assert.Single(report.Failures));
        Assert.InRange(report.Took.TotalSeconds, 3.8, 4.1);
    }

    [Fact]
    public void Answer_that_is_here_already_is_no_silence()
    {
        using StormInHand storm = new();
        storm.Time.Stall = TimeSpan.FromSeconds(2);

        StormReport report = storm.Run(storm.Usual(StormScenario.Fleet, 3) with { Tries = 1 });

        Assert.Equal((3, 0L), (report.Succeeded, report.RepeatedRequests));
    }
}
