using System.Net;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Files.Configuration;

namespace Ringback.Files.Tests.Configuration;

public sealed class GeneratedConfigurationTests
{
    private static readonly Load Sccp = Load.Parse("P0030801SR02");
    private static readonly Load Sip = Load.Parse("P0S3-8-12-00");
    private static readonly IPAddress Bench = IPAddress.Parse("192.0.2.1");
    private static readonly MacAddress Mac = MacAddress.Parse("000E84C060A6");

    [Fact]
    public void An_sccp_device_file_names_load_and_call_manager()
    {
        PhoneXmlText file = PhoneXmlText.Read(GeneratedConfiguration.SepXml(Sccp, Bench, 2000, "IP Phone 7960"));
        Assert.Equal("device", file.RootName);
        Assert.Equal([new CallManagerAddress("192.0.2.1", 2000)], file.CallManagers);
        XmlLoadValue load = Assert.Single(file.Loads);
        Assert.Equal(("loadInformation", "IP Phone 7960", "P0030801SR02"), (load.Element, load.Model, load.Value));
    }

    [Fact]
    public void A_device_file_for_another_protocol_names_only_the_load() =>
        Assert.Equal("<device>\n  <loadInformation>P0S3-8-12-00</loadInformation>\n</device>\n",
            Bytes.Text(GeneratedConfiguration.SepXmlForOtherProtocol(Sip)));

    [Fact]
    public void The_default_file_names_the_load_of_both_models()
    {
        PhoneXmlText file = PhoneXmlText.Read(GeneratedConfiguration.XmlDefault(Sip, Bench, 2000));
        Assert.Equal("Default", file.RootName);
        Assert.Equal(
            [("loadInformation7", Sip), ("loadInformation8", Sip)],
            file.Loads.Select(load => (load.Element, load.Load)));
        Assert.Single(file.CallManagers);
    }

    [Fact]
    public void The_version_stamp_follows_what_the_file_says()
    {
        Assert.Equal(StampFor(2000), StampFor(2000));
        Assert.NotEqual(StampFor(2000), StampFor(2001));

        static string StampFor(int port) =>
            Bytes.Text(GeneratedConfiguration.SepXml(Sccp, Bench, port)).Split("versionStamp>")[1];
    }

    [Fact]
    public void A_sip_phone_gets_a_line_named_after_it()
    {
        CnfText file = CnfText.Read(GeneratedConfiguration.SipPhone(Sip, Mac, Bench, 5060, "secret"));
        Assert.Equal("P0S3-8-12-00", file.Value("image_version"));
        Assert.Equal("192.0.2.1", file.Value("proxy1_address"));
        Assert.Equal("5060", file.Value("proxy1_port"));
        Assert.Equal("1", file.Value("proxy_register"));
        Assert.Equal("000E84C060A6", file.Value("line1_name"));
        Assert.Equal("C060A6", file.Value("line1_shortname"));
        Assert.Equal("secret", file.Value("phone_password"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("has \" quote")]
    [InlineData("12345678901234567890123456789012")]
    public void A_password_that_a_phone_would_misread_is_left_out(string? password)
    {
        CnfText file = CnfText.Read(GeneratedConfiguration.SipPhone(Sip, Mac, Bench, 5060, password));
        Assert.Null(file.Value("phone_password"));
    }

    [Fact]
    public void The_default_sip_file_has_no_line() =>
        Assert.Equal(["image_version", "proxy1_address", "proxy1_port", "proxy_register"],
            CnfText.Read(GeneratedConfiguration.SipDefault(Sip, Bench, 5060)).Values.Select(value => value.Key));

    [Fact]
    public void Mgcp_files_name_the_load()
    {
        Load load = Load.Parse("P0M3-07-7-00");
        Assert.Equal("image_version: \"P0M3-07-7-00\"\n", Bytes.Text(GeneratedConfiguration.MgcDefault(load)));
        Assert.Equal("image_version: \"P0M3-07-7-00\"\n", Bytes.Text(GeneratedConfiguration.MgcPhone(load)));
    }

    [Fact]
    public void Every_file_is_small_ascii_with_line_feeds()
    {
        string awkward = "\"<&>\n\xE9\u20AC" + new string('\u20AC', 5000);
        byte[][] files =
        [
            GeneratedConfiguration.SepXml(Sccp, Bench, 65535, awkward),
            GeneratedConfiguration.SepXmlForOtherProtocol(Sip, awkward),
            GeneratedConfiguration.XmlDefault(Sip, IPAddress.IPv6Loopback, int.MinValue),
            GeneratedConfiguration.SipDefault(Sip, Bench, 5060),
            GeneratedConfiguration.SipPhone(Sip, Mac, Bench, 5060, "secret"),
            GeneratedConfiguration.MgcDefault(Sip),
        ];
        Assert.All(files, file =>
        {
            Assert.InRange(file.Length, 1, 2048);
            Assert.All(file, value => Assert.True(value is (byte)'\n' or (>= 0x20 and < 0x7F)));
            Assert.Equal((byte)'\n', file[^1]);
        });
        Assert.NotNull(System.Xml.Linq.XDocument.Parse(Bytes.Text(files[0])).Root);
    }
}
