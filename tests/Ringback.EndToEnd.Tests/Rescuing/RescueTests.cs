using System.Net.NetworkInformation;
using System.Text.Json;
using Ringback.EndToEnd.Tests.Lending;
using Ringback.EndToEnd.Tests.Programs;
using Ringback.EndToEnd.Tests.Rights;
using Ringback.EndToEnd.Tests.Serving;

namespace Ringback.EndToEnd.Tests.Rescuing;

/// <summary>
/// <c>ringback rescue</c> and a phone that is locked to a network which no longer exists: real frames between network
/// namespaces, a real kernel's ARP, and the simulated phone's own words above.
/// </summary>
[Collection(LendingCollection.Name)]
public sealed class RescueTests
{
    [Theory]
    [InlineData("a server behind the gateway", 24, "10.9.8.1", "172.16.5.5", null, "10.9.8.1 172.16.5.5")]
    [InlineData("a server in its own network", 24, "10.9.8.1", "10.9.8.5", null, "10.9.8.5")]
    [InlineData("no gateway", 24, null, "10.9.8.5", null, "10.9.8.5")]
    [InlineData("a wide mask", 16, "10.9.0.1", "10.9.200.5", null, "10.9.200.5")]
    [InlineData("two networks and no router", 24, "10.9.8.1", "192.168.77.1", "192.168.77.1/24", "10.9.8.1")]
    public async Task A_locked_phone_is_brought_to_sccp_without_a_person(
        string what, int mask, string? gateway, string tftp, string? bench, string taken)
    {
        await using RescueNetwork network = await RescueNetwork.LayAsync(bench);
        string before = await network.StateAsync();
        await using ServeProcess rescue = await network.RescueAsync();
        await using StrandedPhone phone = await StrandedPhone.PlugInAsync(network.Phone, mask, gateway, tftp);

        await ProvedAsync(rescue, phone);
        Assert.Equal(PracticeLoads.Sccp, await phone.RegistersAsync(TestContext.Current.CancellationToken));
        foreach (string address in taken.Split(' '))
        {
            JsonElement step = await rescue.SeesAsync("address-taken",
                e => e.GetProperty("taken").GetString() == address);
            Assert.Equal(StrandedPhone.Mac, step.GetProperty("mac").GetString());
        }

        Assert.NotEqual(before, await network.StateAsync());
        await rescue.StopAsync();
        Assert.True(before == await network.StateAsync(), $"{what}: {await network.StateAsync()}\nwas {before}");
        foreach (string address in taken.Split(' ')) Assert.Contains(address, await rescue.ErrorsAsync());
        Assert.Equal(taken, await TakenAsync(network));
    }

    [Fact]
    public async Task A_phone_in_a_voice_VLAN_is_served_there()
    {
        await using RescueNetwork network = await RescueNetwork.LayTaggedAsync(100);
        string before = await network.StateAsync();
        await using ServeProcess rescue = await network.RescueAsync();
        await using StrandedPhone phone = await StrandedPhone.PlugInAsync(
            network.Phone, 24, "10.9.8.1", "172.16.5.5");

        await ProvedAsync(rescue, phone);
        JsonElement step = await rescue.SeesAsync("address-taken");
        Assert.Equal(100, step.GetProperty("vlan").GetInt32());
        Assert.Equal($"{Station.Device}.100", step.GetProperty("card").GetString());
        await rescue.StopAsync();
        Assert.Equal(before, await network.StateAsync());
    }

    [Fact]
    public async Task A_second_server_is_taken_when_the_first_fails()
    {
        await using RescueNetwork network = await RescueNetwork.LayAsync();
        await using StrandedPhone phone = await StrandedPhone.PlugInAsync(
            network.Phone, 24, "10.9.8.1", "10.9.8.5", second: "172.16.5.6");
        await using ServeProcess rescue = await network.RescueAsync("--mac", StrandedPhone.Mac);
        await ProvedAsync(rescue, phone);
    }

    [Fact]
    public async Task An_address_that_somebody_has_is_his()
    {
        await using RescueNetwork network = await RescueNetwork.LayAsync();
        string before = await network.StateAsync();
        Station owner = await network.Lan.AddAsync("owner", "10.9.8.1/24");
        string mac = (await owner.RunAsync("cat", "coreutils", $"/sys/class/net/{Station.Device}/address"))
            .Expect(0).Output.Trim();
        await using ServeProcess rescue = await network.RescueAsync();
        await using StrandedPhone phone = await StrandedPhone.PlugInAsync(
            network.Phone, 24, "10.9.8.1", "172.16.5.5");

        Assert.Equal(3, await rescue.EndsAsync());
        string told = await rescue.ErrorsAsync();
        Assert.Contains("10.9.8.1", told);
        Assert.Contains($"{PhysicalAddress.Parse(mac.ToUpperInvariant())}", told);
        Assert.Equal(before, await network.StateAsync());
    }

    [Fact]
    public async Task A_phone_whose_first_server_is_somebodys_is_served_at_its_second()
    {
        await using RescueNetwork network = await RescueNetwork.LayAsync();
        await network.Lan.AddAsync("owner", "10.9.8.5/24");
        await using ServeProcess rescue = await network.RescueAsync("--mac", StrandedPhone.Mac);
        await using StrandedPhone phone = await StrandedPhone.PlugInAsync(
            network.Phone, 24, "10.9.8.1", "10.9.8.5", second: "172.16.5.6");
        await ProvedAsync(rescue, phone);
        await rescue.SeesAsync("address-not-taken", e => e.GetProperty("sought").GetString() == "10.9.8.5");
        await rescue.StopAsync();
    }

