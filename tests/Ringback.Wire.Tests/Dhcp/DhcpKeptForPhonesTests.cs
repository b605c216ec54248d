using System.Collections.Frozen;
using Ringback.Wire.Dhcp;
using static Ringback.Wire.Tests.Dhcp.ServerInHand;

namespace Ringback.Wire.Tests.Dhcp;

/// <summary>
/// However many clients somebody makes up, a phone gets an address: the last part of everything is not for strangers.
/// </summary>
public sealed class DhcpKeptForPhonesTests
{
    private const int FirstPhone = 20_000;
    private const string SaysPhone = "Cisco Systems, Inc. IP Phone CP-7940G";

    [Fact]
    public void A_flood_of_strangers_leaves_a_quarter_for_phones()
    {
        ServerInHand hand = new(Kept(10, 209));

        Assert.Equal(150, Flood(hand, 1, 1000));
        Assert.Equal("", hand.Discover(9999));
        Assert.True(hand.Server.CountIgnored(DhcpBecause.KeptForPhones) > 800);
        Assert.Equal(50, Flood(hand, FirstPhone, 60));
    }

    [Fact]
    public void A_flood_that_calls_itself_phones_leaves_an_eighth_for_MACs_of_makers()
    {
        ServerInHand hand = new(Kept(10, 209));

        Assert.Equal(175, Flood(hand, 1, 1000, Class(SaysPhone)));
        Assert.Equal(25, Flood(hand, FirstPhone, 60));
    }

    [Fact]
    public void Two_hundred_real_phones_at_once_fill_a_pool_to_its_last_address()
    {
        ServerInHand hand = new(Kept(10, 209));

        Assert.Equal(200, Flood(hand, FirstPhone, 200, Class(SaysPhone)));
        Assert.Equal(0, hand.Server.CountIgnored(DhcpBecause.KeptForPhones));
    }

    [Fact]
    public void A_flood_of_questions_alone_holds_up_no_phone()
    {
        DhcpServerOptions options = Kept(10, 209) with { Limits = new DhcpLimits { OffersOutstanding = 40 } };
        ServerInHand hand = new(options);
        for (int mac = 1; mac <= 1000; mac++) hand.Discover(mac);

        Assert.Equal(30, hand.Server.Use.Single().Offered);
        Assert.StartsWith("offer", hand.Discover(FirstPhone), StringComparison.Ordinal);
    }

    [Fact]
    public void A_flood_that_waits_for_probes_holds_up_no_phone()
    {
        DhcpServerOptions options = Kept(10, 209) with
        {
            ProbesAddresses = true, Limits = new DhcpLimits { ProbesPending = 40 },
        };
        ServerInHand hand = new(options);
        for (int mac = 1; mac <= 1000; mac++) hand.Discover(mac);

        Assert.Equal(30, hand.Server.Use.Single().Probing);
        Assert.StartsWith("probe", hand.Discover(FirstPhone), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_prolonged_its_lease_here_comes_back_into_a_full_pool()
    {
        ServerInHand hand = new(Kept(10, 49));
        int own = hand.Lease(7);
        hand.Renew(7, own);
        hand.Release(7, own);
        Flood(hand, 100, 1000);

        Assert.StartsWith("offer", hand.Discover(7), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_took_one_address_after_the_other_in_a_flood_is_not_known_by_that()
    {
        ServerInHand hand = new(Kept(10, 49));
        for (int round = 0; round < 10; round++)
        {
            Flood(hand, 1 + (round * 100), 100);
            hand.After(3600).Elapse();
        }

        // Every address was some stranger's by now; all of them come back at once.
        Assert.InRange(Flood(hand, 1, 1000), 1, 30);
        Assert.StartsWith("offer", hand.Discover(FirstPhone), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_has_shown_elsewhere_that_it_is_a_phone_has_a_part_in_what_is_kept()
    {
        ServerInHand hand = new(Kept(10, 49));
        Flood(hand, 100, 1000);
        Assert.Equal("", hand.Discover(7));

        hand.Server.Know(Mac(7));
        Assert.StartsWith("offer", hand.Discover(7), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_those_that_are_known_the_oldest_is_forgotten_first()
    {
        ServerInHand hand = new(Kept(10, 49) with { Limits = new DhcpLimits { KnownClients = 2 } });
        for (int mac = 1; mac <= 3; mac++) hand.Server.Know(Mac(mac));
        Flood(hand, 100, 1000);

        Assert.Equal("", hand.Discover(1));
        Assert.StartsWith("offer", hand.Discover(2), StringComparison.Ordinal);
        Assert.StartsWith("offer", hand.Discover(3), StringComparison.Ordinal);
    }

    [Fact]
    public void A_reservation_is_not_touched_by_what_is_kept()
    {
        DhcpServerOptions options = Kept(10, 49);
        ServerInHand hand = new(options with
        {
            Subnets = [options.Subnets[0] with { Reservations = [new(Host(60)) { Hardware = Mac(7) }] }],
        });
        Flood(hand, 100, 1000);

        Assert.Equal("offer .60", hand.Discover(7));
    }

    [Fact]
    public void Prefixes_of_the_user_count_as_those_of_makers()
    {
        ServerInHand hand = new(Kept(10, 49) with { PhoneHardwarePrefixes = [new byte[] { 2, 0, 0, 0, 9 }] });
        Flood(hand, 100, 1000);

        Assert.StartsWith("offer", hand.Discover(0x0901), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pool_of_three_addresses_keeps_none()
    {
        ServerInHand hand = new(Kept(10, 12));

        Assert.Equal(3, Flood(hand, 1, 9));
    }

    [Fact]
    public void A_flood_holds_no_more_than_a_quarter_for_a_whole_lease()
    {
        ServerInHand hand = new(Kept(10, 209));
        Flood(hand, 1, 1000);
        hand.After(600).Elapse();

        Assert.InRange(hand.Server.Use.Single().Leased, 1, 51);
    }

    [Fact]
    public void A_phone_finds_its_address_again_after_a_flood_that_takes_nothing()
    {
        ServerInHand hand = new(Options(10, 29));
        int own = hand.Lease(7);
        hand.Release(7, own);
        for (int round = 0; round < 5; round++)
        {
            for (int mac = 0; mac < 19; mac++) hand.Discover(100 + (round * 19) + mac);
            hand.After(31).Elapse();
        }

        Assert.Equal($"offer .{own}", hand.Discover(7));
    }

    private static DhcpServerOptions Kept(int first, int last) => Options(first, last) with
    {
        PhoneMakers = new[] { 0x000E84u }.ToFrozenSet(),
    };

    private static int Flood(ServerInHand hand, int firstMac, int count, params DhcpOption[] options)
    {
        int leased = 0;
        for (int mac = firstMac; mac < firstMac + count; mac++)
        {
            if (!hand.Discover(mac, options).StartsWith("offer", StringComparison.Ordinal)) continue;
            int host = (int)(hand.Reply.YourAddress.Bits & 255);
            Assert.Equal($"store .{host} leased, ack .{host}", hand.Select(mac, host, options));
            leased++;
        }

        return leased;
    }
}
