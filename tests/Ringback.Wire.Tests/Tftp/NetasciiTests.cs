using System.Text;
using Ringback.Wire.Tftp;

namespace Ringback.Wire.Tests.Tftp;

public sealed class NetasciiTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("abc", "abc")]
    [InlineData("\n", "\r\n")]
    [InlineData("\r", "\r\0")]
    [InlineData("\r\n", "\r\0\r\n")]
    [InlineData("\n\r", "\r\n\r\0")]
    [InlineData("\n\n", "\r\n\r\n")]
    [InlineData("\r\0", "\r\0\0")]
    [InlineData("a\nb\rc\n", "a\r\nb\r\0c\r\n")]
    public void A_line_end_becomes_CR_LF_and_a_lone_CR_becomes_CR_NUL(string local, string wire) =>
        Assert.Equal(wire, Text(Netascii.Encode(Bytes(local))));

    [Theory]
    [InlineData("", "")]
    [InlineData("abc", "abc")]
    [InlineData("\r\n", "\n")]
    [InlineData("\r\0", "\r")]
    [InlineData("\r\0\r\n", "\r\n")]
    [InlineData("\r\0\n", "\r\n")]
    [InlineData("a\r\nb\r\0c\r\n", "a\nb\rc\n")]
    public void CR_LF_becomes_a_line_end_and_CR_NUL_a_lone_CR(string wire, string local) =>
        Assert.Equal(local, Text(Netascii.Decode(Bytes(wire))));

    [Theory]
    [InlineData("\r")]
    [InlineData("a\rb")]
    [InlineData("\n")]
    [InlineData("\0")]
    public void What_no_sender_writes_is_kept_as_it_came(string wire) =>
        Assert.Equal(wire, Text(Netascii.Decode(Bytes(wire))));

    [Fact]
    public void Of_two_CRs_before_a_LF_only_the_second_is_part_of_the_line_end() =>
        Assert.Equal("\r\n", Text(Netascii.Decode(Bytes("\r\r\n"))));

    [Fact]
    public void Any_bytes_come_back_as_they_were()
    {
        for (int seed = 0; seed < 5_000; seed++)
        {
            Random random = new(seed);
            byte[] local = new byte[random.Next(64)];
            // Every second time mostly line ends, where the pairs are.
            for (int i = 0; i < local.Length; i++)
                local[i] = seed % 2 == 0 ? (byte)random.Next(256) : "\r\n\0a"u8[random.Next(4)];

            byte[] back = Netascii.Decode(Netascii.Encode(local));

            Assert.True(local.AsSpan().SequenceEqual(back), $"seed {seed}: {Convert.ToHexString(local)}");
        }
    }

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    private static string Text(byte[] bytes) => Encoding.Latin1.GetString(bytes);
}
