using Ringback.Catalogue.Problems;
using Ringback.Files.Configuration;
using Ringback.Files.Generation;
using Ringback.Files.Profiles;

namespace Ringback.Files.Tests.Generation;

/// <summary>Files that phones in one folder share, and files for a phone on its way.</summary>
public sealed class SeveralPhonesTests
{
    private const string Other = "000E84C060A7";
    private const string Third = "000E84C060A8";

    [Fact]
    public void The_default_file_names_the_load_of_every_model_once()
    {
        ConfigurationSet set = PhoneConfiguration.Files(
        [
            Wanted.Of("7961G", "SIP41.9-4-2SR3-1S"), Wanted.Of("7941G", "SCCP41.9-4-2SR3-1S", mac: Other),
            Wanted.Of("7961G", "SIP41.9-4-2SR3-1S", mac: Third),
        ]);
        PhoneXmlText file = PhoneXmlText.Read(set.Find("XMLDefault.cnf.xml")!.Content);
        Assert.Equal([("loadInformation115", "SCCP41.9-4-2SR3-1S"), ("loadInformation30018", "SIP41.9-4-2SR3-1S")],
            file.Loads.Select(l => (l.Element, l.Value)));
        Assert.Empty(set.Problems);
    }

    [Fact]
    public void A_sip_7940_is_not_called_back_by_the_default_file_of_an_sccp_7960()
    {
        ConfigurationSet set = PhoneConfiguration.Files(
            [Wanted.Of("7960", "P0030801SR02"), Wanted.Of("7940", "P0S3-8-12-00", mac: Other)]);
        Assert.True(set.IsUsable);
        Assert.Equal(["loadInformation7"],
            PhoneXmlText.Read(set.Find("XMLDefault.cnf.xml")!.Content).Loads.Select(l => l.Element));
        Assert.Null(set.Find($"SEP{Other}.cnf.xml"));
    }

    [Fact]
    public void Two_loads_of_one_model_leave_its_default_empty_and_are_told()
    {
        ConfigurationSet set = PhoneConfiguration.Files(
            [Wanted.Of("7961G", "SIP41.9-4-2SR3-1S"), Wanted.Of("7961G", "SIP41.8-5-4S", mac: Other)]);
        Assert.Empty(PhoneXmlText.Read(set.Find("XMLDefault.cnf.xml")!.Content).Loads);
        Assert.Equal(["to"], set.Warnings());
    }

    [Fact]
    public void Different_sip_loads_do_without_the_default_file()
    {
        ConfigurationSet set = PhoneConfiguration.Files(
            [Wanted.Of("7960", "P0S3-8-12-00"), Wanted.Of("7940", "P0S3-07-5-00", mac: Other)]);
        Assert.True(set.IsUsable);
        Assert.Null(set.Find("SIPDefault.cnf"));
        Assert.Equal(["to"], set.Warnings());
        Assert.Equal("P0S3-07-5-00", CnfText.Read(set.Find($"SIP{Other}.cnf")!.Content).Value("image_version"));
    }

    [Fact]
    public void Different_dial_plans_need_different_files()
    {
        PhoneSettings one = Wanted.Least with { DialPlan = [new DialRule("911", 0)] };
        PhoneSettings two = Wanted.Least with { DialPlan = [new DialRule("112", 0)] };
        Assert.Equal(["dialPlanFile"], Both(two).Errors());
        ConfigurationSet set = Both(two with { DialPlanFile = "dialplan-eu.xml" });
        Assert.Empty(set.Problems);
        Assert.Equal("dialplan-eu", CnfText.Read(set.Find($"SIP{Other}.cnf")!.Content).Value("dial_template"));
        Assert.Contains("MATCH=\"112\"", set.Text("dialplan-eu.xml"), StringComparison.Ordinal);

        ConfigurationSet Both(PhoneSettings second) => PhoneConfiguration.Files(
            [Wanted.Of("7960", "P0S3-8-12-00", one), Wanted.Of("7960", "P0S3-8-12-00", second, Other)]);
    }

