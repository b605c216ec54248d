using Ringback.Catalogue.Loads;

namespace Ringback.Catalogue.Tests.Loads;

public sealed class ReleaseWordsTests
{
    [Theory]
    [InlineData("9-4-2SR3-1S", "9.4(2)SR3-1")]
    [InlineData("9-4-2SR1-1", "9.4(2)SR1-1")]
    [InlineData("8-5-4S", "8.5(4)")]
    [InlineData("8-3-3SR2S", "8.3(3)SR2")]
    [InlineData("8-3-2-27", "8.3(2.27)")]
    [InlineData("8-5-4TH1-6", "8.5(4)TH1-6")]
    [InlineData("9-4-1-3SR3", "9.4(1.3)SR3")]
    [InlineData("14-2-1-0101-26", "14.2(1.0101.26)")]
    [InlineData("1-0-4-2", "1.0(4.2)")]
    [InlineData("05000400", "5.0(4)")]
    [InlineData("1.4.6.3", "1.4.6.3")]
    [InlineData("4.0-03-02", "4.0-03-02")]
    [InlineData("9-4", "9.4")]
    public void Version_is_said_as_people_say_it(string text, string said) =>
        Assert.Equal(said, ReleaseWords.Say(text));

    [Theory]
    [InlineData("")]
    [InlineData("default")]
    [InlineData("-")]
    [InlineData("11111111111111111111111111111111111111111")]
    public void No_version_is_null(string text) => Assert.Null(ReleaseWords.Say(text));
}
