using Ringback.Catalogue.Problems;
using Ringback.Files.Lint;

namespace Ringback.Files.Tests.Lint;

public sealed class ConfigurationLintTests
{
    [Theory]
    [InlineData("OS79XX.TXT", "P0S3-8-12-00")]
    [InlineData("SIPDefault.cnf", LintSamples.Sip)]
    [InlineData("SIP001122AABBCC.cnf", "image_version: P0S3-8-12-00\nline1_name: \"\"\nline1_password: x\n")]
    [InlineData("MGCDefault.cnf", "# Generic\nimage_version: P0M3-08-0-00\nwhatever: 1\n")]
    [InlineData("SEP001122AABBCC.cnf.xml", LintSamples.Device)]
    [InlineData("SEP001122AABBCC.cnf.xml", "\xEF\xBB\xBF" + LintSamples.Device)]
    [InlineData("SEP001122AABBCC.cnf.xml", "<device><userLocale><name>Caf\xC3\xA9</name></userLocale></device>")]
    [InlineData("XMLDefault.cnf.xml", LintSamples.Default)]
    [InlineData("dialplan.xml", "<DIALTEMPLATE><TEMPLATE MATCH=\"*\" Timeout=\"5\"/></DIALTEMPLATE>")]
    [InlineData("RINGLIST.DAT", "Old style\tringer1.pcm\r\nNew\tsounds/x.raw\n")]
    [InlineData("syncinfo.xml", "<SYNCINFO><IMAGE VERSION=\"*\" SYNC=\"1\"/></SYNCINFO>")]
    [InlineData("gk001122aabbcc.txt", "#txt\nUseTftp:1\ninclude:x.txt\nupgradecode:none\n")]
    public void A_healthy_file_has_no_findings(string name, string content) =>
        Assert.Empty(LintSamples.Lint(name, content).Findings);

    [Theory]
    [InlineData("SIPDefault.cnf", "a_key: 1\n", ProblemCode.ConfigUnknownKey, 1, 1)]
    [InlineData("SIPDefault.cnf", "contrast: 1\n", ProblemCode.ConfigIgnoredKey, 1, 1)]
    public void What_does_no_harm_is_only_told(string name, string content, string code, int line, int column)
    {
        LintedFile file = LintSamples.Lint(name, content);
        Problem finding = Assert.Single(file.Findings);
        Assert.Equal((code, ProblemSeverity.Info), (finding.Code, finding.Severity));
        Assert.Equal((line, column), (finding.Place?.Line, finding.Place?.Column));
        Assert.False(file.IsFaulty);
    }

