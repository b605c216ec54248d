using System.Net;
using System.Text;
using Ringback.Wire.Calls;
using Ringback.Wire.Rtp;
using Ringback.Wire.Sccp;
using Ringback.Wire.Sip;

namespace Ringback.Fuzz.Targets;

/// <summary>What phones say in calls: over SIP, with their hands over SCCP, and by voice.</summary>
internal static class CallTargets
{
    private static readonly IPEndPoint Server = new(IPAddress.Parse("192.0.2.1"), 5060);
    private static readonly DateTimeOffset Clock = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);

    internal static IEnumerable<FuzzTarget> All { get; } =
    [
        new("sip-calls", SipCalls, SipSeeds)
        {
            // What is kept of a call is said again for half a minute, a tenth of a second at a time.
            SmokeRuns = 400, LongestInput = 16_384, Memory = (4 * 1024 * 1024, 4_096),
            Words = ["INVITE ", "ACK ", "CANCEL ", "BYE ", ";tag=", "CSeq: 1 ", "3246", "200", "m=audio ", "l: ",
                "SIP/2.0 200 OK", "SIP/2.0 180 x", "SIP/2.0 486 x", "REGISTER ", "Authorization: Digest "],
        },
        new("sccp-calls", SccpCalls, SccpSeeds) { SmokeRuns = 2_000, Memory = (512 * 1024, 1_024) },
        new("rtp", Voice, VoiceSeeds) { SmokeRuns = 20_000 },
    ];

    /// <summary>However a phone talks, calls end, nothing is said for ever, and what is said can be read.</summary>
    private static void SipCalls(FuzzRun run)
    {
        SipRegistrar registrar = new(new SipRegistrarOptions
        {
            Secret = new byte[32], EchoPort = 16_384,
            Credentials = user => user == "300" ? new SipCredentials("300", "secret") : null,
        });
        SipFlow ann = new(SipTransport.Tcp, 1, new IPEndPoint(IPAddress.Parse("192.0.2.40"), 40_000), Server);
        SipFlow bob = new(SipTransport.Udp, 0, new IPEndPoint(IPAddress.Parse("192.0.2.41"), 5060), Server);
        Say(registrar, bob, Text("REGISTER", "200", "200", ""));
        SipStream stream = new();
        TimeSpan now = TimeSpan.Zero;
        run.Saw(stream.Receive(run.Input, bytes =>
        {
            if (!SipMessage.TryRead(bytes, out SipMessage? message, out _)) return;
            now += TimeSpan.FromMilliseconds(50);
            Judge(run, registrar.Receive(message, ann, new Moment(now, Clock)));
        }));
        FuzzRun.AtMost(registrar.Calls, 64, "calls");
        Judge(run, registrar.Lost(1, new Moment(now, Clock)));
        for (int i = 0; i < 400; i++)
        {
            now += TimeSpan.FromSeconds(1);
            Judge(run, registrar.Tick(new Moment(now, Clock)));
        }

        FuzzRun.AtMost(registrar.Calls, 0, "calls of a phone that is gone");
        FuzzRun.AtMost(registrar.Pending, 0, "messages that are said again after six minutes");
    }

    private static void Judge(FuzzRun run, IReadOnlyList<SipEffect> effects)
    {
        foreach (SipEffect effect in effects)
        {
            run.Saw(effect.GetType().Name.Length);
            if (effect is not SipSend send) continue;
            FuzzRun.Hold(SipMessage.TryRead(send.Bytes.Span, out SipMessage? said, out SipMalformation why),
                $"what is said can be read: {why}");
            FuzzRun.Hold(send.Flow.Remote.Address.ToString() is "192.0.2.40" or "192.0.2.41",
                "nobody is called who is no phone");
            run.Saw(said!.StatusCode);
        }
    }

    /// <summary>Whatever hands do, the call manager forgets a phone that is gone.</summary>
    private static void SccpCalls(FuzzRun run)
    {
        SccpRegistrar registrar = new(new SccpRegistrarOptions { EchoPort = 16_384 });
        for (int phone = 1; phone <= 2; phone++)
        {
            registrar.Open(phone, new IPEndPoint(IPAddress.Parse($"192.0.2.{40 + phone}"), 50_000), Server, default);
            SccpRegister register = new()
            {
                DeviceName = $"SEP02AB5C00790{phone}", DeviceType = 7, ProtocolVersion = 11,
            };
            registrar.Receive(phone, SccpFrame.Write(SccpMessageId.Register, register.Write()), default);
        }

        IReadOnlyList<SccpEffect> effects = registrar.Receive(1, run.Input, default);
        foreach (SccpSend send in effects.OfType<SccpSend>())
        {
            FuzzRun.Hold(SccpFrame.TryRead(send.Bytes.Span, out SccpFrame frame, out int length, out _)
                == SccpRead.Complete && length == send.Bytes.Length, "what is said is one whole frame");
            run.Saw(frame.MessageId);
        }

        FuzzRun.Hold(effects.OfType<SccpEchoBegun>().All(e => e.Voice.Address.ToString() == "192.0.2.41"),
            "a voice goes to nobody but the phone");
        registrar.Close(1, default);
        registrar.Close(2, default);
        FuzzRun.AtMost(registrar.Calls + registrar.Registered, 0, "phones and calls that are gone");
    }

    private static void Voice(FuzzRun run)
    {
        RtpEcho echo = new(7);
        bool isTaken = echo.Receive(run.Input, TimeSpan.FromSeconds(1));
        run.Saw(isTaken ? 1 : 0);
        if (!isTaken) return;
        FuzzRun.Hold(echo.TryNext(TimeSpan.MaxValue, out byte[] packet), "what is taken comes back");
        FuzzRun.AtMost(packet.Length, run.Input.Length, "bytes of an echo");
        FuzzRun.Hold(RtpPacket.TryRead(packet, out _), "what comes back can be read");
        FuzzRun.Hold(echo.Loudest is >= 0 and <= 1, "loudness is a share");
    }

    private static void Say(SipRegistrar registrar, SipFlow flow, string text)
    {
        if (SipMessage.TryRead(Encoding.Latin1.GetBytes(text), out SipMessage? message, out _))
            registrar.Receive(message, flow, new Moment(TimeSpan.Zero, Clock));
    }

    private static string Text(string method, string user, string to, string tag, string body = "") =>
        $"{method} sip:{to}@192.0.2.1 SIP/2.0\r\nVia: SIP/2.0/TCP 192.0.2.40;branch=z9{method}{to}\r\n"
        + $"From: <sip:{user}@a>;tag=1\r\nTo: <sip:{to}@a>{tag}\r\nCall-ID: {user}{to}\r\nCSeq: 1 {method}\r\n"
        + $"Contact: <sip:{user}@192.0.2.40>\r\nContent-Length: {body.Length}\r\n\r\n{body}";

    private static IEnumerable<byte[]> SipSeeds()
    {
        const string offer = "v=0\r\nc=IN IP4 192.0.2.40\r\nm=audio 16500 RTP/AVP 0 8\r\n";
        string register = Text("REGISTER", "100", "100", "");
        yield return Bytes(register + Text("INVITE", "100", "3246", "", offer) + Text("ACK", "100", "3246", "")
            + Text("BYE", "100", "3246", ""));
        yield return Bytes(register + Text("INVITE", "100", "200", "", offer) + Text("CANCEL", "100", "200", ""));
        yield return Bytes(register + Text("INVITE", "100", "200", "") + Text("INVITE", "100", "200", "")
            + Text("INFO", "100", "200", ";tag=x") + Text("NOTIFY", "100", "200", ""));
        yield return Bytes(Text("REGISTER", "300", "300", "") + "\r\n\r\n" + Text("OPTIONS", "1", "2", ""));
    }

    private static IEnumerable<byte[]> SccpSeeds()
    {
        byte[] lifted = SccpKeypad.WriteHook(true, 0), down = SccpKeypad.WriteHook(false, 1);
        byte[] dialled = [.. "1002".SelectMany(d => SccpKeypad.Write(d, 1))];
        byte[] echo = [.. "3246".SelectMany(d => SccpKeypad.Write(d, 1))];
        byte[] voice = SccpKeypad.WriteVoice(new IPEndPoint(IPAddress.Parse("192.0.2.41"), 20_000), 2);
        yield return [.. lifted, .. dialled, .. down];
        yield return [.. lifted, .. echo, .. voice, .. down, .. lifted, .. dialled];
        yield return [.. SccpKeypad.WriteSoftKey(2, 0), .. SccpKeypad.Write('#', 1), .. SccpKeypad.WriteSoftKey(9, 1)];
        yield return [.. SccpFrame.Write(SccpMessageId.EnblocCall, "1002\0\0\0"u8), .. voice];
    }

    private static IEnumerable<byte[]> VoiceSeeds() =>
    [
        RtpPacket.Write(G711.MuLaw, true, 1, 160, 7, new byte[160]),
        RtpPacket.Write(G711.ALaw, false, 65_535, uint.MaxValue, 7, new byte[480]),
        Convert.FromHexString("B1000001000000020000000300000004BEDE000111223344AABB0002"),
    ];

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);
}
