using Microsoft.Playwright;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Console.Tests.Benches;
using Ringback.Phones.Cases;

namespace Ringback.Console.Tests.Browsers;

/// <summary>What can be done at a phone's page, in the clinic and before a conversion.</summary>
public sealed class OtherPagesTests(Chromium chromium)
{
    [Fact]
    public async Task A_story_is_told_on_while_somebody_looks_and_searched_afterwards()
    {
        using ScratchFolder folder = new();
        await using RunningConsole console = await RunningConsole.StartAsync(
            folder, new RunningConsoleOptions { Goal = Goal.Of(PhoneProtocol.Sccp) });
        MacAddress mac = console.Plug(1, speed: 8);
        await console.SeesAsync(mac, p => p.Conversion is not null);
        await using WatchedPage page = await chromium.OpenAsync(console.Address, $"/phones/{mac}");
        await page.Page.GetByRole(AriaRole.Log).GetByText("CTLSEP02AB5C000001.tlv").First.WaitForAsync();
        await page.Page.GetByRole(AriaRole.Log).GetByText("registers over SCCP").First.WaitForAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Look" }).ClickAsync();
        await page.Page.Locator(".served").First.WaitForAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Replay" }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Slider).FillAsync("0");
        await page.Page.GetByRole(AriaRole.Log).GetByText("Registers over SCCP").First
            .WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await page.ExpectAccessibleAsync("a replay");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "End of the replay" }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Log).GetByText("Registers over SCCP").First.WaitForAsync();
        await page.GoAsync("/history");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Events" }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Searchbox).FillAsync("registers 02AB5C000001");
        await page.Page.Locator("td").Filter(new() { HasText = "registers over SCCP" }).First.WaitForAsync();
        // What does not fit leaves the table when the search is done.
        await page.Page.Locator("td").Filter(new() { HasText = "CTLSEP" }).First
            .WaitForAsync(new() { State = WaitForSelectorState.Detached });
        page.ExpectQuiet();
    }

    [Fact]
    public async Task The_history_says_how_it_ended_and_plays_it_again()
    {
        using ScratchFolder folder = new();
        await using RunningConsole console = await RunningConsole.StartAsync(
            folder, new RunningConsoleOptions { Goal = Goal.Of(PhoneProtocol.Sccp) });
        MacAddress mac = console.Plug(1, speed: 8);
        await console.SeesAsync(mac, p => p.Conversion is { Status: ConversionStatus.Proved });
        await using WatchedPage page = await chromium.OpenAsync(console.Address, "/history");
        ILocator row = page.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = $"{mac}" });
        // A simulated phone reached it, and proved nothing.
        await row.GetByText("Reached").WaitForAsync();
        Assert.Equal(0, await row.GetByText("Proved").CountAsync());
        Assert.Matches(@"→ P0030801SR02\b[\s\S]*\d s", await row.InnerTextAsync());
        ILocator replay = page.Page.GetByRole(AriaRole.Group, new() { Name = "Replay" });
        await replay.GetByText("Done").WaitForAsync();
        await replay.GetByRole(AriaRole.Slider).FillAsync("0");
        await replay.GetByText("boot 1 of").WaitForAsync();
        await page.ExpectAccessibleAsync("the history");
        await row.GetByRole(AriaRole.Button, new() { Name = "Replay" }).ClickAsync();
        await replay.GetByText("60×").ClickAsync();
        await replay.GetByText("Done").WaitForAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Findings" }).ClickAsync();
        await page.Page.GetByText("Nothing is wrong with any of them.").WaitForAsync();
        page.ExpectQuiet();
    }

    [Fact]
    public async Task A_log_that_is_pasted_is_explained_and_taken_along_without_addresses()
    {
        using ScratchFolder folder = new();
        await using RunningConsole console = await RunningConsole.StartAsync(folder);
        await using WatchedPage page = await chromium.OpenAsync(console.Address, "/clinic");
        await page.Page.GetByLabel("What does its screen say").FillAsync("Protocol Application Invalid");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "What can it be?" }).ClickAsync();
        await page.Page.GetByText("What decides it:").First.WaitForAsync();
        await page.Page.Locator("#log").FillAsync(
            "Mar  3 10:15:01 bench in.tftpd[812]: RRQ from 192.0.2.20 filename OS79XX.TXT\n"
            + "Mar  3 10:15:01 bench in.tftpd[813]: RRQ from 192.0.2.20 filename P0030702T023#012.bin\n"
            + "Mar  3 10:15:01 bench in.tftpd[813]: sending NAK (1, File not found) to 192.0.2.20\n");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Tell me what it says" }).ClickAsync();
        // The odd byte is seen, and the file without it is a click away.
        await page.Page.Locator(".hex .x").GetByText("LF").WaitForAsync();
        Assert.EndsWith(",P0030702T023", await page.Page.GetByRole(AriaRole.Link,
            new() { Name = "Download a mended OS79XX.TXT" }).GetAttributeAsync("href"), StringComparison.Ordinal);
        await page.Page.Locator("#log").FillAsync("nothing that anybody knows");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Tell me what it says" }).ClickAsync();
        await page.Page.GetByText("Nothing in it is a line").First.WaitForAsync();
        await page.Page.Locator("#log").FillAsync(string.Concat(Enumerable.Range(0, 4).Select(i =>
            $"Mar  3 10:15:{i:00} bench in.tftpd[812]: RRQ from 192.0.2.20 filename OS79XX.TXT\n"
            + $"Mar  3 10:15:{i:00} bench in.tftpd[812]: RRQ from 192.0.2.20 filename SEP000E84C060A6.cnf.xml\n"
            + $"Mar  3 10:15:{i:00} bench in.tftpd[812]: sending NAK (1, File not found) to 192.0.2.20\n")));
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Tell me what it says" }).ClickAsync();
        await page.Page.WaitForURLAsync("**/clinic/*");
        await page.Page.GetByRole(AriaRole.Heading, new() { Name = "000E84C060A6" }).WaitForAsync();
        await page.ExpectAccessibleAsync("a report");
        using HttpClient client = new();
        string id = new Uri(page.Page.Url).Segments[^1];
        string taken = await client.GetStringAsync(
            new Uri(console.Address, $"/api/explain/{id}.html"), Deadline.Token);
        Assert.DoesNotContain("000E84C060A6", taken, StringComparison.OrdinalIgnoreCase);
        page.ExpectQuiet("400 (Bad Request)");
    }

    [Fact]
    public async Task A_way_with_a_one_way_door_asks_before_it_is_taken()
    {
        using ScratchFolder folder = new();
        await using RunningConsole console = await RunningConsole.StartAsync(folder);
        await using WatchedPage page = await chromium.OpenAsync(console.Address,
            "/convert?phone=02AB5C0079FA&model=7960&from=P0S3-03-0-00&to=sip");
        ILocator go = page.Page.GetByRole(AriaRole.Button, new() { Name = "Lead it there when it is plugged in" });
        Assert.True(await go.IsDisabledAsync());
        // Nothing is ordered by that, and the answers come back.
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Keep for later" }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Heading, new() { Name = "Bench" }).WaitForAsync();
        await page.GoAsync("/convert");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Go on with it" }).ClickAsync();
        await page.Page.WaitForURLAsync("**/convert?phone=02AB5C0079FA*");
        Assert.True(await go.IsDisabledAsync());
        await page.Page.GetByLabel("I know that there is no way back").First.CheckAsync();
        await go.ClickAsync();
        await page.Page.GetByText("02AB5C0079FA is led to SIP").First.WaitForAsync();
        Assert.Equal("sip", console.Bench.Desk.GoalOf(MacAddress.Parse("02AB5C0079FA"))?.Text);
        page.ExpectQuiet();
    }
}