    [Theory]
    [InlineData("SIPDefault.cnf", "# a\r\nproxy1_port=5060\r\n", ProblemCode.ConfigBadLine, 2, 12)]
    [InlineData("SIPDefault.cnf", "proxy1_port 5060\n", ProblemCode.ConfigBadLine, 1, 13)]
    [InlineData("SIPDefault.cnf", "\n[sip]\n", ProblemCode.ConfigBadLine, 2, 1)]
    [InlineData("SIPDefault.cnf", "line1_name: \"101\n", ProblemCode.ConfigBadLine, 1, 13)]
    [InlineData("SIPDefault.cnf", "line1_name: \xE2\x80\x9C" + "101\xE2\x80\x9D\n", ProblemCode.ConfigBadLine, 1, 13)]
    [InlineData("SIPDefault.cnf", "line1_name: \u0093" + "101\u0094\n", ProblemCode.ConfigBadLine, 1, 13)]
    [InlineData("SIPDefault.cnf", "phone_password: 12345678901234567890123456789012\n",
        ProblemCode.PasswordTooLong, 1, 48)]
    [InlineData("SIPDefault.cnf", "phone_prompt: \"1234567890123456\"\n", ProblemCode.ValueTooLong, 1, 31)]
    [InlineData("SIPDefault.cnf", "dtmf_avt_payload: 5\n", ProblemCode.ConfigBadValue, 1, 19)]
    [InlineData("SIPDefault.cnf", "preferred_codec: g722\n", ProblemCode.ConfigBadValue, 1, 18)]
    [InlineData("SIPDefault.cnf", "image_version: P0S3-08-12-00\n", ProblemCode.MisspelledLoadName, 1, 16)]
    [InlineData("SIPDefault.cnf", "image_version: P0S3-8-12-00.loads\n", ProblemCode.LoadWithExtension, 1, 28)]
    [InlineData("SIPDefault.cnf", "image_version: \"P0S3-8-12-00 \"\n", ProblemCode.StrayCharacterInName, 1, 29)]
    [InlineData("OS79XX.TXT", "P0S3-8-12-00\r\n", ProblemCode.StrayCharacterInName, 1, 13)]
    [InlineData("OS79XX.TXT", "SIP41.8-5-4S", ProblemCode.Os79xxForeignPrefix, 1, 1)]
    [InlineData("SEP001122AABBCC.cnf.xml", "", ProblemCode.ConfigNotWellFormed, 1, 1)]
    [InlineData("SEP001122AABBCC.cnf.xml", "<html></html>", ProblemCode.ConfigWrongRoot, 1, 2)]
    [InlineData("SEP001122AABBCC.cnf.xml", "<device>\n<a></b>\n</device>", ProblemCode.ConfigNotWellFormed, 2, 4)]
    [InlineData("SEP001122AABBCC.cnf.xml", "<device>\n <a>\n</device>", ProblemCode.ConfigNotWellFormed, 2, 2)]
    [InlineData("SEP001122AABBCC.cnf.xml", "<device>a & b</device>", ProblemCode.ConfigNotWellFormed, 1, 12)]
    [InlineData("SEP001122AABBCC.cnf.xml", "<device a=\xE2\x80\x9Cx\xE2\x80\x9D></device>",
        ProblemCode.ConfigNotWellFormed, 1, 11)]
    [InlineData("SEP001122AABBCC.cnf.xml", "<device><deviceProtocol>SIP</deviceProtocol></device>",
        ProblemCode.SipProfileMissing, 1, 9)]
    [InlineData("XMLDefault.cnf.xml", "<Default><loadInformation5 model=\"7961\">x</loadInformation5></Default>",
        ProblemCode.WrongDeviceType, 1, 11)]
    [InlineData("XMLDefault.cnf.xml", "<Default><loadInformation7>SIP41.8-5-4S</loadInformation7></Default>",
        ProblemCode.WrongDeviceType, 1, 11)]
    [InlineData("ringlist.xml", "<CiscoIPPhoneRingList><Ring><DisplayName>12345678901234567890123456</DisplayName>"
        + "</Ring></CiscoIPPhoneRingList>", ProblemCode.ValueTooLong, 1, 42)]
    [InlineData("RINGLIST.DAT", "Old ringer.pcm\n", ProblemCode.ConfigBadLine, 1, 1)]
    [InlineData("x.cfg", "#txt\nUIPassword\n", ProblemCode.ConfigBadLine, 2, 1)]
    public void A_fault_is_found_where_it_stands(string name, string content, string code, int line, int column)
    {
        LintedFile file = LintSamples.Lint(name, content);
        Problem finding = Assert.Single(file.Findings);
        Assert.Equal((code, line, column), (finding.Code, finding.Place?.Line, finding.Place?.Column));
        Assert.True(file.IsFaulty);
        Assert.NotEmpty(finding.Advice);
    }

