using Ringback.Wire.Tftp;

namespace Ringback.Wire.Tests.Tftp;

/// <summary>Lock-step and endings; time and windows have files of their own.</summary>
public sealed class TftpDeliveryTests
{
    private static readonly TftpTerms WithOptions = new(1024, 1, null, [new("blksize", "1024")]);

    [Fact]
    public void A_plain_request_is_answered_with_the_first_block_and_never_with_OACK() =>
        Assert.Equal("blocks 1+1", new DeliveryInHand(1000).Effect);

    [Fact]
    public void A_request_with_options_is_answered_with_OACK() =>
        Assert.Equal("options", new DeliveryInHand(1000, WithOptions).Effect);

    [Fact]
    public void The_acknowledgement_of_OACK_is_answered_with_the_first_block() =>
        Assert.Equal("blocks 1+1", new DeliveryInHand(5000, WithOptions).After(10).Acknowledge(0));

    [Fact]
    public void An_acknowledgement_of_a_block_while_OACK_is_open_is_ignored() =>
        Assert.Equal("wait", new DeliveryInHand(5000, WithOptions).After(10).Acknowledge(1));

    [Fact]
    public void A_second_acknowledgement_of_OACK_is_not_answered()
    {
        DeliveryInHand hand = new(5000, WithOptions);
        hand.After(10).Acknowledge(0);

        Assert.Equal("wait", hand.After(1).Acknowledge(0));
    }

    [Fact]
    public void OACK_lost_is_sent_again() =>
        Assert.Equal("options", new DeliveryInHand(1000, WithOptions).Silence());

    [Fact]
    public void Acknowledgement_of_OACK_lost_is_recovered()
    {
        DeliveryInHand hand = new(5000, WithOptions);
        hand.Silence();

        Assert.Equal("blocks 1+1", hand.After(10).Acknowledge(0));
    }

    [Fact]
    public void First_DATA_lost_is_sent_again()
    {
        // atftpd 0.8.0 sends three bytes of garbage here (peers and users §1); old phones ask without options.
        Assert.Equal("blocks 1+1", new DeliveryInHand(1000).Silence());
    }

    [Fact]
    public void First_ACK_lost_sends_the_first_block_again_and_its_second_ACK_moves_on()
    {
        DeliveryInHand hand = new(1000);
        hand.Silence();

        Assert.Equal("blocks 2+1", hand.After(10).Acknowledge(1));
    }

    [Fact]
    public void Each_acknowledgement_is_answered_with_the_next_block()
    {
        DeliveryInHand hand = new(1500);

        Assert.Equal(["blocks 2+1", "blocks 3+1"], [hand.After(10).Acknowledge(1), hand.After(10).Acknowledge(2)]);
    }

    [Fact]
    public void A_block_in_the_middle_that_is_lost_is_sent_again() =>
        Assert.Equal("blocks 4+1", new DeliveryInHand(5000).AcknowledgeTo(3).Silence());

    [Fact]
    public void Duplicate_ack_is_not_answered()
    {
        // RFC 1123 §4.2.3.1: else every block and every ACK goes twice from here on.
        DeliveryInHand hand = new DeliveryInHand(5000).AcknowledgeTo(3);

        Assert.Equal("wait", hand.After(1).Acknowledge(3));
    }

    [Fact]
    public void Duplicate_ack_does_not_push_the_deadline_away()
    {
        DeliveryInHand hand = new DeliveryInHand(5000).AcknowledgeTo(3);
        TimeSpan deadline = hand.Delivery.Deadline;
        hand.After(20).Acknowledge(3);

        Assert.Equal(deadline, hand.Delivery.Deadline);
    }

    [Fact]
    public void Old_ack_is_not_answered() =>
        Assert.Equal("wait", new DeliveryInHand(5000).AcknowledgeTo(3).Acknowledge(1));

