using Ringback.Phones.Conversion;

namespace Ringback.Simulation.Tests.Conversions;

/// <summary>
/// Every pair of <c>docs/conversions.md</c> for every phone that is simulated, judged by what the phone truly is in the
/// end. A failure prints the pair and the seed; the seeds are made of the pairs, so that the same test plays it again.
/// </summary>
public sealed class ConversionTests
{
    /// <summary>More where the code differs from load to load: Java phones of all sets boot alike.</summary>
    private static int TurnsOf(ConversionPair pair) => pair.From.Contains('.') ? 1 : 4;

    public static TheoryData<string, string> Starts { get; } = new(ConversionPage.Starts);

    [Theory]
    [MemberData(nameof(Starts))]
    public void Every_goal_is_reached_and_proved_or_refused_with_the_planners_reason(string model, string from) =>
        All(model, from, _ => [Mishaps.None]);

    [Theory]
    [MemberData(nameof(Starts))]
    public void Loss_power_cuts_and_restarts_of_the_server_change_nothing(string model, string from) =>
        All(model, from, pair =>
            Enumerable.Range(0, TurnsOf(pair)).Select(turn => new Mishaps(pair.Seed(turn), 0.06, 2, 1)));

    private static void All(string model, string from, Func<ConversionPair, IEnumerable<Mishaps>> mishaps)
    {
        List<string> faults = [];
        foreach (ConversionPair pair in ConversionPage.Pairs.Where(p => p.Model == model && p.From == from))
        {
            foreach (Mishaps mishap in mishaps(pair))
            {
                LedResult result = new LedPhone(ConversionPage.Library, pair, mishap).Lead();
                bool isUnproved = mishap.Loss > 0 && KnownGaps.IsUnproved(pair, result);
                if (!isUnproved && Fault(pair, result) is { } fault)
                    faults.Add($"{pair} (seed {mishap.Seed}): {fault}\n{string.Join('\n', result.Story.TakeLast(60))}");
            }
        }

        Assert.True(faults.Count == 0, string.Join("\n\n", faults));
    }

    /// <summary>Further on the words differ by how much is known of the phone: its load, one of two models.</summary>
    private static string Beginning(string reason) => string.Join(' ', reason.Split(' ').Take(4));

    private static string? Fault(ConversionPair pair, LedResult result)
    {
        PlanOutcome plan = pair.Plan(ConversionPage.Library);
        bool isRight = plan is ConversionPlan
            ? result.End is LedEnd.Proved
            : result.End is LedEnd.Refused && Beginning(result.Reason!) == Beginning(((PlanRefusal)plan).Reason);
        return isRight ? null : result.Words;
    }
}
