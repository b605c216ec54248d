using System.Diagnostics;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Lending;

/// <summary>Phones on another network reach the workbench through a relay of others.</summary>
[Collection(LendingCollection.Name)]
public sealed class RelayTests(LendingBench scripts)
{
    private const string Far = "far";

    private static readonly Dictionary<string, Relay> Relays = new()
    {
        ["dhcrelay"] = new("dhcrelay", "isc-dhcp-relay", "Sending on   Socket",
            ["-4", "-d", "-a", "-id", Far, "-iu", Station.Device, "192.0.2.1"]),
        ["dnsmasq"] = new("dnsmasq", "dnsmasq-base", "DHCP relay",
            [
                "--no-daemon", "--port=0", "--conf-file=/dev/null", "--user=root",
                "--dhcp-relay=198.51.100.1,192.0.2.1",
            ]),
    };

    [Fact]
    public async Task Phone_behind_a_relay_gets_an_address_of_its_own_network()
    {
        await using Lan near = await Lan.LayAsync();
        await using Lan far = await Lan.LayAsync();
        Station bench = await near.AddAsync("bench", "192.0.2.1/24");
        Station relay = await near.AddAsync("relay", "192.0.2.9/24");
        await far.PlugAsync(relay, Far, "198.51.100.1/24");
        Station phone = await far.AddAsync("phone");
        await bench.IpAsync("route", "add", "198.51.100.0/24", "via", "192.0.2.9");
        using ScratchFolder folder = new();
        await using ServeProcess serve = await ServeProcess.StartAsync(bench.Place, folder["data"],
            ServeProcess.AnyPorts, "--root", folder.Folder("root"), "--dhcp", "192.0.2.50-99",
            "--dhcp", "198.51.100.50-198.51.100.99/24", "--force");
        string script = await scripts.ScriptAsync("relayed.sh");

        string[][] option82 = await ThroughAsync(Relays["dhcrelay"], relay, bench, phone, script);
        Assert.All(option82, row => Assert.Equal("far", FromHex(row[1])));
        string[][] plain = await ThroughAsync(Relays["dnsmasq"], relay, bench, phone, script);
        Assert.All(plain, row => Assert.Equal("", row[1]));
        await serve.StopAsync();
    }

    /// <summary>Gets an address through the relay, and gives back what went between it and the workbench.</summary>
    private static async Task<string[][]> ThroughAsync(
        Relay way, Station relay, Station bench, Station phone, string script)
    {
        using Tap tap = new(bench);
        using Process process = relay.Start(way.Program, way.Package, way.Arguments);
        using CancellationTokenSource bound = Patience.Begin();
        string? line;
        do line = await process.StandardError.ReadLineAsync(bound.Token);
        while (line is not null && !line.Contains(way.Begun, StringComparison.Ordinal));
        Assert.True(line is not null, $"{way.Program} ended before it began.");
        _ = process.StandardError.ReadToEndAsync(bound.Token);

        Finished run = await phone.RunAsync("busybox", "busybox", "udhcpc", "-i", Station.Device, "-f", "-n", "-q",
            "-O", "tftp", "-O", "150", "-V", Client.VendorClass, "-s", script);
        process.Kill();
        await process.WaitForExitAsync(bound.Token);

        Assert.Contains("ip=198.51.100.5", run.Expect(0).Output, StringComparison.Ordinal);
        foreach (string told in new[] { "mask=24", "tftp=192.0.2.1", "opt150=c0000201", "siaddr=192.0.2.1" })
            Assert.Contains($"\n{told}\n", run.Output, StringComparison.Ordinal);
        string[][] all = await tap.ReadAsync("dhcp", "dhcp.ip.relay",
            "dhcp.option.agent_information_option.agent_circuit_id", "dhcp.option.dhcp", "dhcp.hw.mac_addr");
        // The workbench itself asks now and then whether another server is there, and no relay is between.
        string mac = all.First(r => r[2] == "5")[3];
        string[][] rows = [.. all.Where(r => r[3] == mac)];
        Assert.Equal(["1", "2", "3", "5"], rows.Select(r => r[2]).Distinct().Order());
        Assert.All(rows, row => Assert.Equal("198.51.100.1", row[0]));
        return rows;
    }

    private static string FromHex(string text) => System.Text.Encoding.ASCII.GetString(
        Convert.FromHexString(text.Replace(":", "", StringComparison.Ordinal)));

    private sealed record Relay(string Program, string Package, string Begun, string[] Arguments);
}
