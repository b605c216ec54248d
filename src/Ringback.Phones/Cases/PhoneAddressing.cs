using System.Collections.Immutable;
using System.Net;
using Ringback.Phones.Events;

namespace Ringback.Phones.Cases;

/// <summary>An address that a phone has.</summary>
/// <param name="Given">The address.</param>
/// <param name="At">When it got or prolonged it.</param>
/// <param name="Seconds">How long it may have it.</param>
/// <param name="Server">Who gave it.</param>
/// <param name="Files">Where it was sent for its files.</param>
public sealed record AddressLease(
    IPAddress Given, DateTimeOffset At, long Seconds, IPAddress? Server, FileServers? Files);

/// <summary>What another DHCP server told a phone.</summary>
/// <param name="At">When.</param>
/// <param name="Server">Its address.</param>
/// <param name="Answer">What it said; null when only the phone's choice of it was seen.</param>
public sealed record RogueDhcpSeen(DateTimeOffset At, IPAddress Server, RogueDhcpAnswered? Answer);

/// <summary>An address of a network that is not here, which a phone came with.</summary>
/// <param name="Address">The address.</param>
/// <param name="Taken">The addresses that this computer has taken for its sake, and not given back.</param>
public sealed record ForeignAddress(IPAddress Address, ImmutableList<IPAddress> Taken);

/// <summary>How a phone comes by its address, as far as it was seen: a pure fold of its DHCP.</summary>
public sealed record PhoneAddressing
{
    /// <summary>What it calls itself (option 60); null when it did not say.</summary>
    public string? VendorClass { get; init; }

    /// <summary>Its name (option 12); null when it did not say.</summary>
    public string? HostName { get; init; }

    /// <summary>The options that it wants (option 55).</summary>
    public IReadOnlyList<int> Wants { get; init => field = value is { Count: > 0 } ? value : []; } = [];

    /// <summary>Its lease from here; null when it has none.</summary>
    public AddressLease? Lease { get; init; }

    /// <summary>
    /// When it looked for servers since it took an offer or asked for a file; the last few.
    /// </summary>
    public ImmutableList<DateTimeOffset> Discovers { get; init; } = [];

    /// <summary>How often it looked for servers in that time.</summary>
    public int DiscoverCount { get; init; }

    /// <summary>How many offers of ours it got in that time.</summary>
    public int Offers { get; init; }

    /// <summary>The last address that it was offered here; null when none was.</summary>
    public IPAddress? Offered { get; init; }

    /// <summary>Why it got no answer in that time; null when it got one.</summary>
    public string? Silence { get; init; }

    /// <summary>When it got leases on a start since it asked for a file; the last few.</summary>
    public ImmutableList<DateTimeOffset> LeasesWithoutFile { get; init; } = [];

    /// <summary>When it was noticed that it has a lease and is silent; null when it is not.</summary>
    public SilenceNoticed? Silent { get; init; }

    /// <summary>The other server whose offer it took last, or that answered it; null when none did.</summary>
    public RogueDhcpSeen? Rival { get; init; }

    /// <summary>The refusal of what it asked for, when that was not what it was offered; null otherwise.</summary>
    public AddressAnswered? Differs { get; init; }

    /// <summary>The address that it asked for then.</summary>
    public IPAddress? Wanted { get; init; }

    /// <summary>When and which address it declined last; null when it did not.</summary>
    public AddressAsked? Declined { get; init; }

    /// <summary>The other machine that it looks for, with what it asked last; null when it does not.</summary>
    public NeighbourSought? Sought { get; init; }

    /// <summary>The address of another network that it came with; null when it has none, or has given it up.</summary>
    public ForeignAddress? Foreign { get; init; }
}
