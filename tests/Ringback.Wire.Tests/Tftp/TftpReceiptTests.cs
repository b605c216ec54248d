using Ringback.Wire.Tftp;

namespace Ringback.Wire.Tests.Tftp;

public sealed class TftpReceiptTests
{
    private static readonly TftpTerms WithOptions = new(1024, 1, null, [new("blksize", "1024")]);

    private static readonly TftpTerms Window = new(512, 4, null, [new("windowsize", "4")]);

    [Fact]
    public void A_plain_write_is_answered_with_ACK_0() => Assert.Equal("ack 0", new ReceiptInHand().Effect);

    [Fact]
    public void A_write_with_options_is_answered_with_OACK() =>
        Assert.Equal("options", new ReceiptInHand(WithOptions).Effect);

    [Fact]
    public void The_next_block_is_kept_and_acknowledged() =>
        Assert.Equal("keep ack 1", new ReceiptInHand().After(10).Data(1));

    [Fact]
    public void A_short_block_ends_it_as_Complete()
    {
        ReceiptInHand hand = new();

        Assert.Equal(("keep ack 1", TftpReceiptEnding.Complete), (hand.Data(1, 511), hand.Receipt.Ending));
    }

    [Fact]
    public void An_empty_block_behind_a_full_one_ends_it_as_Complete()
    {
        ReceiptInHand hand = new ReceiptInHand().DataTo(1);

        Assert.Equal(("keep ack 2", 512L), (hand.Data(2, 0), hand.Receipt.ReceivedBytes));
    }

    [Fact]
    public void A_block_of_the_agreed_size_is_not_the_last() =>
        Assert.Equal(TftpReceiptEnding.None, new ReceiptInHand(WithOptions).DataTo(1).Receipt.Ending);

    [Fact]
    public void A_block_that_is_longer_than_agreed_is_ignored() =>
        Assert.Equal("wait", new ReceiptInHand().Data(1, 513));

