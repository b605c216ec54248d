namespace Ringback.Phones.Catalogue;

/// <summary>What is known about one model. Data: one file per model beside this type.</summary>
public sealed record PhoneModel
{
    /// <summary>The name on the housing: <c>7940G</c>.</summary>
    public required string Model { get; init; }

    /// <summary>Cisco's product number: <c>CP-7940G</c>.</summary>
    public required string Product { get; init; }

    /// <summary>The family that shares boot code and firmware: <c>7940-7960</c>.</summary>
    public required string Family { get; init; }

    /// <summary>The device type of SCCP and of <c>XMLDefault.cnf.xml</c>: 7 for a 7960, 8 for a 7940.</summary>
    public required int DeviceType { get; init; }

    /// <summary>The element of <c>XMLDefault.cnf.xml</c> that names this model's load.</summary>
    public required string LoadInformation { get; init; }

    /// <summary>The model attribute that a <c>SEP</c> file's loadInformation carries in the field.</summary>
    public required string XmlModel { get; init; }

    /// <summary>Line keys.</summary>
    public required int Lines { get; init; }

    /// <summary>DHCP option 60 of a 7.x or 8.x load, without its NUL; older loads leave the product out.</summary>
    public required string DhcpClass { get; init; }

    /// <summary>The first part of the SIP User-Agent.</summary>
    public required string SipUserAgent { get; init; }

    /// <summary>The kind of evidence behind this record (field guide 7940-7960 §0).</summary>
    public required string Evidence { get; init; }

    /// <summary>Where it is written.</summary>
    public required string Source { get; init; }
}

/// <summary>What the models of a family have in common.</summary>
public sealed record PhoneFamily
{
    /// <summary>The family's name.</summary>
    public required string Family { get; init; }

    /// <summary>How option 60 begins for every phone of the family; match as a prefix and tolerate a NUL.</summary>
    public required string DhcpClassPrefix { get; init; }

    /// <summary>What is asked for, by generation and phase.</summary>
    public required IReadOnlyList<BootSequence> BootSequences { get; init; }

    /// <summary>Times and counts.</summary>
    public required BootHabits Habits { get; init; }

    /// <summary>What we act on without being sure.</summary>
    public required IReadOnlyList<Assumption> Assumptions { get; init; }

    /// <summary>The sequence called <paramref name="id"/>.</summary>
    /// <exception cref="ArgumentException">The family has none of that name.</exception>
    public BootSequence Sequence(string id) =>
        BootSequences.FirstOrDefault(s => s.Id == id)
        ?? throw new ArgumentException($"The family {Family} has no boot sequence '{id}'.", nameof(id));
}

/// <summary>
/// The files that one phase of a boot asks for, in order; <c>{MAC}</c> stands for the phone's address.
/// </summary>
/// <param name="Id">Its name in the catalogue.</param>
/// <param name="Title">For people.</param>
/// <param name="Asks">The names in order.</param>
/// <param name="EndsAtFirstLoad">True when the round ends at the first file that names a load.</param>
/// <param name="Evidence">Kind of evidence.</param>
/// <param name="Source">Where it is written.</param>
public sealed record BootSequence(
    string Id, string Title, IReadOnlyList<string> Asks, bool EndsAtFirstLoad, string Evidence, string Source);

/// <summary>How a phone repeats itself and how long it takes.</summary>
/// <param name="RepeatSeconds">Silence before the same request is repeated.</param>
/// <param name="SendsPerRound">Requests from one source port.</param>
/// <param name="Rounds">Source ports tried.</param>
/// <param name="VoiceVlanWaitSeconds">Wait for the switch to name a voice VLAN.</param>
/// <param name="RestartAfterLoaderSeconds">From the end of the loader's transfer to the next request.</param>
/// <param name="RestartAfterApplicationSeconds">From the end of the application's transfer to the next request.</param>
/// <param name="Evidence">Kind of evidence.</param>
/// <param name="Source">Where it is written.</param>
public sealed record BootHabits(
    double RepeatSeconds, int SendsPerRound, int Rounds, double VoiceVlanWaitSeconds,
    double RestartAfterLoaderSeconds, double RestartAfterApplicationSeconds, string Evidence, string Source);

/// <summary>Something we act on without being sure; it has a name so that it can be told and switched off.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Statement">What is assumed.</param>
/// <param name="Evidence">Kind of evidence.</param>
/// <param name="Source">Where it is written.</param>
public sealed record Assumption(string Id, string Statement, string Evidence, string Source)
{
    /// <summary>False when the user has switched it off; the planner then refuses what depends on it.</summary>
    public bool Holds { get; init; } = true;
}
