using Ringback.Catalogue.Loads;

namespace Ringback.Catalogue.Tests.Loads;

public sealed class LoadStatementTests
{
    [Theory]
    [InlineData("P00307020200", "P00307020200")]
    [InlineData("p00307020200", "P00307020200")]
    [InlineData("7.2(2.0)", "P00307020200")]
    [InlineData("7.2(2)", "P00307020200")]
    [InlineData("8.1(2.0)", "P0030801SR02")]
    [InlineData("8.1(2.2)", "P0030801SR02")]
    [InlineData("8.1(SR.2)", "P0030801SR02")]
    public void A_phone_that_says_so_runs_it(string stated, string load) =>
        Assert.True(LoadStatement.Means(stated, Load.Parse(load)));

    [Theory]
    [InlineData(null, "P00307020200")]
    [InlineData("", "P00307020200")]
    [InlineData("7.2(3.0)", "P00307020200")]
    [InlineData("7.2(2.1)", "P00307020200")]
    [InlineData("8.0(2.0)", "P0030801SR02")]
    [InlineData("8.1(2.1)", "P0030801SR02")]
    [InlineData("8.1(", "P0030801SR02")]
    [InlineData("(2.0)", "P0030801SR02")]
    [InlineData("8.1(2.0)x", "P0030801SR02")]
    [InlineData("P0S3-8-12-00", "P0030801SR02")]
    public void Anything_else_is_another_load(string? stated, string load) =>
        Assert.False(LoadStatement.Means(stated, Load.Parse(load)));
}
