using System.Globalization;
using System.Text.Json;
using Ringback.EndToEnd.Tests.Lending;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Rescuing;

/// <summary>A rescue that is begun in the console of a running bench, by its API, and ended there.</summary>
public sealed class RescueFromConsoleTests
{
    // Nobody else is in its network namespace.
    private const int ConsolePort = 8079;

    [Fact]
    public async Task A_bench_that_serves_already_becomes_the_phones_network_and_is_itself_again()
    {
        await using RescueNetwork network = await RescueNetwork.LayAsync("192.168.77.1/24");
        string before = await network.StateAsync();
        await using ServeProcess bench = await network.ServeAsync(ConsolePort);
        await AskAsync(network, "POST", $$"""{"interface":"{{Station.Device}}","mac":"{{StrandedPhone.Mac}}"}""");
        await using StrandedPhone phone = await StrandedPhone.PlugInAsync(
            network.Phone, 24, "10.9.8.1", "172.16.5.5");

        await phone.ProvedAsync(bench);

        JsonElement told = JsonSerializer.Deserialize<JsonElement>(await AskAsync(network, "GET"));
        Assert.True(told.GetProperty("running").GetBoolean());
        string[] taken =
        [
            .. told.GetProperty("steps").EnumerateArray().Where(s => s.GetProperty("step").GetString() == "take")
                .Select(s => s.GetProperty("address").GetString()!).Order(StringComparer.Ordinal),
        ];
        Assert.Equal(["10.9.8.1", "172.16.5.5"], taken);
        await bench.SeesAsync("address-taken", e => e.GetProperty("taken").GetString() == "172.16.5.5");
        await AskAsync(network, "DELETE");
        Assert.Equal(before, await network.StateAsync());
        await bench.SeesAsync("address-given-back", e => e.GetProperty("given").GetString() == "172.16.5.5");
        await bench.StopAsync();
    }

    [Fact]
    public async Task What_it_took_is_given_back_when_the_program_ends()
    {
        await using RescueNetwork network = await RescueNetwork.LayAsync("192.168.77.1/24");
        string before = await network.StateAsync();
        await using ServeProcess bench = await network.ServeAsync(ConsolePort);
        await AskAsync(network, "POST", $$"""{"interface":"{{Station.Device}}"}""");
        await using StrandedPhone phone = await StrandedPhone.PlugInAsync(network.Phone, 24, null, "10.9.8.5");
        await bench.SeesAsync("address-taken", e => e.GetProperty("taken").GetString() == "10.9.8.5");
        Assert.NotEqual(before, await network.StateAsync());

        await bench.StopAsync();

        Assert.Equal(before, await network.StateAsync());
    }

    private static async Task<string> AskAsync(RescueNetwork network, string method, string? body = null)
    {
        string[] content = body is null ? [] : ["-H", "Content-Type: application/json", "-d", body];
        return (await network.Bench.RunAsync("curl", "curl", ["--fail-with-body", "-sS", "-X", method, .. content,
            string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{ConsolePort}/api/rescue")]))
            .Expect(0).Output;
    }
}
