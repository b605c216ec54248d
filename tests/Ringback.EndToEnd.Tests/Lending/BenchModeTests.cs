using System.Text.Json;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Lending;

/// <summary><c>serve --bench</c> on a card without an address, and a phone that gets one and is silent.</summary>
public sealed class BenchModeTests
{
    private const string Mac = "00AA00005000";

    [Fact]
    public async Task A_bare_card_becomes_a_bench_and_is_bare_again()
    {
        await using Lan lan = await Lan.LayAsync();
        using ScratchFolder folder = new();
        Station bench = await lan.AddAsync("bench");
        Station shelf = await lan.AddAsync("shelf");
        await using (ServeProcess killed = await StartAsync(bench, folder))
        {
            Assert.Contains("192.168.77.1", await AddressesAsync(bench), StringComparison.Ordinal);
            await killed.KillAsync();
        }

        // What the killed one left is found and undone, and set again.
        await using ServeProcess serve = await StartAsync(bench, folder);
        await ExpectSilenceToldAsync(serve, shelf);
        await serve.StopAsync();
        Assert.DoesNotContain("192.168.77.1", await AddressesAsync(bench), StringComparison.Ordinal);
        JsonElement phone = (await RingbackProgram.RunAsync("phone", Mac, "--json", "--data", folder["data"]))
            .Expect(0).Json;
        Assert.Equal("7940G", phone.GetProperty("model").GetString());
        JsonElement finding = Assert.Single(phone.GetProperty("findings").EnumerateArray());
        Assert.Equal("no-tftp-request-after-lease", finding.GetProperty("code").GetString());
        Assert.Equal(2, finding.GetProperty("evidence").GetArrayLength());
    }

    [Fact]
    public async Task A_card_without_an_address_is_left_alone_when_no_bench_is_wanted()
    {
        await using Lan lan = await Lan.LayAsync();
        using ScratchFolder folder = new();
        Station bench = await lan.AddAsync("bench");

        Finished refused = await RingbackProgram.RunAsync(bench.Place,
            ["serve", "--interface", Station.Device, "--data", folder["data"], "--dhcp", "auto", "--force"]);

        Assert.Contains("--bench", refused.Expect(2).Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("inet ", await AddressesAsync(bench), StringComparison.Ordinal);
    }

    /// <summary>A phone starts twice, gets its address, and asks for nothing.</summary>
    private static async Task ExpectSilenceToldAsync(ServeProcess serve, Station shelf)
    {
        await using BarePhones phones = new(shelf);
        using CancellationTokenSource bound = Patience.Begin();
        for (int i = 0; i < 2; i++)
        {
            Told offer = await phones.AskAsync(new Ask(Ask.Discover, Convert.ToUInt64(Mac, 16)), bound.Token);
            Told lease = await phones.TakeAsync(offer, bound.Token);
            Assert.Equal("192.168.77.1", $"{lease.Server}");
            // The story comes over a queue; the second start must find the first lease told.
            int nth = i + 1, seen = 0;
            await serve.SeesAsync("address-answered", e => e.GetProperty("answer").GetString() == "leased"
                && ++seen == nth);
        }
    }

    private static async Task<ServeProcess> StartAsync(Station bench, ScratchFolder folder) =>
        await ServeProcess.StartBenchAsync(bench.Place, folder["data"], "--interface", Station.Device, "--root",
            folder.Folder("root"), "--force");

    private static async Task<string> AddressesAsync(Station station) =>
        (await station.RunAsync("ip", "iproute2", "-4", "address", "show", "dev", Station.Device)).Expect(0).Output;
}
