using System.Security.Cryptography;
using System.Text.Json;
using Ringback.Workbench.Network;

namespace Ringback.Workbench.Tests.Network;

/// <summary>A real card, made of a veth pair in a network namespace of its own.</summary>
public sealed class BenchAddressOnLinuxTests
{
    [Fact]
    public async Task A_real_card_gets_its_address_and_a_crash_is_cleared_up()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess,
            "Only root of a Linux may make network namespaces.");
        using ScratchFolder data = new();
        string space = $"ringback-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
        await IpAsync("netns", "add", space);
        try
        {
            await IpAsync("-n", space, "link", "add", "bench0", "type", "veth", "peer", "name", "phone0");
            BenchSystem system = new()
            {
                Data = data.Path,
                Setter = new IpSetter(),
                Cards = () => Cards(space),
                Run = (command, cancel) => SystemTools.RunAsync(
                    new ToolCommand("ip", ["netns", "exec", space, command.Program, .. command.Arguments]), cancel),
            };
            BenchAddressSet first = Assert.IsType<BenchAddressSet>(
                await BenchAddress.OpenAsync(Bench(space), system, Deadline.Token));
            Assert.True(Bench(space).IsUp);
            Assert.Equal([first.Held.Address], Bench(space).Addresses);

            // The program dies here: nothing is disposed of, and the next one has another number.
            BenchSystem next = system with { IsRunning = _ => false };
            Leftover leftover = Assert.Single(await BenchLeftovers.UndoAllAsync(next, Deadline.Token));
            Assert.Equal(LeftoverFate.Undone, leftover.Fate);
            Assert.Empty(Bench(space).Addresses);
            Assert.False(Bench(space).IsUp);

            BenchAddressSet second = Assert.IsType<BenchAddressSet>(
                await BenchAddress.OpenAsync(Bench(space), next, Deadline.Token));
            await second.Held.DisposeAsync();
            Assert.Empty(Bench(space).Addresses);
            Assert.Empty(Directory.GetFiles(data.Path));
        }
        finally
        {
            await IpAsync("netns", "delete", space);
        }
    }

    private static NetworkCard Bench(string space) => Cards(space).Single(c => c.Name == "bench0");

    /// <summary>What ip itself says of the cards there, so that our own reading is not what is trusted.</summary>
    private static NetworkCard[] Cards(string space)
    {
        ToolOutcome shown = SystemTools.RunAsync(new ToolCommand("ip", "-n", space, "-j", "-4", "address"),
            Deadline.Token).GetAwaiter().GetResult();
        ToolOutcome links = SystemTools.RunAsync(new ToolCommand("ip", "-n", space, "-j", "link"),
            Deadline.Token).GetAwaiter().GetResult();
        Assert.True(shown.IsDone && links.IsDone, shown.Output + links.Output);
        using JsonDocument addresses = JsonDocument.Parse(shown.Output.Trim().Length == 0 ? "[]" : shown.Output);
        using JsonDocument cards = JsonDocument.Parse(links.Output);
        return
        [
            .. cards.RootElement.EnumerateArray().Select(link => Card.Of(
                link.GetProperty("ifname").GetString()!, CardKind.Virtual,
                [
                    .. addresses.RootElement.EnumerateArray()
                        .Where(a => a.TryGetProperty("ifindex", out JsonElement index)
                            && index.GetInt32() == link.GetProperty("ifindex").GetInt32())
                        .SelectMany(a => a.GetProperty("addr_info").EnumerateArray())
                        .Select(a => $"{a.GetProperty("local").GetString()}/{a.GetProperty("prefixlen").GetInt32()}"),
                ]) with
            {
                IsUp = link.GetProperty("flags").EnumerateArray().Any(f => f.GetString() == "UP"),
            }),
        ];
    }

    private static async Task IpAsync(params string[] arguments)
    {
        ToolOutcome outcome = await SystemTools.RunAsync(new ToolCommand("ip", arguments), Deadline.Token);
        Assert.True(outcome.IsDone, outcome.Trouble ?? outcome.Output);
    }
}
