using Ringback.Phones.Configuration;

namespace Ringback.Phones.Tests.Configuration;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("P0S3-8-12-00", "P0S3-8-12-00")]
    [InlineData("P0S3-8-12-00\r\n", "P0S3-8-12-00␍⏎")]
    [InlineData("P0S3-8-12-00 \r\n", "P0S3-8-12-00␣␍⏎")]
    [InlineData(" a b ", "␣a b␣")]
    [InlineData("a  b", "a␣␣b")]
    [InlineData("a\tb\0", "a␉b␀")]
    [InlineData("\x1B[A", "\\x1B[A")]
    [InlineData("caf\xE9", "caf\\xE9")]
    [InlineData("\u20AC", "\\u20AC")]
    [InlineData("   ", "␣␣␣")]
    [InlineData("", "")]
    public void Invisible_characters_are_made_visible(string text, string shown) =>
        Assert.Equal(shown, VisibleText.Show(text));

    [Fact]
    public void Bytes_are_shown_like_characters() =>
        Assert.Equal("P0\\xFF⏎", VisibleText.Show([(byte)'P', (byte)'0', 0xFF, 0x0A]));

    [Fact]
    public void Every_text_is_shown_in_characters_that_print()
    {
        Random random = new(1);
        for (int round = 0; round < 20_000; round++)
        {
            byte[] bytes = Bytes.Mutated([.. "P0S3-8-12-00 \r\n"u8], random);
            Assert.DoesNotContain(VisibleText.Show(bytes), c => char.IsControl(c));
        }
    }
}