    [Fact]
    public void Old_ack_does_not_move_the_transfer_back()
    {
        DeliveryInHand hand = new DeliveryInHand(5000).AcknowledgeTo(3);
        hand.Acknowledge(1);

        Assert.Equal(3, hand.Delivery.AcknowledgedBlock);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(1000)]
    [InlineData(65535)]
    public void An_ack_of_a_block_never_sent_is_ignored(int block)
    {
        DeliveryInHand hand = new DeliveryInHand(5000).AcknowledgeTo(3);

        Assert.Equal(("wait", 3L), (hand.Acknowledge(block), hand.Delivery.AcknowledgedBlock));
    }

    [Fact]
    public void An_ack_of_nothing_does_not_answer_a_plain_request()
    {
        DeliveryInHand hand = new(5000);

        Assert.Equal(("wait", false), (hand.Acknowledge(0), hand.Delivery.PeerHasAnswered));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(511, 1)]
    [InlineData(512, 2)]
    [InlineData(513, 2)]
    [InlineData(1024, 3)]
    public void The_last_block_is_empty_when_the_length_is_a_multiple_of_the_block_size(long length, long blocks) =>
        Assert.Equal(blocks, new DeliveryInHand(length).Delivery.BlockCount);

    [Fact]
    public void The_empty_last_block_is_sent() =>
        Assert.Equal("blocks 2+1", new DeliveryInHand(512).After(10).Acknowledge(1));

    [Fact]
    public void An_empty_file_is_one_block() => Assert.Equal("blocks 1+1", new DeliveryInHand(0).Effect);

    [Fact]
    public void The_last_acknowledgement_ends_it_as_Delivered()
    {
        DeliveryInHand hand = new(0);

        Assert.Equal(("end", TftpEnding.Delivered), (hand.After(10).Acknowledge(1), hand.Delivery.Ending));
    }

    [Theory]
    [InlineData(65535, "blocks 65536+1")]
    [InlineData(65536, "blocks 65537+1")]
    [InlineData(131071, "blocks 131072+1")]
    public void Block_numbers_beyond_65535_wrap(long block, string next)
    {
        DeliveryInHand hand = new DeliveryInHand(512L * 200_000).AcknowledgeTo(block - 1);

        Assert.Equal(next, hand.After(10).Acknowledge(block));
    }

    [Fact]
    public void An_old_ack_from_before_the_wrap_is_not_answered() =>
        Assert.Equal("wait", new DeliveryInHand(512L * 70_000).AcknowledgeTo(65537).Acknowledge(65535));

    [Fact]
    public void An_ack_from_beyond_the_wrap_is_ignored_before_it() =>
        Assert.Equal("wait", new DeliveryInHand(512L * 70_000).AcknowledgeTo(65534).Acknowledge(65536));

    [Fact]
    public void Acknowledged_bytes_are_whole_blocks_and_at_the_end_the_length()
    {
        DeliveryInHand hand = new DeliveryInHand(700).AcknowledgeTo(1);
        long middle = hand.Delivery.AcknowledgedBytes;
        hand.AcknowledgeTo(2);

        Assert.Equal((512L, 700L), (middle, hand.Delivery.AcknowledgedBytes));
    }

    [Fact]
    public void No_more_than_two_packets_go_to_a_peer_that_never_answered()
    {
        // One came with the request; its address may be forged.
        Assert.Equal(2, 1 + new DeliveryInHand(5000).SilenceToTheEnd());
    }

    [Fact]
    public void No_more_than_two_OACKs_go_to_a_peer_that_never_answered() =>
        Assert.Equal(2, 1 + new DeliveryInHand(5000, WithOptions).SilenceToTheEnd());

    [Fact]
    public void A_peer_that_has_answered_is_sent_a_block_fourteen_times()
    {
        DeliveryInHand hand = new DeliveryInHand(5000).AcknowledgeTo(1);

        Assert.Equal(14, 1 + hand.SilenceToTheEnd());
    }

    [Fact]
    public void Sends_are_counted_anew_after_progress()
    {
        DeliveryInHand hand = new DeliveryInHand(5000).AcknowledgeTo(1);
        for (int i = 0; i < 13; i++) hand.Silence();
        hand.AcknowledgeTo(2);

        Assert.Equal(14, 1 + hand.SilenceToTheEnd());
    }

