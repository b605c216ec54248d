using System.Text;
using Ringback.Observation.Dhcp;
using Ringback.Wire.Dhcp;

namespace Ringback.Observation.Tests.Dhcp;

/// <summary>Offers as a phone reads them.</summary>
public sealed class PhoneOfferReadingTests
{
    private static readonly Ipv4Address Tftp = Ipv4Address.Parse("10.0.0.9");

    private static readonly DhcpOption Mask = DhcpOption.Of(1, Ipv4Address.Parse("255.255.255.0"));
    private static readonly DhcpOption Router = DhcpOption.Of(3, Ipv4Address.Parse("10.0.0.254"));
    private static readonly DhcpOption Lease = DhcpOption.Of(51, 3600u);
    private static readonly DhcpOption Identifier = DhcpOption.Of(54, Ipv4Address.Parse("10.0.0.1"));
    private static readonly DhcpOption Tftp66 = DhcpOption.Of(66, "10.0.0.9");
    private static readonly DhcpOption Tftp150 = DhcpOption.Of(150, Tftp);

    private static readonly DhcpMessage Good = new()
    {
        Operation = DhcpOperation.Reply,
        YourAddress = Ipv4Address.Parse("10.0.0.100"),
        NextServer = Tftp,
        ServerName = "10.0.0.9",
        Options = [DhcpOption.Of(53, 2), Mask, Router, Lease, Identifier, Tftp66, Tftp150],
    };

    [Fact]
    public void A_good_offer_has_no_fault_and_leads_every_phone_to_one_place()
    {
        PhoneOfferReading reading = PhoneOfferReading.Read(Good, Tftp);

        Assert.Empty(reading.Faults);
        Assert.Equal(Ipv4Network.Parse("10.0.0.0/24"), reading.Network);
        Assert.Equal(TimeSpan.FromHours(1), reading.LeaseTime);
        Assert.Equal(("10.0.0.9", "10.0.0.9"), (reading.ForJavaPhones?.First, reading.For7940And7960?.First));
        Assert.Equal(
            ["option 150", "option 66", "siaddr (next-server)", "sname (server-name)"],
            reading.TftpServers.Select(server => server.Place));
    }

    [Fact]
    public void Without_a_TFTP_server_it_is_said_where_a_phone_then_goes()
    {
        PhoneOfferReading reading = Read(Without(66, 150) with { NextServer = default, ServerName = "" });

        AssertFaults(reading, PhoneOfferFaultKind.Option150Missing, PhoneOfferFaultKind.NoTftpServer);
        Assert.Contains("in its flash", reading.Faults[1].Because);
        Assert.Null(reading.ForJavaPhones);
        Assert.Null(reading.For7940And7960);
    }

