using Ringback.Wire.Arp;
using Ringback.Wire.Dhcp;
using Ringback.Workbench.Rescue;

namespace Ringback.Workbench.Tests.Rescue;

/// <summary>
/// A cable with a phone of another network, machines that have some of the addresses it looks for, and a rescue that
/// may die at any action. What is on the card stands in a record, as on a disk; the next start takes it away.
/// </summary>
internal sealed class SimulatedWire
{
    private const double Longest = 240;
    private const double LossOfFrames = 0.15;

    private static readonly HardwareAddress Own = Mac(0x02, 1);
    private static readonly HardwareAddress Phone = Mac(0x00, 7);
    private static readonly Ipv4Address PhoneAddress = Ipv4Address.Parse("10.9.8.7");
    private static readonly Ipv4Address Gateway = Ipv4Address.Parse("10.9.8.1");

    private static readonly Ipv4Address[] Servers =
    [
        Ipv4Address.Parse("172.16.5.5"), Ipv4Address.Parse("172.16.5.6"), Ipv4Address.Parse("172.16.6.1"),
    ];

    private readonly Random _random;
    private readonly PriorityQueue<Action, (TimeSpan, long)> _events = new();
    private readonly Dictionary<Ipv4Address, HardwareAddress> _owners = [];

    private readonly HashSet<Ipv4Address> _card = [];
    private readonly HashSet<Ipv4Address> _routes = [];
    private readonly HashSet<Ipv4Address> _reachedServers = [];
    private RescueMachine _machine;
    private TimeSpan _now;
    private long _order;
    private bool _hasRefused;
    private string? _fault;

    internal SimulatedWire(int seed)
    {
        _random = new Random(seed);
        _machine = Start();
        // In half of all runs somebody has one of the addresses from the beginning, in some somebody comes later.
        if (_random.Next(2) == 0) _owners[Any()] = Mac(0x02, 99);
        if (_random.Next(4) == 0) After(_random.NextDouble() * 60, () => Arrive(Any()));
        After(_random.NextDouble() * 3, PhoneAsks);
    }

    internal List<string> Story { get; } = [];

    /// <summary>Runs to the end; what was wrong, or null.</summary>
    internal string? Run()
    {
        while (_fault is null && _events.TryDequeue(out Action? next, out (TimeSpan At, long) place))
        {
            if (place.At > TimeSpan.FromSeconds(Longest)) break;
            _now = place.At;
            next();
        }

        bool isWhole = Servers.All(_reachedServers.Contains);
        if (_fault is null && !isWhole && !_hasRefused && _owners.Count == 0)
            return $"the phone reached {_reachedServers.Count} of {Servers.Length} servers and nothing was refused";
        return _fault;
    }

    private static HardwareAddress Mac(byte first, byte last) =>
        HardwareAddress.From(HardwareAddress.Ethernet, [first, 0x0e, 0x84, 0, 0, last]);

    private static RescueMachine Start() => new(new RescueRules { Own = Own, MayBePhone = mac => mac == Phone });

    private Ipv4Address Any() => _random.Next(2) == 0 ? Gateway : Servers[_random.Next(Servers.Length)];

    private void After(double seconds, Action action) =>
        _events.Enqueue(action, (_now + TimeSpan.FromSeconds(seconds), _order++));

    /// <summary>A frame on the cable: lost, doubled, late, and so in another order.</summary>
    private void Carry(Action arrival)
    {
        int copies = _random.NextDouble() < LossOfFrames ? 0 : _random.Next(10) == 0 ? 2 : 1;
        for (int i = 0; i < copies; i++) After(_random.NextDouble() * 0.3, arrival);
    }

