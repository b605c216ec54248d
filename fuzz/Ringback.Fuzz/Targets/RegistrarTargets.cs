using System.Net;
using System.Text;
using Ringback.Wire.Calls;
using Ringback.Wire.Mgcp;
using Ringback.Wire.Sccp;
using Ringback.Wire.Sip;

namespace Ringback.Fuzz.Targets;

/// <summary>What phones register with: SIP, MGCP and SCCP.</summary>
internal static class RegistrarTargets
{
    private const int LongestSipAnswer = 1_300;

    // A soft key set takes 780 bytes and asking for it 12; everything else is smaller.
    private const int MostSccpBytesForOne = 80;

    private static readonly DateTimeOffset Now = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);
    private static readonly IPEndPoint Phone = new(IPAddress.Parse("192.0.2.40"), 51098);

    internal static IEnumerable<FuzzTarget> All { get; } =
    [
        new("sip", Sip, SipSeeds)
        {
            SmokeRuns = 20_000, Memory = (128 * 1024, 128),
            Words = ["Contact: ", "m: ", "Via: ", "a,a,a,", "<sip:", ">;expires=", ";tag=", ";rport", ";received=",
                "*", "REGISTER", "OPTIONS", "INVITE", "SIP/2.0", "Expires: ", "l: ", "\r\n "],
        },
        new("mgcp", Mgcp, MgcpSeeds) { SmokeRuns = 20_000, Words = ["RSIP ", " MGCP 1.0", "aaln/1@", "NTFY", "RM:"] },
        new("sccp", Sccp, SccpSeeds) { SmokeRuns = 2_000, Memory = (256 * 1024, 1_024) },
    ];

    private static void Sip(FuzzRun run)
    {
        bool isRead = SipMessage.TryRead(run.Input, out SipMessage? message, out SipMalformation why);
        FuzzRun.Hold(isRead == (why == SipMalformation.None), "a message that is not read has a reason");
        run.Saw(why);
        if (message is null) return;
        SipRegistration? registration = SipRegistration.From(message);
        if (registration is not null) run.Saw(registration.Mac is null ? 1 : 2);
        FuzzRun.Hold(SipReplies.Destination(message, Phone).Address.Equals(Phone.Address),
            "an answer goes to nobody but who asked");
        if (SipReplies.Answer(message, Phone, Now) is not { } answer) return;
        FuzzRun.AtMost(answer.Length, LongestSipAnswer, $"bytes of an answer to {run.Input.Length}");
        FuzzRun.AtMost(answer.Length, 2 * run.Input.Length, $"bytes of an answer to {run.Input.Length}");
        FuzzRun.Hold(SipMessage.TryRead(answer, out SipMessage? read, out why), $"an answer can be read: {why}");
        FuzzRun.Hold(!read!.IsRequest, "an answer is no request");
        FuzzRun.AtMost(read.All("Contact").Count(), 1, "contacts in an answer");
        run.Saw(read.StatusCode);
    }

    private static void Mgcp(FuzzRun run)
    {
        bool isAnswer = MgcpResponse.TryRead(run.Input, out MgcpResponse? response, out MgcpMalformation whyNot);
        FuzzRun.Hold(isAnswer == (whyNot == MgcpMalformation.None), "a response that is not read has a reason");
        if (response is not null) FuzzRun.Hold(!response.Text.Any(char.IsControl), "words can be seen");
        bool isRead = MgcpCommand.TryRead(run.Input, out MgcpCommand? command, out MgcpMalformation why);
        FuzzRun.Hold(isRead == (why == MgcpMalformation.None), "a command that is not read has a reason");
        run.Saw(why);
        if (command is null) return;
        run.Saw(command.Mac is null ? 1 : 2);
        run.Saw(command.Parameters.Count);
        FuzzRun.AtMost(MgcpReplies.Ok(command.TransactionId).Length, run.Input.Length, "bytes of an answer");
        FuzzRun.Hold(!(command.Verb + command.Endpoint + command.Version).Any(char.IsControl), "words can be seen");
    }

    /// <summary>The same bytes say the same, wherever TCP cuts them.</summary>
    private static void Sccp(FuzzRun run)
    {
        SccpHeard all = Hear(run.Input, [run.Input.Length]);
        FuzzRun.AtMost(all.Replies.Count, (long)MostSccpBytesForOne * run.Input.Length, "bytes of the answers");
        Random dice = run.Dice();
        int most = dice.Next(3) switch { 0 => 2, 1 => 64, _ => 8_192 };
        SccpHeard cut = Hear(run.Input, Enumerable.Range(0, int.MaxValue).Select(_ => 1 + dice.Next(most)));
        FuzzRun.Hold(cut.Replies.SequenceEqual(all.Replies), "the answers are the same in pieces");
        FuzzRun.Hold(cut.Evidence == all.Evidence && cut.Close == all.Close, "the end is the same in pieces");
        run.Saw(all.Evidence);
        run.Saw(all.Close);
    }

    private static SccpHeard Hear(byte[] input, IEnumerable<int> pieces)
    {
        SccpRegistrar registrar = new(new SccpRegistrarOptions { EchoPort = 16_384 });
        registrar.Open(1, Phone, new IPEndPoint(IPAddress.Parse("192.0.2.1"), 2000), default);
        List<byte> replies = [];
        int evidence = 0, at = 0;
        SccpMalformation close = SccpMalformation.None;
        foreach (int piece in pieces)
        {
            if (at >= input.Length) break;
            int length = Math.Min(piece, input.Length - at);
            foreach (SccpEffect effect in registrar.Receive(
                1, input.AsSpan(at, length), new Moment(TimeSpan.Zero, Now)))
            {
                if (effect is SccpSend send) replies.AddRange(send.Bytes.Span);
                if (effect is SccpProved { Evidence: var said }) evidence += said.ToString().Length;
                if (effect is SccpClose closed) close = closed.Why;
            }

            at += length;
        }

        return new SccpHeard(replies, evidence, close);
    }

    private sealed record SccpHeard(List<byte> Replies, int Evidence, SccpMalformation Close);

    private static IEnumerable<byte[]> SipSeeds()
    {
        byte[] register = SipRequests.Register(new SipRegisterRequest
        {
            Mac = "000e84c060a6", Local = Phone, Registrar = "192.0.2.1", User = "1600",
        });
        string text = Encoding.Latin1.GetString(register);
        yield return register;
        yield return Bytes(text.Replace(
            "Contact: ", "Contact: <sip:a@192.0.2.7>;expires=60, ", StringComparison.Ordinal));
        yield return Bytes(text.Replace("Expires: 120", "Expires: 0", StringComparison.Ordinal));
        yield return Bytes(text.Replace("REGISTER sip", "OPTIONS sip", StringComparison.Ordinal));
        yield return Bytes(text.Replace("REGISTER sip", "INVITE sip", StringComparison.Ordinal));
        yield return Bytes(text.Replace(";branch", ";rport;branch", StringComparison.Ordinal));
        yield return Bytes("OPTIONS a SIP/2.0\r\nv: SIP/2.0/UDP x\r\nf: a\r\nt: b\r\ni: c\r\nCSeq: 1 OPTIONS\r\n\r\n");
        yield return Bytes("SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP x\r\nContent-Length: 2\r\n\r\nab");
        // What took all the memory there was: one header of many contacts, from a datagram that any network lets in.
        string contacts = string.Concat(Enumerable.Repeat("a,", 2_000)) + "a";
        yield return Bytes(text.Replace("Contact: ", $"Contact: {contacts}\r\nContact: ", StringComparison.Ordinal));
    }

    private static IEnumerable<byte[]> MgcpSeeds() =>
    [
        MgcpCommands.RestartInProgress(1200, "aaln/1@SEP000E84C060A6"),
        Bytes("NTFY 2002 aaln/1@[192.0.2.40] MGCP 1.0 NCS 1.0\nX: 0123456789AC\nO: hd\n"),
        Bytes("RSIP 1 * MGCP 0.1\r\nRM: restart\r\n\r\nv=0\r\n.\r\nRSIP 2 * MGCP 0.1\r\n"),
        Bytes("200 1200 OK\r\n"),
        Bytes("200 1201 OK\r\nA: a:PCMU;PCMA, p:10-40, v:L\r\n"),
    ];

    private static IEnumerable<byte[]> SccpSeeds()
    {
        byte[] register = SccpFrame.Write(SccpMessageId.Register, new SccpRegister
        {
            DeviceName = "SEP000E84C060A6", Address = Phone.Address, DeviceType = 7, ProtocolVersion = 11,
            LoadInformation = "P0030801SR02",
        }.Write());
        byte[] alarm = SccpFrame.Write(SccpMessageId.Alarm, new SccpAlarm
        {
            Severity = 2, Text = "22: Name=SEP000E84C060A6 Load=8.1(2.0) Last=Reset-Reset",
        }.Write());
        yield return [.. alarm, .. register];
        yield return
        [
            .. register,
            .. ((SccpMessageId[])[SccpMessageId.ButtonTemplateReq, SccpMessageId.SoftKeyTemplateReq,
                SccpMessageId.SoftKeySetReq, SccpMessageId.ConfigStatReq, SccpMessageId.VersionReq,
                SccpMessageId.TimeDateReq, SccpMessageId.KeepAlive, SccpMessageId.RegisterTokenReq])
                .SelectMany(id => SccpFrame.Write(id, [])),
            .. SccpFrame.Write(SccpMessageId.LineStatReq, [1, 0, 0, 0]),
            .. SccpFrame.Write(SccpMessageId.SpeedDialStatReq, [3, 0, 0, 0]),
            .. SccpFrame.Write(SccpMessageId.Unregister, []),
        ];
        yield return SccpFrame.Write((SccpMessageId)0x002D, new byte[2_000]);
        // The longest frame there is: what of it is kept while the rest is under way.
        yield return SccpFrame.Write((SccpMessageId)0x002D, new byte[SccpFrame.MaxLength - 4]);
        yield return Bytes("GET / HTTP/1.1\r\n\r\n");
    }

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);
}
