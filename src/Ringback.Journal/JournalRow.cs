namespace Ringback.Journal;

/// <summary>
/// A row as it is kept, whether or not this version knows what it means: a journal that is copied elsewhere must not
/// lose what a newer version wrote.
/// </summary>
/// <param name="Place">Its place in the journal.</param>
/// <param name="Kind">The kind of event.</param>
/// <param name="Json">The event, as one line of JSON.</param>
public sealed record JournalRow(JournalPlace Place, string Kind, string Json);
