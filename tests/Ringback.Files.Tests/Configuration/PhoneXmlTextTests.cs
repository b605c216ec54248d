using Ringback.Files.Configuration;

namespace Ringback.Files.Tests.Configuration;

public sealed class PhoneXmlTextTests
{
    private const string Ugly =
        "\xEF\xBB\xBF<?xml version=\"1.0\" encoding='ISO-8859-1'?>\r\n"
        + "<!DOCTYPE Default [ <!ENTITY x \"a>b\"> <!-- it's <loadInformation>no</loadInformation> --> ]>\r\n"
        + "<Default note='a > b \"'>\r\n"
        + "\t<!-- <loadInformation7>P0S3-06-3-00</loadInformation7> -->\n"
        + "\t<note><![CDATA[<loadInformation7>no</loadInformation7>]]></note>\r\n"
        + "\t<callManagerGroup><members><member priority = \"0\"><callManager>\r\n"
        + "\t  <ports><ethernetPhonePort>2000</ethernetPhonePort></ports>\r\n"
        + "\t  <processNodeName> 192.0.2.1 </processNodeName></callManager></member></members></callManagerGroup>\r\n"
        + "\t<loadInformation7  model = 'IP > Phone 7960'>\r\n P00308010200 </loadInformation7 >\r"
        + "\t<loadInformation8 model=\"IP Phone 7940\" />\r\n"
        + "\t<loadInformation6>P00405000700</loadInformation6>caf\xE9 \0 1 < 2 \xC3\xA9\r\n"
        + "</Default>\r\n\0";

    [Fact]
    public void Loads_are_listed_with_model_value_and_line()
    {
        IReadOnlyList<XmlLoadValue> loads = PhoneXmlText.Read(Bytes.Of(Ugly)).Loads;
        Assert.Equal(
            [
                new XmlLoadValue("loadInformation7", "IP > Phone 7960", "\r\n P00308010200 ", 9),
                new XmlLoadValue("loadInformation8", "IP Phone 7940", "", 11),
                new XmlLoadValue("loadInformation6", null, "P00405000700", 12),
            ],
            loads);
        Assert.Equal("8.1(2)", loads[0].Load!.HumanVersion);
        Assert.Null(loads[1].Load);
    }

    [Fact]
    public void Root_and_call_managers_are_known()
    {
        PhoneXmlText file = PhoneXmlText.Read(Bytes.Of(Ugly));
        Assert.Equal("Default", file.RootName);
        Assert.Equal([new CallManagerAddress("192.0.2.1", 2000)], file.CallManagers);
    }

    [Fact]
    public void A_call_manager_without_a_port_is_listed_without_one()
    {
        const string text = "<device><callManager><processNodeName>cm</processNodeName></callManager>"
            + "<callManager><processNodeName/></callManager></device>";
        Assert.Equal([new CallManagerAddress("cm", null)], PhoneXmlText.Read(Bytes.Of(text)).CallManagers);
    }

    [Fact]
    public void The_whole_text_between_the_tags_is_replaced_and_nothing_else()
    {
        PhoneXmlText file = PhoneXmlText.Read(Bytes.Of(Ugly));
        PhoneXmlText edited = file.WithLoad(["loadInformation7"], "P0S3-8-12-00", out var edits);
        Bytes.AssertOnlyChanged(Ugly, "\r\n P00308010200 ", "P0S3-8-12-00", edited.Content);
        Assert.Equal([new XmlLoadEdit("loadInformation7", 9, "␍⏎␣P00308010200␣", "P0S3-8-12-00")], edits);
    }

    [Fact]
    public void A_self_closing_element_is_opened()
    {
        PhoneXmlText edited = PhoneXmlText.Read(Bytes.Of(Ugly)).WithLoad(["loadInformation8"], "X", out _);
        Bytes.AssertOnlyChanged(Ugly, "7940\" />", "7940\">X</loadInformation8>", edited.Content);
    }

