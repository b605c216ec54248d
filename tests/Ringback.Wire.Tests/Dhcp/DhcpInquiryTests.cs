using Ringback.Wire.Dhcp;

namespace Ringback.Wire.Tests.Dhcp;

/// <summary>Asking for servers as a phone does.</summary>
public sealed class DhcpInquiryTests
{
    private static readonly HardwareAddress Phone = HardwareAddress.From(1, [0x00, 0x0e, 0x84, 0xc0, 0x60, 0xa6]);
    private static readonly Ipv4Address First = Ipv4Address.Parse("10.0.0.1");
    private static readonly Ipv4Address Second = Ipv4Address.Parse("10.0.0.2");

    private readonly List<DhcpInquirySend> _effects = [];

    [Fact]
    public void A_DISCOVER_is_that_of_a_7940()
    {
        DhcpInquiry inquiry = Begin(new DhcpInquiryOptions { Hardware = Phone });
        DhcpMessage message = DhcpGolden.Read(DhcpGolden.Discover);

        DhcpInquirySend sending = Assert.Single(_effects);
        Assert.Equal((default, Ipv4Address.Broadcast), (sending.Source, sending.Destination));
        Assert.Equal(message with { Options = [] }, sending.Message with { Options = [] });
        Assert.Equal(0x84c060a6u, inquiry.TransactionId);
        Assert.Equal(
            [
                "dhcp-message-type 1", "dhcp-client-identifier 01000E84C060A6", "host-name SEP000E84C060A6",
                "vendor-class-identifier Cisco Systems, Inc. IP Phone CP-7940G",
                "dhcp-parameter-request-list 1, 66, 6, 3, 15, 150, 35",
            ],
            sending.Message.Options.Select(option => option.ToString()));
        Assert.Equal(0, sending.Message.Options[3].Value.Span[^1]);
    }

    [Fact]
    public void It_is_sent_on_its_schedule_and_ends_in_silence()
    {
        DhcpInquiry inquiry = Begin(Usual());
        Assert.Equal(Seconds(12), inquiry.Deadline);

        inquiry.Elapsed(Seconds(11.9), _effects);
        Assert.Single(_effects);
        inquiry.Elapsed(Seconds(12), _effects);
        Assert.Equal((2, 2), (_effects.Count, _effects[1].Message.Seconds));
        Assert.Equal((Seconds(15), DhcpInquiryState.Asking), (inquiry.Deadline, inquiry.State));

        inquiry.Elapsed(Seconds(15), _effects);
        Assert.Equal((2, DhcpInquiryState.Ended), (_effects.Count, inquiry.State));
        Assert.Null(inquiry.Deadline);
        Assert.Empty(inquiry.Offers);
    }

    [Fact]
    public void After_a_long_pause_one_DISCOVER_is_enough()
    {
        DhcpInquiry inquiry = Begin(Usual() with { SendAt = [Seconds(0), Seconds(1), Seconds(2)] });

        inquiry.Elapsed(Seconds(13), _effects);
        inquiry.Elapsed(Seconds(13.1), _effects);

        Assert.Equal(2, _effects.Count);
    }

    [Fact]
    public void The_last_offer_of_each_server_is_kept()
    {
        DhcpInquiry inquiry = Begin(Usual());
        inquiry.Receive(Answer(First, DhcpMessageType.Offer, "10.0.0.100"), Seconds(10), _effects);
        inquiry.Receive(Answer(Second, DhcpMessageType.Offer, "10.0.0.200"), Seconds(10), _effects);
        inquiry.Receive(Answer(First, DhcpMessageType.Offer, "10.0.0.101"), Seconds(12), _effects);

        Assert.Equal(
            [(First, "10.0.0.101"), (Second, "10.0.0.200")],
            inquiry.Offers.Select(offer => (offer.Server, $"{offer.Message.YourAddress}")));
        Assert.Single(_effects);
    }

    [Fact]
    public void A_server_that_does_not_name_itself_is_known_by_where_it_speaks_from()
    {
        DhcpAnswer answer = new(
            new DhcpMessage { Options = [DhcpOption.Of(53, 2)] }, First, default);

        Assert.Equal(First, answer.Server);
    }

    [Fact]
    public void What_is_no_answer_to_it_is_left_aside()
    {
        DhcpInquiry inquiry = Begin(Usual());
        DhcpAnswer offer = Answer(First, DhcpMessageType.Offer);
        DhcpMessage message = offer.Message;
        DhcpMessage[] others =
        [
            message with { TransactionId = 1 },
            message with { Hardware = HardwareAddress.From(1, [2, 0, 0, 0, 0, 1]) },
            message with { Operation = DhcpOperation.Request },
            Answer(First, DhcpMessageType.Ack).Message,
            message with { Options = [] },
        ];
        foreach (DhcpMessage other in others)
            inquiry.Receive(offer with { Message = other }, Seconds(10), _effects);

        Assert.Empty(inquiry.Offers);
        Assert.Null(inquiry.Confirmation);
    }

