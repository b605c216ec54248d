using System.Text;
using Ringback.Catalogue.Problems;
using Ringback.Files.Firmware;
using Ringback.Files.Lint;

namespace Ringback.Files.Tests.Lint;

/// <summary>Kinds of faults that people reported, each in content made up for it.</summary>
public sealed class ReportedCasesTests
{
    private const string Line = "<line button=\"1\"><featureID>9</featureID><name>41</name></line>";

    [Theory]
    [InlineData("SIPDefault.cnf", "image_version: POS3-8-12-00\n", "P0S3-8-12-00")]
    [InlineData("SIPDefault.cnf", "image_version: poS3-8-12-00\n", "P0S3-8-12-00")]
    [InlineData("OS79XX.TXT", "PO003-08-2-00", "P003-08-2-00")]
    [InlineData("SIPDefault.cnf", "image_version: P0030801SR2\n", "P0030801SR02")]
    [InlineData("SIPDefault.cnf", "image_version: P003081SR02\n", "P0030801SR02")]
    [InlineData("SIPDefault.cnf", "image_version: P0S3-8-12\n", "P0S3-8-12-00")]
    [InlineData("SIPDefault.cnf", "image_version: P0S3-8-12-0\n", "P0S3-8-12-00")]
    [InlineData("SIPDefault.cnf", "image_version: P0S38-12-00\n", "P0S3-8-12-00")]
    [InlineData("SIPDefault.cnf", "image_version: P0S3-8-12-00S\n", "P0S3-8-12-00")]
    [InlineData("SEP0002FD000001.cnf.xml",
        "<device><loadInformation>sip41.9-3-1sr4-1s</loadInformation></device>", "SIP41.9-3-1SR4-1S")]
    [InlineData("SEP0002FD000001.cnf.xml",
        "<device><loadInformation>SCCP42.9-3-1SR4-1</loadInformation></device>", "SCCP42.9-3-1SR4-1S")]
    public void A_load_that_can_only_be_a_slip_is_named_and_mended(string name, string text, string right)
    {
        Problem found = Lint(name, text).First(p => p.Code == ProblemCode.MisspelledLoadName);
        Assert.Equal((ProblemSeverity.Error, right), (found.Severity, found.Fix));
        Assert.DoesNotContain(Lint(name, text), p => p.Code == ProblemCode.Os79xxForeignPrefix);
        string repaired = Encoding.ASCII.GetString(
            ConfigurationLint.Repaired(name, Encoding.ASCII.GetBytes(text), LintFolder.Unknown).Span);
        Assert.Contains(right, repaired, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("P0030801SR02", ProblemSeverity.Error)]
    [InlineData("SCCP45.9-4-2SR3-1S", ProblemSeverity.Warning)]
    public void A_switch_in_words_is_bad_as_the_load_takes_it(string load, ProblemSeverity severity)
    {
        Problem found = Only(Device($"<loadInformation>{load}</loadInformation>"
            + "<vendorConfig><disableSpeaker>on</disableSpeaker></vendorConfig>"));
        Assert.Equal((ProblemCode.ConfigBadValue, severity, "1"), (found.Code, found.Severity, found.Fix));
    }

    [Theory]
    [InlineData("Europe/Rome", "W. Europe Standard/Daylight Time")]
    [InlineData("Pacific/Auckland", "New Zealand Standard/Daylight Time")]
    [InlineData("W. Europe Standard/Daylight", "W. Europe Standard/Daylight Time")]
    public void A_time_zone_of_another_table_is_named_as_the_phone_does(string zone, string right)
    {
        Problem found = Only(Device(Zone(zone)));
        Assert.Equal((ProblemCode.ConfigBadValue, ProblemSeverity.Warning, right),
            (found.Code, found.Severity, found.Fix));
    }

    [Fact]
    public void A_call_manager_without_an_address_is_an_error()
    {
        const string server = "<devicePool><callManagerGroup><members><member priority=\"0\"><callManager>"
            + "<ports><sipPort>5060</sipPort></ports><name>192.0.2.7</name></callManager></member></members>"
            + "</callManagerGroup></devicePool>";
        Problem found = Only(Device(server));
        Assert.Equal((ProblemCode.ConfigBadStructure, ProblemSeverity.Error), (found.Code, found.Severity));
        Assert.Contains("<name>", found.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_codec_that_is_none_and_an_element_twice_are_warned_of()
    {
        Problem[] found = Lint(Sip("<preferredCodec>none</preferredCodec><phoneLabel>A</phoneLabel>"
            + "<phoneLabel>B</phoneLabel>", Line));
        Assert.Equal([ProblemCode.ConfigBadValue, ProblemCode.ConfigBadStructure], found.Select(p => p.Code));
        Assert.All(found, p => Assert.Equal(ProblemSeverity.Warning, p.Severity));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<line button=\"1\"><featureID>9</featureID><name></name></line>")]
    [InlineData("<line button=\"1\"><featureID>21</featureID><name>41</name></line>")]
    public void A_profile_whose_lines_register_nothing_is_an_error(string lines)
    {
        Problem found = Assert.Single(Lint(Sip("", lines)));
        Assert.Equal((ProblemCode.SipProfileMissing, ProblemSeverity.Error), (found.Code, found.Severity));
    }

    [Fact]
    public void A_phone_that_is_told_not_to_register_is_warned_of() =>
        Assert.Equal(ProblemSeverity.Warning, Assert.Single(
            Lint(Sip("<sipProxies><registerWithProxy>false</registerWithProxy></sipProxies>", Line))).Severity);

    [Theory]
    [InlineData("\"{$password_1}\"")]
    [InlineData("${PASSWORD}")]
    [InlineData("$password_1}")]
    [InlineData("%line1.secret%")]
    [InlineData("{{secret}}")]
    [InlineData("###SECRET###")]
    public void A_placeholder_of_any_fashion_is_noted(string value)
    {
        Problem found = Assert.Single(Lint("SIP0002FD000001.cnf", $"line1_password: {value}\n"));
        Assert.Equal((ProblemCode.ConfigPlaceholder, ProblemSeverity.Info), (found.Code, found.Severity));
    }

    [Theory]
    [InlineData("\u00A0192.0.2.9")]
    [InlineData("\" 192.0.2.9\"")]
    [InlineData("sip:192.0.2.9")]
    [InlineData("192.0.2.9:5060")]
    public void An_address_with_something_around_it_is_warned_of(string value) =>
        Assert.Equal(ProblemCode.ConfigBadValue,
            Assert.Single(Lint("SIPDefault.cnf", $"proxy1_address: {value}\n")).Code);

    [Fact]
    public void A_key_with_a_letter_for_a_digit_is_mended()
    {
        Problem found = Assert.Single(Lint("SIPDefault.cnf", "proxyl_address: 192.0.2.9\n"));
        Assert.Equal((ProblemCode.ConfigUnknownKey, ProblemSeverity.Warning, "proxy1_address"),
            (found.Code, found.Severity, found.Fix));
    }

    [Theory]
    [InlineData("my_mac_addr: 0002FD000001", ProblemCode.ConfigCrashKey, ProblemSeverity.Error)]
    [InlineData("DHCP_Enabled: NO", ProblemCode.ConfigSystemKey, ProblemSeverity.Error)]
    [InlineData("contrast: 8", ProblemCode.ConfigIgnoredKey, ProblemSeverity.Info)]
    [InlineData("time_zone: 8", ProblemCode.ConfigBadValue, ProblemSeverity.Warning)]
    [InlineData("date_format: D-M-YY", ProblemCode.ConfigBadValue, ProblemSeverity.Warning)]
    public void A_line_that_the_phone_reads_otherwise_is_told(string line, string code, ProblemSeverity severity)
    {
        Problem found = Assert.Single(Lint("SIPDefault.cnf", line + "\n"));
        Assert.Equal((code, severity), (found.Code, found.Severity));
    }

    [Theory]
    [InlineData("preferred_codec: cn")]
    [InlineData("language: English")]
    [InlineData("garp_enable: 1")]
    [InlineData("sip_max_forwards: 70")]
    [InlineData("dst_start_day_of_week: Wednesday")]
    public void A_value_that_the_phones_table_has_is_left_alone(string line) =>
        Assert.Empty(Lint("SIPDefault.cnf", line + "\n"));

    [Theory]
    [InlineData("language: german")]
    [InlineData("garp_enable: yes")]
    [InlineData("dst_start_time: 02:00:00:00")]
    public void A_value_that_it_does_not_have_is_told(string line) =>
        Assert.NotEmpty(Lint("SIPDefault.cnf", line + "\n"));

    [Theory]
    [InlineData(8192, false)]
    [InlineData(8193, true)]
    public void A_file_longer_than_the_phones_buffer_is_an_error(int length, bool isTooLarge) => Assert.Equal(
        isTooLarge, Lint("SIPDefault.cnf", "# " + new string('x', length - 3) + "\n").Any(
            p => p is { Code: ProblemCode.ConfigTooLarge, Severity: ProblemSeverity.Error }));

    [Fact]
    public void A_dial_plan_of_another_make_is_an_error() => Assert.Equal(ProblemCode.ConfigWrongRoot,
        Assert.Single(Lint("dialplan.xml", "<dialplan><template match=\"3..\" timeout=\"2\"/></dialplan>")).Code);

    [Theory]
    [InlineData("match=\"9(.*)\" timeout=\"3\" rewrite=\"$1\"", 2)]
    [InlineData("match=\"0..\" timeout=\"3\" rewrite=\"00...\"", 1)]
    [InlineData("match=\"0..\" timeout=\"3\" rewrite=\"00%9\"", 1)]
    [InlineData("match=\"0..\" timeout=\"3\" rewrite=\"\\1\"", 1)]
    [InlineData("match=\"0..\" timeout=\"3\" user=\"sip\"", 1)]
    [InlineData("match=\"0,..\" timeout=\"3\" tone=\"busy\"", 1)]
    [InlineData("match=\"0..\" timeout=\"3\" route=\"pstn\"", 1)]
    [InlineData("match=\"\" timeout=\"0\" rewrite=\"300\"", 0)]
    [InlineData("match=\"9,*\" timeout=\"3\" rewrite=\"919%1%2%3\" User=\"Phone\" Route=\"emergency\"", 0)]
    [InlineData("match=\"ab..cd..ef*\" timeout=\"3\" rewrite=\"AB...X%1X..\"", 0)]
    [InlineData("match=\"0..\" timeout=\"3\" rewrite=\"%s\" tone=\"Bellcore-Inside Cisco-Zip\"", 0)]
    [InlineData("match=\"0.\" timeout=\"3\" rewrite=\"%0%%%.\"", 0)]
    public void What_a_rule_dials_instead_is_judged(string rule, int warnings)
    {
        Problem[] found = Lint("dialplan.xml", $"<DIALTEMPLATE><TEMPLATE {rule} /></DIALTEMPLATE>");
        Assert.Equal(warnings, found.Length);
        Assert.All(found, p => Assert.Equal((ProblemCode.ConfigBadValue, ProblemSeverity.Warning),
            (p.Code, p.Severity)));
    }

    [Fact]
    public void A_rule_in_small_letters_is_nothing_to_a_Java_phone()
    {
        Problem found = Assert.Single(Lint("dialplan.xml", "<dialTemplate><Template match=\"*\"/></dialTemplate>"));
        Assert.Equal((ProblemSeverity.Warning, "TEMPLATE"), (found.Severity, found.Fix));
    }

    [Theory]
    [InlineData("loadServer", "192.0.2.7:69", true)]
    [InlineData("loadServer", "tftp://192.0.2.7", true)]
    [InlineData("loadServer", "files.example.org", false)]
    [InlineData("logServer", "192.0.2.7:514", false)]
    [InlineData("logServer", "udp:192.0.2.7", true)]
    [InlineData("registrar", "sip:192.0.2.7", true)]
    public void A_host_is_bare_wherever_it_stands(string element, string value, bool isTold)
    {
        Problem[] found = Lint(Device($"<vendorConfig><{element}>{value}</{element}></vendorConfig>"));
        Assert.Equal(isTold, found.Any(p => p.Code == ProblemCode.ConfigBadValue));
        Assert.Equal(isTold ? 1 : 0, found.Length);
    }

    [Theory]
    [InlineData("<authPassword>x</authPassword>", true)]
    [InlineData("<authName></authName><authPassword>x</authPassword>", true)]
    [InlineData("<authName>sip:41@192.0.2.7</authName><authPassword>x</authPassword>", true)]
    [InlineData("<authName>41</authName><authPassword>x</authPassword>", false)]
    [InlineData("<authName></authName><authPassword></authPassword>", false)]
    public void A_password_without_its_name_is_warned_of(string login, bool isTold)
    {
        Problem[] found = Lint(Sip("",
            Line.Replace("</line>", login + "</line>", StringComparison.Ordinal)));
        Assert.Equal(isTold ? 1 : 0, found.Length);
        Assert.All(found, p => Assert.Equal(ProblemSeverity.Warning, p.Severity));
    }

    [Theory]
    [InlineData("<addOnModule idx=\"1\"/><addOnModule idx=\"1\"/>", true)]
    [InlineData("<addOnModule idx=\"1\"><loadInformation>SCCP45.9-4-2SR3-1S</loadInformation></addOnModule>", true)]
    [InlineData("<addOnModule idx=\"1\"><deviceType>7916</deviceType><deviceLine>24</deviceLine>"
        + "<loadInformation>B015-1-0-4-2</loadInformation></addOnModule>", true)]
    [InlineData("<addOnModule idx=\"1\"><deviceType>7916</deviceType><deviceLine>24</deviceLine>"
        + "<loadInformation>B016-1-0-4-2</loadInformation></addOnModule><addOnModule idx=\"2\"/>", false)]
    [InlineData("<addOnModule idx=\"1\"><loadInformation>S00105000400</loadInformation></addOnModule>", false)]
    [InlineData("<addOnModule idx=\"1\"><deviceType>CKEM</deviceType><deviceLine>36</deviceLine></addOnModule>", false)]
    public void Modules_have_numbers_and_loads_of_their_own(string modules, bool isTold)
    {
        Problem[] found = Lint(Device($"<addOnModules>{modules}</addOnModules>"));
        Assert.Equal(isTold ? 1 : 0, found.Length);
        Assert.All(found, p => Assert.Equal(ProblemSeverity.Warning, p.Severity));
    }

    [Theory]
    [InlineData("<softKeySet id=\"On Hook\"><softKey keyID=\"NewCal\"/></softKeySet>", true)]
    [InlineData("<softKeySet id=\"On Hook\"><softKey/></softKeySet>", true)]
    [InlineData("<softKeySet><softKey keyID=\"NewCall\"/></softKeySet>", true)]
    [InlineData("<softKeySet id=\"On Hook\"/><softKeySet id=\"On Hook\"/>", true)]
    [InlineData("<softKeySet id=\"On Hook\"><softKey keyID=\"NewCall\"/></softKeySet>", false)]
    public void Soft_keys_are_those_that_are_defined(string sets, bool isTold)
    {
        Problem[] found = Lint("softkeys.xml", "<softKeyCfg><versionStamp>1</versionStamp><typeSoftKey>"
            + "<softKeyDef keyID=\"NewCall\"><tag>x</tag><eventID>1</eventID></softKeyDef></typeSoftKey>"
            + $"<softKeySets>{sets}</softKeySets></softKeyCfg>");
        Assert.Equal(isTold ? 1 : 0, found.Length);
        Assert.All(found, p => Assert.Equal((ProblemCode.ConfigBadStructure, ProblemSeverity.Warning),
            (p.Code, p.Severity)));
    }

    [Fact]
    public void Soft_keys_without_definitions_of_their_own_are_not_judged_by_them() => Assert.Empty(Lint("softkeys.xml",
        "<softKeyCfg><softKeySets><softKeySet id=\"On Hook\"><softKey keyID=\"NewCall\"/></softKeySet></softKeySets>"
            + "</softKeyCfg>"));

    [Fact]
    public void A_text_profile_under_the_name_of_a_compiled_one_is_an_error() => Assert.Contains(
        Lint("gk0002fd000001", "#txt\nProxy:192.0.2.9\n"),
        p => p is { Code: ProblemCode.ConfigNotCompiled, Severity: ProblemSeverity.Error });

    [Theory]
    [InlineData("gk0002fd000001", true)]
    [InlineData("gkdefault.cfg", true)]
    [InlineData("gk0002fd000001.txt", false)]
    public void A_look_at_a_text_profile_says_so_too(string name, bool isTold) => Assert.Equal(isTold,
        FirmwareFile.Inspect(name, "#txt\nProxy:192.0.2.9\n"u8).Problems
            .Any(p => p.Code == ProblemCode.ConfigNotCompiled));

    /// <summary>Firmware may come from a library; where some lies, the other is missed.</summary>
    [Theory]
    [InlineData(null, ProblemSeverity.Info)]
    [InlineData("P0S3-8-12-00.loads", ProblemSeverity.Error)]
    public void A_load_that_is_not_there_is_an_error_only_where_firmware_lies(string? there, ProblemSeverity severity)
    {
        LintFolder folder = LintFolder.Of(there is null ? [] : [new LintEntry(there, default)], isWhole: true);
        Problem found = Assert.Single(ConfigurationLint.Check("SEP0002FD000001.cnf.xml",
            Encoding.ASCII.GetBytes(Device("<loadInformation>SIP45.9-4-2SR3-1S</loadInformation>")), folder)!.Findings,
            p => p.Code == ProblemCode.LoadNotInFolder);
        Assert.Equal(severity, found.Severity);
    }

    [Fact]
    public void What_is_left_of_a_misspelt_dual_boot_file_is_the_right_name() => Assert.Contains(
        Lint("OS79XX.TXT", "PO003-08-2-00\n"),
        p => p is { Code: ProblemCode.StrayCharacterInName, Fix: "P003-08-2-00" });

    [Theory]
    [InlineData("ld0002FD000001", ProblemCode.WrongCaseInName)]
    [InlineData("gkdefault", ProblemCode.MisnamedFile)]
    public void The_name_of_a_compiled_profile_is_judged(string name, string code) =>
        Assert.Equal(code, Assert.Single(Lint(name, "#ata\0\0\0")).Code);

    [Fact]
    public void An_ATA_is_not_held_to_the_dictionary_of_the_7905()
    {
        Problem[] found = Lint("ata0002fd000001.txt", "#txt\nUID1:77\nDialPlan:2207t4-9|911\n");
        Assert.Contains(found, p => p is { Code: ProblemCode.ConfigBadValue, Severity: ProblemSeverity.Error });
        Assert.DoesNotContain(found, p => p.Message.Contains("7905", StringComparison.Ordinal));
        Assert.DoesNotContain(Lint("ata0002fd000001.txt", "#txt\nDialPlan:2207t4>-|911\n"),
            p => p.Severity is ProblemSeverity.Error);
    }

    [Theory]
    [InlineData("CP7905080000SIP060111A.sbin")]
    [InlineData("CP7912 080000 SIP060111A.sbin")]
    public void An_image_of_another_device_or_no_image_at_all_is_an_error(string image) => Assert.Contains(
        Lint("gk0002fd000001.txt", $"#txt\nupgradecode:3,0x601,0x0400,0x0100,0.0.0.0,69,0x060111a,{image}\n"),
        p => p is { Code: ProblemCode.UpgradeForAnother, Severity: ProblemSeverity.Error });

    [Fact]
    public void Xml_saved_as_cnf_is_one_finding()
    {
        Problem found = Assert.Single(Lint("SEP0002FD000001.cnf", Device(Zone("W. Europe Standard/Daylight Time"))));
        Assert.Equal(ProblemCode.MisnamedFile, found.Code);
        Assert.Contains("SEP0002FD000001.cnf.xml", found.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", true)]
    [InlineData("", true)]
    [InlineData("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>", false)]
    public void A_byte_that_is_no_utf8_is_told_of_where_utf8_is_said(string declaration, bool isTold)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(declaration + "<device><userLocale><name>K\u00FCche</name></userLocale>"
            + "</device>");
        Problem[] found = [.. ConfigurationLint.Check("SEP0002FD000001.cnf.xml", bytes, LintFolder.Unknown)!.Findings];
        Assert.Equal(isTold, found.Any(p => p is { Code: ProblemCode.ConfigNotWellFormed,
            Severity: ProblemSeverity.Warning }));
    }

    [Theory]
    [InlineData("templates/SEP0000000000.cnf.xml_796x_template")]
    [InlineData("SEP0002FD000001.cnf.xml.sample")]
    public void A_template_is_not_judged_by_its_name(string name) =>
        Assert.Empty(Lint(name, Device(Zone("W. Europe Standard/Daylight Time"))));

    [Theory]
    [InlineData("SEP0002FD000001.cnf.xml~")]
    [InlineData("SEP0002FD000001.cnf.xml.orig")]
    [InlineData("SEP0002FD000001.cnf.xml_")]
    public void A_copy_that_somebody_keeps_is_no_configuration(string name) =>
        Assert.Null(ConfigurationLint.Check(name, "<device"u8.ToArray(), LintFolder.Unknown));

    [Fact]
    public void A_right_file_stays_quiet() => Assert.Empty(Lint(Sip(
        "<preferredCodec>g711alaw</preferredCodec><sipProxies><registerWithProxy>true</registerWithProxy></sipProxies>",
        Line + Line.Replace("\"1\"", "\"2\"", StringComparison.Ordinal))));

    private static Problem Only(string text) => Assert.Single(Lint(text));

    private static Problem[] Lint(string text) => Lint("SEP0002FD000001.cnf.xml", text);

    private static Problem[] Lint(string name, string text) =>
        [.. ConfigurationLint.Check(name, Encoding.Latin1.GetBytes(text), LintFolder.Unknown)!.Findings];

    private static string Device(string inside) => $"<device>{inside}</device>";

    private static string Zone(string zone) =>
        $"<devicePool><dateTimeSetting><timeZone>{zone}</timeZone></dateTimeSetting></devicePool>";

    private static string Sip(string profile, string lines) => Device("<deviceProtocol>SIP</deviceProtocol>"
        + $"<sipProfile>{profile}<sipLines>{lines}</sipLines></sipProfile>"
        + "<loadInformation>SIP45.9-4-2SR3-1S</loadInformation>");
}
