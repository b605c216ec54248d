using Ringback.Wire.Dhcp;

namespace Ringback.Wire.Tests.Dhcp;

/// <summary>
/// Many clients, a server that crashes, and a network that loses, delays, doubles and reorders, all from one seed. It
/// checks each reply against every promise made before.
/// </summary>
internal sealed class SimulatedNetwork
{
    private const int Clients = 40;
    private const double LongestDelay = 3;

    // 24 addresses in the range; two of them are used by strangers, one is reserved for the client 5.
    private static readonly DhcpServerOptions Options = ServerInHand.Options(10, 33, probes: true) with
    {
        Options = new DhcpPhoneOptions { LeaseTime = TimeSpan.FromSeconds(300) },
        Subnets =
        [
            ServerInHand.Options(10, 33).Subnets[0] with
            {
                Reservations = [new(ServerInHand.Host(20)) { Hardware = ServerInHand.Mac(5) }],
            },
        ],
        Limits = new DhcpLimits { QuarantineTime = TimeSpan.FromSeconds(400) },
    };

    private readonly Random _random;
    private readonly PriorityQueue<Action, (TimeSpan, long)> _events = new();
    private readonly List<SimulatedClient> _clients = [];
    private readonly Dictionary<DhcpClientKey, SimulatedClient> _byKey = [];
    private readonly Dictionary<Ipv4Address, DhcpLease> _store = [];
    private readonly Dictionary<Ipv4Address, (DhcpClientKey Client, TimeSpan Until)> _promised = [];
    private readonly Dictionary<SimulatedClient, long> _lastWake = [];
    private readonly HashSet<Ipv4Address> _seen = [];
    private readonly byte[] _buffer = new byte[1500];
    private readonly ISimulatedDisk? _disk;
    private readonly int _crashOneIn;
    private DhcpServer? _server = new(Options);
    private TimeSpan _startedAt;
    private long _order;
    private bool _isCalm;

    /// <param name="seed">Makes all the dice.</param>
    /// <param name="disk">Where leases are kept; null for in this object.</param>
    /// <param name="crashOneIn">The server dies before one effect in so many.</param>
    internal SimulatedNetwork(int seed, ISimulatedDisk? disk = null, int crashOneIn = 200)
    {
        _random = new Random(seed);
        _disk = disk;
        _crashOneIn = crashOneIn;
        for (int i = 1; i <= Clients; i++)
        {
            SimulatedClient client = new(i, _random, IsStrangers);
            _clients.Add(client);
            _byKey.Add(client.Key, client);
            After(_random.NextDouble() * 20, () => Wake(client));
        }

        After(1, Forge);
        After(50, Crash);
    }

    internal TimeSpan Now { get; private set; }

    internal int Steps { get; private set; }

    internal int Crashes { get; private set; }

    internal int Leases { get; private set; }

    internal int Declines { get; private set; }

    /// <summary>How often a client asked for a lease that it had, and got it.</summary>
    internal int Prolonged { get; private set; }

    /// <summary>The server's clock, which begins anew with the program.</summary>
    private TimeSpan Clock => Now - _startedAt;

    /// <summary>Clients that have a lease now.</summary>
    internal int Bound => _clients.Count(client => client.HasLease(Now));

    internal void Run(TimeSpan until)
    {
        while (_events.TryPeek(out _, out (TimeSpan At, long) next) && next.At <= until)
        {
            Action action = _events.Dequeue();
            Now = next.At;
            Steps++;
            action();
        }

        Now = until;
    }

    /// <summary>Nothing is lost any more, nobody crashes, no client has moods.</summary>
    internal void CalmDown()
    {
        _isCalm = true;
        foreach (SimulatedClient client in _clients) client.IsCalm = true;
    }

    private static bool IsStrangers(Ipv4Address address) =>
        address == ServerInHand.Host(12) || address == ServerInHand.Host(23);

    private void After(double seconds, Action action) =>
        _events.Enqueue(action, (Now + TimeSpan.FromSeconds(seconds), _order++));

    private void Wake(SimulatedClient client)
    {
        (DhcpMessage? sent, double wakeAfter) = client.Wake(Now);
        if (sent is not null) SendToServer(sent);
        WakeLater(client, wakeAfter);
    }

