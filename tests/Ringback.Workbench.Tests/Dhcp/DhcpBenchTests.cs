using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Phones.Events;
using Ringback.Wire.Dhcp;
using Ringback.Workbench.Desk;
using Ringback.Workbench.Dhcp;
using Ringback.Workbench.Dhcp.Leases;
using Ringback.Workbench.Ports;
using Ringback.Workbench.Tests.Bench;

namespace Ringback.Workbench.Tests.Dhcp;

/// <summary>A phone that has reached its goal is sent on with its next lease, and called back for a new goal.</summary>
public sealed class DhcpBenchTests : IDisposable
{
    private const string Goal = "sccp";
    private const string Class = "Cisco Systems, Inc. IP Phone CP-7940G";

    private static readonly Ipv4Address Here = Ipv4Address.Parse("127.0.0.1");
    private static readonly Ipv4Address CallServer = Ipv4Address.Parse("10.0.0.9");

    private readonly PracticeBench _practice = new();
    private readonly CaseDesk _desk;
    private readonly LeasedAddresses _leased = new();
    private Socket? _relay;

    public DhcpBenchTests() => _desk = _practice.Desk(null);

    public void Dispose()
    {
        _relay?.Dispose();
        _practice.Dispose();
    }

    [Fact]
    public async Task A_phone_is_sent_on_when_it_is_done_and_stays_here_while_it_is_under_way()
    {
        await using DhcpBench bench = Open(CallServer);
        bench.Begin(_desk, _ => Goal, _practice.Clock);
        Assert.Equal(Here, await TftpAsync(bench));

        Start();
        Assert.Equal(Here, await TftpAsync(bench));
        Prove();
        await IsSentAsync(bench, CallServer);
        Start();
        await IsSentAsync(bench, Here);
    }

    [Theory]
    [InlineData(Goal, true)]
    [InlineData("sip", false)]
    [InlineData(null, false)]
    public async Task After_a_restart_only_a_phone_without_a_new_goal_is_sent_on(string? goal, bool isSentOn)
    {
        Start();
        Prove();
        await using DhcpBench bench = Open(CallServer);
        bench.Begin(_desk, _ => goal, _practice.Clock);

        Assert.Equal(isSentOn ? CallServer : Here, await TftpAsync(bench));
    }

    [Fact]
    public async Task Without_a_call_server_all_phones_come_here()
    {
        Start();
        Prove();
        await using DhcpBench bench = Open();
        bench.Begin(_desk, _ => Goal, _practice.Clock);

        Assert.Equal(Here, await TftpAsync(bench));
    }

    [Fact]
    public async Task The_owner_of_an_address_is_known_and_its_story_told()
    {
        IPAddress given = IPAddress.Parse("127.0.0.100");
        DhcpBench bench = Open();
        await using (bench)
        {
            bench.Begin(_desk, _ => null, _practice.Clock);
            Assert.Null(_leased.Find(given));
            await AskAsync(bench, Message(DhcpMessageType.Discover));
            DhcpMessage ack = await AskAsync(bench, Message(DhcpMessageType.Request,
                DhcpOption.Of(DhcpOptionCode.ServerIdentifier, Here),
                DhcpOption.Of(DhcpOptionCode.RequestedAddress, Ipv4Address.Parse("127.0.0.100"))));

            Assert.Equal(DhcpMessageType.Ack, ack.Type);
            Assert.Equal(PracticeBench.Mac, _leased.Find(given));
        }

        Assert.Equal([AddressAnswer.Offered, AddressAnswer.Leased],
            (await _practice.EventsAsync<AddressAnswered>()).Select(e => e.Answer));
    }

    [Fact]
    public void A_store_that_cannot_be_opened_opens_no_port_and_a_port_that_cannot_closes_the_store()
    {
        Assert.Throws<LeaseStoreException>(() => Make(0, () => throw new LeaseStoreException("no", new IOException())));
        using Socket taken = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        ClosingStore store = new();

        Assert.Throws<PortException>(() => Make(((IPEndPoint)taken.LocalEndPoint!).Port, () => store));
        Assert.True(store.IsClosed);
    }

