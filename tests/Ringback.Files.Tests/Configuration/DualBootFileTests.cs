using Ringback.Files.Configuration;

namespace Ringback.Files.Tests.Configuration;

public sealed class DualBootFileTests
{
    [Fact]
    public void Exactly_the_name_is_clean()
    {
        DualBootFile file = DualBootFile.Read("P0S3-8-12-00"u8);
        Assert.True(file.IsClean);
        Assert.Equal("P0S3-8-12-00", file.Name);
        Assert.Equal("8.12", file.Load!.HumanVersion);
        Assert.Empty(file.Stray);
        Assert.Equal("it holds exactly the name", file.Explanation);
    }

    [Theory]
    [InlineData("P0S3-8-12-00\n", "it ends in line feed (0x0A)")]
    [InlineData("P0S3-8-12-00\r\n", "it ends in carriage return and line feed (0x0D 0x0A)")]
    [InlineData("P0S3-8-12-00\r", "it ends in carriage return (0x0D)")]
    [InlineData("P0S3-8-12-00 ", "it has a blank (0x20) after the name")]
    [InlineData("P0S3-8-12-00 \r\n",
        "it has a blank (0x20) after the name and ends in carriage return and line feed (0x0D 0x0A)")]
    [InlineData("P0S3-8-12-00\nfoo", "it has an extra line 'foo' after the name")]
    [InlineData("P0S3-8-12-00\n\n", "it has an extra empty line after the name and ends in line feed (0x0A)")]
    [InlineData("P0S3-8-12-00\r\n#a\r\n#b", "it has 2 extra lines after the name, such as '#a',")]
    [InlineData("\r\n\r\nP0S3-8-12-00", "it has 2 empty lines before the name")]
    [InlineData("\t  P0S3-8-12-00", "it has a tab and 2 blanks (0x09 0x20 0x20) before the name")]
    [InlineData("\xEF\xBB\xBFP0S3-8-12-00", "it begins with a byte-order mark (0xEF 0xBB 0xBF)")]
    [InlineData("\xEF\xBB\xBFP0S3-8-12-00\n",
        "it begins with a byte-order mark (0xEF 0xBB 0xBF) and ends in line feed (0x0A)")]
    [InlineData("P0S3-8-12-00.sb2", "it carries the extension '.sb2'")]
    [InlineData("P0S3-8-12-00.bin.sbn", "it carries the extension '.bin.sbn'")]
    [InlineData("P0S3-8-12-00.LOADS\n", "it carries the extension '.LOADS' and ends in line feed (0x0A)")]
    [InlineData("P0S3-8-12-00\0\0", "it has 2 NULs (0x00 0x00) after the name")]
    [InlineData("P0S3-8-12-00\xA0", "it has a non-breaking blank (0xA0) after the name")]
    [InlineData("P0S3-8-12-00\x1A", "it has a Control-Z (0x1A) after the name")]
    [InlineData("P0S3-8-12-00 ; SIP 8.12", "it has other text '␣; SIP 8.12' after the name")]
    public void What_stands_beside_the_name_is_said(string content, string explanation)
    {
        DualBootFile file = DualBootFile.Read(Bytes.Of(content));
        Assert.Equal("P0S3-8-12-00", file.Name);
        Assert.Equal("P0S3-8-12-00", Bytes.Text(file.ServedBytes));
        Assert.False(file.IsClean);
        Assert.Equal(explanation, file.Explanation);
    }

    [Fact]
    public void Stray_bytes_are_named_with_their_offset()
    {
        DualBootFile file = DualBootFile.Read(" P0S3-8-12-00 \r\n"u8);
        Assert.Equal(
            [
                (0, "0x20", "blank"), (13, "0x20", "blank"),
                (14, "0x0D", "carriage return"), (15, "0x0A", "line feed"),
            ],
            file.Stray.Select(stray => (stray.Offset, stray.Hex, stray.Called)));
    }

    [Fact]
    public void No_more_than_sixteen_stray_bytes_are_listed() =>
        Assert.Equal(16, DualBootFile.Read(Bytes.Of("P0S3-8-12-00" + new string(' ', 500))).Stray.Count);