    /// <summary>Only the last wake-up that was asked for counts.</summary>
    private void WakeLater(SimulatedClient client, double seconds)
    {
        long mine = _order;
        _lastWake[client] = mine;
        After(seconds, () =>
        {
            if (_lastWake[client] == mine) Wake(client);
        });
    }

    /// <summary>Loses one in eight, doubles one in ten, and lets later ones overtake.</summary>
    private void Deliver(Action arrival)
    {
        int copies = _isCalm ? 1 : _random.Next(8) == 0 ? 0 : _random.Next(10) == 0 ? 2 : 1;
        for (int i = 0; i < copies; i++)
        {
            double delay = _random.Next(5) == 0 && !_isCalm ? _random.NextDouble() * LongestDelay : 0.01;
            After(delay, arrival);
        }
    }

    private void SendToServer(DhcpMessage message)
    {
        int length = DhcpWriter.Write(_buffer, message, _buffer.Length, out _);
        byte[] datagram = _buffer[..length];
        Deliver(() =>
        {
            if (_server is null) return;
            DhcpMessage read = DhcpGolden.Read(datagram);
            NoteFarewell(read);
            List<DhcpEffect> effects = [];
            _server.Receive(read, new DhcpArrival(ServerInHand.Host(1), read.ClientAddress.IsNone), Clock, effects);
            CheckKept(read, effects);
            Perform(effects);
        });
    }

    /// <summary>RELEASE and DECLINE of the holder end its promise.</summary>
    private void NoteFarewell(DhcpMessage message)
    {
        Ipv4Address address = message.Type switch
        {
            DhcpMessageType.Release => message.ClientAddress,
            DhcpMessageType.Decline => message.RequestedAddress,
            _ => default,
        };
        if (!_promised.TryGetValue(address, out var promise) || promise.Client != KeyOf(message)) return;
        if (message.Type == DhcpMessageType.Decline) Declines++;
        _promised.Remove(address);
    }

    /// <summary>The reservation of client 5 is by MAC.</summary>
    private static DhcpClientKey KeyOf(DhcpMessage message) => message.Hardware == ServerInHand.Mac(5)
        ? DhcpClientKey.Of(message.Hardware)
        : DhcpClientKey.Of(message);

