using System.Net;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Files.Firmware;
using Ringback.Phones.Conversion;
using Ringback.Phones.Identification;
using Ringback.Phones.Lines;
using Ringback.Workbench.Bench;
using Ringback.Workbench.Fleet;

namespace Ringback.Cli.Serving;

/// <summary>
/// A goal that no phone could be led to is told before the first phone is plugged in: that of the command line, and
/// those of a file of phones, all at once.
/// </summary>
internal sealed class GoalCheck
{
    private readonly WorkbenchOptions _options;
    private readonly IReadOnlyList<FirmwarePackage> _packages;
    private readonly bool _practice;

    internal GoalCheck(WorkbenchOptions options, IReadOnlyList<FirmwarePackage> packages)
    {
        _options = options;
        _packages = packages;
        _practice = options.PracticeForAll
            || (options.Addresses.Count > 0 && options.Addresses.All(IPAddress.IsLoopback));
    }

    private string Folders => _options.Root is null ? _options.Library! : $"{_options.Root}, {_options.Library}";

    /// <summary>What to say of the goals that cannot be reached; nothing when all can.</summary>
    /// <param name="file">The file of phones, as messages call it.</param>
    /// <param name="phones">What is in it.</param>
    internal IEnumerable<string> Complaints(string file, IReadOnlyList<FleetPhone> phones)
    {
        if (_options.Goal is { } goal && Refusal(goal, ModelsFor(goal)) is { } refusal)
            yield return $"no phone can be brought to {goal}: {Reason(refusal)}. Looked in {Folders}.";
        // A file has thousands of phones, and few kinds of them.
        Dictionary<(PhoneModel, Goal), PlanRefusal?> known = [];
        foreach (FleetPhone phone in phones)
        {
            (PhoneModel Model, Goal Goal) pair = (phone.Model, phone.Goal!);
            if (!known.TryGetValue(pair, out PlanRefusal? refused))
                known[pair] = refused = Refusal(pair.Goal, [pair.Model]);
            if (refused is null) continue;
            Problem problem = Problem.Of(ProblemCode.SettingNotTaken,
                $"the {pair.Model.Model} cannot be brought to {pair.Goal}: {Reason(refused)}.",
                $"Looked in {Folders}.");
            yield return $"{problem with { Place = new ProblemPlace(file, phone.LineOf("to"), Setting: "to") }}";
        }
    }

    private static string Reason(PlanRefusal refusal) => refusal.Reason.TrimEnd('.');

    /// <summary>Why none of the models can be led; null when one can, whatever it turns out to run.</summary>
    private PlanRefusal? Refusal(Goal goal, IEnumerable<PhoneModel> models)
    {
        BootCode bootCode = goal.Load is { Generation: < LoadGeneration.Universal }
            ? BootCode.Early
            : BootCode.Unknown;
        PlanRefusal? first = null;
        foreach (PhoneModel model in models)
        {
            PhoneFacts facts = new() { Model = model, Family = model.FirmwareFamily, BootCode = bootCode };
            PlanOutcome outcome =
                ConversionPlanner.Plan(facts, goal, _packages, _options.Catalogue, _practice);
            if (outcome is not PlanRefusal refusal) return null;
            // What no phone of any family can be brought to is told with the words for the first.
            first ??= refusal;
        }

        return first ?? new PlanRefusal("no source describes how its phones are sent to a load by themselves", []);
    }

    /// <summary>One model of each family that could be meant, the 7940 and 7960 first.</summary>
    private IEnumerable<PhoneModel> ModelsFor(Goal goal) => _options.Catalogue.Models
        .Where(m => FirmwareLines.Leads(m, _options.Catalogue))
        .DistinctBy(m => m.FirmwareFamily)
        .Where(m => goal.Load is null || goal.Load.Family.Name == m.FirmwareFamily)
        .OrderBy(m => m.FirmwareFamily != FirmwareFile.Family7940And7960);
}