    [Fact]
    public void Duplicate_acks_do_not_prolong_the_wait()
    {
        DeliveryInHand hand = new DeliveryInHand(5000).AcknowledgeTo(1);
        int sent = 1;
        while (hand.Silence() != "end")
        {
            sent++;
            hand.Acknowledge(1);
        }

        Assert.Equal(14, sent);
    }

    [Fact]
    public void A_peer_that_never_answered_ends_it_as_NeverAnswered()
    {
        DeliveryInHand hand = new(100);
        hand.SilenceToTheEnd();

        Assert.Equal(TftpEnding.NeverAnswered, hand.Delivery.Ending);
    }

    [Fact]
    public void A_peer_that_falls_silent_in_the_middle_ends_it_as_Stalled()
    {
        DeliveryInHand hand = new DeliveryInHand(5000).AcknowledgeTo(3);
        hand.SilenceToTheEnd();

        Assert.Equal(TftpEnding.Stalled, hand.Delivery.Ending);
    }

    [Fact]
    public void A_peer_that_falls_silent_before_the_last_acknowledgement_ends_it_as_Unconfirmed()
    {
        DeliveryInHand hand = new DeliveryInHand(1000).AcknowledgeTo(1);
        hand.SilenceToTheEnd();

        Assert.Equal(TftpEnding.Unconfirmed, hand.Delivery.Ending);
    }

    [Fact]
    public void PeerError_ends_it_silently()
    {
        DeliveryInHand hand = new DeliveryInHand(5000).AcknowledgeTo(1);

        Assert.Equal(("end", TftpEnding.PeerError), (hand.Fail(), hand.Delivery.Ending));
    }

    [Fact]
    public void An_error_after_the_end_does_not_change_the_ending()
    {
        DeliveryInHand hand = new DeliveryInHand(0).AcknowledgeTo(1);
        hand.Fail();

        Assert.Equal(TftpEnding.Delivered, hand.Delivery.Ending);
    }

    [Theory]
    [InlineData(TftpEnding.Delivered)]
    [InlineData(TftpEnding.Stalled)]
    [InlineData(TftpEnding.PeerError)]
    public void Nothing_is_sent_after_the_end(TftpEnding ending)
    {
        DeliveryInHand hand = new DeliveryInHand(5000).AcknowledgeTo(ending == TftpEnding.Delivered ? 10 : 2);
        if (ending == TftpEnding.Stalled) hand.SilenceToTheEnd();
        if (ending == TftpEnding.PeerError) hand.Fail();
        Assert.Equal(ending, hand.Delivery.Ending);

        Assert.Equal(
            ["wait", "wait", "wait"], [hand.Acknowledge(3), hand.After(60_000).Elapse(), hand.Acknowledge(10)]);
    }

    [Fact]
    public void Random_events_never_throw_and_never_send_a_block_that_does_not_exist()
    {
        for (int seed = 0; seed < 3_000; seed++)
        {
            Random random = new(seed);
            TftpTerms terms = random.Next(2) == 0 ? TftpTerms.Plain : DeliveryInHand.Window(random.Next(1, 65));
            DeliveryInHand hand = new(random.Next(40_000), terms);
            for (int step = 0; step < 100; step++)
            {
                string effect = random.Next(4) switch
                {
                    0 => hand.Silence(),
                    1 => hand.After(random.Next(100)).Elapse(),
                    2 => hand.Acknowledge(random.Next(65536)),
                    _ => hand.Acknowledge(hand.Delivery.AcknowledgedBlock + random.Next(-1, 3)),
                };
                TftpDelivery d = hand.Delivery;
                bool sane = d.AcknowledgedBlock <= d.SentBlock && d.SentBlock <= d.BlockCount
                    && (effect is "wait" or "end" or "options" || d.Deadline > hand.Now)
                    && (d.Ending == TftpEnding.Delivered) == (d.AcknowledgedBlock == d.BlockCount);
                Assert.True(sane, $"seed {seed}, step {step}: {effect}, {d}");
            }
        }
    }
}
