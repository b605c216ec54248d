using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Files.Firmware;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;
using Ringback.Phones.Lines;

namespace Ringback.Phones.Conversion;

/// <summary>
/// What a phone's request means for its conversion: the plan to follow now, and what is new about it.
/// </summary>
/// <param name="Plan">The plan; null when there is no goal or it was refused.</param>
/// <param name="Pending">Set when it is not known yet what phone asks.</param>
/// <param name="Event">
/// That a conversion began, went on, turned or was refused, when this request decided it; its time is not set.
/// </param>
public sealed record ConversionDecision(ConversionPlan? Plan, PlanPending? Pending, PhoneEvent? Event)
{
    /// <summary>Set for a phone that shall come up with what it has (<see cref="PlanRefusal.Stays"/>).</summary>
    public PhoneModel? Stays { get; init; }

    private const string Stopped = "Somebody stopped it. It stays as it is until it is given a goal again";

    private static readonly ConversionDecision None = new(null, null, null);

    /// <summary>Decides. Pure.</summary>
    public static ConversionDecision Decide(ConversionQuestion question)
    {
        ConversionState? state = question.Phone.Conversion;
        Goal? goal = question.Goal ?? Resumed(state, question.Catalogue);
        RequestedFile asked = question.Asked;
        // A computer that fetches a text file is not a phone: only a phone's own questions begin a conversion.
        bool isPhone = asked.CanNameLoad || asked.IsFirmware
            || asked.Kind is RequestedKind.TrustList or RequestedKind.IdentityList or RequestedKind.LegacySep;
        if ((state is null && !isPhone) || (goal is null && question.OtherGoals.Count == 0)) return None;

        PhoneFacts facts = PhoneFacts.Of(question.Phone, asked, question.Catalogue, question.Declared);
        if (question.OtherGoals.Count > 0 && !asked.IsOfOtherFamily) return ForAll(question, facts);
        if (goal is null) return None;
        bool same = state is { Status: not ConversionStatus.Refused } && state.Goal == goal.Text;
        // Nothing new begins for it. What it has whole it may write, and one that has no application is led on.
        PlanOutcome outcome = question.IsStopped ? new PlanRefusal(Stopped, []) { Stays = facts.Model }
            : same ? Kept(question, facts, goal, state!) : PlanFor(question, facts, goal);
        if (question.WaitsForApproval && outcome is ConversionPlan { Current: { OneWay: true } door })
        {
            outcome = new PlanRefusal($"The next step ({door.Title}) has no way back, and nobody has approved it for "
                + "this phone. It stays as it is until then: start serve with "
                + $"--approve {question.Phone.Mac?.ToString() ?? "and its MAC address"}", []) { Stays = facts.Model };
        }

        if (outcome is PlanRefusal no && LedOn(question, facts) is { } on)
        {
            PlanRefusal told = no with
            {
                Reason = $"{no.Reason.TrimEnd('.')}. It has taken the loader {question.Phone.Progress.Taken} already "
                    + $"and has nothing to start, so it is led on to {on.Target}, which runs",
            };
            return Refused(told, goal, state) with { Plan = on, Stays = null };
        }

        return outcome switch
        {
            // What every old load asks first tells nothing of its way, and another would be told a moment later.
            ConversionPlan plan when !same && facts.IsOldAndNoMore => new(plan, null, null),
            ConversionPlan plan => new(plan, null, Progress(plan, goal, same ? state : null, question, facts)),
            PlanPending pending => new(null, pending, null) { Stays = Unnamed(question) },
            PlanRefusal refusal when same && state is { Status: ConversionStatus.Proved }
                => None with { Stays = refusal.Stays },
            PlanRefusal refusal => Refused(refusal, goal, state),
            _ => None,
        };
    }

    private static ConversionDecision Refused(PlanRefusal refusal, Goal goal, ConversionState? state) =>
        state is { Status: ConversionStatus.Refused } && state.Reason == refusal.Reason
            ? None with { Stays = refusal.Stays }
            : new ConversionDecision(null, null, new ConversionRefused
            {
                At = default, Goal = goal.Text, Reason = refusal.Reason, Missing = refusal.Missing,
            })
            {
                Stays = refusal.Stays,
            };

