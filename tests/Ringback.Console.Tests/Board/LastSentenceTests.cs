using System.Net;
using System.Text.Json;
using Ringback.Catalogue;
using Ringback.Console.Tests.Benches;
using Ringback.Phones.Events;

namespace Ringback.Console.Tests.Board;

/// <summary>The newest sentence of the story, which is put into words only when somebody looks.</summary>
public sealed class LastSentenceTests
{
    private static readonly MacAddress Phone = MacAddress.Parse("000E84C060A6", null);

    [Fact]
    public async Task The_newest_is_told_whenever_somebody_looks_however_much_happened_meanwhile()
    {
        using ScratchFolder folder = new();
        await using RunningConsole console = await RunningConsole.StartAsync(folder);
        using HttpClient client = new() { BaseAddress = console.Address };
        for (int i = 0; i < 2_000; i++) Ask(console, $"RINGLIST{i}.DAT");

        await TellsAsync(client, "RINGLIST1999.DAT");
        Ask(console, "LAST.XML");
        await TellsAsync(client, "LAST.XML");
    }

    private static void Ask(RunningConsole console, string name) => console.Bench.Desk.Record(new FileAsked
    {
        At = TimeProvider.System.GetUtcNow(), Address = IPAddress.Parse("127.0.0.9"), Mac = Phone, Name = name,
        Outcome = AskOutcome.NotHere,
    });

    private static async Task TellsAsync(HttpClient client, string name)
    {
        while (true)
        {
            JsonElement bench = JsonSerializer.Deserialize<JsonElement>(
                await client.GetStringAsync(new Uri("/api/bench", UriKind.Relative), Deadline.Token));
            JsonElement last = bench.GetProperty("last");
            if (last.ValueKind is JsonValueKind.Object
                && last.GetProperty("text").GetString()!.Contains(name, StringComparison.Ordinal)) return;
        }
    }
}
