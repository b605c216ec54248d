using Ringback.Files.Configuration;

namespace Ringback.Files.Tests.Configuration;

public sealed class CnfTextTests
{
    private const string Ugly =
        "\xEF\xBB\xBF# SIP Default \xE9\r\n"
        + "#image_version: \"P0S3-06-3-00\"\n"
        + "  # image_version: P0S3-06-3-00\r"
        + "\t Image_version\t:  \"P0S3-08-12-00\"   ; the load \"quoted\" here \t\r\n"
        + "\r\n\0\0proxy\n"
        + "proxy1_port:\"5060\"\n"
        + "cnf_join_enable : 1\t \n"
        + "phone_label: \"caf\xC3\xA9 bar ; no comment\" junk\r\n"
        + "messages_uri:\n"
        + "image_version=P0S3-07-4-00\n"
        + "line1_name: 101;x";

    [Theory]
    [InlineData("image_version: P0S3-8-12-00\n", "P0S3-8-12-00")]
    [InlineData("image_version: \"P0S3-8-12-00\"\r\n", "P0S3-8-12-00")]
    [InlineData("image_version: \"P0S3-07-4-00\";\n", "P0S3-07-4-00")]
    [InlineData("image_version:P0S3-8-12-00 ; the load", "P0S3-8-12-00")]
    [InlineData("  IMAGE_VERSION\t:\tP0S3-8-12-00\t\r", "P0S3-8-12-00")]
    [InlineData("\xEF\xBB\xBFimage_version: P0S3-8-12-00", "P0S3-8-12-00")]
    [InlineData("image_version: \" P0S3-8-12-00 \"", " P0S3-8-12-00 ")]
    [InlineData("image_version: \"P0S3-8-12-00\nline1_name: \"1\"", "\"P0S3-8-12-00")]
    [InlineData("image_version: \"\"\n", "")]
    [InlineData("image_version:\n", "")]
    [InlineData("image_version: ; none\n", "")]
    [InlineData("image_version: P0S3-06-3-00\nimage_version: P0S3-8-12-00\n", "P0S3-8-12-00")]
    [InlineData("image_version=P0S3-8-12-00\n", null)]
    [InlineData("image_version P0S3-8-12-00\n", null)]
    [InlineData("# image_version: P0S3-8-12-00\n", null)]
    [InlineData("; image_version: P0S3-8-12-00\n", null)]
    [InlineData("my image_version: P0S3-8-12-00\n", null)]
    [InlineData("image_version2: P0S3-8-12-00\n", null)]
    [InlineData("", null)]
    public void A_value_is_looked_up(string content, string? value) =>
        Assert.Equal(value, CnfText.Read(Bytes.Of(content)).Value("image_version"));

    [Fact]
    public void Values_know_their_line_whatever_the_line_ends()
    {
        IReadOnlyList<CnfValue> values = CnfText.Read(Bytes.Of(Ugly)).Values;
        Assert.Equal(
            [
                ("Image_version", 4), ("proxy1_port", 7), ("cnf_join_enable", 8),
                ("phone_label", 9), ("messages_uri", 10), ("line1_name", 12),
            ],
            values.Select(value => (value.Key, value.Line)));
        Assert.Equal("caf\xC3\xA9 bar ; no comment", values[3].Value);
    }

    [Theory]
    [InlineData("image_version", "P0S3-08-12-00", "P0S3-8-12-00")]
    [InlineData("PROXY1_PORT", "5060", "5061")]
    [InlineData("cnf_join_enable", "1\t \n", "0\t \n")]
    [InlineData("phone_label", "caf\xC3\xA9 bar ; no comment", "x")]
    [InlineData("messages_uri:", "messages_uri:", "messages_uri:8500")]
    [InlineData("line1_name", "101;", "1002;")]
    public void Changing_a_value_changes_only_its_bytes(string key, string piece, string with)
    {
        string value = with.Split(':')[^1].TrimEnd('\t', ' ', '\n', ';');
        CnfText edited = CnfText.Read(Bytes.Of(Ugly)).WithValue(key.TrimEnd(':'), value, out CnfEdit? edit);
        Assert.NotNull(edit);
        Assert.Single(edit.Lines);
        Bytes.AssertOnlyChanged(Ugly, piece, with, edited.Content);
    }

    [Fact]
    public void The_form_that_ios_writes_keeps_its_quotes_and_semicolon()
    {
        const string ios = "image_version: \"P0S3-07-4-00\";\r\nproxy1_port: \"5060\";\r\n";
        CnfText edited = CnfText.Read(Bytes.Of(ios)).WithValue("image_version", "P0S3-8-12-00", out CnfEdit? edit);
        Bytes.AssertOnlyChanged(ios, "P0S3-07-4-00", "P0S3-8-12-00", edited.Content);
        Assert.Equal(("P0S3-07-4-00", "P0S3-8-12-00"), (edit!.From, edit.To));
    }

    [Fact]
    public void Every_uncommented_occurrence_is_changed()
    {
        const string text = "image_version: A\n#image_version: A\nimage_version: \"B \"\nimage_version: C";
        CnfText edited = CnfText.Read(Bytes.Of(text)).WithValue("image_version", "C", out CnfEdit? edit);
        Assert.Equal(
            "image_version: C\n#image_version: A\nimage_version: \"C\"\nimage_version: C", Bytes.Text(edited.Content));
        Assert.Equal([1, 3], edit!.Lines);
        Assert.Equal("A, B␣, C", edit.From);
    }

