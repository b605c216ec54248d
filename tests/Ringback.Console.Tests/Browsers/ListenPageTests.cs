using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using Ringback.Console.Tests.Benches;
using Ringback.Workbench.Network;

namespace Ringback.Console.Tests.Browsers;

/// <summary>Listening for phones of another network, at the page and through the API.</summary>
public sealed class ListenPageTests(Chromium chromium)
{
    [Fact]
    public async Task What_is_heard_at_a_card_is_told_while_it_is_listened_at()
    {
        using ScratchFolder folder = new();
        await using RunningConsole console = await RunningConsole.StartAsync(folder);
        string card = Card();
        await using WatchedPage page = await chromium.OpenAsync(console.Address, "/network");
        await page.Page.GetByLabel("Network card", new() { Exact = true }).SelectOptionAsync(card);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Listen", Exact = true }).ClickAsync();
        await page.Page.GetByText($"Listening at {card}").First.WaitForAsync();
        await page.Page.GetByText("frames, ").First.WaitForAsync();
        await page.ExpectAccessibleAsync("listening");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Listen no more" }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Listen", Exact = true }).WaitForAsync();
        page.ExpectQuiet();
    }

    [Fact]
    public async Task A_program_listens_too_and_is_told_of_a_card_that_is_not_there()
    {
        using ScratchFolder folder = new();
        await using RunningConsole console = await RunningConsole.StartAsync(folder);
        using HttpClient client = new() { BaseAddress = console.Address };
        Uri listen = new("/api/listen", UriKind.Relative);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(listen, Deadline.Token)).StatusCode);
        HttpResponseMessage none = await client.PostAsJsonAsync(
            listen, new { @interface = "no-such-card" }, Deadline.Token);
        Assert.Equal(HttpStatusCode.Conflict, none.StatusCode);
        HttpResponseMessage begun = await client.PostAsJsonAsync(listen, new { @interface = Card() }, Deadline.Token);
        Assert.Equal(HttpStatusCode.NoContent, begun.StatusCode);
        JsonElement heard = await client.GetFromJsonAsync<JsonElement>(listen, Deadline.Token);
        Assert.Equal(Card(), heard.GetProperty("source").GetProperty("interface").GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync(listen, Deadline.Token)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(listen, Deadline.Token)).StatusCode);
    }

    /// <summary>The loopback has its frames for everybody.</summary>
    private static string Card() => (NetworkCards.Read().FirstOrDefault(c => c.Kind is CardKind.Loopback)
        ?? NetworkCards.Read()[0]).Name;
}
