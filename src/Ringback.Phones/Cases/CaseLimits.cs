namespace Ringback.Phones.Cases;

/// <summary>
/// How many cases a <see cref="CaseBook"/> holds. Whoever was not heard of longest goes first, and never one that has
/// shown more of being a phone than the newcomer; the journal still has the story. A case without its sentences takes
/// about a kilobyte when it was only heard, three after a boot and at most some twenty, which is 800 MiB when all
/// limits are reached by phones that did everything that is kept, and takes an attack.
/// </summary>
public sealed record CaseLimits
{
    /// <summary>
    /// Phones known by their MAC address that asked for their files, and as many that had firmware whole or registered:
    /// the two push out only their own kind. The largest fleets with one TFTP server have some ten thousand; a name can
    /// be made up by anybody.
    /// </summary>
    public int Phones { get; init; } = 16_384;

    /// <summary>
    /// MAC addresses that were heard in DHCP and nowhere else: whole sites that start at once, and whoever makes them
    /// up.
    /// </summary>
    public int Heard { get; init; } = 16_384;

    /// <summary>Addresses that asked for something only phones ask for, and have not named themselves.</summary>
    public int Nameless { get; init; } = 4_096;

    /// <summary>
    /// Addresses that showed no sign of being a phone: computers, scanners, whoever fetches a file by its name.
    /// </summary>
    public int Strangers { get; init; } = 4_096;
}
