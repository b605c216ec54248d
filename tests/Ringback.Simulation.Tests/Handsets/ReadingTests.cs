namespace Ringback.Simulation.Tests.Handsets;

/// <summary>How a universal loader finds the name of its load in a file (sources.md 7940-7960-code §4).</summary>
public sealed class ReadingTests
{
    private const string Load = "P0S3-8-12-00";

    [Theory]
    [InlineData("image_version: P0S3-8-12-00", Load)]
    [InlineData("image_version:P0S3-8-12-00\r", Load)]
    [InlineData(" \tIMAGE_VERSION \t: \tP0S3-8-12-00 \t\r\n", Load)]
    [InlineData("image_version: \"P0S3-8-12-00\"\n", Load)]
    [InlineData("image_version: 'P0S3-8-12-00'\n", Load)]
    [InlineData("image_version: P0S3-8-12-00;\n", Load)]
    [InlineData("image_version: P0S3-8-12-00#c\n", Load)]
    [InlineData("image_version: P0S3-8-12-00 junk\n", Load)]
    [InlineData("image_version: \"P0S3-8-12-00 \"\n", Load + " ")]
    [InlineData("image_version P0S3-8-12-00\n", null)]
    [InlineData("image_version= P0S3-8-12-00\n", null)]
    [InlineData("image_version: \"P0S3-8-12-00\n", null)]
    [InlineData("image_version:\nP0S3-8-12-00\n", null)]
    [InlineData("\u00ef\u00bb\u00bfimage_version: P0S3-8-12-00\n", null)]
    [InlineData("\u00ef\u00bb\u00bf# c\nimage_version: P0S3-8-12-00\n", Load)]
    [InlineData("# a\rimage_version: P0S3-8-12-00\r", Load)]
    [InlineData("image_version: P0S3-8-12-00\n\u001aimage_version: P0S3-8-11-00\n", Load)]
    [InlineData("image_version: P0S3-8-11-00\nimage_version: P0S3-8-12-00\n", Load)]
    [InlineData("image_version: P0S3-8-12-00\nimage_version: SIP41.8\n", Load)]
    [InlineData("image_version: p0s3-8-12-00\n", "p0s3-8-12-00")]
    [InlineData("image_version: P0S3-8-12-00.bin\n", "P0S3-8-12-00.bin")]
    public Task A_text_file_names_a_load(string text, string? named) => AsksAsync("SIPDefault.cnf", text, named);

    [Theory]
    [InlineData("<x><loadInformation>P0S3-8-12-00</loadInformation></x>", Load)]
    [InlineData("<x><loadInformation model=\"IP Phone 7960\">P0S3-8-12-00</loadInformation></x>", Load)]
    [InlineData("<x><LOADINFORMATION>\r\n  P0S3-8-12-00 </LOADINFORMATION></x>", Load)]
    [InlineData("<x><loadInformation7>P0S3-8-12-00</loadInformation7></x>", Load)]
    [InlineData("<x><loadInformation7960>P0S3-8-12-00</loadInformation7960></x>", Load)]
    [InlineData("<x><loadInformation8>P0S3-8-12-00</loadInformation8></x>", null)]
    [InlineData("<x><loadInformation></loadInformation></x>", null)]
    [InlineData("<x><loadInformation/>P0S3-8-12-00</x>", null)]
    [InlineData("<x><loadInformation>\"P0S3-8-12-00\"</loadInformation></x>", null)]
    [InlineData("<x><loadInformation><![CDATA[P0S3-8-12-00]]></loadInformation></x>", null)]
    [InlineData("<x>\"<loadInformation>P0S3-8-12-00</loadInformation></x>", null)]
    [InlineData("<x>\"\"<loadInformation>P0S3-8-12-00</loadInformation></x>", Load)]
    [InlineData("<loadInformation>P0S3-8-11-00</loadInformation><loadInformation7>P0S3-8-12-00</a>", Load)]
    [InlineData("<loadInformation>P0S3-8-12-00</loadInformation><loadInformation7>SIP41.8</loadInformation7>", Load)]
    public Task An_XML_file_names_a_load(string text, string? named) => AsksAsync(ScriptedBench.Sep, text, named);

    private static async Task AsksAsync(string file, string text, string? named)
    {
        ScriptedBench bench = new();
        bench.With(file, [.. text.Select(c => (byte)c)]);
        await bench.RunAsync("7960G", "P0S3-8-10-00", mostBoots: 1);
        string[] lists = [.. bench.Asked.Where(n => n.EndsWith(".loads", StringComparison.Ordinal))];
        Assert.Equal(named is null ? [] : [named + ".loads"], lists);
    }
}
