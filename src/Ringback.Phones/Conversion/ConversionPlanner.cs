using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Files.Firmware;
using Ringback.Phones.Cases;
using Ringback.Phones.Conversion.Routes;
using Ringback.Phones.Identification;
using Ringback.Phones.Lines;

namespace Ringback.Phones.Conversion;

/// <summary>
/// From what is believed of a phone, a goal and the packages at hand to what it gets now, or a refusal. Pure. The way
/// is <see cref="RoutePlanner"/>'s; here it is decided where on it the phone stands and which of its ways is taken.
/// </summary>
public static class ConversionPlanner
{
    /// <summary>The 7940 and 7960 ask for a trust list as every later phone does (§2.5).</summary>
    private const string TakenForOurs = "unidentified-phone-is-a-7940";

    /// <summary>Plans.</summary>
    /// <param name="facts">What is known of the phone.</param>
    /// <param name="goal">What it is to become.</param>
    /// <param name="packages">What is at hand.</param>
    /// <param name="catalogue">What is known of phones, with the assumptions that hold.</param>
    /// <param name="practiceAllowed">True for a simulated phone only.</param>
    /// <param name="asked">
    /// What the phone asks for just now; <see cref="RequestedKind.Other"/> for a plan at rest.
    /// </param>
    public static PlanOutcome Plan(PhoneFacts facts, Goal goal, IReadOnlyList<FirmwarePackage> packages,
        PhoneCatalogue catalogue, bool practiceAllowed, RequestedKind asked = RequestedKind.Other)
    {
        if (Identify(facts, goal, packages, catalogue, practiceAllowed) is not { } model)
        {
            return facts.Family is null or CaseFold.JavaFamily
                ? new PlanPending(DefaultLoads.For(goal, packages, catalogue, practiceAllowed))
                : new PlanRefusal("no firmware of it is described, so there is no load to lead it to; it gets the "
                    + "files that are here, unchanged", []);
        }

        if (FirmwareLines.Of(model, catalogue) is not { IsLed: true } line)
            return new PlanRefusal(NotLed(model, catalogue), []);
        PhoneFacts known = facts with { Model = model };
        RouteQuestion question = new(model, RoutePoint.Unknown, goal, packages, catalogue);
        PlanRefusal? refusal = PackageChoice.Choose(line, known, question, practiceAllowed, out RouteTarget? target);
        if (refusal is not null) return refusal;
        IReadOnlyList<FirmwarePackage> usable =
            practiceAllowed ? packages : [.. packages.Where(p => !p.IsPractice)];
        return new RouteStart(line, new PlanScene(known, target!, usable, catalogue)).Plan(goal, asked);
    }

    /// <summary>
    /// The model to plan for. Most phones show their family by a name that no other asks for; one that has asked for
    /// no such name yet is what the goal or the library leaves it to be.
    /// </summary>
    private static PhoneModel? Identify(PhoneFacts facts, Goal goal, IReadOnlyList<FirmwarePackage> packages,
        PhoneCatalogue catalogue, bool practiceAllowed)
    {
        if (facts.Model is not null) return facts.Model;
        if (facts.Family is { } family and not CaseFold.JavaFamily) return catalogue.OfFirmware(family);
        if (facts.BootCode is BootCode.Early) return catalogue.OfFirmware(FirmwareFile.Family7940And7960);
        if (goal.Load is { } load)
        {
            bool isOther = facts.Family is CaseFold.JavaFamily && !load.Family.IsJava;
            return isOther ? null : catalogue.OfFirmware(load.Family.Name);
        }

        if (facts.Family is CaseFold.JavaFamily || !catalogue.Assumes(TakenForOurs)) return null;
        bool others = packages.Any(p => p.Family != FirmwareFile.Family7940And7960 && p.Protocol == goal.Protocol
            && p.Complete && (practiceAllowed || !p.IsPractice) && p.Family is { } f
            && catalogue.OfFirmware(f) is { } m && FirmwareLines.Leads(m, catalogue));
        return others ? null : catalogue.OfFirmware(FirmwareFile.Family7940And7960);
    }

    private static string NotLed(PhoneModel model, PhoneCatalogue catalogue) =>
        $"no source describes how a {model.Model} is sent to a load by itself. "
            + $"{catalogue.HelpFor(model).Sentence.TrimEnd('.')}";
}
