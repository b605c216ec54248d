using Ringback.Wire.Calls;
using Ringback.Wire.Sip;

namespace Ringback.Wire.Tests.Sip;

public sealed class SipCallTests
{
    private readonly SipTable _table = new();
    private readonly SipFlow _ann = SipTable.Udp(40);
    private readonly SipFlow _bob = SipTable.Tcp(41, 9);
    private readonly string _branch;

    public SipCallTests()
    {
        _table.Register("100", _ann);
        _table.Register("200", _bob);
        _branch = _table.Branch();
    }

    [Fact]
    public void A_call_is_rung_answered_and_hung_up_across_transports_with_the_voice_between_the_phones()
    {
        (SipMessage invite, string tag) = Talk();
        Assert.Equal(SipTable.Offer, System.Text.Encoding.Latin1.GetString(invite.Body.Span));

        List<SipHeard> heard = _table.Say(_ann, Bye("100", tag));

        Assert.Equal(["200", "BYE"], heard.Select(h => h.Line));
        Assert.Equal([_ann, _bob], heard.Select(h => h.Flow));
        Assert.Equal(0, _table.Registrar.Calls);
        CallTold[] told = [.. _table.Told.OfType<SipCalled>().Select(c => c.Call)];
        Assert.Equal([CallStage.Ringing, CallStage.Answered, CallStage.Ended], told.Select(c => c.Stage));
        Assert.All(told, c => Assert.Equal(("100", "200"), (c.From, c.To)));
    }

    [Fact]
    public void The_called_phone_hangs_up_too()
    {
        (SipMessage invite, _) = Talk();
        string[] us = [invite.First("From")!, invite.First("To")!];

        List<SipHeard> heard = _table.Say(_bob, $"BYE sip:x SIP/2.0\r\nVia: SIP/2.0/TCP 192.0.2.41;branch=z9hG4bKq\r\n"
            + $"From: {us[1]};tag=bob\r\nTo: {us[0]}\r\nCall-ID: {invite.First("Call-ID")}\r\nCSeq: 1 BYE\r\n\r\n");

        Assert.Equal(["200", "BYE"], heard.Select(h => h.Line));
        Assert.Equal(_ann, heard[1].Flow);
    }

    [Fact]
    public void A_repeated_invite_rings_once()
    {
        _table.Say(_ann, Invite("200"));
        List<SipHeard> again = _table.Say(_ann, Invite("200"));
        Assert.Equal(["100"], again.Select(h => h.Line));
        Assert.Equal(1, _table.Registrar.Calls);
    }

    [Fact]
    public void Whoever_gives_up_stops_the_other_from_ringing()
    {
        SipMessage invite = _table.Say(_ann, Invite("200"))[1].Message;
        _table.Say(_bob, SipTable.Answer(invite, 180, "bob", "sip:200@192.0.2.41"));

        List<SipHeard> heard = _table.Say(_ann, SipTable.Request(
            "CANCEL", "sip:200@192.0.2.1", "100", "200", _ann, "call-1", 1, null, "", "", _branch));

        Assert.Equal(["200", "487", "CANCEL"], heard.Select(h => h.Line));
        Assert.Equal(["ACK"], _table.Say(_bob, SipTable.Answer(invite, 487, "bob", "sip:200@192.0.2.41"))
            .Select(h => h.Line));
        Assert.Equal(0, _table.Registrar.Calls);
    }

    [Fact]
    public void An_answer_in_the_moment_of_giving_up_is_hung_up_again()
    {
        SipMessage invite = _table.Say(_ann, Invite("200"))[1].Message;
        _table.Say(_ann, SipTable.Request(
            "CANCEL", "sip:200@192.0.2.1", "100", "200", _ann, "call-1", 1, null, "", "", _branch));

        List<SipHeard> heard = _table.Say(_bob, SipTable.Answer(invite, 200, "bob", "sip:200@192.0.2.41"));

        Assert.Equal(["ACK", "BYE"], heard.Select(h => h.Line));
    }

