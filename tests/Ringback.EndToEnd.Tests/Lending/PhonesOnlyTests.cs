using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Lending;

/// <summary>A workbench that serves nobody but phones, on a network where dnsmasq serves the rest.</summary>
[Collection(LendingCollection.Name)]
public sealed class PhonesOnlyTests(LendingBench scripts)
{
    private const ulong Mac = 0x00AA_0000_3000;

    [Fact]
    public async Task Laptop_gets_its_address_elsewhere_and_a_phone_here()
    {
        await using Lan lan = await Lan.LayAsync();
        Station bench = await lan.AddAsync("bench", "192.0.2.1/24");
        Station laptop = await lan.AddAsync("laptop");
        Station shelf = await lan.AddAsync("shelf");
        using ScratchFolder folder = new();
        // Addresses are not probed, so that one that a stranger has is found by the phone and not before.
        await using ServeProcess serve = await ServeProcess.StartAsync(bench.Place, folder["data"],
            ServeProcess.AnyPorts, "--root", folder.Folder("root"), "--dhcp", "phones-only,192.0.2.50-192.0.2.99",
            "--dhcp-no-probe", "--force");
        string script = await scripts.ScriptAsync("laptop.sh");

        Finished nothing = await AskForLaptopAsync(laptop, script);
        Assert.True(nothing.ExitCode != 0 && !nothing.Errors.Contains("lease of", StringComparison.Ordinal),
            nothing.Story);

        await ExpectPhoneServedAsync(shelf);
        await ExpectDeclinedAsync(lan, serve, script);

        Station router = await lan.AddAsync("router", "192.0.2.2/24");
        using Process dnsmasq = await Dnsmasq.StartAsync(router, folder);
        Finished lease = await AskForLaptopAsync(laptop, script);
        Assert.Contains("serverid=192.0.2.2", lease.Expect(0).Output, StringComparison.Ordinal);
        await ExpectPhoneServedAsync(shelf);
        await serve.StopAsync();
    }

    private static Task<Finished> AskForLaptopAsync(Station laptop, string script) => laptop.RunAsync("busybox",
        "busybox", "udhcpc", "-i", Station.Device, "-f", "-n", "-q", "-t", "1", "-T", "1", "-V", "MSFT 5.0",
        "-s", script);

    /// <summary>Of two servers, a phone may take either; this one offers it an address all the same.</summary>
    private static async Task ExpectPhoneServedAsync(Station shelf)
    {
        await using BarePhones phones = new(shelf);
        using CancellationTokenSource bound = Patience.Begin();
        IPAddress ours = IPAddress.Parse("192.0.2.1");
        Told offer;
        do offer = await phones.AskAsync(new Ask(Ask.Discover, Mac), bound.Token);
        while (!ours.Equals(offer.Server));

        Told told = await phones.TakeAsync(offer, bound.Token);
        Assert.Equal((Told.Ack, offer.Given), (told.Type, told.Given));
    }

    /// <summary>A phone looks by ARP whether somebody has the address, says no to it, and gets another.</summary>
    private static async Task ExpectDeclinedAsync(Lan lan, ServeProcess serve, string script)
    {
        Station stranger = await lan.AddAsync("stranger", "192.0.2.60/24");
        Station wary = await lan.AddAsync("wary");

        Finished run = await wary.RunAsync("busybox", "busybox", "udhcpc", "-a1000", "-r", stranger.Address,
            "-i", Station.Device, "-f", "-n", "-q", "-A", "1", "-V", Client.VendorClass, "-s", script);

        JsonElement declined = await serve.SeesAsync("address-asked",
            e => e.GetProperty("ask").GetString() == "decline");
        Assert.Equal(stranger.Address, declined.GetProperty("wanted").GetString());
        Assert.Contains("serverid=192.0.2.1", run.Expect(0).Output, StringComparison.Ordinal);
        Assert.DoesNotContain($"\nip={stranger.Address}\n", run.Output, StringComparison.Ordinal);
    }
}
