using Microsoft.AspNetCore.Http;
using Ringback.Console.Access;
using Ringback.Console.Tests.Benches;

namespace Ringback.Console.Tests.Access;

public sealed class AccessRulesTests
{
    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("[::1]", true)]
    [InlineData("localhost", true)]
    [InlineData("192.168.77.1", true)]
    [InlineData("evil.example", false)]
    [InlineData("127.0.0.1.evil.example", false)]
    [InlineData("", false)]
    public void Only_numbers_and_our_own_names_are_ours(string host, bool isOurs) =>
        Assert.Equal(isOurs, AccessRules.IsOurName(host));

    [Theory]
    [InlineData("GET", null, null, true)]
    [InlineData("POST", null, null, true)]
    [InlineData("POST", "http://127.0.0.1:8079", null, true)]
    [InlineData("POST", "http://evil.example", null, false)]
    [InlineData("POST", "null", null, false)]
    [InlineData("POST", null, "cross-site", false)]
    [InlineData("POST", null, "same-site", false)]
    [InlineData("PUT", "http://127.0.0.1:9000", null, false)]
    public void What_changes_something_comes_from_a_page_of_ours(
        string method, string? origin, string? site, bool isLetIn)
    {
        DefaultHttpContext context = new();
        context.Request.Method = method;
        context.Request.Scheme = "http";
        context.Request.Host = new HostString("127.0.0.1", 8079);
        if (origin is not null) context.Request.Headers.Origin = origin;
        if (site is not null) context.Request.Headers["Sec-Fetch-Site"] = site;
        Assert.Equal(isLetIn, AccessRules.IsFromOurPage(context.Request));
    }

    [Fact]
    public void A_socket_of_a_foreign_page_is_not_opened()
    {
        DefaultHttpContext context = new();
        context.Request.Method = "GET";
        context.Request.Scheme = "http";
        context.Request.Host = new HostString("127.0.0.1", 8079);
        context.Request.Headers.Upgrade = "websocket";
        context.Request.Headers.Origin = "http://evil.example";
        Assert.False(AccessRules.IsFromOurPage(context.Request));
    }

    [Fact]
    public async Task A_name_that_is_not_ours_gets_nothing()
    {
        using ScratchFolder folder = new();
        await using RunningConsole console = await RunningConsole.StartAsync(folder);
        using HttpClient client = new();
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(console.Address, "/api/bench"));
        request.Headers.Host = "evil.example";
        HttpResponseMessage answer = await client.SendAsync(request, Deadline.Token);
        Assert.Equal(StatusCodes.Status421MisdirectedRequest, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Every_answer_forbids_scripts_from_elsewhere_and_inline()
    {
        using ScratchFolder folder = new();
        await using RunningConsole console = await RunningConsole.StartAsync(folder);
        using HttpClient client = new() { BaseAddress = console.Address };
        foreach (string path in (string[])["/", "/api/bench", "/health", "/nowhere", "/assets/console.css"])
        {
            HttpResponseMessage answer = await client.GetAsync(path, Deadline.Token);
            string policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
            Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        }
    }
}
