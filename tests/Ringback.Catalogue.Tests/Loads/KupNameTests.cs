using Ringback.Catalogue.Loads;

namespace Ringback.Catalogue.Tests.Loads;

public sealed class KupNameTests
{
    [Theory]
    [InlineData("CP7912080000SIP060111A.sbin", "7912", "8.0(0)", PhoneProtocol.Sip, "2006-01-11")]
    [InlineData("cp7912080004sccp080108a", "7912", "8.0(4)", PhoneProtocol.Sccp, "2008-01-08")]
    [InlineData("CP7905080003SCCP070409A.zup", "7905", "8.0(3)", PhoneProtocol.Sccp, "2007-04-09")]
    [InlineData("ATA030204SCCP090202A.zup", "ata", "3.2(4)", PhoneProtocol.Sccp, "2009-02-02")]
    [InlineData("CP7905010000H323030101B.zup", "7905", "1.0(0)", PhoneProtocol.H323, "2003-01-01")]
    public void Name_says_model_version_protocol_and_day(
        string text, string model, string version, PhoneProtocol protocol, string built)
    {
        Assert.True(KupName.TryParse(text, out KupName? name));
        Assert.Equal((model, version, protocol), (name.Model, name.Version, name.Protocol));
        Assert.Equal(DateOnly.ParseExact(built, "yyyy-MM-dd"), name.Built);
    }

    [Fact]
    public void Day_that_is_none_is_left_out()
    {
        Assert.True(KupName.TryParse("CP7912080004SCCP081399A", out KupName? name));
        Assert.Null(name.Built);
    }

    [Theory]
    [InlineData("")]
    [InlineData("CP79")]
    [InlineData("CP79xx080004SCCP080108A")]
    [InlineData("CP7912080004SCCP080108")]
    [InlineData("CP7912080004MUTE080108A")]
    [InlineData("CP7912080004SCCP080108AB")]
    [InlineData("P0S3-8-12-00")]
    public void Other_names_are_refused(string text) => Assert.False(KupName.TryParse(text, out _));
}
