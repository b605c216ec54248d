using Ringback.Catalogue.Loads;

namespace Ringback.Catalogue.Tests.Loads;

public sealed class LoadTests
{
    [Theory]
    // SCCP: a.b(c.d), and d = 00 is not printed.
    [InlineData("P00303020214", "3.2(2.14)", PhoneProtocol.Sccp, LoadGeneration.Unsigned)]
    [InlineData("P00303030300", "3.3(3)", PhoneProtocol.Sccp, LoadGeneration.Unsigned)]
    [InlineData("P00305000200", "5.0(2)", PhoneProtocol.Sccp, LoadGeneration.Signed)]
    [InlineData("P00305000300", "5.0(3)", PhoneProtocol.Sccp, LoadGeneration.Signed)]
    [InlineData("P00305000301", "5.0(3.1)", PhoneProtocol.Sccp, LoadGeneration.Signed)]
    [InlineData("P00306000100", "6.0(1)", PhoneProtocol.Sccp, LoadGeneration.Universal)]
    [InlineData("P00307020200", "7.2(2)", PhoneProtocol.Sccp, LoadGeneration.Universal)]
    [InlineData("P00307020300", "7.2(3)", PhoneProtocol.Sccp, LoadGeneration.Universal)]
    [InlineData("P00307020400", "7.2(4)", PhoneProtocol.Sccp, LoadGeneration.Universal)]
    [InlineData("P00308000500", "8.0(5)", PhoneProtocol.Sccp, LoadGeneration.Universal)]
    [InlineData("P00308000800", "8.0(8)", PhoneProtocol.Sccp, LoadGeneration.Universal)]
    [InlineData("P00308000900", "8.0(9)", PhoneProtocol.Sccp, LoadGeneration.Universal)]
    [InlineData("P00308001000", "8.0(10)", PhoneProtocol.Sccp, LoadGeneration.Universal)]
    [InlineData("P00308010100", "8.1(1)", PhoneProtocol.Sccp, LoadGeneration.Universal)]
    [InlineData("P00308010200", "8.1(2)", PhoneProtocol.Sccp, LoadGeneration.Universal)]
    [InlineData("P0030801SR02", "8.1(2)SR2", PhoneProtocol.Sccp, LoadGeneration.Universal)]
    [InlineData("P0030702T023", "7.2 T023", PhoneProtocol.Sccp, LoadGeneration.Universal)]
    // SIP, without and with dashes.
    [InlineData("P0S30100", "1.0", PhoneProtocol.Sip, LoadGeneration.Unsigned)]
    [InlineData("P0S30202", "2.2", PhoneProtocol.Sip, LoadGeneration.Unsigned)]
    [InlineData("P0S30203", "2.3", PhoneProtocol.Sip, LoadGeneration.Unsigned)]
    [InlineData("P0S3-03-0-00", "3.0", PhoneProtocol.Sip, LoadGeneration.Unsigned)]
    [InlineData("P0S3-04-1-00", "4.1", PhoneProtocol.Sip, LoadGeneration.Unsigned)]
    [InlineData("P0S3-04-4-00", "4.4", PhoneProtocol.Sip, LoadGeneration.Unsigned)]
    [InlineData("P0S3-05-2-00", "5.2", PhoneProtocol.Sip, LoadGeneration.Signed)]
    [InlineData("P0S3-06-0-00", "6.0", PhoneProtocol.Sip, LoadGeneration.Signed)]
    [InlineData("P0S3-06-3-00", "6.3", PhoneProtocol.Sip, LoadGeneration.Signed)]
    [InlineData("P0S3-07-2-00", "7.2", PhoneProtocol.Sip, LoadGeneration.Universal)]
    [InlineData("P0S3-07-3-00", "7.3", PhoneProtocol.Sip, LoadGeneration.Universal)]
    [InlineData("P0S3-07-4-00", "7.4", PhoneProtocol.Sip, LoadGeneration.Universal)]
    [InlineData("P0S3-07-5-00", "7.5", PhoneProtocol.Sip, LoadGeneration.Universal)]
    [InlineData("P0S3-08-4-00", "8.4", PhoneProtocol.Sip, LoadGeneration.Universal)]
    [InlineData("P0S3-08-9-00", "8.9", PhoneProtocol.Sip, LoadGeneration.Universal)]
    [InlineData("P0S3-08-11-00", "8.11", PhoneProtocol.Sip, LoadGeneration.Universal)]
    [InlineData("P0S3-8-12-00", "8.12", PhoneProtocol.Sip, LoadGeneration.Universal)]
    // MGCP, and the universal loaders of the SIP and MGCP packages.
    [InlineData("P0M3-03-0-00", "3.0", PhoneProtocol.Mgcp, LoadGeneration.Unsigned)]
    [InlineData("P0M3-07-7-00", "7.7", PhoneProtocol.Mgcp, LoadGeneration.Universal)]
    [InlineData("P003-07-4-00", "7.4", null, LoadGeneration.Universal)]
    [InlineData("P003-07-5-00", "7.5", null, LoadGeneration.Universal)]
    [InlineData("P003-07-7-00", "7.7", null, LoadGeneration.Universal)]
    [InlineData("P003-08-4-00", "8.4", null, LoadGeneration.Universal)]
    [InlineData("P003-08-11-00", "8.11", null, LoadGeneration.Universal)]
    [InlineData("P003-8-12-00", "8.12", null, LoadGeneration.Universal)]
    public void Known_name_decodes_as_documented(
        string text, string version, PhoneProtocol? protocol, LoadGeneration generation)
    {
        Assert.True(Load.TryParse(text, out Load? load));
        Assert.Equal((version, protocol, generation), (load.HumanVersion, load.Protocol, load.Generation));
        Assert.Equal(text, load.ToString());
        Assert.Equal(protocol is null, load.IsUniversalLoader);
    }

