using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Files.Firmware;

namespace Ringback.Files.Tests.Firmware;

public sealed class PhoneManifestTests
{
    private const string Wireless = "#? HW_REV 0-4.*\n#? SW_CAP 1\n"
        + "TNUX-1.4.6.3.SBN 1000 00112233445566778899aabbccddeeff\nSYS-1.4.6.3.SBN 2000 "
        + "ffeeddccbbaa99887766554433221100\n#+ GUI-1.4.6.3.SBN 3000 00112233445566778899aabbccddeeff\n";

    private const string Sectioned = "[CISCO-ID]\r\nversion=1\r\nhwcompat=3\r\nloadversion=sip8961.9-4-2SR4-1\r\n"
        + "[PLATFORM_1]\r\nkern=kern8961.9-4-2SR4-1.sebn size=100\r\nrootfs=rootfs8961.9-4-2SR4-1.sebn size=200\r\n"
        + "ebr_layout=0,1,2\r\n";

    public static TheoryData<string, string, string, string?, PhoneProtocol?, string?, int> Lists => new()
    {
        { "SIP42.9-4-2SR3-1S.loads", List("42", "sip", "9-4-2ES26"), "79x2", "SIP42.9-4-2SR3-1S", PhoneProtocol.Sip,
            "9.4(2)SR3-1", 5 },
        { "SCCP11.9-4-2SR1-1S.loads", List("11", "sccp", "9-4-2ES9"), "7906-7911", "SCCP11.9-4-2SR1-1S",
            PhoneProtocol.Sccp, "9.4(2)SR1-1", 5 },
        { "term61.default.loads", List("41", "sip", "8-5-4TH1-6"), "79x1", null, PhoneProtocol.Sip, "8.5(4)TH1-6", 5 },
        { "CP7921G-1.4.6.3.LOADS", Wireless, "7921", "CP7921G-1.4.6.3", PhoneProtocol.Sccp, "1.4.6.3", 3 },
        { "sip8961.9-4-2SR4-1.loads", Sectioned, "8961", "sip8961.9-4-2SR4-1", PhoneProtocol.Sip, "9.4(2)SR4-1", 2 },
        { "SCCP69xx.9-4-1-3SR3.loads", "BOOT69xx.0-0-0-14.zz.sgn\nDSP69xx.0-1.zz.sgn\nSCCP69xx.9-4-1-3SR3.zz.sgn\n",
            "69xx", "SCCP69xx.9-4-1-3SR3", PhoneProtocol.Sccp, "9.4(1.3)SR3", 3 },
        { "SCCP894x.9-4-2SR1-2.loads", "BOOT894x.0-0-2-0.bin.sgn\nSCCP894x.9-4-2SR1-2.bin1.sgn\n", "894x",
            "SCCP894x.9-4-2SR1-2", PhoneProtocol.Sccp, "9.4(2)SR1-2", 2 },
        { "SCCP6901.9-2-1-a.loads", "KNL6901.9-2-1-a.zz.sgn\nAPP6901.9-2-1-a.zz.sgn\n", "6901", "SCCP6901.9-2-1-a",
            PhoneProtocol.Sccp, "9.2(1)-a", 2 },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public void List_of_every_family_names_its_load_and_parts(
        string name, string text, string family, string? load, PhoneProtocol? protocol, string? version, int parts)
    {
        byte[] content = SampleFiles.Envelope(name, SampleFamilies.Text(text));
        FirmwareFile file = FirmwareFile.Inspect(name, content, SigningKeys.None);
        Assert.Equal((FirmwareKind.Manifest, FirmwareRole.Manifest), (file.Kind, file.Role));
        Assert.Equal((family, load, protocol, version), (file.Family, file.Load, file.Protocol, file.Version));
        Assert.Equal(PhoneCatalogue.BuiltIn.ModelsOf(family), file.Models);
        Assert.Equal(load is null, file.IsDefaultManifest);
        Assert.Equal(parts, file.Parts.Count);
        Assert.Equal(file.Parts, file.ManifestParts.Select(p => p.Name));
        Assert.All(file.Parts, p => Assert.Equal(p.Trim(), p));
        Assert.True(file.Whole);
        Assert.Null(file.LoadName);
        Assert.Empty(file.Problems);
    }

    [Fact]
    public void Remarks_give_build_and_hardware()
    {
        FirmwareFile file = Inspect("SIP42.9-4-2SR3-1S.loads", List("42", "sip", "9-4-2ES26"));
        Assert.Equal(("9-4-2ES26", 5), (file.Build, file.HardwareCompatibility));
        Assert.Equal("dsp42.9-4-2ES26.sbn", file.Parts[3]);
    }

    [Fact]
    public void Sections_give_hardware_and_sizes()
    {
        FirmwareFile file = Inspect("sip8961.9-4-2SR4-1.loads", Sectioned);
        Assert.Equal(3, file.HardwareCompatibility);
        Assert.Equal(new ManifestPart("kern8961.9-4-2SR4-1.sebn", 100), file.ManifestParts[0]);
    }

    [Fact]
    public void Wireless_list_gives_sizes_and_digests()
    {
        ManifestPart part = Inspect("CP7921G-1.4.6.3.LOADS", Wireless).ManifestParts[2];
        Assert.Equal(new ManifestPart("GUI-1.4.6.3.SBN", 3000, "00112233445566778899aabbccddeeff"), part);
    }

    [Fact]
    public void Every_prefix_of_a_java_list_but_the_last_blanks_is_damaged()
    {
        string text = List("41", "sip", "8-5-4TH1-6");
        for (int length = 0; length < text.TrimEnd().Length; length++)
        {
            FirmwareFile file = Inspect("SIP41.8-5-4S.loads", text[..length]);
            Assert.Contains(file.Problems, p => p.Code == "damaged-image");
            Assert.False(file.Whole);
        }
    }

    [Fact]
    public void List_of_languages_is_no_firmware() =>
        Assert.Equal(FirmwareKind.Configuration,
            FirmwareFile.Inspect("CIPC_Locale.loads", "<AutoUpdateManifest/>"u8).Kind);

    [Fact]
    public void Load_list_of_a_call_manager_names_its_load()
    {
        FirmwareFile file = FirmwareFile.Inspect(
            "load115.txt", "115       SIP41.8-5-4S     11             // IP Phone 7941 SIP\r\n"u8);
        Assert.Equal((FirmwareKind.Configuration, "SIP41.8-5-4S", "79x1"), (file.Kind, file.Load, file.Family));
    }

    [Fact]
    public void List_is_recognised_under_any_name() =>
        Assert.Equal(FirmwareKind.Manifest, FirmwareFile.Inspect(
            "note.txt", SampleFamilies.JavaList("41", "sip", "8-5-4TH1-6")).Kind);

    private static FirmwareFile Inspect(string name, string text) => FirmwareFile.Inspect(
        name, SampleFiles.Envelope(name, SampleFamilies.Text(text)), SigningKeys.None);

    private static string List(string number, string protocol, string build) =>
        System.Text.Encoding.ASCII.GetString(SampleFamilies.JavaList(number, protocol, build, 5));
}
