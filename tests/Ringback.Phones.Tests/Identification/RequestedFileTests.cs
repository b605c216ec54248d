using Ringback.Catalogue;
using Ringback.Phones.Identification;

namespace Ringback.Phones.Tests.Identification;

public sealed class RequestedFileTests
{
    private const string Mac = "000E84C060A6";

    private static readonly Dictionary<string, RequestedKind> Kinds = new()
    {
        ["OS79XX.TXT"] = RequestedKind.DualBoot,
        ["CTLSEP{MAC}.tlv"] = RequestedKind.TrustList,
        ["SEP{MAC}.cnf.xml"] = RequestedKind.SepXml,
        ["SIP{MAC}.cnf"] = RequestedKind.SipPhone,
        ["MGC{MAC}.cnf"] = RequestedKind.MgcPhone,
        ["XMLDefault.cnf.xml"] = RequestedKind.XmlDefault,
        ["SIPDefault.cnf"] = RequestedKind.SipDefault,
        ["MGCDefault.cnf"] = RequestedKind.MgcDefault,
        ["SEP{MAC}.cnf"] = RequestedKind.LegacySep,
        ["SEPDEFAULT.cnf"] = RequestedKind.LegacySep,
        ["RINGLIST.DAT"] = RequestedKind.Trimming,
        ["dialplan.xml"] = RequestedKind.Trimming,
    };

    /// <summary>Every name of every boot sequence of the 7940 and 7960.</summary>
    public static TheoryData<string> Asked { get; } =
        [.. PhoneCatalogue.BuiltIn.Family79X0.BootSequences.SelectMany(s => s.Asks).Distinct()];

    [Theory]
    [MemberData(nameof(Asked))]
    public void Every_name_of_a_boot_sequence_has_its_kind(string pattern) =>
        Assert.Equal(Kinds[pattern], RequestedFile.Recognise(pattern.Replace("{MAC}", Mac)).Kind);

    [Theory]
    [MemberData(nameof(Asked))]
    public void Letter_case_does_not_matter(string pattern) =>
        Assert.Equal(Kinds[pattern], RequestedFile.Recognise(pattern.Replace("{MAC}", Mac).ToLowerInvariant()).Kind);

    [Theory]
    [InlineData("SEP000E84C060A6.cnf.xml")]
    [InlineData("sep000e84c060a6.cnf.xml")]
    [InlineData("./SIP000E84C060A6.cnf")]
    [InlineData("CTLSEP000e84c060a6.tlv")]
    [InlineData("MGC000E84C060A6.cnf")]
    [InlineData("SEP000E84C060A6.cnf")]
    public void The_phone_names_itself_in_either_case(string name) =>
        Assert.Equal(MacAddress.Parse(Mac), RequestedFile.Recognise(name).Mac);

    [Theory]
    [InlineData("SEP000E84C060A.cnf.xml")]
    [InlineData("SEP000E84C060A66.cnf.xml")]
    [InlineData("SEP000E84C060G6.cnf.xml")]
    [InlineData("SEP00:0E:84:C0:60:A6.cnf.xml")]
    [InlineData("SEP00:0E:84:C0.cnf.xml")]
    [InlineData("SIP.cnf")]
    [InlineData("CTLSEP.tlv")]
    [InlineData("")]
    public void A_name_with_a_wrong_address_is_no_phones_own(string name)
    {
        RequestedFile file = RequestedFile.Recognise(name);
        Assert.Equal((RequestedKind.Other, null), (file.Kind, file.Mac));
    }

    [Theory]
    [InlineData("P0S3-8-12-00.loads", RequestedKind.Manifest)]
    [InlineData("p0s3-8-12-00.LOADS", RequestedKind.Manifest)]
    [InlineData("P003-8-12-00.sbn", RequestedKind.SignedImage)]
    [InlineData("P0030801SR02.sb2", RequestedKind.Application)]
    [InlineData("P0S30202.bin", RequestedKind.UnsignedImage)]
    [InlineData("P0M3-07-7-00", RequestedKind.BareLoad)]
    public void Firmware_is_known_by_its_load_and_extension(string name, RequestedKind kind)
    {
        RequestedFile file = RequestedFile.Recognise(name);
        Assert.Equal((kind, true), (file.Kind, file.IsFirmware));
        Assert.NotNull(file.Load);
    }

