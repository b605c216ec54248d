using System.Net;
using System.Net.Sockets;
using System.Text;
using Ringback.Catalogue;
using Ringback.Phones.Events;
using Ringback.Wire.Mgcp;
using Ringback.Wire.Sccp;
using Ringback.Wire.Sip;
using Ringback.Workbench.Tests.Bench;

namespace Ringback.Workbench.Tests.Registrars;

/// <summary>The three ports that phones register at, over loopback.</summary>
public sealed class RegistrarTests
{
    private const string Mac = "000E84C060A6";

    [Fact]
    public async Task A_SIP_registration_is_accepted_and_recorded()
    {
        await using OpenBench bench = await OpenBench.StartAsync();
        string reply = await ExchangeAsync(bench.EndPoint("sip"), Register);
        Assert.StartsWith("SIP/2.0 200", reply);
        PhoneRegistered e = await bench.NextAsync<PhoneRegistered>();
        Assert.Equal((MacAddress.Parse(Mac), ProofKind.SipRegister, "7960G", null), (e.Mac, e.Via, e.Model, e.Load));
    }

    [Fact]
    public async Task A_SIP_phone_that_takes_leave_is_no_registration()
    {
        await using OpenBench bench = await OpenBench.StartAsync();
        await ExchangeAsync(bench.EndPoint("sip"), local => Register(local, expires: 0));
        await ExchangeAsync(bench.EndPoint("mgcp"), _ => Restart);
        Assert.Equal(ProofKind.MgcpRestart, (await bench.NextAsync<PhoneRegistered>()).Via);
    }

    [Fact]
    public async Task An_MGCP_restart_is_accepted_and_recorded()
    {
        await using OpenBench bench = await OpenBench.StartAsync();
        Assert.StartsWith("200 7", await ExchangeAsync(bench.EndPoint("mgcp"), _ => Restart));
        PhoneRegistered e = await bench.NextAsync<PhoneRegistered>();
        Assert.Equal((MacAddress.Parse(Mac), ProofKind.MgcpRestart), (e.Mac, e.Via));
    }

    [Theory]
    [InlineData("sip")]
    [InlineData("mgcp")]
    public async Task A_door_survives_what_it_cannot_read(string service)
    {
        await using OpenBench bench = await OpenBench.StartAsync();
        using Socket socket = Udp();
        foreach (int seed in Enumerable.Range(0, 50))
        {
            byte[] junk = new byte[seed * 20];
            new Random(seed).NextBytes(junk);
            socket.SendTo(junk, bench.EndPoint(service));
        }

        Assert.NotEmpty(await ExchangeAsync(bench.EndPoint(service), service == "sip" ? Register : _ => Restart));
    }

    [Theory]
    [InlineData(7, "7960")]
    [InlineData(8, "7940")]
    [InlineData(115, "7941G")]
    [InlineData(30007, "7912G")]
    [InlineData(99999, null)]
    public async Task An_SCCP_registration_names_the_model_of_every_family(uint deviceType, string? model)
    {
        await using OpenBench bench = await OpenBench.StartAsync();
        using Socket phone = await ConnectAsync(bench);
        await phone.SendAsync(Hello("a load", deviceType), Deadline.Token);
        Assert.Equal(model, (await bench.NextAsync<PhoneRegistered>()).Model);
    }

    [Fact]
    public async Task An_SCCP_alarm_and_registration_are_recorded_with_load_and_model()
    {
        await using OpenBench bench = await OpenBench.StartAsync();
        using Socket phone = await ConnectAsync(bench);
        await phone.SendAsync(Hello("P0030801SR02"), Deadline.Token);
        AlarmReceived alarm = await bench.NextAsync<AlarmReceived>();
        Assert.Equal(("P0030801SR02", MacAddress.Parse(Mac)), (alarm.Load, alarm.Mac));
        PhoneRegistered e = await bench.NextAsync<PhoneRegistered>();
        Assert.Equal((ProofKind.SccpRegister, "P0030801SR02", "7960", "SEP" + Mac),
            (e.Via, e.Load, e.Model, e.DeviceName));
    }

    [Fact]
    public async Task An_SCCP_registration_that_comes_byte_by_byte_is_recorded()
    {
        await using OpenBench bench = await OpenBench.StartAsync();
        using Socket phone = await ConnectAsync(bench);
        phone.NoDelay = true;
        foreach (byte b in Hello("P0030801SR02")) await phone.SendAsync(new[] { b }, Deadline.Token);
        Assert.Equal(MacAddress.Parse(Mac), (await bench.NextAsync<PhoneRegistered>()).Mac);
    }

