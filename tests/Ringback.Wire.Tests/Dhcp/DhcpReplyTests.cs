using Ringback.Wire.Dhcp;
using static Ringback.Wire.Tests.Dhcp.ServerInHand;

namespace Ringback.Wire.Tests.Dhcp;

/// <summary>What clients are told.</summary>
public sealed class DhcpReplyTests
{
    private const string PhoneClass = "Cisco Systems, Inc. IP Phone CP-7940G\0";

    private static readonly DhcpOption PhoneList =
        new(DhcpOptionCode.ParameterRequestList, new byte[] { 1, 66, 6, 3, 15, 150, 35 });

    private static readonly DhcpPhoneOptions Said = new()
    {
        TftpServers = [Host(1), Host(2)],
        Routers = [Host(254)],
        DnsServers = [Host(53), Host(54)],
        NtpServers = [Host(123)],
        Domain = "bench.example",
        LeaseTime = TimeSpan.FromHours(1),
    };

    [Fact]
    public void A_phone_is_told_its_TFTP_server_in_every_way_at_once()
    {
        Offer(Said, PhoneList);

        Assert.Equal((Host(1), "10.0.0.1"), (_hand.Reply.NextServer, _hand.Reply.ServerName));
        Assert.Equal("10.0.0.1", _hand.Reply.Text(DhcpOptionCode.TftpServerName));
        Assert.Contains("tftp-servers 10.0.0.1, 10.0.0.2", Told());
    }

    [Fact]
    public void Without_a_word_about_TFTP_it_is_this_server()
    {
        Offer(new DhcpPhoneOptions(), PhoneList);

        Assert.Equal(Host(1), _hand.Reply.NextServer);
        Assert.Contains("tftp-servers 10.0.0.1", Told());
    }

    [Fact]
    public void No_TFTP_server_at_all_is_possible()
    {
        Offer(Said with { TftpServers = [] }, PhoneList);

        Assert.Equal((true, ""), (_hand.Reply.NextServer.IsNone, _hand.Reply.ServerName));
        Assert.False(_hand.Reply.TryGet(DhcpOptionCode.TftpServers, out _));
        Assert.False(_hand.Reply.TryGet(DhcpOptionCode.TftpServerName, out _));
    }

    [Fact]
    public void Option_66_ends_with_NUL_when_that_is_wanted()
    {
        Offer(Said with { EndTftpNameWithNul = true }, PhoneList);

        Assert.True(_hand.Reply.TryGet(DhcpOptionCode.TftpServerName, out ReadOnlyMemory<byte> value));
        Assert.Equal("10.0.0.1\0", DhcpGolden.Latin1(value));
    }

    [Fact]
    public void A_client_gets_what_it_asks_for_in_its_order_and_150_and_66_in_any_case()
    {
        Offer(Said, new DhcpOption(DhcpOptionCode.ParameterRequestList, new byte[] { 15, 3, 1, 42, 33, 15 }));

        Assert.Equal(
            [
                "dhcp-message-type 2", "dhcp-server-identifier 10.0.0.1", "dhcp-lease-time 3600",
                "domain-name bench.example", "subnet-mask 255.255.255.0", "routers 10.0.0.254",
                "ntp-servers 10.0.0.123", "tftp-servers 10.0.0.1, 10.0.0.2", "tftp-server-name 10.0.0.1",
            ],
            Told());
    }

    [Fact]
    public void A_client_that_asks_for_nothing_in_particular_gets_everything()
    {
        Offer(Said);

        Assert.Equal(
            [53, 54, 51, 1, 3, 6, 15, 28, 42, 66, 150], _hand.Reply.Options.Select(option => (int)option.Code));
    }

    [Theory]
    [InlineData(null, null, true, "dhcp-renewal-time 1800", "dhcp-rebinding-time 3150")]
    [InlineData(0.25, null, false, "dhcp-renewal-time 900", "dhcp-rebinding-time 3150")]
    [InlineData(0.25, 0.5, true, "dhcp-renewal-time 900", "dhcp-rebinding-time 1800")]
    public void Renewal_and_rebinding_are_said_when_asked_for_or_out_of_the_ordinary(
        double? renewAt, double? rebindAt, bool asked, string renewal, string rebinding)
    {
        Offer(
            Said with { RenewAt = renewAt, RebindAt = rebindAt },
            new DhcpOption(DhcpOptionCode.ParameterRequestList, asked ? new byte[] { 58, 59 } : new byte[] { 1 }));

        Assert.Contains(renewal, Told());
        Assert.Contains(rebinding, Told());
    }

