using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Calling;

/// <summary>sipsak and sipp, which test SIP servers for a living.</summary>
public sealed class SipToolTests
{
    private const string Register = """
        <?xml version="1.0" encoding="UTF-8"?>
        <scenario name="register">
          <send retrans="500"><![CDATA[
        REGISTER sip:[remote_ip]:[remote_port] SIP/2.0
        Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
        Max-Forwards: 70
        From: <sip:[field0]@[remote_ip]>;tag=[call_number]
        To: <sip:[field0]@[remote_ip]>
        Call-ID: [call_id]
        CSeq: 1 REGISTER
        Contact: <sip:[field0]@[local_ip]:[local_port];transport=[transport]>
        Expires: 600
        Content-Length: 0

          ]]></send>
          <recv response="200"></recv>
        </scenario>
        """;

    [Fact]
    public async Task Sipsak_gets_its_options_answered()
    {
        using ScratchFolder folder = new();
        await using ServeProcess serve = await ServeProcess.StartAsync(folder["data"]);
        Finished run = await Command.RunAsync(Command.Find("sipsak", "sipsak"),
            "-v", "-s", $"sip:ringback@127.0.0.1:{serve.Ports["sip"]}");
        Assert.Contains("200 OK", run.Expect(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sipp_shows_a_password_over_TCP_and_a_wrong_one_is_refused()
    {
        using ScratchFolder folder = new();
        await using ServeProcess serve = await SippDigest.StartAsync(folder);
        string sipp = Command.Find("sipp", "sip-tester"), server = $"127.0.0.1:{serve.Ports["sip"]}";
        string[] common = ["-i", "127.0.0.1", "-t", "t1", "-nostdin", "-timeout", "60s", "-m", "5"];
        string right = await SippDigest.WriteAsync(folder, SippDigest.Password, 200);
        Finished registered = await Command.RunAsync(sipp, [server, "-sf", right, .. common]);
        Assert.True(registered.ExitCode == 0, registered.Story);
        string wrong = await SippDigest.WriteAsync(folder, "guessed", 403);
        Finished refused = await Command.RunAsync(sipp, [server, "-sf", wrong, .. common]);
        Assert.True(refused.ExitCode == 0, refused.Story);
        await serve.SeesAsync("phone-registered");
    }

    [Theory]
    [InlineData("u1")]
    [InlineData("t1")]
    [InlineData("tn")]
    public async Task Sipp_registers_a_hundred_lines_and_has_its_calls_answered(string transport)
    {
        using ScratchFolder folder = new();
        string lines = folder["lines.csv"], scenario = folder["register.xml"];
        CancellationToken cancel = TestContext.Current.CancellationToken;
        IEnumerable<string> numbers = Enumerable.Range(500, 100).Select(n => $"{n};");
        await File.WriteAllLinesAsync(lines, ["SEQUENTIAL", .. numbers], cancel);
        await File.WriteAllTextAsync(scenario, Register, cancel);
        await using ServeProcess serve = await ServeProcess.StartAsync(folder["data"]);
        string sipp = Command.Find("sipp", "sip-tester"), server = $"127.0.0.1:{serve.Ports["sip"]}";
        string[] common = ["-i", "127.0.0.1", "-t", transport, "-nostdin", "-timeout", "100s", "-max_socket", "200"];

        Finished registered = await Command.RunAsync(
            sipp, [server, "-sf", scenario, "-inf", lines, "-m", "100", "-r", "50", .. common]);
        Assert.True(registered.ExitCode == 0, registered.Story);
        await serve.SeesAsync("phone-registered", e =>
            e.GetProperty("deviceName").GetString()!.StartsWith("sip:599@", StringComparison.Ordinal));

        Finished called = await Command.RunAsync(
            sipp, [server, "-sn", "uac", "-s", "3246", "-m", "20", "-r", "20", "-d", "500", .. common]);
        Assert.True(called.ExitCode == 0, called.Story);
        await serve.SeesAsync("phone-called", e => e.GetProperty("stage").GetString() == "ended");
    }
}
