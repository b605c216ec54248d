namespace Ringback.Observation.Sightings;

/// <summary>
/// How much of a log or a capture is remembered, however long it is. With everything at its limit that is some 400 MB,
/// and takes a log that was made for it.
/// </summary>
public sealed record SightingLimits
{
    /// <summary>
    /// Sightings of one phone that are kept, the last ones: a case keeps four boots of at most forty questions, each
    /// with its end.
    /// </summary>
    public int OfPhone { get; init; } = 192;

    /// <summary>
    /// Of these the last hunts for files that count, so that nothing is folded that no case keeps: it keeps four
    /// starts, and in one start a loader and then its application may look for their files.
    /// </summary>
    public int HuntsOfPhone { get; init; } = 8;

    /// <summary>
    /// Of hunts that are each the very same as the one before these last ones: as many starts as a case keeps, and one
    /// before them that shows what all earlier ones showed.
    /// </summary>
    public int RepeatsOfPhone { get; init; } = 5;

    /// <summary>
    /// Phones and other machines: as many as a <see cref="Ringback.Phones.Cases.CaseBook"/> holds. When there are more,
    /// those that were heard least and longest ago go.
    /// </summary>
    public int Phones { get; init; } = 16_384;

    /// <summary>Addresses that are remembered together with who was there last.</summary>
    public int Addresses { get; init; } = 65_536;
}
