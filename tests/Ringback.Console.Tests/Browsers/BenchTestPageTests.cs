using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using Ringback.Catalogue;
using Ringback.Console.Tests.Benches;
using Ringback.Simulation.Desks;

namespace Ringback.Console.Tests.Browsers;

/// <summary>What can be done with a phone that is up, at its page and through the API.</summary>
public sealed class BenchTestPageTests(Chromium chromium)
{
    private static readonly MacAddress Mac = MacAddress.Parse("02AB5C00790A");

    [Fact]
    public async Task A_phone_is_tested_before_the_eyes_of_whoever_looks_and_its_sheet_says_so()
    {
        using ScratchFolder folder = new();
        await using RunningConsole console = await RunningConsole.StartAsync(folder);
        await using SccpDesk phone = Desk(console);
        await phone.UpAsync(Deadline.Token);
        await console.SeesAsync(Mac, p => p.Protocol is not null);
        await using WatchedPage page = await chromium.OpenAsync(console.Address, $"/phones/{Mac}");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Ring it and begin" }).ClickAsync();
        // Each part is told while it is tried.
        await page.Page.Locator("[data-part=handset]").GetByText("heard by the person").First.WaitForAsync();
        await page.Page.Locator("[data-part=speaker]").GetByText("heard by the person").First.WaitForAsync();
        await page.Page.GetByText("6 of 6").First.WaitForAsync();
        await page.ExpectAccessibleAsync("a tested phone");

        await page.GoAsync($"/phones/{Mac}/sheet");
        await page.Page.GetByText("Bench test: 6 of 6 passed").First.WaitForAsync();
        await page.Page.GetByRole(AriaRole.Img, new() { Name = $"{Mac}" }).WaitForAsync();
        Assert.Contains("it rang", await page.Page.Locator(".proof").InnerTextAsync(), StringComparison.Ordinal);
        await page.ExpectAccessibleAsync("the sheet of a tested phone");
        page.ExpectQuiet();
    }

    [Fact]
    public async Task Its_display_shows_what_somebody_types_and_the_keys_for_a_reset_are_told()
    {
        using ScratchFolder folder = new();
        await using RunningConsole console = await RunningConsole.StartAsync(folder);
        await using SccpDesk phone = Desk(console);
        await phone.UpAsync(Deadline.Token);
        await console.SeesAsync(Mac, p => p.Protocol is not null);
        await using WatchedPage page = await chromium.OpenAsync(console.Address, $"/phones/{Mac}");
        await page.Page.GetByLabel("A text for its display").FillAsync("Hello <b>");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true }).ClickAsync();
        await page.Page.GetByText("was told over SCCP").First.WaitForAsync();
        await page.Page.GetByRole(AriaRole.Log).GetByText("is told to show").First.WaitForAsync();
        Assert.Equal("Hello <b>", phone.Display);

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Reset help" }).ClickAsync();
        if (await page.Page.Locator("#reset-model").CountAsync() > 0)
            await page.Page.Locator("#reset-model").SelectOptionAsync("7940G");
        await page.Page.Locator(".reset-way ol li").First.WaitForAsync();
        await page.ExpectAccessibleAsync("the help for a reset");
        page.ExpectQuiet();
    }

    [Fact]
    public async Task A_program_can_test_a_phone_too_and_take_its_sheet()
    {
        using ScratchFolder folder = new();
        await using RunningConsole console = await RunningConsole.StartAsync(folder);
        using HttpClient client = new() { BaseAddress = console.Address };
        string test = $"/api/phones/{Mac}/bench-test";
        HttpResponseMessage early = await client.PostAsync(test, null, Deadline.Token);
        Assert.Equal(HttpStatusCode.Conflict, early.StatusCode);
        Assert.Contains("not registered here", await early.Content.ReadAsStringAsync(Deadline.Token));
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(test, Deadline.Token)).StatusCode);

        await using SccpDesk phone = Desk(console);
        await phone.UpAsync(Deadline.Token);
        await console.SeesAsync(Mac, p => p.Protocol is not null);
        HttpResponseMessage begun = await client.PostAsync(test, null, Deadline.Token);
        Assert.Equal(HttpStatusCode.Accepted, begun.StatusCode);
        JsonElement state = await begun.Content.ReadFromJsonAsync<JsonElement>(Deadline.Token);
        Assert.Equal("ringer", state.GetProperty("part").GetString());
        Assert.Equal(HttpStatusCode.Conflict, (await client.PostAsync(test, null, Deadline.Token)).StatusCode);
        while (!state.GetProperty("done").GetBoolean())
            state = await client.GetFromJsonAsync<JsonElement>(test, Deadline.Token);
        Assert.Equal(6, state.GetProperty("results").GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, (await client.DeleteAsync(test, Deadline.Token)).StatusCode);

        JsonElement sheet = await client.GetFromJsonAsync<JsonElement>($"/api/phones/{Mac}/proof", Deadline.Token);
        Assert.True(sheet.GetProperty("rang").GetBoolean());
        Assert.Equal(6, sheet.GetProperty("benchTest").GetProperty("parts").GetArrayLength());
        Assert.Contains("class=\"qr\"", await client.GetStringAsync("/api/proofs.html", Deadline.Token));
        Assert.Contains($"{Mac}", await client.GetStringAsync("/api/proofs.csv", Deadline.Token));
    }

    [Theory]
    [InlineData("ring", "text")]
    [InlineData("show", "a text that is longer than any display has room for")]
    [InlineData("show", "größer")]
    public async Task What_a_phone_cannot_show_is_refused(string hand, string text)
    {
        using ScratchFolder folder = new();
        await using RunningConsole console = await RunningConsole.StartAsync(folder);
        using HttpClient client = new() { BaseAddress = console.Address };
        HttpResponseMessage told = await client.PostAsJsonAsync(
            $"/api/phones/{Mac}/hands", new { hand, text }, Deadline.Token);
        Assert.Equal(HttpStatusCode.BadRequest, told.StatusCode);
    }

    [Fact]
    public async Task The_keys_of_a_model_are_told_without_any_phone()
    {
        using ScratchFolder folder = new();
        await using RunningConsole console = await RunningConsole.StartAsync(folder);
        using HttpClient client = new() { BaseAddress = console.Address };
        JsonElement help = await client.GetFromJsonAsync<JsonElement>(
            "/api/reset-help?model=7940G", Deadline.Token);
        Assert.NotEqual(0, help.GetProperty("procedures").GetArrayLength());
        Assert.Equal(HttpStatusCode.BadRequest,
            (await client.GetAsync("/api/reset-help?model=nothing", Deadline.Token)).StatusCode);
    }

    private static SccpDesk Desk(RunningConsole console) => new(new DeskOptions
    {
        Server = new IPEndPoint(IPAddress.Loopback, console.PortOf("sccp")), Mac = Mac,
        Address = IPAddress.Loopback,
    });
}
