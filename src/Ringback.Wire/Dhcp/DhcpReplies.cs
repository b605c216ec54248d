using System.Collections.Frozen;

namespace Ringback.Wire.Dhcp;

/// <summary>Makes replies.</summary>
internal sealed class DhcpReplies(DhcpServerOptions options)
{
    // Our addresses are few. A machine whose addresses come and go for months starts to collect anew.
    private const int MostMade = 4096;

    // Phones that are done and are sent on to their call server. Who was sent on longest ago has heard it.
    internal const int MostSteered = 16_384;

    private static readonly FrozenDictionary<DhcpBecause, DhcpOption> Words = new Dictionary<DhcpBecause, string>
    {
        [DhcpBecause.WrongNetwork] = "wrong network",
        [DhcpBecause.NotTheClients] = "address is not yours",
        [DhcpBecause.NotOffered] = "address was not offered",
        [DhcpBecause.UnknownLease] = "lease is unknown",
    }.ToFrozenDictionary(pair => pair.Key, pair => DhcpOption.Of(DhcpOptionCode.Message, pair.Value));

    private static readonly DhcpOption Offer = Kind(DhcpMessageType.Offer);
    private static readonly DhcpOption Ack = Kind(DhcpMessageType.Ack);
    private static readonly DhcpOption Nak = Kind(DhcpMessageType.Nak);

    private readonly Dictionary<(int Pool, ulong Rules, Ipv4Address Server), DhcpReplyOptions> _made = [];
    private readonly Dictionary<HardwareAddress, DhcpPhoneOptions> _steered = [];
    private readonly Queue<HardwareAddress> _steerings = [];

    /// <summary>Lays options on all others for one client, or takes them away again.</summary>
    public void Steer(HardwareAddress hardware, DhcpPhoneOptions? said)
    {
        if (said is null)
        {
            _steered.Remove(hardware);
            return;
        }

        // In the order of their coming; who comes again keeps its place, and one that was taken away frees none until
        // its turn comes.
        if (!_steered.ContainsKey(hardware))
        {
            while (_steerings.Count >= MostSteered) _steered.Remove(_steerings.Dequeue());
            _steerings.Enqueue(hardware);
        }

        _steered[hardware] = said;
    }

    /// <summary>
    /// The lease that the client gets: a shorter one when it asks for one, never a longer one (RFC 2131 §4.3.1).
    /// </summary>
    public TimeSpan LeaseFor(in DhcpExchange exchange, DhcpBinding binding)
    {
        TimeSpan most = OptionsFor(exchange).LeaseTime;
        if (binding.IsOnTrial && options.Limits.FirstLease < most) most = options.Limits.FirstLease;
        if (!exchange.Message.TryGet(DhcpOptionCode.LeaseTime, out ReadOnlyMemory<byte> value)) return most;
        new DhcpOption(DhcpOptionCode.LeaseTime, value).TryReadUInt32(out uint seconds);
        TimeSpan asked = TimeSpan.FromSeconds(seconds);
        TimeSpan least = options.Limits.ShortestLease < most ? options.Limits.ShortestLease : most;
        return asked < least ? least : asked > most ? most : asked;
    }

    /// <summary>OFFER, or ACK of a lease.</summary>
    public DhcpSend Lease(in DhcpExchange exchange, DhcpBinding binding, DhcpBecause because)
    {
        DhcpMessage request = exchange.Message;
        bool isOffer = because == DhcpBecause.Offered;
        DhcpReplyOptions known = OptionsFor(exchange);
        DhcpMessage reply = Reply(request) with
        {
            // RFC 2131 table 3: zero in an OFFER, the client's own word in an ACK.
            ClientAddress = isOffer ? default : request.ClientAddress,
            YourAddress = binding.Address,
            NextServer = known.NextServer,
            ServerName = known.ServerName,
            BootFile = known.BootFile,
            Options = known.Pick(isOffer ? Offer : Ack, request, LeaseFor(exchange, binding)),
        };
        return Send(request, reply, isOffer ? DhcpMessageType.Offer : DhcpMessageType.Ack, because);
    }

    /// <summary>ACK of an INFORM.</summary>
    public DhcpSend Inform(in DhcpExchange exchange)
    {
        DhcpReplyOptions known = OptionsFor(exchange);
        DhcpMessage reply = Reply(exchange.Message) with
        {
            ClientAddress = exchange.Message.ClientAddress,
            NextServer = known.NextServer,
            ServerName = known.ServerName,
            BootFile = known.BootFile,
            Options = known.Pick(Ack, exchange.Message, lease: null),
        };
        return Send(exchange.Message, reply, DhcpMessageType.Ack, DhcpBecause.Informed);
    }

    /// <summary>NAK.</summary>
    public DhcpSend Refuse(in DhcpExchange exchange, DhcpBecause because)
    {
        DhcpMessage reply = Reply(exchange.Message) with
        {
            Options = OptionsFor(exchange).PickForNak(Nak, exchange.Message, Words[because]),
        };

        // RFC 2131 §4.3.2: the relay has to broadcast it, for the client's address is what is wrong.
        if (!reply.Relay.IsNone) reply = reply with { Flags = (ushort)(reply.Flags | 0x8000) };
        return Send(exchange.Message, reply, DhcpMessageType.Nak, because);
    }

    private static DhcpOption Kind(DhcpMessageType type) => DhcpOption.Of(DhcpOptionCode.MessageType, (byte)type);

    private static DhcpMessage Reply(DhcpMessage request) => new()
    {
        Operation = DhcpOperation.Reply,
        Hardware = request.Hardware,
        TransactionId = request.TransactionId,
        Flags = request.Flags,
        Relay = request.Relay,
    };

    private static DhcpSend Send(
        DhcpMessage request, DhcpMessage reply, DhcpMessageType type, DhcpBecause because) =>
        new(reply, DhcpRoute.Of(request, type, reply.YourAddress), request.RoomForReply, because);

    private DhcpReplyOptions OptionsFor(in DhcpExchange exchange)
    {
        ulong rules = RulesFor(exchange.Message);
        (int, ulong, Ipv4Address) key = (exchange.Pool.Index, rules, exchange.ServerIdentifier);
        DhcpPhoneOptions? steered = _steered.GetValueOrDefault(exchange.Message.Hardware);
        if (steered is null && _made.TryGetValue(key, out DhcpReplyOptions? known)) return known;

        DhcpSubnet subnet = exchange.Pool.Subnet;
        DhcpPhoneOptions said = subnet.Options.Over(options.Options);
        for (int i = 0; i < options.Rules.Count; i++)
        {
            if ((rules >> i & 1) != 0) said = options.Rules[i].Options.Over(said);
        }

        if (steered is not null)
            return new DhcpReplyOptions(steered.Over(said), subnet.Network, exchange.ServerIdentifier);
        if (_made.Count >= MostMade) _made.Clear();
        return _made[key] = new DhcpReplyOptions(said, subnet.Network, exchange.ServerIdentifier);
    }

    private ulong RulesFor(DhcpMessage message)
    {
        if (options.Rules.Count == 0) return 0;
        string vendorClass = message.VendorClass;
        ulong rules = 0;
        for (int i = 0; i < options.Rules.Count; i++)
        {
            if (options.Rules[i].Counts(vendorClass, message.Hardware)) rules |= 1UL << i;
        }

        return rules;
    }
}
