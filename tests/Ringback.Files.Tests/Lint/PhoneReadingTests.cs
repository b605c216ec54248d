using Ringback.Catalogue.Problems;
using Ringback.Files.Configuration;

namespace Ringback.Files.Tests.Lint;

/// <summary>Files as the phones' own code reads them (sources.md 7940-7960-code §3, §4 and §10).</summary>
public sealed class PhoneReadingTests
{
    private const string Sep = "SEP001122AABBCC.cnf.xml";
    private const string L = "P0030801SR02";

    [Theory]
    [InlineData("k: X", "X")]
    [InlineData("k:X", "X")]
    [InlineData("\t k \t:\t X\t", "X")]
    [InlineData("k: \"X\"", "X")]
    [InlineData("k: 'X'", "X")]
    [InlineData("k: 'a \"b\" c'", "a \"b\" c")]
    [InlineData("k: X ; c", "X")]
    [InlineData("k: X;", "X")]
    [InlineData("k: X#c", "X")]
    [InlineData("k: X junk", "X")]
    [InlineData("k: X\tjunk", "X")]
    [InlineData("k: \"X \"", "X ")]
    [InlineData("k: \"a \\\" b\"", "a \" b")]
    [InlineData("k: \"a;b#c\"", "a;b#c")]
    [InlineData("k: X\r", "X")]
    public void A_value_ends_where_the_phone_ends_it(string line, string value) =>
        Assert.Equal(value, CnfText.Read(Bytes.Of(line)).Value("k"));

    [Theory]
    [InlineData("line1_password: \"ab\\\"", "ab\\")]
    [InlineData("phone_password: 'ab\\' c", "ab\\")]
    public void A_backslash_is_a_letter_of_a_password(string line, string value) =>
        Assert.Equal(value, Assert.Single(CnfText.Read(Bytes.Of(line)).Values).Value);

    [Theory]
    [InlineData("k: 'X'", "Y", "k: 'Y'")]
    [InlineData("k: 'X'", "it's", "k: \"it's\"")]
    [InlineData("k: X junk", "Y", "k: Y junk")]
    [InlineData("k: X", "Y Z", "k: \"Y Z\"")]
    public void Another_value_keeps_the_quotes_where_it_can(string line, string value, string after)
    {
        CnfText file = CnfText.Read(Bytes.Of(line)).WithValue("k", value, out _);
        Assert.Equal(after, Bytes.Text(file.Content));
        Assert.Equal(value, file.Value("k"));
    }

    [Theory]
    [InlineData("SIPDefault.cnf", "line1_name: 101 x", ProblemSeverity.Warning)]
    [InlineData("SIPDefault.cnf", "line1_name: 'x", ProblemSeverity.Error)]
    [InlineData("SIPDefault.cnf", "\xEF\xBB\xBFproxy_register: 1\n", ProblemSeverity.Error)]
    [InlineData("SIPDefault.cnf", "\xEF\xBB\xBF# c\nproxy_register: 1\n", ProblemSeverity.Info)]
    [InlineData("SIPDefault.cnf", "# c\rproxy_register: 1\r", ProblemSeverity.Error)]
    [InlineData("SIP001122AABBCC.cnf", "", ProblemSeverity.Warning)]
    [InlineData("MGC001122AABBCC.cnf", "", ProblemSeverity.Warning)]
    public void A_line_that_is_read_in_another_way_is_told(string name, string content, ProblemSeverity severity)
    {
        Problem finding = Assert.Single(LintSamples.Lint(name, content).Findings);
        Assert.Equal((ProblemCode.ConfigBadLine, severity), (finding.Code, finding.Severity));
    }

    [Theory]
    [InlineData("line1_name: 'Front desk' ; c")]
    [InlineData("line1_name: 101\t# c")]
    [InlineData("# c\r\nproxy_register: 1\r\n")]
    [InlineData("proxy_register: 1\rline1_name: 101\r")]
    [InlineData("date_format: YY-M-D\nspeed_line2: 100\nspeed_label6: x")]
    public void A_line_that_the_phone_reads_right_is_no_fault(string content) =>
        Assert.False(LintSamples.Lint("SIPDefault.cnf", content).IsFaulty);

