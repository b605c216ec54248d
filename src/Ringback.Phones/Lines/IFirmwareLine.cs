using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Phones.Conversion.Routes;
using Ringback.Phones.Identification;

namespace Ringback.Phones.Lines;

/// <summary>
/// A line of firmware: everything in which the families that share its code differ from others, in one folder. What
/// can be said in a table stands in the catalogue; what has to be worked out stands in the line.
/// </summary>
/// <remarks>
/// A walk: <see cref="Start"/> says where on its ways a phone stands, <see cref="Plan"/> which ways there are,
/// <see cref="Way"/> which of them is taken now, <see cref="Offers"/> what it sees beside the files of the step.
/// </remarks>
public interface IFirmwareLine : ICatalogueLine
{
    /// <summary>True when <c>serve</c> leads its phones by itself.</summary>
    bool IsLed { get; }

    /// <summary>What its loads speak.</summary>
    IReadOnlyList<PhoneProtocol> Protocols { get; }

    /// <summary>What a phone's password is set to, so that its menus can be unlocked; null to leave it alone.</summary>
    string? UsualPassword => null;

    /// <summary>False for a model of one of its families that cannot be led as the others are.</summary>
    bool Knows(PhoneModel model) => true;

    /// <summary>The load that a second-hand phone is taken to run when nobody says; null when none is known.</summary>
    string? UsualStart(FirmwareFamily family) => null;

    /// <summary>The files of a load that can be named without its package.</summary>
    IReadOnlyList<string> FilesOf(Load load);

    /// <summary>Those of the loads at hand that are a choice at all for a phone that wants a protocol.</summary>
    /// <param name="targets">The loads of the protocol, newest first.</param>
    /// <param name="facts">What is known of the phone.</param>
    IReadOnlyList<RouteTarget> Choices(IReadOnlyList<RouteTarget> targets, PhoneFacts facts) => targets;

    /// <summary>Every way from a start to a load, or why there is none.</summary>
    RouteOutcome Plan(RouteQuestion question, RouteTarget target);

    /// <summary>
    /// Where the phone stands. When it has shown its kind and not its load, a load stands for that kind: the oldest of
    /// it, so that nothing is left out of the way.
    /// </summary>
    RoutePoint Start(PhoneFacts facts, RouteTarget target);

    /// <summary>The steps that the phone takes from here; null when files are missing for each way.</summary>
    /// <param name="scene">The phone and what is at hand.</param>
    /// <param name="route">The ways.</param>
    /// <param name="asked">What it asks for just now.</param>
    /// <param name="instead">The way beside the usual one, when it is that.</param>
    IReadOnlyList<RouteStep>? Way(PlanScene scene, Route route, RequestedKind asked, out RouteAlternative? instead) =>
        RouteWays.Taken(route, out instead);

    /// <summary>The names that it may see beside the files of its step, each with the load that it is of.</summary>
    IEnumerable<(string Name, string Load)> Offers(PlanScene scene, RouteStep? step) => [];

    /// <summary>The order to its profile; null for a phone that takes none.</summary>
    UpgradeOrder? Upgrade(PlanScene scene, RouteStep? step) => null;

    /// <summary>True when a load is out of the question, because the phone would not take it.</summary>
    bool IsRefused(PhoneFacts facts, RouteTarget target) => facts.Progress.Refuses(target.Load.Text);

    /// <summary>What to do when it would not take a load.</summary>
    string AdviceWhenRefused(Load load) =>
        "Take the files from a fresh copy of the package, or put another release into the library";

    /// <summary>
    /// A load of a protocol for whose sake a file can be written that names no load and lets the phone come up with
    /// what it has; null where no such file is described.
    /// </summary>
    string? ToComeUpWith(FirmwareFamily family, PhoneProtocol protocol) => null;
}

/// <summary>What a profile's <c>upgradecode</c> says.</summary>
/// <param name="Code">The value: <c>3,0x601,0x0400,0x0100,0.0.0.0,69,0x080108a,CP7912….sbin</c>.</param>
/// <param name="ImageId">The number by which the phone tells a new image from the last one.</param>
/// <param name="Image">The file.</param>
public sealed record UpgradeOrder(string Code, string ImageId, string Image);