    /// <summary>
    /// A phone that has not named itself while single phones have goals of their own gets what each of them would get
    /// now, and nothing where they differ: what it took by mistake may have no way back.
    /// </summary>
    private static ConversionDecision ForAll(ConversionQuestion question, PhoneFacts facts)
    {
        ConversionPlan[] plans =
        [
            .. question.OtherGoals.Append(question.Goal)
                .Select(g => g is null ? null : PlanFor(question, facts, g) as ConversionPlan).OfType<ConversionPlan>(),
        ];
        bool isOne = plans.Length == question.OtherGoals.Count + 1 && plans.All(p => p.Names.Equals(plans[0].Names)
            && p.Upgrade == plans[0].Upgrade
            && p.Offers.Select(o => o.Name).SequenceEqual(plans[0].Offers.Select(o => o.Name)));
        return isOne ? new(plans[0], null, null) : new(null, new PlanPending([]), null);
    }

    /// <summary>
    /// The plan for a phone whose goal cannot be reached and that has taken a universal loader and no application yet:
    /// it cannot stay as it is. What its loader came with is at hand most likely.
    /// </summary>
    private static ConversionPlan? LedOn(ConversionQuestion question, PhoneFacts facts)
    {
        FirmwareProgress progress = question.Phone.Progress;
        bool hasLoaderOnly = facts.BootCode is BootCode.Universal && progress.TakenAs is { } image
            && RequestedFile.Recognise(image) is
            {
                Kind: RequestedKind.SignedImage or RequestedKind.UnsignedImage,
                Load.Generation: LoadGeneration.Universal,
            };
        if (!hasLoaderOnly) return null;
        IEnumerable<string> ofLoader = question.Packages
            .Where(p => (p.Loader?.Text ?? p.Load).Equals(progress.Taken, StringComparison.OrdinalIgnoreCase))
            .Select(p => p.Load);
        return ofLoader.Concat(["sip", "sccp", "mgcp"])
            .Select(text => Goal.TryParse(text, out Goal? goal, question.Catalogue.Firmware)
                ? PlanFor(question, facts, goal) as ConversionPlan
                : null)
            .FirstOrDefault(plan => plan is not null);
    }

    /// <summary>
    /// A phone that asked for its own XML file and for the default one after it, and then for no firmware, has found
    /// there that it runs what it shall, or nothing at all: without its own file it would never register, and never
    /// say what it is. A 7940 or 7960 asks for its SIP file between the two, and is known by that.
    /// </summary>
    private static PhoneModel? Unnamed(ConversionQuestion question)
    {
        if (question.Asked.Kind is not RequestedKind.SepXml) return null;
        BootAsk[] asks = [.. question.Phone.Boots.TakeLast(2).SelectMany(b => b.Asks)];
        int at = Array.FindLastIndex(asks, a => a.Kind is RequestedKind.XmlDefault);
        bool isThrough = at > 0 && asks.Take(at).Any(a => a.Kind is RequestedKind.SepXml)
            && !asks.Skip(at).Any(a => a.IsImage || a.Understood().IsFirmware);
        return isThrough ? question.Catalogue.OfFirmware("79x1") : null;
    }

    /// <summary>
    /// A newer package that arrives in the library does not change what a phone is already on its way to, and a phone
    /// that has arrived is not sent on.
    /// </summary>
    private static PlanOutcome Kept(
        ConversionQuestion question, PhoneFacts facts, Goal goal, ConversionState state)
    {
        PlanOutcome kept = Goal.TryParse(state.Target, out Goal? target, question.Catalogue.Firmware)
            ? PlanFor(question, facts, target)
            : new PlanRefusal("", []);
        return kept is ConversionPlan ? kept : PlanFor(question, facts, goal);
    }

    private static PlanOutcome PlanFor(ConversionQuestion question, PhoneFacts facts, Goal goal) =>
        ConversionPlanner.Plan(
            facts, goal, question.Packages, question.Catalogue, question.IsSimulated, question.Asked.Kind);

