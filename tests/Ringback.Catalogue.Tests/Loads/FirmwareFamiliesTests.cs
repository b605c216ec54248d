using Ringback.Catalogue.Loads;

namespace Ringback.Catalogue.Tests.Loads;

public sealed class FirmwareFamiliesTests
{
    [Theory]
    [InlineData("SIP41.8-5-4S.loads", "79x1", PhoneProtocol.Sip, FirmwareRole.Manifest, "8.5(4)")]
    [InlineData("SCCP70.8-3-3S", "7970", PhoneProtocol.Sccp, FirmwareRole.Part, "8.3(3)")]
    [InlineData("jar42sip.9-4-2ES26.sbn", "79x2", PhoneProtocol.Sip, FirmwareRole.Part, "9.4(2)ES26")]
    [InlineData("cnu11.9-4-2ES9.sbn", "7906-7911", null, FirmwareRole.Kernel, "9.4(2)ES9")]
    [InlineData("cvm45sccp.9-4-2SR4-3.sbn", "79x5", PhoneProtocol.Sccp, FirmwareRole.Part, "9.4(2)SR4-3")]
    [InlineData("term65.default.loads", "79x5", null, FirmwareRole.Manifest, null)]
    [InlineData("TNUXRH-1.4.7.3.SBN", "7925", PhoneProtocol.Sccp, FirmwareRole.Kernel, "1.4.7.3")]
    [InlineData("EA15FW-BF3-220.SBN", "7926", PhoneProtocol.Sccp, FirmwareRole.Part, null)]
    [InlineData("P00405000700.sbn", "7910", PhoneProtocol.Sccp, FirmwareRole.Combined, "5.0(7)")]
    [InlineData("S00105000400.sbn", "7914", null, FirmwareRole.Combined, "5.0(4)")]
    [InlineData("apps37sccp.1-4-5-7.bin", "7937", PhoneProtocol.Sccp, FirmwareRole.Combined, "1.4(5.7)")]
    [InlineData("SCCP6945.9-3-1-3.loads", "6945", PhoneProtocol.Sccp, FirmwareRole.Manifest, "9.3(1.3)")]
    [InlineData("SCCP894x.9-4-2SR1-2.bin3.sgn", "894x", PhoneProtocol.Sccp, FirmwareRole.Part, "9.4(2)SR1-2")]
    [InlineData("rootfs78xx.14-2-1-0101-26.sbn", "78xx", null, FirmwareRole.Part, "14.2(1.0101.26)")]
    [InlineData("kern8961.9-4-2SR4-1.sebn", "8961", null, FirmwareRole.Kernel, "9.4(2)SR4-1")]
    [InlineData("cp7912r.zup", "7912", null, FirmwareRole.Combined, null)]
    public void Name_says_family_protocol_role_and_version(
        string name, string family, PhoneProtocol? protocol, FirmwareRole role, string? version)
    {
        Assert.True(FirmwareFamilies.BuiltIn.TryReadName(name, out FirmwareNameMeaning? meaning));
        Assert.Equal((family, protocol, role, version),
            (meaning.Family.Name, meaning.Protocol, meaning.Role, meaning.Version));
    }

    [Theory]
    [InlineData("P0S3-8-12-00.sb2")]
    [InlineData("SEP000E84C060A6.cnf.xml")]
    [InlineData("")]
    public void Other_names_say_nothing(string name) => Assert.False(FirmwareFamilies.BuiltIn.TryReadName(name, out _));

    [Fact]
    public void Families_have_models_and_names_of_their_own()
    {
        FirmwareFamilies known = FirmwareFamilies.BuiltIn;
        Assert.Equal(known.All.Count, known.All.Select(f => f.Name).Distinct().Count());
        Assert.All(known.All, f => Assert.NotEmpty(PhoneCatalogue.BuiltIn.ModelsOf(f.Name)));
        Assert.Equal(["7941G", "7941G-GE", "7961G", "7961G-GE"], PhoneCatalogue.BuiltIn.ModelsOf("79x1"));
        Assert.Null(known.Find("toaster"));
    }
}