    /// <summary>The phone asks for its gateway, and sends through it once it has an answer.</summary>
    private void PhoneAsks()
    {
        Ipv4Address server = Servers[_random.Next(Servers.Length)];
        Carry(() => Hear(new ArpSight(0, ArpPacket.Request(Phone, PhoneAddress, Gateway))));
        bool hasGateway = _card.Contains(Gateway) && _routes.Contains(PhoneAddress);
        if (_owners.ContainsKey(Gateway)) hasGateway = false;
        if (hasGateway)
        {
            Carry(() =>
            {
                if (_card.Contains(server)) _reachedServers.Add(server);
                RescueService service = server == Servers[2] ? RescueService.Sccp : RescueService.Tftp;
                Hear(new PacketSight(0, Phone, IsToUs: true, PhoneAddress, server, service));
            });
        }

        After(1 + (_random.NextDouble() * 4), PhoneAsks);
    }

    private void Arrive(Ipv4Address address)
    {
        Story.Add($"{_now} somebody comes with {address}");
        _owners[address] = Mac(0x02, 99);
        Speak(address);
    }

    /// <summary>Who has an address is heard with it now and then.</summary>
    private void Speak(Ipv4Address address)
    {
        Carry(() => Hear(new ArpSight(0, ArpPacket.Announcement(_owners[address], address))));
        After(5 + (_random.NextDouble() * 10), () => Speak(address));
    }

    private void Hear(RescueSight sight)
    {
        bool isOwner = sight is ArpSight arp && _owners.TryGetValue(arp.Packet.SenderAddress, out HardwareAddress owner)
            && arp.Packet.SenderHardware == owner;
        Perform(_machine.Take(sight, _now));
        if (isOwner && _card.Contains(((ArpSight)sight).Packet.SenderAddress))
            _fault = $"{_now} {((ArpSight)sight).Packet.SenderAddress} was kept after its owner was heard";
    }

    private void Perform(IReadOnlyList<RescueAction> actions)
    {
        Queue<RescueAction> waiting = new(actions);
        while (waiting.TryDequeue(out RescueAction? action))
        {
            // It dies here in one run of a few.
            if (_random.Next(400) == 0)
            {
                Die();
                return;
            }

            foreach (RescueAction next in Do(action)) waiting.Enqueue(next);
        }

        if (_machine.Deadline is { } due)
        {
            RescueMachine machine = _machine;
            After(Math.Max(0, (due - _now).TotalSeconds), () =>
            {
                if (machine == _machine) Perform(machine.Elapsed(_now));
            });
        }
    }

    private IReadOnlyList<RescueAction> Do(RescueAction action)
    {
        Story.Add($"{_now} {action}");
        switch (action)
        {
            case ProbeAction probe when _owners.TryGetValue(probe.Address, out HardwareAddress owner):
                Carry(() => Carry(() => Hear(
                    new ArpSight(0, ArpPacket.Probe(Own, probe.Address).Answer(owner)))));
                return [];
            case ReachAction reach:
                if (_random.Next(20) == 0) return _machine.Failed(reach, _now);
                _routes.Add(reach.Phone.Address);
                return _machine.Done(reach, _now);
            case TakeAction take:
                if (_random.Next(20) == 0) return _machine.Failed(take, _now);
                _card.Add(take.Address);
                return _machine.Done(take, _now);
            case ReleaseAction release:
                if (!_card.Remove(release.Address)) _fault = $"{_now} {release.Address} is released and was not held";
                return [];
            case RefuseAction refuse:
                _hasRefused = true;
                if (refuse.Why is not RescueRefusal.IsOwned) _fault = $"{_now} {refuse}";
                else if (!_owners.ContainsKey(refuse.Address)) _fault = $"{_now} refused, and nobody has it: {refuse}";
                else if (_card.Contains(refuse.Address)) _fault = $"{_now} refused and kept: {refuse}";
                return [];
            case GiveUpAction up:
                if (!_owners.ContainsKey(up.Refused.Address)) _fault = $"{_now} given up, and nobody has it: {up}";
                return [];
            default:
                return [];
        }
    }

    private void Die()
    {
        Story.Add($"{_now} the program dies");
        After(1, () =>
        {
            Story.Add($"{_now} the program starts and takes away what it left");
            _card.Clear();
            _routes.Clear();
            _machine = Start();
        });
        // Nobody hears anything meanwhile.
        _machine = new RescueMachine(new RescueRules { Own = Own, MayBePhone = _ => false });
    }
}