    [Fact]
    public void The_ACK_says_what_the_OFFER_said()
    {
        Offer(Said, PhoneList, Id(1, 2, 3));
        string[] offered = [.. Told()];
        _hand.Select(1, 10, PhoneList, Id(1, 2, 3));

        Assert.Equal("dhcp-message-type 5", Told().First());
        Assert.Equal(offered.Skip(1), Told().Skip(1));
    }

    [Fact]
    public void A_client_identifier_comes_back_in_OFFER_ACK_and_NAK()
    {
        Offer(Said, Id(0, 7, 7));
        Assert.Equal([0, 7, 7], _hand.Reply.ClientIdentifier.ToArray());
        _hand.Select(1, 10, Id(0, 7, 7));
        Assert.Equal([0, 7, 7], _hand.Reply.ClientIdentifier.ToArray());
        _hand.Select(1, 99, Id(0, 7, 7));
        Assert.Equal([0, 7, 7], _hand.Reply.ClientIdentifier.ToArray());
    }

    [Fact]
    public void Option_82_comes_back_byte_for_byte_and_last()
    {
        byte[] odd = [1, 3, 9, 9, 9, 200, 0, 255, 1, 0];
        _hand = new ServerInHand(Options());
        _hand.Receive(
            Message(1, DhcpMessageType.Discover, new DhcpOption(82, odd), PhoneList) with { Relay = Host(2) });

        Assert.Equal(82, _hand.Reply.Options[^1].Code);
        Assert.Equal(odd, _hand.Reply.RelayInformation.ToArray());
        _hand.Receive(Message(2, DhcpMessageType.Request, Names(), Requests(10), new DhcpOption(82, odd)) with
        {
            Relay = Host(2),
        });
        Assert.Equal(DhcpMessageType.Nak, _hand.Reply.Type);
        Assert.Equal(odd, _hand.Reply.RelayInformation.ToArray());
    }

    [Fact]
    public void A_NAK_carries_no_address_and_no_options_but_its_own()
    {
        _hand = new ServerInHand(Options());
        _hand.Receive(Message(1, DhcpMessageType.Request, Requests(10)) with { Relay = Host(2), TransactionId = 5 });

        Assert.Equal([53, 54, 56], _hand.Reply.Options.Select(option => (int)option.Code));
        Assert.Equal(
            (true, true, "", 5u),
            (_hand.Reply.YourAddress.IsNone, _hand.Reply.NextServer.IsNone, _hand.Reply.ServerName,
                _hand.Reply.TransactionId));

        // The relay has to broadcast it (RFC 2131 §4.3.2).
        Assert.True(_hand.Reply.WantsBroadcast);
        Assert.Equal((DhcpRouteKind.Relay, 67), (_hand.Sent.Route.Kind, _hand.Sent.Route.Port));
    }

    [Fact]
    public void Rules_lie_on_the_subnet_and_a_later_rule_on_an_earlier_one()
    {
        DhcpServerOptions options = Options() with
        {
            Rules =
            [
                new(new DhcpPhoneOptions { Domain = "phones", TftpServers = [Host(7)] })
                {
                    VendorClassPrefix = "Cisco Systems, Inc. IP Phone",
                },
                new(new DhcpPhoneOptions { TftpServers = [Host(8)] }) { Model = "7940" },
                new(new DhcpPhoneOptions { TftpServers = [Host(9)] }) { HardwarePrefix = new byte[] { 2, 0, 0, 0, 1 } },
            ],
        };

        Assert.Equal("10.0.0.1", TftpOf(1, "MSFT 5.0"));
        Assert.Equal("10.0.0.7", TftpOf(2, "Cisco Systems, Inc. IP Phone CP-7960G\0"));
        Assert.Equal("10.0.0.7", TftpOf(3, "Cisco Systems, Inc. IP Phone CP-79401\0"));
        Assert.Equal("10.0.0.8", TftpOf(4, PhoneClass));
        Assert.Equal("10.0.0.8", TftpOf(5, "Cisco Systems, Inc. IP Phone CP-7940\0"));
        Assert.Equal("10.0.0.9", TftpOf(0x101, PhoneClass));
        Assert.Equal("phones", _hand.Reply.Text(DhcpOptionCode.DomainName));

        string TftpOf(int mac, string vendorClass)
        {
            _hand = new ServerInHand(options);
            _hand.Discover(mac, Class(vendorClass));
            return _hand.Reply.ServerName;
        }
    }

    [Fact]
    public void Further_options_replace_what_is_said_and_an_empty_one_withholds_it()
    {
        Offer(Said with
        {
            Others = [DhcpOption.Of(15, "other"), new DhcpOption(42, default), new DhcpOption(224, new byte[] { 1 })],
        });

        Assert.Contains("domain-name other", Told());
        Assert.Contains("option-224 01", Told());
        Assert.DoesNotContain(_hand.Reply.Options, option => option.Code == 42);
    }

