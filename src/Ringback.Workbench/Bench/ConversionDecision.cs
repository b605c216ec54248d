using Ringback.Phones.Cases;
using Ringback.Phones.Catalogue;
using Ringback.Phones.Conversion;
using Ringback.Phones.Events;
using Ringback.Phones.Firmware;
using Ringback.Phones.Identification;

namespace Ringback.Workbench.Bench;

/// <summary>
/// What a phone's request means for its conversion: the plan to follow now, and what is new about it.
/// </summary>
/// <param name="Plan">The plan; null when there is no goal or it was refused.</param>
/// <param name="Event">That a conversion began or was refused, when this request decided it; its time is not
/// set.</param>
internal sealed record ConversionDecision(ConversionPlan? Plan, PhoneEvent? Event)
{
    private static readonly ConversionDecision None = new(null, null);

    internal static ConversionDecision Decide(PhoneCase phone, RequestedFile asked, ConversionGoal? standing,
        IReadOnlyList<FirmwarePackage> packages, PhoneCatalogue catalogue, bool simulated)
    {
        ConversionState? state = phone.Conversion;
        ConversionGoal? goal = standing ?? Resumed(state);
        if (goal is null) return None;
        // A computer that fetches a text file is not a phone: only a phone's own questions begin a conversion.
        bool isPhone = asked.CanNameLoad || asked.IsFirmware || asked.Kind is RequestedKind.TrustList;
        if (state is null && !isPhone) return None;

        PhoneFacts facts = PhoneFacts.Of(phone, asked);
        bool same = state is { Status: not ConversionStatus.Refused } && state.Goal == goal.Text;
        // What the phone was when it began stays true for the plan, unless it shows old code again.
        if (same && facts.BootCode != BootCode.Early) facts = facts with { BootCode = state!.From };

        PlanOutcome outcome = same ? Narrowed() : ConversionPlanner.Plan(facts, goal, packages, catalogue, simulated);
        return outcome switch
        {
            ConversionPlan plan when same && state!.Target == plan.Target.Text
                && (state.Status == ConversionStatus.Proved || state.From == plan.From) => new(plan, null),
            ConversionPlan plan => new(plan, new ConversionStarted
            {
                At = default,
                Goal = goal.Text,
                Target = plan.Target.Text,
                From = plan.From,
                Steps = [.. plan.Steps.Select(s => s.Title)],
                Warnings = [.. plan.Warnings.Select(w => w.Message)],
            }),
            PlanRefusal when state is { Status: ConversionStatus.Proved } && same => None,
            PlanRefusal refusal when state is { Status: ConversionStatus.Refused } && state.Reason == refusal.Reason
                => None,
            PlanRefusal refusal => new(null, new ConversionRefused
            {
                At = default, Goal = goal.Text, Reason = refusal.Reason, Missing = refusal.Missing,
            }),
            _ => None,
        };

        // A newer package that arrives in the library does not change what a phone is already on its way to, and a
        // phone that has arrived is not sent on.
        PlanOutcome Narrowed()
        {
            PlanOutcome kept = ConversionGoal.TryParse(state!.Target, out ConversionGoal? target)
                ? ConversionPlanner.Plan(facts, target, packages, catalogue, simulated)
                : new PlanRefusal("", []);
            return kept is ConversionPlan ? kept : ConversionPlanner.Plan(facts, goal, packages, catalogue, simulated);
        }
    }

    /// <summary>The goal of a conversion that was under way when the program ended.</summary>
    private static ConversionGoal? Resumed(ConversionState? state) =>
        state is { Status: ConversionStatus.Running }
        && ConversionGoal.TryParse(state.Goal, out ConversionGoal? goal)
            ? goal
            : null;
}
