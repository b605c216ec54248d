namespace Ringback.Bench.Servers.Measuring;

/// <summary>What a tree of processes holds in memory.</summary>
/// <param name="ResidentBytes">The sum of RSS: pages that several share count for each.</param>
/// <param name="ProportionalBytes">The sum of PSS: pages that several share are divided between them.</param>
/// <param name="Processes">How many processes.</param>
internal readonly record struct MemoryUse(long ResidentBytes, long ProportionalBytes, int Processes);
