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
        if (Identify(facts, catalogue) is not { } model)
        {
            if (facts.Family is CaseFold.JavaFamily && ForNoJavaPhone(goal, catalogue) is { } refused) return refused;
            return facts.Family is null or CaseFold.JavaFamily
                ? new PlanPending(DefaultLoads.For(goal, packages, catalogue, practiceAllowed))
                : new PlanRefusal("no firmware of it is described, so there is no load to lead it to; it gets the "
                    + "files that are here, unchanged", []);
        }

        if (FirmwareLines.Of(model, catalogue) is not { IsLed: true } line)
            return new PlanRefusal(NotLed(model, catalogue), []) { Stays = model };
        PhoneFacts known = facts with { Model = model };
        RouteQuestion question = new(model, RoutePoint.Unknown, goal, packages, catalogue);
        PlanRefusal? refusal = PackageChoice.Choose(line, known, question, practiceAllowed, out RouteTarget? target);
        if (refusal is not null) return refusal with { Stays = model };
        IReadOnlyList<FirmwarePackage> usable =
            practiceAllowed ? packages : [.. packages.Where(p => !p.IsPractice)];
        PlanOutcome outcome =
            new RouteStart(line, new PlanScene(known, target!, usable, catalogue)).Plan(goal, asked);
        return outcome is PlanRefusal no ? no with { Stays = model } : outcome;
    }

    /// <summary>
    /// The model to plan for; null for a phone that has asked for nothing but names that phones of several families ask
    /// for. Neither the goal nor the library says what it is: a file that is refused to a 7940 or 7960 makes it ask for
    /// the next, which is its own, and a load of another family is nothing to any phone.
    /// </summary>
    private static PhoneModel? Identify(PhoneFacts facts, PhoneCatalogue catalogue) => facts switch
    {
        { Model: { } model } => model,
        { Family: { } family and not CaseFold.JavaFamily } => catalogue.OfFirmware(family),
        { BootCode: BootCode.Early } => catalogue.OfFirmware(FirmwareFile.Family7940And7960),
        _ => null,
    };

    /// <summary>The refusal of a goal that no Java phone can have; null for every other.</summary>
    private static PlanRefusal? ForNoJavaPhone(Goal goal, PhoneCatalogue catalogue)
    {
        if (catalogue.Models.FirstOrDefault(m => FirmwareLines.Leads(m, catalogue)
            && catalogue.Firmware.Find(m.FirmwareFamily) is { IsJava: true }) is not { } any) return null;
        if (goal.Load is { Family.IsJava: false } load)
            return new PlanRefusal($"{load} is no load for a Java phone", []) { Stays = any };
        return goal.Protocol is { } wanted && !FirmwareLines.Of(any, catalogue)!.Protocols.Contains(wanted)
            ? PackageChoice.NoneMade(wanted, "Java phones", any)
            : null;
    }

    private static string NotLed(PhoneModel model, PhoneCatalogue catalogue) =>
        $"no source describes how a {model.Model} is sent to a load by itself. "
            + $"{catalogue.HelpFor(model).Sentence.TrimEnd('.')}";
}
