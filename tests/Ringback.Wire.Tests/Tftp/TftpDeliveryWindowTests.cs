using Ringback.Wire.Tftp;

namespace Ringback.Wire.Tests.Tftp;

/// <summary>Windows as RFC 7440 §4 describes them.</summary>
public sealed class TftpDeliveryWindowTests
{
    [Fact]
    public void The_acknowledgement_of_OACK_is_answered_with_a_whole_window() =>
        Assert.Equal("blocks 1+4", new DeliveryInHand(10_000, DeliveryInHand.Window(4)).Acknowledge(0));

    [Fact]
    public void The_acknowledgement_of_a_window_is_answered_with_the_next() =>
        Assert.Equal("blocks 5+4", Begin(10_000).After(10).Acknowledge(4));

    [Fact]
    public void The_last_window_is_as_short_as_what_is_left()
    {
        DeliveryInHand hand = Begin(512 * 5);

        Assert.Equal("blocks 5+2", hand.After(10).Acknowledge(4));
    }

    [Fact]
    public void A_file_shorter_than_a_window_is_sent_at_once() => Assert.Equal("blocks 1+2", Begin(700).Effect);

    [Fact]
    public void A_partial_ack_goes_on_after_the_acknowledged_block() =>
        Assert.Equal("blocks 3+4", Begin(10_000).After(10).Acknowledge(2));

    [Fact]
    public void What_a_partial_ack_sends_again_is_counted()
    {
        DeliveryInHand hand = Begin(10_000);
        hand.After(10).Acknowledge(3);

        Assert.Equal(1, hand.Delivery.Retransmissions);
    }

    [Fact]
    public void A_window_without_an_answer_is_sent_again()
    {
        DeliveryInHand hand = Begin(10_000);
        hand.After(10).Acknowledge(4);

        Assert.Equal("blocks 5+4", hand.Silence());
    }

    [Fact]
    public void A_duplicate_ack_sends_the_window_again()
    {
        // RFC 7440 §4: the client has seen a gap right at the beginning of the window.
        DeliveryInHand hand = Begin(10_000);
        hand.After(10).Acknowledge(4);

        Assert.Equal("blocks 5+4", hand.After(1).Acknowledge(4));
    }

    [Fact]
    public void A_duplicate_ack_is_believed_once_until_the_transfer_moves_on()
    {
        // Every block behind the gap is answered with the same ACK: four of them for one lost block.
        DeliveryInHand hand = Begin(10_000);
        hand.After(10).Acknowledge(4);
        hand.After(1).Acknowledge(4);

        Assert.Equal("wait", hand.After(1).Acknowledge(4));
    }

    [Fact]
    public void A_duplicate_ack_after_a_window_that_was_sent_twice_is_an_echo_of_its_second_copy()
    {
        // To answer it would send this window twice as well, and so on to the end.
        DeliveryInHand hand = Begin(10_000);
        hand.After(10).Acknowledge(4);
        hand.After(1).Acknowledge(4);
        hand.After(10).Acknowledge(8);

        Assert.Equal("wait", hand.After(1).Acknowledge(8));
    }

    [Fact]
    public void A_duplicate_ack_after_a_partial_one_is_an_echo_of_the_blocks_behind_the_gap()
    {
        DeliveryInHand hand = Begin(10_000);
        hand.After(10).Acknowledge(1);

        Assert.Equal("wait", hand.After(1).Acknowledge(1));
    }

    [Fact]
    public void A_duplicate_ack_is_believed_again_when_a_window_has_gone_well()
    {
        DeliveryInHand hand = Begin(10_000);
        hand.After(10).Acknowledge(4);
        hand.After(1).Acknowledge(4);
        hand.After(10).Acknowledge(8);
        hand.After(10).Acknowledge(12);

        Assert.Equal("blocks 13+4", hand.After(1).Acknowledge(12));
    }

