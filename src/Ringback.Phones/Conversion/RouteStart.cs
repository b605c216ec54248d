using System.Globalization;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Files.Firmware;
using Ringback.Phones.Conversion.Routes;
using Ringback.Phones.Identification;

namespace Ringback.Phones.Conversion;

/// <summary>
/// Where a phone stands on its way, and what it gets there. Which of the described ways is the one to take, says
/// <see cref="RouteChoice"/>.
/// </summary>
internal sealed class RouteStart(
    PhoneFacts facts, RouteTarget target, IReadOnlyList<FirmwarePackage> packages, PhoneCatalogue catalogue)
{
    private PhoneModel Model => facts.Model!;

    private bool IsOurs => Model.FirmwareFamily == FirmwareFile.Family7940And7960;

    private bool IsProfile => ProfileRoutes.Knows(Model);

    private bool IsGoalUniversal => target.Load is { Generation: LoadGeneration.Universal };

    internal PlanOutcome Plan(Goal goal, RequestedKind asked)
    {
        RoutePoint from = IsOurs ? StandIns.OfUniversal(facts) : StandIns.OfOther(facts, target);
        RouteOutcome outcome = Ask(from);
        if (outcome is not Route route) return Refusal((RouteRefusal)outcome);
        RouteAlternative? instead = null;
        IReadOnlyList<RouteStep>? steps = IsOurs && facts.BootCode is BootCode.Early && from.Load is null
            ? FirstProbe(route, out instead)
            : Way(route, asked, out instead);
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
            Model = Model,
            Target = target.Load,
            Package = target.Package!,
            From = facts.BootCode,
            Steps = steps,
            Names = current is null ? target.Load : LoadOf(current),
            Offers = [.. Offers(current)],
            ImageId = IsProfile ? ImageId(current) : null,
            UpgradeImage = IsProfile ? current?.UpgradeImage ?? ProfileRoutes.ImageOf(target.Load, Model) : null,
            Warnings = [.. Warnings(route, steps, instead)],
        };
    }

    /// <summary>
    /// The id stays the same for the whole conversion and after it, because another one makes the phone load again; it
    /// grows by one for each time that the phone read it and did nothing, because then it has seen it before.
    /// </summary>
    private string ImageId(RouteStep? current)
    {
        string own = current?.UpgradeImage is { } file
            && !file.StartsWith(target.Load.Text, StringComparison.OrdinalIgnoreCase)
            ? current.ImageId!
            : ProfileRoutes.ImageIdOf(target.Load) ?? "0x1";
        uint number = uint.Parse(own.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"0x{number + (uint)facts.Progress.IdleProfiles:x7}");
    }

    private RouteOutcome Ask(RoutePoint from) => RoutePlanner.Plan(new RouteQuestion(
        Model, from, Goal.Of(target.Load), packages, catalogue));

    private static PlanRefusal Refusal(RouteRefusal refusal) =>
        new($"{refusal.Reason.TrimEnd('.')}. {refusal.Help.TrimEnd('.')}", []);

    private IReadOnlyList<RouteStep>? Way(Route route, RequestedKind asked, out RouteAlternative? instead)
    {
        instead = null;
        return asked is RequestedKind.DefaultManifest && JavaRoutes.Is(Model)
            ? AfterReset(route)
            : RouteChoice.Way(route, out instead);
    }

    /// <summary>
    /// A phone that is known to be too old for the goal's key, or did not take the goal under the default name, gets
    /// the set of the older key there; any other the goal itself.
    /// </summary>
    private IReadOnlyList<RouteStep> AfterReset(Route route)
    {
        bool isOld = route.From.Load is { } from && from.Version < JavaRoutes.KnowsBothKeys;
        bool ignored = target.Load.Text.Equals(facts.Progress.IgnoredAfterReset, StringComparison.OrdinalIgnoreCase);
        if ((isOld || ignored) && Ask(StandIns.OldJava(facts)) is Route { Alternatives: [var reset, ..] }
            && RouteChoice.CanTake(reset.Steps)) return reset.Steps;
        return JavaRoutes.AfterReset(Question(route.From), target);
    }

    /// <summary>
    /// The generation or the protocol of old code is not known. The universal loader is named, which a load of another
    /// protocol follows and an SCCP load passes over on its way to its own file; the image it asks for tells the rest.
    /// An unsigned image is offered where no other way leads on.
    /// </summary>
    private IReadOnlyList<RouteStep>? FirstProbe(Route route, out RouteAlternative? instead)
    {
        PhoneProtocol old = facts.Protocol ?? PhoneProtocol.Sip;
        IReadOnlyList<RouteStep>? ladder = Way(Unsigned(old), RequestedKind.Other, out instead);
        bool isLadder = ladder is not null && instead is null;
        instead = null;
        if (!IsGoalUniversal)
        {
            RouteStep? either = route.Steps.FirstOrDefault(s => s.Load is not null);
            return either is null ? null : [either with { OnlyWhen = null }];
        }

        if (isLadder && facts.Protocol is PhoneProtocol.Sccp)
        {
            // The phone takes the first load of the ladder whether it checks signatures or not.
            return [ladder![0] with { Files = [.. ladder[0].Files, .. Twin(ladder[0])] }, .. ladder.Skip(1)];
        }

        if (!isLadder && facts.WantsSigned is not true && route.Alternatives is [var direct, ..]) instead = direct;
        IEnumerable<RouteStep> steps = instead?.Steps ?? route.Steps;
        return [.. steps.Where(s => s.Load is not null).Select(s => s with { OnlyWhen = null })];
    }

    private Route Unsigned(PhoneProtocol protocol) =>
        Ask(StandIns.Unsigned(protocol, Model)) as Route ?? throw new InvalidOperationException(
            "From unsigned code there is a way to every load with the universal loader.");

    private RouteQuestion Question(RoutePoint from) => new(
        Model, from, Goal.Of(target.Load), packages, catalogue);

    private IEnumerable<RouteFile> Twin(RouteStep step)
    {
        string signed = step.Load + ".sbn";
        if (File(signed, step.Load!) is not null)
            yield return new RouteFile(signed, "for a phone that checks signatures", RouteFileSource.Library);
    }

    private Load LoadOf(RouteStep step) =>
        step.Load is { } text && Load.TryParse(text, Model.FirmwareFamily, out Load? load, out _) ? load : target.Load;

    /// <summary>
    /// The firmware of the step. A Java phone that follows a list goes on to see what that list names, whatever the
    /// step has become meanwhile.
    /// </summary>
    private IEnumerable<OfferedFile> Offers(RouteStep? step)
    {
        IEnumerable<string> names = step is null
            ? target.Package!.Files.Select(f => f.Name)
            : step.Files.Where(f => !f.IsWritten).Select(f => f.Name);
        string load = step?.Load ?? target.Load.Text;
        foreach (string name in names) yield return new OfferedFile(name, File(name, load), load);
        // A phone with the loader never asks for its unsigned twin; whoever else does may have it.
        if (IsOurs && IsGoalUniversal && facts.BootCode is not BootCode.Early)
        {
            string twin = $"{target.Package!.Loader ?? target.Load}.bin";
            yield return new OfferedFile(twin, File(twin, target.Load.Text), target.Load.Text);
        }

        if (IsOurs || facts.Progress.Manifest is not { } followed || PackageOf(followed) is not { } package)
            yield break;
        bool onTheWay = followed.Equals(load, StringComparison.OrdinalIgnoreCase) || IsBridge(package);
        foreach (PackageFile part in onTheWay ? package.Files : [])
        {
            if (part.File is { HasError: false } file) yield return new OfferedFile(part.Name, file, package.Load);
        }
    }

    /// <summary>A set that was offered before: whole, of this family, and of the older key.</summary>
    private bool IsBridge(FirmwarePackage package) => package.Complete && package.Family == Model.FirmwareFamily;

    private FirmwarePackage? PackageOf(string load) =>
        packages.FirstOrDefault(p => p.Load.Equals(load, StringComparison.OrdinalIgnoreCase));

    private FirmwareFile? File(string name, string load) =>
        new[] { PackageOf(load), target.Package }.Concat(packages).OfType<FirmwarePackage>()
            .SelectMany(p => p.Files.Select(f => (f.Name, f.File))
                .Append((p.UnsignedTwin?.FileName ?? "", p.UnsignedTwin)))
            .Where(f => f.Item1.Equals(name, StringComparison.OrdinalIgnoreCase))
            .Select(f => f.Item2)
            .FirstOrDefault(f => f is { HasError: false });

    private static IEnumerable<Problem> Warnings(
        Route route, IReadOnlyList<RouteStep> steps, RouteAlternative? instead)
    {
        foreach (Problem warning in route.Warnings.Where(w => w.Code is "one-way" or "assumption"
            or "one-file-for-both" or "bridge-by-name" or "english-only" or "file-extension-unverified"
            or "oldest-sccp" or "hardware-too-new-for-load"))
        {
            if (warning.Code is not "one-way" || steps.Any(s => s.OneWay)) yield return warning;
        }

        if (instead is not null) yield return Problem.Of(ProblemCode.DirectJump, instead.Risk);
    }
}
