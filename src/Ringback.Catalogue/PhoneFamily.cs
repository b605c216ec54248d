namespace Ringback.Catalogue;

/// <summary>
/// What the models of a family have in common. Data: one file per family in <c>Data/Families</c>.
/// </summary>
public sealed record PhoneFamily
{
    /// <summary>The family's name.</summary>
    public required string Family { get; init; }

    /// <summary>For people.</summary>
    public required string Title { get; init; }

    /// <summary>
    /// How option 60 begins for every phone of the family; match as a prefix and tolerate a NUL. Null for what speaks
    /// no DHCP.
    /// </summary>
    public string? DhcpClassPrefix { get; init; }

    /// <summary>Vendor classes that name no model, of old loads and of early boot stages.</summary>
    public IReadOnlyList<DhcpClass> BareDhcpClasses { get; init => field = value ?? []; } = [];

    /// <summary>What Ringback can do for it.</summary>
    public required HelpOffered Help { get; init; }

    /// <summary>The kinds of firmware, by the models that share files.</summary>
    public required IReadOnlyList<FirmwareLine> Firmware { get; init; }

    /// <summary>What is asked for, by generation and phase.</summary>
    public IReadOnlyList<BootSequence> BootSequences { get; init => field = value ?? []; } = [];

    /// <summary>Times and counts, as far as they were measured; a phone is only simulated with them.</summary>
    public BootHabits? Habits { get; init; }

    /// <summary>Habits on the network.</summary>
    public IReadOnlyList<NetworkHabit> Network { get; init => field = value ?? []; } = [];

    /// <summary>Whether HTTP comes before TFTP; null when that is not known.</summary>
    public HttpHabit? Http { get; init; }

    /// <summary>What a person can do at the phone.</summary>
    public IReadOnlyList<Procedure> Procedures { get; init => field = value ?? []; } = [];

    /// <summary>What does not work.</summary>
    public IReadOnlyList<DeadEnd> DeadEnds { get; init => field = value ?? []; } = [];

    /// <summary>What we act on without being sure.</summary>
    public IReadOnlyList<Assumption> Assumptions { get; init => field = value ?? []; } = [];

    /// <summary>The sequence called <paramref name="id"/>.</summary>
    /// <exception cref="ArgumentException">The family has none of that name.</exception>
    public BootSequence Sequence(string id) =>
        BootSequences.FirstOrDefault(s => s.Id == id)
        ?? throw new ArgumentException($"The family {Family} has no boot sequence '{id}'.", nameof(id));
}

/// <summary>The firmware that a group of models shares.</summary>
/// <param name="Family">Its name, as <c>inspect</c> gives it.</param>
/// <param name="Loads">How a load is called, with an example.</param>
/// <param name="Files">The files of one load.</param>
/// <param name="Evidence">Kind of evidence.</param>
/// <param name="Source">Where it is written.</param>
public sealed record FirmwareLine(string Family, string Loads, string Files, Evidence Evidence, string Source)
{
    /// <summary>
    /// The hardware-compatibility word of its 9.4(2) manifests, <c>HARDWARE_COMP_1</c>; null when they carry none.
    /// Whether a phone takes it for a mask or a minimum is not known.
    /// </summary>
    public Known<int>? HardwareWord { get; init; }
}
