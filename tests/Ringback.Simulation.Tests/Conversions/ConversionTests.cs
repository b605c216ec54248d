using System.Collections.Concurrent;
using Ringback.Phones.Conversion;

namespace Ringback.Simulation.Tests.Conversions;

/// <summary>
/// Every pair of <c>docs/conversions.md</c> for every phone that is simulated, judged by what the phone truly is in the
/// end. A failure prints the pair and the seed; the seeds are made of the pairs, so that the same test plays it again.
/// </summary>
public sealed class ConversionTests
{
    private const int Conversions = 3000;

    public static TheoryData<string, string> Starts { get; } = new(ConversionPage.Starts);

    [Theory]
    [MemberData(nameof(Starts))]
    public void Every_goal_is_reached_and_proved_or_refused_with_the_planners_reason(string model, string from)
    {
        List<string> faults = [];
        foreach (ConversionPair pair in ConversionPage.Pairs.Where(p => p.Model == model && p.From == from))
        {
            LedResult result = new LedPhone(ConversionPage.Library, pair, Mishaps.None).Lead();
            if (Fault(pair, result) is { } fault)
                faults.Add($"{pair}: {fault}\n{string.Join('\n', result.Story.TakeLast(60))}");
        }

        Assert.True(faults.Count == 0, string.Join("\n\n", faults));
    }

    /// <summary>
    /// A tenth of all packets is lost, power is cut at every kind of step, and the server is started again.
    /// </summary>
    [Fact]
    public void Of_three_thousand_conversions_none_strands_a_phone_or_is_proved_falsely()
    {
        ConcurrentBag<(int Turn, string Words)> faults = [];
        ParallelOptions options = new() { MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, Conversions, options, i =>
        {
            ConversionPair pair = ConversionPage.Pairs[i % ConversionPage.Pairs.Count];
            Mishaps mishaps = new(pair.Seed(i / ConversionPage.Pairs.Count), 0.1, 3, 2) { AtSteps = true };
            LedResult result = new LedPhone(ConversionPage.Library, pair, mishaps, tells: false).Lead();
            if (Fault(pair, result) is not { } fault) return;
            // The same once more, with its story.
            LedResult again = new LedPhone(ConversionPage.Library, pair, mishaps).Lead();
            string story = string.Join('\n', again.Story.TakeLast(60));
            faults.Add((i, $"{pair} (seed {mishaps.Seed}): {fault}\n{story}"));
        });
        Assert.True(faults.IsEmpty, string.Join("\n\n", faults.OrderBy(f => f.Turn).Select(f => f.Words)));
    }

    /// <summary>The last acknowledgement of an image was lost, and what came afterwards misunderstood.</summary>
    [Theory]
    [InlineData("7940", "P0S30201", "P0M3-06-3-00", 2427668)]
    [InlineData("7940", "P0S30201", "P0M3-06-3-00", 12899350)]
    [InlineData("7960", "P0M3-07-5-00", "P0M3-06-3-00", 15211711)]
    [InlineData("7960G", "P00307020200", "P0M3-06-3-00", 6153235)]
    [InlineData("7912G", "CP7912060000SCCP040101A", "SIP", 9294884)]
    public void An_image_whose_last_acknowledgement_was_lost_is_proved(
        string model, string from, string goal, int seed)
    {
        LedResult result = new LedPhone(
            ConversionPage.Library, new ConversionPair(model, from, goal), new Mishaps(seed, 0.06, 2, 1)).Lead();
        Assert.True(result.End is LedEnd.Proved, $"{result.Words}\n{string.Join('\n', result.Story)}");
    }

    /// <summary>
    /// It asks for no image of what it was told of and has, and comes up. A 7912 takes the image of an id that it has
    /// not seen, whatever it runs; of a universal loader it is not known which keys it has, so that it gets the bridge.
    /// An MGCP load from before the loader says no version, and one that fetches short names only would do the same.
    /// </summary>
    [Theory]
    [InlineData("7960", "P0S3-04-4-00", false)]
    [InlineData("7960", "P0S3-06-3-00", false)]
    [InlineData("7960", "P00305000301", false)]
    [InlineData("7960G", "P0S3-8-12-00", false)]
    [InlineData("7960G", "P0030801SR02", true)]
    [InlineData("7940", "P0M3-07-7-00", false)]
    [InlineData("7912G", "CP7912080001SIP060412A", true)]
    [InlineData("7912G", "CP7912080004SCCP080108A", true)]
    public void A_phone_that_is_there_already_is_proved(string model, string load, bool takesOnce)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            Mishaps mishaps = seed == 0 ? Mishaps.None : new Mishaps(seed, 0.05, 1, 1);
            LedPhone phone = new(ConversionPage.Library, new ConversionPair(model, load, load), mishaps);
            LedResult result = phone.Lead();
            string story = $"seed {seed}: {result.Words}\n{string.Join('\n', result.Story)}";
            Assert.True(result.End is LedEnd.Proved, story);
            Assert.True(takesOnce || result.FirstTaken is null, story);
        }
    }

    /// <summary>Its profile asked again, the same image id and no image: then it has it.</summary>
    [Theory]
    [InlineData("7912G", "CP7912080001SIP060412A", 0x060412A)]
    [InlineData("7912G", "CP7912080004SCCP080108A", 0x080108A)]
    public void A_7912_that_has_seen_the_image_id_is_proved_without_the_image(string model, string load, uint id)
    {
        LedPhone phone = new(ConversionPage.Library, new ConversionPair(model, load, load), Mishaps.None);
        phone.Flash = phone.Flash with { ImageId = id };
        LedResult result = phone.Lead();
        Assert.True(result is { End: LedEnd.Proved, FirstTaken: null },
            $"{result.Words}\n{string.Join('\n', result.Story)}");
    }

    /// <summary>Further on the words differ by how much is known of the phone: its load, one of two models.</summary>
    private static string Beginning(string reason) => string.Join(' ', reason.Split(' ').Take(4));

    private static string? Fault(ConversionPair pair, LedResult result)
    {
        bool isRight = pair.Plan(ConversionPage.Library) is PlanRefusal refusal
            ? result.End is LedEnd.Refused && Beginning(result.Reason!) == Beginning(refusal.Reason)
            : result.End is LedEnd.Proved;
        return isRight ? null : result.Words;
    }
}