    [Fact]
    public async Task A_connection_that_does_not_speak_SCCP_is_closed_and_others_go_on()
    {
        await using OpenBench bench = await OpenBench.StartAsync();
        using Socket stranger = await ConnectAsync(bench);
        await stranger.SendAsync("GET / HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray(), Deadline.Token);
        Assert.Equal(0, await ClosedAsync(stranger));
        using Socket phone = await ConnectAsync(bench);
        await phone.SendAsync(Hello("P0030801SR02"), Deadline.Token);
        Assert.Equal(MacAddress.Parse(Mac), (await bench.NextAsync<PhoneRegistered>()).Mac);
    }

    [Fact]
    public async Task A_phone_that_breaks_its_connection_disturbs_nobody()
    {
        await using OpenBench bench = await OpenBench.StartAsync();
        using (Socket rude = await ConnectAsync(bench))
        {
            await rude.SendAsync(Hello("P0030801SR02").AsMemory(0, 30), Deadline.Token);
            rude.LingerState = new LingerOption(true, 0);
        }

        using Socket phone = await ConnectAsync(bench);
        await phone.SendAsync(Hello("P0030801SR02"), Deadline.Token);
        Assert.Equal(MacAddress.Parse(Mac), (await bench.NextAsync<PhoneRegistered>()).Mac);
    }

    [Theory]
    [InlineData(24_000)]
    [InlineData(65_000)]
    public async Task A_registration_with_thousands_of_contacts_gets_no_flood_and_hurts_nobody(int length)
    {
        await using OpenBench bench = await OpenBench.StartAsync();
        using Socket socket = Udp();
        string head = Encoding.ASCII.GetString(Register((IPEndPoint)socket.LocalEndPoint!));
        int at = head.IndexOf("Contact:", StringComparison.Ordinal);
        StringBuilder hostile = new(head[..at]);
        // As many headers as are read, each as long as it may be.
        while (hostile.Length < length - 4000)
            hostile.Append("Contact: ").Append(string.Join(',', Enumerable.Repeat('a', 1900))).Append("\r\n");
        byte[] datagram = Encoding.ASCII.GetBytes(hostile.Append("\r\n").ToString());
        for (int i = 0; i < 20; i++) socket.SendTo(datagram, bench.EndPoint("sip"));

        Assert.StartsWith("SIP/2.0 200", await ExchangeAsync(bench.EndPoint("sip"), Register));
        while (socket.Available > 0)
            Assert.InRange(await socket.ReceiveAsync(new byte[65536], Deadline.Token), 1, 1300);
    }

    private static byte[] Restart => MgcpCommands.RestartInProgress(7, $"aaln/1@SEP{Mac}");

    private static byte[] Register(IPEndPoint local) => Register(local, 120);

    private static byte[] Register(IPEndPoint local, uint expires) => SipRequests.Register(new SipRegisterRequest
    {
        Mac = Mac, Local = local, Registrar = "127.0.0.1", User = Mac, Expires = expires,
    });

    private static byte[] Hello(string load, uint deviceType = 7) =>
    [
        .. SccpFrame.Write(SccpMessageId.Alarm,
            new SccpAlarm { Severity = 2, Text = $"25: Name=SEP{Mac} Load={load} Last=Initialized" }.Write()),
        .. SccpFrame.Write(SccpMessageId.Register,
            new SccpRegister { DeviceName = "SEP" + Mac, DeviceType = deviceType, ProtocolVersion = 11 }.Write()),
    ];

    private static Socket Udp()
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    private static async Task<string> ExchangeAsync(IPEndPoint listener, Func<IPEndPoint, byte[]> request)
    {
        using Socket socket = Udp();
        socket.SendTo(request((IPEndPoint)socket.LocalEndPoint!), listener);
        byte[] buffer = new byte[4096];
        int length = await socket.ReceiveAsync(buffer, Deadline.Token);
        return Encoding.ASCII.GetString(buffer, 0, length);
    }

    private static async Task<Socket> ConnectAsync(OpenBench bench)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(bench.EndPoint("sccp"), Deadline.Token);
        return socket;
    }

    /// <summary>0 when the other side closed, in whichever way.</summary>
    private static async Task<int> ClosedAsync(Socket socket)
    {
        try
        {
            return await socket.ReceiveAsync(new byte[16], Deadline.Token);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
            return 0;
        }
    }
}
