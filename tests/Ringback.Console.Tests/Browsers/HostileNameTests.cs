using System.Net;
using Microsoft.Playwright;
using Ringback.Catalogue;
using Ringback.Console.Tests.Benches;
using Ringback.Phones.Events;

namespace Ringback.Console.Tests.Browsers;

public sealed class HostileNameTests(Chromium chromium)
{
    private const string Name = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&";

    [Fact]
    public async Task What_a_phone_calls_itself_is_shown_and_never_run()
    {
        using ScratchFolder folder = new();
        await using RunningConsole console = await RunningConsole.StartAsync(folder);
        MacAddress mac = MacAddress.Parse("02AB5C00BAD0");
        console.Bench.Desk.Record(new PhoneRegistered
        {
            At = TimeProvider.System.GetUtcNow(), Address = IPAddress.Parse("127.0.0.9"), Mac = mac,
            Via = ProofKind.SccpRegister, DeviceName = Name, Model = Name, Load = Name,
        });
        bool isRun = false;
        await using WatchedPage page = await chromium.OpenAsync(console.Address);
        page.Page.Dialog += (_, dialog) =>
        {
            isRun = true;
            _ = dialog.DismissAsync();
        };
        ILocator tile = page.Page.Locator($"[data-phone='{mac}']");
        await tile.WaitForAsync();
        Assert.Contains("<script>alert(1)</script>", await tile.InnerTextAsync(), StringComparison.Ordinal);
        await page.GoAsync($"/phones/{mac}");
        await page.Page.GetByRole(AriaRole.Log).GetByText("registers over SCCP").First.WaitForAsync();
        Assert.Equal(0, await page.Page.Locator("main script, main img").CountAsync());
        Assert.False(isRun);
        page.ExpectQuiet();
    }
}
