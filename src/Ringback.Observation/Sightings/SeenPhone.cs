using Ringback.Catalogue;
using Ringback.Phones.Events;

namespace Ringback.Observation.Sightings;

/// <summary>A phone, or another machine, with what was seen of it.</summary>
/// <param name="Mac">Its MAC address; null when it never named itself.</param>
/// <param name="Events">The events, in order.</param>
/// <param name="IsPhones">True when something of it is what phones of this maker do.</param>
/// <param name="Dropped">Earlier sightings that were not kept.</param>
public sealed record SeenPhone(MacAddress? Mac, IReadOnlyList<PhoneEvent> Events, bool IsPhones, long Dropped)
{
    /// <summary>
    /// The first event that counts, where the events after it only do the very same as those that are here; null where
    /// it is here.
    /// </summary>
    public PhoneEvent? Begin { get; init; }
}
