using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Datagrams.Stacks;
using Ringback.Wire.Dhcp;
using Ringback.Workbench.Dhcp;
using Ringback.Workbench.Dhcp.Leases;
using Ringback.Workbench.Dhcp.Probing;
using Ringback.Workbench.Tftp;

namespace Ringback.Workbench.Tests.Dhcp;

/// <summary>
/// A running DHCP server on 127.0.0.1 and a relay on 127.0.0.2, whose port must be the same: replies go to the port of
/// servers and relays. Needs no rights.
/// </summary>
internal sealed class ServiceInHand : IDisposable
{
    internal static readonly Ipv4Address Relay = Ipv4Address.Parse("127.0.0.2");

    private static readonly Ipv4Address Own = Ipv4Address.Parse("127.0.0.1");
    private readonly ILogger _logger;
    private readonly byte[] _buffer = new byte[DhcpMessage.MaximumLength];
    private Socket _relay;

    private ServiceInHand(DhcpServiceOptions options, BreakableStore store, TimeProvider time, ILogger? logger)
    {
        Options = options;
        Store = store;
        Time = time;
        _logger = logger ?? NullLogger.Instance;
        (Service, _relay) = Open();
    }

    internal DhcpServiceOptions Options { get; }

    internal DhcpService Service { get; private set; }

    internal BreakableStore Store { get; }

    internal TimeProvider Time { get; }

    internal OwnMeters Meters { get; } = new();

    internal RecordingWatcher Watcher { get; } = new();

    internal IPEndPoint Link => Service.EndPoints[0];

    internal static TheoryData<string> Stacks => ["best", "portable"];

    /// <summary>Starts one that gives 127.0.0.100 to 127.0.0.109.</summary>
    internal static ServiceInHand Start(Func<DhcpServiceOptions, DhcpServiceOptions>? change = null,
        string stack = "best", TimeProvider? time = null, BreakableStore? store = null, ILogger? logger = null)
    {
        DhcpServiceOptions options = new()
        {
            Server = new DhcpServerOptions
            {
                Subnets =
                [
                    new DhcpSubnet(Ipv4Network.Parse("127.0.0.0/24"))
                    {
                        Ranges = [new DhcpRange(Host(100), Host(109))],
                    },
                ],
                IsAuthoritative = true,
                ProbesAddresses = false,
                Options = new DhcpPhoneOptions { LeaseTime = TimeSpan.FromHours(1) },
            },
            Links = [new DhcpLinkOptions(Own)],
            ServerPort = 0,
            Stack = stack == "best" ? DatagramStacks.Best : DatagramStacks.Portable,
        };
        return new ServiceInHand(change?.Invoke(options) ?? options, store ?? new BreakableStore(),
            time ?? TimeProvider.System, logger);
    }

    internal static Ipv4Address Host(int number) => Ipv4Address.Parse($"127.0.0.{number}");

    internal static HardwareAddress Mac(int number) =>
        HardwareAddress.From(HardwareAddress.Ethernet, [2, 0, 0, 0, (byte)(number >> 8), (byte)number]);

    /// <summary>A message of the client with this number, as its relay passes it on.</summary>
    internal static DhcpMessage Message(int mac, DhcpMessageType type, params DhcpOption[] options) => new()
    {
        Hardware = Mac(mac),
        TransactionId = (uint)mac,
        Relay = Relay,
        Options = [DhcpOption.Of(DhcpOptionCode.MessageType, (byte)type), .. options],
    };

    internal static DhcpMessage Selects(int mac, int host) => Message(mac, DhcpMessageType.Request,
        DhcpOption.Of(DhcpOptionCode.ServerIdentifier, Own),
        DhcpOption.Of(DhcpOptionCode.RequestedAddress, Host(host)));

    internal static DhcpMessage Reboots(int mac, int host) => Message(mac, DhcpMessageType.Request,
        DhcpOption.Of(DhcpOptionCode.RequestedAddress, Host(host)));

    internal static byte[] Bytes(DhcpMessage message)
    {
        byte[] datagram = new byte[1400];
        int length = DhcpWriter.Write(datagram, message, datagram.Length, out int leftOut);
        Assert.Equal(0, leftOut);
        return datagram[..length];
    }

    internal void Send(DhcpMessage message) => SendBytes(Bytes(message));

    internal void SendBytes(byte[] datagram) => _relay.SendTo(datagram, Link);

    /// <summary>The next datagram that comes to the relay.</summary>
    internal Task<DhcpMessage> ReceiveAsync() => ReceiveAsync(_relay);

