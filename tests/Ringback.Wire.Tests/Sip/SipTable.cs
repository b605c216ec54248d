using System.Net;
using System.Text;
using Ringback.Wire.Calls;
using Ringback.Wire.Sip;

namespace Ringback.Wire.Tests.Sip;

/// <summary>What was sent to a phone.</summary>
internal sealed record SipHeard(SipFlow Flow, SipMessage Message)
{
    internal string Line => Message.IsRequest ? Message.Method : $"{Message.StatusCode}";
}

/// <summary>A SIP server on a table, with phones whose words are written by hand.</summary>
internal sealed class SipTable
{
    internal static readonly IPEndPoint Server = new(IPAddress.Parse("192.0.2.1"), 5060);

    internal const string Offer = "v=0\r\no=- 1 1 IN IP4 192.0.2.40\r\ns=-\r\nc=IN IP4 192.0.2.40\r\nt=0 0\r\n"
        + "m=audio 16500 RTP/AVP 0 8 101\r\n";

    private TimeSpan _now;
    private int _branch;

    internal SipTable(Func<string, SipCredentials?>? credentials = null) => Registrar = new SipRegistrar(
        new SipRegistrarOptions
        {
            Secret = new byte[32], EchoPort = 16_384, Credentials = credentials ?? (_ => null),
        });

    internal SipRegistrar Registrar { get; }

    internal List<SipEffect> Told { get; } = [];

    internal static SipFlow Udp(int host, int port = 5060) =>
        new(SipTransport.Udp, 0, new IPEndPoint(new IPAddress([192, 0, 2, (byte)host]), port), Server);

    internal static SipFlow Tcp(int host, int connection) =>
        new(SipTransport.Tcp, connection, new IPEndPoint(new IPAddress([192, 0, 2, (byte)host]), 40_000), Server);

    internal List<SipHeard> Register(string user, SipFlow flow, string more = "") => Say(flow,
        Request("REGISTER", "sip:192.0.2.1", user, user, flow, $"reg-{user}", 1, null,
            $"Expires: 3600\r\n{more}", "", Branch()));

    internal string Branch() => $"z9hG4bK{++_branch}";

    internal static string Request(string method, string uri, string from, string to, SipFlow flow, string callId,
        int number, string? toTag, string more, string body, string branch)
    {
        string transport = flow.Transport is SipTransport.Udp ? "UDP" : "TCP";
        string type = body.Length > 0 ? "Content-Type: application/sdp\r\n" : "";
        string tag = toTag is null ? "" : $";tag={toTag}";
        return $"{method} {uri} SIP/2.0\r\nVia: SIP/2.0/{transport} {flow.Remote};branch={branch}\r\n"
            + $"From: <sip:{from}@192.0.2.1>;tag=t{from}\r\nTo: <sip:{to}@192.0.2.1>{tag}\r\nCall-ID: {callId}\r\n"
            + $"CSeq: {number} {method}\r\nContact: <sip:{from}@{flow.Remote}>\r\n{more}{type}"
            + $"Content-Length: {body.Length}\r\n\r\n{body}";
    }

    /// <summary>A phone's answer to what it heard.</summary>
    internal static string Answer(SipMessage request, int code, string tag, string contact, string body = "")
    {
        string to = request.First("To")!;
        return $"SIP/2.0 {code} Said\r\nVia: {request.First("Via")}\r\nFrom: {request.First("From")}\r\n"
            + $"To: {(to.Contains(";tag=", StringComparison.Ordinal) ? to : $"{to};tag={tag}")}\r\n"
            + $"Call-ID: {request.First("Call-ID")}\r\nCSeq: {request.First("CSeq")}\r\nContact: <{contact}>\r\n"
            + $"Content-Length: {body.Length}\r\n\r\n{body}";
    }

    internal List<SipHeard> Say(SipFlow flow, string text)
    {
        Assert.True(SipMessage.TryRead(Encoding.Latin1.GetBytes(text), out SipMessage? message, out var why), $"{why}");
        return Hear(Registrar.Receive(message, flow, new Moment(_now, DateTimeOffset.UnixEpoch)));
    }

    /// <summary>Lets time pass, a tenth of a second at a time.</summary>
    internal List<SipHeard> Wait(double seconds)
    {
        List<SipHeard> heard = [];
        for (TimeSpan until = _now + TimeSpan.FromSeconds(seconds); _now < until;)
        {
            _now += TimeSpan.FromMilliseconds(100);
            heard.AddRange(Hear(Registrar.Tick(new Moment(_now, DateTimeOffset.UnixEpoch))));
        }

        return heard;
    }

    internal List<SipHeard> Hear(IReadOnlyList<SipEffect> effects)
    {
        Told.AddRange(effects);
        List<SipHeard> heard = [];
        foreach (SipSend send in effects.OfType<SipSend>())
        {
            Assert.True(SipMessage.TryRead(send.Bytes.Span, out SipMessage? message, out var why), $"{why}");
            heard.Add(new SipHeard(send.Flow, message));
        }

        return heard;
    }

    internal List<SipHeard> CheckSync(string user)
    {
        Assert.True(Registrar.TryCheckSync(user, new Moment(_now, default), out IReadOnlyList<SipEffect> effects));
        return Hear(effects);
    }

    internal List<SipHeard> Lost(int connection) =>
        Hear(Registrar.Lost(connection, new Moment(_now, DateTimeOffset.UnixEpoch)));
}
