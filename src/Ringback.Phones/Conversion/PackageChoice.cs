using Ringback.Phones.Cases;
using Ringback.Phones.Configuration;
using Ringback.Phones.Firmware;
using Ringback.Phones.Loads;

namespace Ringback.Phones.Conversion;

/// <summary>Which package leads to a goal: the named one, or the newest complete one of the protocol.</summary>
internal static class PackageChoice
{
    internal static PlanRefusal? Choose(ConversionGoal goal, BootCode bootCode,
        IReadOnlyList<FirmwarePackage> packages, bool practiceAllowed, out FirmwarePackage? chosen)
    {
        List<FirmwarePackage> fitting =
        [
            .. packages.Where(p => p.LoadName is { } load
                && (goal.Load is null ? p.Protocol == goal.Protocol : load.Equals(goal.Load)))
                .OrderByDescending(p => p.LoadName),
        ];
        // A phone with the universal loader is not led back behind it, so an older load is no choice for it, and what
        // its proper load lacks is the thing to say.
        if (goal.Load is null && bootCode != BootCode.Early
            && fitting.Exists(p => p.Generation == LoadGeneration.Universal))
        {
            fitting.RemoveAll(p => p.Generation < LoadGeneration.Universal);
        }

        chosen = fitting.Find(p => p.Complete && (practiceAllowed || !p.IsPractice));
        if (chosen is not null) return null;
        if (fitting.Count == 0) return NothingFits(goal, packages);

        FirmwarePackage best = fitting[0];
        if (best.Complete)
        {
            return new PlanRefusal($"{best.Load} is here as a practice image only, made for simulated phones. Put "
                + "Cisco's own files into the library", []);
        }

        if (best.Missing.Count > 0)
        {
            return new PlanRefusal($"{best.Load} is not complete: {List(best.Missing)} {(best.Missing.Count == 1
                ? "is" : "are")} missing. Put the missing file{(best.Missing.Count == 1 ? "" : "s")} of the same "
                + "package into the library. A phone started without it would lose its application half-way",
                best.Missing);
        }

        FirmwareProblem problem = best.Problems.First(p => p.Severity == ProblemSeverity.Error);
        return new PlanRefusal($"{best.Load} is not safe to load: {problem.Message} {problem.Advice}", []);
    }

    private static PlanRefusal NothingFits(ConversionGoal goal, IReadOnlyList<FirmwarePackage> packages)
    {
        if (goal.Load is not { } wanted)
        {
            string protocol = goal.Text.ToUpperInvariant();
            return new PlanRefusal($"there is no {protocol} load for this family in the library. Add the files of an "
                + $"{protocol} package with: ringback library add", []);
        }

        LoadName? meant = LoadSpelling.Suggest(wanted.Text, packages.Select(p => p.LoadName).OfType<LoadName>());
        string hint = meant is null ? "" : $" Did you mean {meant}?";
        return new PlanRefusal($"{wanted} is not in the library.{hint} Add its files with: ringback library add",
            FilesOf(wanted));
    }

    /// <summary>The files we can name without a manifest.</summary>
    private static IReadOnlyList<string> FilesOf(LoadName load) => load.Generation switch
    {
        LoadGeneration.Universal => [$"{load}.loads", $"{load}.sb2"],
        LoadGeneration.Signed => [$"{load}.sbn"],
        _ => [$"{load}.bin"],
    };

    private static string List(IReadOnlyList<string> names) => names.Count switch
    {
        1 => names[0],
        _ => string.Join(", ", names.Take(names.Count - 1)) + " and " + names[^1],
    };
}