    [Theory]
    [InlineData(486, "486")]
    [InlineData(603, "603")]
    [InlineData(302, "480")]
    public void What_the_called_phone_refuses_is_told_and_acknowledged(int code, string told)
    {
        SipMessage invite = _table.Say(_ann, Invite("200"))[1].Message;
        List<SipHeard> heard = _table.Say(_bob, SipTable.Answer(invite, code, "bob", "sip:200@192.0.2.41"));
        Assert.Equal(["ACK", told], heard.Select(h => h.Line));
        Assert.Equal(0, _table.Registrar.Calls);
    }

    [Theory]
    [InlineData("999", "404")]
    [InlineData("100", "486")]
    public void A_call_to_nobody_or_to_oneself_is_refused(string number, string told) =>
        Assert.Equal([told], _table.Say(_ann, Invite(number)).Select(h => h.Line));

    [Fact]
    public void Who_is_not_registered_cannot_have_others_called()
    {
        SipFlow stranger = SipTable.Udp(66);
        List<SipHeard> heard = _table.Say(stranger, SipTable.Request(
            "INVITE", "sip:200@192.0.2.1", "900", "200", stranger, "call-9", 1, null, "", SipTable.Offer, _branch));
        Assert.Equal(["403"], heard.Select(h => h.Line));
        Assert.Empty(_table.Wait(40));
    }

    [Theory]
    [InlineData(LineNumbers.Echo)]
    [InlineData("echo")]
    public void The_echo_answers_at_once_and_hears_only_the_phone_itself(string number)
    {
        // The description names 192.0.2.40; a phone that named somebody else would be heard at its own address.
        string elsewhere = SipTable.Offer.Replace("192.0.2.40", "198.51.100.7", StringComparison.Ordinal);
        List<SipHeard> heard = _table.Say(_ann, Invite(number, elsewhere));

        Assert.Equal(["200"], heard.Select(h => h.Line));
        Assert.Contains("m=audio 16384 RTP/AVP 0\r\n",
            System.Text.Encoding.Latin1.GetString(heard[0].Message.Body.Span), StringComparison.Ordinal);
        Assert.Equal("192.0.2.40:16500", Assert.Single(_table.Told.OfType<SipEchoBegun>()).Voice.ToString());
        _table.Say(_ann, Ack(TagOf(heard[0].Message)));
        Assert.Empty(_table.Wait(40));
        _table.Say(_ann, Bye("100", TagOf(heard[0].Message)));
        Assert.Single(_table.Told.OfType<SipEchoEnded>());
    }

    [Fact]
    public void An_answer_that_nobody_acknowledges_is_repeated_and_then_the_call_ends()
    {
        _table.Say(_ann, Invite(LineNumbers.Echo));
        List<SipHeard> heard = _table.Wait(40);
        Assert.InRange(heard.Count(h => h.Line == "200"), 8, 12);
        Assert.Equal("BYE", heard.First(h => h.Line != "200").Line);
        Assert.Equal(0, _table.Registrar.Calls);
    }

    [Fact]
    public void Over_UDP_an_invite_is_repeated_until_somebody_is_heard_and_then_given_up()
    {
        SipFlow carl = SipTable.Udp(42);
        _table.Register("300", carl);
        _table.Say(_ann, Invite("300"));
        List<SipHeard> heard = _table.Wait(40);
        Assert.InRange(heard.Count(h => h.Line == "INVITE" && h.Flow.Remote.Equals(carl.Remote)), 5, 7);
        Assert.Contains(heard, h => h.Line == "408" && h.Flow.Remote.Equals(_ann.Remote));
        Assert.Equal(0, _table.Registrar.Calls);
    }

    [Fact]
    public void Nobody_rings_for_ever()
    {
        SipMessage invite = _table.Say(_ann, Invite("200"))[1].Message;
        _table.Say(_bob, SipTable.Answer(invite, 180, "bob", "sip:200@192.0.2.41"));
        List<SipHeard> heard = _table.Wait(125);
        Assert.Contains(heard, h => h.Line == "480");
        Assert.Contains(heard, h => h.Line == "CANCEL");
    }