    [Fact]
    public void What_a_subnet_says_comes_before_what_the_server_says()
    {
        DhcpServerOptions options = Options() with { Options = Said };
        _hand = new ServerInHand(options with
        {
            Subnets = [options.Subnets[0] with { Options = new DhcpPhoneOptions { Domain = "here" } }],
        });
        _hand.Discover(1);

        Assert.Contains("domain-name here", Told());
        Assert.Contains("routers 10.0.0.254", Told());
    }

    [Fact]
    public void The_room_that_a_client_names_goes_with_the_reply()
    {
        Offer(Said, DhcpOption.Of(DhcpOptionCode.MaximumMessageSize, (ushort)1000));

        Assert.Equal(972, _hand.Sent.Room);
    }

    [Fact]
    public void More_options_than_fit_leave_out_the_last_ones_but_never_option_82()
    {
        DhcpOption[] many = [.. Enumerable.Range(224, 5).Select(code => new DhcpOption((byte)code, new byte[100]))];
        DhcpServer server = new(Options() with { Options = Said with { Others = many } });
        List<DhcpEffect> effects = [];
        DhcpMessage discover = Message(1, DhcpMessageType.Discover, Circuit(7)) with { Relay = Host(2) };
        server.Receive(discover, new DhcpArrival(Host(1), true), TimeSpan.Zero, effects);
        DhcpSend send = Assert.IsType<DhcpSend>(Assert.Single(effects));
        byte[] buffer = new byte[send.Room];
        int length = DhcpWriter.Write(buffer, send.Reply, send.Room, out int leftOut);
        DhcpMessage reply = DhcpGolden.Read(buffer.AsSpan(0, length));

        Assert.Equal(548, send.Room);
        Assert.Equal(2, leftOut);
        Assert.True(reply.TryGet(DhcpOptionCode.TftpServers, out _));
        Assert.Equal([1, 1, 7], reply.RelayInformation.ToArray());
        Assert.Equal("10.0.0.1", reply.ServerName);
    }

    [Theory]
    [InlineData("Cisco Systems, Inc. IP Phone\0", true)]
    [InlineData("Cisco Systems, Inc. IP Phone CP-7960\0", true)]
    [InlineData("Cisco Systems, Inc. IP Phone 7912", true)]
    [InlineData("Cisco Systems, Inc. IP Phone CP-7841-3PCC\0", true)]
    [InlineData("Cisco Systems Inc. Wireless Phone 7921", true)]
    [InlineData("Cisco Systems, Inc.", true)]
    [InlineData("CISCO ATA190", true)]
    [InlineData("Cisco Systems, Inc. Catalyst", false)]
    [InlineData("ciscopnp", false)]
    [InlineData("MSFT 5.0", false)]
    [InlineData("", false)]
    public void Only_phones_are_served_when_that_is_wanted(string vendorClass, bool isServed)
    {
        _hand = new ServerInHand(Options() with { PhonesOnly = true });

        Assert.Equal(isServed ? "offer .10" : "NotAPhone", _hand.Discover(1, Class(vendorClass)));
    }

    [Fact]
    public void A_phone_that_has_a_lease_is_served_though_it_does_not_say_what_it_is()
    {
        _hand = new ServerInHand(Options() with { PhonesOnly = true });
        _hand.Lease(1, Class(PhoneClass));

        Assert.Equal("store .10 leased, ack .10", _hand.Renew(1, 10));
        Assert.Equal("store .10 released", _hand.Release(1, 10));
        Assert.Equal("NotAPhone", _hand.Renew(1, 10));
    }

    [Fact]
    public void A_MAC_that_is_named_or_reserved_is_a_phone()
    {
        DhcpServerOptions options = Options();
        _hand = new ServerInHand(options with
        {
            PhonesOnly = true,
            PhoneHardwarePrefixes = [new byte[] { 2, 0, 0, 0, 1 }],
            Subnets = [options.Subnets[0] with { Reservations = [new(Host(50)) { Hardware = Mac(9) }] }],
        });

        Assert.Equal("offer .10", _hand.Discover(0x101));
        Assert.Equal("offer .50", _hand.Discover(9));
        Assert.Equal("NotAPhone", _hand.Discover(1));
    }

    private ServerInHand _hand = null!;

    private void Offer(DhcpPhoneOptions said, params DhcpOption[] options)
    {
        _hand = new ServerInHand(Options() with { Options = said });
        Assert.Equal("offer .10", _hand.Discover(1, options));
    }

    private IEnumerable<string> Told() => _hand.Reply.Options.Select(option => option.ToString());
}
