using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Wire.Sccp;
using Ringback.Workbench.Desk;
using Ringback.Workbench.Limits;
using Ringback.Workbench.Ports;
using Ringback.Workbench.Registrars;
using Ringback.Workbench.Tests.Bench;
using Ringback.Workbench.Tests.Doctor;

namespace Ringback.Workbench.Tests.Registrars;

/// <summary>What one address, or a network that is not served, may take of the registrar for SCCP.</summary>
public sealed class SccpListenerTests : IAsyncDisposable
{
    private static readonly IPAddress Attacker = IPAddress.Parse("127.0.0.66");

    private readonly PracticeBench _practice = new();
    private readonly List<IAsyncDisposable> _listeners = [];
    private readonly List<Socket> _sockets = [];

    public async ValueTask DisposeAsync()
    {
        foreach (Socket socket in _sockets) socket.Dispose();
        foreach (IAsyncDisposable listener in _listeners) await listener.DisposeAsync();
        _practice.Dispose();
    }

    [Fact]
    public async Task A_thousand_connections_of_one_address_with_a_byte_each_lock_no_phone_out()
    {
        IPEndPoint listener = Listen(new StreamLimits { Burst = 10_000 });
        for (int i = 0; i < 1100; i++)
            await (await ConnectAsync(listener, Attacker)).SendAsync(new byte[1], Deadline.Token);
        Socket phone = await ConnectAsync(listener, IPAddress.Loopback);
        Assert.True(await RegistersAsync(phone));
    }

    [Fact]
    public async Task The_oldest_that_has_not_registered_makes_place_and_the_registered_phone_stays()
    {
        IPEndPoint listener = Listen(new StreamLimits { Connections = 3 });
        Socket phone = await ConnectAsync(listener, IPAddress.Loopback);
        Assert.True(await RegistersAsync(phone));
        Socket oldest = await ConnectAsync(listener, Attacker);
        await ConnectAsync(listener, Attacker);
        Socket next = await ConnectAsync(listener, IPAddress.Parse("127.0.0.2"));
        Assert.True(await IsClosedAsync(oldest));
        Assert.True(await RegistersAsync(next, "SEP000E84C060A7"));
        await phone.SendAsync(SccpFrame.Write(SccpMessageId.KeepAlive, []), Deadline.Token);
        Assert.Equal(SccpMessageId.KeepAliveAck, await HearsAsync(phone));
    }

    [Fact]
    public async Task Who_brings_no_whole_message_in_its_time_has_to_go()
    {
        HandTimers time = new();
        IPEndPoint listener = Listen(new StreamLimits(), time: time);
        Socket slow = await ConnectAsync(listener, Attacker);
        await slow.SendAsync(new byte[1], Deadline.Token);
        Task<bool> closed = IsClosedAsync(slow);
        while (!closed.IsCompleted)
        {
            time.FireAll();
            await Task.Yield();
        }

        Assert.True(await closed);
    }

    [Fact]
    public async Task A_network_that_is_not_served_gets_no_word()
    {
        IPEndPoint listener = Listen(new StreamLimits(), [IPNetwork.Parse("127.0.0.1/32")]);
        Socket stranger = await ConnectAsync(listener, Attacker);
        Assert.True(await IsClosedAsync(stranger));
        Assert.True(await RegistersAsync(await ConnectAsync(listener, IPAddress.Loopback)));
    }

    [Fact]
    public async Task One_address_begins_only_so_many_connections_at_once()
    {
        IPEndPoint listener = Listen(new StreamLimits { Burst = 3, Refill = TimeSpan.FromDays(1) });
        for (int i = 0; i < 3; i++) Assert.True(await RegistersAsync(await ConnectAsync(listener, Attacker)));
        Assert.True(await IsClosedAsync(await ConnectAsync(listener, Attacker)));
        Assert.True(await RegistersAsync(await ConnectAsync(listener, IPAddress.Loopback)));
    }

    [Fact]
    public async Task A_phone_that_registers_over_TCP_has_shown_that_it_is_there()
    {
        CaseDesk desk = _practice.Desk(null);
        IPEndPoint listener = Listen(new StreamLimits(), desk: desk);
        Assert.True(await RegistersAsync(await ConnectAsync(listener, Attacker)));
        Assert.True(desk.Proven.Contains(Attacker));
        Assert.False(desk.Proven.Contains(IPAddress.Loopback));
    }

    private IPEndPoint Listen(StreamLimits limits, IReadOnlyList<IPNetwork>? networks = null, TimeProvider? time = null,
        CaseDesk? desk = null)
    {
        TimeProvider clock = time ?? TimeProvider.System;
        StreamListener listener = new(new IPEndPoint(IPAddress.Loopback, 0), limits,
            new ServedNetworks(networks, clock), clock, NullLogger.Instance);
        SccpService service = new(
            new SccpRegistrarOptions(), desk ?? _practice.Desk(null), null, clock, NullLogger.Instance);
        _listeners.Add(listener);
        _listeners.Add(service);
        listener.Begin(service);
        return listener.EndPoint;
    }

    private async Task<Socket> ConnectAsync(IPEndPoint listener, IPAddress from)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _sockets.Add(socket);
        socket.Bind(new IPEndPoint(from, 0));
        await socket.ConnectAsync(listener, Deadline.Token);
        return socket;
    }

    private static async Task<bool> RegistersAsync(Socket phone, string name = "SEP000E84C060A6")
    {
        await phone.SendAsync(SccpFrame.Write(SccpMessageId.Register,
            new SccpRegister { DeviceName = name, DeviceType = 7, ProtocolVersion = 11 }.Write()),
            Deadline.Token);
        return await HearsAsync(phone) == SccpMessageId.RegisterAck
            && await HearsAsync(phone) == SccpMessageId.CapabilitiesReq;
    }

    private static async Task<SccpMessageId?> HearsAsync(Socket phone)
    {
        byte[] frame = new byte[SccpFrame.HeaderLength];
        if (!await FillAsync(phone, frame)) return null;
        byte[] rest = new byte[BitConverter.ToInt32(frame) + 8 - frame.Length];
        return await FillAsync(phone, rest) ? (SccpMessageId)BitConverter.ToUInt32(frame, 8) : null;
    }

    private static async Task<bool> FillAsync(Socket phone, byte[] buffer)
    {
        for (int filled = 0; filled < buffer.Length;)
        {
            int more = await phone.ReceiveAsync(buffer.AsMemory(filled), Deadline.Token);
            if (more == 0) return false;
            filled += more;
        }

        return true;
    }

    private static async Task<bool> IsClosedAsync(Socket socket)
    {
        try
        {
            return await socket.ReceiveAsync(new byte[16], Deadline.Token) == 0;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
            return true;
        }
    }
}
