using Ringback.Wire.Dhcp;
using static Ringback.Wire.Tests.Dhcp.ServerInHand;

namespace Ringback.Wire.Tests.Dhcp;

/// <summary>
/// A flood of made-up MACs must not take a pool for as long as a lease lasts: in a crowded pool who is new gets a short
/// lease first.
/// </summary>
public sealed class DhcpFirstLeaseTests
{
    private const uint Full = 3600;
    private const uint First = 600;

    [Fact]
    public void A_flood_that_takes_every_address_gives_half_of_them_back_after_a_first_lease()
    {
        ServerInHand hand = new(Options(2, 254));
        int own = hand.Lease(5000);
        int taken = Flood(hand, firstMac: 1, count: 1000);

        Assert.Equal(252, taken);
        Assert.Equal("", hand.Discover(6000));
        Assert.True(hand.Server.CountIgnored(DhcpBecause.Exhausted) > 700);

        hand.After(First).Elapse();
        Assert.Equal(127, hand.Server.Use.Single().Leased);
        Assert.StartsWith("offer", hand.Discover(6000), StringComparison.Ordinal);
        Assert.Equal($"store .{own} leased, ack .{own}", hand.Renew(5000, own));
        Assert.Equal(Full, Seconds(hand));
    }

    [Fact]
    public void A_flood_that_repeats_its_MACs_gains_nothing()
    {
        ServerInHand hand = new(Options(10, 29));
        Flood(hand, firstMac: 1, count: 40);
        for (int round = 0; round < 20; round++)
        {
            hand.After(First);
            Flood(hand, firstMac: 1, count: 40);
            int shortOnes = hand.Server.Leases.Count(lease => lease.Until <= hand.Now + TimeSpan.FromSeconds(First));
            Assert.True(shortOnes >= 9, $"round {round}: {shortOnes} end soon");
        }
    }

    [Fact]
    public void The_offer_says_what_the_ACK_says_and_prolonging_gives_the_full_time()
    {
        ServerInHand hand = Crowded();

        Assert.Equal("offer .16", hand.Discover(9));
        Assert.Equal(First, Seconds(hand));
        Assert.Equal("store .16 leased, ack .16", hand.Select(9, 16));
        Assert.Equal(First, Seconds(hand));
        Assert.Equal(hand.Now + TimeSpan.FromSeconds(First), UntilOf(hand, 16));

        // The ACK was lost, and the phone says it once more.
        hand.After(2).Select(9, 16);
        Assert.Equal(First, Seconds(hand));

        hand.After(First / 2).Renew(9, 16);
        Assert.Equal(Full, Seconds(hand));
        hand.After(100).Discover(9);
        Assert.Equal(Full, Seconds(hand));
    }

    [Fact]
    public void A_pool_that_empties_between_OFFER_and_REQUEST_does_not_change_what_was_said()
    {
        ServerInHand hand = Crowded();
        hand.Discover(9);
        for (int mac = 1; mac <= 6; mac++) hand.Release(mac, 9 + mac);
        hand.Discover(9);
        Assert.Equal(First, Seconds(hand));

        hand.Select(9, 16);
        Assert.Equal(First, Seconds(hand));
    }

    [Fact]
    public void A_pool_that_fills_between_OFFER_and_REQUEST_does_not_change_what_was_said()
    {
        ServerInHand hand = new(Options(10, 19));
        hand.Discover(9);
        Flood(hand, firstMac: 20, count: 8);

        hand.Select(9, 10);
        Assert.Equal(Full, Seconds(hand));
    }

