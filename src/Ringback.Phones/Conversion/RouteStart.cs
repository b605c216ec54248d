using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Phones.Conversion.Routes;
using Ringback.Phones.Identification;
using Ringback.Phones.Lines;

namespace Ringback.Phones.Conversion;

/// <summary>
/// Where a phone stands on its way, and what it gets there: the phone's line says both, and here the plan is made of
/// it.
/// </summary>
internal sealed class RouteStart(IFirmwareLine line, PlanScene scene)
{
    private static readonly string[] ToldToAPhone =
    [
        "one-way", "assumption", "one-file-for-both", "bridge-by-name", "english-only", "signing-key-gap",
        "oldest-sccp", "hardware-too-new-for-load",
    ];

    internal PlanOutcome Plan(Goal goal, RequestedKind asked)
    {
        RouteTarget target = scene.Target;
        RoutePoint from = line.Start(scene.Facts, target);
        RouteOutcome outcome = RoutePlanner.Plan(scene.From(from));
        if (outcome is not Route route) return Refusal((RouteRefusal)outcome);
        IReadOnlyList<RouteStep>? steps = line.Way(scene, route, asked, out RouteAlternative? instead);
        if (steps is null)
        {
            IReadOnlyList<string> missing = route.Missing;
            return new PlanRefusal($"on the way to {target.Load} it needs {string.Join(", ", missing)}, which "
                + $"{(missing.Count == 1 ? "is" : "are")} not in the library. Put the package"
                + $"{(missing.Count == 1 ? "" : "s")} there, or see the way with: ringback plan", missing);
        }

        RouteStep? current = steps.Count == 0 ? null : steps[0];
        return new ConversionPlan
        {
            Goal = goal,
            Model = scene.Model,
            Line = line,
            Target = target.Load,
            Package = target.Package!,
            From = scene.Facts.BootCode,
            Steps = steps,
            Names = current is null ? target.Load : LoadOf(current),
            Offers = [.. Offers(current)],
            Upgrade = line.Upgrade(scene, current),
            Warnings = [.. Warnings(route, steps, instead)],
        };
    }

    private static PlanRefusal Refusal(RouteRefusal refusal) =>
        new($"{refusal.Reason.TrimEnd('.')}. {refusal.Help.TrimEnd('.')}", []);

    private Load LoadOf(RouteStep step) =>
        step.Load is { } text && Load.TryParse(text, out Load? load, scene.Catalogue.Firmware)
            ? load
            : scene.Target.Load;

    /// <summary>The firmware of the step, and what the line adds.</summary>
    private IEnumerable<OfferedFile> Offers(RouteStep? step)
    {
        string load = step?.Load ?? scene.Target.Load.Text;
        IEnumerable<string> names = step is null
            ? scene.Target.Package!.Files.Select(f => f.Name)
            : step.Files.Where(f => !f.IsWritten).Select(f => f.Name);
        return names.Select(name => (Name: name, Load: load)).Concat(line.Offers(scene, step))
            .Select(o => new OfferedFile(o.Name, scene.File(o.Name, o.Load), o.Load));
    }

    private static IEnumerable<Problem> Warnings(
        Route route, IReadOnlyList<RouteStep> steps, RouteAlternative? instead)
    {
        foreach (Problem warning in route.Warnings.Where(w => ToldToAPhone.Contains(w.Code)))
        {
            if (warning.Code is not "one-way" || steps.Any(s => s.OneWay)) yield return warning;
        }

        if (instead is not null) yield return Problem.Of(ProblemCode.DirectJump, instead.Risk);
    }
}
