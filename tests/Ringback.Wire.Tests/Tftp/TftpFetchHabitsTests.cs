using Ringback.Wire.Tftp;

namespace Ringback.Wire.Tests.Tftp;

/// <summary>A fetch as the loader of a 7940 or 7960 does it (sources.md 7940-7960-code §6).</summary>
public sealed class TftpFetchHabitsTests
{
    private static readonly TftpFetchHabits Loader = new()
    {
        FirstRepeat = TimeSpan.FromSeconds(1),
        SendsPerRound = 4,
        Rounds = 2,
        AcknowledgementRepeats = 4,
        AcknowledgesRepeats = false,
        LongestBlock = 512,
        LongestFile = 1_100,
    };

    [Fact]
    public void It_asks_after_0_1_5_and_9_seconds_and_from_another_port_after_13()
    {
        FetchInHand fetch = new(Loader);
        TimeSpan start = fetch.Now;
        List<(string, double)> asked = [];
        for (int i = 0; i < 8; i++) asked.Add((fetch.Silence(), (fetch.Now - start).TotalSeconds));
        Assert.Equal(
            [("request", 1), ("request", 5), ("request", 9), ("new port", 13), ("request", 14), ("request", 18),
                ("request", 22), ("end", 26)], asked);
        Assert.Equal(TftpFetchEnding.NoAnswer, fetch.Fetch.Ending);
    }

    [Fact]
    public void A_block_that_comes_again_is_dropped_and_does_not_put_off_its_own_repeat()
    {
        FetchInHand fetch = new(Loader);
        fetch.DataTo(1);
        TimeSpan due = fetch.Fetch.Deadline;
        Assert.Equal("wait", fetch.Data(1));
        Assert.Equal(due, fetch.Fetch.Deadline);
        Assert.Equal("ack 1", fetch.Silence());
    }

    [Fact]
    public void It_repeats_its_acknowledgement_four_times_every_four_seconds()
    {
        FetchInHand fetch = new(Loader);
        fetch.DataTo(1);
        TimeSpan start = fetch.Now;
        for (int i = 0; i < 4; i++) Assert.Equal("ack 1", fetch.Silence());
        Assert.Equal("end", fetch.Silence());
        Assert.Equal((TimeSpan.FromSeconds(20), TftpFetchEnding.Stalled), (fetch.Now - start, fetch.Fetch.Ending));
    }

    [Fact]
    public void A_complete_fetch_drops_a_repeat_of_its_last_block()
    {
        FetchInHand fetch = new(Loader);
        fetch.Data(1, 10);
        Assert.Equal("wait", fetch.Data(1, 10));
        Assert.Equal(TftpFetchEnding.Complete, fetch.Fetch.Ending);
    }

    [Fact]
    public void A_file_of_exactly_its_room_is_taken()
    {
        FetchInHand fetch = new(Loader);
        fetch.DataTo(2);
        Assert.Equal("keep ack 3", fetch.Data(3, 76));
        Assert.Equal(TftpFetchEnding.Complete, fetch.Fetch.Ending);
    }

    [Fact]
    public void A_longer_file_ends_with_error_11()
    {
        FetchInHand fetch = new(Loader);
        fetch.DataTo(2);
        Assert.Equal("error 11", fetch.Data(3, 77));
        Assert.Equal(TftpFetchEnding.TooLarge, fetch.Fetch.Ending);
        Assert.Equal("wait", fetch.Data(3, 76));
    }

    [Fact]
    public void A_block_of_more_than_512_bytes_ends_with_error_0()
    {
        FetchInHand fetch = new(Loader);
        Assert.Equal("error 0", fetch.Data(1, 513));
        Assert.Equal(TftpFetchEnding.TooLarge, fetch.Fetch.Ending);
    }
}
