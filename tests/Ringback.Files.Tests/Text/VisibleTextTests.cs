using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ringback.Files.Text;

namespace Ringback.Files.Tests.Text;

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

    [Theory]
    [InlineData("café ü 電話 עברית ⏎ → …", "café ü 電話 עברית ⏎ → …")]
    [InlineData("  two blanks  ", "  two blanks  ")]
    [InlineData("e\u0301 a\u0301\u0302", "e\u0301 a\u0301\u0302")]
    [InlineData("a\u0301\u0302\u0303", "a\u0301\u0302\\u0303")]
    [InlineData(" \u0301", " \\u0301")]
    [InlineData("a\nb\rc\td\0", "a⏎b␍c␉d␀")]
    [InlineData("\x1B[2J\a\x9B\x7F", "\\x1B[2J\\x07\\x9B\\x7F")]
    [InlineData("\u202Egnp.exe\u2066\u200F\u061C", "\\u202Egnp.exe\\u2066\\u200F\\u061C")]
    [InlineData("\u2028\u2029\u200B\uFEFF\u00A0", "\\u2028\\u2029\\u200B\\uFEFF\\xA0")]
    [InlineData("\U000E0041\U0001F4A9\uE000", "\\U000E0041\U0001F4A9\\uE000")]
    [InlineData("\u3164\u2800\u115F\uFE0F", "\\u3164\\u2800\\u115F\\uFE0F")]
    [InlineData("", "")]
    public void Sentence_keeps_its_letters_and_shows_what_steers(string text, string shown) =>
        Assert.Equal(shown, VisibleText.Line(text));

    // An attribute cannot hold one.
    [Fact]
    public void Half_a_pair_is_shown_as_what_it_is() =>
        Assert.Equal("\\uD800a\\uDC00", VisibleText.Line("\uD800a\uDC00"));

    [Fact]
    public void Every_sentence_is_one_line_that_is_shown_once()
    {
        Random random = new(2);
        for (int round = 0; round < 20_000; round++)
        {
            string text = new([.. Enumerable.Range(0, 12).Select(_ => (char)random.Next(
                round % 2 == 0 ? 0x3000 : 0x10000))]);
            string shown = VisibleText.Line(text);
            Assert.DoesNotContain(shown, c => char.IsControl(c) || char.GetUnicodeCategory(c)
                is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
            Assert.Equal(shown, VisibleText.Line(shown));
        }
    }

    // As the journal writes: what need not be escaped is not.
    private static readonly JsonSerializerOptions AsItIs =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void Json_reads_as_before()
    {
        const string text = "a\u202E\x9B\x7F\u2028\U000E0041é⏎\n";
        string shown = VisibleText.Json(JsonSerializer.Serialize(text, AsItIs));

        Assert.Equal(text, JsonSerializer.Deserialize<string>(shown));
        Assert.Equal("\"a\\u202e\\u009b\\u007f\\u2028\\udb40\\udc41é⏎\\n\"", shown, ignoreCase: true);
    }
}
