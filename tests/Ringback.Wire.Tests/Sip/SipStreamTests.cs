using System.Text;
using Ringback.Wire.Sip;

namespace Ringback.Wire.Tests.Sip;

public sealed class SipStreamTests
{
    private const string First = "OPTIONS sip:a SIP/2.0\r\nl: 3\r\nVia: x\r\n\r\nabc";
    private const string Second = "BYE sip:b SIP/2.0\r\nContent-Length: 0\r\n\r\n";

    [Fact]
    public void Messages_end_where_their_length_says_wherever_the_stream_is_cut()
    {
        byte[] whole = Encoding.ASCII.GetBytes($"\r\n\r\n{First}\r\n{Second}{First}");
        for (int cut = 0; cut <= whole.Length; cut++)
        {
            Taken taken = new();
            taken.Receive(whole.AsSpan(0, cut));
            taken.Receive(whole.AsSpan(cut));
            Assert.Equal([First, Second, First], taken.Messages);
        }
    }

    [Fact]
    public void Single_bytes_give_the_same_messages()
    {
        Taken taken = new();
        foreach (byte one in Encoding.ASCII.GetBytes(First + Second)) taken.Receive([one]);
        Assert.Equal([First, Second], taken.Messages);
    }

    [Theory]
    [InlineData("A b SIP/2.0\r\nContent-Length: 99999999\r\n\r\n", SipMalformation.TooLong)]
    [InlineData("A b SIP/2.0\r\nContent-Length: -1\r\n\r\n", SipMalformation.ContentLengthMalformed)]
    public void A_length_that_cannot_be_is_the_end(string text, SipMalformation why)
    {
        Taken taken = new();
        Assert.Equal(why, taken.Receive(Encoding.ASCII.GetBytes(text)));
        Assert.Equal(why, taken.Receive(Encoding.ASCII.GetBytes(First)));
        Assert.Empty(taken.Messages);
    }

    [Fact]
    public void Headers_without_an_end_are_held_only_so_long()
    {
        Taken taken = new();
        Assert.Equal(SipMalformation.None, taken.Receive(new byte[SipStream.MaxLength - 1]));
        Assert.Equal(SipMalformation.TooLong, taken.Receive(new byte[1]));
    }

    private sealed class Taken
    {
        private readonly SipStream _stream = new();

        internal List<string> Messages { get; } = [];

        internal SipMalformation Receive(ReadOnlySpan<byte> bytes) =>
            _stream.Receive(bytes, message => Messages.Add(Encoding.ASCII.GetString(message)));
    }
}
