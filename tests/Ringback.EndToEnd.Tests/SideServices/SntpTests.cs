using System.Text.Json;
using Ringback.EndToEnd.Tests.Judged;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.SideServices;

/// <summary>Two clients of time servers take the answer for one: ntpsec's, and chrony's, which is strict.</summary>
public sealed class SntpTests
{
    [Fact]
    public async Task Ntpdig_takes_the_time()
    {
        Assert.SkipUnless(TwoNamespaces.WhyNot() is null, TwoNamespaces.WhyNot() ?? "");
        using ScratchFolder folder = new();
        await using QuietNamespace quiet = await QuietNamespace.OpenAsync();
        await using ServeProcess serve = await quiet.ServeAsync(folder, "--ntp-port", 123);

        Finished run = await Command.RunAsync(quiet.Place, Command.Find("ntpdig", "ntpsec-ntpdig"),
            ["-j", quiet.Place.Address]);

        JsonElement told = JsonSerializer.Deserialize<JsonElement>(run.Expect(0).Output);
        // It is the same clock that is asked and compared with.
        Assert.InRange(told.GetProperty("offset").GetDouble(), -1, 1);
        Assert.Equal((10, "no-leap"), (told.GetProperty("stratum").GetInt32(), told.GetProperty("leap").GetString()));
    }

    [Fact]
    public async Task Chrony_takes_the_time()
    {
        Assert.SkipUnless(TwoNamespaces.WhyNot() is null, TwoNamespaces.WhyNot() ?? "");
        using ScratchFolder folder = new();
        await using ServeProcess serve = await ServeProcess.StartAsync(folder["data"], "--ntp-port", "auto");

        Finished run = await Command.RunAsync(Command.Find("chronyd", "chrony"), "-Q", "-t", "60",
            // Unpacked and not installed, it has no user of its own to become.
            "-u", Environment.UserName, $"server 127.0.0.1 port {serve.Ports["ntp"]} iburst maxsamples 1",
            $"pidfile {folder["chronyd.pid"]}", "cmdport 0");

        Assert.Contains("System clock wrong by", run.Expect(0).Errors, StringComparison.Ordinal);
    }
}
