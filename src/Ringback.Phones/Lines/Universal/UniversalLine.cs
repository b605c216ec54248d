using Ringback.Catalogue.Loads;
using Ringback.Phones.Conversion.Routes;
using Ringback.Phones.Identification;

namespace Ringback.Phones.Lines.Universal;

/// <summary>
/// The 7940 and 7960: one image before the universal loader, unsigned and then signed; a list, the loader and an
/// application with it. Files of three protocols name the load (sources.md 7940-7960 §2, §3).
/// </summary>
internal sealed class UniversalLine : IFirmwareLine
{
    public string Name => "universal";

    public bool IsLed => true;

    public IReadOnlyList<PhoneProtocol> Protocols { get; } =
        [PhoneProtocol.Sccp, PhoneProtocol.Sip, PhoneProtocol.Mgcp];

    public string UsualPassword => "cisco";

    public string UsualStart(FirmwareFamily family) => "P0M3-07-7-00";

    public IReadOnlyList<string> FilesOf(Load load) => load.Generation switch
    {
        LoadGeneration.Universal => [$"{load}.loads", $"{load}.sb2"],
        LoadGeneration.Signed => [$"{load}.sbn"],
        _ => [$"{load}.bin"],
    };

    /// <remarks>
    /// The universal loader starts any protocol, and a phone with it is not led back behind it: an older load is no
    /// choice, and what the proper load lacks is the thing to say.
    /// </remarks>
    public IReadOnlyList<RouteTarget> Choices(IReadOnlyList<RouteTarget> targets, PhoneFacts facts) =>
        facts.BootCode is not BootCode.Early && targets.Any(IsUniversal) ? [.. targets.Where(IsUniversal)] : targets;

    public RouteOutcome Plan(RouteQuestion question, RouteTarget target) => UniversalRoutes.Plan(question, target);

    public RoutePoint Start(PhoneFacts facts, RouteTarget target) => UniversalStart.Of(facts, target);

    /// <remarks>A load that its loader did not believe without the bridge it is not told of again without it.</remarks>
    public IReadOnlyList<RouteStep>? Way(
        PlanScene scene, Route route, RequestedKind asked, out RouteAlternative? instead)
    {
        bool isEarly = scene.Facts.BootCode is BootCode.Early;
        if (isEarly && route.From.Load is null) return FirstProbe(scene, route, out instead);
        IReadOnlyList<RouteStep>? taken = RouteWays.Taken(route, out instead);
        if (instead is null || isEarly || !scene.Facts.Progress.Distrusts(scene.Target.Load.Text)) return taken;
        instead = null;
        return null;
    }

    public bool IsRefused(PhoneFacts facts, RouteTarget target) =>
        facts.Progress.Refuses(target.Load.Text) || UniversalKeys.IsFinal(facts, target);

    /// <remarks>A phone with the loader never asks for its unsigned twin; whoever else does may have it.</remarks>
    public IEnumerable<(string Name, string Load)> Offers(PlanScene scene, RouteStep? step) =>
        IsUniversal(scene.Target) && scene.Facts.BootCode is not BootCode.Early
            ? [($"{scene.Target.Package!.Loader ?? scene.Target.Load}.bin", scene.Target.Load.Text)]
            : [];

    public string AdviceWhenRefused(Load load) =>
        load.Protocol is PhoneProtocol.Sccp && load.Version > new LoadVersion(8, 0, 4)
            ? "Where it would not take the list, its loader may lack the key: take P0S3-8-12-00 first. Where it "
                + "would not take the image, nobody knows why: take SCCP 8.0(4), or stay on SIP 8.12"
            : "Take the files from a fresh copy of the package, or put another release into the library";

    /// <remarks>
    /// The loader ends its hunt at a file that names no load and starts what it has, which then finds the files of its
    /// own protocol (sources.md 7940-7960-code §3).
    /// </remarks>
    public string? ToComeUpWith(FirmwareFamily family, PhoneProtocol protocol) => protocol switch
    {
        PhoneProtocol.Sccp => "P0030801SR02",
        PhoneProtocol.Sip => "P0S3-8-12-00",
        _ => null,
    };

    private static bool IsUniversal(RouteTarget target) => target.Load.Generation is LoadGeneration.Universal;

    /// <summary>
    /// The generation or the protocol of old code is not known. The universal loader is named, which a load of another
    /// protocol follows and an SCCP load passes over on its way to its own file; the image it asks for tells the rest.
    /// An unsigned image is offered where no other way leads on.
    /// </summary>
    private IReadOnlyList<RouteStep>? FirstProbe(PlanScene scene, Route route, out RouteAlternative? instead)
    {
        PhoneFacts facts = scene.Facts;
        Route unsigned = Plan(scene.From(UniversalStart.Unsigned(facts.Protocol ?? PhoneProtocol.Sip)), scene.Target)
            as Route ?? throw new InvalidOperationException(
                "From unsigned code there is a way to every load with the universal loader.");
        IReadOnlyList<RouteStep>? ladder = RouteWays.Taken(unsigned, out instead);
        bool isLadder = ladder is not null && instead is null;
        instead = null;
        if (!IsUniversal(scene.Target))
        {
            RouteStep? either = route.Steps.FirstOrDefault(s => s.Load is not null);
            return either is null ? null : [either with { OnlyWhen = null }];
        }

        if (isLadder && facts.Protocol is PhoneProtocol.Sccp)
        {
            // The phone takes the first load of the ladder whether it checks signatures or not.
            return [ladder![0] with { Files = [.. ladder[0].Files, .. Twin(scene, ladder[0])] }, .. ladder.Skip(1)];
        }

        if (!isLadder && facts.WantsSigned is not true && route.Alternatives is [var direct, ..]) instead = direct;
        IEnumerable<RouteStep> steps = instead?.Steps ?? route.Steps;
        return [.. steps.Where(s => s.Load is not null && s.OnlyWhen != UniversalSteps.WhenUniversal)
            .Select(s => s with { OnlyWhen = null })];
    }

    private static IEnumerable<RouteFile> Twin(PlanScene scene, RouteStep step)
    {
        string signed = step.Load + ".sbn";
        if (scene.File(signed, step.Load!) is not null)
            yield return new RouteFile(signed, "for a phone that checks signatures", RouteFileSource.Library);
    }
}
