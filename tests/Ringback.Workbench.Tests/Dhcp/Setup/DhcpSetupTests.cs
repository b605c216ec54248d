using Ringback.Wire.Dhcp;
using Ringback.Workbench.Dhcp.Setup;
using Ringback.Workbench.Network;

namespace Ringback.Workbench.Tests.Dhcp.Setup;

/// <summary>What the user wants becomes networks with ranges, or sentences that say what is wrong with it.</summary>
public sealed class DhcpSetupTests
{
    private static readonly CardAddress Bench = new(Ipv4Address.Parse("192.168.77.1"), 24);
    private static readonly CardAddress Other = new(Ipv4Address.Parse("10.20.30.40"), 16);

    [Theory]
    [InlineData("192.168.77.1", 24, "192.168.77.0/24 192.168.77.10-192.168.77.250")]
    [InlineData("192.168.77.1", 28, "192.168.77.0/28 192.168.77.1-192.168.77.14")]
    [InlineData("192.168.77.9", 29, "192.168.77.8/29 192.168.77.9-192.168.77.14")]
    [InlineData("192.168.77.1", 26, "192.168.77.0/26 192.168.77.10-192.168.77.58")]
    [InlineData("10.20.30.40", 16, "10.20.0.0/16 10.20.0.10-10.20.3.241")]
    [InlineData("10.20.30.40", 8, "10.0.0.0/8 10.0.0.10-10.0.3.241")]
    public void A_range_is_made_for_each_of_our_networks(string address, int prefix, string expected)
    {
        DhcpServerOptions made = Make(
            new DhcpSetup { MakesRanges = true }, new CardAddress(Ipv4Address.Parse(address), prefix));

        Assert.Equal([expected], Shown(made));
        Assert.Equal([Ipv4Address.Parse(address)], made.OwnAddresses);
    }

    [Fact]
    public void Makers_of_phones_are_known_and_relays_on_our_own_cable_are_served()
    {
        DhcpServerOptions made = Make(new DhcpSetup
        {
            Ranges = [Wish("10.1.0.10-10.1.0.99/24")], Relays = [Ipv4Network.Parse("10.9.0.1/32")],
        }, Bench);

        Assert.Contains(0x000E84u, made.PhoneMakers);
        Assert.Empty(made.PhoneHardwarePrefixes);
        Assert.Equal(["10.9.0.1/32", "192.168.77.0/24"], made.Relays.Select(r => $"{r}"));
    }

    [Theory]
    [InlineData(30)]
    [InlineData(31)]
    [InlineData(32)]
    public void A_network_that_is_too_small_is_told(int prefix) => Assert.Equal(
        [
            $"The network 192.168.77.0/{prefix} is too small to make a range in it. Write the range: "
            + $"{DhcpRangeWish.Accepted}.",
        ], Faults(new DhcpSetup { MakesRanges = true }, new CardAddress(Ipv4Address.Parse("192.168.77.0"), prefix)));

    [Fact]
    public void A_network_that_has_a_range_gets_no_second_one()
    {
        DhcpServerOptions made = Make(
            new DhcpSetup { MakesRanges = true, Ranges = [Wish("192.168.77.50-99")] }, Bench, Other);

        Assert.Equal(
            ["192.168.77.0/24 192.168.77.50-192.168.77.99", "10.20.0.0/16 10.20.0.10-10.20.3.241"], Shown(made));
    }

    [Fact]
    public void A_network_of_the_file_without_ranges_gets_one_and_keeps_the_rest()
    {
        DhcpSubnet said = new(Ipv4Network.Parse("192.168.77.0/24"))
        {
            Options = new DhcpPhoneOptions { Domain = "bench" },
        };
        DhcpServerOptions made = Make(new DhcpSetup { MakesRanges = true, Subnets = [said] }, Bench);

        Assert.Equal(["192.168.77.0/24 192.168.77.10-192.168.77.250"], Shown(made));
        Assert.Equal("bench", made.Subnets[0].Options.Domain);
    }

    [Fact]
    public void Two_addresses_of_ours_in_one_network_make_one_range()
    {
        CardAddress second = new(Ipv4Address.Parse("192.168.77.2"), 24);

        Assert.Single(Make(new DhcpSetup { MakesRanges = true }, Bench, second).Subnets);
    }

    [Fact]
    public void Several_ranges_of_a_network_are_one_subnet_with_its_reservations()
    {
        DhcpServerOptions made = Make(new DhcpSetup
        {
            Ranges = [Wish("192.168.77.50-59"), Wish("192.168.77.70-79"), Wish("192.168.77.90/24")],
            Reservations = [Reserved("192.168.77.5", 1)],
        }, Bench);

        Assert.Equal(
            ["192.168.77.0/24 192.168.77.50-192.168.77.59 192.168.77.70-192.168.77.79 192.168.77.90-192.168.77.90"],
            Shown(made));
        Assert.Single(made.Subnets[0].Reservations);
    }

