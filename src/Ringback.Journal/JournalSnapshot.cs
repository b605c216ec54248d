namespace Ringback.Journal;

/// <summary>
/// What is believed after everything that is in a journal up to a place, so that nobody need fold the story from its
/// beginning. The journal keeps the lines and does not know what they mean.
/// </summary>
/// <param name="Version">
/// What the belief hangs on besides the events: another fold or another catalogue believes other things of the same.
/// </param>
/// <param name="Lines">
/// The belief, in lines of UTF-8; asked for while it is written down, on the journal's own thread. A line may be
/// overwritten as soon as the next is asked for.
/// </param>
public sealed record JournalSnapshot(string Version, IEnumerable<ReadOnlyMemory<byte>> Lines);

/// <summary>A snapshot as it was kept.</summary>
/// <param name="Place">The place of the last entry that is in it.</param>
/// <param name="Version">The version that it was written with.</param>
/// <param name="Lines">The belief, in lines.</param>
public sealed record KeptSnapshot(JournalPlace Place, string Version, IReadOnlyList<string> Lines);
