using System.Diagnostics;
using System.Text.Json;
using Ringback.EndToEnd.Tests.Lending;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Listening;

/// <summary>
/// Captures of programs that others wrote, made by dumpcap and read by tshark: <c>listen FILE</c> names every phone
/// that tshark shows, and nobody else.
/// </summary>
public sealed class ListenFileTests
{
    private const string Mac = "00:0e:84:c0:60:a6";
    private const string Config = "SEP000E84C060A6.cnf.xml";

    [Theory]
    [InlineData("pcapng")]
    [InlineData("pcap")]
    public async Task Phones_are_those_that_tshark_shows(string format)
    {
        await using Lan lan = await Lan.LayAsync();
        using ScratchFolder folder = new();
        Station server = await lan.AddAsync("server", "192.0.2.1/24");
        Station phone = await lan.AddAsync("phone"), computer = await lan.AddAsync("computer");
        await phone.IpAsync("link", "set", Station.Device, "address", Mac);
        string root = folder.Folder("root");
        await File.WriteAllTextAsync(Path.Combine(root, Config),
            "<device><loadInformation>P0030801SR02</loadInformation></device>", TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(Path.Combine(root, "pxelinux.0"), new byte[4_000],
            TestContext.Current.CancellationToken);
        using Process dnsmasq = await ServeAsync(server, folder, root);
        string[] options = format == "pcap" ? ["-P"] : [];
        await using RecordedCable cable = await RecordedCable.StartAsync(server, folder, options);

        await LeaseAsync(phone, folder, "Cisco Systems, Inc. IP Phone CP-7940G");
        await LeaseAsync(computer, folder, "MSFT 5.0");
        await FetchAsync(phone, "CTLSEP000E84C060A6.tlv", 68);
        await FetchAsync(phone, Config, 0);
        await FetchAsync(computer, "pxelinux.0", 0);
        // 4,000 bytes in blocks of 512: the last is the eighth.
        await cable.StopAsync("tftp.opcode == 4 && tftp.block == 8");

        Finished heard = (await RingbackProgram.RunAsync("listen", cable.File, "--json")).Expect(0);
        JsonElement[] phones = [.. heard.Json.GetProperty("phones").EnumerateArray()];
        string[] shown = await cable.ReadAsync(
            "dhcp.type == 1 && dhcp.option.vendor_class_id contains \"IP Phone\"", "eth.src");
        Assert.Equal(shown.Distinct().Select(Plain), phones.Select(p => p.GetProperty("mac").GetString()));
        JsonElement one = Assert.Single(phones);
        Assert.Equal("7940G", one.GetProperty("model").GetProperty("value").GetString());
        Assert.Equal("leased", one.GetProperty("addressedBy").GetProperty("value").GetString());
        string[] leased = await cable.ReadAsync($"dhcp.option.dhcp == 5 && dhcp.hw.mac_addr == {Mac}", "dhcp.ip.your");
        Assert.Contains(one.GetProperty("address").GetProperty("value").GetString(), leased);
        Assert.Equal("192.0.2.1", one.GetProperty("tftpServers")[0].GetProperty("value").GetString());

        string[] frames = await cable.ReadAsync("frame", "frame.number");
        Assert.Equal(frames.Length, heard.Json.GetProperty("source").GetProperty("frames").GetInt32());
        Assert.Equal(format, heard.Json.GetProperty("source").GetProperty("format").GetString());
    }

    [Fact]
    public async Task Lldpd_is_seen_and_is_no_phone()
    {
        // lldpd is asked again and again and answers into this folder, until its network ends.
        using ScratchFolder folder = new();
        await using Lan lan = await Lan.LayAsync();
        Station ear = await lan.AddAsync("ear"), computer = await lan.AddAsync("computer");
        await using RecordedCable cable = await RecordedCable.StartAsync(ear, folder);
        using Process lldpd = await Lldpd.StartAsync(computer, folder);
        string[] senders = await cable.SeesAsync("cdp", "eth.src");
        await cable.StopAsync("cdp");

        Finished heard = (await RingbackProgram.RunAsync("listen", cable.File, "--json")).Expect(0);
        Assert.Empty(heard.Json.GetProperty("phones").EnumerateArray());
        JsonElement other = heard.Json.GetProperty("others").EnumerateArray()
            .First(o => o.GetProperty("via").GetString() == "cdp");
        Assert.Equal(Plain(senders[0]), other.GetProperty("mac").GetString());
        Assert.Equal((await cable.ReadAsync("cdp", "cdp.deviceid"))[0], other.GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_registration_of_a_Cisco_phone_counts_and_one_of_another_maker_does_not()
    {
        await using Lan lan = await Lan.LayAsync();
        using ScratchFolder folder = new();
        Station server = await lan.AddAsync("server", "192.0.2.1/24");
        Station phone = await lan.AddAsync("phone", "192.0.2.40/24");
        Station other = await lan.AddAsync("other", "192.0.2.41/24");
        await using RecordedCable cable = await RecordedCable.StartAsync(server, folder);
        await RegisterAsync(phone, folder, "Cisco-CP7960G/8.0");
        await RegisterAsync(other, folder, "PolycomSoundPointIP-SPIP_501-UA/3.1");
        await cable.StopAsync("sip.User-Agent contains \"Polycom\"");

        Finished heard = (await RingbackProgram.RunAsync("listen", cable.File, "--json")).Expect(0);
        JsonElement one = Assert.Single(heard.Json.GetProperty("phones").EnumerateArray());
        string[] shown = await cable.ReadAsync("sip.User-Agent contains \"Cisco-CP\"", "ip.src", "ip.dst");
        Assert.Equal($"{one.GetProperty("address").GetProperty("value").GetString()}\t"
            + one.GetProperty("callServers")[0].GetProperty("value").GetString(), shown[0]);
        Assert.Equal("sip", one.GetProperty("protocol").GetProperty("value").GetString());
    }

    [Fact]
    public async Task What_is_no_capture_is_unusable_and_a_cut_one_is_read_to_its_end()
    {
        using ScratchFolder folder = new();
        await File.WriteAllTextAsync(folder["log"], "Nov 25 16:14:00 tftpd: RRQ from 192.0.2.40\n",
            TestContext.Current.CancellationToken);
        Finished none = (await RingbackProgram.RunAsync("listen", folder["log"])).Expect(2);
        Assert.Contains("is no capture", none.Errors, StringComparison.Ordinal);
        Finished missing = (await RingbackProgram.RunAsync("listen", folder["nothing"])).Expect(2);
        Assert.Single(missing.ErrorLines);

        byte[] cut = new byte[24 + 20];
        Convert.FromHexString("D4C3B2A1020004000000000000000000FFFF000001000000").CopyTo(cut, 0);
        cut[24 + 8] = cut[24 + 12] = 60;
        await File.WriteAllBytesAsync(folder["cut.pcap"], cut, TestContext.Current.CancellationToken);
        Finished read = (await RingbackProgram.RunAsync("listen", folder["cut.pcap"], "--json")).Expect(0);
        Assert.True(read.Json.GetProperty("source").GetProperty("cut").GetBoolean());
    }

    private static string Plain(string mac) => mac.Replace(":", "", StringComparison.Ordinal).ToUpperInvariant();

    private static async Task<Process> ServeAsync(Station server, ScratchFolder folder, string root)
    {
        Process dnsmasq = server.Start("dnsmasq", "dnsmasq-base", "--no-daemon", "--port=0", "--conf-file=/dev/null",
            "--dhcp-range=192.0.2.200,192.0.2.220,1h", $"--dhcp-leasefile={folder["leases"]}", "--user=root",
            "--no-ping", "--enable-tftp", $"--tftp-root={root}", "--dhcp-option=150,192.0.2.1");
        using CancellationTokenSource bound = Patience.Begin();
        while (await dnsmasq.StandardError.ReadLineAsync(bound.Token) is { } line)
        {
            if (line.Contains("root is", StringComparison.Ordinal)) return dnsmasq;
        }

        throw new InvalidOperationException("dnsmasq ended before it began.");
    }

    private static async Task LeaseAsync(Station station, ScratchFolder folder, string vendorClass)
    {
        string script = folder[$"script-{station.Namespace}"];
        await File.WriteAllTextAsync(script,
            "#!/bin/sh\n[ \"$1\" = bound ] && ip address add \"$ip/24\" dev \"$interface\"\nexit 0\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        (await station.RunAsync("busybox", "busybox", "udhcpc", "-i", Station.Device, "-n", "-q", "-f",
            "-V", vendorClass, "-s", script)).Expect(0);
    }

    private static async Task FetchAsync(Station station, string name, int exitCode) =>
        (await station.RunAsync("curl", "curl", "-s", "--tftp-no-options", "-o", "/dev/null",
            $"tftp://192.0.2.1/{name}")).Expect(exitCode);

    private static async Task RegisterAsync(Station station, ScratchFolder folder, string agent)
    {
        string scenario = folder[$"register-{station.Address}.xml"];
        await File.WriteAllTextAsync(scenario, $"""
            <?xml version="1.0" encoding="ISO-8859-1" ?>
            <scenario name="register">
              <send><![CDATA[
            REGISTER sip:[remote_ip] SIP/2.0
            Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
            From: <sip:1600@[remote_ip]>;tag=[call_number]
            To: <sip:1600@[remote_ip]>
            Call-ID: [call_id]
            CSeq: 1 REGISTER
            User-Agent: {agent}
            Contact: <sip:1600@[local_ip]:[local_port]>
            Expires: 3600
            Content-Length: 0

              ]]></send>
            </scenario>
            """);
        // Nobody answers: sipp has said its word and ends.
        await station.RunAsync("sipp", "sip-tester", "192.0.2.1:5060", "-sf", scenario, "-m", "1",
            "-i", station.Address, "-nostdin", "-timeout", "5s");
    }
}