    [Fact]
    public void A_range_behind_a_relay_needs_its_mask()
    {
        Assert.Equal(["172.16.1.0/24 172.16.1.10-172.16.1.99"],
            Shown(Make(new DhcpSetup { Ranges = [Wish("172.16.1.10-99/24")] }, Bench)));
        Assert.Equal(
            [
                "The range 172.16.1.10-172.16.1.99 lies in no network of this computer (192.168.77.0/24, "
                + "10.20.0.0/16). Take one that does, or, for phones behind a relay, write its mask too, such as /24.",
            ], Faults(new DhcpSetup { Ranges = [Wish("172.16.1.10-99")] }, Bench, Other));
        Assert.Contains("(none)", Faults(new DhcpSetup { Ranges = [Wish("172.16.1.10-99")] }).Single(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once()
    {
        IReadOnlyList<string> faults = Faults(new DhcpSetup
        {
            Ranges = [Wish("172.16.1.10-99"), Wish("192.168.77.99-50"), Wish("192.168.77.10-10.9.9.9")],
            Subnets = [new DhcpSubnet(Ipv4Network.Parse("192.168.0.0/16"))],
            Reservations = [Reserved("1.2.3.4", 1), Reserved("192.168.77.0", 2), Reserved("192.168.77.5", 2)],
            Options = new DhcpPhoneOptions { Others = [DhcpOption.Of(53, (byte)1)] },
            Rules = [new DhcpRule(new DhcpPhoneOptions { LeaseTime = TimeSpan.Zero })],
        }, Bench);

        foreach (string part in (string[])
            [
                "172.16.1.10-172.16.1.99 lies in no network", "192.168.77.99-192.168.77.50 of 192.168.0.0/16 ends",
                "leaves its network", "The reserved address 1.2.3.4 lies in no network",
                "192.168.77.5 is a second one for the same client", "Option 53 of the server", "lease time of rule 1",
            ])
        {
            Assert.Contains(faults, fault => fault.Contains(part, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(false, null, true)]
    [InlineData(true, null, false)]
    [InlineData(true, true, true)]
    [InlineData(false, false, false)]
    public void It_is_the_only_server_unless_it_serves_phones_only_or_is_told(
        bool phonesOnly, bool? said, bool expected)
    {
        DhcpServerOptions made = Make(
            new DhcpSetup { MakesRanges = true, PhonesOnly = phonesOnly, IsAuthoritative = said }, Bench);

        Assert.Equal((phonesOnly, expected), (made.PhonesOnly, made.IsAuthoritative));
    }

    [Fact]
    public void Options_rules_and_prefixes_are_passed_on()
    {
        DhcpSetup setup = new()
        {
            MakesRanges = true,
            Options = new DhcpPhoneOptions { Domain = "bench" },
            Rules = [new DhcpRule(new DhcpPhoneOptions()) { Model = "7940" }],
            HardwarePrefixes = [new byte[] { 0, 14, 132 }],
        };

        DhcpServerOptions made = Make(setup, Bench);

        Assert.Equal((setup.Options, setup.Rules, setup.HardwarePrefixes),
            (made.Options, made.Rules, made.PhoneHardwarePrefixes));
    }

    [Fact]
    public void Nothing_wanted_on_no_network_is_nothing_served()
    {
        Assert.Empty(Make(new DhcpSetup()).Subnets);
        Assert.Empty(Make(new DhcpSetup { MakesRanges = true }).Subnets);
    }

    private static DhcpRangeWish Wish(string text)
    {
        Assert.True(DhcpRangeWish.TryParse(text, out DhcpRangeWish wish), text);
        return wish;
    }

    private static DhcpReservation Reserved(string address, byte mac) => new(Ipv4Address.Parse(address))
    {
        Hardware = HardwareAddress.From(1, [2, 0, 0, 0, 0, mac]),
    };

    /// <summary>What is made without faults can be served.</summary>
    private static DhcpServerOptions Make(DhcpSetup setup, params CardAddress[] own)
    {
        DhcpServerOptions made = setup.Make(own, out IReadOnlyList<string> faults);
        Assert.Empty(faults);
        _ = new DhcpServer(made);
        return made;
    }

    private static IReadOnlyList<string> Faults(DhcpSetup setup, params CardAddress[] own)
    {
        setup.Make(own, out IReadOnlyList<string> faults);
        return faults;
    }

    private static IEnumerable<string> Shown(DhcpServerOptions made) => made.Subnets.Select(subnet =>
        string.Join(' ', [$"{subnet.Network}", .. subnet.Ranges.Select(range => $"{range.First}-{range.Last}")]));
}
