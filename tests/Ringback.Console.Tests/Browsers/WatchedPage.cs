using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Playwright;

namespace Ringback.Console.Tests.Browsers;

/// <summary>A page, with what its browser complains of and whom it asks.</summary>
internal sealed class WatchedPage : IAsyncDisposable
{
    private readonly Uri _address;
    private readonly ConcurrentQueue<string> _complaints = [];
    private readonly ConcurrentQueue<string> _strangers = [];

    internal WatchedPage(IPage page, Uri address)
    {
        Page = page;
        _address = address;
        page.Console += (_, line) =>
        {
            if (line.Type is "error" or "warning") _complaints.Enqueue(line.Text);
        };
        page.PageError += (_, error) => _complaints.Enqueue(error);
        page.Request += (_, request) =>
        {
            Uri to = new(request.Url);
            if (to.Scheme is not "data" and not "blob" && to.Authority != address.Authority)
                _strangers.Enqueue(request.Url);
        };
    }

    internal IPage Page { get; }

    /// <summary>Opens a page of the console and waits until it is connected.</summary>
    internal async Task GoAsync(string path)
    {
        await Page.GotoAsync(new Uri(_address, path).ToString());
        await Page.WaitForSelectorAsync("html[data-live=yes]", new() { State = WaitForSelectorState.Attached });
    }

    /// <summary>No complaint, and no request that leaves this computer.</summary>
    internal void ExpectQuiet(params string[] allowed)
    {
        Assert.DoesNotContain(_complaints, c => !allowed.Any(a => c.Contains(a, StringComparison.Ordinal)));
        Assert.Empty(_strangers);
    }

    /// <summary>What axe-core finds that is serious.</summary>
    internal async Task ExpectAccessibleAsync(string what)
    {
        // The policy of the page lets no script of ours in; the protocol of the browser does not ask it.
        await Page.EvaluateAsync(await AxeAsync());
        JsonElement result = await Page.EvaluateAsync<JsonElement>(
            "async () => (await axe.run(document, { resultTypes: ['violations'] })).violations"
            + ".filter(v => v.impact === 'serious' || v.impact === 'critical')"
            + ".map(v => v.id + ': ' + v.nodes.map(n => n.html.slice(0, 200) + ' ' + n.failureSummary).join(' | '))");
        string[] found = [.. result.EnumerateArray().Select(v => v.GetString()!)];
        Assert.True(found.Length == 0, $"{what}: {string.Join("\n", found)}");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await Page.Context.CloseAsync();

    private static async Task<string> AxeAsync()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(
                folder.FullName, "artifacts", "judges", "node_modules", "axe-core", "axe.min.js");
            if (File.Exists(path)) return await File.ReadAllTextAsync(path);
        }

        throw new InvalidOperationException("axe-core is not there: ./test installs it with npm.");
    }
}
