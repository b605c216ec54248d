using System.Net;
using System.Text.RegularExpressions;
using Ringback.Console.Access;
using Ringback.Console.Tests.Benches;

namespace Ringback.Console.Tests.Access;

public sealed class TokenTests
{
    [Fact]
    public void The_token_is_shown_once_and_only_its_hash_is_kept()
    {
        using ScratchFolder folder = new();
        ConsoleToken first = ConsoleToken.Open(folder.Path, false, TimeProvider.System, out string? shown);
        Assert.NotNull(shown);
        Assert.True(first.Is(shown));
        Assert.False(first.Is(shown[..^1]));
        Assert.DoesNotContain(shown, File.ReadAllText(folder["console.token.json"]), StringComparison.Ordinal);
        ConsoleToken again = ConsoleToken.Open(folder.Path, false, TimeProvider.System, out string? twice);
        Assert.Null(twice);
        Assert.True(again.Is(shown));
        Assert.True(again.IsSession(first.BeginSession()));
    }

    [Fact]
    public void A_new_token_ends_what_the_old_one_opened()
    {
        using ScratchFolder folder = new();
        ConsoleToken old = ConsoleToken.Open(folder.Path, false, TimeProvider.System, out string? shown);
        string session = old.BeginSession();
        ConsoleToken anew = ConsoleToken.Open(folder.Path, true, TimeProvider.System, out string? next);
        Assert.NotEqual(shown, next);
        Assert.False(anew.Is(shown));
        Assert.False(anew.IsSession(session));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("99999999999.")]
    [InlineData("99999999999.00")]
    [InlineData("x.y")]
    public void No_made_up_session_is_one(string session)
    {
        using ScratchFolder folder = new();
        ConsoleToken token = ConsoleToken.Open(folder.Path, false, TimeProvider.System, out _);
        Assert.False(token.IsSession(session));
    }

    [Fact]
    public async Task Beyond_this_computer_nothing_is_told_without_the_token()
    {
        using ScratchFolder folder = new();
        await using RunningConsole console = await RunningConsole.StartAsync(
            folder, new RunningConsoleOptions { ConsoleAddresses = [IPAddress.Any] });
        string token = console.Console.NewToken!;
        using HttpClientHandler handler = new() { AllowAutoRedirect = false };
        using HttpClient client = new(handler) { BaseAddress = console.Address };
        foreach (string path in (string[])["/api/bench", "/api/events", "/metrics", "/_blazor", "/api/openapi.json"])
        {
            using HttpResponseMessage refused = await client.GetAsync(path, Deadline.Token);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }

        using HttpRequestMessage told = new(HttpMethod.Get, "/api/bench");
        told.Headers.Authorization = new("Bearer", token);
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(told, Deadline.Token)).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, await LogInAsync(client, token));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/bench", Deadline.Token)).StatusCode);
    }

    [Fact]
    public async Task Guessing_is_slowed_down()
    {
        using ScratchFolder folder = new();
        await using RunningConsole console = await RunningConsole.StartAsync(
            folder, new RunningConsoleOptions { ConsoleAddresses = [IPAddress.Any] });
        using HttpClient client = new() { BaseAddress = console.Address };
        for (int i = 0; i < LoginLimit.PerAddress; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, await LogInAsync(client, "guess"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await LogInAsync(client, console.Console.NewToken!));
    }

    [Fact]
    public async Task A_form_of_another_page_is_refused()
    {
        using ScratchFolder folder = new();
        await using RunningConsole console = await RunningConsole.StartAsync(
            folder, new RunningConsoleOptions { ConsoleAddresses = [IPAddress.Any] });
        using HttpClient client = new() { BaseAddress = console.Address };
        using FormUrlEncodedContent form = new([new("token", console.Console.NewToken!)]);
        using HttpResponseMessage answer = await client.PostAsync("/login", form, Deadline.Token);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private static async Task<HttpStatusCode> LogInAsync(HttpClient client, string token)
    {
        string page = await client.GetStringAsync("/login", Deadline.Token);
        Match hidden = Regex.Match(page, "type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]+)\"");
        string value = WebUtility.HtmlDecode(hidden.Groups["value"].Value);
        using FormUrlEncodedContent form = new(
            [new("token", token), new(hidden.Groups["name"].Value, value)]);
        using HttpResponseMessage answer = await client.PostAsync("/login", form, Deadline.Token);
        return answer.StatusCode is HttpStatusCode.Found ? HttpStatusCode.SeeOther : answer.StatusCode;
    }
}