    [Fact]
    public void A_phone_is_there_once() => Assert.Equal(["mac"], PhoneConfiguration.Files(
        [Wanted.Of("7960", "P0S3-8-12-00"), Wanted.Of("7960", "P0S3-8-12-00")]).Errors());

    [Theory]
    [InlineData("SIP41.9-4-2SR3-1S", "SIP")]
    [InlineData("SCCP41.9-4-2SR3-1S", "SCCP")]
    public void A_java_phone_on_its_way_finds_both_protocols_in_its_file(string load, string protocol)
    {
        ConfigurationRequest request = Wanted.Of("7961G", load) with { ServesBothProtocols = true };
        string file = PhoneConfiguration.Files(request).Text("SEP000E84C060A6.cnf.xml");
        foreach (string part in (string[])[$"<deviceProtocol>{protocol}</deviceProtocol>", "<sipProfile>",
            "<ethernetPhonePort>2000</ethernetPhonePort>", "<sipPort>5060</sipPort>", "<featureID>9</featureID>",
            $"<loadInformation>{load}</loadInformation>"])
        {
            Assert.Contains(part, file, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_sccp_file_of_a_java_phone_that_stays_has_no_sip_in_it()
    {
        string file = PhoneConfiguration.Files(Wanted.Of("7961G", "SCCP41.9-4-2SR3-1S", Wanted.Most))
            .Text("SEP000E84C060A6.cnf.xml");
        Assert.DoesNotContain("sip", file, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_7912_on_its_way_to_sip_is_not_called_back_by_xml()
    {
        ConfigurationRequest request = Wanted.Of("7912G", "CP7912080001SIP060412A");
        Assert.Equal(["gk000e84c060a6"], PhoneConfiguration.Files(request).Files.Select(f => f.Name));
        ConfigurationSet both = PhoneConfiguration.Files(request with { ServesBothProtocols = true });
        Assert.Equal("", Assert.Single(PhoneXmlText.Read(both.Find("SEP000E84C060A6.cnf.xml")!.Content).Loads).Value);
        Assert.Equal(("loadInformation30007", ""), PhoneXmlText.Read(both.Find("XMLDefault.cnf.xml")!.Content).Loads
            .Select(l => (l.Element, l.Value)).Single());
    }

    [Fact]
    public void The_profile_names_the_image_by_its_day_or_as_it_was_asked_for()
    {
        ConfigurationRequest request = Wanted.Of("7912G", "CP7912080004SCCP080108A");
        Assert.Equal("3,0x601,0x0400,0x0100,0.0.0.0,69,0x80108a,CP7912080004SCCP080108A.sbin", Upgrade(request));
        Assert.Equal("3,0x601,0x0400,0x0100,0.0.0.0,69,0x7,other.zup",
            Upgrade(request with { Upgrade = new ProfileUpgrade(7, "other.zup") }));

        static string Upgrade(ConfigurationRequest request)
        {
            ConfigurationFile file = PhoneConfiguration.Files(request).Find("gk000e84c060a6")!;
            Assert.True(CompiledProfile.TryRead(file.Content.Span, out CompiledProfile? profile, out _));
            return ProfilePrinter.Say(profile.Entries[0], ProfileTags.BuiltIn).Value;
        }
    }

    [Fact]
    public void A_file_longer_than_the_phone_reads_is_an_error()
    {
        PhoneSettings settings = Wanted.Most with
        {
            Lines = [.. Enumerable.Range(0, 6).Select(n => new PhoneLine($"user-with-a-long-name-{n}@example.org")
            {
                Password = new string('p', 31), DisplayName = new string('d', 60), AuthName = new string('a', 60),
                Label = "Line", Contact = new string('c', 2000),
            })],
        };
        ConfigurationSet set = PhoneConfiguration.Files(Wanted.Of("7960", "P0S3-8-12-00", settings));
        Assert.False(set.IsUsable);
        Assert.Contains(set.Problems, p => p.Severity is ProblemSeverity.Error
            && p.Message.Contains("8192", StringComparison.Ordinal));
    }
}
