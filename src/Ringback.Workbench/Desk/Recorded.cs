using Ringback.Catalogue;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Stories;

namespace Ringback.Workbench.Desk;

/// <summary>An event, and what it came to.</summary>
/// <param name="Event">The event.</param>
/// <param name="Before">The case before it; null for an event about the bench itself.</param>
/// <param name="Phone">The case after it, without its story; null for an event about the bench itself.</param>
/// <param name="Catalogue">What is known of phones, with the assumptions that hold.</param>
public sealed record Recorded(PhoneEvent Event, PhoneCase? Before, PhoneCase? Phone, PhoneCatalogue Catalogue)
{
    /// <summary>Its sentences, made when they are asked for: who does not show them does not pay for them.</summary>
    public IReadOnlyList<StoryLine> Told =>
        Before is null || Phone is null
            ? [.. Narrator.TellBench(Event)]
            : [.. Narrator.Tell(Before, Event, Phone, Catalogue)];
}
