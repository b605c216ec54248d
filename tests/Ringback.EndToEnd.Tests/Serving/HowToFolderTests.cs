using System.Text.Json;
using Ringback.EndToEnd.Tests.Clients;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Serving;

/// <summary>A folder as the old how-tos lay it out: served without a goal, faults and all.</summary>
public sealed class HowToFolderTests
{
    private const string Load = "P0030702T023";

    [Theory]
    [InlineData("\r\n", "\n.bin", ".bin", "0x0A")]
    [InlineData("\r\n", "\r\n.sbn", ".sbn", "0x0D")]
    [InlineData("\n", "\n.loads", ".loads", "0x0A")]
    [InlineData(" ", " .bin", ".bin", "0x20")]
    [InlineData("\nP0S3-8-12-00\n", "\nP0S3-8-12-00\n.bin", ".bin", "0x0A")]
    public async Task Stray_bytes_of_the_dual_boot_file_are_forgiven_and_named(string tail, string asked, string meant,
        string hex)
    {
        using ScratchFolder folder = new();
        string root = await LayOutAsync(folder, Load + tail);
        await using ServeProcess serve = await ServeProcess.StartAsync(folder["data"], "--root", root);

        Fetched name = await BareTftpClient.FetchAsync(serve.TftpPort, "OS79XX.TXT");
        Fetched bare = await BareTftpClient.FetchAsync(serve.TftpPort, Load + asked);
        Fetched curl = await TftpClient.Curl.FetchAsync(serve.TftpPort, Uri.EscapeDataString(Load + asked));

        Assert.Equal(Load, name.Text);
        byte[] expected = Stored(root, Load + meant);
        Assert.Equal(expected, bare.Bytes);
        Assert.Equal(expected, curl.Bytes);
        JsonElement forgiven = await serve.SeesAsync("name-forgiven");
        Assert.Equal("stray-character-in-name", Word(forgiven, "code"));
        Assert.Equal("OS79XX.TXT", Word(forgiven, "source"));
        Assert.Equal(hex, Word(forgiven.GetProperty("stray")[0], "hex"));
        await serve.StopAsync();
        await ExpectSentenceAsync(folder["data"], "asked for", "OS79XX.TXT", hex);
    }

    [Theory]
    [InlineData("p0030702t023.BIN", "wrong-case-in-name")]
    [InlineData("\\P0030702T023.bin", "foreign-path")]
    [InlineData("/P0030702T023.bin", "foreign-path")]
    [InlineData("./P0030702T023.bin", "foreign-path")]
    public async Task Wrong_case_and_foreign_paths_are_forgiven_and_told(string asked, string code)
    {
        using ScratchFolder folder = new();
        string root = await LayOutAsync(folder, Load);
        await using ServeProcess serve = await ServeProcess.StartAsync(folder["data"], "--root", root);

        Fetched bare = await BareTftpClient.FetchAsync(serve.TftpPort, asked);
        Fetched curl = await TftpClient.Curl.FetchAsync(serve.TftpPort, asked.Replace("\\", "%5C"));

        Assert.Equal(Stored(root, Load + ".bin"), bare.Bytes);
        Assert.Equal(bare.Bytes, curl.Bytes);
        JsonElement forgiven = await serve.SeesAsync("name-forgiven");
        Assert.Equal(code, Word(forgiven, "code"));
        Assert.Equal(asked, Word(forgiven, "name"));
    }

    [Fact]
    public async Task A_forgiven_name_whose_file_is_damaged_is_not_told_as_missing()
    {
        using ScratchFolder folder = new();
        string root = await LayOutAsync(folder, Load + "\n");
        byte[] whole = Stored(root, Load + ".sbn");
        await File.WriteAllBytesAsync(Path.Combine(root, Load + ".sbn"), whole[..^100],
            TestContext.Current.CancellationToken);
        await using ServeProcess serve = await ServeProcess.StartAsync(folder["data"], "--root", root);

        Fetched fetched = await BareTftpClient.FetchAsync(serve.TftpPort, Load + "\n.sbn");

        Assert.Equal(1, fetched.Error);
        JsonElement forgiven = await serve.SeesAsync("name-forgiven");
        Assert.DoesNotContain("is not here", Word(forgiven, "advice"));
    }

    private static async Task<string> LayOutAsync(ScratchFolder folder, string dualBootFile)
    {
        string root = PracticeLoads.Write(folder, "tftpboot", PracticeLoads.Medium, Load);
        await File.WriteAllTextAsync(Path.Combine(root, "OS79XX.TXT"), dualBootFile,
            TestContext.Current.CancellationToken);
        return root;
    }

    private static byte[] Stored(string root, string name) => File.ReadAllBytes(Path.Combine(root, name));

    private static async Task ExpectSentenceAsync(string data, params string[] words)
    {
        Finished journal = (await RingbackProgram.RunAsync("journal", "--data", data)).Expect(0);
        Assert.True(journal.Output.Split('\n').Any(line => words.All(line.Contains)), journal.Story);
    }

    private static string Word(JsonElement e, string name) => e.GetProperty(name).GetString()!;
}
