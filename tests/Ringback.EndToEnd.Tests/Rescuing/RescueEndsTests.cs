using System.Text.Json;
using Ringback.EndToEnd.Tests.Lending;
using Ringback.EndToEnd.Tests.Programs;
using Ringback.EndToEnd.Tests.Rights;

namespace Ringback.EndToEnd.Tests.Rescuing;

/// <summary>
/// A rescue as another user, one that is killed, and one that only says what it would do.
/// </summary>
public sealed class RescueEndsTests
{
    [Fact]
    public async Task As_another_user_it_does_all_the_same()
    {
        Nobody.SkipUnlessPossible();
        await using RescueNetwork network = await RescueNetwork.LayAsync();
        string before = await network.StateAsync();
        await using ServeProcess rescue = await network.RescueAsync("--user", Nobody.Number);
        Nobody.ExpectOnEveryThread(rescue.Id, Nobody.Lending);
        await using StrandedPhone phone = await StrandedPhone.PlugInAsync(network.Phone, 24, null, "10.9.8.5");
        await phone.ProvedAsync(rescue);
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
}
