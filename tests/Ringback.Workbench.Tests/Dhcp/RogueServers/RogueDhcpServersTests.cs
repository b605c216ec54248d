using Ringback.Wire.Dhcp;
using Ringback.Workbench.Dhcp.RogueServers;

namespace Ringback.Workbench.Tests.Dhcp.RogueServers;

/// <summary>Each rogue is told of once, and again when what it offers changes.</summary>
public sealed class RogueDhcpServersTests
{
    private static readonly Ipv4Address Own = Ipv4Address.Parse("10.0.0.1");
    private static readonly Ipv4Address Rival = Ipv4Address.Parse("10.0.0.2");
    private static readonly InquiryInterface At = new(1, HardwareAddress.From(1, [2, 0, 0, 0, 0, 1]), [Own]);

    private readonly RogueDhcpServers _book = new(At, new RogueDhcpWatchOptions());

    [Fact]
    public void A_rival_is_told_of_once_whatever_address_it_offers()
    {
        Assert.Equal(RogueDhcpNews.Appeared, Note(Answer(Rival)));
        Assert.Null(Note(Answer(Rival)));
        Assert.Null(Note(Answer(Rival, address: "10.0.0.101")));
        Assert.Null(Note(Answer(Rival, options: DhcpOption.Of(51, 1800u))));
    }

    [Fact]
    public void A_change_of_what_it_offers_is_told_and_the_way_back_too()
    {
        Note(Answer(Rival));

        Assert.Equal(RogueDhcpNews.Changed, Note(Answer(Rival, options: DhcpOption.Of(150, Own))));
        Assert.Null(Note(Answer(Rival, options: DhcpOption.Of(150, Own))));
        Assert.Equal(RogueDhcpNews.Changed, Note(Answer(Rival)));
        DhcpAnswer elsewhere = Answer(Rival);
        Assert.Equal(
            RogueDhcpNews.Changed, Note(elsewhere with { Message = elsewhere.Message with { NextServer = Own } }));
    }

    [Fact]
    public void What_others_are_told_is_heard_once_and_is_no_change()
    {
        Assert.Equal(RogueDhcpNews.Overheard, Note(Answer(Rival, DhcpMessageType.Ack), isToUs: false));
        Assert.Null(Note(Answer(Rival, options: DhcpOption.Of(150, Own)), isToUs: false));
        Assert.Equal(RogueDhcpNews.Appeared, Note(Answer(Rival)));
        Assert.Null(Note(Answer(Rival, options: DhcpOption.Of(150, Own)), isToUs: false));
    }

    [Fact]
    public void A_refusal_is_told_once()
    {
        Assert.Equal(RogueDhcpNews.Refused, Note(Answer(Rival, DhcpMessageType.Nak), isToUs: false));
        Assert.Null(Note(Answer(Rival, DhcpMessageType.Nak), isToUs: false));
        Assert.Equal(RogueDhcpNews.Appeared, Note(Answer(Rival)));
    }

    [Fact]
    public void We_are_no_rival_by_source_or_by_name()
    {
        Assert.Null(Note(Answer(Own)));
        Assert.Null(Note(Answer(Rival) with { From = Own }));
        Assert.Null(Note(Answer(Own) with { From = Rival }));
    }

    [Fact]
    public void What_is_no_servers_answer_is_left_aside() =>
        Assert.Null(Note(Answer(Rival, DhcpMessageType.Discover)));

    [Fact]
    public void A_flood_of_servers_hides_none_that_comes_after_it()
    {
        for (uint i = 0; i < 10_000; i++) Note(Answer(new Ipv4Address(0x0b000000 + i)));

        Assert.Equal(RogueDhcpNews.Appeared, Note(Answer(Rival)));
        Assert.Null(Note(Answer(Rival)));
    }

    private RogueDhcpNews? Note(DhcpAnswer answer, bool isToUs = true) => _book.Note(answer, isToUs)?.News;

    private static DhcpAnswer Answer(Ipv4Address server, DhcpMessageType type = DhcpMessageType.Offer,
        string address = "10.0.0.100", params DhcpOption[] options)
    {
        DhcpMessage message = new()
        {
            Operation = DhcpOperation.Reply,
            YourAddress = Ipv4Address.Parse(address),
            Options =
            [
                DhcpOption.Of(53, (byte)type), DhcpOption.Of(54, server), .. options,
            ],
        };
        return new DhcpAnswer(message, server, default);
    }
}
