using System.Net;
using Ringback.Catalogue;
using Ringback.Observation.Dhcp;
using Ringback.Phones.Events;
using Ringback.Wire.Dhcp;

namespace Ringback.Observation.Tests.Dhcp;

/// <summary>From messages to events, field by field.</summary>
public sealed class DhcpObservationTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);
    private static readonly Ipv4Address Ours = Ipv4Address.Parse("192.168.77.1");
    private static readonly Ipv4Address Theirs = Ipv4Address.Parse("192.168.77.2");
    private static readonly Ipv4Address Given = Ipv4Address.Parse("192.168.77.50");
    private static readonly HardwareAddress Phone = HardwareAddress.From(1, [0x00, 0x0E, 0x84, 0xC0, 0x60, 0xA6]);

    [Theory]
    [InlineData(DhcpMessageType.Discover, false, false, false, true, AddressAsk.Discover)]
    [InlineData(DhcpMessageType.Request, true, true, false, true, AddressAsk.Select)]
    [InlineData(DhcpMessageType.Request, true, false, false, true, AddressAsk.Reboot)]
    [InlineData(DhcpMessageType.Request, false, false, true, false, AddressAsk.Renew)]
    [InlineData(DhcpMessageType.Request, false, false, true, true, AddressAsk.Rebind)]
    [InlineData(DhcpMessageType.Request, false, false, false, true, AddressAsk.Contradictory)]
    [InlineData(DhcpMessageType.Decline, true, true, false, true, AddressAsk.Decline)]
    [InlineData(DhcpMessageType.Release, false, true, true, false, AddressAsk.Release)]
    [InlineData(DhcpMessageType.Inform, false, false, true, true, AddressAsk.Inform)]
    public void Each_question_has_its_word(
        DhcpMessageType type, bool names, bool speaksToUs, bool hasAddress, bool wasBroadcast, AddressAsk ask)
    {
        DhcpMessage message = Message(type,
            [
                .. names ? new[] { DhcpOption.Of(DhcpOptionCode.RequestedAddress, Given) } : [],
                .. speaksToUs ? new[] { DhcpOption.Of(DhcpOptionCode.ServerIdentifier, Ours) } : [],
            ]) with { ClientAddress = hasAddress ? Given : default };

        AddressAsked asked = DhcpObservation.Asked(message, wasBroadcast, a => a == Ours, At)!;

        Assert.Equal((ask, At, MacAddress.Parse("000E84C060A6")), (asked.Ask, asked.At, asked.Mac));
        Assert.Equal(ask is AddressAsk.Renew or AddressAsk.Rebind ? Given.ToIPAddress() : null, asked.Address);
        Assert.Equal(names || ask is AddressAsk.Release ? Given.ToIPAddress() : null, asked.Wanted);
        Assert.Equal(speaksToUs ? Ours.ToIPAddress() : null, asked.Server);
        Assert.False(asked.IsForOther);
    }

    [Theory]
    [InlineData("SIP000E84C060A6\0", true)]
    [InlineData("SIP000E84C060A6", false)]
    public void How_a_name_ends_is_kept(string name, bool isNul)
    {
        DhcpMessage message = Message(DhcpMessageType.Discover, [DhcpOption.Of(DhcpOptionCode.HostName, name)]);
        AddressAsked asked = DhcpObservation.Asked(message, true, a => a == Ours, At)!;
        Assert.Equal(("SIP000E84C060A6", isNul), (asked.HostName, asked.HostNameEndsInNul));
    }

    [Fact]
    public void What_it_says_of_itself_is_kept()
    {
        DhcpMessage message = Message(DhcpMessageType.Request,
            [
                DhcpOption.Of(DhcpOptionCode.VendorClass, "Cisco Systems, Inc. IP Phone CP-7940G\0"),
                DhcpOption.Of(DhcpOptionCode.HostName, "SEP000E84C060A6"),
                new DhcpOption(DhcpOptionCode.ParameterRequestList, new byte[] { 1, 66, 150 }),
                DhcpOption.Of(DhcpOptionCode.ServerIdentifier, Theirs),
                DhcpOption.Of(DhcpOptionCode.RequestedAddress, Given),
            ]) with { Relay = Theirs };

        AddressAsked asked = DhcpObservation.Asked(message, true, a => a == Ours, At)!;

        Assert.Equal(("Cisco Systems, Inc. IP Phone CP-7940G", "SEP000E84C060A6", true, Theirs.ToIPAddress()),
            (asked.VendorClass, asked.HostName, asked.IsForOther, asked.Relay));
        Assert.Equal([1, 66, 150], asked.Wants);
    }

    [Theory]
    [InlineData(DhcpMessageType.None)]
    [InlineData(DhcpMessageType.Offer)]
    [InlineData((DhcpMessageType)13)]
    public void What_is_no_question_is_no_event(DhcpMessageType type) =>
        Assert.Null(DhcpObservation.Asked(Message(type, []), true, _ => true, At));

    [Fact]
    public void Hardware_without_a_MAC_is_no_phone()
    {
        DhcpMessage message = Message(DhcpMessageType.Discover, []);
        foreach (HardwareAddress other in (HardwareAddress[])
            [default, HardwareAddress.From(6, [1, 2, 3, 4, 5, 6]), HardwareAddress.From(1, new byte[16])])
        {
            Assert.Null(DhcpObservation.Asked(message with { Hardware = other }, true, _ => true, At));
            Assert.Null(DhcpObservation.Answered(message with { Hardware = other }, null, At));
            Assert.Null(DhcpObservation.Unanswered(other, DhcpBecause.Exhausted, At));
        }
    }

    [Theory]
    [InlineData(DhcpMessageType.Offer, true, AddressAnswer.Offered)]
    [InlineData(DhcpMessageType.Ack, true, AddressAnswer.Leased)]
    [InlineData(DhcpMessageType.Ack, false, AddressAnswer.Informed)]
    [InlineData(DhcpMessageType.Nak, false, AddressAnswer.Refused)]
    public void Each_answer_has_its_word_and_says_where_the_files_are(
        DhcpMessageType type, bool gives, AddressAnswer answer)
    {
        DhcpMessage reply = Message(type,
            [
                DhcpOption.Of(DhcpOptionCode.ServerIdentifier, Ours),
                DhcpOption.Of(DhcpOptionCode.LeaseTime, 600u),
                DhcpOption.Of(DhcpOptionCode.TftpServers, [Ours, Theirs]),
                DhcpOption.Of(DhcpOptionCode.TftpServerName, "192.168.77.1\0"),
            ]) with
        {
            YourAddress = gives ? Given : default, NextServer = Ours, ServerName = "192.168.77.1",
        };

        AddressAnswered answered = DhcpObservation.Answered(reply, DhcpBecause.Selected, At)!;

        Assert.Equal((answer, At, 600L, Ours.ToIPAddress()),
            (answered.Answer, answered.At, answered.LeaseSeconds!.Value, answered.Server));
        Assert.Equal(answer is AddressAnswer.Leased ? At.AddSeconds(600) : null, answered.LeaseEnds);
        Assert.Equal(gives ? Given.ToIPAddress() : null, answered.Given);
        Assert.Equal(answer is AddressAnswer.Leased ? Given.ToIPAddress() : null, answered.Address);
        if (answer is AddressAnswer.Refused) Assert.Null(answered.Files);
        else AssertFiles(answered.Files!);
        Assert.Equal("the phone took the offer", answered.Because);
    }

    [Fact]
    public void An_answer_that_was_only_seen_has_no_reason()
    {
        AddressAnswered seen = DhcpObservation.Answered(Message(DhcpMessageType.Nak, []), because: null, At)!;

        Assert.Equal((AddressAnswer.Refused, null), (seen.Answer, seen.Because));
    }

    [Fact]
    public void Silence_is_told_where_it_keeps_a_phone_from_its_address()
    {
        Assert.Equal(AddressAnswer.Silence, DhcpObservation.Unanswered(Phone, DhcpBecause.Exhausted, At)!.Answer);
        Assert.Null(DhcpObservation.Unanswered(Phone, DhcpBecause.OtherServer, At));
    }

    [Fact]
    public void Option_150_of_an_odd_length_is_read_as_far_as_it_goes()
    {
        DhcpMessage reply = Message(DhcpMessageType.Offer,
            [new DhcpOption(DhcpOptionCode.TftpServers, new byte[] { 192, 168, 77, 1, 9, 9 })]);

        Assert.Equal([IPAddress.Parse("192.168.77.1")], DhcpObservation.FilesOf(reply).Option150);
    }

    [Fact]
    public void Every_reason_has_its_own_words()
    {
        // What is no question at all has one sentence for both of its reasons.
        Dictionary<string, DhcpBecause> said = [];
        foreach (DhcpBecause because in Enum.GetValues<DhcpBecause>())
        {
            string words = DhcpReasons.Of(because);
            if (because is DhcpBecause.UnknownType or DhcpBecause.NotFromAClient)
                Assert.Equal("it is no question that a server answers", words);
            else Assert.True(said.TryAdd(words, because), $"{because} and {said[words]} say the same");
        }
    }

    private static void AssertFiles(FileServers files)
    {
        Assert.Equal([Ours.ToIPAddress(), Theirs.ToIPAddress()], files.Option150);
        Assert.Equal(("192.168.77.1", Ours.ToIPAddress(), "192.168.77.1"),
            (files.Option66, files.NextServer, files.ServerName));
    }

    private static DhcpMessage Message(DhcpMessageType type, DhcpOption[] options) => new()
    {
        Hardware = Phone, Options = [DhcpOption.Of(DhcpOptionCode.MessageType, (byte)type), .. options],
    };
}