    [Theory]
    [InlineData("<loadInformation>" + L + "</loadInformation>", null, null)]
    [InlineData("<loadInformation model=\"IP Phone 7960\">" + L + "</loadInformation>", null, null)]
    [InlineData("<loadInformation></loadInformation>", null, null)]
    [InlineData("<loadInformation/>", null, null)]
    [InlineData("<loadInformation>\n " + L + "\n</loadInformation>", ProblemCode.StrayCharacterInName,
        ProblemSeverity.Warning)]
    [InlineData("<loadInformation>\"" + L + "\"</loadInformation>", ProblemCode.StrayCharacterInName,
        ProblemSeverity.Error)]
    [InlineData("<loadInformation><![CDATA[" + L + "]]></loadInformation>", ProblemCode.StrayCharacterInName,
        ProblemSeverity.Error)]
    [InlineData("<!-- 19\" rack --><loadInformation>" + L + "</loadInformation>", ProblemCode.ConfigBadStructure,
        ProblemSeverity.Error)]
    [InlineData("<!-- \"19\" rack --><loadInformation>" + L + "</loadInformation>", null, null)]
    [InlineData("<!-- 19\" rack --><loadInformation>SCCP41.9-4-2SR3-1S</loadInformation>", null, null)]
    [InlineData("<loadInformation>" + L + "</loadInformation><loadInformation>P00308010200</loadInformation>",
        ProblemCode.ConfigBadStructure, ProblemSeverity.Warning)]
    [InlineData("<loadInformation>" + L + ".loads</loadInformation>", ProblemCode.LoadWithExtension,
        ProblemSeverity.Warning)]
    [InlineData("<loadInformation>" + L + ".sbn</loadInformation>", ProblemCode.LoadWithExtension,
        ProblemSeverity.Error)]
    [InlineData("<loadInformation>P003-8-12-00</loadInformation>", ProblemCode.ConfigBadValue,
        ProblemSeverity.Warning)]
    public void A_load_in_xml_is_judged_as_the_loader_finds_it(string xml, string? code, ProblemSeverity? severity)
    {
        IEnumerable<Problem> faults = LintSamples.Lint(Sep, $"<device>{xml}</device>").Findings
            .Where(f => f.Severity is not ProblemSeverity.Info);
        Assert.Equal(code is null ? [] : [(code, severity!.Value)], faults.Select(f => (f.Code, f.Severity)));
    }

    [Theory]
    [InlineData(5724, L, null)]
    [InlineData(5725, L, ProblemSeverity.Info)]
    [InlineData(8192, L, ProblemSeverity.Info)]
    [InlineData(8193, L, ProblemSeverity.Error)]
    [InlineData(8193, "SCCP41.9-4-2SR3-1S", null)]
    public void An_xml_file_is_as_long_as_the_loader_reads(int length, string load, ProblemSeverity? severity)
    {
        string content = $"<device><loadInformation>{load}</loadInformation></device>".PadRight(length);
        Problem? finding = LintSamples.Lint(Sep, content).Findings.SingleOrDefault();
        Assert.Equal(severity, finding?.Severity);
    }

