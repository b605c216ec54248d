using System.Text;
using Ringback.Catalogue.Problems;
using Ringback.Files.Lint;

namespace Ringback.Files.Tests.Lint;

/// <summary>What lies in folders: names that were meant, files that hide others, files of other kinds.</summary>
public sealed class FoundFilesTests
{
    [Theory]
    [InlineData("SEP0002FD00000O.cnf.xml", "SEP0002FD000000.cnf.xml")]
    [InlineData("SEP0002FD000001.conf.xml", "SEP0002FD000001.cnf.xml")]
    [InlineData("SEP0002FD000001.cfg.xml", "SEP0002FD000001.cnf.xml")]
    [InlineData("SEP0002FD00000G.cnf.xml", null)]
    public void A_name_that_was_meant_for_a_phone_and_is_none_is_told(string name, string? right)
    {
        Problem found = Lint(name, "<device><loadInformation>P0S3-8-12-00</loadInformation></device>")
            .Single(p => p.Code == ProblemCode.MisnamedFile);
        if (right is not null) Assert.Contains(right, found.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SEPXXXXXXXXXXXX.cnf.xml")]
    [InlineData("SEP0002FD000001.cnf.xml")]
    public void A_template_and_a_right_name_are_left_alone(string name) => Assert.DoesNotContain(
        Lint(name, "<device><loadInformation>P0S3-8-12-00</loadInformation></device>"),
        p => p.Code == ProblemCode.MisnamedFile);

    [Theory]
    [InlineData("P0S3-8-12-00", ProblemSeverity.Error)]
    [InlineData("SIP41.9-4-2SR3-1S", ProblemSeverity.Warning)]
    public void Two_bytes_to_a_character_hide_the_load_of_a_7940(string load, ProblemSeverity severity)
    {
        byte[] content = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(
            $"<device><loadInformation>{load}</loadInformation></device>")];
        Assert.Contains(ConfigurationLint.Check("SEP0002FD000001.cnf.xml", content, LintFolder.Unknown)!.Findings,
            f => (f.Code, f.Severity) == (ProblemCode.ConfigNotWellFormed, severity));
    }

    [Fact]
    public void A_file_that_names_no_load_hides_those_behind_it_in_the_hunt()
    {
        const string own = "image_version: P0S3-8-12-00\nline1_name: 1\n", none = "<device><versionStamp/></device>";
        LintFolder folder = LintFolder.Of([Entry("SIP0002FD000001.cnf", own), Entry("SIPDefault.cnf", own)], true);
        Assert.Contains("SIP0002FD000001.cnf", Hidden("SEP0002FD000001.cnf.xml", none, folder),
            StringComparison.Ordinal);
        Assert.Equal("", Hidden("SEP0002FD000002.cnf.xml", none, folder));
        Assert.Equal("", Hidden("SEP0002FD000001.cnf.xml",
            "<device><loadInformation>P0S3-8-12-00</loadInformation></device>", folder));
        const string others = "<Default><loadInformation115>SIP41.9-4-2SR3-1S</loadInformation115></Default>";
        Assert.Equal("", Hidden("XMLDefault.cnf.xml", others, folder));
        folder = LintFolder.Of([Entry("SIPDefault.cnf", own)], true);
        Assert.Contains("SIPDefault.cnf", Hidden("XMLDefault.cnf.xml", others, folder), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CTLSEP0002FD000001.tlv", 1, "File auth error")]
    [InlineData("CTLSEP0002FD000001.tlv", 0, "File auth error")]
    [InlineData("CTLSEP0002FD000001.tlv", 400, "stores it")]
    [InlineData("ITLFile.tlv", 0, null)]
    public void A_trust_list_for_one_phone_does_harm(string name, int length, string? says)
    {
        Problem? found = FirmwareLint.Check(name, new byte[length])?.Findings.Single();
        Assert.Equal(says is not null, found is not null);
        if (says is not null) Assert.Contains(says, found!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("192.0.2.256", false)]
    [InlineData("192.0.2", false)]
    [InlineData("192.0.2.1", true)]
    [InlineData("3com.example", true)]
    public void Figures_and_dots_are_an_address_or_wrong(string host, bool isRight) => Assert.Equal(isRight,
        !Lint("SIPDefault.cnf", $"proxy1_address: {host}\n").Any(p => p.Code == ProblemCode.ConfigBadValue));

    [Fact]
    public void A_name_in_small_letters_is_mended_in_OS79XX_TXT()
    {
        Problem found = Lint("OS79XX.TXT", "p0s3-8-12-00").Single(p => p.Code == ProblemCode.MisspelledLoadName);
        Assert.Equal("P0S3-8-12-00", found.Fix);
    }

    [Theory]
    [InlineData("image_version: SIP7940-8-12\n", ProblemCode.MisspelledLoadName)]
    [InlineData("image_version: SIP41.9-4-2SR3-1S\n", ProblemCode.MisspelledLoadName)]
    [InlineData("<!DOCTYPE html><html><body>404</body></html>", ProblemCode.ConfigWrongRoot)]
    [InlineData("{\\rtf1\\ansi image_version: P0S3-8-12-00}", ProblemCode.ConfigWrongRoot)]
    [InlineData("image_version: P0S3-07-5-00\nimage_version: P0S3-8-12-00\n", ProblemCode.ConfigBadStructure)]
    public void What_a_7940_cannot_mean_is_one_finding(string text, string code) =>
        Assert.Equal([code], Lint("SIPDefault.cnf", text).Where(p => p.Severity is not ProblemSeverity.Info)
            .Select(p => p.Code));

    [Fact]
    public void The_same_value_twice_is_no_fault() =>
        Assert.Empty(Lint("SIPDefault.cnf", "proxy1_port: 5060\nproxy1_port: \"5060\"\n"));

    [Fact]
    public void An_image_without_an_extension_is_asked_for_without_one() => Assert.Contains(
        Lint("ld0002fd000001.txt",
            "#txt\nupgradecode:3,0x501,0x0400,0x0100,0.0.0.0,69,0x060111a,CP7905080000SIP060111A\n"),
        p => p.Code == ProblemCode.UpgradeForAnother && p.Advice.Contains(".sbin", StringComparison.Ordinal));

    private static LintEntry Entry(string name, string text) => new(name, Encoding.Latin1.GetBytes(text));

    private static string Hidden(string name, string text, LintFolder folder) => string.Join('\n',
        ConfigurationLint.Check(name, Encoding.Latin1.GetBytes(text), folder)!.Findings
            .Where(f => f.Code == ProblemCode.ConfigBadStructure).Select(f => f.Message));

    private static Problem[] Lint(string name, string text) =>
        [.. ConfigurationLint.Check(name, Encoding.Latin1.GetBytes(text), LintFolder.Unknown)!.Findings];
}