    [Fact]
    public void Half_of_the_pool_is_given_for_the_full_time()
    {
        ServerInHand hand = new(Options(10, 19));
        for (int mac = 1; mac <= 6; mac++)
        {
            hand.Lease(mac);
            Assert.Equal(Full, Seconds(hand));
        }

        hand.Lease(7);
        Assert.Equal(First, Seconds(hand));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_client_that_was_here_before_gets_the_full_time(bool isReleased)
    {
        ServerInHand hand = new(Options(10, 19));
        hand.Lease(9);
        if (isReleased) hand.Release(9, 10);
        else hand.After(Full);
        Flood(hand, firstMac: 20, count: 8);

        Assert.Equal("offer .10", hand.Discover(9));
        Assert.Equal(Full, Seconds(hand));
        hand.Select(9, 10);
        Assert.Equal(Full, Seconds(hand));
    }

    [Fact]
    public void A_client_whose_lease_was_stored_gets_the_full_time()
    {
        ServerInHand hand = new(Options(10, 19));
        hand.Server.Restore([new DhcpLease(Host(15), DhcpLeaseState.Leased, DhcpClientKey.Of(Mac(9)), Mac(9), default,
            hand.Now)], hand.Now);
        Flood(hand, firstMac: 20, count: 8);

        Assert.Equal("offer .15", hand.Discover(9));
        Assert.Equal(Full, Seconds(hand));
    }

    [Fact]
    public void A_phone_that_restarts_within_its_first_lease_prolongs_it()
    {
        ServerInHand hand = Crowded();
        hand.Lease(9);

        Assert.Equal("store .16 leased, ack .16", hand.InitReboot(9, 16));
        Assert.Equal(Full, Seconds(hand));
    }

    [Fact]
    public void Reservations_get_the_full_time_and_do_not_crowd_the_pool()
    {
        DhcpServerOptions options = Options(10, 19);
        ServerInHand hand = new(options with
        {
            Subnets =
            [
                options.Subnets[0] with
                {
                    Reservations = [.. Enumerable.Range(1, 8).Select(i =>
                        new DhcpReservation(Host(99 + i)) { Hardware = Mac(i) })],
                },
            ],
        });
        for (int mac = 1; mac <= 8; mac++) hand.Lease(mac);
        Assert.Equal(10, hand.Lease(50));
        Assert.Equal(Full, Seconds(hand));

        Flood(hand, firstMac: 60, count: 9);
        hand.Release(1, 100);
        hand.Lease(1);
        Assert.Equal(Full, Seconds(hand));
    }

    [Fact]
    public void What_nobody_can_have_is_no_part_of_the_half()
    {
        DhcpServerOptions options = Options(10, 29);
        ServerInHand hand = new(options with
        {
            Subnets = [options.Subnets[0] with { Exclusions = [Range(5, 14), Range(25, 40)] }],
            OwnAddresses = [Host(15), Host(16)],
        });

        // Eight are left: .17 to .24.
        for (int mac = 1; mac <= 5; mac++) hand.Lease(mac);
        Assert.Equal(Full, Seconds(hand));
        hand.Lease(6);
        Assert.Equal(First, Seconds(hand));
    }

    [Fact]
    public void Quarantined_addresses_are_taken_too()
    {
        ServerInHand hand = new(Options(10, 19));
        for (int mac = 1; mac <= 6; mac++) hand.Decline(mac, hand.Lease(mac));

        hand.Lease(9);
        Assert.Equal(First, Seconds(hand));
    }

    [Fact]
    public void A_lease_that_is_shorter_anyway_stays_what_it_is()
    {
        ServerInHand hand = new(Options(10, 19) with
        {
            Options = new DhcpPhoneOptions { LeaseTime = TimeSpan.FromSeconds(300) },
        });
        for (int mac = 1; mac <= 7; mac++) hand.Lease(mac);
        Assert.Equal(300u, Seconds(hand));

        hand.Lease(8, DhcpOption.Of(DhcpOptionCode.LeaseTime, 150u));
        Assert.Equal(150u, Seconds(hand));
    }

    /// <summary>Six of ten addresses are leased.</summary>
    private static ServerInHand Crowded()
    {
        ServerInHand hand = new(Options(10, 19));
        for (int mac = 1; mac <= 6; mac++) hand.Lease(mac);
        return hand;
    }

    /// <summary>Each MAC asks for an address and takes what it is offered.</summary>
    /// <returns>How many got one.</returns>
    private static int Flood(ServerInHand hand, int firstMac, int count)
    {
        int leased = 0;
        for (int mac = firstMac; mac < firstMac + count; mac++)
        {
            if (!hand.Discover(mac).StartsWith("offer", StringComparison.Ordinal)) continue;
            int host = (int)(hand.Reply.YourAddress.Bits & 255);
            Assert.Equal($"store .{host} leased, ack .{host}", hand.Select(mac, host));
            leased++;
        }

        return leased;
    }

    private static uint Seconds(ServerInHand hand)
    {
        Assert.True(hand.Reply.TryGet(DhcpOptionCode.LeaseTime, out ReadOnlyMemory<byte> value));
        Assert.True(new DhcpOption(DhcpOptionCode.LeaseTime, value).TryReadUInt32(out uint seconds));
        return seconds;
    }

    private static TimeSpan UntilOf(ServerInHand hand, int host) =>
        hand.Server.Leases.Single(lease => lease.Address == Host(host)).Until;
}