    [Theory]
    [InlineData("sip001122aabbcc.cnf", ProblemCode.WrongCaseInName, "SIP001122AABBCC.cnf")]
    [InlineData("sipdefault.cnf", ProblemCode.WrongCaseInName, "SIPDefault.cnf")]
    [InlineData("SIP00-11-22-AA-BB-CC.cnf", ProblemCode.MisnamedFile, "SIP001122AABBCC.cnf")]
    [InlineData("SIP001122AABBC.cnf", ProblemCode.MisnamedFile, "12")]
    [InlineData("SIP001122AABBCC.cnf.txt", ProblemCode.MisnamedFile, "SIP001122AABBCC.cnf")]
    public void A_name_that_no_phone_asks_for_is_told(string name, string code, string said)
    {
        Problem finding = Assert.Single(LintSamples.Lint(name, "line1_name: 1\n").Findings);
        Assert.Equal(code, finding.Code);
        Assert.Contains(said, finding.Message + finding.Advice, StringComparison.Ordinal);
        Assert.Null(finding.Place?.Line);
    }

    [Theory]
    [InlineData("SEP001122AABBCC.cnf.xml.txt")]
    [InlineData("SEP001122AABBCC.xml")]
    public void An_xml_file_with_another_ending_is_told(string name) =>
        Assert.Equal(ProblemCode.MisnamedFile, Assert.Single(LintSamples.Lint(name, LintSamples.Device).Findings).Code);

    [Fact]
    public void A_load_that_is_not_in_the_folder_is_told()
    {
        LintFolder folder = LintSamples.Folder("P00308010200.loads", "P00308010200.sb2");
        Assert.Empty(LintSamples.Lint("SEP001122AABBCC.cnf.xml", LintSamples.Device, folder).Findings);
        Problem finding = Assert.Single(LintSamples.Lint("SIPDefault.cnf", LintSamples.Sip, folder).Findings);
        Assert.Equal((ProblemCode.LoadNotInFolder, 2), (finding.Code, finding.Place?.Line));
    }

    [Fact]
    public void A_universal_load_without_its_manifest_is_told()
    {
        LintFolder folder = LintSamples.Folder("P0S3-8-12-00.sb2");
        Problem finding = Assert.Single(LintSamples.Lint("SIPDefault.cnf", LintSamples.Sip, folder).Findings);
        Assert.Equal(ProblemCode.LoadSetIncomplete, finding.Code);
    }

    [Fact]
    public void Files_that_want_different_loads_are_told()
    {
        LintFolder folder = LintFolder.Of([new LintEntry("SIPDefault.cnf", Bytes.Of(LintSamples.Sip))], isWhole: false);
        LintedFile own = LintSamples.Lint("SIP001122AABBCC.cnf", "image_version: P0S3-08-11-00\n", folder);
        Assert.Equal(ProblemCode.ImageVersionMismatch, Assert.Single(own.Findings).Code);
        LintedFile dual = LintSamples.Lint("OS79XX.TXT", "P00308010200", folder);
        Assert.Equal(ProblemCode.Os79xxForeignPrefix, Assert.Single(dual.Findings).Code);
    }

    [Theory]
    [InlineData("SEP001122AABBCC.cnf.xml", 70_000, ProblemSeverity.Warning)]
    [InlineData("SIPDefault.cnf", 40_000, ProblemSeverity.Error)]
    [InlineData("SEP001122AABBCC.cnf.xml", 1_000_000, ProblemSeverity.Error)]
    public void A_file_that_is_too_large_is_told(string name, int length, ProblemSeverity severity)
    {
        LintedFile file = LintSamples.Lint(name, new string('#', length));
        Problem finding = file.Findings.First(f => f.Code == ProblemCode.ConfigTooLarge);
        Assert.Equal(severity, finding.Severity);
    }

    [Theory]
    [InlineData("notes.txt", "image_version: P0S3-8-12-00")]
    [InlineData("P0S3-8-12-00.sb2", "\x01\x02")]
    [InlineData("index.html", "<html></html>")]
    [InlineData("SEP001122AABBCC.cnf.xml.bak", LintSamples.Device)]
    [InlineData("SIPDefault.cnf.bak2", LintSamples.Sip)]
    public void What_is_no_configuration_is_left_alone(string name, string content) =>
        Assert.Null(ConfigurationLint.Check(name, Bytes.Of(content), LintFolder.Unknown));
}
