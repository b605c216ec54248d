using Ringback.Wire.Tftp;

namespace Ringback.Wire.Tests.Tftp;

/// <summary>A peer that has never answered may be the victim of a forged request: little is sent to it.</summary>
public sealed class TftpStrangerTests
{
    [Theory]
    [InlineData("a", "tsize", "0")]
    [InlineData("a", "blksize", "8")]
    [InlineData("a", "windowsize", "9")]
    [InlineData("a", "timeout", "9")]
    [InlineData("OS79XX.TXT", "tsize", "0")]
    public void OACKs_to_a_stranger_are_together_never_four_times_its_request(string file, string name, string value)
    {
        byte[] buffer = new byte[TftpWriter.SmallPacketLength];
        TftpRequest request = new(false, file, TftpMode.Octet, [new(name, value)]);
        int asked = TftpWriter.WriteRequest(buffer, request);
        Assert.True(TftpNegotiation.TryAgree(request.Options, long.MaxValue, new TftpLimits(), out TftpTerms terms));

        int sent = Sent(terms, asked);

        Assert.InRange(sent * TftpWriter.WriteOptionAcknowledgement(buffer, terms.Agreed), 1, 4 * asked);
    }

    [Theory]
    [InlineData(19, 1)]
    [InlineData(20, 2)]
    [InlineData(29, 2)]
    [InlineData(30, 2)]
    [InlineData(500, 2)]
    public void A_short_request_is_worth_fewer_OACKs(int requestLength, int sends)
    {
        TftpTerms terms = new(512, 1, null, [new("tsize", "12345678901"), new("windowsize", "1234567")]);
        Assert.Equal(2 + 18 + 19, TftpWriter.LengthOf(terms.Agreed));

        Assert.Equal(sends, Sent(terms, requestLength));
    }

    [Fact]
    public void At_least_one_OACK_answers_a_request() =>
        Assert.Equal(1, Sent(new TftpTerms(512, 1, null, [new("tsize", "12345678901")]), 0));

    [Fact]
    public void Without_the_requests_length_two_OACKs_are_the_bound() =>
        Assert.Equal(2, Sent(new TftpTerms(512, 1, null, [new("tsize", "12345678901")]), int.MaxValue));

    [Fact]
    public void A_plain_request_is_worth_two_blocks_whatever_its_length() =>
        Assert.Equal(2, Sent(TftpTerms.Plain, 10));

    [Fact]
    public void A_stranger_that_was_sent_fewer_OACKs_ends_it_as_NeverAnswered()
    {
        TftpTerms terms = new(512, 1, null, [new("tsize", "12345678901")]);
        TftpDelivery delivery = TftpDelivery.Begin(terms, 9, new TftpTiming(), TimeSpan.Zero, out _, 0);

        delivery = delivery.Elapsed(delivery.Deadline, out TftpEffect effect);
        Assert.Equal((TftpAction.Wait, TimeSpan.FromSeconds(16)), (effect.Action, delivery.Deadline));
        Assert.Equal(TftpEnding.NeverAnswered, delivery.Elapsed(delivery.Deadline, out _).Ending);
    }

    [Fact]
    public void A_stranger_that_speaks_up_late_is_served_as_if_it_had_never_been_silent()
    {
        DeliveryInHand hand = new(5000);
        Assert.Equal("blocks 1+1", hand.Silence());
        Assert.Equal("wait", hand.Silence());
        Assert.Equal("blocks 2+1", hand.Acknowledge(1));
        hand.AcknowledgeTo(10);
        Assert.Equal(TftpEnding.Delivered, hand.Delivery.Ending);
    }

    [Fact]
    public void A_peer_that_answered_is_no_stranger()
    {
        TftpTerms terms = new(512, 1, null, [new("tsize", "12345678901")]);
        TftpDelivery delivery = TftpDelivery.Begin(terms, 9, new TftpTiming(), TimeSpan.Zero, out _, 0)
            .Acknowledge(0, TimeSpan.FromMilliseconds(5), out _);

        Assert.Equal(TftpEnding.None, delivery.Elapsed(delivery.Deadline, out _).Ending);
    }

    [Fact]
    public void A_peer_that_ignores_OACK_is_known_by_it_after_the_end()
    {
        DeliveryInHand hand = new(5000, DeliveryInHand.Window(4));
        hand.SilenceToTheEnd();

        Assert.Equal((TftpEnding.NeverAnswered, true), (hand.Delivery.Ending, hand.Delivery.OptionsUnanswered));
    }

    [Fact]
    public void A_peer_that_refuses_OACK_is_known_by_it_after_the_end()
    {
        DeliveryInHand hand = new(5000, DeliveryInHand.Window(4));
        hand.Fail();

        Assert.Equal((TftpEnding.PeerError, true), (hand.Delivery.Ending, hand.Delivery.OptionsUnanswered));
    }

    [Fact]
    public void A_peer_that_fails_after_it_took_OACK_has_answered_it()
    {
        DeliveryInHand hand = new(5000, DeliveryInHand.Window(4));
        hand.Acknowledge(0);
        hand.Fail();

        Assert.False(hand.Delivery.OptionsUnanswered);
    }

    [Fact]
    public void A_plain_request_has_no_options_to_answer()
    {
        DeliveryInHand hand = new(5000);
        hand.Fail();

        Assert.False(hand.Delivery.OptionsUnanswered);
    }

    /// <summary>Packets that go to a peer that stays silent.</summary>
    private static int Sent(TftpTerms terms, int requestLength)
    {
        TftpDelivery delivery =
            TftpDelivery.Begin(terms, 5000, new TftpTiming(), TimeSpan.Zero, out TftpEffect effect, requestLength);
        int sent = 0;
        for (int steps = 0; effect.Action != TftpAction.End && steps < 1000; steps++)
        {
            if (effect.Action != TftpAction.Wait) sent++;
            delivery = delivery.Elapsed(delivery.Deadline, out effect);
        }

        return sent;
    }
}
