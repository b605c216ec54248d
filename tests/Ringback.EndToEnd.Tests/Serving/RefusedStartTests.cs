using System.Net;
using System.Net.Sockets;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Serving;

/// <summary>When serve does not begin, it says why in one line and by its exit code.</summary>
public sealed class RefusedStartTests
{
    [Theory]
    [InlineData("P0030801SR02.sb2")]
    [InlineData("P0030801SR02.sbn")]
    public async Task Incomplete_library_is_refused_by_the_name_of_the_missing_file(string missing)
    {
        using ScratchFolder folder = new();
        string library = PracticeLoads.Write(folder, "library", PracticeLoads.Medium, PracticeLoads.Sccp);
        File.Delete(Path.Combine(library, missing));

        Finished serve = await ServeAsync(folder, "--library", library, "--to", "sccp");

        serve.Expect(3);
        Assert.Contains(missing, Assert.Single(serve.ErrorLines));
    }

    [Fact]
    public async Task Taken_port_is_told_with_advice()
    {
        using ScratchFolder folder = new();
        using Socket holder = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        holder.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        int port = ((IPEndPoint)holder.LocalEndPoint!).Port;

        Finished serve = await ServeAsync(folder, "--tftp-port", $"{port}", "--sccp-port", "0", "--sip-port", "0",
            "--mgcp-port", "0");

        serve.Expect(4);
        string line = Assert.Single(serve.ErrorLines);
        Assert.Contains($"port {port} is taken", line);
        Assert.Contains("--tftp-port", line);
    }

    [Theory]
    [InlineData("--nonsense")]
    [InlineData("--to", "h323")]
    [InlineData("--to", "P003-8-12-00")]
    [InlineData("--tftp-port", "70000")]
    [InlineData("--bind", "nowhere")]
    [InlineData("--root", "/nonexistent-folder")]
    [InlineData("--events", "xml")]
    public async Task Unusable_option_is_told_in_one_line(params string[] options)
    {
        using ScratchFolder folder = new();

        Finished serve = await ServeAsync(folder, options);

        serve.Expect(2);
        Assert.StartsWith("ringback: ", Assert.Single(serve.ErrorLines));
        Assert.Empty(serve.Output);
    }

    private static Task<Finished> ServeAsync(ScratchFolder folder, params string[] options)
    {
        string[] bind = options.Contains("--bind") ? [] : ["--bind", "127.0.0.1"];
        return RingbackProgram.RunAsync(["serve", "--data", folder["data"], .. bind, .. options]);
    }
}
