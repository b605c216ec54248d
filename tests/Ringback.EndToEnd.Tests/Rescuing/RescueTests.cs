using System.Text.Json;
using Ringback.EndToEnd.Tests.Programs;
using Ringback.EndToEnd.Tests.Serving;

namespace Ringback.EndToEnd.Tests.Rescuing;

/// <summary>
/// <c>ringback rescue</c> and a phone that is locked to a network which no longer exists: real frames between network
/// namespaces, a real kernel's ARP, and the simulated phone's own words above.
/// </summary>
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

        await phone.ProvedAsync(rescue);
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
