using System.Text;
using Ringback.Wire.Calls;
using Ringback.Wire.Sip;

namespace Ringback.Wire.Tests.Sip;

/// <summary>The bench calls a phone.</summary>
public sealed class SipBenchCallTests
{
    private readonly SipTable _table = new();
    private readonly SipFlow _ann = SipTable.Udp(40);

    public SipBenchCallTests() => _table.Register("100", _ann);

    [Fact]
    public void It_shows_who_calls_offers_keys_and_sends_the_voice_back_until_the_phone_hangs_up()
    {
        SipMessage invite = Ring("Ringback 417");
        Assert.StartsWith("\"Ringback 417\" <sip:ringback@", invite.First("From"), StringComparison.Ordinal);
        Assert.Contains("a=rtpmap:101 telephone-event/8000", Encoding.ASCII.GetString(invite.Body.Span),
            StringComparison.Ordinal);
        _table.Say(_ann, SipTable.Answer(invite, 180, "ann", "sip:100@192.0.2.40"));
        List<SipHeard> heard = _table.Say(_ann,
            SipTable.Answer(invite, 200, "ann", "sip:100@192.0.2.40", SipTable.Offer));
        Assert.Equal("ACK", Assert.Single(heard).Line);
        Assert.Equal(("192.0.2.40:16500", "100"), (Begun.Voice.ToString(), Begun.User));
        Assert.True(_table.Registrar.IsInCall("100"));

        heard = _table.Say(_ann, InDialog("BYE", invite, "", ""));
        Assert.Equal("200", Assert.Single(heard).Line);
        Assert.Equal("100", Assert.Single(_table.Told.OfType<SipEchoEnded>()).User);
        CallTold[] told = [.. _table.Told.OfType<SipCalled>().Select(c => c.Call)];
        Assert.Equal([CallStage.Ringing, CallStage.Answered, CallStage.Ended], told.Select(c => c.Stage));
        Assert.All(told, c => Assert.Equal((null, "100"), (c.From, c.To)));
    }

    [Fact]
    public void A_phone_that_is_not_answered_is_given_up_and_told_so()
    {
        SipMessage invite = Ring("Ringback");
        _table.Say(_ann, SipTable.Answer(invite, 180, "ann", "sip:100@192.0.2.40"));
        Assert.Contains(_table.Wait(125), h => h.Line == "CANCEL");
        Assert.Equal(0, _table.Registrar.Calls);
    }

    [Fact]
    public void A_refusal_ends_it_and_is_acknowledged()
    {
        SipMessage invite = Ring("Ringback");
        List<SipHeard> heard = _table.Say(_ann, SipTable.Answer(invite, 486, "ann", "sip:100@192.0.2.40"));
        Assert.Equal("ACK", Assert.Single(heard).Line);
        Assert.Equal(0, _table.Registrar.Calls);
    }

    [Fact]
    public void An_answer_without_a_voice_that_can_be_sent_back_is_hung_up()
    {
        SipMessage invite = Ring("Ringback");
        List<SipHeard> heard = _table.Say(_ann, SipTable.Answer(invite, 200, "ann", "sip:100@192.0.2.40"));
        Assert.Equal(["ACK", "BYE"], heard.Select(h => h.Line));
    }

    [Fact]
    public void The_bench_hangs_up()
    {
        SipMessage invite = Ring("Ringback");
        _table.Say(_ann, SipTable.Answer(invite, 200, "ann", "sip:100@192.0.2.40", SipTable.Offer));
        Assert.True(_table.Registrar.TryHangUp("100", default, out IReadOnlyList<SipEffect> effects));
        Assert.Equal("BYE", Assert.Single(_table.Hear(effects)).Line);
        Assert.False(_table.Registrar.TryHangUp("100", default, out _));
    }

    [Fact]
    public void A_phone_in_a_call_and_one_that_is_not_here_are_not_rung()
    {
        Ring("Ringback");
        Assert.False(_table.Registrar.TryRing("100", "Ringback", default, out _));
        Assert.False(_table.Registrar.TryRing("200", "Ringback", default, out _));
    }

    [Theory]
    [InlineData("Signal=5\r\nDuration=160\r\n", '5')]
    [InlineData("Signal= #\r\n", '#')]
    [InlineData("Signal=55\r\n", null)]
    [InlineData("Signal=A\r\n", null)]
    [InlineData("", null)]
    public void A_key_in_an_INFO_is_told(string body, char? key)
    {
        SipMessage invite = Ring("Ringback");
        _table.Say(_ann, SipTable.Answer(invite, 200, "ann", "sip:100@192.0.2.40", SipTable.Offer));
        List<SipHeard> heard = _table.Say(_ann,
            InDialog("INFO", invite, "Content-Type: application/dtmf-relay\r\n", body));
        Assert.Equal("200", Assert.Single(heard).Line);
        Assert.Equal(key, _table.Told.OfType<SipKeyPressed>().SingleOrDefault()?.Key);
    }

    [Fact]
    public void A_name_cannot_break_out_of_its_quotes()
    {
        SipMessage invite = Ring("a\"b\\c\r\nX: y");
        Assert.StartsWith("\"a b c  X: y\" <", invite.First("From"), StringComparison.Ordinal);
    }

    private SipEchoBegun Begun => Assert.Single(_table.Told.OfType<SipEchoBegun>());

    private SipMessage Ring(string caller)
    {
        Assert.True(_table.Registrar.TryRing("100", caller, default, out IReadOnlyList<SipEffect> effects));
        SipHeard heard = Assert.Single(_table.Hear(effects));
        Assert.Equal(("INVITE", _ann), (heard.Line, heard.Flow));
        return heard.Message;
    }

    /// <summary>What the phone says in the dialog that the bench began.</summary>
    private static string InDialog(string method, SipMessage invite, string more, string body) =>
        $"{method} sip:ringback@192.0.2.1 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.40;branch=z9hG4bKx{method}\r\n"
        + $"From: {invite.First("To")};tag=ann\r\nTo: {invite.First("From")}\r\nCall-ID: {invite.First("Call-ID")}\r\n"
        + $"CSeq: 9 {method}\r\n{more}Content-Length: {body.Length}\r\n\r\n{body}";
}
