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
            "--mgcp-port", "0", "--http-port", "0", "--console-port", "0");

        serve.Expect(4);
        string line = Assert.Single(serve.ErrorLines);
        Assert.Contains($"port {port} is taken", line);
        Assert.Contains("--tftp-port", line);
    }

    [Fact]
    public async Task Taken_port_of_the_console_is_told_in_one_line_and_phones_are_served()
    {
        using ScratchFolder folder = new();
        using Socket holder = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        holder.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        holder.Listen();
        int port = ((IPEndPoint)holder.LocalEndPoint!).Port;
        await using ServeProcess serve = await ServeProcess.StartAsync(
            folder["data"], "--console-port", $"{port}");
        Assert.True(serve.TftpPort > 0);

        await serve.StopAsync();

        string[] lines = (await serve.ErrorsAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string told = Assert.Single(lines, l => l.Contains("console", StringComparison.Ordinal));
        Assert.Contains($"port {port} is taken", told);
        Assert.DoesNotContain(lines, l => l.Contains("Microsoft", StringComparison.Ordinal));
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

    [Fact]
    public async Task Goals_in_a_file_of_phones_that_are_none_are_told_all_at_once()
    {
        using ScratchFolder folder = new();
        File.WriteAllText(folder["phones.yaml"], """
            phones:
              - { mac: 000E84C060A6, model: 7905, to: h323 }
              - { mac: 000E84C060A7, model: 7960, to: P003-8-12-00 }
            """);

        Finished serve = await ServeAsync(folder, "--to", "sccp", "--phones", folder["phones.yaml"]);

        serve.Expect(2);
        Assert.Equal(["ringback: phones.yaml:2: to: 'h323' is no goal.",
            "ringback: phones.yaml:3: to: 'P003-8-12-00' is no goal."],
            serve.ErrorLines.Select(line => line[..(line.IndexOf("no goal.", StringComparison.Ordinal) + 8)]));
    }

    [Fact]
    public async Task Goals_in_a_file_of_phones_without_a_way_there_are_told_all_at_once()
    {
        using ScratchFolder folder = new();
        string library = PracticeLoads.Write(folder, "library", PracticeLoads.Medium, PracticeLoads.Sccp);
        File.WriteAllText(folder["phones.yaml"], """
            phones:
              - { mac: 000E84C060A6, model: 7960, to: sip }
              - { mac: 000E84C060A7, model: 7960, to: sccp }
              - { mac: 000E84C060A8, model: 7912G, to: sccp }
            """);

        Finished serve = await ServeAsync(folder, "--library", library, "--phones", folder["phones.yaml"]);

        serve.Expect(3);
        Assert.Equal(["ringback: phones.yaml:2: to: the 7960 cannot be brought to sip: there is no SIP load",
            "ringback: phones.yaml:4: to: the 7912G cannot be brought to sccp: there is no SCCP load"],
            serve.ErrorLines.Select(line => line[..(line.IndexOf(" load", StringComparison.Ordinal) + 5)]));
    }

    [Fact]
    public async Task A_load_that_no_phone_can_be_led_to_is_refused()
    {
        using ScratchFolder folder = new();

        Finished serve = await ServeAsync(folder, "--to", "sip88xx.12-5-1SR1-4");

        serve.Expect(3);
        Assert.StartsWith("ringback: no phone can be brought to sip88xx", Assert.Single(serve.ErrorLines));
    }

    private static Task<Finished> ServeAsync(ScratchFolder folder, params string[] options)
    {
        string[] bind = options.Contains("--bind") ? [] : ["--bind", "127.0.0.1"];
        return RingbackProgram.RunAsync(["serve", "--data", folder["data"], .. bind, .. options]);
    }
}