    [Fact]
    public void A_file_that_says_so_already_stays_as_it_is()
    {
        CnfText file = CnfText.Read(Bytes.Of(Ugly));
        Assert.Same(file, file.WithValue("image_version", "P0S3-08-12-00", out CnfEdit? edit));
        Assert.Empty(edit!.Lines);
    }

    [Theory]
    [InlineData("absent", "1")]
    [InlineData("image_version", "a\nb")]
    [InlineData("image_version", "a\"b")]
    [InlineData("image_version", "caf\xE9")]
    public void What_is_absent_or_cannot_be_written_changes_nothing(string key, string value)
    {
        CnfText file = CnfText.Read(Bytes.Of(Ugly));
        Assert.Same(file, file.WithValue(key, value, out CnfEdit? edit));
        Assert.Null(edit);
    }

    [Theory]
    [InlineData("two words", "a: \"two words\" ;c")]
    [InlineData("", "a: \"\" ;c")]
    public void A_bare_value_gets_quotes_when_the_new_one_needs_them(string value, string expected) =>
        Assert.Equal(expected, Bytes.Text(CnfText.Read(Bytes.Of("a: b ;c")).WithValue("a", value, out _).Content));

    [Fact]
    public void A_quote_that_never_closes_is_mended() =>
        Assert.Equal("a: b ;c", Bytes.Text(CnfText.Read(Bytes.Of("a: \"x ;c")).WithValue("a", "b", out _).Content));

    [Theory]
    [InlineData("a: 1\r\nb: 2\r\n", "a: 1\r\nb: 2\r\nk: \"v\"\r\n")]
    [InlineData("a: 1\r\nb: 2", "a: 1\r\nb: 2\r\nk: \"v\"\r\n")]
    [InlineData("a: 1\rb: 2", "a: 1\rb: 2\rk: \"v\"\r")]
    [InlineData("a: 1\nb: 2\nc: 3\r\n", "a: 1\nb: 2\nc: 3\r\nk: \"v\"\n")]
    [InlineData("a: 1", "a: 1\nk: \"v\"\n")]
    [InlineData("", "k: \"v\"\n")]
    [InlineData("\xEF\xBB\xBF", "\xEF\xBB\xBFk: \"v\"\n")]
    public void An_appended_line_uses_the_files_own_line_end(string before, string after) =>
        Assert.Equal(after, Bytes.Text(CnfText.Read(Bytes.Of(before)).WithAppended("k", "v").Content));

    [Theory]
    [InlineData("k k", "v")]
    [InlineData("", "v")]
    [InlineData("k", "v\n")]
    public void A_line_that_cannot_be_written_is_not_appended(string key, string value)
    {
        CnfText file = CnfText.Read(Bytes.Of("a: 1"));
        Assert.Same(file, file.WithAppended(key, value));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_utf16_file_stays_utf16(bool bigEndian)
    {
        CnfText file = CnfText.Read(Bytes.Utf16("# \u20AC\r\nimage_version: A\r\n", bigEndian));
        CnfText edited = file.WithValue("image_version", "B", out _).WithAppended("k", "v");
        Assert.Equal(Bytes.Utf16("# \u20AC\r\nimage_version: B\r\nk: \"v\"\r\n", bigEndian), edited.Content.ToArray());
    }

    [Fact]
    public void Every_prefix_is_read_and_edited()
    {
        byte[] whole = Bytes.Of(Ugly);
        for (int length = 0; length <= whole.Length; length++)
        {
            CnfText file = CnfText.Read(whole.AsMemory(0, length));
            Assert.True(file.Content.Span.SequenceEqual(whole.AsSpan(0, length)));
            file.WithValue("image_version", "X", out _);
            Assert.Equal("v", file.WithAppended("k", "v").Value("k"));
        }
    }

    [Fact]
    public void Any_bytes_survive_an_edit_and_the_edit_back()
    {
        byte[][] originals = [Bytes.Of(Ugly), Bytes.Utf16(Ugly), Bytes.Utf16(Ugly, bigEndian: true)];
        Random random = new(7960);
        for (int round = 0; round < 24_000; round++)
        {
            byte[] content = Bytes.Mutated(originals[round % 3], random);
            CnfText file = CnfText.Read(content);
            Assert.True(file.Content.Span.SequenceEqual(content));

            CnfText edited = file.WithValue("image_version", "P0S3-99-9-99", out CnfEdit? edit);
            Assert.Equal(file.Value("image_version") is null, edit is null);
            if (edit is null) continue;
            Assert.Equal("P0S3-99-9-99", edited.Value("image_version"));
            Assert.Equal(file.Values.Count, edited.Values.Count);
            AssertAllElseKept(file, edited, edit);
        }
    }

    // With one occurrence, prefix and suffix around the changed value are equal byte for byte.
    private static void AssertAllElseKept(CnfText file, CnfText edited, CnfEdit edit)
    {
        if (edit.Lines.Count != 1) return;
        ReadOnlySpan<byte> before = file.Content.Span, after = edited.Content.Span;
        CnfValue old = file.Values.First(value => value.Line == edit.Lines[0]);
        int unit = before is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] ? 2 : 1;
        int prefix = before.CommonPrefixLength(after);
        Assert.Equal((12 - old.Value.Length) * unit, after.Length - before.Length);
        int suffix = 0, most = Math.Min(before.Length, after.Length) - prefix;
        while (suffix < most && before[^(suffix + 1)] == after[^(suffix + 1)]) suffix++;
        Assert.InRange(before.Length - prefix - suffix, 0, old.Value.Length * unit);
        Assert.InRange(after.Length - prefix - suffix, 0, 12 * unit);
    }
}
