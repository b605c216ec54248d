using System.Text;
using Ringback.Wire.Sip;

namespace Ringback.Wire.Tests.Sip;

public sealed class SipMessageTests
{
    private const string Minimal = "OPTIONS sip:a@b SIP/2.0\r\nv: SIP/2.0/UDP b\r\nf: <sip:c@b>;tag=1\r\n"
        + "t: <sip:a@b>\r\ni: 1@b\r\nCSeq: 1 OPTIONS\r\n";

    [Fact]
    public void The_captured_register_reads()
    {
        SipMessage message = Read(SipGolden.Register);

        Assert.True(message.IsRequest);
        Assert.Equal(("REGISTER", "sip:192.168.1.9"), (message.Method, message.RequestUri));
        Assert.Equal(10, message.Headers.Count);
        Assert.Equal("101 REGISTER", message.First("cseq"));
        Assert.True(message.Body.IsEmpty);
    }

    [Fact]
    public void A_response_reads()
    {
        SipMessage message = Read("SIP/2.0 401 Not you today\r\nCSeq: 1 REGISTER\r\n\r\n");

        Assert.False(message.IsRequest);
        Assert.Equal((401, "Not you today"), (message.StatusCode, message.ReasonPhrase));
    }

    [Fact]
    public void Compact_names_are_written_out_and_letter_case_does_not_matter()
    {
        SipMessage message = Read(Minimal + "M: <sip:x@y>\r\nl: 0\r\n\r\n");

        Assert.Equal("<sip:x@y>", message.First("CONTACT"));
        Assert.Equal("SIP/2.0/UDP b", message.First("Via"));
        Assert.Equal("0", message.First("content-length"));
    }

    [Fact]
    public void Folded_lines_are_one_header()
    {
        SipMessage message = Read(Minimal + "Subject: one\r\n two\r\n\tthree\r\nX-Y : z\r\n\r\n");

        Assert.Equal("one two\tthree", message.First("Subject"));
        Assert.Equal("z", message.First("X-Y"));
    }

    [Fact]
    public void Line_ends_before_the_start_line_are_ignored() =>
        Assert.Equal("OPTIONS", Read("\r\n\r\n" + Minimal + "\r\n").Method);

    [Theory]
    [InlineData("Content-Length: 3\r\n\r\nabcdef", "abc")]
    [InlineData("\r\nabcdef", "abcdef")]
    public void The_body_is_as_long_as_its_length_or_the_datagram(string tail, string body) =>
        Assert.Equal(body, Encoding.ASCII.GetString(Read(Minimal + tail).Body.Span));

    [Theory]
    [InlineData("", SipMalformation.Empty)]
    [InlineData("\r\n\r\n", SipMalformation.Empty)]
    [InlineData("REGISTER sip:a SIP/2.0\r\n", SipMalformation.HeadersNotEnded)]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n\r\n", SipMalformation.StartLineMalformed)]
    [InlineData("SIP/2.0 99 x\r\n\r\n", SipMalformation.StartLineMalformed)]
    [InlineData("SIP/2.0\r\n\r\n", SipMalformation.StartLineMalformed)]
    [InlineData("OPTIONS sip:a@b SIP/2.0\r\n\r\n", SipMalformation.HeaderMissing)]
    [InlineData(Minimal + "nonsense\r\n\r\n", SipMalformation.HeaderMalformed)]
    [InlineData(Minimal + ": x\r\n\r\n", SipMalformation.HeaderMalformed)]
    [InlineData(Minimal + "X: a\nVia: b\r\n\r\n", SipMalformation.NotText)]
    [InlineData(Minimal + "X: a\rb\r\n\r\n", SipMalformation.NotText)]
    [InlineData(Minimal + "X: a\0b\r\n\r\n", SipMalformation.NotText)]
    [InlineData(Minimal + "Content-Length: -1\r\n\r\n", SipMalformation.ContentLengthMalformed)]
    [InlineData(Minimal + "Content-Length: 99999999999\r\n\r\n", SipMalformation.ContentLengthMalformed)]
    [InlineData(Minimal + "Content-Length: 4\r\n\r\nabc", SipMalformation.BodyCut)]
    public void What_is_wrong_is_named(string text, SipMalformation expected)
    {
        Assert.False(SipMessage.TryRead(SipGolden.Bytes(text), out _, out SipMalformation why));
        Assert.Equal(expected, why);
    }

    [Fact]
    public void Every_limit_is_named()
    {
        string many = string.Concat(Enumerable.Repeat("X: y\r\n", SipMessage.MaxHeaders));
        string longHeader = "X: " + new string('y', SipMessage.MaxHeaderLength) + "\r\n";

        Assert.Equal(SipMalformation.TooManyHeaders, Why(Minimal + many + "\r\n"));
        Assert.Equal(SipMalformation.HeaderTooLong, Why(Minimal + longHeader + "\r\n"));
        Assert.Equal(SipMalformation.TooLong, Why(new string('x', SipMessage.MaxLength + 1)));
    }

    [Fact]
    public void Every_prefix_of_a_message_is_refused()
    {
        byte[] whole = SipGolden.Bytes(SipGolden.Register);
        for (int length = 0; length < whole.Length; length++)
        {
            bool read = SipMessage.TryRead(whole.AsSpan(0, length), out _, out SipMalformation why);
            Assert.False(read, $"length {length}");
            Assert.NotEqual(SipMalformation.None, why);
        }
    }

    [Fact]
    public void Mutated_messages_never_throw_and_are_answered_in_one_piece()
    {
        const int Seed = 5060;
        const string Bytes = "\r\n \t;,<>\"\\=:@*0f\0\u00e4";
        Random dice = new(Seed);
        for (int round = 0; round < 20_000; round++)
        {
            byte[] bytes = SipGolden.Bytes(SipGolden.Register);
            for (int i = dice.Next(1, 6); i > 0; i--)
                bytes[dice.Next(bytes.Length)] = (byte)Bytes[dice.Next(Bytes.Length)];
            string? reply = null;
            Exception? thrown = Record.Exception(() =>
            {
                if (!SipMessage.TryRead(bytes, out SipMessage? message, out _)) return;
                _ = SipRegistration.From(message)?.ToString();
                _ = SipReplies.Destination(message, SipRepliesTests.Source);
                reply = SipGolden.Text(SipReplies.Answer(message, SipRepliesTests.Source));
            });
            Assert.True(thrown is null, $"seed {Seed}, round {round}: {thrown}");
            if (reply is null or "") continue;
            bool isWhole = SipMessage.TryRead(SipGolden.Bytes(reply), out _, out SipMalformation why);
            Assert.True(isWhole, $"seed {Seed}, round {round}: {why}\n{reply}");
        }
    }

    internal static SipMessage Read(string text)
    {
        bool read = SipMessage.TryRead(SipGolden.Bytes(text), out SipMessage? message, out SipMalformation why);
        Assert.True(read, $"{why}");
        return message!;
    }

    private static SipMalformation Why(string text)
    {
        Assert.False(SipMessage.TryRead(SipGolden.Bytes(text), out _, out SipMalformation why));
        return why;
    }
}