    [Theory]
    [InlineData("<device><loadInformation8/></device>", "<device><loadInformation8>X</loadInformation8></device>")]
    [InlineData("<a><loadInformation></loadInformation></a>", "<a><loadInformation>X</loadInformation></a>")]
    [InlineData("<a><loadInformation><![CDATA[Y]]></loadInformation></a>",
        "<a><loadInformation>X</loadInformation></a>")]
    [InlineData("<a><loadInformation>Y<!-- b --></loadInformation></a>", "<a><loadInformation>X</loadInformation></a>")]
    public void Every_form_of_an_element_takes_a_load(string before, string after) =>
        Assert.Equal(after, Bytes.Text(PhoneXmlText.Read(Bytes.Of(before)).WithLoad(_ => true, "X", out _).Content));

    [Fact]
    public void Several_elements_are_changed_at_once()
    {
        PhoneXmlText edited = PhoneXmlText.Read(Bytes.Of(Ugly))
            .WithLoad(["loadInformation7", "loadInformation8"], "P0S3-8-12-00", out var edits);
        Assert.Equal(2, edits.Count);
        Assert.Equal(["P0S3-8-12-00", "P0S3-8-12-00", "P00405000700"], edited.Loads.Select(load => load.Value));
    }

    [Theory]
    [InlineData("<LoadInformation>A</LoadInformation>", "<LoadInformation>X</LoadInformation>")]
    [InlineData("<LoadInformation>A</LoadInformation><loadInformation>B</loadInformation>",
        "<LoadInformation>A</LoadInformation><loadInformation>X</loadInformation>")]
    public void Letter_case_is_forgiven_only_when_no_element_is_spelt_right(string before, string after)
    {
        PhoneXmlText edited = PhoneXmlText.Read(Bytes.Of(before)).WithLoad(["loadInformation"], "X", out _);
        Assert.Equal(after, Bytes.Text(edited.Content));
    }

    [Theory]
    [InlineData("<device></device>", "X")]
    [InlineData("<device><loadInformation>X</loadInformation></device>", "X")]
    [InlineData("<device><loadInformation>A</device>", "X")]
    [InlineData("<device><loadInformation>A</loadInformation></device>", "a<b")]
    [InlineData("<device><loadInformation>A<b>c</b></loadInformation></device>", "X")]
    [InlineData("<device><loadInformationURL>A</loadInformationURL></device>", "X")]
    [InlineData("<!-- <loadInformation>A</loadInformation>", "X")]
    [InlineData("", "X")]
    public void What_is_missing_right_or_unclear_stays_as_it_is(string content, string load)
    {
        PhoneXmlText file = PhoneXmlText.Read(Bytes.Of(content));
        Assert.Same(file, file.WithLoad(_ => true, load, out var edits));
        Assert.Empty(edits);
    }

    [Theory]
    [InlineData("<device>\r\n   <a>1</a>\r\n</device>\r\n",
        "<device>\r\n   <a>1</a>\r\n   <loadInformation>X</loadInformation>\r\n</device>\r\n")]
    [InlineData("  <device>\n\t<a>\n\t\t<b/>\n\t</a>\n  </device>",
        "  <device>\n\t<a>\n\t\t<b/>\n\t</a>\n\t<loadInformation>X</loadInformation>\n  </device>")]
    [InlineData("<device>\n</device>", "<device>\n  <loadInformation>X</loadInformation>\n</device>")]
    [InlineData("<device></device>", "<device><loadInformation>X</loadInformation></device>")]
    [InlineData("<device>\n <a/></device>", "<device>\n <a/><loadInformation>X</loadInformation></device>")]
    [InlineData("<Device>\n <a/>\n</device>", "<Device>\n <a/>\n <loadInformation>X</loadInformation>\n</device>")]
    public void An_inserted_load_stands_like_the_element_before_it(string before, string after)
    {
        PhoneXmlText? edited = PhoneXmlText.Read(Bytes.Of(before)).WithInsertedLoad("loadInformation", "X");
        Assert.Equal(after, Bytes.Text(edited!.Content));
    }

