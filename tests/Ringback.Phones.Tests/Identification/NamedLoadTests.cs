using System.Text;
using Ringback.Phones.Identification;

namespace Ringback.Phones.Tests.Identification;

/// <summary>The load that a file names, by its bytes alone.</summary>
public sealed class NamedLoadTests
{
    [Theory]
    [InlineData(RequestedKind.DualBoot, "P0S30203\r\n", "P0S30203")]
    [InlineData(RequestedKind.SipDefault, "image_version: P0S3-8-12-00\n", "P0S3-8-12-00")]
    [InlineData(RequestedKind.SipPhone, "proxy1_address: 10.0.0.1\n", null)]
    [InlineData(RequestedKind.SepXml, "<device><loadInformation>P0030801SR02</loadInformation></device>",
        "P0030801SR02")]
    [InlineData(RequestedKind.XmlDefault, "<Default><loadInformation7>P0030801SR02</loadInformation7>"
        + "<loadInformation8>P0030801SR02</loadInformation8></Default>", "P0030801SR02")]
    [InlineData(RequestedKind.XmlDefault, "<Default><loadInformation7>P0030801SR02</loadInformation7>"
        + "<loadInformation8>P00307020200</loadInformation8></Default>", null)]
    [InlineData(RequestedKind.Profile, "P0S30203", null)]
    public void A_file_names_a_load_or_none(RequestedKind kind, string content, string? load) =>
        Assert.Equal(load, NamedLoad.In(kind, Encoding.Latin1.GetBytes(content)));
}
