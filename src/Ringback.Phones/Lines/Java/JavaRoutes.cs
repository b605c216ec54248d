using Ringback.Catalogue.Loads;
using Ringback.Files.Firmware;
using Ringback.Phones.Conversion.Routes;

namespace Ringback.Phones.Lines.Java;

/// <summary>
/// Routes of the Java phones: one step, or two when the goal is signed with a key that the running release does not
/// know (sources.md other-phones §2.7).
/// </summary>
internal static class JavaRoutes
{
    /// <summary>Releases from here on know both keys.</summary>
    internal static readonly LoadVersion KnowsBothKeys = new(8, 3, 3, 0, 0);

    /// <summary>The first release that is signed with the newer key.</summary>
    private static readonly LoadVersion FirstWithNewKey = new(8, 5, 3, 0, 0);

    internal static RouteOutcome Plan(RouteQuestion question, RouteTarget target)
    {
        Load goal = target.Load;
        Route route = new() { Model = question.Model, From = question.From, Target = goal, Steps = [] };
        if (goal.Equals(question.From.Load)) return route with { Warnings = [RouteWords.AlreadyThere(goal.Text)] };
        LoadVersion? running = question.From.Load?.Version;
        bool isNew = IsNewKey(target);
        RouteTarget? bridge = isNew && (running is null || running < KnowsBothKeys) ? Bridge(question, goal) : null;
        JavaSteps steps = new(question);
        List<RouteStep> way = [];
        if (bridge is not null && running is null) way.Add(steps.FindOut(goal, bridge.Load));
        if (bridge is not null)
        {
            way.Add(steps.Take(bridge, running, running is null ? JavaSteps.OnlyWhenOld : null, isBridge: true));
        }

        way.Add(steps.Take(target, bridge?.Load.Version ?? running, null, isBridge: false));
        return route with
        {
            Steps = way,
            Alternatives = [steps.FactoryReset(target, bridge)],
            Warnings = [.. JavaWarnings.For(question, target, bridge)],
        };
    }

    /// <summary>What a phone finds that is reset to factory settings and may have the goal at once.</summary>
    internal static IReadOnlyList<RouteStep> AfterReset(RouteQuestion question, RouteTarget target) =>
        new JavaSteps(question).FactoryReset(target, null).Steps;

    /// <summary>What the files prove; without them, the releases that were measured.</summary>
    internal static bool IsNewKey(RouteTarget target) => target.SignedWith is { } key
        ? key is SigningSlot.New
        : target.Load.Version >= FirstWithNewKey;

    /// <summary>
    /// A whole set at hand that is signed with the older key and knows both, the newest of the protocol that the phone
    /// speaks; else the usual choice, 8.5(2), by name.
    /// </summary>
    private static RouteTarget? Bridge(RouteQuestion question, Load goal)
    {
        PhoneProtocol protocol = question.From.Protocol ?? goal.Protocol ?? PhoneProtocol.Sccp;
        RouteTarget? atHand = RouteTarget.OfFamily(question)
            .Where(t => t.Package is { Complete: true, IsPractice: false } && !IsNewKey(t)
                && t.Load.Version >= KnowsBothKeys)
            .OrderBy(t => t.Load.Protocol != protocol)
            .FirstOrDefault();
        if (atHand is not null) return atHand;
        string name = $"{(protocol is PhoneProtocol.Sip ? "SIP" : "SCCP")}{goal.Family.SetNumber}.8-5-2S";
        return Load.TryParse(name, question.Model.FirmwareFamily, out Load? load, out _)
            ? new RouteTarget(load, RouteTarget.PackageOf(load, question))
            : null;
    }
}
