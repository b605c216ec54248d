using System.Net;
using System.Text.RegularExpressions;
using Ringback.Catalogue.Loads;
using Ringback.Files.Configuration;
using Ringback.Files.Generation;

namespace Ringback.Files.Tests.Generation;

/// <summary>With the least settings the files are the smallest that a phone comes up with.</summary>
public sealed partial class ConfigurationShapeTests
{
    private static readonly IPAddress Bench = IPAddress.Parse("192.0.2.1");

    [Fact]
    public void The_least_sip_files_are_the_small_ones_byte_for_byte()
    {
        Load load = Load.Parse("P0S3-8-12-00");
        ConfigurationSet set = PhoneConfiguration.Files(
            Wanted.Of("7960", load.Text, Wanted.Least with { PhonePassword = "cisco" }));
        Assert.Empty(set.Problems);
        Assert.Equal(["SIPDefault.cnf", "SIP000E84C060A6.cnf"], set.Files.Select(f => f.Name));
        const string common = "image_version: \"P0S3-8-12-00\"\nproxy1_address: \"192.0.2.1\"\nproxy1_port: \"5060\"\n"
            + "proxy_register: \"1\"\n";
        Assert.Equal(common, set.Text("SIPDefault.cnf"));
        Assert.Equal(common + "line1_name: \"000E84C060A6\"\nline1_authname: \"000E84C060A6\"\n"
            + "line1_password: \"000E84C060A6\"\nline1_shortname: \"C060A6\"\nline1_displayname: \"000E84C060A6\"\n"
            + "phone_password: \"cisco\"\n", set.Text("SIP000E84C060A6.cnf"));
    }

    [Fact]
    public void The_least_sccp_files_are_the_small_ones_but_for_the_stamp()
    {
        Load load = Load.Parse("P0030801SR02");
        ConfigurationSet set = PhoneConfiguration.Files(Wanted.Of("7940", load.Text));
        Assert.Empty(set.Problems);
        Assert.Equal(["SEP000E84C060A6.cnf.xml", "XMLDefault.cnf.xml"], set.Files.Select(f => f.Name));
        Assert.Equal("""
            <device>
              <devicePool>
                <callManagerGroup>
                  <members>
                    <member priority="0">
                      <callManager>
                        <ports>
                          <ethernetPhonePort>2000</ethernetPhonePort>
                        </ports>
                        <processNodeName>192.0.2.1</processNodeName>
                      </callManager>
                    </member>
                  </members>
                </callManagerGroup>
              </devicePool>
              <versionStamp/>
              <loadInformation>P0030801SR02</loadInformation>
            </device>

            """.ReplaceLineEndings("\n"), Unstamped(set.Text("SEP000E84C060A6.cnf.xml")));
        Assert.Equal(Bytes.Text(GeneratedConfiguration.XmlDefault(load, Bench, 2000)), set.Text("XMLDefault.cnf.xml"));
    }

    [Fact]
    public void The_mgcp_files_are_the_small_ones_byte_for_byte()
    {
        Load load = Load.Parse("P0M3-07-7-00");
        ConfigurationSet set = PhoneConfiguration.Files(Wanted.Of("7940G", load.Text));
        Assert.Equal(["MGCDefault.cnf", "MGC000E84C060A6.cnf"], set.Files.Select(f => f.Name));
        Assert.Equal(Bytes.Text(GeneratedConfiguration.MgcDefault(load)), set.Text("MGCDefault.cnf"));
        Assert.Equal(set.Text("MGCDefault.cnf"), set.Text("MGC000E84C060A6.cnf"));
    }

    [Fact]
    public void Anything_that_changes_in_the_file_changes_its_stamp()
    {
        Assert.Equal(Stamp(Wanted.Most), Stamp(Wanted.Most));
        Assert.NotEqual(Stamp(Wanted.Most), Stamp(Wanted.Most with { ServicesUrl = "http://192.0.2.1/other" }));

        static string Stamp(PhoneSettings settings) => StampElement().Match(
            PhoneConfiguration.Files(Wanted.Of("7960", "P0030801SR02", settings)).Text("SEP000E84C060A6.cnf.xml"))
            .Value;
    }

    private static string Unstamped(string text) => StampElement().Replace(text, "<versionStamp/>");

    [GeneratedRegex("<versionStamp>[0-9A-F]{8}</versionStamp>")]
    private static partial Regex StampElement();
}
