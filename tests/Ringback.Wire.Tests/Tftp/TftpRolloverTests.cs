using Ringback.Wire.Tftp;

namespace Ringback.Wire.Tests.Tftp;

/// <summary>Block numbers beyond 65535, to 0 and to 1.</summary>
public sealed class TftpRolloverTests
{
    private const long Length = 8 * 200_000;

    private static readonly TftpTerms ToZero = new(8, 1, null, []);

    private static readonly TftpTerms ToOne = ToZero with { WrapsToOne = true };

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(65535, 65535)]
    [InlineData(65536, 0)]
    [InlineData(65537, 1)]
    [InlineData(131071, 65535)]
    [InlineData(131072, 0)]
    public void After_65535_comes_0(long block, int onWire) =>
        Assert.Equal(onWire, new DeliveryInHand(Length, ToZero).Delivery.WireBlock(block));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(65535, 65535)]
    [InlineData(65536, 1)]
    [InlineData(65537, 2)]
    [InlineData(131070, 65535)]
    [InlineData(131071, 1)]
    public void After_65535_comes_1_for_a_client_that_counts_so(long block, int onWire) =>
        Assert.Equal(onWire, new DeliveryInHand(Length, ToOne).Delivery.WireBlock(block));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_of_more_than_three_rounds_is_delivered(bool wrapsToOne)
    {
        TftpDelivery delivery = Walk(ToZero with { WrapsToOne = wrapsToOne }, 200_000);

        Assert.Equal(TftpEnding.Delivered, delivery.Acknowledge(
            delivery.WireBlock(delivery.BlockCount), TimeSpan.Zero, out _).Ending);
    }

    [Theory]
    [InlineData(65535, 0)] // never used again after the OACK
    [InlineData(65535, 65534)]
    [InlineData(65536, 65535)]
    [InlineData(65537, 65535)]
    [InlineData(131070, 65534)]
    [InlineData(131071, 65535)]
    public void An_old_number_moves_nothing_on_for_a_client_that_counts_to_1(long at, int old)
    {
        TftpDelivery delivery = Walk(ToOne, at);

        Assert.Equal(at, delivery.Acknowledge((ushort)old, TimeSpan.Zero, out _).AcknowledgedBlock);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_number_but_the_blocks_that_were_sent_moves_nothing_on(bool wrapsToOne)
    {
        TftpTerms terms = DeliveryInHand.Window(16) with { WrapsToOne = wrapsToOne };
        TftpDelivery delivery = TftpDelivery.Begin(terms, 512 * 200_000, new TftpTiming(), TimeSpan.Zero, out _)
            .Acknowledge(0, TimeSpan.Zero, out _);
        while (delivery.AcknowledgedBlock < 65_536 - 32)
            delivery = delivery.Acknowledge(delivery.WireBlock(delivery.SentBlock), TimeSpan.Zero, out _);

        for (; delivery.AcknowledgedBlock < 65_536 + 32;
            delivery = delivery.Acknowledge(delivery.WireBlock(delivery.AcknowledgedBlock + 1), TimeSpan.Zero, out _))
        {
            HashSet<ushort> good = [];
            for (long b = delivery.AcknowledgedBlock + 1; b <= delivery.SentBlock; b++) good.Add(delivery.WireBlock(b));
            for (int wire = 0; wire <= ushort.MaxValue; wire++)
            {
                TftpDelivery after = delivery.Acknowledge((ushort)wire, TimeSpan.Zero, out _);
                bool moved = after.AcknowledgedBlock != delivery.AcknowledgedBlock;
                if (moved == good.Contains((ushort)wire)) continue;
                Assert.Fail($"ACK {wire} at block {delivery.AcknowledgedBlock}");
            }
        }
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public void A_fetch_expects_the_number_that_its_client_counts(bool wrapsToOne, int next)
    {
        FetchInHand hand = new(new TftpFetchHabits { WrapsToOne = wrapsToOne });
        hand.DataTo(65535);

        Assert.Equal($"keep ack {next}", hand.Data(next));
    }

    [Fact]
    public void A_fetch_that_counts_to_1_does_not_take_0_for_the_next_block()
    {
        FetchInHand hand = new(new TftpFetchHabits { WrapsToOne = true });
        hand.DataTo(65535);

        Assert.Equal("ack 65535", hand.Data(0));
    }

    private static TftpDelivery Walk(TftpTerms terms, long to)
    {
        TftpDelivery delivery = TftpDelivery.Begin(terms, Length, new TftpTiming(), TimeSpan.Zero, out _);
        while (delivery.AcknowledgedBlock < to)
            delivery = delivery.Acknowledge(delivery.WireBlock(delivery.SentBlock), TimeSpan.Zero, out _);
        return delivery;
    }
}
