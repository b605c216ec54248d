using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Files.Firmware;

namespace Ringback.Files.Tests.Firmware;

/// <summary>Whole and damaged files of the families that have a check of their own.</summary>
public sealed class ForeignImagesTests
{
    [Fact]
    public void Archive_names_its_build_and_its_files()
    {
        byte[] content = Sign("cnu41.9-4-2ES26.sbn", SampleFamilies.Cnu("9.4(2ES26.)", "/etc/a", "/etc/b"));
        FirmwareFile file = Inspect("cnu41.9-4-2ES26.sbn", content);
        Assert.Equal(("79x1", FirmwareRole.Kernel, "9.4(2ES26.)"), (file.Family, file.Role, file.Build));
        Assert.Equal(["/etc/a", "/etc/b", "/flash0/kernel"], file.Entries);
        Assert.Equal((FirmwareContainer.Signed, FirmwareContainer.Cnu), (file.Container, file.Payload));
        Assert.True(file.Whole);
        Assert.Empty(file.Problems);
    }

    [Fact]
    public void Archive_may_be_one_byte_longer_and_no_byte_shorter()
    {
        byte[] whole = SampleFamilies.Cnu("9.4(2ES26.)", "/etc/a");
        Assert.True(CnuArchive.TryRead([.. whole, 0x0a], out _, out _));
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.False(CnuArchive.TryRead(whole.AsSpan(0, length), out _, out CnuFault why));
            Assert.NotEqual(CnuFault.None, why);
        }
    }

    [Fact]
    public void Archive_that_claims_more_entries_than_it_has_room_for_is_invalid()
    {
        byte[] content = SampleFamilies.Cnu(null, "/etc/a");
        content[0x30] = 0xff;
        Assert.False(CnuArchive.TryRead(content, out _, out CnuFault why));
        Assert.Equal(CnuFault.DirectoryInvalid, why);
    }

    [Fact]
    public void Unsigned_part_of_a_java_set_is_an_error()
    {
        FirmwareFile file = Inspect("cnu41.9-4-2ES26.sbn", SampleFamilies.Cnu(null, "/etc/a"));
        Assert.Contains(file.Problems, p => p is { Code: "signature-missing", Severity: ProblemSeverity.Error });
    }

    [Fact]
    public void Header_of_a_java_part_in_front_of_something_else_is_damaged() =>
        AssertDamaged(Inspect("jar41sip.8-5-4TH1-6.sbn", Sign("jar41sip.8-5-4TH1-6.sbn", "<html>"u8)));

    [Fact]
    public void Kup_image_takes_protocol_and_version_from_its_signed_name()
    {
        byte[] content = Sign("CP7912080004SCCP080108A.sbin", SampleFamilies.Kup());
        FirmwareFile file = Inspect("CP7912080004SCCP080108A.sbin", content);
        Assert.Equal(("7912", "8.0(4)", "CP7912080004SCCP080108A"), (file.Family, file.Version, file.Load));
        Assert.Equal(PhoneProtocol.Sccp, file.Protocol);
        Assert.Equal(["7912G"], file.Models);
        Assert.Empty(file.Problems);
    }

    [Fact]
    public void Kup_image_of_an_odd_name_still_says_its_hardware()
    {
        FirmwareFile file = Inspect("firmware.zup", SampleFamilies.Kup(0x301));
        Assert.Equal(("ata", "8.0", true), (file.Family, file.Version, file.Whole));
        Assert.Equal(["ATA 186", "ATA 188"], file.Models);
    }

    [Fact]
    public void Every_flipped_byte_of_a_kup_image_behind_its_header_is_seen()
    {
        byte[] content = SampleFamilies.Kup();
        for (int at = 0x24; at < content.Length; at++)
        {
            content[at] ^= 0x40;
            AssertDamaged(Inspect("CP7912080004SCCP080108A.zup", content));
            content[at] ^= 0x40;
        }
    }

    [Fact]
    public void Wireless_part_checks_itself()
    {
        byte[] content = Sign("GUI-1.4.6.3.SBN", SampleFamilies.Wireless());
        FirmwareFile file = Inspect("GUI-1.4.6.3.SBN", content);
        Assert.Equal(("7921", true, FirmwareRole.Part), (file.Family, file.Whole, file.Role));
        Assert.Empty(file.Problems);
        content[^1] ^= 1;
        AssertDamaged(Inspect("GUI-1.4.6.3.SBN", content));
    }

    [Fact]
    public void Container_of_the_78xx_is_signed_and_checks_its_digest()
    {
        byte[] content = SampleFamilies.Sealed("kern78xx.14-2-1.sbn", "kernel"u8);
        FirmwareFile file = Inspect("kern78xx.14-2-1.sbn", content);
        Assert.Equal(("78xx", true, true, FirmwareRole.Kernel), (file.Family, file.Signed, file.Whole, file.Role));
        Assert.Empty(file.Problems);
        for (int length = 4; length < content.Length; length++)
            AssertDamaged(Inspect("kern78xx.14-2-1.sbn", content.AsSpan(0, length)));
        content[^1] ^= 1;
        AssertDamaged(Inspect("kern78xx.14-2-1.sbn", content));
        content[^1] ^= 1;
        Assert.Equal("renamed-signed-file", Assert.Single(Inspect("x.sbn", content).Problems).Code);
    }

    [Fact]
    public void Image_of_the_7910_is_named_and_versioned()
    {
        byte[] content = Sign("P00405000700.sbn", SampleFiles.Application("P00405000700"));
        FirmwareFile file = Inspect("P00405000700.sbn", content);
        Assert.Equal(("7910", "P00405000700", "5.0(7)"), (file.Family, file.Load, file.Version));
        Assert.Equal(FirmwareRole.Combined, file.Role);
        Assert.Empty(file.Problems);
    }

    [Fact]
    public void Profile_is_checked_by_its_sum_and_length()
    {
        byte[] content = Convert.FromHexString("23617461fffe04017300060304c00002aa");
        Assert.True(Inspect("gk000E84C060A6", content).Whole);
        for (int length = 4; length < content.Length; length++)
            AssertDamaged(Inspect("gk000E84C060A6", content.AsSpan(0, length)));
        content[^1] ^= 1;
        AssertDamaged(Inspect("gk000E84C060A6", content));
    }

    [Fact]
    public void Trust_list_is_walked_record_by_record()
    {
        byte[] records = [.. SampleFamilies.TrustRecord(0, "a"), .. SampleFamilies.TrustRecord(21, "b")];
        byte[] content = SampleFiles.Envelope("ITLFile.tlv", records, minorVersion: 2);
        FirmwareFile file = Inspect("ITLSEP000E84C060A6.tlv", content);
        Assert.Equal(["SAST: a", "TVS: b"], file.Entries);
        Assert.Equal((FirmwareKind.TrustList, true), (file.Kind, file.Whole));
        Assert.Empty(file.Problems);
        Assert.False(Inspect("ITLFile.tlv", content.AsSpan(0, content.Length - 1)).Whole);
    }

    [Fact]
    public void Signed_package_of_a_call_manager_is_an_archive()
    {
        FirmwareFile file = Inspect("x.cop.sgn", Sign("y.cop.sgn", [0x1f, 0x8b, 8, 0]));
        Assert.Equal((FirmwareKind.Archive, FirmwareContainer.Gzip), (file.Kind, file.Payload));
        Assert.Empty(file.Problems);
    }

    private static byte[] Sign(string name, ReadOnlySpan<byte> payload) => SampleFiles.Envelope(name, payload);

    private static FirmwareFile Inspect(string name, ReadOnlySpan<byte> content) =>
        FirmwareFile.Inspect(name, content, SigningKeys.None);

    private static void AssertDamaged(FirmwareFile file)
    {
        Assert.Contains(file.Problems, p => p is { Code: "damaged-image", Severity: ProblemSeverity.Error });
        Assert.False(file.Whole);
    }
}
