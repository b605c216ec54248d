using System.IO.Compression;
using Microsoft.Playwright;
using Ringback.Catalogue;
using Ringback.Console.Tests.Benches;
using Ringback.Simulation.Practice;

namespace Ringback.Console.Tests.Browsers;

/// <summary>Somebody who has read nothing gets from an empty library to a printed sheet.</summary>
public sealed class NewcomerTests(Chromium chromium)
{
    [Fact]
    public async Task Drop_a_package_plug_a_phone_in_choose_a_goal_see_it_proved_print_the_sheet()
    {
        using ScratchFolder folder = new();
        await using RunningConsole console = await RunningConsole.StartAsync(
            folder, new RunningConsoleOptions { HasPractice = false });
        await using WatchedPage page = await chromium.OpenAsync(console.Address);
        await page.Page.GetByText("Nothing can be converted yet").First.WaitForAsync();

        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Library" }).First.ClickAsync();
        await page.Page.GetByText("The library is empty").First.WaitForAsync();
        await page.Page.SetInputFilesAsync("#files", Package(folder));
        await page.Page.GetByText("1 of 1 done").First.WaitForAsync();
        await page.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "P0030801SR02" }).GetByText("3 of 3")
            .WaitForAsync();
        await page.ExpectAccessibleAsync("the library");

        MacAddress mac = console.Plug(0x79B1);
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Bench" }).First.ClickAsync();
        ILocator tile = page.Page.Locator($"[data-phone='{mac}']");
        await tile.WaitForAsync();
        await page.Page.GetByText("SCCP", new() { Exact = true }).ClickAsync();
        await tile.GetByText("Proved").First.WaitForAsync();

        await tile.GetByRole(AriaRole.Link, new() { Name = "Proof sheet" }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Heading, new() { Name = "phone." }).WaitForAsync();
        string sheet = await page.Page.Locator(".proof").InnerTextAsync();
        Assert.Contains("02AB5C0079B1", sheet, StringComparison.Ordinal);
        Assert.Contains("P0030801SR02.sb2", sheet, StringComparison.Ordinal);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Print" }).WaitForAsync();
        byte[] printed = await page.Page.PdfAsync(new() { Format = "A4" });
        Assert.True(printed.Length > 10_000);
        await page.ExpectAccessibleAsync("the sheet");
        page.ExpectQuiet();
    }

    [Fact]
    public async Task All_of_it_can_be_done_with_the_keys_alone()
    {
        using ScratchFolder folder = new();
        await using RunningConsole console = await RunningConsole.StartAsync(folder);
        await using WatchedPage page = await chromium.OpenAsync(console.Address);
        IKeyboard keys = page.Page.Keyboard;
        await page.Page.Locator("body").PressAsync("Tab");
        Assert.Equal("Go to the page", await FocusedAsync(page));
        await TabToAsync(page, "input[name=goal]");
        // The goal is one group: the arrows go through it, and the first one is chosen.
        await keys.PressAsync("ArrowRight");
        await page.Page.Locator("input[name=goal][value=sccp]:checked").WaitForAsync(
            new() { State = WaitForSelectorState.Attached });
        MacAddress mac = console.Plug(3);
        await page.Page.Locator($"[data-phone='{mac}']").GetByText("Proved").First.WaitForAsync();
        await TabToAsync(page, $"[data-phone='{mac}'] .name");
        await keys.PressAsync("Enter");
        await page.Page.WaitForURLAsync($"**/phones/{mac}");
        await page.Page.GetByRole(AriaRole.Heading, new() { Name = "Story" }).WaitForAsync();
        await page.ExpectAccessibleAsync("the phone");
        page.ExpectQuiet();
    }

    private static async Task TabToAsync(WatchedPage page, string selector)
    {
        for (int i = 0; i < 80; i++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
            if (await page.Page.EvaluateAsync<bool>("s => document.activeElement.matches(s)", selector)) return;
        }

        Assert.Fail($"No way with the tabulator to {selector}.");
    }

    private static Task<string> FocusedAsync(WatchedPage page) =>
        page.Page.EvaluateAsync<string>("() => document.activeElement.textContent");

    private static string Package(ScratchFolder folder)
    {
        string path = folder["cmterm-7940-7960-sccp.8-1-2SR2.zip"];
        using ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (PracticeFile file in RunningConsole.Practice())
        {
            using Stream entry = zip.CreateEntry(file.Name).Open();
            entry.Write(file.Content.Span);
        }

        return path;
    }
}
