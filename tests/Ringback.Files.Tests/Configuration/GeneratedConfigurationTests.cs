using System.Net;
using Ringback.Catalogue.Loads;
using Ringback.Files.Configuration;

namespace Ringback.Files.Tests.Configuration;

public sealed class GeneratedConfigurationTests
{
    private static readonly Load Sip = Load.Parse("P0S3-8-12-00");
    private static readonly IPAddress Bench = IPAddress.Parse("192.0.2.1");

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
    public void Mgcp_files_name_the_load()
    {
        Load load = Load.Parse("P0M3-07-7-00");
        Assert.Equal("image_version: \"P0M3-07-7-00\"\n", Bytes.Text(GeneratedConfiguration.MgcDefault(load)));
    }

    [Fact]
    public void Every_file_is_small_ascii_with_line_feeds()
    {
        string awkward = "\"<&>\n\xE9\u20AC" + new string('\u20AC', 5000);
        byte[][] files =
        [
            GeneratedConfiguration.SepXmlForOtherProtocol(Sip, awkward),
            GeneratedConfiguration.XmlDefault(Sip, IPAddress.IPv6Loopback, int.MinValue),
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