    [Fact]
    public void A_connection_that_breaks_ends_the_calls_on_it()
    {
        Talk();
        List<SipHeard> heard = _table.Lost(9);
        Assert.Equal(["BYE"], heard.Select(h => h.Line));
        Assert.Null(_table.Registrar.Find("200"));
    }

    [Fact]
    public void A_call_that_is_changed_asks_the_other_phone()
    {
        (_, string tag) = Talk();
        List<SipHeard> asked = _table.Say(_ann, SipTable.Request("INVITE", "sip:ringback@192.0.2.1", "100", "200", _ann,
            "call-1", 2, tag, "", SipTable.Offer + "a=sendonly\r\n", _table.Branch()));
        Assert.Equal(["100", "INVITE"], asked.Select(h => h.Line));
        List<SipHeard> heard = _table.Say(_bob, SipTable.Answer(
            asked[1].Message, 200, "bob", "sip:200@192.0.2.41", SipTable.Offer));
        Assert.Equal(["ACK", "200"], heard.Select(h => h.Line));
        Assert.Equal(1, _table.Registrar.Calls);
    }

    [Theory]
    [InlineData("BYE")]
    [InlineData("CANCEL")]
    public void A_word_about_no_call_is_refused(string method)
    {
        string text = SipTable.Request(
            method, "sip:x@192.0.2.1", "100", "200", _ann, "call-7", 1, "nobody", "", "", _branch);
        Assert.Equal(["481"], _table.Say(_ann, text).Select(h => h.Line));
    }

    [Fact]
    public void Calls_are_limited()
    {
        SipTable table = new();
        for (int i = 0; i < 130; i++) table.Register($"{1000 + i}", SipTable.Udp(i));
        List<string> said = [];
        for (int i = 0; i < 65; i++)
        {
            SipFlow flow = SipTable.Udp(i);
            said.Add(table.Say(flow, SipTable.Request("INVITE", $"sip:{1065 + i}@192.0.2.1", $"{1000 + i}",
                $"{1065 + i}", flow, $"call-{i}", 1, null, "", SipTable.Offer, table.Branch()))[0].Line);
        }

        Assert.Equal(64, said.Count(s => s == "100"));
        Assert.Equal("503", said[^1]);
    }

    private (SipMessage Invite, string Tag) Talk()
    {
        List<SipHeard> asked = _table.Say(_ann, Invite("200"));
        Assert.Equal(["100", "INVITE"], asked.Select(h => h.Line));
        Assert.Equal(_bob, asked[1].Flow);
        Assert.Equal(["180"], _table.Say(_bob, SipTable.Answer(asked[1].Message, 180, "bob", "sip:200@192.0.2.41"))
            .Select(h => h.Line));
        List<SipHeard> heard = _table.Say(_bob, SipTable.Answer(
            asked[1].Message, 200, "bob", "sip:200@192.0.2.41", SipTable.Offer));
        Assert.Equal(["ACK", "200"], heard.Select(h => h.Line));
        string tag = TagOf(heard[1].Message);
        _table.Say(_ann, Ack(tag));
        Assert.Empty(_table.Wait(40));
        return (asked[1].Message, tag);
    }

    private string Invite(string number, string body = SipTable.Offer) => SipTable.Request("INVITE",
        $"sip:{number}@192.0.2.1", "100", number, _ann, "call-1", 1, null, "", body, _branch);

    private string Ack(string tag) => SipTable.Request(
        "ACK", "sip:ringback@192.0.2.1", "100", "200", _ann, "call-1", 1, tag, "", "", _table.Branch());

    private string Bye(string from, string tag) => SipTable.Request(
        "BYE", "sip:ringback@192.0.2.1", from, "200", _ann, "call-1", 2, tag, "", "", _table.Branch());

    private static string TagOf(SipMessage message) => message.First("To")!.Split(";tag=")[1];
}
