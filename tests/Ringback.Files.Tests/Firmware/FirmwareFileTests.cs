using System.Text;
using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Files.Firmware;

namespace Ringback.Files.Tests.Firmware;

public sealed class FirmwareFileTests
{
    [Fact]
    public void Signed_application_says_everything_about_itself()
    {
        byte[] content = SampleFiles.Signed("P0S3-8-12-00.sb2", SampleFiles.Application("P0S3-8-12-00"));
        FirmwareFile file = FirmwareFile.Inspect("P0S3-8-12-00.sb2", content);
        Assert.Equal(FirmwareKind.Firmware, file.Kind);
        Assert.Equal("7940-7960", file.Family);
        Assert.Equal(["7940", "7940G", "7960", "7960G"], file.Models);
        Assert.Equal((PhoneProtocol.Sip, FirmwareRole.Application), (file.Protocol, file.Role));
        Assert.Equal(("P0S3-8-12-00", "8.12", "PAS3ARM1"), (file.Load, file.Version, file.Build));
        Assert.Equal((FirmwareContainer.Signed, true, true), (file.Container, file.Signed, file.Whole));
        Assert.Equal("P0S3-8-12-00.sb2", file.EmbeddedName);
        Assert.Equal(content.Length, file.Length);
        Assert.False(file.IsPractice);
        Assert.Empty(file.Problems);
    }

    [Fact]
    public void Raw_loader_is_unsigned_and_has_no_protocol()
    {
        FirmwareFile file = FirmwareFile.Inspect("P003-8-12-00.bin", SampleFiles.Loader("P003-8-12-00"));
        Assert.Equal((FirmwareContainer.Raw, false, null), (file.Container, file.Signed, file.Protocol));
        Assert.Equal((FirmwareRole.Loader, "PAS30830"), (file.Role, file.Build));
        Assert.Empty(file.Problems);
    }

    [Theory]
    [InlineData("\n", "")]
    [InlineData("\r\n", "")]
    [InlineData("\r\n", "  ")]
    public void Manifest_lists_its_parts(string lineEnd, string trailing)
    {
        byte[] content = SampleFiles.Loads("P0S3-07-5-00", "P003-07-5-00", "PAS3X060", lineEnd, trailing);
        FirmwareFile file = FirmwareFile.Inspect("P0S3-07-5-00.loads", content);
        Assert.Equal((FirmwareKind.Manifest, FirmwareRole.Manifest), (file.Kind, file.Role));
        Assert.Equal(["P003-07-5-00.sbn", "P0S3-07-5-00.sb2"], file.Parts);
        Assert.Equal(("P0S3-07-5-00", PhoneProtocol.Sip, "PAS3X060"), (file.Load, file.Protocol, file.Build));
        Assert.Empty(file.Problems);
    }

    [Fact]
    public void Renamed_signed_application_is_still_recognised_as_signed()
    {
        byte[] content = SampleFiles.Signed("P0S3-8-12-00.sb2", SampleFiles.Application("P0S3-8-12-00"));
        FirmwareFile file = FirmwareFile.Inspect("P0S3-8-12-00.bin", content);
        Assert.Equal((true, FirmwareContainer.Signed, FirmwareRole.Application),
            (file.Signed, file.Container, file.Role));
        Problem problem = Assert.Single(file.Problems);
        Assert.Equal(("renamed-signed-file", ProblemSeverity.Error), (problem.Code, problem.Severity));
        Assert.Contains("P0S3-8-12-00.sb2", problem.Message);
    }

    [Fact]
    public void Letter_case_of_a_signed_name_counts()
    {
        byte[] content = SampleFiles.Signed("P0S3-8-12-00.sb2", SampleFiles.Application("P0S3-8-12-00"));
        Problem problem = Assert.Single(FirmwareFile.Inspect("p0s3-8-12-00.SB2", content).Problems);
        Assert.Equal("renamed-signed-file", problem.Code);
        Assert.Contains("letter case", problem.Message);
    }

    [Fact]
    public void Folders_before_the_name_are_ignored()
    {
        byte[] content = SampleFiles.Signed("P0S3-8-12-00.sb2", SampleFiles.Application("P0S3-8-12-00"));
        Assert.Empty(FirmwareFile.Inspect("a/b\\P0S3-8-12-00.sb2", content).Problems);
    }

    [Fact]
    public void Every_prefix_of_a_signed_loader_is_damaged()
    {
        byte[] whole = SampleFiles.Signed("P003-8-12-00.sbn", SampleFiles.Loader("P003-8-12-00"));
        for (int length = 0; length < whole.Length; length++)
            AssertDamagedOrHeaderless(FirmwareFile.Inspect("P003-8-12-00.sbn", whole.AsSpan(0, length)));
    }

    [Fact]
    public void Every_prefix_of_a_signed_application_up_to_its_dsp_block_is_damaged()
    {
        byte[] whole = SampleFiles.Signed("P0S3-8-12-00.sb2", SampleFiles.Application("P0S3-8-12-00"));
        for (int length = 0; length < whole.Length - SampleFiles.ApplicationLength + SampleFiles.DspOffset; length++)
            AssertDamagedOrHeaderless(FirmwareFile.Inspect("P0S3-8-12-00.sb2", whole.AsSpan(0, length)));
    }

    [Fact]
    public void Every_prefix_of_a_manifest_but_the_last_line_end_is_damaged()
    {
        byte[] whole = SampleFiles.Loads("P0S3-8-12-00", "P003-8-12-00");
        for (int length = 0; length < whole.Length - 1; length++)
            AssertDamaged(FirmwareFile.Inspect("P0S3-8-12-00.loads", whole.AsSpan(0, length)));
    }

