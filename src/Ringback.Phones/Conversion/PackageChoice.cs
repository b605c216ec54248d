using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Files.Configuration;
using Ringback.Files.Firmware;
using Ringback.Phones.Conversion.Routes;
using Ringback.Phones.Identification;

namespace Ringback.Phones.Conversion;

/// <summary>
/// Which package leads a phone to a goal: the named one, or the newest complete one of the protocol that the phone has
/// not refused.
/// </summary>
internal static class PackageChoice
{
    internal static PlanRefusal? Choose(PhoneFacts facts, PhoneModel model, Goal goal,
        IReadOnlyList<FirmwarePackage> packages, bool practiceAllowed, out RouteTarget? chosen)
    {
        chosen = null;
        Load? wanted = goal.Load;
        if (wanted is not null && wanted.Family.Name != model.FirmwareFamily) return OfAnother(model, goal);
        List<RouteTarget> fitting =
        [
            .. RouteTarget.OfFamily(packages, model)
                .Where(t => wanted is null ? t.Load.Protocol == goal.Protocol : t.Load.Equals(wanted)),
        ];
        // A phone with the universal loader is not led back behind it, so an older load is no choice for it, and what
        // its proper load lacks is the thing to say.
        if (wanted is null && facts.BootCode != BootCode.Early && fitting.Exists(IsUniversal))
            fitting.RemoveAll(t => !IsUniversal(t));

        if (fitting.Count == 0) return NothingFits(model, goal, wanted, packages);
        RouteTarget[] whole =
            [.. fitting.Where(t => t.Package!.Complete && (practiceAllowed || !t.Package.IsPractice))];
        chosen = whole.FirstOrDefault(t => !IsRefused(facts, t));
        if (chosen is not null) return null;
        if (whole.Length > 0) return Refused(whole[0].Load) with { Stays = model };

        FirmwarePackage best = fitting[0].Package!;
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

        Problem problem = best.Problems.First(p => p.Severity == ProblemSeverity.Error);
        return new PlanRefusal($"{best.Load} is not safe to load: {problem.Message} {problem.Advice}", []);
    }

    /// <summary>
    /// A Java phone may refuse a load only because it does not know the key yet: then another release comes first, and
    /// the refusal decides nothing.
    /// </summary>
    private static bool IsRefused(PhoneFacts facts, RouteTarget target) => facts.Progress.Refuses(target.Load.Text)
        && !(JavaRoutes.Is(facts.Model) && JavaRoutes.IsNewKey(target) && !KnowsBothKeys(facts));

    private static bool KnowsBothKeys(PhoneFacts facts) => facts.IsNineOrLater
        || facts.OwnLoad is { } runs && runs.Version >= JavaRoutes.KnowsBothKeys;

    private static bool IsUniversal(RouteTarget target) =>
        target.Load is { Generation: LoadGeneration.Universal };

    private static PlanRefusal Refused(Load load)
    {
        bool late = load is { Generation: not null, Protocol: PhoneProtocol.Sccp }
            && load.Version > new LoadVersion(8, 0, 4);
        return new PlanRefusal($"this phone was offered {load} more than once and did not come up with it "
            + "(image-rejected). It keeps what it runs, and is not offered that load again"
            + (late
                ? ". Some of these phones take SCCP 8.0(4) and nothing newer: put that into the library, or take "
                    + "SIP 8.12"
                : ". Take the files from a fresh copy of the package, or put another release into the library"), []);
    }

    private static PlanRefusal OfAnother(PhoneModel model, Goal goal) => new(
        $"{goal.Load} is no load for a {model.Model}", []);

    private static PlanRefusal NothingFits(PhoneModel model, Goal goal, Load? wanted,
        IReadOnlyList<FirmwarePackage> packages)
    {
        string family = model.FirmwareFamily == FirmwareFile.Family7940And7960 ? "this family" : $"the {model.Model}";
        if (wanted is null)
        {
            string protocol = goal.Text.ToUpperInvariant();
            return new PlanRefusal($"there is no {protocol} load for {family} in the library. Add the files of an "
                + $"{protocol} package with: ringback library add", []);
        }

        Load? meant = LoadSpelling.Suggest(wanted.Text, packages.Select(p => p.LoadName).OfType<Load>());
        string hint = meant is null ? "" : $" Did you mean {meant}?";
        return new PlanRefusal($"{wanted} is not in the library.{hint} Add its files with: ringback library add",
            FilesOf(wanted));
    }

    /// <summary>The files we can name without a manifest.</summary>
    private static IReadOnlyList<string> FilesOf(Load load) => load switch
    {
        { Generation: LoadGeneration.Universal } => [$"{load}.loads", $"{load}.sb2"],
        { Generation: LoadGeneration.Signed } => [$"{load}.sbn"],
        { Generation: not null } => [$"{load}.bin"],
        { Image: not null } => [$"{load}.sbin"],
        _ => [$"{load}.loads"],
    };

    private static string List(IReadOnlyList<string> names) => names.Count switch
    {
        1 => names[0],
        _ => string.Join(", ", names.Take(names.Count - 1)) + " and " + names[^1],
    };
}
