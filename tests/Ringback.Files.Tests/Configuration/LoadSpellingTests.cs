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

    [Theory]
    [InlineData("POS3-8-12-00", "P0S3-8-12-00")]
    [InlineData("PO003-08-2-00", "P003-08-2-00")]
    [InlineData("P0S3-8-12-OO", "P0S3-8-12-00")]
    [InlineData("P0S3-O8-11-00", "P0S3-08-11-00")]
    [InlineData("P003O801SRO2", "P0030801SR02")]
    [InlineData("P0S3\u20138\u201312\u201300", "P0S3-8-12-00")]
    [InlineData("P0S3\u00E2\u0080\u00938-12-00", "P0S3-8-12-00")]
    [InlineData("P0S3\u00968\u009612\u009600", "P0S3-8-12-00")]
    [InlineData("P0S3_8_12_00", "P0S3-8-12-00")]
    [InlineData("SIP41.9-4-2SR3-1", "SIP41.9-4-2SR3-1S")]
    [InlineData("sip41.9-4-2sr3-1s", "SIP41.9-4-2SR3-1S")]
    [InlineData("SIP41-9-4-2SR3-1S", "SIP41.9-4-2SR3-1S")]
    [InlineData("SIP41.9.4.2SR3.1S", "SIP41.9-4-2SR3-1S")]
    [InlineData("SCCP45.9\u20144\u20142SR3-lS", "SCCP45.9-4-2SR3-1S")]
    [InlineData("SCCP42.8-5-2", "SCCP42.8-5-2S")]
    [InlineData("CP79120800O4SCCPO80108A", "CP7912080004SCCP080108A")]
    [InlineData("cp7912080004sccp080108a", "CP7912080004SCCP080108A")]
    public void What_can_only_be_a_slip_has_one_right_name(string name, string right) =>
        Assert.Equal(right, LoadSpelling.Canonical(name));

    [Theory]
    [InlineData("P0S3-8-12-00")]
    [InlineData("p0s3-8-12-00")]
    [InlineData("P0030801SR02")]
    [InlineData("POLICY.xml")]
    [InlineData("SIP41")]
    [InlineData("SIPDefault")]
    [InlineData("ata00112233445566")]
    [InlineData("S00105000400")]
    [InlineData("sip78xx.12-8-1-0001-455")]
    [InlineData("term41.default")]
    public void A_name_that_may_be_right_is_left_alone(string name) => Assert.Null(LoadSpelling.Canonical(name));

    [Theory]
    [InlineData("SIP41.9-4-2SR3-1S")]
    [InlineData("CP7912080004SCCP080108A")]
    public void A_right_name_is_its_own(string name) => Assert.Equal(name, LoadSpelling.Canonical(name));

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
        {
            string text = Bytes.Text(Bytes.Mutated([.. "P0S3-08-12-00.loads"u8], random));
            LoadSpelling.Suggest(text, Known);
            LoadSpelling.Canonical(text);
            LoadSpelling.Canonical(Bytes.Text(Bytes.Mutated([.. "SIP41.9-4-2SR3-1S"u8], random)));
            LoadSpelling.Canonical(Bytes.Text(Bytes.Mutated([.. "CP7912080004SCCP080108A"u8], random)));
        }
    }
}
