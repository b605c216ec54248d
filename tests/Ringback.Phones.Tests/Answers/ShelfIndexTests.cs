using Ringback.Files.Tests.Firmware;
using Ringback.Phones.Answers;

namespace Ringback.Phones.Tests.Answers;

public sealed class ShelfIndexTests
{
    [Theory]
    [InlineData("mk-sccp.jar", "languages/German_Germany/mk-sccp.jar")]
    [InlineData("German_Germany/mk-sccp.jar", "languages/German_Germany/mk-sccp.jar")]
    [InlineData("german_germany/MK-SCCP.jar", "languages/German_Germany/mk-sccp.jar")]
    [InlineData("Desktops/320x196x4/List.xml", "wallpapers/Desktops/320x196x4/List.xml")]
    [InlineData("Ringlist.xml", "rings/Ringlist.xml")]
    public void A_name_is_found_below_when_one_file_alone_can_be_meant(string asked, string found) =>
        Assert.Equal(found, Sorted().Find(asked)?.Path);

    [Theory]
    [InlineData("List.xml")]
    [InlineData("g3-tones.xml")]
    [InlineData("many/mk-sccp.jar")]
    public void A_name_that_several_files_or_none_have_is_not_there(string asked) =>
        Assert.Null(Sorted().Find(asked));

    [Fact]
    public void The_same_file_in_two_folders_is_one() =>
        Assert.Equal("a/x.png", new MemoryShelf().Root("a/x.png", "same").Root("b/x.png", "same").Find("x.png")?.Path);

    [Fact]
    public void The_file_at_the_top_wins() => Assert.Equal("dialplan.xml",
        new MemoryShelf().Root("old/dialplan.xml", "a").Root("dialplan.xml", "b").Find("dialplan.xml")?.Path);

    [Theory]
    [InlineData("OS79XX.TXT")]
    [InlineData("SIPDefault.cnf")]
    [InlineData("SEP000E84C060A6.cnf.xml")]
    [InlineData("XMLDefault.cnf.xml")]
    [InlineData("CTLFile.tlv")]
    [InlineData("gkdefault.cfg")]
    public void What_sends_a_phone_somewhere_is_never_taken_from_a_folder_below(string name) =>
        Assert.Null(new MemoryShelf().Root("old/" + name, "P003-07-4-00").Find(name));

    [Fact]
    public void A_release_in_a_subfolder_is_served_whole_and_the_story_says_from_where()
    {
        MemoryShelf shelf = new MemoryShelf().Root(
            SamplePackages.Sip812.Select(f => ("firmware/7960/" + f.Name, f.Content)));
        Question question = new(shelf);
        Assert.All(SamplePackages.Sip812.Select(f => f.Name),
            name => Assert.Contains("from the folder firmware/7960", question.Get(name).Because));
    }

    [Fact]
    public void A_locale_in_another_folder_is_told_without_a_fault()
    {
        Question question = new(Sorted());
        Serve serve = question.Get("German_Germany/mk-sccp.jar");
        Assert.Contains("languages", serve.Because);
        Assert.Empty(serve.Notes);
    }

    private static MemoryShelf Sorted() => new MemoryShelf()
        .Root("languages/German_Germany/mk-sccp.jar", "de").Root("rings/Ringlist.xml", "<r/>")
        .Root("wallpapers/Desktops/320x196x4/List.xml", "1").Root("wallpapers/Desktops/320x212x16/List.xml", "2")
        .Root("languages/German_Germany/g3-tones.xml", "de").Root("languages/French_France/g3-tones.xml", "fr");
}
