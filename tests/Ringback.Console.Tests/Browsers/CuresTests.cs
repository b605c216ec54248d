using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using Ringback.Catalogue;
using Ringback.Console.Tests.Benches;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;

namespace Ringback.Console.Tests.Browsers;

/// <summary>What is wrong with a phone, and the buttons that do something about it.</summary>
public sealed class CuresTests(Chromium chromium)
{
    private static readonly MacAddress Mac = MacAddress.Parse("02AB5C000009");
    private static readonly IPEndPoint Phone = new(IPAddress.Parse("127.0.3.1"), 50_001);

    [Fact]
    public async Task A_phone_that_asks_for_a_load_that_nobody_has_is_led_to_one_that_is_here()
    {
        using ScratchFolder folder = new();
        await using RunningConsole console = await RunningConsole.StartAsync(folder);
        await AskAsync(console, $"CTLSEP{Mac}.tlv", $"SEP{Mac}.cnf.xml", $"SIP{Mac}.cnf", "P0S3-8-11-00.loads",
            "P0S3-8-11-00.sb2");
        await using WatchedPage page = await chromium.OpenAsync(console.Address, $"/phones/{Mac}");
        await page.Page.GetByText("which is not there").First.WaitForAsync();
        await page.ExpectAccessibleAsync("a phone with a finding");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Lead it to P0" }).First.ClickAsync();
        await page.Page.GetByText("It holds from its next question on").First.WaitForAsync();
        Assert.StartsWith("P0", console.Bench.Desk.GoalOf(Mac)?.Text, StringComparison.Ordinal);
        Assert.StartsWith("console at ", console.Bench.Desk.OrderFor(Mac)!.Author, StringComparison.Ordinal);
        page.ExpectQuiet();
    }

    [Fact]
    public async Task A_program_is_told_what_can_be_done_and_does_it_once()
    {
        using ScratchFolder folder = new();
        await using RunningConsole console = await RunningConsole.StartAsync(folder);
        using HttpClient client = new() { BaseAddress = console.Address };
        await AskAsync(console, $"CTLSEP{Mac}.tlv", $"SEP{Mac}.cnf.xml", $"SIP{Mac}.cnf", "P0S3-8-11-00.loads",
            "P0S3-8-11-00.sb2");
        JsonElement[] cures = (await client.GetFromJsonAsync<JsonElement[]>(
            $"/api/phones/{Mac}/cures", Deadline.Token))!;
        JsonElement lead = cures.First(c => c.GetProperty("canDo").GetBoolean());
        JsonElement ill = await client.GetFromJsonAsync<JsonElement>($"/api/phones/{Mac}", Deadline.Token);
        Assert.Contains(ill.GetProperty("findings").EnumerateArray(), f =>
            f.GetProperty("code").GetString() == lead.GetProperty("finding").GetString());
        string kind = lead.GetProperty("kind").GetString()!;
        HttpResponseMessage done = await client.PostAsync($"/api/phones/{Mac}/cures/{kind}", null, Deadline.Token);
        Assert.Equal(HttpStatusCode.NoContent, done.StatusCode);
        Assert.Equal(lead.GetProperty("load").GetString(), console.Bench.Desk.GoalOf(Mac)?.Text);
        HttpResponseMessage no = await client.PostAsync(
            $"/api/phones/{Mac}/cures/add-package", null, Deadline.Token);
        Assert.Equal(HttpStatusCode.Conflict, no.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound,
            (await client.GetAsync("/api/phones/02AB5C0000FF/cures", Deadline.Token)).StatusCode);
    }

    [Fact]
    public async Task A_name_that_was_forgiven_is_told_as_mended()
    {
        using ScratchFolder folder = new();
        await using RunningConsole console = await RunningConsole.StartAsync(folder);
        await AskAsync(console, $"CTLSEP{Mac}.tlv", $"SEP{Mac}.cnf.xml", "P0S3-8-12-00.loads\n");
        await using WatchedPage page = await chromium.OpenAsync(console.Address, $"/phones/{Mac}");
        await page.Page.GetByText("Mended for this phone").First.WaitForAsync();
        page.ExpectQuiet();
    }

    private static async Task AskAsync(RunningConsole console, params string[] names)
    {
        foreach (string name in names) console.Bench.Desk.Ask(Phone, IPAddress.Loopback, name, []);
        PhoneCase phone = await console.SeesAsync(Mac, p => p.Boots.Length > 0);
        Assert.Contains(phone.Boots[^1].Asks, a => a.Outcome is AskOutcome.NotHere);
    }
}
