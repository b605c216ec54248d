using Ringback.Catalogue.Loads;
using Ringback.Phones.Conversion.Routes;
using Ringback.Phones.Identification;

namespace Ringback.Phones.Lines.Java;

/// <summary>
/// The Java phones, 7906 to 7975: sets of signed parts that a list names, which <c>loadInformation</c> or the default
/// name after a factory reset leads to (sources.md other-phones §2).
/// </summary>
internal sealed class JavaLine : IFirmwareLine
{
    public string Name => "java";

    public bool IsLed => true;

    public IReadOnlyList<PhoneProtocol> Protocols { get; } = [PhoneProtocol.Sccp, PhoneProtocol.Sip];

    public string UsualStart(FirmwareFamily family) => $"SCCP{family.SetNumber}.8-2-1S";

    public IReadOnlyList<string> FilesOf(Load load) => [$"{load}.loads"];

    public RouteOutcome Plan(RouteQuestion question, RouteTarget target) => JavaRoutes.Plan(question, target);

    public RoutePoint Start(PhoneFacts facts, RouteTarget target)
    {
        if (facts.OwnLoad is { } load) return new RoutePoint(load.Protocol ?? facts.Protocol, load);
        if (facts.Version is { } said && LoadVersion.TryRead(said, out _)
            && StandIn(facts, target, said.Replace('.', '-')) is { Load: not null } stated)
        {
            return stated;
        }

        if (facts.IsNineOrLater) return StandIn(facts, target, "9-0-1");
        // A phone that reads the list of a load and asks for no part of it does not know the key.
        return facts.Progress.Refuses(target.Load.Text) ? Old(facts, target) : new RoutePoint(facts.Protocol, null);
    }

    public IReadOnlyList<RouteStep>? Way(
        PlanScene scene, Route route, RequestedKind asked, out RouteAlternative? instead)
    {
        instead = null;
        return asked is RequestedKind.DefaultManifest
            ? AfterReset(scene, route)
            : RouteWays.Taken(route, out instead);
    }

    /// <remarks>
    /// A phone that follows a list goes on to see what that list names, whatever the step has become meanwhile.
    /// </remarks>
    public IEnumerable<(string Name, string Load)> Offers(PlanScene scene, RouteStep? step)
    {
        if (scene.Facts.Progress.Manifest is not { } followed || scene.PackageOf(followed) is not { } package)
            return [];
        bool onTheWay = followed.Equals(step?.Load ?? scene.Target.Load.Text, StringComparison.OrdinalIgnoreCase);
        bool isBridge = package.Complete && package.Family == scene.Model.FirmwareFamily;
        return onTheWay || isBridge
            ? package.Files.Where(f => f.File is { HasError: false }).Select(f => (f.Name, package.Load))
            : [];
    }

    /// <remarks>
    /// A phone may refuse a load only because it does not know the key yet: then another release comes first, and the
    /// refusal decides nothing.
    /// </remarks>
    public bool IsRefused(PhoneFacts facts, RouteTarget target)
    {
        bool knowsBoth = facts.IsNineOrLater || facts.OwnLoad?.Version >= JavaRoutes.KnowsBothKeys;
        return facts.Progress.Refuses(target.Load.Text) && (knowsBoth || !JavaRoutes.IsNewKey(target));
    }

    /// <remarks>The file of a SIP load serves an SCCP one as well (sources.md other-phones §2.9).</remarks>
    public string ToComeUpWith(FirmwareFamily family, PhoneProtocol protocol) => $"SIP{family.SetNumber}.9-0-1S";

    /// <summary>
    /// A phone that is known to be too old for the goal's key, or did not take the goal under the default name, gets
    /// the set of the older key there; any other the goal itself.
    /// </summary>
    private IReadOnlyList<RouteStep> AfterReset(PlanScene scene, Route route)
    {
        bool isOld = route.From.Load is { } from && from.Version < JavaRoutes.KnowsBothKeys;
        bool ignored = scene.Target.Load.Text.Equals(
            scene.Facts.Progress.IgnoredAfterReset, StringComparison.OrdinalIgnoreCase);
        if ((isOld || ignored)
            && Plan(scene.From(Old(scene.Facts, scene.Target)), scene.Target) is Route { Alternatives: [var reset, ..] }
            && RouteWays.CanTake(reset.Steps)) return reset.Steps;
        return JavaRoutes.AfterReset(scene.From(route.From), scene.Target);
    }

    /// <summary>A phone that knows the older key only.</summary>
    private static RoutePoint Old(PhoneFacts facts, RouteTarget target) => StandIn(facts, target, "8-0-1");

    private static RoutePoint StandIn(PhoneFacts facts, RouteTarget target, string version)
    {
        string word = facts.Protocol is PhoneProtocol.Sip ? "SIP" : "SCCP";
        return Load.TryParse($"{word}{target.Load.Family.SetNumber}.{version}S", out Load? load)
            ? new RoutePoint(facts.Protocol, load) { IsStandIn = true }
            : new RoutePoint(facts.Protocol, null);
    }
}