    internal async Task<DhcpMessage> ReceiveAsync(Socket socket)
    {
        SocketReceiveFromResult result = await socket.ReceiveFromAsync(
            _buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), Deadline.Token);
        Assert.Equal(Link, result.RemoteEndPoint);
        Assert.True(DhcpMessage.TryRead(_buffer.AsSpan(0, result.ReceivedBytes), out DhcpMessage? message, out var why),
            $"{why}");
        return message;
    }

    internal async Task<DhcpMessage> AskAsync(DhcpMessage message)
    {
        Send(message);
        return await ReceiveAsync();
    }

    /// <summary>DISCOVER to ACK; gives the address's last number.</summary>
    internal async Task<int> LeaseAsync(int mac)
    {
        DhcpMessage offer = await AskAsync(Message(mac, DhcpMessageType.Discover));
        Assert.Equal((DhcpMessageType.Offer, (uint)mac), (offer.Type, offer.TransactionId));
        int host = (int)(offer.YourAddress.Bits & 255);
        DhcpMessage ack = await AskAsync(Selects(mac, host));
        Assert.Equal((DhcpMessageType.Ack, Host(host)), (ack.Type, ack.YourAddress));
        return host;
    }

    /// <summary>Another server with the same store, as after a restart of the program.</summary>
    internal void Restart()
    {
        Service.Dispose();
        _relay.Dispose();
        (Service, _relay) = Open();
    }

    public void Dispose()
    {
        Service.Dispose();
        _relay.Dispose();
        Meters.Dispose();
    }

    /// <summary>Somebody may have the relay's port already, though the kernel found it free for the server.</summary>
    private (DhcpService Service, Socket Relay) Open()
    {
        for (int attempt = 1; ; attempt++)
        {
            DhcpService service = DhcpService.Start(Options, Store, Watcher, Time, _logger, Meters);
            Socket relay = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            try
            {
                relay.Bind(new IPEndPoint(Relay.ToIPAddress(), service.EndPoints[0].Port));
                return (service, relay);
            }
            catch (SocketException e)
            {
                service.Dispose();
                relay.Dispose();
                if (e.SocketErrorCode == SocketError.AddressNotAvailable)
                    Assert.Skip("This system has no address 127.0.0.2.");
                if (attempt == 20) throw;
            }
        }
    }
}

/// <summary>A store that fails when it is told to, and that notes what happens in which order.</summary>
internal sealed class BreakableStore : ILeaseStore
{
    private readonly MemoryLeaseStore _store = new();
    private readonly Lock _lock = new();

    internal volatile bool IsBroken;

    /// <summary>Called before each write, on the server's thread.</summary>
    internal Action<IReadOnlyList<StoredLease>> Writing { get; set; } = _ => { };

    public IReadOnlyList<StoredLease> Read()
    {
        lock (_lock) return _store.Read();
    }

    public void Write(IReadOnlyList<StoredLease> leases)
    {
        if (IsBroken) throw new LeaseStoreException("The disk is full.", new IOException());
        lock (_lock) _store.Write(leases);
        Writing(leases);
    }

    public void Settle() => _store.Settle();

    public void Dispose() => _store.Dispose();
}

/// <summary>Keeps what the server tells.</summary>
internal sealed class RecordingWatcher : IDhcpWatcher
{
    internal ConcurrentQueue<string> Told { get; } = [];

    public void Asked(DhcpMessage message, DhcpArrival arrival) =>
        Told.Enqueue($"asked {message.Type} {message.TransactionId}{(arrival.WasBroadcast ? " by broadcast" : "")}");

    public void Answered(DhcpSend answer) =>
        Told.Enqueue($"answered {answer.Reply.Type} {answer.Reply.TransactionId} {answer.Because}");

    public void Ignored(DhcpIgnored ignored) => Told.Enqueue($"ignored {ignored.Why}");

    public void Quarantined(DhcpQuarantined quarantined) => Told.Enqueue($"quarantined {quarantined.Address}");

    public void Overheard(NeighbourQuestion question) => Told.Enqueue($"overheard {question.Sought}");
}

/// <summary>A prober whose answers the test gives.</summary>
internal sealed class HandProber(Action<Ipv4Address, HardwareAddress> seen) : IAddressProber
{
    internal Action<Ipv4Address, HardwareAddress> Seen => seen;

    internal BlockingCollection<Ipv4Address> Asked { get; } = [];

    public string Name => "hand";

    public void Ask(Ipv4Address address) => Asked.Add(address);

    public void Dispose()
    {
    }
}
