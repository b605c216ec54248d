using Ringback.Files.Lint;

namespace Ringback.Files.Tests.Lint;

public sealed class ConfigurationRepairTests
{
    [Theory]
    [InlineData("OS79XX.TXT", " P0S3-08-12-00 \r\n\r\n", "P0S3-8-12-00")]
    [InlineData("SIPDefault.cnf", "# x\r\nproxy1_port = 5060 ;c\r\n", "# x\r\nproxy1_port : 5060 ;c\r\n")]
    [InlineData("SIPDefault.cnf", "line1_name: \xE2\x80\x9C" + "101\xE2\x80\x9D ;\n", "line1_name: \"101\" ;\n")]
    [InlineData("SIPDefault.cnf", "\xEF\xBB\xBFimage_version=P0S3-08-12-00.loads\n", "image_version:P0S3-8-12-00\n")]
    [InlineData("XMLDefault.cnf.xml",
        "<Default>\r\n<loadInformation00115>SIP41.8-5-4S.loads</loadInformation00115></Default>",
        "<Default>\r\n<loadInformation115>SIP41.8-5-4S</loadInformation115></Default>")]
    [InlineData("SEP001122AABBCC.cnf.xml", "<device>\n<versionStamp>1</versionStmp>\n<a>1</A></device>",
        "<device>\n<versionStamp>1</versionStamp>\n<a>1</a></device>")]
    [InlineData("SEP001122AABBCC.cnf.xml", "<device a=\xE2\x80\x9Cx\xE2\x80\x9D><b/></device>",
        "<device a=\"x\"><b/></device>")]
    public void A_safe_repair_changes_its_place_and_nothing_else(string name, string content, string expected)
    {
        ReadOnlyMemory<byte> repaired = ConfigurationLint.Repaired(name, Bytes.Of(content), LintFolder.Unknown);
        Assert.Equal(expected, Bytes.Text(repaired));
        Assert.Empty(LintSamples.Lint(name, repaired.ToArray()).Findings);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_repair_stays_in_utf16_where_a_phone_can_take_that(bool bigEndian)
    {
        byte[] content = Bytes.Utf16("<Default><loadInformation007>x</loadInformation007></Default>", bigEndian);
        byte[] expected = Bytes.Utf16("<Default><loadInformation7>x</loadInformation7></Default>", bigEndian);
        Assert.Equal(expected, ConfigurationLint.Repaired("XMLDefault.cnf.xml", content, LintFolder.Unknown).ToArray());
    }

    [Fact]
    public void A_misspelt_load_becomes_the_one_that_is_there()
    {
        LintFolder folder = LintSamples.Folder("P0S3-8-12-00.loads");
        byte[] content = Bytes.Of("image_version: POS3-8-12-00\n");
        Assert.Equal("image_version: P0S3-8-12-00\n",
            Bytes.Text(ConfigurationLint.Repaired("SIPDefault.cnf", content, folder)));
    }

    [Fact]
    public void A_healthy_file_stays_as_it_is()
    {
        byte[] content = Bytes.Of(LintSamples.Device);
        ReadOnlyMemory<byte> repaired =
            ConfigurationLint.Repaired("SEP001122AABBCC.cnf.xml", content, LintFolder.Unknown);
        Assert.Equal(content, repaired.ToArray());
    }
}
