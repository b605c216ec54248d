using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Ringback.Catalogue;
using Ringback.Datagrams;
using Ringback.Datagrams.Stacks;
using Ringback.EndToEnd.Tests.Lending;
using Ringback.EndToEnd.Tests.Programs;
using Ringback.EndToEnd.Tests.Rights;
using Ringback.Simulation.Handsets;

namespace Ringback.EndToEnd.Tests.Listening;

/// <summary>Listening at a card: phones are heard, nothing is sent, and others see simulated phones.</summary>
public sealed class ListenLiveTests
{
    private static readonly HandsetCdp Phone = new()
    {
        Mac = MacAddress.Parse("000E84C060A6"), Platform = "Cisco IP Phone 7960", Load = "P0030702T023",
        Address = IPAddress.Parse("10.9.8.7"),
    };

    [Fact]
    public async Task A_phone_that_announces_itself_is_heard_and_not_a_frame_is_sent()
    {
        await using Lan lan = await Lan.LayAsync();
        Station ear = await lan.AddAsync("ear"), phone = await lan.AddAsync("phone");
        (await QuietAsync(ear)).Expect(0);
        using IFramePort cable = Open(phone);
        long before = await SentAsync(ear);
        using Process listen = RingbackProgram.Start(
            ear.Place, ["listen", "--interface", Station.Device, "--seconds", "6", "--json"]);
        using CancellationTokenSource spoken = new();
        // Again and again: what was said before it listened is gone, and how soon it does depends on the machine.
        Task speaks = RepeatAsync(() => cable.Send(Phone.ToFrame()), spoken.Token);
        Task tagged = SpeakAsync(cable, spoken.Token);
        Finished heard = await EndAsync(listen);
        await spoken.CancelAsync();
        await Task.WhenAll(speaks, tagged);

        JsonElement one = Assert.Single(heard.Expect(0).Json.GetProperty("phones").EnumerateArray());
        Assert.Equal(("000E84C060A6", "7960", "P0030702T023", "10.9.8.7", "10.9.8.1"),
            (one.GetProperty("mac").GetString(), Value(one, "model"), Value(one, "load"), Value(one, "address"),
                Value(one, "gateway")));
        // The tag that the kernel takes out of a frame is known all the same.
        Assert.Equal(110, one.GetProperty("vlan").GetProperty("value").GetInt32());
        Assert.Equal(before, await SentAsync(ear));
    }

