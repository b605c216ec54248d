namespace Ringback.Wire.Dhcp;

/// <summary>What is with an address.</summary>
internal enum DhcpBindingState
{
    /// <summary>Nobody's by right; its last client gets it again as long as nobody else needs it.</summary>
    Idle,

    /// <summary>Meant for a client, if nobody turns out to use it.</summary>
    Probing,

    /// <summary>Offered, and held until the client takes it.</summary>
    Offered,

    /// <summary>Acknowledged.</summary>
    Leased,

    /// <summary>Used by somebody unknown.</summary>
    Quarantined,
}

/// <summary>An address that was given or thought of at least once. Only its pool changes it.</summary>
internal sealed class DhcpBinding(Ipv4Address address)
{
    public Ipv4Address Address { get; } = address;

    public DhcpBindingState State { get; set; }

    /// <summary>When the state ends; of an idle address, when it became idle.</summary>
    public TimeSpan Until { get; set; }

    public DhcpClientKey Client { get; set; }

    public HardwareAddress Hardware { get; set; }

    public DhcpClientKey Circuit { get; set; }

    /// <summary>True once the client has had it: it needs no probe to have it again.</summary>
    public bool WasLeased { get; set; }

    /// <summary>True once the client has prolonged it, or had it before a restart: it is no moment's guest.</summary>
    public bool WasProlonged { get; set; }

    /// <summary>
    /// True for a new client in a crowded pool until it prolongs its lease: it gets no more than
    /// <see cref="DhcpLimits.FirstLease"/>.
    /// </summary>
    public bool IsOnTrial { get; set; }

    /// <summary>The message that waits for the probe.</summary>
    public DhcpMessage? Waiting { get; set; }

    public DhcpArrival WaitingArrival { get; set; }

    /// <summary>How many addresses have been probed for that message, this one included.</summary>
    public int Probes { get; set; }

    public DhcpLease ToLease(DhcpLeaseState state) => new(Address, state, Client, Hardware, Circuit, Until);
}

/// <summary>
/// What was offered and never taken before what was leased: a flood that takes nothing must not use up the addresses
/// that phones find again. Then by time, then by address.
/// </summary>
internal sealed class DhcpIdleOrder : IComparer<DhcpBinding>
{
    private static readonly DhcpBindingOrder ByTime = new();

    public int Compare(DhcpBinding? x, DhcpBinding? y)
    {
        int byUse = x!.WasLeased.CompareTo(y!.WasLeased);
        return byUse != 0 ? byUse : ByTime.Compare(x, y);
    }
}

/// <summary>By time, then by address.</summary>
internal sealed class DhcpBindingOrder : IComparer<DhcpBinding>
{
    public int Compare(DhcpBinding? x, DhcpBinding? y)
    {
        int byTime = x!.Until.CompareTo(y!.Until);
        return byTime != 0 ? byTime : x.Address.Bits.CompareTo(y.Address.Bits);
    }
}
