namespace Ringback.Wire.Dhcp;

/// <summary>How full a subnet is.</summary>
/// <param name="Network">The network.</param>
/// <param name="Probing">Addresses that are being probed.</param>
/// <param name="Offered">Addresses that are offered.</param>
/// <param name="Leased">Addresses that are leased.</param>
/// <param name="Quarantined">Addresses that somebody unknown uses.</param>
public readonly record struct DhcpPoolUse(
    Ipv4Network Network, int Probing, int Offered, int Leased, int Quarantined);

/// <summary>
/// The server as a machine: a message, an answer to a probe, or the time goes in, effects come out. It owns no socket,
/// store or clock, and the same input gives the same output. Not for two threads at a time.
/// </summary>
/// <remarks>
/// RFC 2131. An address goes these ways; a live state that comes to its end makes it idle:
/// <code>
///          DISCOVER              nobody has it          REQUEST
///  idle ──────────────► probing ──────────────► offered ────────► leased ──┐ REQUEST
///   ▲ │ DISCOVER of its last client                ▲                │ ▲────┘
///   │ └────────────────────────────────────────────┘                │
///   │                      │ somebody has it                        │ DECLINE
///   │                      └──────────────► quarantined ◄───────────┤
///   └──────── the end, RELEASE, another server was chosen ◄─────────┘
/// </code>
/// </remarks>
public sealed class DhcpServer
{
    private readonly DhcpServerOptions _options;
    private readonly List<DhcpPool> _pools = [];
    private readonly HashSet<Ipv4Address> _ownAddresses;
    private readonly DhcpSilence _silence;
    private readonly DhcpStandings _standings;
    private readonly DhcpReplies _replies;
    private readonly DhcpOffers _offers;
    private readonly DhcpClaims _claims;

    /// <summary>Makes a server without leases.</summary>
    /// <exception cref="ArgumentException">The options have <see cref="DhcpServerOptions.Faults"/>.</exception>
    public DhcpServer(DhcpServerOptions options)
    {
        if (options.Faults() is { Count: > 0 } faults)
            throw new ArgumentException(string.Join(' ', faults), nameof(options));
        _options = options;
        _ownAddresses = [.. options.OwnAddresses];
        foreach (DhcpSubnet subnet in options.Subnets)
        {
            if (subnet.ServerIdentifier is { } address) _ownAddresses.Add(address);
        }

        foreach (DhcpSubnet subnet in options.Subnets)
        {
            DhcpPhoneOptions said = subnet.Options.Over(options.Options);
            _pools.Add(new DhcpPool(subnet, _pools.Count,
                [.. _ownAddresses, .. said.Routers ?? [], .. said.TftpServers ?? [], .. said.DnsServers ?? []]));
        }

        _silence = new DhcpSilence(options.Limits.TellEvery);
        _replies = new DhcpReplies(options);
        _standings = new DhcpStandings(options);
        _offers = new DhcpOffers(options, _replies, _standings, _silence);
        _claims = new DhcpClaims(options, _replies, _offers, _silence);
    }

    /// <summary>When to call <see cref="Elapsed"/> at the latest; null when nothing is going to end.</summary>
    public TimeSpan? Deadline
    {
        get
        {
            TimeSpan? next = _silence.NextTelling();
            foreach (DhcpPool pool in _pools)
            {
                if (pool.NextEnd is { } end && (next is null || end < next)) next = end;
            }

            return next;
        }
    }

    /// <summary>How full each subnet is, in the order of the options.</summary>
    public IEnumerable<DhcpPoolUse> Use => _pools.Select(pool => new DhcpPoolUse(
        pool.Subnet.Network, pool.Count(DhcpBindingState.Probing), pool.Count(DhcpBindingState.Offered),
        pool.Count(DhcpBindingState.Leased), pool.Count(DhcpBindingState.Quarantined)));

    /// <summary>The leases of now, in no order.</summary>
    public IEnumerable<DhcpLease> Leases =>
        from pool in _pools
        from binding in pool.Bindings
        where binding.State == DhcpBindingState.Leased
        select binding.ToLease(DhcpLeaseState.Leased);

    /// <summary>How many messages were not answered for this reason.</summary>
    public long CountIgnored(DhcpBecause why) => _silence.Count(why);

    /// <summary>
    /// Lays options on all others for one client, from its next message on: a phone that has reached its goal can be
    /// sent to another TFTP server than one that is under way.
    /// </summary>
    /// <param name="hardware">The client.</param>
    /// <param name="said">What it is told; null for what everybody is told.</param>
    public void Steer(HardwareAddress hardware, DhcpPhoneOptions? said) => _replies.Steer(hardware, said);

