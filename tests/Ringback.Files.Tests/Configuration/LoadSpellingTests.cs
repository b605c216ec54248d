using Ringback.Catalogue.Loads;
using Ringback.Files.Configuration;

namespace Ringback.Files.Tests.Configuration;

public sealed class LoadSpellingTests
{
    private static readonly Load[] Known =
    [
        .. new[]
        {
            "P0S3-8-12-00", "P003-8-12-00", "P0S3-08-9-00",
            "P00308010200", "P0030801SR02", "P0030702T023", "P0M3-07-7-00",
        }.Select(name => Load.Parse(name)),
    ];

    [Theory]
    [InlineData("P0S3-8-12-00", "P0S3-8-12-00")]
    [InlineData("P0S3-08-12-00", "P0S3-8-12-00")]
    [InlineData("P003-08-12-00", "P003-8-12-00")]
    [InlineData("P0S3-8-9-00", "P0S3-08-9-00")]
    [InlineData("P0S3-08-09-00", "P0S3-08-9-00")]
    [InlineData("POS3-8-12-OO", "P0S3-8-12-00")]
    [InlineData("p0s3-o8-12-00", "P0S3-8-12-00")]
    [InlineData("p0030801sr02", "P0030801SR02")]
    [InlineData("P0S3-08-12-00.loads", "P0S3-8-12-00")]
    [InlineData("P00308010200.sbn\r\n", "P00308010200")]
    [InlineData("P0S3-8-12-00 ", "P0S3-8-12-00")]
    [InlineData("P0S3-8-12-00;", "P0S3-8-12-00")]
    [InlineData("P0M3_07_7_00", "P0M3-07-7-00")]
    public void A_misspelt_load_is_understood(string value, string meant) =>
        Assert.Equal(meant, LoadSpelling.Suggest(value, Known)?.Text);

    [Theory]
    [InlineData("")]
    [InlineData("P0S3-8-11-00")]
    [InlineData("P0M3-8-12-00")]
    [InlineData("P00307020023")]
    [InlineData("SCCP41.8-3-3S")]
    [InlineData("P0S3")]
    public void What_no_known_load_fits_has_no_suggestion(string value) =>
        Assert.Null(LoadSpelling.Suggest(value, Known));

    [Fact]
    public void Two_known_loads_that_fit_alike_give_no_suggestion()
    {
        Load[] both = [Load.Parse("P0S3-8-12-00"), Load.Parse("P0S3-08-12-00")];
        Assert.Null(LoadSpelling.Suggest("P0S3-O8-012-00", both));
        Assert.Equal("P0S3-08-12-00", LoadSpelling.Suggest("P0S3-08-12-OO", both)?.Text);
    }

    [Fact]
    public void Any_text_is_looked_at_without_complaint()
    {
        Random random = new(2);
        for (int round = 0; round < 20_000; round++)
            LoadSpelling.Suggest(Bytes.Text(Bytes.Mutated([.. "P0S3-08-12-00.loads"u8], random)), Known);
    }
}
