namespace Ringback.Journal;

/// <summary>Which bench writes a journal, and for which time.</summary>
/// <param name="Bench">Made once for a journal, and kept in it.</param>
/// <param name="Run">How often it was opened for writing, this time included; kept before anything is written.</param>
public sealed record BenchRun(Guid Bench, long Run);
