using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using Ringback.Console.Tests.Benches;
using Ringback.Wire.Dhcp;
using Ringback.Workbench.Network;

namespace Ringback.Console.Tests.Browsers;

/// <summary>
/// A rescue as the page offers it. What one does to a network is shown with phones of another one in the end-to-end
/// tests; here there is a card that hears frames and on which nothing may change.
/// </summary>
public sealed class RescuePanelTests(Chromium chromium)
{
    private static readonly JsonSerializerOptions Web = JsonSerializerOptions.Web;

    [Fact]
    public async Task What_would_be_done_is_looked_at_before_it_is_begun()
    {
        using ScratchFolder folder = new();
        await using RunningConsole console = await RunningConsole.StartAsync(
            folder, new RunningConsoleOptions { IsEverywhere = true, System = Cable(folder) });
        await using WatchedPage page = await chromium.OpenAsync(console.Address, "/network");
        ILocator panel = page.Page.GetByRole(AriaRole.Region, new() { Name = "Rescue", Exact = true });
        await panel.GetByLabel("Network card").SelectOptionAsync(Card().Name);
        await panel.GetByLabel("Only this phone (MAC)").FillAsync("kitchen");
        await panel.GetByRole(AriaRole.Button, new() { Name = "Show what it would do" }).ClickAsync();
        await panel.GetByText("'kitchen' is no MAC address").First.WaitForAsync();

        await panel.GetByLabel("Only this phone (MAC)").FillAsync("000E84C060A6");
        await panel.GetByText("The phone cannot be heard?").ClickAsync();
        await panel.GetByLabel("Its own address").FillAsync("10.9.8.7");
        await panel.GetByRole(AriaRole.Button, new() { Name = "Show what it would do" }).ClickAsync();
        await panel.GetByText("needs What it looks for").First.WaitForAsync();
        await panel.GetByLabel("What it looks for").FillAsync("10.9.8.1, 172.16.5.500");
        await panel.GetByRole(AriaRole.Button, new() { Name = "Show what it would do" }).ClickAsync();
        await panel.GetByText("'172.16.5.500' is no IPv4 address").First.WaitForAsync();
        await panel.GetByLabel("What it looks for").FillAsync("10.9.8.1");
        await panel.GetByRole(AriaRole.Button, new() { Name = "Show what it would do" }).ClickAsync();
        await panel.GetByText($"10.9.8.1 would be put on {Card().Name}").First.WaitForAsync();
        ILocator story = page.Page.GetByRole(AriaRole.Region, new() { Name = "lives in a network that is gone" });
        await story.GetByText($"Take 10.9.8.1 on {Card().Name}").First.WaitForAsync();
        await story.GetByText("10.9.8.1/32").First.WaitForAsync();
        await page.ExpectAccessibleAsync("the plan of a rescue");
        await panel.GetByRole(AriaRole.Button, new() { Name = "That is enough" }).ClickAsync();
        await panel.GetByLabel("Its own address").FillAsync("");
        await panel.GetByLabel("What it looks for").FillAsync("");

        await panel.GetByRole(AriaRole.Button, new() { Name = "Show what it would do" }).ClickAsync();
        await panel.GetByText($"Looking at {Card().Name}: nothing is sent").First.WaitForAsync();
        await panel.GetByText("Nobody has asked yet.").First.WaitForAsync();
        await page.ExpectAccessibleAsync("a look before a rescue");
        await panel.GetByRole(AriaRole.Button, new() { Name = "That is enough" }).ClickAsync();

        await panel.GetByRole(AriaRole.Button, new() { Name = "Rescue…" }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Dialog).GetByText("taken off again").First.WaitForAsync();
        await page.ExpectAccessibleAsync("the question");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Begin the rescue" }).ClickAsync();
        await panel.GetByText($"Rescuing at {Card().Name}").First.WaitForAsync();
        await panel.GetByRole(AriaRole.Button, new() { Name = "End and give back" }).ClickAsync();
        await panel.GetByRole(AriaRole.Button, new() { Name = "Show what it would do" }).WaitForAsync();
        page.ExpectQuiet();
    }

    [Fact]
    public async Task A_bench_at_chosen_addresses_says_why_it_can_only_look()
    {
        using ScratchFolder folder = new();
        await using RunningConsole console = await RunningConsole.StartAsync(
            folder, new RunningConsoleOptions { System = Cable(folder) });
        using HttpClient client = new() { BaseAddress = console.Address };
        Uri rescue = new("/api/rescue", UriKind.Relative);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(rescue, Deadline.Token)).StatusCode);
        HttpResponseMessage refused = await client.PostAsJsonAsync(
            rescue, new { @interface = Card().Name }, Deadline.Token);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("program of its own", await refused.Content.ReadAsStringAsync(Deadline.Token),
            StringComparison.Ordinal);
        HttpResponseMessage unknown = await client.PostAsJsonAsync(
            rescue, new { @interface = "no-such-card", dryRun = true }, Deadline.Token);
        Assert.Equal(HttpStatusCode.Conflict, unknown.StatusCode);

        HttpResponseMessage half = await client.PostAsJsonAsync(
            rescue, new { @interface = Card().Name, dryRun = true, phoneAddress = "10.9.8.7" }, Deadline.Token);
        Assert.Equal(HttpStatusCode.BadRequest, half.StatusCode);
        Assert.Contains("phoneAddress needs take", await half.Content.ReadAsStringAsync(Deadline.Token),
            StringComparison.Ordinal);

        HttpResponseMessage begun = await client.PostAsJsonAsync(
            rescue, new { @interface = Card().Name, mac = "000E84C060A6", dryRun = true }, Deadline.Token);
        Assert.Equal(HttpStatusCode.NoContent, begun.StatusCode);
        JsonElement now = await client.GetFromJsonAsync<JsonElement>(rescue, Web, Deadline.Token);
        Assert.True(now.GetProperty("running").GetBoolean());
        Assert.Equal("000E84C060A6", now.GetProperty("mac").GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync(rescue, Deadline.Token)).StatusCode);
        now = await client.GetFromJsonAsync<JsonElement>(rescue, Web, Deadline.Token);
        Assert.False(now.GetProperty("running").GetBoolean());
    }

    /// <summary>The loopback, whose frames everybody hears, dressed as a card; no command is run.</summary>
    private static BenchSystem Cable(ScratchFolder folder) => new()
    {
        Data = folder.Path,
        Cards = () => [Card()],
        Run = (command, _) => throw new InvalidOperationException($"{command.TypedWithRights} was to be run."),
    };

    private static NetworkCard Card() => NetworkCards.Read().First(c => c.Kind is CardKind.Loopback) with
    {
        Kind = CardKind.Wired, Hardware = HardwareAddress.From(1, [2, 0, 0, 0, 0, 9]), HasCarrier = true,
    };
}
