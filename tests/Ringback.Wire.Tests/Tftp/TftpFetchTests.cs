using Ringback.Wire.Tftp;

namespace Ringback.Wire.Tests.Tftp;

public sealed class TftpFetchTests
{
    [Fact]
    public void A_fetch_begins_with_its_request() => Assert.Equal("request", new FetchInHand().Effect);

    [Fact]
    public void The_request_is_repeated_as_phones_do()
    {
        // Five sends to a round, three rounds, each from a new port (sources.md 7940-7960 §2.3).
        List<string> done = new FetchInHand().SilenceToTheEnd();

        string[] repeats = ["request", "request", "request", "request"];
        Assert.Equal([.. repeats, "new port", .. repeats, "new port", .. repeats], done);
    }

    [Fact]
    public void The_request_is_repeated_after_four_seconds_and_not_before()
    {
        FetchInHand hand = new();

        Assert.Equal(["wait", "request"], [hand.Elapse(3999), hand.Elapse(1)]);
    }

    [Fact]
    public void Without_an_answer_it_ends_as_NoAnswer()
    {
        FetchInHand hand = new();
        hand.SilenceToTheEnd();

        Assert.Equal(TftpFetchEnding.NoAnswer, hand.Fetch.Ending);
    }

    [Fact]
    public void The_first_block_is_kept_and_acknowledged() => Assert.Equal("keep ack 1", new FetchInHand().Data(1));

    [Fact]
    public void The_first_block_is_kept_after_a_repeated_request()
    {
        FetchInHand hand = new();
        hand.Silence();

        Assert.Equal("keep ack 1", hand.Data(1));
    }

    [Fact]
    public void A_block_that_comes_before_the_first_is_no_answer()
    {
        FetchInHand hand = new();

        Assert.Equal(("wait", false), (hand.Data(2), hand.Fetch.ServerHasAnswered));
    }

    [Fact]
    public void A_repeated_block_is_acknowledged_again_and_not_kept()
    {
        FetchInHand hand = new FetchInHand().DataTo(2);

        Assert.Equal("ack 2", hand.Data(2));
    }

    [Fact]
    public void An_old_block_is_answered_with_the_latest_acknowledgement() =>
        Assert.Equal("ack 3", new FetchInHand().DataTo(3).Data(1));

    [Fact]
    public void A_block_behind_a_gap_is_not_kept() => Assert.Equal("ack 3", new FetchInHand().DataTo(3).Data(5));

    [Fact]
    public void A_short_block_completes_the_fetch()
    {
        FetchInHand hand = new FetchInHand().DataTo(2);

        Assert.Equal(("keep ack 3", TftpFetchEnding.Complete), (hand.Data(3, 511), hand.Fetch.Ending));
    }

    [Fact]
    public void An_empty_block_completes_the_fetch()
    {
        FetchInHand hand = new();
        hand.Data(1, 0);

        Assert.Equal(TftpFetchEnding.Complete, hand.Fetch.Ending);
    }

    [Fact]
    public void A_short_block_out_of_turn_does_not_complete_the_fetch()
    {
        FetchInHand hand = new FetchInHand().DataTo(2);
        hand.Data(4, 100);

        Assert.Equal(TftpFetchEnding.None, hand.Fetch.Ending);
    }

    [Fact]
    public void A_complete_fetch_still_answers_a_repeat_of_its_last_block()
    {
        // RFC 1350 §6: its acknowledgement may have been lost.
        FetchInHand hand = new FetchInHand().DataTo(2);
        hand.Data(3, 100);

        Assert.Equal("ack 3", hand.Data(3, 100));
    }

    [Fact]
    public void A_complete_fetch_keeps_nothing_more()
    {
        FetchInHand hand = new();
        hand.Data(1, 100);

        Assert.Equal("ack 1", hand.Data(2, 100));
    }

    [Fact]
    public void A_complete_fetch_does_not_repeat_itself()
    {
        FetchInHand hand = new();
        hand.Data(1, 100);

        Assert.Equal("wait", hand.Silence());
    }

