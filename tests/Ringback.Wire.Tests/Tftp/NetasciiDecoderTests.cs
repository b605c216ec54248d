using Ringback.Wire.Tftp;

namespace Ringback.Wire.Tests.Tftp;

public sealed class NetasciiDecoderTests
{
    [Theory]
    [InlineData("a\r", "\nb", "a\nb")]
    [InlineData("a\r", "\0b", "a\rb")]
    [InlineData("a\r", "b", "a\rb")]
    [InlineData("a\r", "\r\n", "a\r\n")]
    [InlineData("a\r", "", "a\r")]
    [InlineData("\r", "\r", "\r\r")]
    [InlineData("", "", "")]
    public void A_pair_may_be_torn_between_two_blocks(string first, string second, string expected) =>
        Assert.Equal(expected, Text(Decode([Bytes(first), Bytes(second)])));

    [Fact]
    public void A_waiting_CR_is_not_written_before_the_next_byte_tells_what_it_means()
    {
        NetasciiDecoder decoder = default;

        Assert.Equal((1, true), (decoder.Decode("a\r"u8, new byte[3]), decoder.IsOpen));
    }

    [Fact]
    public void After_the_end_nothing_waits()
    {
        NetasciiDecoder decoder = default;
        decoder.Decode("\r"u8, new byte[2]);
        decoder.Finish(new byte[1]);

        Assert.False(decoder.IsOpen);
    }

    [Fact]
    public void Every_short_text_split_everywhere_is_what_the_whole_is()
    {
        // All texts of up to six bytes over the four that matter, at every two splits.
        for (int length = 0; length <= 6; length++)
        {
            for (int number = 0; number < 1 << (2 * length); number++)
            {
                byte[] wire = [.. Enumerable.Range(0, length).Select(i => "\r\n\0a"u8[(number >> (2 * i)) & 3])];
                byte[] whole = Netascii.Decode(wire);
                for (int a = 0; a <= length; a++)
                {
                    for (int b = a; b <= length; b++)
                    {
                        byte[] pieces = Decode([wire[..a], wire[a..b], wire[b..]]);
                        Assert.True(pieces.AsSpan().SequenceEqual(whole), $"{Convert.ToHexString(wire)} at {a}, {b}");
                    }
                }
            }
        }
    }

    [Fact]
    public void Any_content_translated_and_cut_into_blocks_comes_back()
    {
        for (int seed = 0; seed < 500; seed++)
        {
            Random random = new(seed);
            byte[] local = new byte[random.Next(3000)];
            for (int i = 0; i < local.Length; i++) local[i] = "\r\n\0abc"u8[random.Next(6)];
            byte[] wire = Netascii.Encode(local);
            int size = random.Next(1, 64);

            byte[] back = Decode([.. wire.Chunk(size)]);

            Assert.True(back.AsSpan().SequenceEqual(local), $"seed {seed}, blocks of {size}");
        }
    }

    private static byte[] Decode(byte[][] pieces)
    {
        NetasciiDecoder decoder = default;
        List<byte> local = [];
        foreach (byte[] piece in pieces)
        {
            byte[] output = new byte[NetasciiDecoder.LongestOutput(piece.Length)];
            local.AddRange(output[..decoder.Decode(piece, output)]);
        }

        byte[] last = new byte[1];
        local.AddRange(last[..decoder.Finish(last)]);
        return [.. local];
    }

    private static byte[] Bytes(string text) => System.Text.Encoding.Latin1.GetBytes(text);

    private static string Text(byte[] bytes) => System.Text.Encoding.Latin1.GetString(bytes);
}
