using System.Text.Json;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Clients;

/// <summary>curl gets files by HTTP: whole, in parts, and not at all.</summary>
public sealed class CurlHttpTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Curl_gets_files_whole_and_in_parts_and_the_story_has_them()
    {
        using ScratchFolder folder = new();
        string root = folder.Folder("root");
        byte[] bytes = new byte[500_000];
        new Random(6970).NextBytes(bytes);
        await File.WriteAllBytesAsync(Path.Combine(root, "Jar41sccp.bin"), bytes, Cancel);
        await using ServeProcess serve = await ServeProcess.StartAsync(folder["data"], "--root", root);

        Finished whole = await CurlAsync(serve, "Jar41sccp.bin");
        Assert.Equal(bytes, whole.Expect(0).OutputBytes);
        JsonElement ended = await serve.SeesAsync("transfer-ended");
        Assert.Equal("http", ended.GetProperty("transport").GetString());
        if (OperatingSystem.IsLinux()) Assert.Equal("delivered", ended.GetProperty("outcome").GetString());

        Finished part = await CurlAsync(serve, "Jar41sccp.bin", "--range", "499000-");
        Assert.Equal(bytes[499_000..], part.Expect(0).OutputBytes);

        string half = folder["half"];
        await File.WriteAllBytesAsync(half, bytes[..200_000], Cancel);
        (await CurlAsync(serve, "Jar41sccp.bin", "-C", "-", "-o", half)).Expect(0);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(half, Cancel));

        Finished head = await CurlAsync(serve, "Jar41sccp.bin", "--head");
        Assert.StartsWith("HTTP/1.1 200 OK", head.Expect(0).Output, StringComparison.Ordinal);
        Assert.Contains("Content-Length: 500000", head.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing.xml", 404)]
    [InlineData("../secret.txt", 403)]
    [InlineData("..%2f..%2fsecret.txt", 403)]
    [InlineData("%2e%2e%5csecret.txt", 403)]
    public async Task Curl_gets_a_status_for_what_it_must_not_have(string name, int status)
    {
        using ScratchFolder folder = new();
        await File.WriteAllTextAsync(folder["secret.txt"], "secret", Cancel);
        await using ServeProcess serve =
            await ServeProcess.StartAsync(folder["data"], "--root", folder.Folder("root"));
        Finished run = await CurlAsync(serve, name, "--path-as-is", "-w", "%{http_code}", "-o", "/dev/null");
        Assert.Equal($"{status}", run.Expect(0).Output);
    }

    private static Task<Finished> CurlAsync(ServeProcess serve, string name, params string[] more) =>
        Command.RunAsync(Command.Find("curl", "curl"),
            ["-sS", .. more, $"http://127.0.0.1:{serve.Ports["http"]}/{name}"]);
}
