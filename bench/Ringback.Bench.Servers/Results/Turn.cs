using System.Text.Json.Serialization;
using Ringback.Bench.Servers.Load;
using Ringback.Bench.Servers.Measuring;

namespace Ringback.Bench.Servers.Results;

/// <summary>One server's turn in one scenario.</summary>
internal sealed record Turn
{
    public required string Server { get; init; }

    public required int Run { get; init; }

    public required TurnOutcome Outcome { get; init; }

    /// <summary>What a reader should know about a turn that went wrong.</summary>
    public string? Why { get; init; }

    /// <summary>What the load generator saw; null without a load.</summary>
    public StormReport? Load { get; init; }

    /// <summary>CPU time of the server's processes during the turn; null when nobody counts it.</summary>
    public double? ServerCpuSeconds { get; init; }

    /// <summary>How long the turn took, the load generator's start and end included.</summary>
    public double WallSeconds { get; init; }

    /// <summary>What the server held before the load.</summary>
    public MemoryUse Before { get; init; }

    /// <summary>The most that it held during the load when that was watched, otherwise what it held after it.</summary>
    public MemoryUse Most { get; init; }

    /// <summary>Server CPU seconds for each 10⁹ bytes that phones have received.</summary>
    [JsonIgnore]
    public double? CpuPerGigabyte => Load is { Bytes: > 0 } load ? ServerCpuSeconds / (load.Bytes / 1e9) : null;

    /// <summary>Requests a second that got what they should: a file, or the word that it is not there.</summary>
    [JsonIgnore]
    public double? AnsweredPerSecond => Load is { Seconds: > 0 } load ? load.Succeeded / load.Seconds : null;

    /// <summary>Cores that the server kept busy during the load.</summary>
    [JsonIgnore]
    public double? ServerCores => Load is { Seconds: > 0 } load ? ServerCpuSeconds / load.Seconds : null;

    /// <summary>Cores that the load generator kept busy.</summary>
    [JsonIgnore]
    public double? GeneratorCores => Load is { Seconds: > 0 } load ? load.ClientCpuSeconds / load.Seconds : null;
}
