using System.Net;
using System.Text;
using Ringback.EndToEnd.Tests.Programs;
using Ringback.EndToEnd.Tests.Serving;
using Ringback.Wire.Calls;
using Ringback.Wire.Mgcp;
using Ringback.Wire.Rtp;
using Ringback.Wire.Sccp;
using Ringback.Wire.Sip;

namespace Ringback.EndToEnd.Tests.Calling;

/// <summary>tshark judges every message that the registrars and the echo send.</summary>
public sealed class DissectedCallTests
{
    private static readonly IPEndPoint s_server = new(IPAddress.Loopback, 2000);

    [Fact]
    public async Task Every_message_of_a_registration_a_call_and_a_bench_test_over_SCCP_is_well_formed()
    {
        List<byte[]> sent = [.. Registered(), .. Called(), .. Ordered()];
        using ScratchFolder folder = new();
        Capture.WriteTcp(folder["calls.pcap"], 2000, sent);

        const string fault = "_ws.malformed || _ws.expert.severity == \"Error\" || !skinny";
        Assert.Equal("", await DissectAsync(folder, "-Y", fault));
        string[] seen = (await DissectAsync(folder, "-T", "fields", "-e", "skinny.messageId"))
            .Split(['\n', ','], StringSplitOptions.RemoveEmptyEntries);
        uint[] ids = [.. sent.Select(s => BitConverter.ToUInt32(s, 8))];
        Assert.Equal(ids.Select(i => $"{i}"), seen.Select(s => $"{Convert.ToUInt32(s, s.StartsWith("0x") ? 16 : 10)}"));
        // Every kind that a server has, but those that only bring bad news.
        Assert.True(ids.Distinct().Count() >= 30, string.Join(' ', ids.Distinct().Select(i => $"{i:X3}")));
        string text = await DissectAsync(folder, "-V");
        foreach (string expected in (string[])["1001", "Ringback", "192.0.2.42", "20002"])
            Assert.Contains(expected, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_message_over_SIP_MGCP_and_RTP_is_well_formed()
    {
        List<(int Port, byte[] Bytes)> sent = [.. SipMessages().Select(b => (5060, b))];
        sent.Add((2427, MgcpReplies.Ok(7)));
        RtpEcho echo = new(7);
        for (int i = 0; i < 5; i++)
        {
            echo.Receive(RtpPacket.Write(G711.MuLaw, i == 0, (ushort)i, (uint)i * 160, 1, new byte[160]),
                TimeSpan.FromMilliseconds(20 * i));
        }

        while (echo.TryNext(TimeSpan.MaxValue, out byte[] packet)) sent.Add((16_384, packet));
        using ScratchFolder folder = new();
        Capture.WriteUdp(folder["calls.pcap"], sent);
        const string fault = "_ws.malformed || _ws.expert.severity == \"Error\" || !(sip || mgcp || rtp)";
        Assert.Equal("", await DissectAsync(folder, "-d", "udp.port==16384,rtp", "-Y", fault));
        string[] sequence = (await DissectAsync(folder, "-d", "udp.port==16384,rtp", "-Y", "rtp", "-T", "fields", "-e",
            "rtp.seq")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["0", "1", "2", "3", "4"], sequence);
        string methods = await DissectAsync(folder, "-Y", "sip", "-T", "fields", "-e", "sip.Method", "-e",
            "sip.Status-Code");
        foreach (string expected in (string[])["INVITE", "ACK", "BYE", "NOTIFY", "200", "401", "404", "180"])
            Assert.Contains(expected, methods, StringComparison.Ordinal);
    }

    private static IEnumerable<byte[]> Registered()
    {
        SccpRegistrar registrar = Phones();
        foreach (SccpMessageId id in (SccpMessageId[])[SccpMessageId.ButtonTemplateReq,
            SccpMessageId.SoftKeyTemplateReq, SccpMessageId.SoftKeySetReq, SccpMessageId.ConfigStatReq,
            SccpMessageId.ServerReq, SccpMessageId.VersionReq,
            SccpMessageId.TimeDateReq, SccpMessageId.KeepAlive, SccpMessageId.RegisterTokenReq])
        {
            foreach (byte[] bytes in Take(registrar, 1, SccpFrame.Write(id, []))) yield return bytes;
        }

        foreach (SccpMessageId id in (SccpMessageId[])[SccpMessageId.LineStatReq, SccpMessageId.SpeedDialStatReq,
            SccpMessageId.ForwardStatReq])
        {
            foreach (byte[] bytes in Take(registrar, 1, SccpFrame.Write(id, [1, 0, 0, 0]))) yield return bytes;
        }

        SccpRegister again = new() { DeviceName = "SEP02AB5C007901", DeviceType = 7, ProtocolVersion = 11 };
        foreach (byte[] bytes in Take(registrar, 1, SccpFrame.Write(SccpMessageId.Register, again.Write())))
            yield return bytes;
        foreach (byte[] bytes in Take(registrar, 1, SccpFrame.Write(SccpMessageId.Unregister, []))) yield return bytes;
    }

    private static List<byte[]> Called()
    {
        SccpRegistrar registrar = Phones();
        List<byte[]> sent = [.. Take(registrar, 1, SccpKeypad.WriteHook(true, 0))];
        foreach (char digit in "1002") sent.AddRange(Take(registrar, 1, SccpKeypad.Write(digit, 1)));
        sent.AddRange(Take(registrar, 2, SccpKeypad.WriteHook(true, 1)));
        foreach (byte[] open in sent.Where(s => BitConverter.ToUInt32(s, 8) == (uint)SccpMessageId.OpenReceiveChannel)
            .ToArray())
        {
            uint party = BitConverter.ToUInt32(open, 16);
            int phone = party % 2 == 0 ? 1 : 2;
            sent.AddRange(Take(registrar, phone,
                SccpKeypad.WriteVoice(new IPEndPoint(IPAddress.Loopback, 20_000 + phone), party)));
        }

        sent.AddRange(Take(registrar, 1, SccpKeypad.WriteHook(false, 1)));
        return sent;
    }

    private static List<byte[]> Ordered()
    {
        SccpRegistrar registrar = Phones();
        List<byte[]> sent = [];
        foreach (SccpOrder order in (SccpOrder[])[new SccpRing(), new SccpShow("Type this: 471"),
            new SccpLamps(SccpLampMode.Blink), new SccpSpeaker(true), new SccpReset(true), new SccpReset(false),
            new SccpHangUp()])
        {
            Assert.True(registrar.TryOrder("SEP02AB5C007901", order, default, out IReadOnlyList<SccpEffect> effects));
            sent.AddRange(Sent(effects));
        }

        return sent;
    }

    private static SccpRegistrar Phones()
    {
        SccpRegistrar registrar = new(new SccpRegistrarOptions { EchoPort = 16_384 });
        for (int phone = 1; phone <= 2; phone++)
        {
            IPAddress address = new([192, 0, 2, (byte)(40 + phone)]);
            registrar.Open(phone, new IPEndPoint(address, 50_000), s_server, default);
            SccpRegister register = new()
            {
                DeviceName = $"SEP02AB5C00790{phone}", DeviceType = 7, ProtocolVersion = 11,
            };
            registrar.Receive(phone, SccpFrame.Write(SccpMessageId.Register, register.Write()), default);
        }

        return registrar;
    }

    private static List<byte[]> Take(SccpRegistrar registrar, int phone, byte[] frame) =>
        Sent(registrar.Receive(phone, frame, new Moment(TimeSpan.Zero, DateTimeOffset.UnixEpoch.AddYears(55))));

    private static List<byte[]> Sent(IEnumerable<SccpEffect> effects) =>
        [.. effects.OfType<SccpSend>().Select(s => s.Bytes.ToArray())];

    private static List<byte[]> SipMessages()
    {
        SipRegistrar registrar = new(new SipRegistrarOptions
        {
            Secret = new byte[32], EchoPort = 16_384,
            Credentials = user => user == "300" ? new SipCredentials("300", "secret") : null,
        });
        List<byte[]> sent = [];
        string Heard(string text, int host)
        {
            SipFlow flow = new(SipTransport.Udp, 0, new IPEndPoint(new IPAddress([192, 0, 2, (byte)host]), 5060),
                new IPEndPoint(IPAddress.Parse("192.0.2.1"), 5060));
            Assert.True(SipMessage.TryRead(Encoding.ASCII.GetBytes(text), out SipMessage? message, out _));
            byte[][] all =
                [.. registrar.Receive(message, flow, default).OfType<SipSend>().Select(s => s.Bytes.ToArray())];
            sent.AddRange(all);
            return all.Length == 0 ? "" : Encoding.ASCII.GetString(all[^1]);
        }

        string Request(string method, string user, string to, int host, string toTag = "", string body = "") =>
            $"{method} sip:{to}@192.0.2.1 SIP/2.0\r\n"
            + $"Via: SIP/2.0/UDP 192.0.2.{host}:5060;branch=z9hG4bK{method}{to}\r\n"
            + $"From: <sip:{user}@192.0.2.1>;tag=1\r\nTo: <sip:{to}@192.0.2.1>{toTag}\r\nCall-ID: {user}{to}\r\n"
            + $"CSeq: {(method == "BYE" ? 2 : 1)} {method}\r\nContact: <sip:{user}@192.0.2.{host}:5060>\r\n"
            + $"Content-Type: application/sdp\r\nContent-Length: {body.Length}\r\n\r\n{body}";
        const string offer = "v=0\r\no=- 1 1 IN IP4 192.0.2.40\r\ns=-\r\nc=IN IP4 192.0.2.40\r\nt=0 0\r\n"
            + "m=audio 16500 RTP/AVP 0\r\n";
        Heard(Request("REGISTER", "100", "100", 40), 40);
        Heard(Request("REGISTER", "200", "200", 41), 41);
        Heard(Request("REGISTER", "300", "300", 42), 42);
        Heard(Request("OPTIONS", "100", "100", 40), 40);
        Heard(Request("INVITE", "100", "999", 40, "", offer), 40);
        string invite = Heard(Request("INVITE", "100", "200", 40, "", offer), 40);
        string[] kept = [.. invite.Split("\r\n").Where(l => l.Split(':')[0] is "Via" or "From" or "Call-ID" or "CSeq")];
        string answer = $"{string.Join("\r\n", kept)}\r\nTo: <sip:200@192.0.2.1>;tag=b\r\n"
            + "Contact: <sip:200@192.0.2.41:5060>\r\nContent-Type: application/sdp\r\n";
        Heard($"SIP/2.0 180 Ringing\r\n{answer}Content-Length: 0\r\n\r\n", 41);
        string accepted = Heard($"SIP/2.0 200 OK\r\n{answer}Content-Length: {offer.Length}\r\n\r\n{offer}", 41);
        string tag = accepted.Split("\r\n").Single(l => l.StartsWith("To:", StringComparison.Ordinal))
            .Split(";tag=")[1];
        Heard(Request("BYE", "100", "200", 40, $";tag={tag}"), 40);
        Heard(Request("INVITE", "200", "3246", 41, "", offer), 41);
        Assert.True(registrar.TryCheckSync("100", default, out IReadOnlyList<SipEffect> effects));
        sent.AddRange(effects.OfType<SipSend>().Select(s => s.Bytes.ToArray()));
        return sent;
    }

    private static async Task<string> DissectAsync(ScratchFolder folder, params string[] more) =>
        (await Command.RunAsync(Command.Find("tshark", "tshark"), ["-n", "-r", folder["calls.pcap"], .. more]))
        .Expect(0).Output;
}
