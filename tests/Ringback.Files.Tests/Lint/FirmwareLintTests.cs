using Ringback.Catalogue.Problems;
using Ringback.Files.Configuration;
using Ringback.Files.Lint;
using Ringback.Files.Tests.Firmware;

namespace Ringback.Files.Tests.Lint;

public sealed class FirmwareLintTests
{
    private static readonly byte[] Loader =
        SampleFiles.Envelope("P003-8-12-00.sbn", SampleFiles.Loader("P003-8-12-00"));

    [Fact]
    public void Firmware_in_order_is_not_listed() =>
        Assert.Null(FirmwareLint.Check("tftp/P003-8-12-00.sbn", Loader));

    [Theory]
    [InlineData("tftp/P003-8-12-00 (1).sbn", 0, ProblemCode.RenamedSignedFile)]
    [InlineData("tftp/p003-8-12-00.sbn", 0, ProblemCode.RenamedSignedFile)]
    [InlineData("tftp/P003-8-12-00.sbn", 1, ProblemCode.DamagedImage)]
    public void Firmware_with_a_fault_is_told(string path, int cut, string code)
    {
        LintedFile? file = FirmwareLint.Check(path, Loader.AsSpan(0, Loader.Length - cut));
        Assert.NotNull(file);
        Assert.Equal((path, ConfigurationKind.Firmware, true), (file.Path, file.Kind, file.IsFaulty));
        Assert.Equal(code, Assert.Single(file.Findings).Code);
    }

    [Fact]
    public void A_list_whose_parts_do_not_lie_there_is_told()
    {
        (string name, byte[] content) = SamplePackages.Sip812
            .First(f => f.Name.EndsWith(".loads", StringComparison.Ordinal));
        Assert.Null(FirmwareLint.Check(name, content, _ => true));
        LintedFile? file = FirmwareLint.Check(name, content, part => !part.EndsWith(".sb2", StringComparison.Ordinal));
        Problem finding = Assert.Single(file!.Findings);
        Assert.Equal(ProblemCode.LoadSetIncomplete, finding.Code);
        Assert.Contains("P0S3-8-12-00.sb2", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_firmware_is_left_alone() =>
        Assert.Null(FirmwareLint.Check("tftp/notes.txt", "shopping"u8));
}
