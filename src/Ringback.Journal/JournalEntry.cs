using Ringback.Phones.Events;

namespace Ringback.Journal;

/// <summary>One event in its place in the story.</summary>
/// <param name="Sequence">
/// Its place: positive, rising, never given twice. Gaps are possible, so count entries and not numbers.
/// </param>
/// <param name="Event">What happened.</param>
public sealed record JournalEntry(long Sequence, PhoneEvent Event);
