using System.Text.Json;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.SideServices;

/// <summary>What util-linux's logger sends in either form is understood.</summary>
public sealed class SyslogTests
{
    [Theory]
    [InlineData("--rfc3164")]
    [InlineData("--rfc5424")]
    public async Task A_line_of_logger_is_told_with_its_parts(string form)
    {
        using ScratchFolder folder = new();
        await using ServeProcess serve = await ServeProcess.StartAsync(folder["data"], "--syslog-port", "auto");

        (await Command.RunAsync(Command.Find("logger", "bsdutils"), "-n", "127.0.0.1", "-P", $"{serve.Ports["syslog"]}",
            "-d", form, "-p", "local3.warning", "-t", "phone", "café: no answer")).Expect(0);

        JsonElement said = await serve.SeesAsync("phone-said");
        Assert.Equal(("warning", "local3", "phone", "café: no answer"), (Text(said, "severity"),
            Text(said, "facility"), Text(said, "tag"), Text(said, "text")));
        Assert.NotEmpty(Text(said, "host"));
    }

    private static string Text(JsonElement e, string name) => e.GetProperty(name).GetString() ?? "";
}
