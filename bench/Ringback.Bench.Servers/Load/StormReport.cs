namespace Ringback.Bench.Servers.Load;

/// <summary>What <c>ringback storm --json</c> prints: see its help for each value.</summary>
internal sealed record StormReport
{
    public string Scenario { get; init; } = "";

    public int Phones { get; init; }

    public long Succeeded { get; init; }

    public long Failed { get; init; }

    /// <summary>Transfers that ended well and brought other bytes than the file's.</summary>
    public long Wrong { get; init; }

    public long Bytes { get; init; }

    public double Seconds { get; init; }

    public double MegabytesPerSecond { get; init; }

    public long Requests { get; init; }

    public double RequestsPerSecond { get; init; }

    public long RepeatedRequests { get; init; }

    public long RepeatedAcknowledgements { get; init; }

    public Percentiles? FirstByteSeconds { get; init; }

    public Percentiles? TransferSeconds { get; init; }

    public double ClientCpuSeconds { get; init; }

    public IReadOnlyList<StormFailure> Failures { get; init; } = [];
}

/// <summary>A distribution in seconds.</summary>
internal sealed record Percentiles(double P50, double P99, double Max);

/// <summary>Why transfers failed.</summary>
internal sealed record StormFailure(string Why, long Count);
