using System.Net;
using System.Text;
using Ringback.Wire.Dns;
using Ringback.Wire.Mgcp;
using Ringback.Wire.Sip;
using Ringback.Wire.Sntp;
using Ringback.Wire.Tests.Sip;
using Ringback.Wire.Tftp;

namespace Ringback.Wire.Tests.Answers;

/// <summary>
/// What any service of UDP answers to any datagram at all: never more than one frame, and never much more than it was
/// asked, because nobody proves to be behind the address that a datagram bears.
/// </summary>
public sealed class AnswerBoundsTests
{
    private const int LargestDatagram = 65_507;
    private const int LargestAnswer = 1500;
    private const int Rounds = 3000;

    private static readonly IPEndPoint Source = new(IPAddress.Parse("192.0.2.7"), 50_000);
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);
    private static readonly string[] Names = ["CiscoCM1", "TFTP"];

    private static readonly Dictionary<string, (Func<byte[], byte[]?> Answer, int Times, string[] Seeds)> Services =
        new()
        {
            ["sip"] = (Sip, 2, [SipGolden.Register, SipGolden.Register.Replace("REGISTER", "OPTIONS"), HeadOfSip]),
            ["mgcp"] = (Mgcp, 2, ["RSIP 1200 aaln/1@SEP000E84C060A6 MGCP 1.0\r\nRM: restart\r\n"]),
            ["dns"] = (d => DnsResponder.Answer(d, Names, Source.Address).Bytes, 2,
                [DnsHead + "\u0008CiscoCM1\0\0\u0001\0\u0001", DnsHead + "\u0004TFTP\u0007example\0\0\u0001\0\u0001"]),
            ["sntp"] = (d => SntpResponder.Answer(d, Now, out _), 1, ["\u0023" + new string('\0', 47)]),
            ["tftp"] = (Tftp, 4, ["\0\u0001OS79XX.TXT\0octet\0", "\0\u0001a\0octet\0tsize\00\0blksize\01428\0"]),
        };

    private const string HeadOfSip = "REGISTER sip:a SIP/2.0\r\nv: a\r\nf: \r\nt: \r\ni: \r\nCSeq: \r\n\r\n";
    private const string DnsHead = "\u0012\u0034\u0001\0\0\u0001\0\0\0\0\0\0";

    public static TheoryData<string> Spoken() => [.. Services.Keys];

    [Theory]
    [MemberData(nameof(Spoken))]
    public void Noise_of_any_length_gets_no_long_answer(string service)
    {
        for (int round = 0; round < Rounds; round++)
        {
            Random dice = new(round);
            byte[] datagram = new byte[dice.Next(10) == 0 ? dice.Next(LargestDatagram + 1) : dice.Next(600)];
            dice.NextBytes(datagram);
            Check(service, datagram, round);
        }
    }

    [Theory]
    [MemberData(nameof(Spoken))]
    public void What_is_spoilt_repeated_or_blown_up_gets_no_long_answer(string service)
    {
        for (int round = 0; round < Rounds; round++)
        {
            Random dice = new(round);
            List<byte> datagram = [.. Encoding.Latin1.GetBytes(dice.GetItems(Services[service].Seeds, 1)[0])];
            for (int i = dice.Next(1, 5); i > 0; i--) Spoil(datagram, dice);
            Check(service, [.. datagram.Take(LargestDatagram)], round);
        }
    }

    [Theory]
    [InlineData(24_000)]
    [InlineData(LargestDatagram)]
    public void Thousands_of_contacts_are_not_given_back(int length)
    {
        StringBuilder text = new(SipGolden.Register[..SipGolden.Register.IndexOf("Contact", StringComparison.Ordinal)]);
        string contacts = "m: " + string.Join(',', Enumerable.Repeat('a', 500)) + "\r\n";
        while (text.Length < length - 2000) text.Append(contacts);
        byte[] datagram = SipGolden.Bytes(text.Append("\r\n").ToString());
        Check("sip", datagram, length);
    }

    [Fact]
    public void What_a_phone_asks_is_answered()
    {
        Assert.NotNull(Sip(SipGolden.Bytes(SipGolden.Register)));
        foreach ((string service, (Func<byte[], byte[]?> answer, _, string[] seeds)) in Services)
            Assert.True(answer(Encoding.Latin1.GetBytes(seeds[0])) is { Length: > 0 }, service);
    }

    private static void Check(string service, byte[] datagram, int seed)
    {
        (Func<byte[], byte[]?> respond, int times, _) = Services[service];
        int answer = respond(datagram)?.Length ?? 0;
        int most = Math.Min(LargestAnswer, times * datagram.Length);
        Assert.True(answer <= most, $"{service}, seed {seed}: {datagram.Length} bytes asked, {answer} answered.");
    }

    private static void Spoil(List<byte> datagram, Random dice)
    {
        int at = dice.Next(datagram.Count + 1);
        int count = Math.Min(dice.Next(80), datagram.Count - at);
        switch (dice.Next(5))
        {
            case 0:
                datagram.RemoveRange(at, count);
                break;
            case 1:
                byte[] piece = [.. datagram.GetRange(at, count)];
                for (int i = dice.Next(300); i > 0; i--) datagram.InsertRange(at, piece);
                break;
            case 2:
                datagram.InsertRange(at, Enumerable.Repeat((byte)dice.Next(256), dice.Next(5000)));
                break;
            case 3:
                datagram.InsertRange(at, Enumerable.Repeat("a,"u8.ToArray(), dice.Next(2000)).SelectMany(b => b));
                break;
            default:
                if (at < datagram.Count) datagram[at] = (byte)dice.Next(256);
                break;
        }
    }

    private static byte[]? Sip(byte[] datagram) => SipMessage.TryRead(datagram, out SipMessage? message, out _)
        ? SipReplies.Answer(message, Source, Now)
        : null;

    private static byte[]? Mgcp(byte[] datagram) => MgcpCommand.TryRead(datagram, out MgcpCommand? command, out _)
        ? MgcpReplies.Ok(command.TransactionId)
        : null;

    /// <summary>What goes out before the first block: the OACK, or the one ERROR.</summary>
    private static byte[]? Tftp(byte[] datagram)
    {
        byte[] buffer = new byte[TftpWriter.SmallPacketLength];
        if (!TftpPacket.TryRead(datagram, out TftpPacket packet, out _)
            || packet.Opcode != TftpOpcode.ReadRequest
            || !packet.TryReadRequest(out TftpRequest request, out _))
        {
            return null;
        }

        if (!TftpNegotiation.TryAgree(request.Options, 250_000, new TftpLimits(), out TftpTerms terms))
            return buffer[..TftpWriter.WriteError(buffer, TftpErrorCode.OptionsRefused, "No")];
        return buffer[..TftpWriter.WriteOptionAcknowledgement(buffer, terms.Agreed)];
    }
}
