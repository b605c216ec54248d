using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Phones.Conversion.Routes;
using Ringback.Phones.Lines;

namespace Ringback.Phones.Conversion;

/// <summary>
/// Which load a goal means and which of the described ways is taken, with what is at hand. It is decided here for a
/// phone that is led and for a person who asks how it would be, so that both are told the same.
/// </summary>
public static class RouteChoice
{
    /// <summary>
    /// The way on which a phone would be led. Where it cannot be led with what is at hand, Cisco's own way, which then
    /// says what is missing.
    /// </summary>
    public static RouteOutcome Plan(RouteQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        RouteQuestion real = question with { Packages = [.. question.Packages.Where(p => !p.IsPractice)] };
        // Practice sets are no choice for a real phone where there is another.
        RouteQuestion? chosen = Chosen(real, practiceAllowed: false) ?? Chosen(question, practiceAllowed: true);
        RouteOutcome outcome = RoutePlanner.Plan(chosen ?? question);
        return outcome is Route route ? AsTaken(route) : outcome;
    }

    /// <summary>The question with the load that serve would choose; null where it would refuse.</summary>
    private static RouteQuestion? Chosen(RouteQuestion question, bool practiceAllowed)
    {
        if (FirmwareLines.Of(question.Model, question.Catalogue) is not { IsLed: true } line
            || !Goal.TryParse(question.To.Text, out Goal? goal, question.Catalogue.Firmware)) return null;
        PhoneFacts facts = question.From.Load is { } load
            ? PhoneFacts.Of(question.Model, load)
            : new PhoneFacts
            {
                Model = question.Model, Family = question.Model.FirmwareFamily, Protocol = question.From.Protocol,
            };
        return PackageChoice.Choose(
            line, facts, question with { To = goal }, practiceAllowed, out RouteTarget? target) is null
            ? question with { To = Goal.Of(target!.Load) }
            : null;
    }

    /// <summary>The way that is taken in front, and Cisco's own beside it with the reason why it is not.</summary>
    private static Route AsTaken(Route route)
    {
        if (RouteWays.Taken(route, out RouteAlternative? instead) is null || instead is null) return route;
        RouteAlternative own = new("The usual way",
            $"It cannot be taken now: {string.Join(", ", route.Missing)} {(route.Missing.Count == 1 ? "is" : "are")} "
            + "not in the library.", route.Steps, [.. route.Steps.SelectMany(s => s.Sources).Distinct()]);
        return route with
        {
            Steps = instead.Steps,
            Alternatives = [own, .. route.Alternatives.Where(a => a != instead)],
            Warnings = [.. route.Warnings, Problem.Of(ProblemCode.DirectJump, instead.Risk)],
        };
    }
}