    [Fact]
    public void A_flood_of_servers_is_cut_off()
    {
        DhcpInquiry inquiry = Begin(Usual());
        for (uint i = 1; i < 1000; i++)
            inquiry.Receive(Answer(new Ipv4Address(i), DhcpMessageType.Offer), Seconds(10), _effects);

        Assert.Equal(DhcpInquiry.MostServers, inquiry.Offers.Count);
    }

    [Fact]
    public void Enough_servers_end_it()
    {
        DhcpInquiry inquiry = Begin(Usual() with { EnoughServers = 2 });
        inquiry.Receive(Answer(First, DhcpMessageType.Offer), Seconds(10), _effects);
        inquiry.Receive(Answer(First, DhcpMessageType.Offer), Seconds(10), _effects);
        Assert.Equal(DhcpInquiryState.Asking, inquiry.State);

        inquiry.Receive(Answer(Second, DhcpMessageType.Offer), Seconds(10), _effects);
        Assert.Equal(DhcpInquiryState.Ended, inquiry.State);
    }

    [Fact]
    public void The_chosen_server_is_taken_at_its_word_and_gets_its_address_back()
    {
        DhcpInquiry inquiry = Begin(Usual() with { TakeFrom = Second });
        inquiry.Receive(Answer(First, DhcpMessageType.Offer), Seconds(11), _effects);
        Assert.Single(_effects);

        inquiry.Receive(Answer(Second, DhcpMessageType.Offer, "10.0.0.200"), Seconds(11.5), _effects);
        DhcpMessage request = _effects[1].Message;
        Assert.Equal(DhcpRequestState.Selecting, request.RequestState(wasBroadcast: true));
        Assert.Equal(
            (DhcpMessageType.Request, Second, "10.0.0.200", Ipv4Address.Broadcast),
            (request.Type, request.ServerIdentifier, $"{request.RequestedAddress}", _effects[1].Destination));

        // The schedule begins anew with the request.
        inquiry.Elapsed(Seconds(13.5), _effects);
        Assert.Equal(3, _effects.Count);
        inquiry.Receive(Answer(First, DhcpMessageType.Nak), Seconds(14), _effects);
        Assert.Equal(DhcpInquiryState.Requesting, inquiry.State);

        inquiry.Receive(Answer(Second, DhcpMessageType.Ack, "10.0.0.200"), Seconds(14), _effects);
        DhcpInquirySend release = _effects[3];
        Assert.Equal(
            (DhcpMessageType.Release, "10.0.0.200", Second),
            (release.Message.Type, $"{release.Message.ClientAddress}", release.Message.ServerIdentifier));
        Assert.Equal(("10.0.0.200", Second), ($"{release.Source}", release.Destination));
        Assert.Equal(DhcpInquiryState.Ended, inquiry.State);
        Assert.Equal(DhcpMessageType.Ack, inquiry.Confirmation!.Message.Type);
    }

    [Fact]
    public void A_NAK_gives_nothing_that_could_be_given_back()
    {
        DhcpInquiry inquiry = Begin(Usual() with { TakeFrom = First });
        inquiry.Receive(Answer(First, DhcpMessageType.Offer), Seconds(10), _effects);
        inquiry.Receive(Answer(First, DhcpMessageType.Nak), Seconds(10), _effects);

        Assert.Equal((2, DhcpInquiryState.Ended), (_effects.Count, inquiry.State));
        Assert.Equal(DhcpMessageType.Nak, inquiry.Confirmation!.Message.Type);
    }

    [Fact]
    public void Our_own_server_leases_to_it()
    {
        ServerInHand server = new();
        Ipv4Address own = ServerInHand.Host(1);
        DhcpInquiry inquiry = Begin(Usual() with { TakeFrom = own });
        List<string> told = [];
        for (int i = 0; i < _effects.Count; i++)
        {
            told.Add(server.Receive(_effects[i].Message, wasBroadcast: _effects[i].Destination != own));
            inquiry.Receive(new DhcpAnswer(server.Reply, own, default), Seconds(10), _effects);
        }

        Assert.Equal(["offer .10", "store .10 leased, ack .10", "store .10 released"], told);
        Assert.Equal(0, server.Server.Use.Single().Leased);
        Assert.Equal(DhcpMessageType.Ack, inquiry.Confirmation!.Message.Type);
    }

    private static DhcpInquiryOptions Usual() => new() { Hardware = Phone };

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    /// <summary>Begins at ten seconds, since no clock begins at zero.</summary>
    private DhcpInquiry Begin(DhcpInquiryOptions options)
    {
        DhcpInquiry inquiry = new(options);
        Assert.Null(inquiry.Deadline);
        inquiry.Elapsed(Seconds(10), _effects);
        return inquiry;
    }

    private static DhcpAnswer Answer(Ipv4Address server, DhcpMessageType type, string address = "10.0.0.100")
    {
        DhcpMessage message = new()
        {
            Operation = DhcpOperation.Reply,
            TransactionId = 0x84c060a6,
            Hardware = Phone,
            YourAddress = type == DhcpMessageType.Nak ? default : Ipv4Address.Parse(address),
            Options = [DhcpOption.Of(DhcpOptionCode.MessageType, (byte)type), DhcpOption.Of(54, server)],
        };
        return new DhcpAnswer(message, server, default);
    }
}
