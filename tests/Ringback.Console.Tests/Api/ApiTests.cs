using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Console.Tests.Benches;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;

namespace Ringback.Console.Tests.Api;

public sealed class ApiTests
{
    [Fact]
    public async Task What_is_to_become_of_phones_can_be_said_and_is_told_in_the_story()
    {
        using ScratchFolder folder = new();
        await using RunningConsole console = await RunningConsole.StartAsync(folder);
        using HttpClient client = new() { BaseAddress = console.Address };
        MacAddress mac = MacAddress.Parse("02AB5C000001");
        HttpResponseMessage said = await client.PutAsJsonAsync("/api/goal", new { goal = "sccp" }, Deadline.Token);
        Assert.Equal(HttpStatusCode.NoContent, said.StatusCode);
        Assert.Equal("sccp", console.Bench.Desk.GoalOf(mac)?.Text);
        await client.PutAsJsonAsync($"/api/phones/{mac}/goal", new { goal = "as-it-is" }, Deadline.Token);
        Assert.Null(console.Bench.Desk.GoalOf(mac));
        await client.DeleteAsync($"/api/phones/{mac}/goal", Deadline.Token);
        Assert.Equal("sccp", console.Bench.Desk.GoalOf(mac)?.Text);
        OrderGiven order = console.Bench.Desk.OrderFor(null)!;
        Assert.StartsWith("console at ", order.Author, StringComparison.Ordinal);
        Assert.True(order.Lasting);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("<script>")]
    [InlineData("h323")]
    public async Task What_is_no_goal_is_refused_and_changes_nothing(string goal)
    {
        using ScratchFolder folder = new();
        await using RunningConsole console = await RunningConsole.StartAsync(folder);
        using HttpClient client = new() { BaseAddress = console.Address };
        HttpResponseMessage said = await client.PutAsJsonAsync("/api/goal", new { goal }, Deadline.Token);
        Assert.Equal(HttpStatusCode.BadRequest, said.StatusCode);
        Assert.Null(console.Bench.Desk.OrderFor(null));
    }

    [Fact]
    public async Task A_capture_is_explained_as_a_log_is()
    {
        using ScratchFolder folder = new();
        await using RunningConsole console = await RunningConsole.StartAsync(folder);
        using HttpClient client = new() { BaseAddress = console.Address };
        using ByteArrayContent body = new(Capture("OS79XX.TXT", "P0030702T023\n.bin"));
        HttpResponseMessage said = await client.PostAsync("/api/explain?name=phone.pcap", body, Deadline.Token);
        string told = await said.Content.ReadAsStringAsync(Deadline.Token);
        Assert.Equal(HttpStatusCode.OK, said.StatusCode);
        Assert.Contains("stray-character-in-name", told, StringComparison.Ordinal);
        Assert.Contains("frame:phone.pcap/2", told, StringComparison.Ordinal);
        using ByteArrayContent cut = new(Capture("OS79XX.TXT")[..30]);
        said = await client.PostAsync("/api/explain?name=cut.pcap", cut, Deadline.Token);
        Assert.Equal(HttpStatusCode.BadRequest, said.StatusCode);
    }

