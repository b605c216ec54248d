using Ringback.Catalogue.Loads;
using Ringback.Phones.Conversion.Routes;

namespace Ringback.Phones.Lines.Universal;

/// <summary>
/// Routes of the 7940 and 7960: the matrix of sources.md 7940-7960 §3.4, walked load by load. Where the generation is
/// not known, the first step finds it out.
/// </summary>
internal static class UniversalRoutes
{
    private const string MgcpAssumption = "mgcp-generations-follow-sip";
    private const string DirectAssumption = "direct-jump-from-unsigned-sip";

    /// <summary>The longest name of the old 8.3 form, without its extension.</summary>
    private const int LongestOldName = 8;

    /// <summary>
    /// The loads with a name of the old form that can fetch longer ones, the usual one first (sources.md 7940-7960
    /// §1.2).
    /// </summary>
    private static readonly Load[] ShortNames = [Load.Parse("P0S30203"), Load.Parse("P0S30202")];

    internal static RouteOutcome Plan(RouteQuestion question, RouteTarget target)
    {
        Load goal = target.Load;
        if (goal.Protocol is not { } protocol)
        {
            return new RouteRefusal("loader-alone",
                $"{goal} is a universal loader: it speaks no protocol, and no phone can stay on it.",
                [RouteWords.Guide7940 + "§1.2"], "Name the load that it is to start, or a protocol.");
        }

        if (target.Package is null && PackageSpelling.Correct(goal) is { } right)
        {
            return new RouteRefusal("misspelled-load-name",
                $"No package is called {goal}: it is {right}. A phone asks for exactly what it is told.",
                [RouteWords.Guide7940 + "§1.2"], $"Ask for --to {right}");
        }

        if (Doubt(question, protocol) is { } doubt) return doubt;
        RouteOutcome outcome = question.From.Load is { } from
            ? FromLoad(question, target, from, protocol)
            : FromUnknown(question, target);
        return outcome is Route route
            ? route with { Warnings = [.. route.Warnings, .. UniversalWarnings.For(question, target, route)] }
            : outcome;
    }

    /// <summary>How an MGCP load takes firmware is assumed; without the assumption nothing rests on it.</summary>
    private static RouteRefusal? Doubt(RouteQuestion question, PhoneProtocol goal) =>
        question.Catalogue.Assumes(MgcpAssumption)
        || (goal is not PhoneProtocol.Mgcp && question.From.Protocol is not PhoneProtocol.Mgcp)
            ? null
            : new RouteRefusal("assumption-off",
                "How an MGCP load takes firmware is not verified, and you switched off the assumption "
                + $"{MgcpAssumption}.", [RouteWords.Guide7940 + "§3.2"], $"Allow it: --assume {MgcpAssumption}=on");

    private static RouteOutcome FromLoad(
        RouteQuestion question, RouteTarget target, Load from, PhoneProtocol protocol)
    {
        Load goal = target.Load;
        if (from.Equals(goal)) return Of(question, target, []);
        MatrixField field = UniversalMatrix.Find(LoadKind.Of(from, protocol), LoadKind.Of(goal, protocol));
        if (field.Recipe is null) return SignedToUnsigned(question.From, from, goal, protocol, field);

        UniversalSteps steps = new(question, target);
        List<RouteStep> way = [];
        Load at = from;
        IReadOnlyList<Load> via = Via(field, at, goal);
        if (NeedsShortName(from, via.Count > 0 ? via[0] : goal.Generation is LoadGeneration.Universal
            ? steps.Loader
            : goal))
        {
            Load rung = ShortNames.FirstOrDefault(
                l => RouteTarget.PackageOf(l, question) is { Complete: true }, ShortNames[0]);
            way.Add(steps.ShortName(at, rung));
            at = rung;
            field = UniversalMatrix.Find(LoadKind.Of(at, protocol), LoadKind.Of(goal, protocol));
            via = Via(field, at, goal);
        }

        RouteStep[] before = [.. way];
        Load start = at;
        foreach (Load load in via)
        {
            way.Add(steps.Image(at, load, field));
            at = load;
        }

        if (!at.Equals(goal)) way.AddRange(steps.ToGoal(at, field));
        Route route = Of(question, target, way);
        if (field.HasDirect && via.Count > 0 && IsDirectAllowed(question, start))
            return route with { Alternatives = [steps.Direct(before, start, field)] };
        return way.Contains(steps.Bridge) ? route with { Alternatives = [steps.WithoutBridge()] } : route;
    }

    private static RouteRefusal SignedToUnsigned(
        RoutePoint point, Load from, Load goal, PhoneProtocol protocol, MatrixField field) => new(
        "signed-to-unsigned",
        $"{goal} is unsigned, and {point} is {LoadKind.Of(from, protocol)}: a phone on signed code never takes "
            + "unsigned code again. Image authentication refuses it, and no way back is known.",
        [field.Source, RouteWords.Guide7940 + "§4.1"],
        $"Choose a signed load: SCCP from 5.0, SIP or MGCP from 5.x. The best known "
            + $"{PhoneProtocolWords.Of(protocol)} load: "
            + $"--to {protocol.ToString().ToLowerInvariant()}");

    /// <summary>The loads on the way that lie between the start and the goal.</summary>
    private static IReadOnlyList<Load> Via(MatrixField field, Load from, Load goal) =>
    [
        .. field.Via.Where(v => v.Protocol != from.Protocol || v.Version > from.Version)
            .Where(v => v.Protocol != goal.Protocol || v.Version < goal.Version),
    ];

    /// <summary>
    /// The oldest code fetches names of the 8.3 form only, and the oldest SCCP code reads no XML, so that only a
    /// foreign <c>OS79XX.TXT</c> leads it anywhere (sources.md 7940-7960 §1.2 and §2.5 G1).
    /// </summary>
    private static bool NeedsShortName(Load from, Load next)
    {
        if (from.Generation is not LoadGeneration.Unsigned) return false;
        bool isOldest = from.Protocol is PhoneProtocol.Sccp
            ? from.Version < new LoadVersion(3, 1) || from.Text.Length <= LongestOldName
            : from.Version < new LoadVersion(2, 2);
        bool readsNoXml = from.Protocol is PhoneProtocol.Sccp && from.Version < new LoadVersion(3, 1);
        return isOldest && (next.Text.Length > LongestOldName || (readsNoXml && next.BootPrefix == from.BootPrefix));
    }

    /// <summary>Cisco's own document has SCCP 3.x to SIP 7.x; from SIP and MGCP only users report the jump.</summary>
    private static bool IsDirectAllowed(RouteQuestion question, Load from) =>
        from.Protocol is PhoneProtocol.Sccp || question.Catalogue.Assumes(DirectAssumption);

    private static Route FromUnknown(RouteQuestion question, RouteTarget target)
    {
        UniversalSteps steps = new(question, target);
        bool jumps = question.From.Protocol is PhoneProtocol.Sccp || question.Catalogue.Assumes(DirectAssumption);
        Route route = Of(question, target, [.. steps.FromUnknown()]);
        return jumps && target.Load.Generation is LoadGeneration.Universal
            ? route with { Alternatives = [steps.DirectFromUnknown()] }
            : route;
    }

    private static Route Of(RouteQuestion question, RouteTarget target, IReadOnlyList<RouteStep> steps) => new()
    {
        Model = question.Model, From = question.From, Target = target.Load, Steps = steps,
    };
}
