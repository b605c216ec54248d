using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Workbench.Desk;
using Ringback.Workbench.Limits;
using Ringback.Workbench.Ports;
using Ringback.Workbench.Tests.Bench;

namespace Ringback.Workbench.Tests.Ports;

/// <summary>What every UDP service does with strangers, floods and faults, whatever it speaks.</summary>
public sealed class DatagramListenerTests : IAsyncDisposable
{
    private static readonly IPAddress Stranger = IPAddress.Parse("127.0.0.66");

    private readonly PracticeBench _practice = new();
    private readonly List<IAsyncDisposable> _listeners = [];
    private readonly HandClock _clock = new();

    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable listener in _listeners) await listener.DisposeAsync();
        _practice.Dispose();
    }

    [Fact]
    public async Task A_datagram_that_cannot_be_worked_on_is_told_and_the_next_is_answered()
    {
        SpokenLog log = new("It begins with 62616421");
        IPEndPoint listener = Listen(
            (d, in a) => d[0] == 'b' ? throw new InvalidOperationException("a fault") : Echo(d, a), logger: log);
        using Socket phone = Udp(IPAddress.Loopback);
        phone.SendTo("bad!"u8, listener);
        phone.SendTo("good"u8, listener);
        Assert.Equal("good", await HearAsync(phone));
        await log.SaidAsync();
    }

    [Theory]
    [InlineData(100, 201)]
    [InlineData(1000, 1301)]
    [InlineData(60_000, 65_508)]
    [InlineData(60_000, 800_000)]
    public async Task An_answer_that_is_too_long_is_not_sent(int question, int answer)
    {
        IPEndPoint listener = Listen((d, in a) => d.Length == question
            ? new DatagramOutcome(new byte[answer], a.From, null)
            : Echo(d, a));
        using Socket phone = Udp(IPAddress.Loopback);
        phone.SendTo(new byte[question], listener);
        phone.SendTo("next"u8, listener);
        Assert.Equal("next", await HearAsync(phone));
    }

    [Theory]
    [InlineData(100, 200)]
    [InlineData(1000, 1300)]
    public async Task An_answer_within_its_bounds_is_sent(int question, int answer)
    {
        IPEndPoint listener = Listen((_, in a) => new DatagramOutcome(new byte[answer], a.From, null));
        using Socket phone = Udp(IPAddress.Loopback);
        phone.SendTo(new byte[question], listener);
        Assert.Equal(answer, (await HearAsync(phone)).Length);
    }

    [Fact]
    public async Task A_network_that_is_not_served_gets_silence()
    {
        IPEndPoint listener = Listen(Echo, networks: [IPNetwork.Parse("127.0.0.1/32")]);
        using Socket stranger = Udp(Stranger), phone = Udp(IPAddress.Loopback);
        stranger.SendTo("who"u8, listener);
        phone.SendTo("me"u8, listener);
        Assert.Equal("me", await HearAsync(phone));
        Assert.Equal(0, stranger.Available);
    }

    [Fact]
    public async Task Who_says_too_much_is_heard_so_often_and_others_as_before()
    {
        IPEndPoint listener = Listen(Echo, new ListenerLimits { Burst = 3, Refill = TimeSpan.FromSeconds(1) });
        using Socket loud = Udp(Stranger), phone = Udp(IPAddress.Loopback);
        for (int i = 0; i < 50; i++) loud.SendTo(Encoding.ASCII.GetBytes($"{i}"), listener);
        phone.SendTo("me"u8, listener);
        Assert.Equal("me", await HearAsync(phone));
        Assert.Equal(["0", "1", "2"], [await HearAsync(loud), await HearAsync(loud), await HearAsync(loud)]);
        Assert.Equal(0, loud.Available);
    }

    [Fact]
    public async Task Senders_that_may_be_made_up_cannot_silence_a_phone_that_is_known_to_be_there()
    {
        CaseDesk desk = _practice.Desk(null);
        desk.Proven.Add(IPAddress.Loopback);
        IPEndPoint listener = Listen(
            Echo, new ListenerLimits { BurstOfAll = 5, RefillOfAll = TimeSpan.FromSeconds(1) }, desk: desk);
        for (byte i = 2; i < 100; i++)
        {
            using Socket forged = Udp(new IPAddress([127, 0, 0, i]));
            forged.SendTo("forged"u8, listener);
        }

        using Socket phone = Udp(IPAddress.Loopback), unknown = Udp(IPAddress.Parse("127.0.0.200"));
        unknown.SendTo("unknown"u8, listener);
        phone.SendTo("me"u8, listener);
        Assert.Equal("me", await HearAsync(phone));
        Assert.Equal(0, unknown.Available);
    }

    private static DatagramOutcome Echo(ReadOnlySpan<byte> datagram, in DatagramArrival arrival) =>
        new(datagram.ToArray(), arrival.From, null);

    private IPEndPoint Listen(DatagramTaker take, ListenerLimits? limits = null,
        IReadOnlyList<IPNetwork>? networks = null, ILogger? logger = null, CaseDesk? desk = null)
    {
        DatagramListener listener = new(new IPEndPoint(IPAddress.Loopback, 0), take, limits ?? new ListenerLimits(),
            new ServedNetworks(networks, _clock), _clock, logger ?? NullLogger.Instance);
        _listeners.Add(listener);
        listener.Begin(desk ?? _practice.Desk(null));
        return listener.EndPoint;
    }

    private static Socket Udp(IPAddress address)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(address, 0));
        return socket;
    }

    private static async Task<string> HearAsync(Socket socket)
    {
        byte[] buffer = new byte[65536];
        return Encoding.Latin1.GetString(buffer, 0, await socket.ReceiveAsync(buffer, Deadline.Token));
    }
}
