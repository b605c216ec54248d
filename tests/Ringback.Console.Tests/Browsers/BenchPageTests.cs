using Microsoft.Playwright;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Console.Tests.Benches;
using Ringback.Journal;
using Ringback.Phones.Cases;

namespace Ringback.Console.Tests.Browsers;

public sealed class BenchPageTests(Chromium chromium)
{
    [Fact]
    public async Task An_empty_bench_says_what_to_do()
    {
        using ScratchFolder folder = new();
        await using RunningConsole console = await RunningConsole.StartAsync(folder);
        await using WatchedPage page = await chromium.OpenAsync(console.Address);
        await page.Page.GetByRole(AriaRole.Heading, new() { Name = "Plug a phone in." }).WaitForAsync();
        await page.ExpectAccessibleAsync("the empty bench");
        await page.Page.Keyboard.PressAsync("?");
        await page.Page.GetByRole(AriaRole.Heading, new() { Name = "Keys" }).WaitForAsync();
        await page.ExpectAccessibleAsync("the keys");
        await page.Page.Keyboard.PressAsync("Escape");
        await page.Page.GetByRole(AriaRole.Heading, new() { Name = "Keys" })
            .WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        page.ExpectQuiet();
    }

    [Fact]
    public async Task A_phone_appears_by_itself_and_is_proved_before_the_eyes_of_whoever_looks()
    {
        using ScratchFolder folder = new();
        await using RunningConsole console = await RunningConsole.StartAsync(folder);
        await using WatchedPage page = await chromium.OpenAsync(console.Address);
        await page.Page.GetByText("SCCP", new() { Exact = true }).ClickAsync();
        await page.Page.GetByText("P0030801SR02").First.WaitForAsync();
        MacAddress mac = console.Plug(0x79A0);
        ILocator tile = page.Page.Locator($"[data-phone='{mac}']");
        await tile.GetByText("79A0", new() { Exact = true }).WaitForAsync();
        await tile.GetByText("Proved").First.WaitForAsync();
        Assert.Contains("P0030801SR02", await tile.InnerTextAsync(), StringComparison.Ordinal);
        page.ExpectQuiet();
    }

    [Theory]
    [InlineData(1440, 900, ColorScheme.Light)]
    [InlineData(1440, 900, ColorScheme.Dark)]
    [InlineData(390, 844, ColorScheme.Light)]
    [InlineData(390, 844, ColorScheme.Dark)]
    public async Task A_busy_bench_has_no_serious_fault_for_a_screen_reader(int width, int height, ColorScheme colours)
    {
        using ScratchFolder folder = new();
        await using RunningConsole console = await RunningConsole.StartAsync(
            folder, new RunningConsoleOptions { Goal = Goal.Of(PhoneProtocol.Sccp) });
        MacAddress[] phones = [.. Enumerable.Range(1, 4).Select(n => console.Plug(n, speed: 4))];
        await console.SeesAsync(phones[0], p => p.Conversion is not null);
        await using WatchedPage page = await chromium.OpenAsync(console.Address, "/", width, height, colours);
        await page.Page.Locator($"[data-phone='{phones[0]}']").WaitForAsync();
        await page.ExpectAccessibleAsync($"tiles at {width}, {colours}");
        page.ExpectQuiet();
    }

    [Fact]
    public async Task Stop_asks_first_and_then_leads_nobody_any_more()
    {
        using ScratchFolder folder = new();
        await using RunningConsole console = await RunningConsole.StartAsync(
            folder, new RunningConsoleOptions { Goal = Goal.Of(PhoneProtocol.Sccp) });
        await using WatchedPage page = await chromium.OpenAsync(console.Address);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        await page.ExpectAccessibleAsync("the dialog");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Begin nothing new" }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Switch, new() { Name = "Convert without asking", Checked = false })
            .WaitForAsync(new() { State = WaitForSelectorState.Attached });
        Assert.False(console.Bench.Desk.OrderFor(null)!.Armed);
    }

    [Fact]
    public async Task After_a_restart_of_the_program_an_open_page_shows_the_truth_by_itself()
    {
        using ScratchFolder folder = new();
        await using MemoryJournal journal = new();
        RunningConsoleOptions options = new() { Journal = journal, Goal = Goal.Of(PhoneProtocol.Sccp) };
        RunningConsole first = await RunningConsole.StartAsync(folder, options);
        int port = first.Address.Port;
        MacAddress mac = first.Plug(7);
        await first.SeesAsync(mac, p => p.Conversion is { Status: ConversionStatus.Proved });
        await using WatchedPage page = await chromium.OpenAsync(first.Address);
        await page.Page.Locator($"[data-phone='{mac}']").GetByText("Proved").First.WaitForAsync();
        await first.DisposeAsync();
        await page.Page.GetByText("Ringback does not answer since").First.WaitForAsync();
        await using RunningConsole second = await RunningConsole.StartAsync(folder, options with { Port = port });
        second.Plug(8);
        await page.Page.GetByText("Ringback is back.").First.WaitForAsync();
        await page.Page.Locator("[data-phone='02AB5C000008']").WaitForAsync();
        await page.Page.Locator($"[data-phone='{mac}']").GetByText("Proved").First.WaitForAsync();
        Assert.True(await page.Page.Locator("#gone").IsHiddenAsync());
    }

    [Fact]
    public async Task A_page_whose_first_connection_fails_is_taken_anew_by_itself()
    {
        using ScratchFolder folder = new();
        await using RunningConsole console = await RunningConsole.StartAsync(folder);
        await using WatchedPage page = await chromium.OpenAsync(console.Address);
        int asked = 0;
        await page.Page.RouteAsync("**/_blazor/negotiate*", async route =>
        {
            if (asked++ < 2) await route.AbortAsync(); else await route.ContinueAsync();
        });

        await page.GoAsync("/");

        await page.Page.GetByText("Ringback is back.").First.WaitForAsync();
        Assert.Equal(3, asked);
    }
}
