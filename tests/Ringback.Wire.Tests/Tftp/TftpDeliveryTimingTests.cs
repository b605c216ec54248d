using Ringback.Wire.Tftp;

namespace Ringback.Wire.Tests.Tftp;

public sealed class TftpDeliveryTimingTests
{
    private static readonly TftpTiming Timing = new()
    {
        FirstTimeout = TimeSpan.FromMilliseconds(1000),
        ShortestTimeout = TimeSpan.FromMilliseconds(50),
        LongestTimeout = TimeSpan.FromMilliseconds(4000),
    };

    private static readonly TftpTerms AgreedTimeout = new(512, 1, TimeSpan.FromSeconds(6), [new("timeout", "6")]);

    [Fact]
    public void Before_a_round_trip_is_known_the_first_timeout_is_waited() =>
        Assert.Equal(1000, Milliseconds(Begin()));

    [Fact]
    public void Before_the_deadline_nothing_is_sent() => Assert.Equal("wait", Begin().After(999).Elapse());

    [Fact]
    public void At_the_deadline_the_block_is_sent_again() => Assert.Equal("blocks 1+1", Begin().After(1000).Elapse());

    [Fact]
    public void Back_off_doubles_to_its_bound()
    {
        DeliveryInHand hand = Begin(new TftpTiming { SendsBeforeFirstAnswer = 6 });
        List<double> waits = [Milliseconds(hand)];
        while (hand.Silence() != "end") waits.Add(Milliseconds(hand));

        Assert.Equal([1000, 2000, 4000, 4000, 4000, 4000], waits);
    }

    [Fact]
    public void Back_off_returns_to_normal_after_progress()
    {
        DeliveryInHand hand = Begin();
        hand.After(100).Acknowledge(1);
        double normal = Milliseconds(hand);
        for (int i = 0; i < 5; i++) hand.Silence();
        hand.After(10).Acknowledge(2);

        Assert.Equal(normal, Milliseconds(hand));
    }

    [Fact]
    public void The_first_round_trip_is_taken_as_it_is()
    {
        DeliveryInHand hand = Begin();
        hand.After(100).Acknowledge(1);

        Assert.Equal(TimeSpan.FromMilliseconds(100), hand.Delivery.RoundTrip);
    }

    [Fact]
    public void Later_round_trips_count_an_eighth()
    {
        DeliveryInHand hand = Begin();
        hand.After(100).Acknowledge(1);
        hand.After(180).Acknowledge(2);

        Assert.Equal(TimeSpan.FromMilliseconds(110), hand.Delivery.RoundTrip);
    }

    [Fact]
    public void The_timeout_is_the_round_trip_and_four_times_its_variance()
    {
        DeliveryInHand hand = Begin();
        hand.After(100).Acknowledge(1); // RFC 6298 §2.2: 100 + 4 * 50

        Assert.Equal(300, Milliseconds(hand));
    }

    [Fact]
    public void The_timeout_is_never_shorter_than_its_bound()
    {
        DeliveryInHand hand = Begin();
        hand.After(0.2).Acknowledge(1);

        Assert.Equal(50, Milliseconds(hand));
    }

    [Fact]
    public void A_measured_timeout_is_never_longer_than_the_back_offs_bound()
    {
        DeliveryInHand hand = Begin(new TftpTiming { FirstTimeout = TimeSpan.FromSeconds(10) });
        hand.After(9000).Acknowledge(1);

        Assert.Equal(4000, Milliseconds(hand));
    }

    [Fact]
    public void An_answer_in_no_time_at_all_is_still_a_round_trip()
    {
        DeliveryInHand hand = Begin();
        hand.Acknowledge(1);

        Assert.NotNull(hand.Delivery.RoundTrip);
    }

    [Fact]
    public void No_round_trip_is_known_before_the_first_answer() => Assert.Null(Begin().Delivery.RoundTrip);

    [Fact]
    public void The_round_trip_is_not_measured_from_a_block_that_was_sent_twice()
    {
        // Karn: nobody knows which of the two was answered.
        DeliveryInHand hand = Begin();
        hand.Silence();
        hand.After(1).Acknowledge(1);

        Assert.Null(hand.Delivery.RoundTrip);
    }

    [Fact]
    public void The_round_trip_is_measured_again_from_the_next_block_that_is_sent_once()
    {
        DeliveryInHand hand = Begin();
        hand.Silence();
        hand.After(1).Acknowledge(1);
        hand.After(20).Acknowledge(2);

        Assert.Equal(TimeSpan.FromMilliseconds(20), hand.Delivery.RoundTrip);
    }