    /// <summary>What the plan of this moment adds to the plan that was told last; null when it says the same.</summary>
    private static PhoneEvent? Progress(
        ConversionPlan plan, Goal goal, ConversionState? told, ConversionQuestion question, PhoneFacts facts)
    {
        RequestedFile asked = question.Asked;
        string[] titles = [.. plan.Steps.Select(s => s.Title)];
        if (told is null || told.Target != plan.Target.Text) return Started(null);
        if (told.Status is ConversionStatus.Withdrawn) return Started("it came back on something else");
        // Firmware is asked for on the way of the step that named it, and tells nothing about the next.
        bool decides = asked.CanNameLoad || asked.Kind is RequestedKind.TrustList;
        if (!decides || told.Status is ConversionStatus.Proved) return null;
        int at = told.Steps.Count - titles.Length;
        bool isRest = at >= 0 && told.Steps.Skip(at).SequenceEqual(titles);
        if (!isRest || at < told.Step) return Started(Because(facts, isRest));
        // The last step is done when the phone registers, and not before.
        return at > told.Step && at < told.Steps.Count
            ? new StepProved
            {
                At = default, Step = at - 1, By = $"it asks for {asked.Name}, and {Because(facts, true)}",
            }
            : null;

        ConversionStarted Started(string? because) => new()
        {
            At = default,
            Goal = goal.Text,
            Target = plan.Target.Text,
            From = plan.From,
            Steps = titles,
            Because = because,
            Warnings = because is null ? [.. plan.Warnings.Select(w => w.Message)] : [],
            IsSimulated = question.IsSimulated,
        };
    }

    /// <summary>What the phone has shown itself to be.</summary>
    private static string Because(PhoneFacts facts, bool isKnownWay) => facts switch
    {
        { BootCode: BootCode.Universal } => "it has the universal loader",
        { Progress.Refused: [.., var refused] } => $"it would not take {refused}",
        { Load: { } load } => $"it seems to run {load}",
        { BootCode: BootCode.Early, WantsSigned: true } => "it runs signed code from before the universal loader",
        { BootCode: BootCode.Early, WantsSigned: false } => "it runs unsigned code",
        { Protocol: { } protocol } => $"it speaks {protocol.ToString().ToUpperInvariant()}",
        _ => isKnownWay ? "it stands further on" : "it shows itself to be another than was thought",
    };

    /// <summary>The goal of a conversion that was under way when the program ended.</summary>
    private static Goal? Resumed(ConversionState? state, PhoneCatalogue catalogue) =>
        state is { Status: ConversionStatus.Running }
        && Goal.TryParse(state.Goal, out Goal? goal, catalogue.Firmware)
            ? goal
            : null;
}

/// <summary>A request, with all that decides what it means for the phone's conversion.</summary>
/// <param name="Phone">What is known of the phone.</param>
/// <param name="Asked">What it asks for.</param>
/// <param name="Goal">The goal that holds for it; null for none.</param>
/// <param name="Declared">The model as the user says it; null when the user does not say.</param>
/// <param name="Packages">What is at hand.</param>
/// <param name="Catalogue">What is known of phones.</param>
/// <param name="IsSimulated">True for a simulated phone.</param>
public sealed record ConversionQuestion(
    PhoneCase Phone, RequestedFile Asked, Goal? Goal, PhoneModel? Declared,
    IReadOnlyList<FirmwarePackage> Packages, PhoneCatalogue Catalogue, bool IsSimulated)
{
    /// <summary>
    /// The goals of single phones of which it may be one, as long as it has not named itself, with null for a phone
    /// that has none; empty where there are none but <see cref="Goal"/>.
    /// </summary>
    public IReadOnlyList<Goal?> OtherGoals { get; init; } = [];

    /// <summary>True when a step that has no way back waits for somebody's word.</summary>
    public bool WaitsForApproval { get; init; }

    /// <summary>True for a phone that somebody said is to stay as it is.</summary>
    public bool IsStopped { get; init; }
}
