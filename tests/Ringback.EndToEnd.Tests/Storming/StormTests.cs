using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Storming;

/// <summary>storm: the built program against the built server, its JSON and its exit codes.</summary>
public sealed class StormTests
{
    private const string File = "firmware.bin";
    private const string SmallFile = "small.cnf";

    private static readonly string[] Contract =
    [
        "scenario", "phones", "succeeded", "failed", "wrong", "bytes", "seconds", "megabytesPerSecond", "requests",
        "requestsPerSecond", "repeatedRequests", "repeatedAcknowledgements", "firstByteSeconds", "transferSeconds",
        "clientCpuSeconds", "failures",
    ];

    [Fact]
    public async Task Fifty_phones_get_every_byte()
    {
        using ScratchFolder folder = new();
        string file = Prepare(folder);
        await using ServeProcess serve = await ServeAsync(folder);

        JsonElement sheet = (await StormAsync(serve, "--phones", "50", "--file", File, "--verify", file, "--json"))
            .Expect(0).Json;

        Assert.Equal(Contract, sheet.EnumerateObject().Select(p => p.Name));
        foreach (string times in new[] { "firstByteSeconds", "transferSeconds" })
            Assert.Equal(["p50", "p99", "max"], sheet.GetProperty(times).EnumerateObject().Select(p => p.Name));
        Assert.Equal("fleet", sheet.GetProperty("scenario").GetString());
        Assert.Equal(50, sheet.GetProperty("succeeded").GetInt32());
        Assert.Equal(0, sheet.GetProperty("failed").GetInt32());
        Assert.Equal(50 * new FileInfo(file).Length, sheet.GetProperty("bytes").GetInt64());
        Assert.Empty(sheet.GetProperty("failures").EnumerateArray());
    }

    [Theory]
    [InlineData("--scenario", "stream", "--file", File, "--blksize", "1428", "--windowsize", "16")]
    [InlineData("--scenario", "slow", "--phones", "5", "--file", File, "--ack-delay", "2", "--spread", "0.1")]
    [InlineData("--scenario", "lossy", "--phones", "5", "--file", File, "--loss", "0.03", "--repeat-after", "1")]
    [InlineData("--scenario", "boot", "--phones", "8", "--small", SmallFile, "--requests", "80")]
    [InlineData("--scenario", "missing", "--rate", "200", "--seconds", "0.5", "--missing", "nothing-like-it")]
    public async Task Every_scenario_succeeds(params string[] scenario)
    {
        using ScratchFolder folder = new();
        Prepare(folder);
        await using ServeProcess serve = await ServeAsync(folder);

        Finished storm = (await StormAsync(serve, scenario)).Expect(0);

        Assert.Contains("succeeded in", storm.Output);
    }

    [Fact]
    public async Task Wrong_contents_end_with_code_1()
    {
        using ScratchFolder folder = new();
        string file = Prepare(folder);
        await using ServeProcess serve = await ServeAsync(folder);

        JsonElement sheet = (await StormAsync(serve, "--phones", "3", "--file", SmallFile, "--verify", file, "--json"))
            .Expect(1).Json;

        Assert.Equal(3, sheet.GetProperty("wrong").GetInt32());
        JsonElement failure = Assert.Single(sheet.GetProperty("failures").EnumerateArray());
        Assert.Equal(["why", "count"], failure.EnumerateObject().Select(p => p.Name));
        Assert.Equal(3, failure.GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task Server_that_does_not_answer_ends_with_code_4()
    {
        // Bound and never read: nobody else can answer there.
        using Socket silent = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        silent.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        Finished storm = await RingbackProgram.RunAsync("storm", "--server", $"{silent.LocalEndPoint}", "--phones", "3",
            "--file", File, "--tries", "2", "--repeat-after", "0.05");

        storm.Expect(4);
        Assert.Contains("nothing answered", Assert.Single(storm.ErrorLines));
    }

    [Fact]
    public async Task Foreign_server_is_refused()
    {
        Finished storm = await RingbackProgram.RunAsync("storm", "--server", "203.0.113.7", "--file", File);

        storm.Expect(3);
        Assert.Contains("--yes-this-server-is-mine", Assert.Single(storm.ErrorLines));
    }

    [Theory]
    [InlineData("--file", File)]
    [InlineData("--server", "127.0.0.1:0", "--file", File)]
    [InlineData("--server", "127.0.0.1:tftp", "--file", File)]
    [InlineData("--server", "127.0.0.1")]
    [InlineData("--server", "127.0.0.1", "--scenario", "boot")]
    [InlineData("--server", "127.0.0.1", "--scenario", "hail")]
    [InlineData("--server", "127.0.0.1", "--file", File, "--phones", "0")]
    [InlineData("--server", "127.0.0.1", "--file", File, "--blksize", "7")]
    [InlineData("--server", "127.0.0.1", "--file", File, "--windowsize", "65536")]
    [InlineData("--server", "127.0.0.1", "--file", File, "--loss", "0.6")]
    [InlineData("--server", "127.0.0.1", "--file", File, "--verify", "/nonexistent-file")]
    public async Task Unusable_command_line_is_told_in_one_line(params string[] arguments)
    {
        Finished storm = await RingbackProgram.RunAsync(["storm", .. arguments]);

        storm.Expect(2);
        Assert.StartsWith("ringback: ", Assert.Single(storm.ErrorLines));
        Assert.Empty(storm.Output);
    }

    private static string Prepare(ScratchFolder folder)
    {
        string root = folder.Folder("root");
        byte[] content = new byte[60_000];
        new Random(1).NextBytes(content);
        System.IO.File.WriteAllBytes(Path.Combine(root, File), content);
        System.IO.File.WriteAllBytes(Path.Combine(root, SmallFile), content[..2000]);
        return Path.Combine(root, File);
    }

    private static Task<ServeProcess> ServeAsync(ScratchFolder folder) =>
        ServeProcess.StartAsync(folder.Folder("data"), "--root", folder.Folder("root"));

    private static Task<Finished> StormAsync(ServeProcess serve, params string[] arguments) =>
        RingbackProgram.RunAsync(["storm", "--server", $"127.0.0.1:{serve.TftpPort}", .. arguments]);
}
