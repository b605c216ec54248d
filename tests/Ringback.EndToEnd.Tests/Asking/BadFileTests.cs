using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Ringback.EndToEnd.Tests.Programs;
using Ringback.EndToEnd.Tests.Serving;

namespace Ringback.EndToEnd.Tests.Asking;

/// <summary>One bad file never costs the results of the others, and none of them ends in a stack trace.</summary>
public sealed class BadFileTests
{
    [Fact]
    public async Task Tar_that_claims_eight_gigabytes_is_told_by_inspect_and_add_beside_good_files()
    {
        using ScratchFolder folder = new();
        string source = PracticeLoads.Write(folder, "download", PracticeLoads.Medium, PracticeLoads.Sip);
        File.WriteAllBytes(Path.Combine(source, "huge.tar"), LyingTar());

        Finished inspected = await RingbackProgram.RunAsync("inspect", source, "--json");
        Finished added = await RingbackProgram.RunAsync("library", "add", source, "--data", folder["data"], "--json");

        Assert.Empty(inspected.Expect(1).ErrorLines);
        JsonElement huge = inspected.Json.EnumerateArray()
            .Single(f => f.GetProperty("path").GetString()!.EndsWith("huge.tar", StringComparison.Ordinal));
        Assert.Equal("archive", huge.GetProperty("kind").GetString());
        Assert.False(huge.GetProperty("whole").GetBoolean());
        Assert.Equal(5, inspected.Json.GetArrayLength());
        Assert.Equal(4, added.Expect(1).Json.EnumerateArray()
            .Count(r => r.GetProperty("outcome").GetString() == "added"));
    }

    [Fact]
    public async Task Gzip_of_one_file_is_looked_into()
    {
        using ScratchFolder folder = new();
        string source = PracticeLoads.Write(folder, "download", PracticeLoads.Medium, PracticeLoads.Sip);
        string image = PracticeLoads.Sip + ".sb2";
        using (FileStream packed = File.Create(folder[image + ".gz"]))
        using (GZipStream writer = new(packed, CompressionLevel.Fastest))
            writer.Write(File.ReadAllBytes(Path.Combine(source, image)));

        Finished inspected = await RingbackProgram.RunAsync("inspect", folder[image + ".gz"], "--json");

        JsonElement file = Assert.Single(inspected.Expect(0).Json.EnumerateArray());
        Assert.Equal([image], file.GetProperty("parts").EnumerateArray().Select(p => p.GetString()));
        Assert.Equal("firmware", Assert.Single(file.GetProperty("contents").EnumerateArray())
            .GetProperty("kind").GetString());
    }

    [Theory]
    [InlineData("inspect")]
    [InlineData("lint")]
    public async Task Files_that_cannot_be_used_are_told_and_the_others_looked_at(string verb)
    {
        using ScratchFolder folder = new();
        File.WriteAllText(folder["SIP000E84C060A6.cnf"], "line1_name: \"2001\"\r\n");
        File.WriteAllText(folder["SIPDefault.cnf"], "image_version: P0S3-8-12-00\r\n");
        (await Command.RunAsync("mkfifo", folder["SIP000E84C060A7.cnf"])).Expect(0);

        Finished run = await RingbackProgram.RunAsync(verb, folder["nothing"], folder["SIP000E84C060A6.cnf"],
            folder["SIP000E84C060A7.cnf"], folder["SIPDefault.cnf"], "--json");

        Assert.Equal(2, run.Expect(2).ErrorLines.Length);
        Assert.Equal(2, run.Json.GetArrayLength());
        // A folder with a pipe in it has no such file.
        Assert.Empty((await RingbackProgram.RunAsync(verb, folder.FullPath)).ErrorLines);
    }

    /// <summary>One header of 512 bytes that says it has the most bytes that eleven octal digits can.</summary>
    private static byte[] LyingTar()
    {
        byte[] tar = new byte[10_240];
        Encoding.ASCII.GetBytes("huge.bin").CopyTo(tar, 0);
        Encoding.ASCII.GetBytes("0000644\00000000\00000000\077777777777\014000000000\0        0").CopyTo(tar, 100);
        Encoding.ASCII.GetBytes("ustar\000").CopyTo(tar, 257);
        int sum = tar.Take(512).Sum(b => b);
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(tar, 148);
        return tar;
    }
}
