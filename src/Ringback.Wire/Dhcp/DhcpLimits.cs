namespace Ringback.Wire.Dhcp;

/// <summary>The limits of the server, each with its reason. Hitting one is told by its name.</summary>
public sealed record DhcpLimits
{
    /// <summary>The most addresses that all ranges of a subnet may have: a binding takes some 300 bytes.</summary>
    public const int LargestPool = 1 << 20;

    /// <summary>The most subnets and the most rules; one bit of a word stands for each rule.</summary>
    public const int MostRules = 64;

    /// <summary>
    /// Addresses that one hardware address holds at a time in a subnet, offers and what it declined included. A phone
    /// needs one; a second name for itself in its loader makes two. One that sends ever new client identifiers, or
    /// declines all that it gets, ends here.
    /// </summary>
    public int AddressesPerHardware { get; init; } = 4;

    /// <summary>
    /// Addresses that come through one port of a relay (option 82 circuit id) at a time. A phone with a computer
    /// behind it makes two; a small switch with phones some more.
    /// </summary>
    public int AddressesPerCircuit { get; init; } = 16;

    /// <summary>Offers of a subnet that wait for their clients, with probes. A whole bench starts at once.</summary>
    public int OffersOutstanding { get; init; } = 1024;

    /// <summary>Addresses of a subnet that are being probed; more would be a flood of ARP.</summary>
    public int ProbesPending { get; init; } = 256;

    /// <summary>Addresses that are probed for one DISCOVER; then the client has to ask again.</summary>
    public int ProbesPerDiscover { get; init; } = 4;

    /// <summary>Bytes of a client identifier; RFC 4361's have some twenty.</summary>
    public int LongestClientIdentifier { get; init; } = 255;

    /// <summary>How long an offer is held. Clients answer in milliseconds, a slow one with its fourth try.</summary>
    public TimeSpan OfferTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>When a probe that nobody reported on is forgotten; its client asks again and it is repeated.</summary>
    public TimeSpan ProbeTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an address stays out of use that somebody unknown has.</summary>
    public TimeSpan QuarantineTime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The shortest lease that a client may ask for: shorter ones are mostly renewals.</summary>
    public TimeSpan ShortestLease { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// The longest first lease of a client that was never here, when more than half of a subnet's addresses are taken.
    /// It gets the full time as soon as it prolongs it, which a phone does after half of this, while a tool that makes
    /// up MACs goes on to the next one: without this, a moment of such a flood would leave no address for a day.
    /// RFC 2131 §4.3.1 leaves the time to the server.
    /// </summary>
    public TimeSpan FirstLease { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The part of a subnet's addresses, of its offers and of its probes that is kept from strangers once
    /// <see cref="DhcpServerOptions.PhoneMakers"/> says who is none: one in so many; 0 keeps nothing. A client that
    /// only says that it is a phone may have half of the part, because a tool that makes up clients can say so too.
    /// </summary>
    public int KeptForPhones { get; init; } = 4;

    /// <summary>Clients that are remembered as known; the one that was named longest ago is forgotten first.</summary>
    public int KnownClients { get; init; } = 65_536;

    /// <summary>How often the same reason for silence is told.</summary>
    public TimeSpan TellEvery { get; init; } = TimeSpan.FromSeconds(10);
}