    private static DhcpMessage Message(DhcpMessageType type, params DhcpOption[] options) => new()
    {
        Hardware = HardwareAddress.From(1, Convert.FromHexString($"{PracticeBench.Mac}")),
        Relay = ServiceInHand.Relay,
        Options =
        [
            DhcpOption.Of(DhcpOptionCode.MessageType, (byte)type),
            DhcpOption.Of(DhcpOptionCode.VendorClass, Class), .. options,
        ],
    };

    private DhcpBench Make(int port, Func<ILeaseStore> openStore, params Ipv4Address[] whenDone) =>
        DhcpBench.Open(new DhcpBenchOptions
        {
            Service = new DhcpServiceOptions
            {
                Server = new DhcpServerOptions
                {
                    Subnets =
                    [
                        new DhcpSubnet(Ipv4Network.Parse("127.0.0.0/24"))
                        {
                            Ranges = [new DhcpRange(ServiceInHand.Host(100), ServiceInHand.Host(109))],
                        },
                    ],
                    ProbesAddresses = false,
                },
                Links = [new DhcpLinkOptions(Here)],
                ServerPort = port,
            },
            OpenStore = openStore,
            TftpWhenDone = whenDone,
        }, _leased, _desk.Record, TimeProvider.System, NullLoggerFactory.Instance);

    /// <summary>Opens it on a port that the relay can have too.</summary>
    private DhcpBench Open(params Ipv4Address[] whenDone)
    {
        DhcpBench bench = Make(0, () => new MemoryLeaseStore(), whenDone);
        _relay = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            _relay.Bind(new IPEndPoint(ServiceInHand.Relay.ToIPAddress(), bench.Service.EndPoints[0].Port));
        }
        catch (SocketException e)
        {
            Assert.Skip($"127.0.0.2 cannot be used here: {e.Message}");
        }

        return bench;
    }

    /// <summary>The server follows the desk: sooner or later it says so.</summary>
    private async Task IsSentAsync(DhcpBench bench, Ipv4Address where)
    {
        while (await TftpAsync(bench) != where) Deadline.Token.ThrowIfCancellationRequested();
    }

    private async Task<Ipv4Address> TftpAsync(DhcpBench bench) =>
        (await AskAsync(bench, Message(DhcpMessageType.Discover))).NextServer;

    private async Task<DhcpMessage> AskAsync(DhcpBench bench, DhcpMessage message)
    {
        byte[] buffer = new byte[1472];
        _relay!.SendTo(ServiceInHand.Bytes(message), bench.Service.EndPoints[0]);
        SocketReceiveFromResult result = await _relay.ReceiveFromAsync(
            buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), Deadline.Token);
        Assert.True(DhcpMessage.TryRead(buffer.AsSpan(0, result.ReceivedBytes), out DhcpMessage? reply, out _));
        return reply;
    }

    private void Start() => _desk.Record(new ConversionStarted
    {
        At = _practice.Clock.GetUtcNow(), Mac = PracticeBench.Mac, Goal = Goal, Target = PracticeBench.Sccp,
        From = default, Steps = ["one"],
    });

    private void Prove() => _desk.Record(new ConversionProved
    {
        At = _practice.Clock.GetUtcNow(), Mac = PracticeBench.Mac, Target = PracticeBench.Sccp, Via = default,
        Protocol = default,
    });

    private sealed class ClosingStore : ILeaseStore
    {
        internal bool IsClosed { get; private set; }

        public IReadOnlyList<StoredLease> Read() => [];

        public void Write(IReadOnlyList<StoredLease> leases)
        {
        }

        public void Settle()
        {
        }

        public void Dispose() => IsClosed = true;
    }
}