    [Fact]
    public void Two_answers_to_a_block_that_was_sent_twice_tell_the_round_trip_of_the_first()
    {
        // Sent at 0 and at 1000, answered at 1500 and at 2500: the phone takes 1500.
        DeliveryInHand hand = Begin();
        hand.Silence();
        hand.After(500).Acknowledge(1);
        hand.After(1000).Acknowledge(1);

        Assert.Equal(TimeSpan.FromMilliseconds(1500), hand.Delivery.RoundTrip);
    }

    [Fact]
    public void The_block_under_way_is_given_the_time_that_the_second_answer_taught()
    {
        DeliveryInHand hand = Begin();
        hand.After(4).Acknowledge(1);
        hand.Silence();
        hand.After(250).Acknowledge(2); // 300 after it was sent, at 0 and 50
        hand.After(45).Acknowledge(2);

        Assert.InRange(Milliseconds(hand), 300 - 45, 400);
    }

    [Fact]
    public void A_duplicate_that_follows_at_once_is_the_networks_and_tells_no_round_trip()
    {
        DeliveryInHand hand = Begin();
        hand.Silence();
        hand.After(5).Acknowledge(1);
        hand.After(2).Acknowledge(1);

        Assert.Null(hand.Delivery.RoundTrip);
    }

    [Fact]
    public void A_third_answer_tells_nothing_more()
    {
        DeliveryInHand hand = Begin();
        hand.Silence();
        hand.After(500).Acknowledge(1);
        hand.After(1000).Acknowledge(1);
        TimeSpan deadline = hand.Delivery.Deadline;
        hand.After(100).Acknowledge(1);

        Assert.Equal(deadline, hand.Delivery.Deadline);
    }

    [Fact]
    public void The_round_trip_is_measured_from_OACK_too()
    {
        DeliveryInHand hand = new(5000, DeliveryInHand.Window(4), Timing);
        hand.After(30).Acknowledge(0);

        Assert.Equal(TimeSpan.FromMilliseconds(30), hand.Delivery.RoundTrip);
    }

    [Fact]
    public void The_round_trip_is_not_measured_from_OACK_that_was_sent_twice()
    {
        DeliveryInHand hand = new(5000, DeliveryInHand.Window(4), Timing);
        hand.Silence();
        hand.After(30).Acknowledge(0);

        Assert.Null(hand.Delivery.RoundTrip);
    }

    [Fact]
    public void The_round_trip_is_not_measured_from_the_acknowledgement_of_a_part_of_a_window()
    {
        DeliveryInHand hand = new(5000, DeliveryInHand.Window(4), Timing);
        hand.After(30).Acknowledge(0);
        hand.After(500).Acknowledge(2);

        Assert.Equal(TimeSpan.FromMilliseconds(30), hand.Delivery.RoundTrip);
    }

    [Fact]
    public void An_agreed_timeout_is_obeyed_as_it_is()
    {
        DeliveryInHand hand = new(5000, AgreedTimeout, Timing);
        List<double> waits = [Milliseconds(hand)];
        hand.Silence();
        waits.Add(Milliseconds(hand));
        hand.After(5).Acknowledge(0);
        hand.After(5).Acknowledge(1);
        waits.Add(Milliseconds(hand));
        hand.Silence();
        waits.Add(Milliseconds(hand));

        Assert.Equal([6000, 6000, 6000, 6000], waits);
    }

    [Fact]
    public void Silence_of_a_peer_that_has_answered_is_borne_for_half_a_minute()
    {
        // Longer than a phone's own round of retries, shorter than anybody stands before a dead phone.
        DeliveryInHand hand = Begin();
        hand.After(5).Acknowledge(1);
        TimeSpan start = hand.Now;
        hand.SilenceToTheEnd();

        Assert.InRange((hand.Now - start).TotalSeconds, 30, 40);
    }

    [Fact]
    public void Progress_is_dated_by_the_last_answer_that_moved_it_on()
    {
        DeliveryInHand hand = Begin();
        hand.After(10).Acknowledge(1);
        TimeSpan moved = hand.Now;
        hand.After(10).Acknowledge(1);
        hand.Silence();

        Assert.Equal(moved, hand.Delivery.ProgressAt);
    }

    [Fact]
    public void Packets_sent_again_are_counted()
    {
        DeliveryInHand hand = Begin();
        hand.Silence();
        hand.After(10).Acknowledge(1);
        hand.Silence();
        hand.Silence();

        Assert.Equal(3, hand.Delivery.Retransmissions);
    }

    private static DeliveryInHand Begin(TftpTiming? timing = null) => new(5000, timing: timing ?? Timing);

    private static double Milliseconds(DeliveryInHand hand) => hand.Patience.TotalMilliseconds;
}