    [Fact]
    public void Web_page_saved_under_a_firmware_name_is_an_error() =>
        AssertDamagedOrHeaderless(FirmwareFile.Inspect("P0S3-8-12-00.sb2", "<html>404</html>"u8));

    [Fact]
    public void Header_in_front_of_something_else_is_damaged() =>
        AssertDamaged(FirmwareFile.Inspect("P0S3-8-12-00.sb2", SampleFiles.Envelope("P0S3-8-12-00.sb2", "???"u8)));

    [Theory]
    [InlineData("P003-8-12-00.sbn")]
    [InlineData("P003-8-12-00.SBN")]
    public void Signed_extension_without_a_header_is_an_error(string name)
    {
        FirmwareFile file = FirmwareFile.Inspect(name, SampleFiles.Loader("P003-8-12-00"));
        Assert.Equal("signature-missing", Assert.Single(file.Problems).Code);
    }

    [Fact]
    public void Raw_image_under_another_loads_name_is_noticed()
    {
        FirmwareFile file = FirmwareFile.Inspect("P003-08-11-00.bin", SampleFiles.Loader("P003-8-12-00"));
        Assert.Equal("name-differs-from-content", Assert.Single(file.Problems).Code);
        Assert.Equal("P003-8-12-00", file.Load);
    }

    [Fact]
    public void Old_single_image_does_not_say_whether_it_is_whole()
    {
        FirmwareFile file = FirmwareFile.Inspect("P0S3-06-3-00.bin", SampleFiles.OldImage("P0S3-06-3-00"));
        Assert.Equal((FirmwareRole.Combined, "6.3"), (file.Role, file.Version));
        Assert.Null(file.Whole);
        Assert.Empty(file.Problems);
    }

    [Fact]
    public void Trust_list_is_told_by_its_version()
    {
        byte[] content = SampleFiles.Envelope("CTLFile.tlv", [1, 0, 2, 0, 9], minorVersion: 2);
        Assert.Equal(FirmwareKind.TrustList, FirmwareFile.Inspect("CTLFile.tlv", content).Kind);
    }

    [Theory]
    [InlineData("CTLSEP000E84C060A6.tlv", 0)]
    [InlineData("CTLSEP000E84C060A6.tlv", 1)]
    [InlineData("ITLFile.tlv", 0)]
    public void Empty_trust_list_is_one(string name, int length) =>
        Assert.Equal(FirmwareKind.TrustList, FirmwareFile.Inspect(name, new byte[length]).Kind);

    [Fact]
    public void Practice_mark_is_seen_in_an_image_and_in_an_envelope()
    {
        byte[] image = [.. SampleFiles.OldImage("P0S3-06-3-00"), .. "RINGBACK PRACTICE IMAGE - NOT FIRMWARE"u8];
        Assert.True(FirmwareFile.Inspect("P0S3-06-3-00.bin", image).IsPractice);
        byte[] loads = SampleFiles.Loads("P0S3-8-12-00", "P003-8-12-00");
        "CN=RingbackPractice;"u8.CopyTo(loads.AsSpan(0x10));
        Assert.True(FirmwareFile.Inspect("P0S3-8-12-00.loads", loads).IsPractice);
    }

    [Fact]
    public void Any_bytes_under_any_name_have_an_answer()
    {
        (string Name, byte[] Content)[] seeds =
        [
            ("P0S3-8-12-00.sb2", SampleFiles.Signed("P0S3-8-12-00.sb2", SampleFiles.Application("P0S3-8-12-00"))),
            ("P003-8-12-00.sbn", SampleFiles.Signed("P003-8-12-00.sbn", SampleFiles.Loader("P003-8-12-00"))),
            ("P0S3-8-12-00.loads", SampleFiles.Loads("P0S3-8-12-00", "P003-8-12-00")),
            ("P0S3-06-3-00.bin", SampleFiles.Application("P0S3-06-3-00")),
            ("OS79XX.TXT", "P0S3-08-12-00\r\n"u8.ToArray()),
            ("SIPDefault.cnf", "# c\nimage_version: \"P0S3-8-12-00\" ; x\n"u8.ToArray()),
            ("XMLDefault.cnf.xml", "<?xml?><Default><loadInformation8>P0S3-8-12-00</loadInformation8></Default>"u8
                .ToArray()),
            ("x.zup", Encoding.ASCII.GetBytes("kup100000000" + new string('\0', 60))),
            ("", []),
        ];
        Random random = new(7960);
        for (int i = 0; i < 30_000; i++)
        {
            (string name, byte[] content) = seeds[random.Next(seeds.Length)];
            byte[] mutated = Mutate(random, content);
            string given = random.Next(4) == 0 ? seeds[random.Next(seeds.Length)].Name : name;
            Assert.NotNull(FirmwareFile.Inspect(given, mutated, SigningKeys.None));
        }
    }

    private static byte[] Mutate(Random random, byte[] content)
    {
        byte[] mutated = content[..(random.Next(3) == 0 ? random.Next(content.Length + 1) : content.Length)];
        for (int n = random.Next(6); n > 0 && mutated.Length > 0; n--)
            mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
        return mutated;
    }

    /// <summary>A few first bytes are no header yet: what is wrong then is that there is none.</summary>
    private static void AssertDamagedOrHeaderless(FirmwareFile file) => Assert.Contains(file.Problems, p =>
        p is { Code: "damaged-image" or "signature-missing", Severity: ProblemSeverity.Error });

    private static void AssertDamaged(FirmwareFile file)
    {
        Assert.Contains(file.Problems, p => p is { Code: "damaged-image", Severity: ProblemSeverity.Error });
        Assert.False(file.Whole);
    }
}