    /// <summary>
    /// This client has shown elsewhere that it is a phone: it fetched its firmware, it registered. Nothing is kept from
    /// it when a subnet fills.
    /// </summary>
    public void Know(HardwareAddress hardware) => _standings.Know(hardware);

    /// <summary>
    /// The addresses that new clients of a network would get next, so that they can be probed before anybody asks.
    /// </summary>
    /// <param name="network">One of the subnets; nothing for another one.</param>
    /// <param name="most">How many at most.</param>
    public IEnumerable<Ipv4Address> Upcoming(Ipv4Network network, int most) =>
        (_pools.Find(pool => pool.Subnet.Network == network)?.Upcoming() ?? []).Take(most);

    /// <summary>True for an address that the server may give to somebody.</summary>
    public bool Gives(Ipv4Address address) => PoolOf(address) is { } pool && pool.MayGive(address);

    /// <summary>Takes back what was stored, once, before the first message.</summary>
    /// <param name="leases">The last that was stored for each address; ends by the clock of now.</param>
    /// <param name="now">The time.</param>
    /// <returns>How many lie in no subnet and are left aside.</returns>
    public int Restore(IEnumerable<DhcpLease> leases, TimeSpan now)
    {
        int strange = 0;
        foreach (DhcpLease lease in leases)
        {
            if (PoolOf(lease.Address) is { } pool) pool.Restore(lease, now);
            else strange++;
        }

        return strange;
    }

    /// <summary>A message came.</summary>
    /// <param name="message">The message.</param>
    /// <param name="arrival">How it came.</param>
    /// <param name="now">The time; never less than before.</param>
    /// <param name="effects">Where the effects are added.</param>
    public void Receive(DhcpMessage message, DhcpArrival arrival, TimeSpan now, List<DhcpEffect> effects)
    {
        Sweep(now);
        DhcpBecause? why = Understand(message, arrival, now, effects, out DhcpExchange exchange);
        if (why is { } reason)
        {
            _silence.Note(reason, message, now, effects);
            return;
        }

        switch (message.Type)
        {
            case DhcpMessageType.Discover:
                _offers.Discover(exchange);
                break;
            case DhcpMessageType.Request:
                _claims.Request(exchange, NamesUs(message, arrival));
                break;
            case DhcpMessageType.Decline:
                _claims.Decline(exchange);
                break;
            case DhcpMessageType.Release:
                _claims.Release(exchange);
                break;
            default:
                effects.Add(_replies.Inform(exchange));
                break;
        }
    }

    /// <summary>Somebody answered a probe, or the shell knows that nobody has the address.</summary>
    public void ProbeAnswered(Ipv4Address address, bool inUse, TimeSpan now, List<DhcpEffect> effects)
    {
        Sweep(now);
        if (PoolOf(address)?.At(address) is not { State: DhcpBindingState.Probing, Waiting: { } message } binding)
            return;
        DhcpBecause? why = Understand(message, binding.WaitingArrival, now, effects, out DhcpExchange exchange);
        if (why is null) _offers.ProbeEnded(exchange, binding, inUse);
    }

    /// <summary>Nobody answered a probe: nobody has the address, as far as one can know.</summary>
    public void ProbeTimedOut(Ipv4Address address, TimeSpan now, List<DhcpEffect> effects) =>
        ProbeAnswered(address, inUse: false, now, effects);

    /// <summary>The time has come to <paramref name="now"/>.</summary>
    public void Elapsed(TimeSpan now, List<DhcpEffect> effects)
    {
        Sweep(now);
        _silence.Tell(now, effects);
    }

    private void Sweep(TimeSpan now)
    {
        foreach (DhcpPool pool in _pools) pool.Sweep(now);
    }