    [Fact]
    public async Task Ctrl_C_ends_it_with_what_was_heard()
    {
        await using Lan lan = await Lan.LayAsync();
        Station ear = await lan.AddAsync("ear"), phone = await lan.AddAsync("phone");
        using IFramePort cable = Open(phone);
        using Process listen = RingbackProgram.Start(ear.Place, ["listen", "--interface", Station.Device]);
        using CancellationTokenSource bound = Patience.Begin();
        string began = await listen.StandardError.ReadLineAsync(bound.Token) ?? "";
        Assert.Contains("nothing is sent", began, StringComparison.Ordinal);
        string line = "";
        while (!line.Contains("announces itself by CDP", StringComparison.Ordinal))
        {
            cable.Send(Phone.ToFrame());
            line = await listen.StandardOutput.ReadLineAsync(bound.Token)
                ?? throw new InvalidOperationException("It ended.");
        }

        await Command.RunAsync("/bin/sh", "-c", $"kill -INT {listen.Id}");
        Finished ended = await EndAsync(listen);
        Assert.Contains("P0030702T023, certain", ended.Expect(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Others_read_what_a_simulated_phone_announces()
    {
        // lldpd is asked again and again and answers into this folder, until its network ends.
        using ScratchFolder folder = new();
        await using Lan lan = await Lan.LayAsync();
        Station ear = await lan.AddAsync("ear"), phone = await lan.AddAsync("phone");
        await using RecordedCable recorded = await RecordedCable.StartAsync(ear, folder, "-P", "-c", "40");
        using Process lldpd = await Lldpd.StartAsync(ear, folder);
        using IFramePort cable = Open(phone);
        using CancellationTokenSource spoken = new();
        Task speaks = RepeatAsync(() => cable.Send(Phone.ToFrame()), spoken.Token);
        string neighbours = await Lldpd.SeesAsync(folder, "SEP000E84C060A6");
        await recorded.FillAsync();
        await spoken.CancelAsync();
        await speaks;

        Assert.Contains("Cisco IP Phone 7960", neighbours, StringComparison.Ordinal);
        Assert.Empty(await recorded.ReadAsync(
            "cdp && (_ws.malformed || _ws.expert.severity >= \"Warning\")", "frame.number"));
        // 1 is a checksum that is right.
        Assert.Equal("SEP000E84C060A6\tCisco IP Phone 7960\tP0030702T023\t1", (await recorded.ReadAsync(
            "cdp.deviceid contains \"SEP\"", "cdp.deviceid", "cdp.platform", "cdp.software_version",
            "cdp.checksum.status"))[0]);
        // cdpr reads the first announcement of a file, and lldpd makes some too.
        string its = folder["phone.pcap"];
        (await Command.RunAsync(Command.Find("tshark", "tshark"), "-n", "-r", recorded.File, "-Y",
            "cdp.deviceid contains \"SEP\"", "-F", "pcap", "-w", its)).Expect(0);
        Finished cdpr = await Command.RunAsync(Command.Find("cdpr", "cdpr"), "-r", its, "-v");
        Assert.Contains("SEP000E84C060A6", cdpr.Expect(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_rights_it_hears_what_sockets_can_and_says_what_that_is_not()
    {
        Nobody.SkipUnlessPossible();
        await using Lan lan = await Lan.LayAsync();
        Station ear = await lan.AddAsync("ear", "192.0.2.1/24"), phone = await lan.AddAsync("phone", "192.0.2.40/24");
        Place weak = ear.Place with
        {
            Before =
            [
                Command.Find("setpriv", "util-linux"), $"--reuid={Nobody.Number}", "--clear-groups", "--inh-caps=-all",
                "--bounding-set=-all",
            ],
        };
        using Process listen = RingbackProgram.Start(
            weak, ["listen", "--interface", Station.Device, "--seconds", "6", "--json"]);
        using Socket socket = phone.Open(
            () => new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp));
        using CancellationTokenSource spoken = new();
        byte[] register = Encoding.ASCII.GetBytes("REGISTER sip:192.0.2.1 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.40\r\n"
            + "From: <sip:1600@192.0.2.1>;tag=1\r\nTo: <sip:1600@192.0.2.1>\r\nCall-ID: 1\r\nCSeq: 1 REGISTER\r\n"
            + "User-Agent: Cisco-CP7960G/8.0\r\nContact: <sip:1600@192.0.2.40>\r\nExpires: 60\r\n\r\n");
        Task speaks = RepeatAsync(
            () => socket.SendTo(register, new IPEndPoint(IPAddress.Parse("192.0.2.1"), 5060)), spoken.Token);
        Finished heard = await EndAsync(listen);
        await spoken.CancelAsync();
        await speaks;

        JsonElement all = heard.Expect(0).Json;
        JsonElement one = Assert.Single(all.GetProperty("phones").EnumerateArray());
        Assert.Equal(("7960G", "192.0.2.40"), (Value(one, "model"), Value(one, "address")));
        string blind = all.GetProperty("source").GetProperty("blind").GetString() ?? "";
        Assert.Contains("CAP_NET_RAW", blind, StringComparison.Ordinal);
        Assert.Contains("CDP and LLDP", blind, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_that_is_not_there_is_named()
    {
        Finished refused = await RingbackProgram.RunAsync("listen", "--interface", "no-such-card");
        Assert.Contains("no-such-card", refused.Expect(2).Errors, StringComparison.Ordinal);
    }

    private static string? Value(JsonElement phone, string what) =>
        phone.GetProperty(what).GetProperty("value").GetString();

    private static IFramePort Open(Station station) => station.Open(() =>
        FramePorts.TryOpen(CardIndex(), FramePorts.Arp, out IFramePort? port, out string whyNot)
            ? port
            : throw new InvalidOperationException(whyNot));

    private static int CardIndex() => System.Net.NetworkInformation.NetworkInterface.GetAllNetworkInterfaces()
        .First(i => i.Name == Station.Device).GetIPProperties().GetIPv4Properties().Index;

    /// <summary>A phone in a voice VLAN that has its address and looks for its router.</summary>
    private static Task SpeakAsync(IFramePort cable, CancellationToken cancel)
    {
        byte[] arp = Convert.FromHexString("FFFFFFFFFFFF" + "000E84C060A6" + "8100" + "A06E" + "0806"
            + "0001080006040001" + "000E84C060A6" + "0A090807" + "000000000000" + "0A090801" + new string('0', 36));
        return RepeatAsync(() => cable.Send(arp), cancel);
    }

    private static async Task RepeatAsync(Action what, CancellationToken cancel)
    {
        using PeriodicTimer again = new(TimeSpan.FromMilliseconds(300));
        try
        {
            while (await again.WaitForNextTickAsync(cancel)) what();
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Its end.
        }
    }

    /// <summary>The kernel itself would look for IPv6 routers there.</summary>
    private static Task<Finished> QuietAsync(Station station) => station.RunAsync("sh", "dash", "-c",
        $"echo 1 > /proc/sys/net/ipv6/conf/{Station.Device}/disable_ipv6");

    private static async Task<long> SentAsync(Station station) => long.Parse(
        (await station.RunAsync("cat", "coreutils", $"/sys/class/net/{Station.Device}/statistics/tx_packets"))
            .Expect(0).Output, CultureInfo.InvariantCulture);

    private static async Task<Finished> EndAsync(Process listen)
    {
        using CancellationTokenSource bound = Patience.Begin();
        Task<string> output = listen.StandardOutput.ReadToEndAsync(bound.Token);
        string errors = await listen.StandardError.ReadToEndAsync(bound.Token);
        string all = await output;
        await listen.WaitForExitAsync(bound.Token);
        return new Finished("listen", listen.ExitCode, Encoding.UTF8.GetBytes(all), errors);
    }
}