    [Theory]
    [InlineData("P0S3-8-12-00", "P0S3-08-11-00")]
    [InlineData("P0S3-08-11-00", "P0S3-08-9-00")]
    [InlineData("P0S3-03-0-00", "P0S30203")]
    [InlineData("P0030801SR02", "P00308010200")]
    [InlineData("P00308010200", "P00307020400")]
    [InlineData("P00308001000", "P00308000900")]
    [InlineData("P00305000301", "P00305000300")]
    public void Newer_load_sorts_after_older_by_its_numbers(string newer, string older)
    {
        Assert.True(Load.Parse(newer) > Load.Parse(older));
        Assert.True(Load.Parse(older) < Load.Parse(newer));
    }

    [Theory]
    [InlineData("")]
    [InlineData("P0")]
    [InlineData("P0S3")]
    [InlineData("P0S3-")]
    [InlineData("P0S3----")]
    [InlineData("P0S3-8-12")]
    [InlineData("P0S3-8-12-0")]
    [InlineData("P0S3-8-12-000")]
    [InlineData("P0S3-8-12-00-1")]
    [InlineData("P0S3-+8-12-00")]
    [InlineData("P0S3- 8-12-00")]
    [InlineData("P0S3-8-12-00 ")]
    [InlineData("P0S3-8-12-00\r")]
    [InlineData("P0S3-8-12-00.sb2")]
    [InlineData("P0S3080102")]
    [InlineData("P0S308010200")]
    [InlineData("P0X3-8-12-00")]
    [InlineData("P0S4-8-12-00")]
    [InlineData("P00405000700")]
    [InlineData("P003080102")]
    [InlineData("P0030801SR0")]
    [InlineData("P0030801XX02")]
    [InlineData("SIP41.8-5-4S")]
    [InlineData("P003٠٨٠١٠٢٠٠")]
    [InlineData("P0030801020000000000000000000000000000000000")]
    public void Garbage_is_rejected(string text) => Assert.False(Load.TryParse7940(text, out _));

    [Fact]
    public void Letter_case_does_not_make_another_load()
    {
        Load upper = Load.Parse("P0S3-8-12-00");
        Load lower = Load.Parse("p0s3-8-12-00");
        Assert.Equal(upper, lower);
        Assert.Equal(upper.GetHashCode(), lower.GetHashCode());
        Assert.Equal(0, upper.CompareTo(lower));
        Assert.Equal("p0s3-8-12-00", lower.ToString());
    }

    [Fact]
    public void Parse_says_what_it_wanted()
    {
        FormatException e = Assert.Throws<FormatException>(() => Load.Parse("SIP99.8-5-4S"));
        Assert.Contains("SIP99.8-5-4S", e.Message);
    }

    [Theory]
    [InlineData("P0S3-8-12-00", "P0S3")]
    [InlineData("p003-07-4-00", "P003")]
    [InlineData("P0030801SR02", "P003")]
    public void Boot_prefix_is_what_old_phones_compare(string text, string prefix) =>
        Assert.Equal(prefix, Load.Parse(text).BootPrefix);

    [Fact]
    public void Any_text_has_an_answer()
    {
        const string alphabet = "P0S3M-812TR. \rx";
        Random random = new(7940);
        for (int i = 0; i < 20_000; i++)
        {
            string text = "P0S3" + string.Concat(
                Enumerable.Range(0, random.Next(16)).Select(_ => alphabet[random.Next(alphabet.Length)]));
            if (Load.TryParse(text, out Load? load)) Assert.Equal(text, load.Text);
        }
    }
}