    [Fact]
    public void A_duplicate_ack_a_round_trip_after_an_echo_is_a_gap_again()
    {
        // Block 2 was lost, and of what was sent again block 2 once more: only silence would help without this.
        DeliveryInHand hand = Begin(10_000);
        hand.After(10).Acknowledge(1);
        hand.After(1).Acknowledge(1);

        Assert.Equal("blocks 2+4", hand.After(10).Acknowledge(1));
    }

    [Fact]
    public void A_second_gap_in_a_window_that_was_sent_again_is_gone_back_to()
    {
        DeliveryInHand hand = Begin(10_000);
        hand.After(10).Acknowledge(1);

        Assert.Equal("blocks 4+4", hand.After(10).Acknowledge(3));
    }

    [Fact]
    public void An_ack_that_was_under_way_when_the_window_was_sent_again_is_answered_with_new_blocks_only()
    {
        DeliveryInHand hand = Begin(10_000);
        hand.After(10).Acknowledge(1);

        Assert.Equal("blocks 6+3", hand.After(1).Acknowledge(4));
    }

    [Fact]
    public void Copies_that_were_not_needed_are_not_taken_for_a_gap()
    {
        DeliveryInHand hand = Begin(10_000);
        hand.After(10).Acknowledge(1);
        hand.After(1).Acknowledge(4); // so 2, 3 and 4 went twice for nothing

        Assert.Equal(
            ["wait", "wait", "wait", "blocks 5+4"],
            [hand.After(10).Acknowledge(4), hand.Acknowledge(4), hand.Acknowledge(4), hand.Acknowledge(4)]);
    }

    [Fact]
    public void A_partial_ack_of_a_window_that_was_sent_again_is_answered_with_new_blocks_only()
    {
        // Only block 4 was lost: the client acknowledges 3 at the first repeat, and 4 is right behind.
        DeliveryInHand hand = Begin(10_000);
        hand.Silence();

        Assert.Equal("blocks 5+3", hand.After(10).Acknowledge(3));
    }

    [Fact]
    public void A_partial_ack_of_the_last_window_that_was_sent_again_is_waited_out()
    {
        DeliveryInHand hand = Begin(512 * 3);
        hand.Silence();

        Assert.Equal("wait", hand.After(10).Acknowledge(3));
    }

    [Fact]
    public void A_last_block_that_was_lost_twice_is_sent_again()
    {
        DeliveryInHand hand = Begin(512 * 3);
        hand.Silence();
        hand.After(10).Acknowledge(3);

        Assert.Equal("blocks 4+1", hand.Silence());
    }

    [Fact]
    public void An_old_ack_in_a_window_is_not_answered()
    {
        DeliveryInHand hand = Begin(10_000);
        hand.After(10).Acknowledge(4);

        Assert.Equal("wait", hand.After(1).Acknowledge(2));
    }

    [Fact]
    public void An_ack_beyond_the_window_is_ignored() =>
        Assert.Equal("wait", Begin(10_000).After(10).Acknowledge(5));

    [Fact]
    public void A_window_across_the_wrap_is_acknowledged_by_its_low_16_bits()
    {
        DeliveryInHand hand = Begin(512L * 70_000);
        for (long block = 4; block <= 65532; block += 4) hand.After(10).Acknowledge(block);
        hand.After(10).Acknowledge(65534);

        Assert.Equal("blocks 65539+4", hand.After(10).Acknowledge(65538));
    }

    [Fact]
    public void The_acknowledgement_of_the_last_window_ends_it_as_Delivered()
    {
        DeliveryInHand hand = Begin(700);

        Assert.Equal(("end", TftpEnding.Delivered), (hand.After(10).Acknowledge(2), hand.Delivery.Ending));
    }

    [Fact]
    public void A_window_that_is_never_acknowledged_ends_it_as_Stalled()
    {
        DeliveryInHand hand = Begin(700);
        hand.SilenceToTheEnd();

        Assert.Equal(TftpEnding.Stalled, hand.Delivery.Ending);
    }

    private static DeliveryInHand Begin(long length)
    {
        DeliveryInHand hand = new(length, DeliveryInHand.Window(4));
        hand.After(10).Acknowledge(0);
        return hand;
    }
}
