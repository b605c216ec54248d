using Ringback.Catalogue.Problems;
using Ringback.Files.Lint;

namespace Ringback.Files.Tests.Lint;

public sealed class LintRobustnessTests
{
    private static readonly LintFolder Folder = LintSamples.Folder("P0S3-8-12-00.loads", "P00308010200.loads");

    [Theory]
    [InlineData("OS79XX.TXT", " P0S3-08-12-00.bin \r\nx")]
    [InlineData("SIPDefault.cnf", LintSamples.Sip)]
    [InlineData("SEP001122AABBCC.cnf.xml", LintSamples.Device)]
    [InlineData("XMLDefault.cnf.xml", LintSamples.Default)]
    [InlineData("RINGLIST.DAT", "Old\tx.pcm\r\nNew x\n")]
    [InlineData("x.cfg", "#txt\nUseTftp:1\nupgradecode:3,0x601\n")]
    public void Every_prefix_is_read_in_every_encoding(string name, string content)
    {
        foreach (byte[] whole in (byte[][])[Bytes.Of(content), Bytes.Utf16(content), Bytes.Utf16(content, true)])
        {
            for (int length = 0; length <= whole.Length; length++) CheckAndRepair(name, whole[..length]);
        }
    }

    // The cheap formats take most of the million; an XML fault costs an exception of the framework's reader.
    [Theory]
    [InlineData("OS79XX.TXT", "P0S3-08-12-00 \r\n", 300_000, 7940)]
    [InlineData("SIPDefault.cnf", "image_version: \"P0S3-08-12-00\" ;\r\nproxy1_port=5060\n", 400_000, 7960)]
    [InlineData("RINGLIST.DAT", "Old\tx.pcm\r\nNew x\n", 200_000, 7905)]
    [InlineData("x.cfg", "#txt\nUseTftp:1\nupgradecode:3,0x601\n", 100_000, 7912)]
    [InlineData("XMLDefault.cnf.xml", "<Default><loadInformation007 model='a'>P0S3 </loadInformation007></Default>",
        60_000, 7961)]
    public void Any_bytes_are_checked(string name, string content, int rounds, int seed)
    {
        Random random = new(seed);
        byte[][] originals = [Bytes.Of(content), Bytes.Utf16(content), Bytes.Utf16(content, bigEndian: true)];
        for (int round = 0; round < rounds; round++)
        {
            byte[] bytes = Bytes.Mutated(originals[round % 16 == 0 ? 1 + (round / 16 % 2) : 0], random);
            LintedFile? file = ConfigurationLint.Check(name, bytes, Folder);
            if (file is null) continue;
            foreach (Problem finding in file.Findings) Assert.True(finding.Place is null or { Line: > 0 });
            if (round % 50 == 0) CheckAndRepair(name, bytes);
        }
    }

    [Theory]
    [InlineData("<")]
    [InlineData("<a")]
    [InlineData("<a>")]
    [InlineData("</a>")]
    [InlineData("<a b=\"")]
    [InlineData("<!--")]
    [InlineData("&")]
    [InlineData("\n")]
    [InlineData("\r")]
    [InlineData("\"")]
    [InlineData("a=\n")]
    public void A_hostile_file_has_a_bounded_number_of_findings(string piece)
    {
        foreach (int length in (int[])[ConfigurationLint.LongestFile, 1024 * 1024])
        {
            byte[] content = Bytes.Of(string.Concat(Enumerable.Repeat(piece, length / piece.Length)));
            foreach (string name in (string[])["SIPDefault.cnf", "XMLDefault.cnf.xml", "OS79XX.TXT", "RINGLIST.DAT"])
                Assert.InRange(LintSamples.Lint(name, content).Findings.Count, 0, 200);
        }
    }

    private static void CheckAndRepair(string name, byte[] content)
    {
        ReadOnlyMemory<byte> repaired = ConfigurationLint.Repaired(name, content, Folder);
        LintedFile? again = ConfigurationLint.Check(name, repaired, Folder);
        // What has been repaired stays so: nothing that is offered as a repair is left over.
        Assert.True(again is null || repaired.Span.SequenceEqual(
            ConfigurationLint.Repaired(name, repaired, Folder).Span));
    }
}
