namespace Ringback.Bench.Servers;

/// <summary>What one run of the bench is to do.</summary>
internal sealed record BenchOptions
{
    /// <summary>The root of the working copy.</summary>
    public required string Repository { get; init; }

    /// <summary>How often each server takes its turn; medians of fewer than five say little.</summary>
    public int Runs { get; init; } = 5;

    /// <summary>Names of scenarios or their first words, such as <c>fleet</c>; empty is all.</summary>
    public IReadOnlyList<string> Scenarios { get; init; } = [];

    /// <summary>Names of servers; empty is all that are there.</summary>
    public IReadOnlyList<string> Servers { get; init; } = [];

    /// <summary>Only the scenarios that are over soon.</summary>
    public bool Quick { get; init; }

    /// <summary>Measure nothing; write the page from the results that are kept.</summary>
    public bool ReportOnly { get; init; }

    /// <summary>Write <see cref="Page"/>.</summary>
    public bool WritesPage { get; init; } = true;

    /// <summary>The program to measure: a dll or something that can be executed.</summary>
    public required string Ringback { get; init; }

    /// <summary>The program whose <c>storm</c> makes the load, so that two versions can be held against one.</summary>
    public required string Generator { get; init; }

    /// <summary>Where the launcher put the programs of the peers.</summary>
    public string Programs => Path.Combine(Repository, "artifacts", "bench", "programs");

    /// <summary>Where results are kept from run to run, a file for each scenario.</summary>
    public string Kept => Path.Combine(Repository, "artifacts", "bench", Quick ? "quick" : "results");

    /// <summary>The page that tells the results.</summary>
    public string Page => Path.Combine(Repository, "docs", "performance.md");
}
