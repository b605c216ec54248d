using Ringback.Phones.Answers;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;
using Ringback.Files.Tests.Firmware;

namespace Ringback.Phones.Tests.Answers;

public sealed class DualBootAnswersTests
{
    private const string File = "OS79XX.TXT";

    [Theory]
    [InlineData("P0S3-06-3-00")]
    [InlineData("P0S3-06-3-00\n")]
    [InlineData("P0S3-06-3-00\r\n")]
    [InlineData("P0S3-06-3-00 \r\n")]
    [InlineData("P0S3-06-3-00\r\n\r\n")]
    [InlineData("P0S3-06-3-00\r\nP0S3-8-12-00\r\n")]
    [InlineData("\u00EF\u00BB\u00BFP0S3-06-3-00\r\n")]
    [InlineData("P0S3-06-3-00.bin")]
    [InlineData("  P0S3-06-3-00\t")]
    [InlineData("P0S3-06-3-00\0\0\0")]
    [InlineData("P0S3-06-3-00\u001A")]
    public void Without_a_goal_the_phone_gets_the_bare_name(string onDisk) =>
        Assert.Equal("P0S3-06-3-00", NoGoal(onDisk).Text(File));

    [Theory]
    [InlineData("P0S3-06-3-00")]
    [InlineData("P0S3-06-3-00\r\n")]
    [InlineData("\u00EF\u00BB\u00BFP0S3-06-3-00 \n\n")]
    [InlineData("")]
    [InlineData("\r\n")]
    [InlineData("see the wiki")]
    public void With_a_goal_an_early_phone_gets_the_bare_name_of_the_loader(string onDisk) =>
        Assert.Equal("P003-8-12-00", WithGoal(onDisk).Text(File));

    [Fact]
    public void With_a_goal_there_need_be_no_file() =>
        Assert.Equal("P003-8-12-00", new Question(Shelf()) { Goal = "sip" }.Text(File));

    [Theory]
    [InlineData("P0S3-06-3-00\n", "P0S3-06-3-00⏎", "0x0A")]
    [InlineData("P0S3-06-3-00\r\n", "P0S3-06-3-00␍⏎", "0x0D 0x0A")]
    [InlineData("P0S3-06-3-00 ", "P0S3-06-3-00␣", "0x20")]
    public void The_difference_is_told_with_the_offending_byte(string onDisk, string shown, string hex)
    {
        LoadValueReplaced told = NoGoal(onDisk).Note<LoadValueReplaced>(File);
        Assert.Equal((File, shown, "P0S3-06-3-00"), (told.File, told.From, told.To));
        Assert.Contains(hex, told.Because);
    }

    [Fact]
    public void A_clean_file_is_served_without_a_word() =>
        Assert.Empty(NoGoal("P0S3-06-3-00").Ask(File).Notes);

    [Fact]
    public void A_clean_file_with_another_load_than_the_goals_is_told()
    {
        LoadValueReplaced told = WithGoal("P0S3-06-3-00").Note<LoadValueReplaced>(File);
        Assert.Equal(("P0S3-06-3-00", "P003-8-12-00"), (told.From, told.To));
    }

    [Fact]
    public void A_clean_file_that_agrees_with_the_goal_is_served_without_a_word() =>
        Assert.Empty(WithGoal("P003-8-12-00").Ask(File).Notes);

    [Fact]
    public void A_dirty_file_that_agrees_with_the_goal_is_told() =>
        Assert.Contains("line feed", WithGoal("P003-8-12-00\n").Note<LoadValueReplaced>(File).Because);

    [Theory]
    [InlineData("")]
    [InlineData("\r\n")]
    [InlineData("see the wiki, please")]
    public void Without_a_goal_a_file_that_names_nothing_is_not_served(string onDisk) =>
        Assert.Contains("no load's name", Assert.IsType<NotHere>(NoGoal(onDisk).Ask(File)).Because);

    [Fact]
    public void Without_a_goal_and_without_a_file_there_is_none() =>
        Assert.IsType<NotHere>(new Question(Shelf()).Ask(File));

    [Fact]
    public void A_load_of_another_family_is_served_bare_too() =>
        Assert.Equal("SIP41.9-4-2SR3-1S", NoGoal("SIP41.9-4-2SR3-1S\r\n").Text(File));

    [Fact]
    public void A_huge_file_is_told_in_short() =>
        Assert.InRange(NoGoal("P0S3-06-3-00\n" + new string('x', 100_000)).Note<LoadValueReplaced>(File).From!.Length,
            1, 200);

    [Fact]
    public void The_answer_says_which_load_it_names() =>
        Assert.Equal("P003-8-12-00", WithGoal("x").Get(File).NamesLoad);

    [Fact]
    public void A_file_in_other_letters_on_disk_is_served_and_the_case_is_told() =>
        Assert.Equal("wrong-case-in-name", new Question(Shelf().Root("OS79xx.txt", "P0S3-06-3-00"))
            .Note<NameForgiven>(File).Code);

    [Fact]
    public void An_early_phone_is_early_because_it_asks_for_this_very_file() => Assert.Equal("P003-8-12-00",
        new Question(Shelf()) { Goal = "sip" }.As(BootCode.Universal).Text(File));

    private static MemoryShelf Shelf() => new MemoryShelf().Library(SamplePackages.Sip812);

    private static Question NoGoal(string onDisk) => new(Shelf().Root(File, onDisk));

    private static Question WithGoal(string onDisk) => new(Shelf().Root(File, onDisk)) { Goal = "sip" };
}
