using Ringback.Catalogue.Problems;
using Ringback.Files.Generation;
using Ringback.Files.Lint;
using Ringback.Files.Tests.Generation;

namespace Ringback.Files.Tests.Lint;

/// <summary>Correct files of every kind, made here and as users write them: no error and no warning.</summary>
public sealed class CorrectFilesTests
{
    private const string CallManager = "<devicePool><dateTimeSetting><dateTemplate>D/M/Y</dateTemplate>"
        + "<timeZone>W. Europe Standard/Daylight Time</timeZone><ntps><ntp><name>192.0.2.1</name>"
        + "<ntpMode>Unicast</ntpMode></ntp></ntps></dateTimeSetting><callManagerGroup><members>"
        + "<member priority=\"0\"><callManager><name>cm</name><ports><ethernetPhonePort>2000</ethernetPhonePort>"
        + "<sipPort>5060</sipPort></ports><processNodeName>192.0.2.1</processNodeName></callManager></member></members>"
        + "</callManagerGroup></devicePool>";

    private const string SipLine = "<sipProfile><sipProxies><registerWithProxy>true</registerWithProxy></sipProxies>"
        + "<preferredCodec>g711alaw</preferredCodec><phoneLabel>desk</phoneLabel><sipLines><line button=\"1\">"
        + "<featureID>9</featureID><featureLabel>101</featureLabel><proxy>USECALLMANAGER</proxy><port>5060</port>"
        + "<name>101</name><displayName>Desk</displayName><authName>101</authName><authPassword>secret</authPassword>"
        + "</line><line button=\"2\"><featureID>21</featureID><featureLabel>Door</featureLabel>"
        + "<speedDialNumber>102</speedDialNumber></line></sipLines><dialTemplate>dialplan.xml</dialTemplate>"
        + "</sipProfile>";

    [Theory]
    [InlineData("SIPDefault.cnf", "image_version: \"P0S3-07-4-00\";\nproxy1_address: \"192.0.2.1\";\n"
        + "time_zone: \"CET\"; (IOS writes it so)\n")]
    [InlineData("SIPDefault.cnf", "# SIP Default Generic Configuration File\r\n\r\n# Image Version\r\n"
        + "image_version: P0S3-8-12-00\r\n\r\n# Proxy Server\r\nproxy1_address: \"pbx.example.org\" ; Can be dotted IP"
        + "\r\nproxy2_address: \"\"\r\nproxy_register: 1\r\ndial_template: dialplan\r\ntftp_cfg_dir: \"\"\r\n"
        + "sntp_server: \"\"\r\nsntp_mode: unicast\r\ntime_zone: EST\r\ndst_offset: 1\r\n")]
    [InlineData("SIP001122AABBCC.cnf", "line1_name: 101\nline1_authname: '101'\nline1_password: \"se cret;#\"\n"
        + "phone_label: \"Desk  \"\t; blanks push it to the left\nspeed_line2: 100\n")]
    [InlineData("XMLDefault.cnf.xml", "<Default>" + CallManager
        + "<loadInformation30018 model=\"IP Phone 7961\"></loadInformation30018>"
        + "<loadInformation7 model=\"IP Phone 7960\">P0030801SR02</loadInformation7>"
        + "<loadInformation8 model=\"IP Phone 7940\">P0030801SR02</loadInformation8></Default>")]
    [InlineData("SEP001122AABBCC.cnf.xml", "<?xml version=\"1.0\"?>\n<device xsi:type=\"axl:XIPPhone\">" + CallManager
        + "<versionStamp>{Jan 01 2011 00:00:00}</versionStamp><loadInformation></loadInformation></device>")]
    [InlineData("SEP001122AABBCC.cnf.xml", "<device><deviceProtocol>SCCP</deviceProtocol>" + CallManager
        + "<loadInformation model=\"IP Phone 7960\">P0030801SR02</loadInformation>"
        + "<addOnModules><addOnModule idx=\"1\"><loadInformation>S00105000400</loadInformation></addOnModule>"
        + "</addOnModules><vendorConfig><webAccess>0</webAccess></vendorConfig></device>")]
    [InlineData("SEP001122AABBCC.cnf.xml", "<device><deviceProtocol>SIP</deviceProtocol>" + CallManager + SipLine
        + "<loadInformation>SIP41.9-4-2SR3-1S</loadInformation></device>")]
    [InlineData("dialplan.xml", "<DIALTEMPLATE>\n<!-- all -->\n<TEMPLATE MATCH=\"9,*\" Timeout=\"3\" User=\"Phone\"/>\n"
        + "<TEMPLATE MATCH=\"*\" Timeout=\"5\"/>\n</DIALTEMPLATE>\n")]
    [InlineData("RINGLIST.DAT", "Old Style\tringer1.pcm\r\n")]
    [InlineData("ringlist.xml", "<CiscoIPPhoneRingList><Ring><DisplayName>Old</DisplayName><FileName>a.raw</FileName>"
        + "</Ring></CiscoIPPhoneRingList>")]
    [InlineData("syncinfo.xml", "<SYNCINFO><IMAGE VERSION=\"*\" SYNC=\"1\"/></SYNCINFO>")]
    [InlineData("OS79XX.TXT", "P003-8-12-00")]
    [InlineData("MGCDefault.cnf", "image_version: P0M3-07-7-00\n")]
    [InlineData("AppDialRules.xml", "<DialRules><DialRule BeginsWith=\"9\" NumDigits=\"7\"/></DialRules>")]
    [InlineData("gk001122aabbcc.txt", "#txt\nUseTftp:1\n")]
    public void A_correct_file_of_a_user_stays_quiet(string name, string content) =>
        Assert.Empty(LintSamples.Lint(name, content).Findings.Where(f => f.Severity is not ProblemSeverity.Info)
            .Select(f => $"{f.Code}: {f.Message}"));

    [Theory]
    [InlineData("7960", "P0S3-8-12-00")]
    [InlineData("7940", "P0030801SR02")]
    [InlineData("7940G", "P0M3-07-7-00")]
    [InlineData("7961G", "SIP41.9-4-2SR3-1S")]
    [InlineData("7961G", "SCCP41.9-4-2SR3-1S")]
    public void A_file_of_the_generator_stays_quiet(string model, string load)
    {
        foreach (PhoneSettings settings in (PhoneSettings[])[Wanted.Least, Wanted.Most])
        {
            ConfigurationSet set = PhoneConfiguration.Files(Wanted.Of(model, load, settings));
            foreach (ConfigurationFile file in set.Files)
            {
                LintedFile? linted = ConfigurationLint.Check(file.Name, file.Content, LintFolder.Unknown);
                Assert.Empty(linted?.Findings.Where(f => f.Severity is not ProblemSeverity.Info)
                    .Select(f => $"{file.Name} {f.Code}: {f.Message}") ?? []);
            }
        }
    }
}
