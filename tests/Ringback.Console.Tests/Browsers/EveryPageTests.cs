using Microsoft.Playwright;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Console.Tests.Benches;
using Ringback.Phones.Cases;

namespace Ringback.Console.Tests.Browsers;

/// <summary>Every page but the bench, large and small, light and dark.</summary>
public sealed class EveryPageTests(Chromium chromium)
{
    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(1440, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task No_page_has_a_serious_fault_or_is_wider_than_the_screen(int width, ColorScheme colours)
    {
        using ScratchFolder folder = new();
        await using RunningConsole console = await RunningConsole.StartAsync(
            folder, new RunningConsoleOptions { Goal = Goal.Of(PhoneProtocol.Sccp) });
        MacAddress mac = console.Plug(1);
        await console.SeesAsync(mac, p => p.Conversion is { Status: ConversionStatus.Proved });
        await using WatchedPage page = await chromium.OpenAsync(console.Address, "/", width, 900, colours);
        foreach (string path in (string[])[$"/phones/{mac}", "/convert?model=7960&from=P0S3-03-0-00&to=sip",
            "/library", "/clinic", "/network", "/history", $"/phones/{mac}/sheet", "/nowhere"])
        {
            await page.GoAsync(path);
            await page.Page.Locator("h1").First.WaitForAsync();
            await page.ExpectAccessibleAsync($"{path} at {width}, {colours}");
            Assert.False(await page.Page.EvaluateAsync<bool>(
                "() => document.documentElement.scrollWidth > innerWidth"), $"{path} is wider than {width}");
        }

        page.ExpectQuiet("404 (Not Found)");
    }
}
