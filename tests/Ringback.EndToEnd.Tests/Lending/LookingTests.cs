using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Lending;

/// <summary>Programs that look for DHCP servers find this one and can read it.</summary>
[Collection(LendingCollection.Name)]
public sealed class LookingTests(LendingBench bench)
{
    [Theory]
    [InlineData("broadcast-dhcp-discover", "DHCP Message Type: DHCPOFFER", "IP Offered: 192.0.2.",
        "IP Address Lease Time")]
    [InlineData("dhcp-discover", "DHCP Message Type: DHCPACK", "67/udp open ", "Domain Name: example.org")]
    public async Task Nmap_reads_the_answer(string script, params string[] expected)
    {
        await bench.OpenAsync();
        await bench.Phone.ForgetAsync();
        await bench.Phone.IpAsync("address", "add", "192.0.2.8/24", "dev", Station.Device);
        using Tap tap = new(bench.Bench);
        string[] way = script == "dhcp-discover"
            ? ["-Pn", "-sU", "-p", "67", LendingBench.Address]
            : ["-e", Station.Device, "--script-args", "broadcast-dhcp-discover.timeout=1"];

        Finished run = await bench.Phone.RunAsync("nmap", "nmap", ["-n", "--script", script, .. way]);

        string[] all =
        [
            .. expected, "Server Identifier: 192.0.2.1", "TFTP Server Name: 192.0.2.1", "Router: 192.0.2.1",
        ];
        Assert.All(all, line => Assert.True(run.Output.Contains(line, StringComparison.Ordinal), run.Story));
        Assert.NotEmpty(await tap.ReadAsync("dhcp.option.tftp_server_address == 192.0.2.1", "dhcp.option.dhcp"));
    }

    [Fact]
    public async Task Dhcping_gets_an_answer()
    {
        await bench.OpenAsync();
        await bench.Phone.ForgetAsync();
        await bench.Phone.IpAsync("address", "add", "192.0.2.8/24", "dev", Station.Device);

        Finished run = await bench.Phone.RunAsync("dhcping", "dhcping",
            "-i", "-s", LendingBench.Address, "-c", "192.0.2.8", "-h", "00:aa:00:00:40:00");

        Assert.Contains($"Got answer from: {LendingBench.Address}", run.Expect(0).Output, StringComparison.Ordinal);
    }
}
