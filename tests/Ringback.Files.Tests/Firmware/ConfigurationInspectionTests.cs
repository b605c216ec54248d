using System.Text;
using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Files.Firmware;

namespace Ringback.Files.Tests.Firmware;

public sealed class ConfigurationInspectionTests
{
    [Theory]
    [InlineData("SIPDefault.cnf", "image_version: P0S3-8-12-00\n")]
    [InlineData("SIP000E84C060A6.cnf", "# x\r\n  Image_version : \"P0S3-8-12-00\"; y\r\nproxy1_port:\"5060\"\r\n")]
    [InlineData("ios.txt", "image_version: \"P0S3-8-12-00\";\n")]
    [InlineData("SEP.cnf.xml", "<device>\n<loadInformation model=\"x\">P0S3-8-12-00</loadInformation></device>")]
    [InlineData("x", "<?xml?><!-- <y> --><Default><loadInformation7> P0S3-8-12-00 </loadInformation7></Default>")]
    [InlineData("anything", "<Default><loadInformation8>P0S3-8-12-00</loadInformation8></Default>")]
    [InlineData("OS79XX.TXT", "P0S3-8-12-00")]
    [InlineData("os79xx.txt", "P0S3-8-12-00")]
    public void Configuration_names_the_load_it_asks_for(string name, string text)
    {
        FirmwareFile file = Inspect(name, text);
        Assert.Equal((FirmwareKind.Configuration, FirmwareContainer.Text), (file.Kind, file.Container));
        Assert.Equal(("P0S3-8-12-00", PhoneProtocol.Sip), (file.Load, file.Protocol));
        Assert.Empty(file.Problems);
    }

    [Theory]
    [InlineData("SIP000E84C060A6.cnf", "proxy1_address: 192.0.2.1\n")]
    [InlineData("SIPDefault.cnf", "image_version: \"\"\n")]
    [InlineData("SEP000E84C060A6.cnf.xml", "<device></device>")]
    [InlineData("SEP000E84C060A6.cnf.xml", "<device><loadInformation>broken")]
    [InlineData("SEP000E84C060A6.cnf.xml", "<device><loadInformation></loadInformation></device>")]
    public void Configuration_may_ask_for_no_load(string name, string text)
    {
        FirmwareFile file = Inspect(name, text);
        Assert.Equal((FirmwareKind.Configuration, null), (file.Kind, file.Load));
    }

    [Theory]
    [InlineData("P0S3-8-12-00\r\n", 13, "carriage return")]
    [InlineData("P0S3-8-12-00\n", 13, "line feed")]
    [InlineData("P0S3-8-12-00 \r\n", 13, "blank")]
    [InlineData(" P0S3-8-12-00", 1, "blank")]
    [InlineData("P0S3-8-12-00.bin", 13, "'.'")]
    [InlineData("P0S3-8-12-00\0", 13, "0x00")]
    public void Byte_that_does_not_belong_into_OS79XX_is_shown(string text, int place, string what)
    {
        FirmwareFile file = Inspect("OS79XX.TXT", text);
        Problem problem = Assert.Single(file.Problems);
        Assert.Equal(("stray-character-in-name", ProblemSeverity.Warning), (problem.Code, problem.Severity));
        Assert.Contains($"is number {place},", problem.Message);
        Assert.Contains(what, problem.Message);
        Assert.Equal("P0S3-8-12-00", file.Load);
    }

    [Theory]
    [InlineData("OS79XX.TXT", "P0S3-08-12-00", "P0S3-8-12-00")]
    [InlineData("OS79XX.TXT", "P003-08-12-00", "P003-8-12-00")]
    [InlineData("SIPDefault.cnf", "image_version: P0S3-08-12-00", "P0S3-8-12-00")]
    [InlineData("SIPDefault.cnf", "image_version: P0S3-8-11-00", "P0S3-08-11-00")]
    [InlineData("SIPDefault.cnf", "image_version: P0S3-08-09-00", "P0S3-08-9-00")]
    [InlineData("x.cnf.xml", "<Default><loadInformation8>P0S3-08-12-00</loadInformation8></Default>", "P0S3-8-12-00")]
    public void Misspelled_load_is_noticed(string name, string text, string right)
    {
        Problem problem = Assert.Single(Inspect(name, text).Problems);
        Assert.Equal("misspelled-load-name", problem.Code);
        Assert.Contains(right, problem.Message);
    }

    [Theory]
    [InlineData("SIP41.8-5-4S", "SIP41.8-5-4S")]
    [InlineData("term41.default", "term41.default")]
    public void OS79XX_of_another_family_is_noticed(string text, string load)
    {
        FirmwareFile file = Inspect("OS79XX.txt", text);
        Assert.Equal((load, null), (file.Load, file.LoadName));
        Assert.Equal("other-family", Assert.Single(file.Problems).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n")]
    public void Empty_OS79XX_names_no_load(string text) =>
        Assert.Equal(ProblemSeverity.Warning, Assert.Single(Inspect("OS79XX.TXT", text).Problems).Severity);

    private static FirmwareFile Inspect(string name, string text) =>
        FirmwareFile.Inspect(name, Encoding.Latin1.GetBytes(text));
}