    [Theory]
    [InlineData("P0S3-8-12-00.zup")]
    [InlineData("P0S3-8-12-00.sb2.bak")]
    [InlineData("SCCP41.9-4-2SR3-1S")]
    [InlineData("readme.txt")]
    public void Other_names_are_not_taken_for_firmware(string name) =>
        Assert.False(RequestedFile.Recognise(name).IsFirmware);

    [Theory]
    [InlineData("ITLSEP000E84C060A6.tlv", RequestedKind.IdentityList, "java")]
    [InlineData("ITLFile.tlv", RequestedKind.IdentityList, "java")]
    [InlineData("gk000e84c060a6", RequestedKind.Profile, "7912")]
    [InlineData("lddefault.cfg", RequestedKind.ProfileDefault, "7905")]
    [InlineData("ata000e84c060a6", RequestedKind.Profile, "ata")]
    [InlineData("term41.default.loads", RequestedKind.DefaultManifest, "79x1")]
    [InlineData("TERM75.default.loads", RequestedKind.DefaultManifest, "7975")]
    [InlineData("SCCP41.9-4-2SR3-1S.loads", RequestedKind.SetManifest, "79x1")]
    [InlineData("Jar70sccp.8-3-1-22.sbn", RequestedKind.SetPart, "7970")]
    [InlineData("CP7912080001SIP060412A.sbin", RequestedKind.WholeImage, "7912")]
    [InlineData("CTLSEP000E84C060A6.tlv", RequestedKind.TrustList, null)]
    [InlineData("SEP000E84C060A6.cnf.xml", RequestedKind.SepXml, null)]
    public void Phones_of_other_families_show_themselves(string name, RequestedKind kind, string? family)
    {
        RequestedFile file = RequestedFile.Recognise(name);
        Assert.Equal((kind, family), (file.Kind, file.Family));
    }

    [Theory]
    [InlineData("phones/SIPDefault.cnf")]
    [InlineData("phones\\SIPDefault.cnf")]
    [InlineData("/SIPDefault.cnf")]
    public void The_last_part_of_a_path_decides(string name) =>
        Assert.Equal(RequestedKind.SipDefault, RequestedFile.Recognise(name).Kind);

    [Fact]
    public void Seven_kinds_of_file_can_name_a_load()
    {
        string[] patterns = [.. Kinds.Keys.Where(p => RequestedFile.Recognise(p.Replace("{MAC}", Mac)).CanNameLoad)];
        Assert.Equal(["OS79XX.TXT", "SEP{MAC}.cnf.xml", "SIP{MAC}.cnf", "MGC{MAC}.cnf", "XMLDefault.cnf.xml",
            "SIPDefault.cnf", "MGCDefault.cnf"], patterns);
    }

    [Fact]
    public void Every_name_says_what_it_is_for_and_what_its_absence_means() =>
        Assert.All(Asked, row =>
        {
            RequestedFile file = RequestedFile.Recognise(((string)row.Data).Replace("{MAC}", Mac));
            Assert.NotEmpty(file.Purpose);
            Assert.NotEmpty(file.WhenMissing);
        });

    [Theory]
    [InlineData("SEP001122AABBF1.cnf.xml.sgn")]
    [InlineData("SEP001122AABBF1.cnf.xml.enc.sgn")]
    [InlineData("SIP001122AABBF1.cnf.enc.sgn")]
    [InlineData("XMLDefault.cnf.xml.sgn")]
    public void A_signed_configuration_is_the_sign_of_a_foreign_trust_list(string name)
    {
        RequestedFile asked = RequestedFile.Recognise(name);
        Assert.Equal(RequestedKind.SignedConfiguration, asked.Kind);
        Assert.Contains("123456789*0#", asked.WhenMissing);
    }

    [Theory]
    [InlineData("German_Germany/mk-sccp.jar")]
    [InlineData("German_Germany/td-sip.jar")]
    [InlineData("Germany/g3-tones.xml")]
    [InlineData("Germany/g4-tones.xml")]
    [InlineData("German_Germany/7905-dictionary.xml")]
    [InlineData("German_Germany/7921-font.dat")]
    public void The_files_of_a_language_are_known_by_name(string name) =>
        Assert.Equal(RequestedKind.Trimming, RequestedFile.Recognise(name).Kind);
}
