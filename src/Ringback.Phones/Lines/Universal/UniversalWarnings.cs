using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Phones.Conversion.Routes;

namespace Ringback.Phones.Lines.Universal;

/// <summary>What to know before a 7940 or 7960 sets out.</summary>
internal static class UniversalWarnings
{
    internal static IEnumerable<Problem> For(RouteQuestion question, RouteTarget target, Route route)
    {
        Load goal = target.Load;
        if (route.Steps.Count == 0)
        {
            yield return RouteWords.AlreadyThere(goal.Text);
            yield break;
        }

        if (route.Steps.Any(s => s.OneWay))
        {
            yield return Problem.Of(ProblemCode.OneWay,
                "Once it runs signed code it never takes unsigned code again (5.x "
                + "and later are signed).");
        }

        if (goal.Protocol is PhoneProtocol.Mgcp || route.From.Protocol is PhoneProtocol.Mgcp)
        {
            yield return Problem.Of(ProblemCode.Assumption, "Assumed, not verified (mgcp-generations-follow-sip): MGCP "
                + "loads became signed at 5.x and universal at 7.x, as SIP loads did.");
        }

        if (route.From.Load is { Protocol: PhoneProtocol.Sccp } from && from.Version < new LoadVersion(3, 1))
        {
            yield return Problem.Of(ProblemCode.OldestSccp, "The oldest SCCP loads may need a call manager before they "
                + "follow a TFTP server: UNVERIFIED, reported by one user.");
        }

        if (route.Steps.Any(s => s.Load is { } load && UniversalKeys.HoldsBoth(Load.Parse(load)) && load != goal.Text)
            && UniversalKeys.IsNew(target))
        {
            yield return Problem.Of(ProblemCode.SigningKeyGap, KeyGap(route, goal));
        }

        foreach (Problem warning in FromDeadEnds(question, goal)) yield return warning;
        if (target.Package is { IsPractice: true })
        {
            yield return Problem.Of(ProblemCode.Practice,
                $"{goal} is here as a practice image only, made for simulated "
                + "phones. A real phone needs Cisco's own files.");
        }
    }

    private static string KeyGap(Route route, Load goal)
    {
        string rule = $"{goal} is signed with the newer of two keys. Code before loader 8.12 knows the older only, so "
            + $"that {UniversalKeys.BridgeLoader} comes first: it is signed with the older and knows both.";
        return route.From is { Protocol: PhoneProtocol.Mgcp, Load: { Generation: LoadGeneration.Universal } from }
            ? $"{rule} Sources disagree about MGCP: one report has MGCP 7.7 go to SCCP 8.1(2)SR2 without it (COMM C3). "
                + $"Either the loader of {from} knows both, or that report leaves a step out; with it neither matters."
            : rule;
    }

    private static IEnumerable<Problem> FromDeadEnds(RouteQuestion question, Load goal)
    {
        if (goal is { Generation: LoadGeneration.Universal, Version: { Major: 7, Minor: <= 2 } })
            yield return Of("ctlsep-loop");
        yield return Of("power-cut-while-writing");

        Problem Of(string id)
        {
            DeadEnd end = question.Catalogue.Family79X0.DeadEnds.First(d => d.Id == id);
            return Problem.Of(id, $"{end.Statement} {end.WayOut}");
        }
    }
}
