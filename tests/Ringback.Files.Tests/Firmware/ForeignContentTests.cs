using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Files.Configuration;
using Ringback.Files.Firmware;

namespace Ringback.Files.Tests.Firmware;

public sealed class ForeignContentTests
{
    [Theory]
    [InlineData("P0S3-8-12-00.zip", "PK\x03\x04rest", "archive", "zip")]
    [InlineData("cmterm.tgz", "\x1f\x8b\x08", "archive", "gzip")]
    [InlineData("ata.txt", "#txt\nUIPassword:0", "profile", "text")]
    [InlineData("S00105000400.bin", "S00105000400\0", "firmware", "raw")]
    [InlineData("B015-1-0-4-2.BIN", "B015-1-0-4-2\0", "firmware", "raw")]
    [InlineData("note.doc", "\x00\x01\x02", "unknown", null)]
    public void Magic_decides(string name, string content, string kind, string? container)
    {
        FirmwareFile file = FirmwareFile.Inspect(name, System.Text.Encoding.Latin1.GetBytes(content));
        Assert.Equal((kind, container), (file.Kind.ToWord(), file.Container?.ToWord()));
        Assert.Null(file.LoadName);
        Assert.DoesNotContain(file.Problems, p => p.Severity is not ProblemSeverity.Info);
    }

    [Theory]
    [InlineData(0x301, "ata")]
    [InlineData(0x501, "7905")]
    [InlineData(0x601, "7912")]
    public void Kup_image_names_its_hardware_and_proves_itself_whole(int hardware, string family)
    {
        byte[] content = SampleFamilies.Kup((uint)hardware);
        FirmwareFile file = FirmwareFile.Inspect("x.zup", content);
        Assert.Equal((family, true, FirmwareContainer.Kup), (file.Family, file.Whole, file.Container));
        for (int length = 4; length < content.Length; length++)
            Assert.False(FirmwareFile.Inspect("x.zup", content.AsSpan(0, length)).Whole);
    }

    [Fact]
    public void Signed_kup_is_signed()
    {
        byte[] content = SampleFiles.Envelope("CP7912080004.sbin", SampleFamilies.Kup(0x601));
        FirmwareFile file = FirmwareFile.Inspect("CP7912080004.sbin", content);
        Assert.Equal((FirmwareContainer.Signed, "7912", true), (file.Container, file.Family, file.Whole));
    }

    [Fact]
    public void Kup_image_under_the_name_of_another_phone_is_an_error()
    {
        FirmwareFile file = FirmwareFile.Inspect("CP7905080000SIP060111A.zup", SampleFamilies.Kup(0x601));
        Problem problem = Assert.Single(file.Problems);
        Assert.Equal((ProblemCode.NameDiffersFromContent, ProblemSeverity.Error), (problem.Code, problem.Severity));
        Assert.Equal("7912", file.Family);
    }

    [Fact]
    public void First_names_of_the_7905_say_their_protocol()
    {
        FirmwareFile file = FirmwareFile.Inspect("ld-v2-10-h323-030101A.zup", SampleFamilies.Kup(0x501));
        Assert.Equal((PhoneProtocol.H323, "2.10"), (file.Protocol, file.Version));
        Assert.Empty(file.Problems);
    }

    [Theory]
    [InlineData("jar41sip.8-5-4TH1-6.sbn")]
    [InlineData("cmterm-7940-7960-sccp.8-1-2.zip")]
    [InlineData("SIP41.8-5-4S.zup")]
    public void Web_page_under_a_firmware_name_is_an_error(string name)
    {
        FirmwareFile file = FirmwareFile.Inspect(name, "\n<!doctype HTML><html><body>Log in</body></html>"u8);
        Problem problem = Assert.Single(file.Problems);
        Assert.Equal((ProblemCode.UnknownContent, ProblemSeverity.Error), (problem.Code, problem.Severity));
        Assert.Contains("web page", problem.Message);
    }

    [Fact]
    public void Web_page_that_says_so_is_no_fault() =>
        Assert.False(FirmwareFile.Inspect("readme.html", "<html></html>"u8).HasError);
}
