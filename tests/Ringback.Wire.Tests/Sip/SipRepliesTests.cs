using System.Net;
using Ringback.Wire.Sip;

namespace Ringback.Wire.Tests.Sip;

public sealed class SipRepliesTests
{
    internal static readonly IPEndPoint Source = new(IPAddress.Parse("192.168.1.130"), 51098);

    [Fact]
    public void A_registration_is_accepted_with_what_it_asked_for()
    {
        DateTimeOffset date = new(2024, 2, 29, 14, 15, 16, TimeSpan.FromHours(1));

        string reply = Answer(SipGolden.Register, date);

        string tag = reply.Split("To: <sip:1600@192.168.1.9>;tag=")[1].Split('\r')[0];
        Assert.Equal(string.Join("\r\n",
            "SIP/2.0 200 OK",
            "Via: SIP/2.0/UDP 192.168.1.130:5060;branch=z9hG4bK5ab98907",
            "From: <sip:1600@192.168.1.9>;tag=000e84c060a60002421e8cdc-0e061182",
            "To: <sip:1600@192.168.1.9>;tag=" + tag,
            "Call-ID: 000e84c0-60a60002-3cf23940-64dcadcc@192.168.1.130",
            "CSeq: 101 REGISTER",
            "Contact: <sip:1600@192.168.1.130:5060;user=phone;transport=udp>;expires=120",
            "Expires: 120",
            "Date: Thu, 29 Feb 2024 13:15:16 GMT",
            "Content-Length: 0",
            "",
            ""), reply);
    }

    [Fact]
    public void A_retransmission_gets_the_same_bytes_and_another_request_another_tag()
    {
        string other = SipGolden.Register.Replace("101 REGISTER", "102 REGISTER", StringComparison.Ordinal);

        Assert.Equal(Answer(SipGolden.Register), Answer(SipGolden.Register));
        Assert.NotEqual(Tag(Answer(SipGolden.Register)), Tag(Answer(other)));
    }

    [Fact]
    public void Taking_leave_is_accepted_without_contacts()
    {
        string reply = Answer(SipGolden.Register.Replace("Expires: 120", "Expires: 0", StringComparison.Ordinal));

        Assert.StartsWith("SIP/2.0 200 OK\r\n", reply, StringComparison.Ordinal);
        Assert.DoesNotContain("Contact:", reply, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tag_of_To_is_kept()
    {
        string reply = Answer(SipGolden.Register.Replace(
            "To: <sip:1600@192.168.1.9>", "To: <sip:1600@192.168.1.9>;tag=mine", StringComparison.Ordinal));

        Assert.Contains("To: <sip:1600@192.168.1.9>;tag=mine\r\n", reply, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_Via_comes_back_in_its_order()
    {
        string reply = Answer(SipGolden.Register.Replace(
            "From:", "Via: SIP/2.0/UDP 10.0.0.2;branch=z9hG4bK2\r\nFrom:", StringComparison.Ordinal));

        Assert.Contains(
            "branch=z9hG4bK5ab98907\r\nVia: SIP/2.0/UDP 10.0.0.2;branch=z9hG4bK2\r\n", reply, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("192.168.1.130:5060", "192.168.1.130:5060")]
    [InlineData("phone.example:5062", "phone.example:5062")]
    public void The_source_is_added_where_the_Via_says_something_else(string sentBy, string host)
    {
        string reply = Answer(Via($"{sentBy};branch=1"));

        string received = host.StartsWith("192", StringComparison.Ordinal) ? "" : ";received=192.168.1.130";
        Assert.Contains($"Via: SIP/2.0/UDP {host};branch=1{received}\r\n", reply, StringComparison.Ordinal);
    }

    [Fact]
    public void An_IPv4_phone_on_a_socket_for_both_families_keeps_its_address()
    {
        IPEndPoint mapped = new(Source.Address.MapToIPv6(), Source.Port);

        string reply = SipGolden.Text(SipReplies.Answer(SipMessageTests.Read(SipGolden.Register), mapped));

        Assert.DoesNotContain("received", reply, StringComparison.Ordinal);
    }

    [Fact]
    public void Asked_for_the_port_it_is_told() => Assert.Contains(
        "Via: SIP/2.0/UDP 192.168.1.130:5060;branch=1;received=192.168.1.130;rport=51098\r\n",
        Answer(Via("192.168.1.130:5060;rport;branch=1")), StringComparison.Ordinal);

    [Theory]
    [InlineData("192.168.1.130:5060;branch=1", 5060)]
    [InlineData("192.168.1.130:5070;branch=1", 5070)]
    [InlineData("192.168.1.130;branch=1", 5060)]
    [InlineData("192.168.1.130:0;branch=1", 5060)]
    [InlineData("192.168.1.130:99999;branch=1", 5060)]
    [InlineData("[2001:db8::1];branch=1", 5060)]
    [InlineData("[2001:db8::1]:5080;branch=1", 5080)]
    [InlineData("10.9.9.9:5062;branch=1, SIP/2.0/UDP 10.0.0.2:5099", 5062)]
    [InlineData("192.168.1.130:5060;branch=1;rport", 51098)]
    public void The_answer_goes_to_the_source_address_and_the_port_of_the_Via(string via, int port) =>
        Assert.Equal(
            new IPEndPoint(Source.Address, port), SipReplies.Destination(SipMessageTests.Read(Via(via)), Source));

    [Theory]
    [InlineData("OPTIONS", "SIP/2.0 200 OK\r\n")]
    [InlineData("INVITE", "SIP/2.0 405 Method Not Allowed\r\n")]
    [InlineData("WONDER", "SIP/2.0 501 Not Implemented\r\n")]
    public void Other_requests_are_answered_by_their_method(string method, string start)
    {
        string reply = Answer(SipGolden.Register.Replace("REGISTER", method, StringComparison.Ordinal));

        Assert.StartsWith(start, reply, StringComparison.Ordinal);
        Assert.Contains(
            "Allow: REGISTER, OPTIONS, INVITE, ACK, CANCEL, BYE, INFO\r\n", reply, StringComparison.Ordinal);
        Assert.DoesNotContain("Contact:", reply, StringComparison.Ordinal);
    }

    [Fact]
    public void An_ACK_and_a_response_are_not_answered()
    {
        string ack = SipGolden.Register.Replace("REGISTER", "ACK", StringComparison.Ordinal);
        string response = Answer(SipGolden.Register);

        Assert.Null(SipReplies.Answer(SipMessageTests.Read(ack), Source));
        Assert.Null(SipReplies.Answer(SipMessageTests.Read(response), Source));
    }

    private static string Via(string sentBy) =>
        SipGolden.Register.Replace("192.168.1.130:5060;branch=z9hG4bK5ab98907", sentBy, StringComparison.Ordinal);

    private static string Tag(string reply) => SipMessageTests.Read(reply).First("To")!.Split("tag=")[1];

    private static string Answer(string request, DateTimeOffset? date = null) =>
        SipGolden.Text(SipReplies.Answer(SipMessageTests.Read(request), Source, date));
}
