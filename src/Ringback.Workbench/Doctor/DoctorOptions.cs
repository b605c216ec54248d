using Ringback.Catalogue.Problems;
using Ringback.Workbench.Network;

namespace Ringback.Workbench.Doctor;

/// <summary>What is examined, and by what.</summary>
public sealed record DoctorOptions
{
    /// <summary>The card that phones are to hang on.</summary>
    public CardQuestion Question { get; init; } = new();

    /// <summary>The data folder.</summary>
    public required string Data { get; init; }

    /// <summary>The firmware library.</summary>
    public required string Library { get; init; }

    /// <summary>The user that serve is to become; null when none is named.</summary>
    public string? User { get; init; }

    /// <summary>TFTP's port.</summary>
    public int TftpPort { get; init; } = 69;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Looks at the cards.</summary>
    public Func<IReadOnlyList<NetworkCard>> Cards { get; init; } = NetworkCards.Read;

    /// <summary>Runs a tool of the system.</summary>
    public Func<ToolCommand, CancellationToken, Task<ToolOutcome>> Run { get; init; } = SystemTools.RunAsync;

    /// <summary>
    /// Asks on a card whether another DHCP server answers; null when this cannot be asked. It tells what it found,
    /// <see cref="ProblemSeverity.Ok"/> when nobody answered.
    /// </summary>
    public Func<NetworkCard, CancellationToken, Task<IReadOnlyList<Problem>>>? FindRogueDhcp { get; init; }

    /// <summary>Lets a simulated phone ask our own DHCP server for an address; null when it cannot be tried.</summary>
    public Func<NetworkCard, CancellationToken, Task<IReadOnlyList<Problem>>>? TryDhcp { get; init; }

    /// <summary>How long one check may take.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromSeconds(20);
}

/// <summary>What was found.</summary>
/// <param name="Choice">The card that phones would be served on, or why none.</param>
/// <param name="Checks">Everything that was found, in the order of looking.</param>
public sealed record Examination(CardChoice Choice, IReadOnlyList<Problem> Checks)
{
    /// <summary>True when nothing keeps phones from being served.</summary>
    public bool IsHealthy => Checks.All(c => c.Severity != ProblemSeverity.Error);
}
