using System.Text;
using Ringback.Wire.Sip;

namespace Ringback.Wire.Tests.Sip;

public sealed class SipRegistrarTests
{
    private static readonly SipCredentials s_credentials = new("100", "secret");

    [Fact]
    public void The_answer_goes_to_the_port_of_the_Via_and_not_to_where_it_came_from()
    {
        SipTable table = new();
        SipFlow flow = SipTable.Udp(40, 51_098);
        string register = SipTable.Request("REGISTER", "sip:192.0.2.1", "100", "100", SipTable.Udp(40), "r", 1, null,
            "Expires: 120\r\n", "", "z9hG4bK1");
        Assert.Equal("192.0.2.40:5060", table.Say(flow, register)[0].Flow.Remote.ToString());
    }

    [Fact]
    public void A_line_with_a_password_is_asked_for_it_and_taken_when_it_knows_it()
    {
        SipTable table = new(user => user == "100" ? s_credentials : null);
        SipHeard challenge = Assert.Single(table.Register("100", SipTable.Udp(40)));
        Assert.Equal("401", challenge.Line);
        Assert.Empty(table.Told.OfType<SipRegistered>());

        string answer = SipDigest.Answer(
            challenge.Message.First("WWW-Authenticate")!, "REGISTER", "sip:192.0.2.1", "100", "secret")!;
        Assert.Equal("200", table.Register("100", SipTable.Udp(40), $"Authorization: {answer}\r\n")[0].Line);
        Assert.True(Assert.Single(table.Told.OfType<SipRegistered>()).IsAuthenticated);
        Assert.NotNull(table.Registrar.Find("100"));
    }

    [Fact]
    public void A_phone_from_before_qop_is_understood()
    {
        SipTable table = new(_ => s_credentials);
        string challenge = table.Register("100", SipTable.Udp(40))[0].Message.First("WWW-Authenticate")!
            .Replace(", qop=\"auth\"", "", StringComparison.Ordinal);
        string answer = SipDigest.Answer(challenge, "REGISTER", "sip:192.0.2.1", "100", "secret")!;
        Assert.DoesNotContain("qop", answer, StringComparison.Ordinal);
        Assert.Equal("200", table.Register("100", SipTable.Udp(40), $"Authorization: {answer}\r\n")[0].Line);
    }

    [Fact]
    public void A_phone_that_says_the_same_again_is_kept_once_and_one_that_says_something_else_anew()
    {
        SipTable table = new();
        table.Register("100", SipTable.Udp(40));
        SipBinding first = table.Registrar.Find("100")!;
        table.Register("100", SipTable.Udp(40));
        Assert.Same(first.Registration, table.Registrar.Find("100")!.Registration);
        table.Register("100", SipTable.Udp(40), "User-Agent: Cisco-CP7960G/8.0\r\n");
        Assert.Equal("7960G", table.Registrar.Find("100")!.Registration.Model);
        table.Register("100", SipTable.Udp(41), "User-Agent: Cisco-CP7960G/8.0\r\n");
        Assert.Equal("192.0.2.41", table.Registrar.Find("100")!.Flow.Remote.Address.ToString());
    }

    [Fact]
    public void A_wrong_password_is_refused_and_is_no_registration()
    {
        SipTable table = new(_ => s_credentials);
        string challenge = table.Register("100", SipTable.Udp(40))[0].Message.First("WWW-Authenticate")!;
        string answer = SipDigest.Answer(challenge, "REGISTER", "sip:192.0.2.1", "100", "guessed")!;
        Assert.Equal("403", table.Register("100", SipTable.Udp(40), $"Authorization: {answer}\r\n")[0].Line);
        Assert.Single(table.Told.OfType<SipRejected>());
        Assert.Null(table.Registrar.Find("100"));
    }

    [Fact]
    public void An_answer_of_another_phone_or_of_before_is_asked_for_again()
    {
        SipTable table = new(_ => s_credentials);
        string challenge = table.Register("100", SipTable.Udp(40))[0].Message.First("WWW-Authenticate")!;
        string answer = SipDigest.Answer(challenge, "REGISTER", "sip:192.0.2.1", "100", "secret")!;
        Assert.Equal("401", table.Register("100", SipTable.Udp(41), $"Authorization: {answer}\r\n")[0].Line);
        table.Wait(301);
        SipHeard stale = table.Register("100", SipTable.Udp(40), $"Authorization: {answer}\r\n")[0];
        Assert.Contains("stale=true", stale.Message.First("WWW-Authenticate")!, StringComparison.Ordinal);
    }

    [Fact]
    public void The_digest_is_that_of_the_RFC()
    {
        // RFC 2617 section 3.5, with the qop and the counters of the example.
        const string challenge = "Digest realm=\"testrealm@host.com\", qop=\"auth\", "
            + "nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\"";
        string answer = SipDigest.Answer(challenge, "GET", "/dir/index.html", "Mufasa", "Circle Of Life")!;
        Assert.Contains("response=\"6629fae49393a05397450978507c4ef1\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_is_in_no_text() =>
        Assert.DoesNotContain("secret", $"{s_credentials}", StringComparison.Ordinal);

    [Fact]
    public void Check_sync_is_repeated_until_it_is_obeyed()
    {
        SipTable table = new();
        table.Register("100", SipTable.Udp(40));
        SipMessage notify = table.CheckSync("100")[0].Message;
        Assert.Equal(("NOTIFY", "check-sync"), (notify.Method, notify.First("Event")));
        Assert.Equal(2, table.Wait(1.6).Count);
        table.Say(SipTable.Udp(40), SipTable.Answer(notify, 200, "x", "sip:100@192.0.2.40"));
        Assert.Equal(200, Assert.Single(table.Told.OfType<SipObeyed>()).Status);
        Assert.Empty(table.Wait(40));
    }

    [Fact]
    public void A_registration_ends_when_it_is_not_said_again()
    {
        SipTable table = new();
        table.Register("100", SipTable.Udp(40));
        table.Wait(3629);
        Assert.NotNull(table.Registrar.Find("100"));
        table.Wait(2);
        Assert.Null(table.Registrar.Find("100"));
    }

    [Fact]
    public void Mutated_messages_never_throw_and_leave_nothing_behind()
    {
        const int seed = 5060;
        Random dice = new(seed);
        for (int round = 0; round < 400; round++)
        {
            SipTable table = new();
            SipFlow flow = SipTable.Udp(40);
            table.Register("100", flow);
            table.Register("200", SipTable.Udp(41));
            foreach (string method in (string[])["INVITE", "ACK", "CANCEL", "BYE", "INVITE", "INFO", "NOTIFY"])
            {
                string uri = $"sip:{(round % 2 == 0 ? 200 : 3246)}@x";
                byte[] bytes = Encoding.Latin1.GetBytes(SipTable.Request(
                    method, uri, "100", "200", flow, "c", 1, null, "", SipTable.Offer, "z9hG4bKm"));
                for (int i = dice.Next(0, 4); i > 0; i--) bytes[dice.Next(bytes.Length)] = (byte)dice.Next(256);
                if (!SipMessage.TryRead(bytes, out SipMessage? message, out _)) continue;
                Exception? thrown = Record.Exception(() => table.Registrar.Receive(message, flow, default));
                Assert.True(thrown is null, $"seed {seed}, round {round}: {thrown}");
            }

            table.Wait(400);
            Assert.True(table.Registrar is { Calls: <= 1, Pending: 0 }, $"seed {seed}, round {round}");
        }
    }
}
