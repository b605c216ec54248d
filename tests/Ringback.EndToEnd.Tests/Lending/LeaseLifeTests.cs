using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Lending;

/// <summary>What a lease goes through after it was given, with clients of others where one does it.</summary>
[Collection(LendingCollection.Name)]
public sealed class LeaseLifeTests(LendingBench bench)
{
    private const ulong FirstMac = 0x00AA_0000_1000;

    [Fact]
    public async Task Udhcpc_renews_and_releases()
    {
        await bench.OpenAsync();
        await bench.Phone.ForgetAsync();
        DateTimeOffset began = TimeProvider.System.GetUtcNow();
        string script = await bench.ScriptAsync("applying.sh",
            "[ -z \"$ip\" ] || ip address replace $ip/$mask dev $interface");
        using CancellationTokenSource bound = Patience.Begin();

        using Process udhcpc = bench.Phone.Start("busybox", "busybox",
            "udhcpc", "-f", "-i", Station.Device, "-V", Client.VendorClass, "-s", script);
        _ = udhcpc.StandardOutput.ReadToEndAsync(bound.Token);
        string first = await LeaseToldAsync(udhcpc, bound.Token);
        await SignalAsync(udhcpc, "USR1");
        string second = await LeaseToldAsync(udhcpc, bound.Token);
        await SignalAsync(udhcpc, "USR2");
        JsonElement released = await SeesAskAsync("release", began);
        udhcpc.Kill();

        Assert.Equal(first, second);
        JsonElement renewed = await SeesAskAsync("renew", began);
        Assert.Contains($" {renewed.GetProperty("address").GetString()} ", first, StringComparison.Ordinal);
        Assert.Equal(renewed.GetProperty("address").GetString(), released.GetProperty("wanted").GetString());
    }

    [Fact]
    public async Task Dhclient_keeps_its_address_over_a_restart_of_the_workbench()
    {
        await bench.OpenAsync();
        await bench.Phone.ForgetAsync();
        Finished before = await Client.DhclientAsync(bench);

        await bench.RestartAsync();
        Finished after = await Client.DhclientAsync(bench);

        Assert.DoesNotContain("DHCPDISCOVER", after.Errors, StringComparison.Ordinal);
        Assert.Contains("DHCPREQUEST", after.Errors, StringComparison.Ordinal);
        Assert.Equal(BoundTo(before), BoundTo(after));
    }

    [Fact]
    public async Task Dhclient_from_another_network_is_refused_and_begins_anew()
    {
        await bench.OpenAsync();
        await bench.Phone.ForgetAsync();
        await File.WriteAllTextAsync(bench.Folder["dhclient.leases"], """
            lease {
              interface "cable";
              fixed-address 198.51.100.7;
              option subnet-mask 255.255.255.0;
              option dhcp-lease-time 86400;
              option dhcp-server-identifier 198.51.100.1;
              renew never;
              rebind never;
              expire never;
            }

            """, TestContext.Current.CancellationToken);

        Finished run = await Client.DhclientAsync(bench);

        Assert.Contains("DHCPREQUEST for 198.51.100.7", run.Errors, StringComparison.Ordinal);
        Assert.Contains("DHCPNAK from 192.0.2.1", run.Errors, StringComparison.Ordinal);
        Assert.StartsWith("192.0.2.", BoundTo(run), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Phone_whose_server_is_silent_is_served_when_it_asks_all()
    {
        await using BarePhones phones = await PhonesAsync();
        using CancellationTokenSource bound = Patience.Begin();
        Told lease = await phones.StartAsync(FirstMac, bound.Token);
        await bench.Phone.IpAsync("address", "add", $"{lease.Given}/24", "dev", Station.Device);
        DateTimeOffset began = TimeProvider.System.GetUtcNow();

        Told rebound = await phones.AskAsync(
            new Ask(Ask.Request, FirstMac) { Own = lease.Given, ToAll = false }, bound.Token);

        Assert.Equal((Told.Ack, lease.Given), (rebound.Type, rebound.Given));
        Assert.Null(phones.Twice);
        await SeesAskAsync("rebind", began);
    }

    [Fact]
    public async Task Address_that_somebody_has_is_never_offered()
    {
        await using BarePhones phones = await PhonesAsync();
        using CancellationTokenSource bound = Patience.Begin();
        IPAddress taken = IPAddress.Parse(bench.Stranger.Address);

        Told[] offers = await Task.WhenAll(Enumerable.Range(1, 8).Select(n => phones.AskAsync(
            new Ask(Ask.Discover, FirstMac + (ulong)n) { Wanted = taken }, bound.Token)));

        Assert.All(offers, offer => Assert.Equal(Told.Offer, offer.Type));
        Assert.DoesNotContain(taken, offers.Select(o => o.Given));
        Assert.Equal(offers.Length, offers.Select(o => o.Given).Distinct().Count());
    }

    [Fact]
    public async Task Phone_with_a_fixed_address_is_told_the_rest()
    {
        await using BarePhones phones = await PhonesAsync();
        using CancellationTokenSource bound = Patience.Begin();
        await bench.Phone.IpAsync("address", "add", "192.0.2.9/24", "dev", Station.Device);

        Told told = await phones.AskAsync(
            new Ask(Ask.Inform, FirstMac) { Own = IPAddress.Parse("192.0.2.9"), ToAll = false }, bound.Token,
            to: IPAddress.Parse(LendingBench.Address));

        Assert.Equal((Told.Ack, IPAddress.Any), (told.Type, told.Given));
        Assert.Equal(IPAddress.Parse(LendingBench.Address), new IPAddress(told.Options[150]));
        Assert.DoesNotContain((byte)51, told.Options.Keys);
    }

    private async Task<BarePhones> PhonesAsync()
    {
        await bench.OpenAsync();
        await bench.Phone.ForgetAsync();
        return new BarePhones(bench.Phone);
    }

    private Task<JsonElement> SeesAskAsync(string ask, DateTimeOffset since) => bench.Serve.SeesAsync("address-asked",
        e => e.GetProperty("ask").GetString() == ask && e.GetProperty("at").GetDateTimeOffset() >= since);

    private static Task<Finished> SignalAsync(Process process, string signal) =>
        Command.RunAsync("/bin/sh", "-c", $"kill -{signal} {process.Id}");

    /// <summary>The line in which udhcpc tells of a lease.</summary>
    private static async Task<string> LeaseToldAsync(Process udhcpc, CancellationToken cancel)
    {
        List<string> told = [];
        while (await udhcpc.StandardError.ReadLineAsync(cancel) is { } line)
        {
            told.Add(line);
            if (line.Contains("lease of", StringComparison.Ordinal)) return line;
        }

        throw new InvalidOperationException($"udhcpc got no lease: {string.Join('\n', told)}");
    }

    private static string BoundTo(Finished dhclient)
    {
        const string words = "bound to ";
        string? line = dhclient.ErrorLines.LastOrDefault(l => l.StartsWith(words, StringComparison.Ordinal));
        Assert.True(line is not null, dhclient.Story);
        return line[words.Length..].Split(' ')[0];
    }
}
