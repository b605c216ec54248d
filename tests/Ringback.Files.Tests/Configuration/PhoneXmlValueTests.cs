using Ringback.Files.Configuration;

namespace Ringback.Files.Tests.Configuration;

public sealed class PhoneXmlValueTests
{
    private const string Ugly =
        "\xEF\xBB\xBF<?xml version='1.0'?>\r\n<device  xsi:type = 'x' >\r <!-- <a>1</a> -->\n"
        + "<devicePool><a>A &amp; B</a><b k=\"1\" /></devicePool><c><![CDATA[x]]></c>\n</device>\r\n\0";

    [Theory]
    [InlineData("device/devicePool/a", "A &amp; B", "C", "C")]
    [InlineData("DEVICE/devicepool/A", "A &amp; B", "<\xE9>", "&lt;&#233;&gt;")]
    [InlineData("device/devicePool/b", " />", "2", ">2</b>")]
    public void Another_text_changes_its_place_and_nothing_else(string path, string piece, string text, string with)
    {
        PhoneXmlText? edited = PhoneXmlText.Read(Bytes.Of(Ugly)).WithText(path, text);
        Assert.NotNull(edited);
        Bytes.AssertOnlyChanged(Ugly, piece, with, edited.Content);
        Assert.Equal(text, edited.Text(path));
    }

    [Theory]
    [InlineData("device/devicePool", "x")]
    [InlineData("device/c", "x")]
    [InlineData("device/none", "x")]
    [InlineData("device/devicePool/a", "\u0001")]
    public void What_cannot_be_written_there_is_refused(string path, string text) =>
        Assert.Null(PhoneXmlText.Read(Bytes.Of(Ugly)).WithText(path, text));

    [Fact]
    public void Another_attribute_value_changes_its_place_and_nothing_else()
    {
        PhoneXmlText? edited = PhoneXmlText.Read(Bytes.Of(Ugly)).WithAttribute("device", "xsi:type", "a'b");
        Bytes.AssertOnlyChanged(Ugly, "'x'", "'a&apos;b'", edited!.Content);
        Assert.Null(PhoneXmlText.Read(Bytes.Of(Ugly)).WithAttribute("device", "model", "y"));
    }

    [Fact]
    public void Any_bytes_survive_an_edit()
    {
        Random random = new(7961);
        byte[][] originals = [Bytes.Of(Ugly), Bytes.Utf16(Ugly), Bytes.Utf16(Ugly, bigEndian: true)];
        for (int round = 0; round < 20_000; round++)
        {
            PhoneXmlText file = PhoneXmlText.Read(Bytes.Mutated(originals[round % 3], random));
            if (file.WithText("device/devicePool/a", "<x>") is { } edited)
                Assert.Equal("<x>", edited.Text("device/devicePool/a"));
        }
    }
}
