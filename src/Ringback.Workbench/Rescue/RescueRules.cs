using Ringback.Wire.Dhcp;

namespace Ringback.Workbench.Rescue;

/// <summary>What a rescue may do, and where it is.</summary>
public sealed record RescueRules
{
    /// <summary>Our own MAC address.</summary>
    public required HardwareAddress Own { get; init; }

    /// <summary>Whether a MAC address is one that a phone can have.</summary>
    public required Func<HardwareAddress, bool> MayBePhone { get; init; }

    /// <summary>The only phone that counts; null for every phone.</summary>
    public HardwareAddress? Only { get; init; }

    /// <summary>Addresses that this computer has anyhow.</summary>
    public IReadOnlyList<Ipv4Address> OwnAddresses { get; init; } = [];

    /// <summary>Networks that the card is in anyhow: who is in one is reached without a route.</summary>
    public IReadOnlyList<Ipv4Network> OwnNetworks { get; init; } = [];

    /// <summary>Networks that this computer reaches over other cards: nothing of them is taken.</summary>
    public IReadOnlyList<Ipv4Network> OtherNetworks { get; init; } = [];

    /// <summary>
    /// How many addresses at most. A phone has up to a router, two TFTP servers, two name servers and five call
    /// managers (sources.md 7940-7960 §6.2).
    /// </summary>
    public int MostAddresses { get; init; } = 12;

    /// <summary>How many phones at most; on a bench are a few, and more are made up.</summary>
    public int MostPhones { get; init; } = 16;

    /// <summary>Questions before an address is taken for free: RFC 5227 §1.1, PROBE_NUM.</summary>
    public int Probes { get; init; } = 3;

    /// <summary>
    /// Between two of them. RFC 5227 has 1 to 2 s; a phone gives a server up after 13 s, and each address on the way
    /// to it costs this three times.
    /// </summary>
    public TimeSpan ProbeEvery { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>After the last: RFC 5227 §1.1, ANNOUNCE_WAIT, has 2 s. As above.</summary>
    public TimeSpan ProbeWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Announcements of what was taken: RFC 5227 §1.1.</summary>
    public int Announcements { get; init; } = 2;

    /// <summary>Between two of them: RFC 5227 §1.1.</summary>
    public TimeSpan AnnounceEvery { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long a phone is given to find another way when an address is somebody's. It gives a server up after 13 s
    /// (sources.md 7940-7960-code §6), and taking the address of the next costs some seconds.
    /// </summary>
    public TimeSpan OtherWayWithin { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For how long an address is somebody's after he was heard with it.</summary>
    public TimeSpan ClaimLasts { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>After what could not be done, before it is tried again: somebody may do it by hand meanwhile.</summary>
    public TimeSpan TryAgainAfter { get; init; } = TimeSpan.FromSeconds(5);
}
