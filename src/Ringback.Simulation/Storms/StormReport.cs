namespace Ringback.Simulation.Storms;

/// <summary>What came of a storm.</summary>
public sealed record StormReport
{
    /// <summary>Files that arrived whole and right, and missing files that the server said are missing.</summary>
    public required int Succeeded { get; init; }

    /// <summary>All others.</summary>
    public required int Failed { get; init; }

    /// <summary>Of the failed: those whose bytes or length are not what they should be.</summary>
    public required int Wrong { get; init; }

    /// <summary>Bytes of files received, each once.</summary>
    public required long Bytes { get; init; }

    /// <summary>From the first request to the end of the last transfer.</summary>
    public required TimeSpan Took { get; init; }

    /// <summary>Files asked for; repeats are not counted.</summary>
    public required int Requests { get; init; }

    /// <summary>Requests that had to be repeated.</summary>
    public required long RepeatedRequests { get; init; }

    /// <summary>Acknowledgements that were sent more than once.</summary>
    public required long RepeatedAcknowledgements { get; init; }

    /// <summary>From a request to the first answer to it, whatever it is.</summary>
    public required StormTimes FirstByte { get; init; }

    /// <summary>From a request to its success.</summary>
    public required StormTimes Transfer { get; init; }

    /// <summary>Processor time of this whole program while the storm ran.</summary>
    public required TimeSpan ClientCpu { get; init; }

    /// <summary>Why transfers failed, the most frequent reason first.</summary>
    public required IReadOnlyList<StormFailure> Failures { get; init; }

    /// <summary>True when the server sent anything at all.</summary>
    public required bool Answered { get; init; }
}

/// <summary>How long something took that happened often.</summary>
/// <param name="Median">Half took no longer.</param>
/// <param name="P99">Of a hundred, ninety-nine took no longer.</param>
/// <param name="Longest">None took longer.</param>
public sealed record StormTimes(TimeSpan Median, TimeSpan P99, TimeSpan Longest);

/// <summary>A reason, and how often.</summary>
/// <param name="Why">In words.</param>
/// <param name="Count">Transfers that failed for it.</param>
public sealed record StormFailure(string Why, int Count);