    [Fact]
    public async Task A_call_manager_of_the_phones_own_file_is_taken_too()
    {
        await using RescueNetwork network = await RescueNetwork.LayAsync();
        string root = network.Root($"SEP{StrandedPhone.Mac}.cnf.xml", """
            <device><devicePool><callManagerGroup><members><member priority="0"><callManager>
            <ports><ethernetPhonePort>2000</ethernetPhonePort></ports><processNodeName>172.16.6.1</processNodeName>
            </callManager></member></members></callManagerGroup></devicePool></device>
            """);
        await using ServeProcess rescue = await network.RescueAsync("--root", root);
        await using StrandedPhone phone = await StrandedPhone.PlugInAsync(
            network.Phone, 24, "10.9.8.1", "172.16.5.5");
        await ProvedAsync(rescue, phone);
        await rescue.SeesAsync("address-taken", e => e.GetProperty("taken").GetString() == "172.16.6.1");
        await rescue.StopAsync();
    }

    [Fact]
    public async Task As_another_user_it_does_all_the_same()
    {
        Nobody.SkipUnlessPossible();
        await using RescueNetwork network = await RescueNetwork.LayAsync();
        string before = await network.StateAsync();
        await using ServeProcess rescue = await network.RescueAsync("--user", Nobody.Number);
        Nobody.ExpectOnEveryThread(rescue.Id, Nobody.Lending);
        await using StrandedPhone phone = await StrandedPhone.PlugInAsync(network.Phone, 24, null, "10.9.8.5");
        await ProvedAsync(rescue, phone);
        await rescue.StopAsync();
        Assert.Equal(before, await network.StateAsync());
    }

    [Fact]
    public async Task What_a_killed_rescue_leaves_is_cleared_up_by_the_next_start()
    {
        await using RescueNetwork network = await RescueNetwork.LayAsync();
        string before = await network.StateAsync();
        await using (ServeProcess killed = await network.RescueAsync())
        {
            await using StrandedPhone phone = await StrandedPhone.PlugInAsync(
                network.Phone, 24, "10.9.8.1", "172.16.5.5");
            await killed.SeesAsync("address-taken", e => e.GetProperty("taken").GetString() == "172.16.5.5");
            await killed.KillAsync();
        }

        Assert.NotEqual(before, await network.StateAsync());
        await network.Phone.ForgetAsync();
        await using ServeProcess next = await network.RescueAsync();
        Assert.Equal(before, await network.StateAsync());
        await next.StopAsync();
        string told = await next.ErrorsAsync();
        Assert.Contains("From an earlier run: 10.9.8.1/32", told);
        Assert.Contains("172.16.5.5/32", told);
        Assert.Contains("the route to 10.9.8.7", told);
    }

    [Fact]
    public async Task A_dry_run_says_what_it_would_do_and_sends_nothing()
    {
        await using RescueNetwork network = await RescueNetwork.LayAsync();
        string before = await network.StateAsync();
        using System.Diagnostics.Process dry = RingbackProgram.Start(network.Bench.Place,
            ["rescue", "--data", network.Data, "--dry-run", "--json", .. network.Arguments([])]);
        dry.StandardInput.Close();
        await using StrandedPhone phone = await StrandedPhone.PlugInAsync(
            network.Phone, 24, "10.9.8.1", "172.16.5.5");
        List<string> steps = [];
        using CancellationTokenSource bound = Patience.Begin();
        while (steps is not [.., "take"])
        {
            string line = await dry.StandardOutput.ReadLineAsync(bound.Token)
                ?? throw new InvalidOperationException(await dry.StandardError.ReadToEndAsync(bound.Token));
            JsonElement step = JsonSerializer.Deserialize<JsonElement>(line);
            steps.Add(step.GetProperty("step").GetString()!);
            if (steps[^1] == "take")
            {
                Assert.Equal("10.9.8.1", step.GetProperty("address").GetString());
                Assert.Contains($"ip address add 10.9.8.1/32 dev {Station.Device}",
                    step.GetProperty("commands").EnumerateArray().Single().GetString());
            }
        }

        Assert.Equal(["seek", "reach", "take"], steps);
        Assert.Equal(before, await network.StateAsync());
        (await Command.RunAsync("/bin/sh", "-c", $"kill -INT {dry.Id}")).Expect(0);
        await dry.WaitForExitAsync(bound.Token);
        Assert.Equal(0, dry.ExitCode);
    }

    private static async Task ProvedAsync(ServeProcess rescue, StrandedPhone phone)
    {
        try
        {
            JsonElement proof = await rescue.SeesAsync("conversion-proved");
            Assert.Equal(StrandedPhone.Mac, proof.GetProperty("mac").GetString());
            Assert.Equal(PracticeLoads.Sccp, proof.GetProperty("target").GetString());
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidOperationException($"{e.Message}\nThe phone:\n{phone.Log}", e);
        }
    }

    /// <summary>What the journal keeps of it.</summary>
    private static async Task<string> TakenAsync(RescueNetwork network)
    {
        Finished journal = (await RingbackProgram.RunAsync("journal", "--json", "--data", network.Data)).Expect(0);
        string[] lines = journal.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        JsonElement[] events = [.. lines.Select(l => JsonSerializer.Deserialize<JsonElement>(l))];
        string[] given = [.. Of(events, "address-given-back", "given")];
        string[] taken = [.. Of(events, "address-taken", "taken")];
        Assert.Equal(taken.Order(), given.Order());
        return string.Join(' ', taken);
    }

    private static IEnumerable<string> Of(JsonElement[] events, string kind, string name) =>
        events.Where(e => e.GetProperty("kind").GetString() == kind).Select(e => e.GetProperty(name).GetString()!);
}
