using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Files.Firmware;
using Ringback.Phones.Conversion;
using Ringback.Phones.Lines;

namespace Ringback.Workbench.Contract;

/// <summary>What a goal means for the phones of one family, with what is at hand.</summary>
/// <param name="Family">The family, by its firmware.</param>
/// <param name="Models">Its models, as people call them.</param>
/// <param name="Load">The load that it would be brought to; null when it cannot be.</param>
/// <param name="Why">Why it cannot be; null when it can.</param>
/// <param name="Missing">What would make it possible; empty where files are not the matter.</param>
/// <param name="Practice">True when only practice images are at hand.</param>
public sealed record GoalMeaningJson(
    string Family, IReadOnlyList<string> Models, string? Load, string? Why, IReadOnlyList<string> Missing,
    bool Practice)
{
    /// <summary>What it means for each family that can be led, the 7940 and 7960 first.</summary>
    /// <param name="goal">The goal.</param>
    /// <param name="packages">What is at hand.</param>
    /// <param name="catalogue">What is known of phones.</param>
    /// <param name="practiceAllowed">True where practice images are served.</param>
    public static IReadOnlyList<GoalMeaningJson> Of(Goal goal, IReadOnlyList<FirmwarePackage> packages,
        PhoneCatalogue catalogue, bool practiceAllowed)
    {
        ArgumentNullException.ThrowIfNull(goal);
        ArgumentNullException.ThrowIfNull(catalogue);
        return
        [
            .. catalogue.Models.Where(m => FirmwareLines.Leads(m, catalogue) && m.FirmwareFamily is not null)
                .Where(m => goal.Load is null || goal.Load.Family.Name == m.FirmwareFamily)
                .GroupBy(m => m.FirmwareFamily!)
                .OrderBy(f => f.Key == FirmwareFile.Family7940And7960 ? 0 : 1)
                .Select(f => Of(f.Key, [.. f], goal, packages, catalogue, practiceAllowed)),
        ];
    }

    private static GoalMeaningJson Of(string family, IReadOnlyList<PhoneModel> models, Goal goal,
        IReadOnlyList<FirmwarePackage> packages, PhoneCatalogue catalogue, bool practiceAllowed)
    {
        PhoneFacts facts = new() { Model = models[0], Family = family };
        string[] names = [.. models.Select(m => Short(m.Model)).Distinct()];
        return ConversionPlanner.Plan(facts, goal, packages, catalogue, practiceAllowed) switch
        {
            ConversionPlan plan =>
                new GoalMeaningJson(family, names, plan.Target.Text, null, [], plan.Package.IsPractice),
            PlanRefusal refusal => new GoalMeaningJson(family, names, null, refusal.Reason, refusal.Missing, false),
            _ => new GoalMeaningJson(family, names, null, "its model is not known", [], false),
        };
    }

    /// <summary>A 7940G is a 7940 to whoever has one in front of them.</summary>
    private static string Short(string model) =>
        model.EndsWith('G') && char.IsAsciiDigit(model[^2]) ? model[..^1] : model;
}
