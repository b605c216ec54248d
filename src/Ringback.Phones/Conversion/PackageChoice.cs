using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Files.Configuration;
using Ringback.Files.Firmware;
using Ringback.Phones.Conversion.Routes;
using Ringback.Phones.Lines;

namespace Ringback.Phones.Conversion;

/// <summary>
/// Which package leads a phone to a goal: the named one, or the newest complete one of the protocol that the phone has
/// not refused.
/// </summary>
internal static class PackageChoice
{
    /// <summary>Chooses.</summary>
    /// <param name="line">The line of the phone's firmware.</param>
    /// <param name="facts">What is known of the phone.</param>
    /// <param name="question">
    /// The model, the goal and what is at hand; where the phone starts does not matter here.
    /// </param>
    /// <param name="practiceAllowed">True for a simulated phone only.</param>
    /// <param name="chosen">The load with its package; null with a refusal.</param>
    internal static PlanRefusal? Choose(IFirmwareLine line, PhoneFacts facts, RouteQuestion question,
        bool practiceAllowed, out RouteTarget? chosen)
    {
        (PhoneModel model, Goal goal, IReadOnlyList<FirmwarePackage> packages) =
            (question.Model, question.To, question.Packages);
        chosen = null;
        Load? wanted = goal.Load;
        if (wanted is not null && wanted.Family.Name != model.FirmwareFamily) return OfAnother(model, goal);
        RouteTarget[] ofGoal =
        [
            .. RouteTarget.OfFamily(question)
                .Where(t => wanted is null ? t.Load.Protocol == goal.Protocol : t.Load.Equals(wanted)),
        ];
        IReadOnlyList<RouteTarget> fitting = wanted is null ? line.Choices(ofGoal, facts) : ofGoal;
        if (fitting.Count == 0) return NothingFits(line, model, goal, wanted, packages);
        RouteTarget[] whole =
            [.. fitting.Where(t => t.Package!.Complete && (practiceAllowed || !t.Package.IsPractice))];
        chosen = whole.FirstOrDefault(t => !line.IsRefused(facts, t));
        if (chosen is not null) return null;
        if (whole.Length > 0) return Refused(line, whole[0].Load);

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

    private static PlanRefusal Refused(IFirmwareLine line, Load load) => new(
        $"this phone was offered {load} more than once and did not come up with it (image-rejected). It keeps what it "
            + $"runs, and is not offered that load again. {line.AdviceWhenRefused(load)}", []);

    /// <summary>No phone of the line speaks that protocol.</summary>
    internal static PlanRefusal NoneMade(PhoneProtocol wanted, string phones, PhoneModel model) => new(
        $"Cisco made no {PhoneProtocolWords.Of(wanted)} load for {phones}, so there is none to lead it to. It keeps "
            + "what it runs", []) { Stays = model };

    private static PlanRefusal OfAnother(PhoneModel model, Goal goal) => new(
        $"{goal.Load} is no load for a {model.Model}", []);

    private static PlanRefusal NothingFits(
        IFirmwareLine line, PhoneModel model, Goal goal, Load? wanted,
        IReadOnlyList<FirmwarePackage> packages)
    {
        string family = model.FirmwareFamily == FirmwareFile.Family7940And7960 ? "this family" : $"the {model.Model}";
        if (wanted is null)
        {
            if (goal.Protocol is { } spoken && !line.Protocols.Contains(spoken))
                return NoneMade(spoken, $"the {model.Model}", model);
            string protocol = goal.Text.ToUpperInvariant();
            return new PlanRefusal($"there is no {protocol} load for {family} in the library. Add the files of an "
                + $"{protocol} package with: ringback library add", []);
        }

        Load? meant = LoadSpelling.Suggest(wanted.Text, packages.Select(p => p.LoadName).OfType<Load>());
        string hint = meant is not null ? $" Did you mean {meant}?"
            : wanted.Generation is not null && PackageSpelling.Correct(wanted) is { } right
                ? $" No package is called so; it is {right}."
            : "";
        return new PlanRefusal($"{wanted} is not in the library.{hint} Add its files with: ringback library add",
            line.FilesOf(wanted));
    }

    private static string List(IReadOnlyList<string> names) => names.Count switch
    {
        1 => names[0],
        _ => string.Join(", ", names.Take(names.Count - 1)) + " and " + names[^1],
    };
}