    [Fact]
    public void A_server_that_falls_silent_is_sent_the_last_acknowledgement_five_times()
    {
        FetchInHand hand = new FetchInHand().DataTo(2);

        Assert.Equal(Enumerable.Repeat("ack 2", new TftpFetchHabits().AcknowledgementRepeats), hand.SilenceToTheEnd());
    }

    [Fact]
    public void A_server_that_falls_silent_ends_it_as_Stalled()
    {
        FetchInHand hand = new FetchInHand().DataTo(2);
        hand.SilenceToTheEnd();

        Assert.Equal(TftpFetchEnding.Stalled, hand.Fetch.Ending);
    }

    [Fact]
    public void An_error_ends_it_as_ServerError()
    {
        FetchInHand hand = new();

        Assert.Equal(("end", TftpFetchEnding.ServerError), (hand.Error(), hand.Fetch.Ending));
    }

    [Fact]
    public void An_error_after_the_last_block_does_not_undo_it()
    {
        FetchInHand hand = new();
        hand.Data(1, 100);
        hand.Error();

        Assert.Equal(TftpFetchEnding.Complete, hand.Fetch.Ending);
    }

    [Fact]
    public void Nothing_is_kept_after_an_error()
    {
        FetchInHand hand = new();
        hand.Error();

        Assert.Equal("wait", hand.Data(1));
    }

    [Fact]
    public void Block_numbers_beyond_65535_wrap() =>
        Assert.Equal("keep ack 0", new FetchInHand().DataTo(65535).Data(65536));

    [Fact]
    public void OACK_is_acknowledged_with_block_0() =>
        Assert.Equal("ack 0", new FetchInHand().Options(new TftpOption("blksize", "1024")));

    [Fact]
    public void A_repeated_OACK_is_acknowledged_again()
    {
        FetchInHand hand = new();
        hand.Options(new TftpOption("blksize", "1024"));

        Assert.Equal("ack 0", hand.Options(new TftpOption("blksize", "1024")));
    }

    [Fact]
    public void OACK_after_the_first_block_is_ignored()
    {
        FetchInHand hand = new FetchInHand().DataTo(1);

        Assert.Equal("wait", hand.Options(new TftpOption("blksize", "1024")));
    }

    [Fact]
    public void An_agreed_block_size_decides_which_block_is_the_last()
    {
        FetchInHand hand = new();
        hand.Options(new TftpOption("BLKSIZE", "1024"));
        hand.Data(1, 1024);
        TftpFetchEnding middle = hand.Fetch.Ending;
        hand.Data(2, 512);

        Assert.Equal((TftpFetchEnding.None, TftpFetchEnding.Complete), (middle, hand.Fetch.Ending));
    }

    [Fact]
    public void In_a_window_only_the_last_block_is_acknowledged()
    {
        FetchInHand hand = new();
        hand.Options(new TftpOption("windowsize", "3"));

        Assert.Equal(["keep wait", "keep wait", "keep ack 3"], [hand.Data(1), hand.Data(2), hand.Data(3)]);
    }

    [Fact]
    public void The_last_block_is_acknowledged_in_the_middle_of_a_window()
    {
        FetchInHand hand = new();
        hand.Options(new TftpOption("windowsize", "3"));
        hand.Data(1);

        Assert.Equal("keep ack 2", hand.Data(2, 100));
    }

    [Fact]
    public void A_gap_in_a_window_is_told_at_once()
    {
        FetchInHand hand = new();
        hand.Options(new TftpOption("windowsize", "4"));
        hand.Data(1);

        Assert.Equal("ack 1", hand.Data(3));
    }

    [Fact]
    public void After_a_gap_a_window_is_counted_from_the_block_that_was_acknowledged()
    {
        FetchInHand hand = new();
        hand.Options(new TftpOption("windowsize", "3"));
        hand.Data(1);
        hand.Data(3);

        Assert.Equal(["keep wait", "keep wait", "keep ack 4"], [hand.Data(2), hand.Data(3), hand.Data(4)]);
    }
}