    [Theory]
    [InlineData("<device>\n<a/>")]
    [InlineData("<device/>")]
    [InlineData("</device>")]
    [InlineData("")]
    [InlineData("<device><!-- </device> -->")]
    public void Without_a_closing_tag_of_the_root_nothing_is_inserted(string content) =>
        Assert.Null(PhoneXmlText.Read(Bytes.Of(content)).WithInsertedLoad("loadInformation", "X"));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_utf16_file_stays_utf16(bool bigEndian)
    {
        // Half a surrogate pair and half a character at the end: no decoder would give these back.
        const string text = "<device>\r\n <!-- \u20AC \uD83D -->\r\n <loadInformation>A</loadInformation>\r\n</device>";
        PhoneXmlText edited = PhoneXmlText.Read(Wide(text)).WithLoad(["loadInformation"], "BC", out _);
        Assert.Equal(Wide(text.Replace(">A<", ">BC<", StringComparison.Ordinal)), edited.Content.ToArray());
        Assert.NotNull(edited.WithInsertedLoad("loadInformation8", "X"));

        byte[] Wide(string s) => [.. Bytes.Utf16("", bigEndian), .. s.SelectMany(c => Two(c, bigEndian)), 0x41];
    }

    [Fact]
    public void Every_prefix_is_read_and_edited()
    {
        byte[] whole = Bytes.Of(Ugly);
        for (int length = 0; length <= whole.Length; length++)
        {
            PhoneXmlText file = PhoneXmlText.Read(whole.AsMemory(0, length));
            Assert.True(file.Content.Span.SequenceEqual(whole.AsSpan(0, length)));
            file.WithLoad(_ => true, "X", out _);
            file.WithInsertedLoad("loadInformation", "X");
        }
    }

    [Fact]
    public void Any_bytes_survive_an_edit_and_the_edit_back()
    {
        byte[][] originals = [Bytes.Of(Ugly), Bytes.Utf16(Ugly), Bytes.Utf16(Ugly, bigEndian: true)];
        Random random = new(7941);
        for (int round = 0; round < 24_000; round++)
        {
            byte[] content = Bytes.Mutated(originals[round % 3], random);
            PhoneXmlText file = PhoneXmlText.Read(content);
            Assert.True(file.Content.Span.SequenceEqual(content));
            PhoneXmlText edited = file.WithLoad(_ => true, "P0S3-99-9-99", out var edits);
            Assert.Equal(file.Loads.Count, edited.Loads.Count);
            Assert.All(edited.Loads, load => Assert.Equal("P0S3-99-9-99", load.Value));

            Assert.Equal(file.Loads.Count(load => load.Value != "P0S3-99-9-99"), edits.Count);
            AssertEditBackRestores(file);
            if (file.WithInsertedLoad("loadInformation", "Y") is { } inserted)
                Assert.Equal(file.Loads.Count + 1, inserted.Loads.Count);
        }
    }

    [Fact]
    public void A_file_of_nothing_but_one_piece_is_read_in_a_moment()
    {
        // Anything that looks back or ahead for every piece would take minutes here.
        string[] pieces = ["<a '", "<!--", "<loadInformation>", "<loadInformation/>", "<", "<?", "</a>"];
        foreach (string piece in pieces)
        {
            byte[] content = Bytes.Of($"<r>{string.Concat(Enumerable.Repeat(piece, 100_000))}\n</r>");
            PhoneXmlText.Read(content).WithLoad(_ => true, "X", out _).WithInsertedLoad("loadInformation", "X");
        }
    }

    // Only what was plain text can come back: a CDATA section or a comment between the tags is replaced for good.
    private static void AssertEditBackRestores(PhoneXmlText file)
    {
        for (int i = 0; i < file.Loads.Count; i++)
        {
            XmlLoadValue load = file.Loads[i];
            if (!PhoneXmlText.CanHold(load.Value)) continue;
            PhoneXmlText edited = file.WithLoad(value => ReferenceEquals(value, load), "P0S3-99-9-99", out var edits);
            if (edits.Count == 0) continue;
            int unit = file.Content.Span is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] ? 2 : 1;
            if (edited.Content.Length - file.Content.Length != (12 - load.Value.Length) * unit) continue;
            XmlLoadValue changed = edited.Loads[i];
            PhoneXmlText back = edited.WithLoad(value => ReferenceEquals(value, changed), load.Value, out _);
            Assert.True(back.Content.Span.SequenceEqual(file.Content.Span));
        }
    }

    private static byte[] Two(char c, bool bigEndian) =>
        bigEndian ? [(byte)(c >> 8), (byte)c] : [(byte)c, (byte)(c >> 8)];
}
