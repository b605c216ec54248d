using System.Diagnostics;
using System.Text.Json;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Lending;

/// <summary>Another DHCP server on the same network: found before we serve, and while we do.</summary>
public sealed class RogueDhcpTests
{
    private const string Router = "192.0.2.254";

    [Fact]
    public async Task Nothing_is_served_beside_another_server_and_its_remedy_is_told()
    {
        await using Lan lan = await Lan.LayAsync();
        using ScratchFolder folder = new();
        Station bench = await lan.AddAsync("bench", "192.0.2.1/24");
        using Process rogue = await Dnsmasq.StartAsync(await lan.AddAsync("router", $"{Router}/24"), folder);

        Finished refused = await ServeAsync(bench, folder);

        refused.Expect(3);
        foreach (string told in (string[])
            [
                Router, "probably dnsmasq", "option 150: none", "dhcp-option=tag:cisco-phone,150,192.0.2.1",
                "phones-only", "--force",
            ])
        {
            Assert.Contains(told, refused.Errors, StringComparison.Ordinal);
        }

        Assert.Empty(refused.Output);
        await EndAsync(rogue);
    }

    [Fact]
    public async Task A_server_that_appears_while_we_serve_is_told_and_so_is_the_phone_that_takes_its_offer()
    {
        await using Lan lan = await Lan.LayAsync();
        using ScratchFolder folder = new();
        Station bench = await lan.AddAsync("bench", "192.0.2.1/24");
        Station shelf = await lan.AddAsync("shelf");
        await using ServeProcess serve = await ServeProcess.StartAsync(bench.Place, folder["data"],
            ServeProcess.AnyPorts, "--root", folder.Folder("root"), "--dhcp", "192.0.2.50-99", "--force");
        using Process rogue = await Dnsmasq.StartAsync(await lan.AddAsync("router", $"{Router}/24"), folder);

        await using BarePhones phones = new(shelf);
        using CancellationTokenSource bound = Patience.Begin();
        Told offer;
        do offer = await phones.AskAsync(new Ask(Ask.Discover, 0x00AA_0000_4000), bound.Token);
        while ($"{offer.Server}" != Router);
        await phones.TakeAsync(offer, bound.Token);

        JsonElement answered = await serve.SeesAsync("rival-answered");
        Assert.Equal(Router, answered.GetProperty("server").GetString());
        JsonElement taken = await serve.SeesAsync("address-asked", e => e.GetProperty("isForOther").GetBoolean());
        Assert.Equal("00AA00004000", taken.GetProperty("mac").GetString());
        await serve.StopAsync();
        JsonElement phone = (await RingbackProgram.RunAsync("phone", "00AA00004000", "--json", "--data",
            folder["data"])).Expect(0).Json;
        Assert.Contains("rival-dhcp-server", phone.GetProperty("findings").EnumerateArray()
            .Select(f => f.GetProperty("code").GetString()));
        await EndAsync(rogue);
    }

    private static Task<Finished> ServeAsync(Station bench, ScratchFolder folder) => RingbackProgram.RunAsync(
        bench.Place, ["serve", "--interface", Station.Device, "--data", folder["data"], "--dhcp", "auto"]);

    private static async Task EndAsync(Process rogue)
    {
        rogue.Kill(entireProcessTree: true);
        using CancellationTokenSource bound = Patience.Begin();
        await rogue.WaitForExitAsync(bound.Token);
    }
}
