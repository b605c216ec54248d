namespace Ringback.Simulation.Tests.Conversions;

/// <summary>
/// Pairs that the planner promises and a phone as its code has it does not take. Whoever mends one takes it out here:
/// a pair that gets there in spite of its row fails.
/// </summary>
internal static class KnownGaps
{
    /// <summary>What is missing; null for a pair without a gap.</summary>
    internal static string? Of(ConversionPair pair)
    {
        // Only a 7940 or 7960 has MGCP loads, and whoever shall become MGCP is taken for one; what a Java phone asks
        // then looks like it, too. Only one that asks for an identity list while it runs SCCP is known in time.
        bool isKnownInTime = pair.From.StartsWith("SCCP", StringComparison.Ordinal)
            && pair.From.Contains(".9-", StringComparison.Ordinal);
        return pair.Goal == "MGCP" && pair.From.Contains('.') && !isKnownInTime ? "mgcp-of-a-java-phone" : null;
    }

    /// <summary>
    /// A phone that has the goal, and of which the case does not believe it: the acknowledgement of the last block was
    /// lost, which no phone repeats, and what a load that does not say its name does afterwards counts as no proof. At
    /// worst an MGCP phone is then led away again, with files that it cannot have.
    /// </summary>
    internal static bool IsUnproved(ConversionPair pair, LedResult result) =>
        result is { End: LedEnd.Stuck, HasGoal: true } && !pair.From.Contains('.')
        && !pair.Goal.StartsWith("P003", StringComparison.Ordinal) && pair.Goal != "SCCP";
}