    /// <summary>Performs effects in their order; now and then the machine dies in the middle.</summary>
    private void Perform(List<DhcpEffect> effects)
    {
        foreach (DhcpEffect effect in effects)
        {
            if (!_isCalm && _random.Next(_crashOneIn) == 0)
            {
                Die();
                return;
            }

            switch (effect)
            {
                case DhcpPersist persist:
                    _store[persist.Lease.Address] = persist.Lease with { Until = persist.Lease.Until + _startedAt };
                    _disk?.Keep(persist.Lease, Clock, Now);
                    break;
                case DhcpProbe probe:
                    StartProbe(probe.Address);
                    break;
                case DhcpSend send:
                    Check(send);
                    SendToClients(send);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>The invariants: no promise is broken, and none is made that a crash would make us forget.</summary>
    private void Check(DhcpSend send)
    {
        DhcpMessage reply = send.Reply;
        if (reply.Type == DhcpMessageType.Nak || reply.YourAddress.IsNone) return;
        Ipv4Address address = reply.YourAddress;
        DhcpClientKey client = KeyOf(reply);
        bool isReserved = address == ServerInHand.Host(20);
        Assert.True(address.Bits >= ServerInHand.Host(10).Bits && address.Bits <= ServerInHand.Host(33).Bits);
        Assert.True(!isReserved || reply.Hardware == ServerInHand.Mac(5), $"{address} is reserved");
        if (_promised.TryGetValue(address, out var promise) && promise.Until > Now)
        {
            Assert.True(
                promise.Client == client,
                $"{Now}: {address} is {reply.Type} to {client} but {promise.Client}'s until {promise.Until}");
        }

        if (reply.Type != DhcpMessageType.Ack) return;
        Leases++;
        reply.TryGet(DhcpOptionCode.LeaseTime, out ReadOnlyMemory<byte> value);
        new DhcpOption(DhcpOptionCode.LeaseTime, value).TryReadUInt32(out uint seconds);
        TimeSpan until = Now + TimeSpan.FromSeconds(seconds);
        DhcpLease stored = Assert.Contains(address, _store as IDictionary<Ipv4Address, DhcpLease>);
        Assert.True(
            stored.State == DhcpLeaseState.Leased && stored.Client == client && stored.Until >= until,
            $"{Now}: {address} is acknowledged until {until}, stored is {stored}");
        _promised[address] = (client, until);
    }

    /// <summary>Who has a lease and asks for it again gets it, whatever crash was between.</summary>
    private void CheckKept(DhcpMessage request, List<DhcpEffect> effects)
    {
        if (request.Type != DhcpMessageType.Request) return;
        Ipv4Address address = request.RequestState(request.ClientAddress.IsNone) switch
        {
            DhcpRequestState.InitReboot => request.RequestedAddress,
            DhcpRequestState.Renewing or DhcpRequestState.Rebinding => request.ClientAddress,
            _ => default,
        };
        if (!_promised.TryGetValue(address, out var promise) || promise.Until <= Now) return;
        if (promise.Client != KeyOf(request)) return;
        Prolonged++;
        Assert.True(
            effects.Exists(effect => effect is DhcpSend { Reply.Type: DhcpMessageType.Ack }),
            $"{Now}: {promise.Client} has {address} until {promise.Until} and is not granted it: "
            + string.Join(", ", effects));
    }

    /// <summary>No two clients believe that they have the same address.</summary>
    private void CheckClients()
    {
        _seen.Clear();
        foreach (SimulatedClient client in _clients)
        {
            if (client.HasLease(Now)) Assert.True(_seen.Add(client.Address), $"{Now}: two have {client.Address}");
        }
    }

    private void SendToClients(DhcpSend send)
    {
        int length = DhcpWriter.Write(_buffer, send.Reply, send.Room, out _);
        DhcpMessage reply = DhcpGolden.Read(_buffer.AsSpan(0, length));
        if (!_byKey.TryGetValue(DhcpClientKey.Of(reply), out SimulatedClient? client)) return;
        Deliver(() =>
        {
            (DhcpMessage? sent, double? wakeAfter) = client.Take(reply, Now);
            CheckClients();
            if (sent is not null) SendToServer(sent);
            if (wakeAfter is { } seconds) WakeLater(client, seconds);
        });
    }

    /// <summary>A probe finds strangers and clients, unless the answer is lost; now and then nobody reports.</summary>
    private void StartProbe(Ipv4Address address)
    {
        DhcpServer? asked = _server;
        bool isUsed = IsStrangers(address)
            || _clients.Exists(client => client.HasLease(Now) && client.Address == address);
        bool isHeard = _isCalm || _random.Next(4) != 0;
        if (!_isCalm && _random.Next(20) == 0) return;
        After(isUsed && isHeard ? _random.NextDouble() : 1, () =>
        {
            if (_server is null || _server != asked) return;
            List<DhcpEffect> effects = [];
            if (isUsed && isHeard) _server.ProbeAnswered(address, inUse: true, Clock, effects);
            else _server.ProbeTimedOut(address, Clock, effects);
            Perform(effects);
        });
    }

    private void Crash()
    {
        if (_isCalm) return;
        Die();
        After(100 + (_random.NextDouble() * 400), Crash);
    }

    /// <summary>All state is gone but what was stored.</summary>
    private void Die()
    {
        if (_server is null) return;
        Crashes++;
        _server = null;
        _disk?.Die();
        After(_random.NextDouble() * 20, () =>
        {
            _startedAt = Now;
            _server = new DhcpServer(Options);
            Assert.Equal(0, _server.Restore(_disk?.Start(Clock, Now) ?? Stored(), Clock));
        });
    }

    private IEnumerable<DhcpLease> Stored() =>
        _store.Values.Select(lease => lease with { Until = lease.Until - _startedAt });

    /// <summary>Somebody sends nonsense: any kind of message about any address, from a MAC of nobody.</summary>
    private void Forge()
    {
        if (_isCalm) return;
        Ipv4Address address = ServerInHand.Host(_random.Next(8, 36));
        DhcpMessage message = ServerInHand.Message(
            1000 + _random.Next(5), (DhcpMessageType)_random.Next(1, 9),
            [
                .. _random.Next(2) == 0 ? new[] { ServerInHand.Names() } : [],
                .. _random.Next(2) == 0 ? new[] { DhcpOption.Of(DhcpOptionCode.RequestedAddress, address) } : [],
            ]);
        SendToServer(_random.Next(2) == 0 ? message with { ClientAddress = address } : message);
        After(_random.NextDouble() * 30, Forge);
    }
}
