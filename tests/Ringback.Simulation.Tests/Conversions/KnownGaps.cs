namespace Ringback.Simulation.Tests.Conversions;

/// <summary>Pairs that get there and are not proved.</summary>
internal static class KnownGaps
{
    /// <summary>
    /// A phone that has the goal, and of which the case does not believe it: the acknowledgement of the last block was
    /// lost, which no phone repeats, and what a load that does not say its name does afterwards counts as no proof. At
    /// worst an MGCP phone is then led away again, with files that it cannot have.
    /// </summary>
    internal static bool IsUnproved(ConversionPair pair, LedResult result) =>
        result is { End: LedEnd.Stuck, HasGoal: true } && !pair.From.Contains('.')
        && !pair.Goal.StartsWith("P003", StringComparison.Ordinal) && pair.Goal != "SCCP";
}