    [Fact]
    public void A_repeat_of_the_last_block_is_acknowledged_again_and_not_kept() =>
        Assert.Equal("ack 3", new ReceiptInHand().DataTo(3).After(10).Data(3));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(60_000)]
    public void Any_other_block_in_lock_step_is_ignored(long block) =>
        Assert.Equal("wait", new ReceiptInHand().DataTo(3).After(10).Data(block));

    [Fact]
    public void A_block_0_is_ignored() => Assert.Equal("wait", new ReceiptInHand().Data(0));

    [Fact]
    public void Repeats_do_not_prolong_the_wait()
    {
        ReceiptInHand hand = new ReceiptInHand().DataTo(3);
        TimeSpan deadline = hand.Receipt.Deadline;
        hand.After(5).Data(3);

        Assert.Equal(deadline, hand.Receipt.Deadline);
    }

    [Fact]
    public void ACK_0_lost_is_sent_again() => Assert.Equal("ack 0", new ReceiptInHand().Silence());

    [Fact]
    public void OACK_lost_is_sent_again() => Assert.Equal("options", new ReceiptInHand(WithOptions).Silence());

    [Fact]
    public void An_ACK_in_the_middle_that_was_lost_is_sent_again() =>
        Assert.Equal("ack 3", new ReceiptInHand().DataTo(3).Silence());

    [Fact]
    public void A_window_is_acknowledged_once()
    {
        ReceiptInHand hand = new(Window);

        Assert.Equal(
            ["keep wait", "keep wait", "keep wait", "keep ack 4"],
            [hand.Data(1), hand.Data(2), hand.Data(3), hand.Data(4)]);
    }

    [Fact]
    public void The_last_block_of_all_is_acknowledged_inside_a_window()
    {
        ReceiptInHand hand = new(Window);
        hand.Data(1);

        Assert.Equal("keep ack 2", hand.Data(2, 7));
    }

    [Fact]
    public void A_gap_is_told_at_once_and_once()
    {
        // RFC 7440 §4; what is behind the gap is thrown away.
        ReceiptInHand hand = new(Window);
        hand.DataTo(5);

        Assert.Equal(["ack 5", "wait"], [hand.Data(7), hand.Data(8)]);
    }

    [Fact]
    public void A_gap_at_the_start_is_told_with_ACK_0() => Assert.Equal("ack 0", new ReceiptInHand(Window).Data(2));

    [Fact]
    public void A_gap_in_the_next_flight_is_told_again()
    {
        ReceiptInHand hand = new(Window);
        hand.DataTo(5);
        hand.Data(7);
        hand.Data(9);

        Assert.Equal(["ack 5", "wait"], [hand.After(10).Data(7), hand.Data(8)]);
    }

    [Fact]
    public void A_window_counts_from_the_block_that_was_told_at_a_gap()
    {
        ReceiptInHand hand = new(Window);
        hand.DataTo(5);
        hand.Data(7);

        Assert.Equal(
            ["keep wait", "keep wait", "keep wait", "keep ack 9"],
            [hand.Data(6), hand.Data(7), hand.Data(8), hand.Data(9)]);
    }

    [Fact]
    public void A_window_that_comes_again_is_acknowledged_once()
    {
        ReceiptInHand hand = new(Window);
        hand.DataTo(4);

        Assert.Equal(["ack 4", "wait", "wait", "wait"], [hand.Data(1), hand.Data(2), hand.Data(3), hand.Data(4)]);
    }

    [Fact]
    public void A_block_beyond_the_window_is_ignored() =>
        Assert.Equal("wait", new ReceiptInHand(Window).DataTo(4).Data(9));

    [Fact]
    public void Silence_in_the_middle_of_a_window_is_answered_with_what_is_here() =>
        Assert.Equal("ack 6", new ReceiptInHand(Window).DataTo(6).Silence());

    [Theory]
    [InlineData(false, "keep ack 0")]
    [InlineData(true, "keep ack 1")]
    public void Block_numbers_go_on_as_the_client_counts(bool wrapsToOne, string effect)
    {
        ReceiptInHand hand = new ReceiptInHand(TftpTerms.Plain with { WrapsToOne = wrapsToOne }).DataTo(65535);

        Assert.Equal(effect, hand.Data(65536));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_repeat_before_the_wrap_is_known_behind_it(bool wrapsToOne)
    {
        TftpTerms terms = Window with { WrapsToOne = wrapsToOne };
        ReceiptInHand hand = new ReceiptInHand(terms).DataTo(65536);

        Assert.Equal("wait", hand.DataTo(65537).Data(65000));
        Assert.StartsWith("ack", hand.Data(65535), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_packets_go_to_a_peer_that_never_sends_a_block()
    {
        ReceiptInHand hand = new();

        Assert.Equal((2, TftpReceiptEnding.NeverAnswered), (1 + hand.SilenceToTheEnd(), hand.Receipt.Ending));
    }

    [Fact]
    public void A_short_request_is_worth_fewer_OACKs() =>
        Assert.Equal(2, 1 + new ReceiptInHand(WithOptions, requestLength: 9).SilenceToTheEnd());

    [Fact]
    public void A_peer_that_falls_silent_in_the_middle_ends_it_as_Stalled_after_half_a_minute()
    {
        ReceiptInHand hand = new ReceiptInHand().DataTo(3);
        TimeSpan start = hand.Now;
        hand.SilenceToTheEnd();

        Assert.Equal(TftpReceiptEnding.Stalled, hand.Receipt.Ending);
        Assert.InRange((hand.Now - start).TotalSeconds, 30, 50);
    }

    [Fact]
    public void Back_off_doubles_to_its_bound_and_returns_to_normal_after_progress()
    {
        ReceiptInHand hand = new ReceiptInHand().DataTo(3);
        List<double> waits = [hand.Patience.TotalMilliseconds];
        for (int i = 0; i < 6; i++)
        {
            hand.Silence();
            waits.Add(hand.Patience.TotalMilliseconds);
        }

        hand.DataTo(4);
        waits.Add(hand.Patience.TotalMilliseconds);
        Assert.Equal([200, 400, 800, 1600, 3200, 4000, 4000, 200], waits);
    }

    [Fact]
    public void An_agreed_timeout_is_obeyed_as_it_is()
    {
        ReceiptInHand hand = new(new TftpTerms(512, 1, TimeSpan.FromSeconds(6), [new("timeout", "6")]));
        hand.DataTo(1);
        hand.Silence();

        Assert.Equal(TimeSpan.FromSeconds(6), hand.Patience);
    }

    [Fact]
    public void The_round_trip_is_not_measured_from_an_ACK_that_was_sent_twice()
    {
        ReceiptInHand hand = new();
        hand.Silence();
        hand.DataTo(1);

        Assert.Null(hand.Receipt.RoundTrip);
    }

    [Fact]
    public void The_last_block_is_acknowledged_again_while_the_receipt_lingers()
    {
        ReceiptInHand hand = new();
        hand.Data(1, 5);
        string lingering = hand.After(5000).Data(1, 5);
        hand.After((hand.Receipt.LingersUntil - hand.Now).TotalMilliseconds + 1);

        Assert.Equal(("ack 1", "wait"), (lingering, hand.Data(1, 5)));
    }

    [Fact]
    public void Nothing_more_is_kept_after_the_last_block()
    {
        ReceiptInHand hand = new();
        hand.Data(1, 5);

        Assert.Equal("wait", hand.Data(2));
    }

    [Fact]
    public void A_complete_receipt_does_not_speak_by_itself()
    {
        ReceiptInHand hand = new();
        hand.Data(1, 5);

        Assert.Equal("wait", hand.After(60_000).Elapse());
    }

    [Fact]
    public void PeerError_ends_it_silently()
    {
        ReceiptInHand hand = new ReceiptInHand().DataTo(1);

        Assert.Equal(("end", TftpReceiptEnding.PeerError), (hand.Fail(), hand.Receipt.Ending));
    }

    [Fact]
    public void An_error_after_the_last_block_does_not_undo_it()
    {
        ReceiptInHand hand = new();
        hand.Data(1, 5);
        hand.Fail();

        Assert.Equal(TftpReceiptEnding.Complete, hand.Receipt.Ending);
    }

    [Fact]
    public void A_peer_that_ignores_OACK_is_known_by_it_after_the_end()
    {
        ReceiptInHand hand = new(WithOptions);
        hand.SilenceToTheEnd();

        Assert.True(hand.Receipt.OptionsUnanswered);
    }

    [Fact]
    public void Random_events_never_throw_and_never_answer_a_packet_with_more_than_one()
    {
        for (int seed = 0; seed < 3_000; seed++)
        {
            Random random = new(seed);
            ReceiptInHand hand = new(random.Next(2) == 0 ? TftpTerms.Plain : Window with { WrapsToOne = true });
            for (int step = 0; step < 100; step++)
            {
                long before = hand.Receipt.ReceivedBlock;
                string effect = random.Next(4) switch
                {
                    0 => hand.Silence(),
                    1 => hand.After(random.Next(100)).Elapse(),
                    2 => hand.Data(random.Next(65536), random.Next(520)),
                    _ => hand.Data(Math.Max(before + random.Next(-5, 6), 0), random.Next(50) == 0 ? 5 : 512),
                };
                TftpReceipt r = hand.Receipt;
                bool sane = r.ReceivedBlock - before == (effect.StartsWith("keep", StringComparison.Ordinal) ? 1 : 0)
                    && r.AcknowledgedBlock <= r.ReceivedBlock
                    && (r.Ending == TftpReceiptEnding.Complete) == (r.LingersUntil > TimeSpan.Zero);
                Assert.True(sane, $"seed {seed}, step {step}: {effect}, {r}");
            }
        }
    }
}
