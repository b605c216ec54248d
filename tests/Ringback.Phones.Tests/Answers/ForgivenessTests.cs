using Ringback.Files.Configuration;
using Ringback.Phones.Answers;
using Ringback.Phones.Events;
using Ringback.Files.Tests.Firmware;

namespace Ringback.Phones.Tests.Answers;

public sealed class ForgivenessTests
{
    private const string Image = "P0S3-8-12-00.sb2";

    [Theory]
    [InlineData("P0S3-8-12-00\n.sb2")]
    [InlineData("P0S3-8-12-00\r\n.sb2")]
    [InlineData("P0S3-8-12-00 .sb2")]
    [InlineData("P0S3-8-12-00 \r\n.sb2")]
    [InlineData("P0S3-8-12-00\r\nsecond line\r\n.sb2")]
    [InlineData("P0S3-8-12-00.sb2\r")]
    [InlineData("P0S3-8-12-00.sb2\n")]
    [InlineData("P0S3-8-12-00.sb2 ")]
    [InlineData(" P0S3-8-12-00.sb2")]
    [InlineData("P0S3-8-12-00\t.sb2")]
    [InlineData("./P0S3-8-12-00.sb2")]
    [InlineData("/P0S3-8-12-00.sb2")]
    [InlineData("\\P0S3-8-12-00.sb2")]
    [InlineData(".\\P0S3-8-12-00.sb2")]
    [InlineData("././/P0S3-8-12-00.sb2")]
    [InlineData("p0s3-8-12-00.SB2")]
    public void The_file_that_is_meant_is_served_and_the_forgiveness_is_an_event(string name)
    {
        foreach (string? goal in (string?[])[null, "sip"])
        {
            Question question = new(Shelf()) { Goal = goal };
            Assert.Equal(Image, question.Get(name).Name);
            NameForgiven told = question.Note<NameForgiven>(name);
            Assert.Equal((name, Image), (told.Name, told.Meant));
        }
    }

    [Theory]
    [InlineData("P0S3-8-12-00\n.sb2", 12, "0x0A", "line feed")]
    [InlineData("P0S3-8-12-00.sb2\r", 16, "0x0D", "carriage return")]
    [InlineData(" P0S3-8-12-00.sb2", 0, "0x20", "blank")]
    [InlineData("P0S3-8-12-00\u00A0.sb2", 12, "0xA0", "non-breaking blank")]
    public void The_offending_byte_is_shown_with_its_place(string name, int offset, string hex, string called)
    {
        NameForgiven told = new Question(Shelf()).Note<NameForgiven>(name);
        Assert.Equal(new StrayByte(offset, hex, called), Assert.Single(told.Stray));
        Assert.Equal("stray-character-in-name", told.Code);
    }

    [Theory]
    [InlineData("OS79XX.TXT", "P0S3-8-12-00\n")]
    [InlineData("os79xx.txt", "P0S3-8-12-00 \r\n")]
    [InlineData("SIPDefault.cnf", "image_version: \"P0S3-8-12-00 \"\n")]
    [InlineData("SIP000E84C060A6.cnf", "image_version: \"P0S3-8-12-00 \"\n")]
    [InlineData("XMLDefault.cnf.xml", "<Default><loadInformation7>P0S3-8-12-00\n</loadInformation7></Default>")]
    [InlineData("SEP000E84C060A6.cnf.xml", "<device><loadInformation> P0S3-8-12-00</loadInformation></device>")]
    public void The_file_that_the_byte_came_from_is_named(string file, string content)
    {
        NameForgiven told = new Question(Shelf().Root(file, content)).Note<NameForgiven>("P0S3-8-12-00\n.sb2");
        Assert.Equal(file, told.Source);
        Assert.Contains(file, told.Advice);
    }

    [Theory]
    [InlineData("OS79XX.TXT", "P0S3-8-12-00")]
    [InlineData("OS79XX.TXT", "P0S3-06-3-00\n")]
    [InlineData("SIPDefault.cnf", "image_version: P0S3-8-12-00\n")]
    [InlineData("notes.txt", "P0S3-8-12-00\n")]
    public void A_file_that_does_not_have_the_byte_is_not_blamed(string file, string content) =>
        Assert.Null(new Question(Shelf().Root(file, content)).Note<NameForgiven>("P0S3-8-12-00\n.sb2").Source);

    [Fact]
    public void A_stray_byte_is_told_also_when_the_file_that_is_meant_is_not_here()
    {
        Question question = new(new MemoryShelf().Root("OS79XX.TXT", "P0S3-06-3-00\n"));
        Assert.IsType<NotHere>(question.Ask("P0S3-06-3-00\n.bin"));
        Assert.Equal("OS79XX.TXT", question.Note<NameForgiven>("P0S3-06-3-00\n.bin").Source);
    }

    [Fact]
    public void Wrong_letters_are_told_as_such() => Assert.Equal("wrong-case-in-name",
        new Question(Shelf()).Note<NameForgiven>("p0s3-8-12-00.sb2").Code);

    [Fact]
    public void Of_a_signed_set_it_is_told_that_the_phone_compares_the_name_too()
    {
        const string name = "SCCP69xx.9-4-1-3SR3.zz.sgn";
        MemoryShelf shelf = new MemoryShelf().Root((name, SampleFiles.Envelope(name, "hsqs, and more"u8)));
        NameForgiven told = new Question(shelf).Note<NameForgiven>(name.ToLowerInvariant());
        Assert.Equal("wrong-case-in-name", told.Code);
        Assert.Contains("write SCCP69xx.9-4-1-3SR3 into the file", told.Advice, StringComparison.Ordinal);
        Assert.DoesNotContain("compares", new Question(Shelf()).Note<NameForgiven>("p0s3-8-12-00.sb2").Advice,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_letters_of_a_folder_are_told_as_such() => Assert.Equal("wrong-case-in-name",
        new Question(Shelf().Root("Tones/a.raw", "x")).Note<NameForgiven>("tones/a.raw").Code);

    [Fact]
    public void A_path_of_another_system_is_told_as_such() =>
        Assert.Equal("foreign-path", new Question(Shelf()).Note<NameForgiven>(".\\P0S3-8-12-00.sb2").Code);

    [Fact]
    public void A_file_that_was_not_in_the_folder_that_was_asked_is_told() => Assert.Equal("foreign-path",
        new Question(Shelf().Root("SIPDefault.cnf", "a: b")).Note<NameForgiven>("phones/SIPDefault.cnf").Code);

    [Fact]
    public void Every_forgiveness_of_one_name_is_told() => Assert.Equal(
        ["foreign-path", "stray-character-in-name", "wrong-case-in-name"],
        new Question(Shelf()).Ask("./p0s3-8-12-00.sb2\n").Notes.Cast<NameForgiven>().Select(n => n.Code).Order());

    [Fact]
    public void A_name_that_is_right_is_served_without_a_word() =>
        Assert.Empty(new Question(Shelf()).Ask(Image).Notes);

    [Fact]
    public void The_name_is_shown_with_its_invisible_characters() => Assert.Equal("P0S3-8-12-00␍⏎.sb2",
        new Question(Shelf()).Note<NameForgiven>("P0S3-8-12-00\r\n.sb2").Shown);

    [Fact]
    public void A_name_of_stray_bytes_only_shows_a_few_of_them() => Assert.Equal(8,
        new Question(Shelf()).Note<NameForgiven>("P0S3-8-12-00" + new string('\n', 200) + ".sb2").Stray.Count);

    private static MemoryShelf Shelf() => new MemoryShelf().Library(SamplePackages.Sip812);
}
