namespace Ringback.Bench.Servers.Scenarios;

/// <summary>One thing that is measured on every server.</summary>
internal sealed record Scenario
{
    /// <summary>Its name on the command line and in kept results: its kind and its size.</summary>
    public required string Name { get; init; }

    /// <summary>Its name for readers.</summary>
    public required string Title { get; init; }

    /// <summary>What it is about.</summary>
    public required ScenarioKind Kind { get; init; }

    /// <summary>Phones at the same time.</summary>
    public int Phones { get; init; } = 1;

    /// <summary>The load generator's arguments; empty is no load, only time.</summary>
    public required IReadOnlyList<string> Load { get; init; }

    /// <summary>
    /// A load that is not measured, once after a server's start: files are read and code is compiled, as on a server
    /// that has run since yesterday.
    /// </summary>
    public required IReadOnlyList<string> WarmUp { get; init; }

    /// <summary>Whether servers without the option <c>windowsize</c> are left out.</summary>
    public bool NeedsWindows { get; init; }

    /// <summary>
    /// Whether the server is started anew for each turn, because what it holds from the last one counts.
    /// </summary>
    public bool NeedsFreshServer { get; init; }

    /// <summary>Whether the memory of the server is watched during the load.</summary>
    public bool WatchesMemory { get; init; }

    /// <summary>Whether it is over soon enough for <c>--quick</c>.</summary>
    public bool IsQuick { get; init; }
}
