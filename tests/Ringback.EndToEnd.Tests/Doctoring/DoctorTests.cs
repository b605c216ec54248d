using System.Diagnostics;
using System.Text.Json;
using Ringback.EndToEnd.Tests.Judged;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Doctoring;

/// <summary>doctor in a network namespace of its own, as root sees it on a bench.</summary>
public sealed class DoctorTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Healthy_bench_is_told_with_a_fetched_file()
    {
        await using BareBench bench = await OpenAsync();
        await bench.GiveAddressAsync("192.168.77.1/24");

        JsonElement told = (await DoctorAsync(bench)).Expect(0).Json;

        Assert.True(told.GetProperty("healthy").GetBoolean());
        Assert.Equal("bench0", told.GetProperty("interface").GetString());
        Assert.Equal("ok", Status(told, "tftp-fetched"));
        Assert.Equal("ok", Status(told, "ports-free"));
        Assert.Equal("ok", Status(told, "address-sane"));
    }

    [Fact]
    public async Task Person_sees_the_cable_and_a_line_to_each_check()
    {
        await using BareBench bench = await OpenAsync();
        await bench.GiveAddressAsync("192.168.77.1/24");

        Finished told = await bench.DoctorAsync("--interface", "bench0", "--data", _scratch.FullPath);

        string[] lines = told.Expect(0).Output.Split('\n');
        Assert.Contains(lines, l => l.Contains("192.168.77.1/24", StringComparison.Ordinal) && l[0] == '│');
        Assert.All(lines.Where(l => l.Length > 0 && "┌│└".Contains(l[0])), l => Assert.True(l.Length <= 78, l));
        Assert.Contains(lines, l => l.StartsWith("ok ", StringComparison.Ordinal)
            && l.Contains("192.168.77.1:69", StringComparison.Ordinal));
        Assert.StartsWith("Phones can be served here.", lines[^2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_has_port_69_is_named_and_a_free_port_is_tried()
    {
        await using BareBench bench = await OpenAsync();
        await bench.GiveAddressAsync("192.168.77.1/24");
        (string program, IEnumerable<string> arguments) = new Place("", bench.Namespace).CommandLine(
            Command.Find("dnsmasq", "dnsmasq-base"),
            [
                "--keep-in-foreground", "--port=0", "--no-hosts", "--conf-file=/dev/null", "--enable-tftp",
                $"--tftp-root={_scratch.FullPath}", "--user=root", "--pid-file=", "--log-facility=-",
            ]);
        using Process rogue = Command.Start(program, arguments);
        try
        {
            // It says that TFTP is on once its port is open.
            string? line;
            do line = await rogue.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);
            while (line is not null && !line.Contains("TFTP", StringComparison.Ordinal));
            Assert.True(line is not null, "dnsmasq ended.");

            JsonElement told = (await DoctorAsync(bench)).Expect(1).Json;

            Assert.Equal("error", Status(told, "port-taken"));
            Assert.Contains($"dnsmasq (process {rogue.Id})", Check(told, "port-taken").GetProperty("message")
                .GetString(), StringComparison.Ordinal);
            Assert.Equal("warning", Status(told, "tftp-fetched-from-other-port"));
            Assert.False(told.GetProperty("healthy").GetBoolean());
        }
        finally
        {
            rogue.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public async Task Card_without_an_address_is_an_error_with_what_to_type()
    {
        await using BareBench bench = await OpenAsync();

        JsonElement told = (await DoctorAsync(bench)).Expect(1).Json;

        Assert.Contains("ip address add 192.168.77.1/24 broadcast + dev bench0",
            Check(told, "address-missing").GetProperty("advice").GetString(), StringComparison.Ordinal);
        Assert.Equal("warning", Status(told, "card-switched-off"));
        Assert.Equal("unknown", Status(told, "tftp-not-tried"));
    }

    [Fact]
    public async Task Running_serve_is_told_and_asked()
    {
        await using BareBench bench = await OpenAsync();
        await bench.GiveAddressAsync("192.168.77.1/24");
        await using ServeProcess serve = await ServeProcess.StartAsync(new Place("192.168.77.1", bench.Namespace),
            _scratch.Folder("serve"), new Dictionary<string, int> { ["tftp"] = 69 });

        JsonElement told = (await DoctorAsync(bench)).Expect(0).Json;

        Assert.Equal("info", Status(told, "port-served-by-ringback"));
        Assert.Equal("ok", Status(told, "tftp-serve-answers"));
        await serve.StopAsync();
    }

    [Fact]
    public async Task Address_of_a_dead_run_is_taken_away_and_one_of_somebody_else_is_not()
    {
        await using BareBench bench = await OpenAsync();
        await bench.GiveAddressAsync("192.168.77.1/24");
        await bench.GiveAddressAsync("10.9.8.7/24");
        string space = (await bench.RunAsync("readlink", "/proc/self/ns/net")).Expect(0).Output.Trim();
        string mac = (await bench.RunAsync("cat", "/sys/class/net/bench0/address")).Expect(0).Output.Trim();
        string boot = (await File.ReadAllTextAsync("/proc/sys/kernel/random/boot_id",
            TestContext.Current.CancellationToken)).Trim();
        // No process has started at the tick 0 with this test's number.
        string record = JsonSerializer.Serialize(new
        {
            card = "bench0", address = "192.168.77.1/24", hardware = mac, wasUp = true,
            owner = new { pid = Environment.ProcessId, started = "0", boot, @namespace = space },
        });
        await File.WriteAllTextAsync(_scratch["bench-address-bench0.json"], record,
            TestContext.Current.CancellationToken);

        JsonElement told = (await DoctorAsync(bench)).Expect(0).Json;

        Assert.Equal("info", Status(told, "bench-address-undone"));
        Assert.Contains("10.9.8.7", Check(told, "address-sane").GetProperty("message").GetString(),
            StringComparison.Ordinal);
        string shown = (await bench.RunAsync("ip", "-4", "-o", "address", "show", "dev", "bench0")).Expect(0).Output;
        Assert.DoesNotContain("192.168.77.1", shown, StringComparison.Ordinal);
        Assert.Contains("10.9.8.7", shown, StringComparison.Ordinal);
        Assert.False(File.Exists(_scratch["bench-address-bench0.json"]));
    }

    [Theory]
    [InlineData("--bind", "kitchen")]
    [InlineData("--tftp-port", "0")]
    [InlineData("--nonsense")]
    public async Task Unusable_command_line_is_told_in_one_line(params string[] arguments) =>
        Assert.Single((await RingbackProgram.RunAsync(["doctor", .. arguments])).Expect(2).ErrorLines);

    private static async Task<BareBench> OpenAsync()
    {
        Assert.SkipWhen(TwoNamespaces.WhyNot() is not null, TwoNamespaces.WhyNot() ?? "");
        return await BareBench.OpenAsync();
    }

    private Task<Finished> DoctorAsync(BareBench bench) =>
        bench.DoctorAsync("--interface", "bench0", "--data", _scratch.FullPath, "--json");

    private static string? Status(JsonElement told, string code) => Check(told, code).GetProperty("status").GetString();

    private static JsonElement Check(JsonElement told, string code)
    {
        foreach (JsonElement check in told.GetProperty("checks").EnumerateArray())
        {
            if (check.GetProperty("code").GetString() == code) return check;
        }

        Assert.Fail($"No {code} in {told.GetRawText()}");
        return default;
    }
}
