using System.Collections.Immutable;

namespace Ringback.Phones.Cases;

/// <summary>
/// What a phone does with the firmware that it is offered: what it follows, what it has whole, what it will not take.
/// </summary>
public sealed record FirmwareProgress
{
    /// <summary>The load whose list it asked for last, of a phone whose lists name sets; null until then.</summary>
    public string? Manifest { get; init; }

    /// <summary>True until it asks for the next thing: what ends later belongs to an earlier question.</summary>
    public bool IsManifestOpen { get; init; }

    /// <summary>True when it has that list whole, and has asked for none of its parts.</summary>
    public bool HasManifest { get; init; }

    /// <summary>How often it had that list whole, asked for none of its parts, and asked for the list again.</summary>
    public int Ignored { get; init; }

    /// <summary>
    /// The load whose list it had whole under the default name, and asked for that name again instead of a part: the
    /// code that judges after a reset does not take it. Null when there is none.
    /// </summary>
    public string? IgnoredAfterReset { get; init; }

    /// <summary>The load whose parts it asks for; null when it asks for none.</summary>
    public string? Following { get; init; }

    /// <summary>The part it asked for last.</summary>
    public string? Part { get; init; }

    /// <summary>True when it has that part whole.</summary>
    public bool HasPart { get; init; }

    /// <summary>The load that it had whole last and has not come up with yet; null when there is none.</summary>
    public string? Taken { get; init; }

    /// <summary>The file, or the load for a set, that it had whole then.</summary>
    public string? TakenAs { get; init; }

    /// <summary>How often in a row it had that whole.</summary>
    public int Times { get; init; }

    /// <summary>
    /// The load that it runs, as far as what it took tells: it had it whole and has restarted or will. Null when
    /// nothing tells.
    /// </summary>
    public string? Runs { get; init; }

    /// <summary>What <see cref="Runs"/> was before; a phone that did not take an image still has it.</summary>
    public string? RanBefore { get; init; }

    /// <summary>The load that the files of this boot name, while it has asked for no image; else null.</summary>
    public string? Named { get; init; }

    /// <summary>True when a profile names it.</summary>
    public bool IsNamedByProfile { get; init; }

    /// <summary>
    /// How often it read a profile that names another load and asked for no image: it has seen that image id before.
    /// </summary>
    public int IdleProfiles { get; init; }

    /// <summary>The loads that it had or could have had, and did not come up with.</summary>
    public ImmutableList<string> Refused { get; init; } = [];

    /// <summary>The load whose universal loader it had whole last; null when it had none.</summary>
    public string? Loader { get; init; }

    /// <summary>How often in a row it had that one whole.</summary>
    public int LoaderTimes { get; init; }

    /// <summary>True once it has begun its questions anew since, and so should have that loader.</summary>
    public bool IsLoaderIn { get; init; }

    /// <summary>
    /// The load whose list its loader had whole, asked for once more some seconds later, and followed neither time: it
    /// does not know the key of the signature. Null when there is none.
    /// </summary>
    public string? Distrusted { get; init; }

    /// <summary>True when its loader does not believe the list of that load.</summary>
    public bool Distrusts(string load) => load.Equals(Distrusted, StringComparison.OrdinalIgnoreCase);

    /// <summary>True when it will not take that load.</summary>
    public bool Refuses(string load) => Refused.Contains(load, StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds a load that it will not take, once.</summary>
    internal FirmwareProgress Refuse(string load) =>
        Refuses(load) ? this : this with { Refused = Refused.Add(load), Taken = null, Times = 0, Ignored = 0 };
}