    /// <summary>Raw IPv4 packets (LINKTYPE 101), one read request of TFTP each.</summary>
    private static byte[] Capture(params string[] names)
    {
        List<byte> file =
            [.. Number(0xA1B2C3D4), 2, 0, 4, 0, .. Number(0), .. Number(0), .. Number(65_535), .. Number(101)];
        foreach ((int i, string name) in names.Index())
        {
            byte[] request = [0, 1, .. Encoding.Latin1.GetBytes(name), 0, .. "octet"u8, 0];
            int udp = 8 + request.Length, all = 20 + udp;
            byte[] packet =
            [
                0x45, 0, 0, (byte)all, 0, (byte)i, 0, 0, 64, 17, 0, 0, 192, 0, 2, 20, 192, 0, 2, 1,
                0xC3, (byte)(0x50 + i), 0, 69, 0, (byte)udp, 0, 0, .. request,
            ];
            int sum = 0;
            for (int at = 0; at < 20; at += 2) sum += (packet[at] << 8) + packet[at + 1];
            sum = ~((sum & 0xFFFF) + (sum >> 16));
            (packet[10], packet[11]) = ((byte)(sum >> 8), (byte)sum);
            file.AddRange([.. Number((uint)i), .. Number(0), .. Number((uint)all), .. Number((uint)all), .. packet]);
        }

        return [.. file];

        static byte[] Number(uint value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16), (byte)(value >> 24)];
    }

    [Fact]
    public async Task Stop_leaves_phones_under_way_where_they_stand()
    {
        using ScratchFolder folder = new();
        await using RunningConsole console = await RunningConsole.StartAsync(
            folder, new RunningConsoleOptions { Goal = Goal.Of(PhoneProtocol.Sccp) });
        MacAddress mac = console.Plug(1, speed: 2);
        await console.SeesAsync(mac, p => p.Conversion is { Status: ConversionStatus.Running });
        using HttpClient client = new() { BaseAddress = console.Address };
        await client.PostAsync("/api/stop", null, Deadline.Token);
        Assert.True(console.Bench.Desk.Stays(mac));
        PhoneCase phone = await console.SeesAsync(mac, p => p.Conversion is { Status: ConversionStatus.Refused });
        Assert.Contains("stopped", phone.Conversion!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_go_on_where_one_was()
    {
        using ScratchFolder folder = new();
        await using RunningConsole console = await RunningConsole.StartAsync(
            folder, new RunningConsoleOptions { Goal = Goal.Of(PhoneProtocol.Sccp) });
        using HttpClient client = new() { BaseAddress = console.Address };
        (string place, string first) = await NextAsync(client, null);
        Assert.Contains("bench-opened", first, StringComparison.Ordinal);
        (_, string second) = await NextAsync(client, place);
        Assert.Contains("order-given", second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_learns_every_route_and_type()
    {
        using ScratchFolder folder = new();
        await using RunningConsole console = await RunningConsole.StartAsync(folder);
        using HttpClient client = new() { BaseAddress = console.Address };
        using JsonDocument page = JsonDocument.Parse(
            await client.GetStringAsync("/api/openapi.json", Deadline.Token));
        string[] paths = [.. page.RootElement.GetProperty("paths").EnumerateObject().Select(p => p.Name)];
        foreach (string path in (string[])["/api/bench", "/api/phones/{id}", "/api/goal", "/api/events",
            "/api/library/files", "/api/plan", "/api/network", "/metrics", "/health"])
        {
            Assert.Contains(path, paths);
        }

        Assert.All(page.RootElement.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject()),
            route => Assert.NotEmpty(route.Value.GetProperty("summary").GetString()!));
    }

    [Fact]
    public async Task Figures_say_where_phones_stand()
    {
        using ScratchFolder folder = new();
        await using RunningConsole console = await RunningConsole.StartAsync(
            folder, new RunningConsoleOptions { Goal = Goal.Of(PhoneProtocol.Sccp) });
        MacAddress mac = console.Plug(1);
        await console.SeesAsync(mac, p => p.Conversion is { Status: ConversionStatus.Proved });
        using HttpClient client = new() { BaseAddress = console.Address };
        string figures = await client.GetStringAsync("/metrics", Deadline.Token);
        Assert.Contains("ringback_phones{state=\"proved\"} 1\n", figures, StringComparison.Ordinal);
        Assert.Contains("ringback_events_lost_total 0\n", figures, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../x.zip")]
    [InlineData("..")]
    [InlineData("a\nb.zip")]
    [InlineData("")]
    public async Task A_name_that_leads_elsewhere_brings_nothing_in(string name)
    {
        using ScratchFolder folder = new();
        await using RunningConsole console = await RunningConsole.StartAsync(folder);
        using HttpClient client = new() { BaseAddress = console.Address };
        using ByteArrayContent content = new([1, 2, 3]);
        HttpResponseMessage answer = await client.PostAsync(
            $"/api/library/files?name={Uri.EscapeDataString(name)}", content, Deadline.Token);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.False(Directory.Exists(folder["incoming"]));
    }

    [Fact]
    public async Task What_came_in_is_not_left_lying_about()
    {
        using ScratchFolder folder = new();
        await using RunningConsole console = await RunningConsole.StartAsync(folder);
        using HttpClient client = new() { BaseAddress = console.Address };
        using StringContent content = new("<html>log in first</html>", Encoding.UTF8, "text/html");
        HttpResponseMessage answer = await client.PostAsync(
            "/api/library/files?name=cmterm.zip", content, Deadline.Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.DoesNotContain("\"added\"", await answer.Content.ReadAsStringAsync(Deadline.Token),
            StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder["incoming"]));
    }

    [Fact]
    public async Task The_journal_can_be_taken_along()
    {
        using ScratchFolder folder = new();
        await using RunningConsole console = await RunningConsole.StartAsync(folder);
        MacAddress mac = console.Plug(1);
        await console.SeesAsync(mac, p => p.Boots.Length > 0);
        using HttpClient client = new() { BaseAddress = console.Address };
        string[] lines = (await client.GetStringAsync($"/api/journal?phone={mac}", Deadline.Token))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.NotNull(EventJson.Read(line)));
    }

    private static async Task<(string Place, string Data)> NextAsync(HttpClient client, string? after)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "/api/events");
        if (after is not null) request.Headers.Add("Last-Event-ID", after);
        using HttpResponseMessage answer =
            await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Deadline.Token);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        using StreamReader lines = new(await answer.Content.ReadAsStreamAsync(Deadline.Token));
        string place = "";
        while (await lines.ReadLineAsync(Deadline.Token) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal)) place = line[4..];
            if (line.StartsWith("data: ", StringComparison.Ordinal)) return (place, line[6..]);
        }

        throw new InvalidOperationException("The events ended.");
    }
}
