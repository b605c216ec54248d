using Ringback.Phones.Events;

namespace Ringback.Journal;

/// <summary>One event in its place in the story.</summary>
/// <param name="Place">Its place, for who goes on reading after it; no other entry of the journal has it.</param>
/// <param name="Event">What happened.</param>
public sealed record JournalEntry(JournalPlace Place, PhoneEvent Event);