    [Theory]
    [InlineData("syncinfo.xml", "<SYNCINFO>\n<IMAGE VERSION=\"X SYNC=\"1\"/>\n</SYNCINFO>", 2, "quote")]
    [InlineData(Sep, "<device>\n<a b=\"x>1</a>\n<c d=\"y\"/></device>", 2, "quote")]
    [InlineData(Sep, "<device>\n<a>1</a></b>\n</device>", 2, "Take it out")]
    [InlineData(Sep, "<device>\n<a>1</a></device>\n<b>2</b>\n</device>", 2, "Take one of the two out")]
    [InlineData(Sep, "<device>\n<a>1</a>\n</device>\n</device>", 3, "Take")]
    [InlineData(Sep, "<device>\nloadInformation>x</loadInformatoin>\n</device>", 2, "no < before it")]
    [InlineData(Sep, "<device>\n<loadInformation x</loadInformation>\n</device>", 2, "no > at its end")]
    [InlineData(Sep, "<device>\n<versionStamp>x</versionStmp>\n</device>", 2, "Write </versionStamp>")]
    public void Damage_to_a_tag_is_named_where_it_is(string name, string content, int line, string said)
    {
        Problem finding = LintSamples.Lint(name, content).Findings
            .First(f => f.Code == ProblemCode.ConfigNotWellFormed);
        Assert.Equal(line, finding.Place?.Line);
        Assert.Contains(said, finding.Message + finding.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FeaturePolicy.xml", "<FeaturePolicy/>", ConfigurationKind.OtherXml)]
    [InlineData("AppDialRules.xml", "<DialRules/>", ConfigurationKind.OtherXml)]
    [InlineData("DirectoryDialRules.xml", "<a/>", ConfigurationKind.OtherXml)]
    [InlineData("SK-SoftKeys.xml", "<softKeyCfg/>", ConfigurationKind.SoftKeys)]
    [InlineData("gk001122aabbcc.txt", "UseTftp:1\n", ConfigurationKind.ProfileText)]
    [InlineData("ld001122aabbcc", "UseTftp:1\n", ConfigurationKind.ProfileText)]
    [InlineData("ata001122aabbcc", "\x00\x01", ConfigurationKind.ProfileCompiled)]
    [InlineData("SIPDefault.cnf2", "proxy_register: 1\n", ConfigurationKind.SipDefault)]
    [InlineData("SEPBASE", "<device/>", ConfigurationKind.XmlDevice)]
    public void A_file_that_phones_or_people_use_is_a_configuration(
        string name, string content, ConfigurationKind kind) =>
        Assert.Equal(kind, ConfigurationKinds.Of(name, Bytes.Of(content)));

    [Theory]
    [InlineData("SIPDefault.cnf2", "proxy_register: 1\n", "Rename it to SIPDefault.cnf")]
    [InlineData("SEPBASE", "<device/>", "twelve digits")]
    public void A_name_that_was_meant_for_another_is_told(string name, string content, string said)
    {
        Problem finding = LintSamples.Lint(name, content).Findings.First(f => f.Code == ProblemCode.MisnamedFile);
        Assert.Contains(said, finding.Message + finding.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MATCH=\"0..\" Timeout=\"3\"", false)]
    [InlineData("match=\"9,*\" timeout=\"5\" rewrite=\"9%1\"", false)]
    [InlineData("MATCH=\"\\*66\" TIMEOUT=\"0\"", false)]
    [InlineData("MATCH=\"_NXXXXXX\"", true)]
    [InlineData("MATCH=\"(xxxx|911)\"", true)]
    [InlineData("MATCH=\"*\" TIMEOUT=\"soon\"", true)]
    [InlineData("TIMEOUT=\"5\"", true)]
    public void A_rule_of_a_dial_plan_is_judged(string attributes, bool isFaulty) => Assert.Equal(isFaulty, LintSamples
        .Lint("dialplan.xml", $"<DIALTEMPLATE>\n<TEMPLATE {attributes}/>\n</DIALTEMPLATE>").IsFaulty);

    [Theory]
    [InlineData("<proxy>USECALLMANAGER</proxy>", false)]
    [InlineData("<proxy>sip.example.org</proxy>", false)]
    [InlineData("<proxy>sip:192.0.2.1</proxy>", true)]
    [InlineData("<outboundProxy>192.0.2.1:5060</outboundProxy>", true)]
    [InlineData("<natAddress>192.0.2.1\xA0</natAddress>", true)]
    [InlineData("<ntps><ntp><name>http://192.0.2.1</name></ntp></ntps>", true)]
    [InlineData("<ntps><ntp><name>192.0.2.1</name></ntp></ntps>", false)]
    [InlineData("<outboundProxy></outboundProxy>", false)]
    public void A_host_is_bare_wherever_it_stands(string xml, bool isFaulty) => Assert.Equal(isFaulty,
        LintSamples.Lint(Sep, $"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><device>{xml}</device>").IsFaulty);
}