    [Theory]
    [InlineData("10.0.0.9", "49.48.46.48 and 46.48.46.57")]
    [InlineData("10.0.0.99", "49.48.46.48 and 46.48.46.57")]
    [InlineData("192.168.1.10, 192.168.1.11", "49.57.50.46 and 49.54.56.46")]
    [InlineData("10.0.0.9\0", "49.48.46.48 and 46.48.46.57")]
    public void Option_150_as_text_is_named_with_what_a_phone_makes_of_it(string text, string misread)
    {
        PhoneOfferReading reading = Read(With(DhcpOption.Of(150, text)));

        Assert.Equal(PhoneOfferFaultKind.Option150IsText, reading.Faults[0].Kind);
        Assert.Contains($"\"{text.TrimEnd('\0')}\"", reading.Faults[0].Because);
        Assert.Contains($"as {misread}", reading.Faults[0].Because);
        Assert.Equal(PhoneTftpSource.Option66, reading.ForJavaPhones?.Source);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0A0000")]
    [InlineData("0A00000900")]
    public void Option_150_of_a_wrong_length_is_named(string bytes) => AssertFaults(
        Read(With(new DhcpOption(150, Convert.FromHexString(bytes)))), PhoneOfferFaultKind.Option150BadLength);

    [Fact]
    public void Places_that_disagree_are_named_with_what_each_phone_takes()
    {
        DhcpMessage offer = Without(150) with { NextServer = Ipv4Address.Parse("10.0.0.1"), ServerName = "" };
        PhoneOfferReading reading = Read(offer with { Options = [.. offer.Options, DhcpOption.Of(150, Tftp)] });

        AssertFaults(reading, PhoneOfferFaultKind.SourcesDisagree);
        Assert.Equal(("10.0.0.9", "10.0.0.9"), (reading.ForJavaPhones?.First, reading.For7940And7960?.First));
        Assert.EndsWith("Java phones take 10.0.0.9, a 7940 or 7960 10.0.0.9.", reading.Faults[0].Because);
        Assert.Equal("A phone would ask 10.0.0.9 for its files (option 150).", reading.Consequence(Tftp));
    }

    // sources.md 7940-7960-code §7, row by row; the row about Alternate TFTP is a setting of the phone, not an offer.
    [Theory]
    [InlineData("150=0a000001", null, null, "option 150: 10.0.0.1")]
    [InlineData("150=0a0000010a000002", null, null, "option 150: 10.0.0.1 10.0.0.2")]
    [InlineData("150=0a0000010a0000020a000003", null, null, "option 150: 10.0.0.1 10.0.0.2")]
    [InlineData("150=0a000001 66=10.0.0.5", null, null, "option 150: 10.0.0.1")]
    [InlineData("66=10.0.0.5 150=0a000001", null, null, "option 150: 10.0.0.1")]
    [InlineData("66=10.0.0.5", null, null, "option 66: 10.0.0.5")]
    [InlineData("66=10.0.0.5~", null, null, "option 66: 10.0.0.5")]
    [InlineData("66=10.0.0.5_", null, null, "option 66: \"10.0.0.5 \"")]
    [InlineData("66=tftp://10.0.0.5", null, null, "option 66: \"tftp://10.0.0.5\"")]
    [InlineData("66=boot", null, null, "option 66: \"boot\"")]
    [InlineData("66=boot 150=0a000001", null, null, "option 150: 10.0.0.1")]
    [InlineData("", "10.0.0.7", null, "siaddr (next-server): 10.0.0.7")]
    [InlineData("66=10.0.0.5", "10.0.0.7", null, "option 66: 10.0.0.5")]
    [InlineData("66=boot", "10.0.0.7", null, "option 66: \"boot\"")]
    [InlineData("", null, "other", "sname (server-name): \"other\"")]
    [InlineData("66=boot", null, "other", "sname (server-name): \"other\"")]
    [InlineData("", "10.0.0.7", "other", "siaddr (next-server): 10.0.0.7")]
    [InlineData("150=0a000001", null, "other", "option 150: 10.0.0.1")]
    [InlineData("150=31302e302e302e35", null, null, "option 150: 49.48.46.48 46.48.46.53")]
    [InlineData("66=boot 150=0a0000", null, null, null)]
    [InlineData("66=boot 150=0a0000", "10.0.0.7", null, "siaddr (next-server): 10.0.0.7")]
    [InlineData("150=0a0000 66=boot", null, null, "option 66: \"boot\"")]
    [InlineData("66=10.0.0.5 150=0a0000", null, null, "option 66: 10.0.0.5")]
    [InlineData("150=00000000 66=10.0.0.5", null, null, "option 66: 10.0.0.5")]
    [InlineData("", null, null, null)]
    public void A_7940_takes_the_server_that_its_loader_takes(
        string options, string? siaddr, string? sname, string? taken)
    {
        DhcpMessage offer = Without(66, 150) with
        {
            NextServer = siaddr is null ? default : Ipv4Address.Parse(siaddr), ServerName = sname ?? "",
        };
        offer = offer with
        {
            Options =
            [
                .. offer.Options,
                .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(o => o.Split('=')).Select(
                    o => o[0] == "150"
                        ? new DhcpOption(150, Convert.FromHexString(o[1]))
                        : DhcpOption.Of(66, o[1].Replace('~', '\0').Replace('_', ' '))),
            ],
        };

        PhoneTftpServer? server = Read(offer).For7940And7960;

        Assert.Equal(taken, server is null ? null : $"{server.Place}: "
            + (server.Addresses.Count > 0 ? string.Join(' ', server.Addresses) : $"\"{server.Name}\""));
    }

    [Fact]
    public void Where_a_7940_and_a_Java_phone_go_apart_both_are_told()
    {
        DhcpMessage offer = With(DhcpOption.Of(66, "boot"), DhcpOption.Of(6, Ipv4Address.Parse("10.0.0.53")));
        offer = offer with { ServerName = "", Options = [.. offer.Options.Where(o => o.Code != 150)] };

        Assert.Equal(("boot", "boot"), (Read(offer).ForJavaPhones?.First, Read(offer).For7940And7960?.First));

        offer = offer with { Options = [.. offer.Options.Where(o => o.Code != 66), DhcpOption.Of(150, "10.0.0.5")] };
        PhoneOfferReading reading = PhoneOfferReading.Read(offer, Ipv4Address.Parse("10.0.0.2"));
        Assert.Equal("A Java phone would ask 10.0.0.9 for its files (siaddr (next-server)); a 7940 or 7960 would ask "
            + "49.48.46.48 (option 150).", reading.Consequence(Tftp));
        Assert.Contains(reading.Faults,
            f => f.Because == "siaddr (next-server) leads Java phones to 10.0.0.9, not to 10.0.0.2.");
    }

    [Fact]
    public void A_7940_refuses_an_answer_with_the_address_of_all() => Assert.Contains(
        Read(With(DhcpOption.Of(6, Ipv4Address.Broadcast))).Faults, f => f.Kind == PhoneOfferFaultKind.RefusedBy7940);

    [Fact]
    public void A_second_server_in_option_150_and_a_name_are_no_contradiction()
    {
        Ipv4Address[] two = [Ipv4Address.Parse("10.0.0.8"), Tftp];
        DhcpMessage offer = With(DhcpOption.Of(150, two), DhcpOption.Of(6, Ipv4Address.Parse("10.0.0.53"))) with
        {
            ServerName = "boot",
        };

        AssertFaults(Read(offer));
    }

    [Fact]
    public void A_name_needs_a_DNS_server()
    {
        DhcpOption name = DhcpOption.Of(66, "tftp.example\0");
        PhoneOfferReading reading = Read(With(name));
        AssertFaults(reading, PhoneOfferFaultKind.NameNeedsDns);
        Assert.True(reading.TftpNameEndsWithNul);

        DhcpMessage with = With(name);
        AssertFaults(Read(with with { Options = [.. with.Options, DhcpOption.Of(6, Ipv4Address.Parse("9.9.9.9"))] }));
    }

    [Fact]
    public void Without_option_150_the_dotted_text_of_option_66_leads()
    {
        PhoneOfferReading reading = Read(Without(150));

        AssertFaults(reading, PhoneOfferFaultKind.Option150Missing);
        Assert.Equal((PhoneTftpSource.Option66, "10.0.0.9"),
            (reading.ForJavaPhones!.Source, reading.For7940And7960!.First));
    }

    [Fact]
    public void Siaddr_alone_that_names_the_DHCP_server_is_a_habit_and_no_choice()
    {
        DhcpMessage offer = Without(66, 150) with { NextServer = Ipv4Address.Parse("10.0.0.1"), ServerName = "" };

        AssertFaults(Read(offer), PhoneOfferFaultKind.Option150Missing, PhoneOfferFaultKind.OnlyTheDhcpServer);
    }

    [Fact]
    public void A_TFTP_server_elsewhere_than_expected_is_named()
    {
        PhoneOfferReading reading = PhoneOfferReading.Read(Good, Ipv4Address.Parse("10.0.0.2"));

        AssertFaults(reading, PhoneOfferFaultKind.LeadsElsewhere);
        Assert.Equal("option 150 leads phones to 10.0.0.9, not to 10.0.0.2.", reading.Faults[0].Because);
    }

    [Fact]
    public void A_TFTP_server_beyond_the_network_needs_a_router()
    {
        DhcpMessage far = With(DhcpOption.Of(150, Ipv4Address.Parse("10.9.0.9"))) with
        {
            NextServer = default,
            ServerName = "",
        };
        far = far with { Options = [.. far.Options.Where(option => option.Code != 66)] };
        AssertFaults(Read(far));

        DhcpMessage alone = far with { Options = [.. far.Options.Where(option => option.Code != 3)] };
        AssertFaults(Read(alone), PhoneOfferFaultKind.NoRouterToTftp);
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("127.0.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    public void An_address_that_no_server_can_have_is_named(string address)
    {
        DhcpMessage offer = With(DhcpOption.Of(150, Ipv4Address.Parse(address)));

        Assert.Contains(Read(offer).Faults, fault => fault.Kind == PhoneOfferFaultKind.ImplausibleTftpServer);
    }

    [Theory]
    [InlineData("255.0.255.0", "10.0.0.100", "10.0.0.254", PhoneOfferFaultKind.BadMask)]
    [InlineData("0.0.0.0", "10.0.0.100", "10.0.0.254", PhoneOfferFaultKind.BadMask)]
    [InlineData("255.255.255.0", "10.0.0.255", "10.0.0.254", PhoneOfferFaultKind.BadAddress)]
    [InlineData("255.255.255.0", "10.0.0.0", "10.0.0.254", PhoneOfferFaultKind.BadAddress)]
    [InlineData("255.255.255.0", "10.0.0.100", "10.0.1.254", PhoneOfferFaultKind.RouterOutside)]
    public void A_network_that_cannot_be_is_named(
        string mask, string address, string router, PhoneOfferFaultKind kind) => AssertFaults(
        Read(With(DhcpOption.Of(1, Ipv4Address.Parse(mask)), DhcpOption.Of(3, Ipv4Address.Parse(router))) with
        {
            YourAddress = Ipv4Address.Parse(address),
        }),
        kind);

    [Fact]
    public void A_missing_mask_and_a_missing_lease_are_named() => AssertFaults(
        Read(Without(1, 51)), PhoneOfferFaultKind.BadMask, PhoneOfferFaultKind.LeaseTooShort);

    [Theory]
    [InlineData(299u, 1)]
    [InlineData(300u, 0)]
    [InlineData(uint.MaxValue, 0)]
    public void A_lease_must_last_longer_than_an_image_takes(uint seconds, int faults) =>
        Assert.Equal(faults, Read(With(DhcpOption.Of(51, seconds))).Faults.Count);

    [Fact]
    public void Options_of_vendors_are_shown_and_are_no_fault()
    {
        PhoneOfferReading reading = Read(Good with
        {
            Options = [.. Good.Options, new DhcpOption(43, new byte[] { 1, 2 }), DhcpOption.Of(132, "100")],
        });

        AssertFaults(reading);
        Assert.Equal([43, 132], reading.VendorOptions.Select(option => (int)option.Code));
    }

    [Fact]
    public void Noise_in_the_options_is_read_and_explained_without_a_throw()
    {
        const int seed = 20261125;
        Random random = new(seed);
        byte[] codes = [1, 3, 6, 43, 51, 54, 66, 150];
        for (int round = 0; round < 5_000; round++)
        {
            List<DhcpOption> options = [];
            foreach (byte code in codes)
            {
                byte[] value = new byte[random.Next(14)];
                random.NextBytes(value);
                if (random.Next(3) == 0) value = Encoding.Latin1.GetBytes($"{random.Next(256)}.0.0.{random.Next(999)}");
                if (random.Next(4) != 0) options.Add(new DhcpOption(code, value));
            }

            DhcpMessage offer = new()
            {
                YourAddress = new Ipv4Address((uint)random.Next()),
                NextServer = new Ipv4Address((uint)random.Next(3)),
                Options = options,
            };
            PhoneOfferReading reading = PhoneOfferReading.Read(offer, Tftp);
            Assert.All(reading.Faults, fault => Assert.True(fault.Because.EndsWith('.'), $"seed {seed}: {fault}"));
            Assert.NotNull(reading.ToString());
        }
    }

    private static PhoneOfferReading Read(DhcpMessage offer) => PhoneOfferReading.Read(offer);

    private static DhcpMessage With(params DhcpOption[] options) => Good with
    {
        Options = [.. Good.Options.Where(old => !Array.Exists(options, o => o.Code == old.Code)), .. options],
    };

    private static DhcpMessage Without(params int[] codes) => Good with
    {
        Options = [.. Good.Options.Where(option => !codes.Contains(option.Code))],
    };

    private static void AssertFaults(PhoneOfferReading reading, params PhoneOfferFaultKind[] kinds) =>
        Assert.Equal(kinds, reading.Faults.Select(fault => fault.Kind));
}
