using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using Ringback.Console.Tests.Benches;

namespace Ringback.Console.Tests.Browsers;

/// <summary>The user's TFTP folder at the page of the library: looked through, and a file of it mended.</summary>
public sealed class FolderPanelTests(Chromium chromium)
{
    private const string Load = "P0S3-8-12-00";

    [Fact]
    public async Task A_file_with_a_stray_line_feed_is_told_and_mended_by_a_button()
    {
        using ScratchFolder folder = new();
        string root = folder.Folder("root"), file = Path.Combine(root, "OS79XX.TXT");
        await File.WriteAllTextAsync(file, Load + "\n", Deadline.Token);
        await using RunningConsole console = await RunningConsole.StartAsync(
            folder, new RunningConsoleOptions { Root = root });
        await using WatchedPage page = await chromium.OpenAsync(console.Address, "/library");
        ILocator panel = page.Page.GetByRole(AriaRole.Region, new() { Name = "Your TFTP folder" });
        await panel.GetByRole(AriaRole.Button, new() { Name = "Look through it" }).ClickAsync();
        await panel.GetByText("OS79XX.TXT").First.WaitForAsync();
        await page.ExpectAccessibleAsync("a folder with a fault");

        await panel.GetByRole(AriaRole.Button, new() { Name = "Mend this file" }).ClickAsync();

        await panel.GetByText("OS79XX.TXT is mended. What it was is kept as OS79XX.TXT.bak.").First.WaitForAsync();
        Assert.Equal(Load, await File.ReadAllTextAsync(file, Deadline.Token));
        Assert.Equal(Load + "\n", await File.ReadAllTextAsync(file + ".bak", Deadline.Token));
        page.ExpectQuiet();
    }

    [Fact]
    public async Task A_program_mends_too_and_only_what_is_in_the_folder()
    {
        using ScratchFolder folder = new();
        string root = folder.Folder("root"), outside = Path.Combine(folder.Path, "OS79XX.TXT");
        await File.WriteAllTextAsync(Path.Combine(root, "OS79XX.TXT"), Load + "\r\n", Deadline.Token);
        await File.WriteAllTextAsync(outside, Load + "\n", Deadline.Token);
        await using RunningConsole console = await RunningConsole.StartAsync(
            folder, new RunningConsoleOptions { Root = root });
        using HttpClient client = new() { BaseAddress = console.Address };

        JsonElement look = await AskAsync("/api/folder/lint", HttpStatusCode.OK);
        JsonElement found = Assert.Single(look.GetProperty("files").EnumerateArray());
        Assert.Equal("OS79XX.TXT", found.GetProperty("name").GetString());
        Assert.True(found.GetProperty("canMend").GetBoolean());
        await AskAsync("/api/folder/mend?file=../OS79XX.TXT", HttpStatusCode.Conflict);
        Assert.Equal(Load + "\n", await File.ReadAllTextAsync(outside, Deadline.Token));
        JsonElement mended = await AskAsync("/api/folder/mend?file=OS79XX.TXT", HttpStatusCode.OK);
        Assert.Equal("OS79XX.TXT.bak", mended.GetProperty("kept").GetString());
        // The load that it names is in no folder; nobody mends that.
        JsonElement left = (await AskAsync("/api/folder/lint", HttpStatusCode.OK)).GetProperty("files")[0];
        Assert.False(left.GetProperty("canMend").GetBoolean());
        Assert.Equal(["load-not-in-folder"], left.GetProperty("found").GetProperty("findings").EnumerateArray()
            .Select(f => f.GetProperty("code").GetString()));

        async Task<JsonElement> AskAsync(string path, HttpStatusCode expected)
        {
            HttpResponseMessage answer = await client.PostAsync(
                new Uri(path, UriKind.Relative), null, Deadline.Token);
            Assert.Equal(expected, answer.StatusCode);
            return await answer.Content.ReadFromJsonAsync<JsonElement>(Deadline.Token);
        }
    }

    [Fact]
    public async Task A_bench_without_a_folder_offers_none()
    {
        using ScratchFolder folder = new();
        await using RunningConsole console = await RunningConsole.StartAsync(folder);
        using HttpClient client = new() { BaseAddress = console.Address };
        HttpResponseMessage answer = await client.PostAsync(
            new Uri("/api/folder/lint", UriKind.Relative), null, Deadline.Token);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