    [Theory]
    [InlineData("P0S3-8-12-00", 0)]
    [InlineData("P0S3-8-12-00\r\n", 0)]
    [InlineData("P0S3-8-12-00\n\n", 1)]
    [InlineData("P0S3-8-12-00\nfoo\nbar\n", 2)]
    public void Lines_after_the_name_are_counted(string content, int extra) =>
        Assert.Equal(extra, DualBootFile.Read(Bytes.Of(content)).ExtraLines);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Utf16_with_a_mark_is_understood(bool bigEndian)
    {
        DualBootFile file = DualBootFile.Read(Bytes.Utf16("P003-07-4-00\r\n", bigEndian));
        Assert.Equal("P003-07-4-00", file.Name);
        Assert.True(file.Load!.IsUniversalLoader);
        Assert.StartsWith("it is written in UTF-16", file.Explanation, StringComparison.Ordinal);
        Assert.Equal("byte-order mark", file.Stray[0].Called);
        Assert.Equal((bigEndian ? 2 : 3, "NUL"), (file.Stray[2].Offset, file.Stray[2].Called));
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("\xEF\xBB\xBF", "it holds nothing but a byte-order mark")]
    [InlineData(" \t \r\n", "it holds nothing but blanks, line ends or other characters that do not print")]
    [InlineData("\0\0\0", "it holds nothing but blanks, line ends or other characters that do not print")]
    [InlineData("Not Found\n", "its first line with text, 'Not Found', is no load name")]
    [InlineData("<html>", "its first line with text, '<html>', is no load name")]
    [InlineData("P\00\0S\03\0-\08\0", "its first line with text, 'P␀0␀S␀3␀-␀8␀', is no load name")]
    [InlineData(".bin", "its first line with text, '.bin', is no load name")]
    public void Without_a_usable_name_nothing_is_served(string content, string explanation)
    {
        DualBootFile file = DualBootFile.Read(Bytes.Of(content));
        Assert.Null(file.Name);
        Assert.Null(file.Load);
        Assert.False(file.IsClean);
        Assert.True(file.ServedBytes.IsEmpty);
        Assert.Equal(explanation, file.Explanation);
    }

    [Fact]
    public void A_quoted_name_is_taken_out_of_its_quotes()
    {
        DualBootFile file = DualBootFile.Read("\"P0S3-8-12-00\"\n"u8);
        Assert.Equal("P0S3-8-12-00", file.Name);
        Assert.Contains("has a double quote (0x22) before the name", file.Explanation, StringComparison.Ordinal);
        Assert.Contains("has a double quote (0x22) after the name", file.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_familys_load_is_a_name_but_no_load_of_this_family()
    {
        DualBootFile file = DualBootFile.Read("SCCP41.8-3-3S\n"u8);
        Assert.Equal("SCCP41.8-3-3S", file.Name);
        Assert.Null(file.Load);
    }

    [Fact]
    public void A_name_in_lower_case_is_kept_as_it_is()
    {
        DualBootFile file = DualBootFile.Read("p0s3-8-12-00"u8);
        Assert.Equal("p0s3-8-12-00", file.Name);
        Assert.True(file.IsClean);
        Assert.NotNull(file.Load);
    }

    [Fact]
    public void Any_bytes_are_read_and_what_is_served_is_a_clean_file()
    {
        byte[][] originals = [Bytes.Of("P0S3-8-12-00 \r\nfoo\r\n"), Bytes.Utf16("\r\nP00308010200.bin \r\n")];
        Random random = new(7940);
        for (int round = 0; round < 20_000; round++)
        {
            byte[] content = Bytes.Mutated(originals[round % 2], random);
            DualBootFile file = DualBootFile.Read(content);
            Assert.NotEmpty(file.Explanation);
            Assert.Equal(file.Name is not null && content.AsSpan().SequenceEqual(file.ServedBytes.Span), file.IsClean);
            Assert.Equal(file.IsClean, content.Length > 0 && file.Stray.Count == 0);
            Assert.Equal(file.Name is not null, DualBootFile.Read(file.ServedBytes.Span).IsClean);
        }
    }
}