    /// <summary>Finds out who sends, from where, and whether that is somebody to serve.</summary>
    private DhcpBecause? Understand(DhcpMessage message, DhcpArrival arrival, TimeSpan now,
        List<DhcpEffect> effects, out DhcpExchange exchange)
    {
        exchange = default;
        if (message.Operation != DhcpOperation.Request) return DhcpBecause.NotFromAClient;
        if (message.Type is DhcpMessageType.Offer or DhcpMessageType.Ack or DhcpMessageType.Nak)
            return DhcpBecause.NotFromAClient;
        if (message.Type is DhcpMessageType.None or > DhcpMessageType.Inform) return DhcpBecause.UnknownType;
        DhcpClientKey client = DhcpClientKey.Of(message);
        if (client.IsNone) return DhcpBecause.NoIdentity;
        if (client.Bytes.Length > _options.Limits.LongestClientIdentifier) return DhcpBecause.IdentifierTooLong;
        if (PoolOf(message, arrival) is not { } pool) return DhcpBecause.NoSubnet;
        Ipv4Address identifier = pool.Subnet.ServerIdentifier ?? arrival.LocalAddress;
        if (identifier.IsNone || IsElsewhere(message, pool)) return DhcpBecause.NoSubnet;
        if (!IsFromServedRelay(message, arrival)) return DhcpBecause.ForeignRelay;

        if (pool.Subnet.Network.Contains(arrival.LocalAddress)) pool.KeepOut(arrival.LocalAddress);
        Ipv4Address reserved = pool.ReservedFor(message, ref client);
        exchange = new DhcpExchange(message, arrival, pool)
        {
            Now = now,
            Effects = effects,
            ServerIdentifier = identifier,
            Client = client,
            Circuit = DhcpExchange.CircuitOf(message),
            Reserved = reserved,
        };
        bool speaksToOther = message.Type is DhcpMessageType.Decline or DhcpMessageType.Release
            && !message.ServerIdentifier.IsNone && !NamesUs(message, arrival);
        return speaksToOther ? DhcpBecause.OtherServer : IsServed(exchange) ? null : DhcpBecause.NotAPhone;
    }

    /// <summary>
    /// True when the answer would go to an address that the sender wrote down itself and that is in another network:
    /// whoever has it may never have asked.
    /// </summary>
    private static bool IsElsewhere(DhcpMessage message, DhcpPool pool) =>
        message.Type is DhcpMessageType.Discover or DhcpMessageType.Inform
        && !message.ClientAddress.IsNone && !pool.Subnet.Network.Contains(message.ClientAddress);

    /// <summary>
    /// True without a relay, and for one that is where relays are: both where it says it is, for the answer goes there,
    /// and where it came from. A relay may send from its address on the other side.
    /// </summary>
    private bool IsFromServedRelay(DhcpMessage message, DhcpArrival arrival)
    {
        if (message.Relay.IsNone) return true;
        if (!IsRelays(message.Relay)) return false;
        return arrival.Source.IsNone || arrival.Source == message.Relay || IsRelays(arrival.Source);
    }

    private bool IsRelays(Ipv4Address address)
    {
        if (PoolOf(address) is not null) return true;
        foreach (Ipv4Network network in _options.Relays)
        {
            if (network.Contains(address)) return true;
        }

        return false;
    }

    private bool NamesUs(DhcpMessage message, DhcpArrival arrival) =>
        message.ServerIdentifier == arrival.LocalAddress || _ownAddresses.Contains(message.ServerIdentifier);

    /// <summary>
    /// True for everybody, or for phones. RFC 2131 table 5 forbids option 60 in DECLINE and RELEASE, and a phone may
    /// leave it out of a renewal, so that whoever has a lease is a phone.
    /// </summary>
    private bool IsServed(in DhcpExchange exchange)
    {
        if (!_options.PhonesOnly || !exchange.Reserved.IsNone) return true;
        DhcpMessage message = exchange.Message;
        if (DhcpVendorClass.IsPhone(message.VendorClass)) return true;
        foreach (ReadOnlyMemory<byte> prefix in _options.PhoneHardwarePrefixes)
        {
            if (message.Hardware.StartsWith(prefix.Span)) return true;
        }

        return exchange.Pool.Find(exchange.Client) is { State: not DhcpBindingState.Idle };
    }

    /// <summary>
    /// The client's network: what its relay names (RFC 3527), else where the relay is (RFC 2131 §4.3.1). A client must
    /// not choose for itself, so option 118 (RFC 3011) is not obeyed. Without a relay, a client that has an address
    /// speaks from there, perhaps through routers; one that has none is on the network where its message came in.
    /// </summary>
    private DhcpPool? PoolOf(DhcpMessage message, DhcpArrival arrival)
    {
        ReadOnlyMemory<byte> information = message.RelayInformation;
        if (!message.Relay.IsNone
            && DhcpRelayInformation.TryGet(information, DhcpRelayInformation.LinkSelection, out var link)
            && link.Length == Ipv4Address.Length)
        {
            return PoolOf(Ipv4Address.Read(link.Span));
        }

        if (!message.Relay.IsNone) return PoolOf(message.Relay);
        Ipv4Address client = message.Type == DhcpMessageType.Discover ? default : message.ClientAddress;
        return (client.IsNone ? null : PoolOf(client)) ?? PoolOf(arrival.LocalAddress);
    }

    private DhcpPool? PoolOf(Ipv4Address address)
    {
        foreach (DhcpPool pool in _pools)
        {
            if (pool.Subnet.Network.Contains(address)) return pool;
        }

        return null;
    }
}
