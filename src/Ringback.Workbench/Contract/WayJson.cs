using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Files.Firmware;
using Ringback.Phones.Cases;
using Ringback.Phones.Conversion;
using Ringback.Phones.Identification;
using Ringback.Phones.Lines;

namespace Ringback.Workbench.Contract;

/// <summary>The way of a phone to its goal, and where on it the phone stands.</summary>
/// <param name="Target">The load at its end; null where the goal was refused.</param>
/// <param name="Steps">The steps, those that are done too.</param>
/// <param name="Refusal">Why there is no way; null where there is one.</param>
/// <param name="Missing">What would make it possible.</param>
/// <param name="Warnings">What to know before.</param>
public sealed record WayJson(string? Target, IReadOnlyList<WayStepJson> Steps, string? Refusal,
    IReadOnlyList<string> Missing, IReadOnlyList<ProblemJson> Warnings)
{
    /// <summary>The way of a phone; null for one that has no goal.</summary>
    /// <param name="phone">The case.</param>
    /// <param name="goal">The goal that holds for it; null for none.</param>
    /// <param name="declared">The model as the user says it; null when not said.</param>
    /// <param name="packages">What is at hand.</param>
    /// <param name="catalogue">What is known of phones.</param>
    /// <param name="practiceAllowed">True where practice images are served.</param>
    public static WayJson? Of(PhoneCase phone, Goal? goal, PhoneModel? declared,
        IReadOnlyList<FirmwarePackage> packages, PhoneCatalogue catalogue, bool practiceAllowed)
    {
        ArgumentNullException.ThrowIfNull(phone);
        ArgumentNullException.ThrowIfNull(catalogue);
        ConversionState? told = phone.Conversion;
        string? text = told is { Status: ConversionStatus.Running } ? told.Target ?? told.Goal : goal?.Text;
        if (told is { Status: ConversionStatus.Refused } refused && goal is not null)
            return new WayJson(null, [], refused.Reason, refused.Missing, []);
        if (told is { Status: ConversionStatus.Proved or ConversionStatus.Withdrawn } done)
            return new WayJson(done.Target, Done(done), null, [], []);
        if (!Goal.TryParse(text, out Goal? wanted, catalogue.Firmware)) return null;
        PhoneFacts facts = PhoneFacts.Of(phone, RequestedFile.Recognise(""), catalogue, declared);
        return ConversionPlanner.Plan(facts, wanted, packages, catalogue, practiceAllowed) switch
        {
            ConversionPlan plan => new WayJson(plan.Target.Text, Merge(told, plan, TakenBy(phone, told)), null, [],
                [.. plan.Warnings.Select(ProblemJson.Of)]),
            PlanRefusal no => new WayJson(null, [], no.Reason, no.Missing, []),
            _ => null,
        };
    }

    /// <summary>What it had whole since its conversion began, by the names that a plan has for them.</summary>
    private static IReadOnlyList<string> TakenBy(PhoneCase phone, ConversionState? told) => told is null ? [] :
    [
        .. phone.Boots.SelectMany(b => b.Asks)
            .Where(a => a.IsConfirmed && (told.BegunAt is null || a.At >= told.BegunAt))
            .Select(a => phone.Mac is { } mac ? a.Name.Replace($"{mac}", "<MAC>", StringComparison.Ordinal) : a.Name),
    ];

    private static IReadOnlyList<WayStepJson> Done(ConversionState told) =>
        [.. told.Steps.Select((title, at) => Shown(told, title, at, WayPlace.Done))];

    private static WayStepJson Shown(ConversionState told, string title, int at, WayPlace place)
    {
        StepDone? done = told.Done.LastOrDefault(d => d.Step == at);
        return new WayStepJson(at + 1, title, place, null) { DoneAt = done?.At, By = done?.By };
    }

    /// <summary>What is done was told; what comes is planned from where the phone stands now.</summary>
    private static IReadOnlyList<WayStepJson> Merge(
        ConversionState? told, ConversionPlan plan, IReadOnlyList<string> taken)
    {
        string[] done = told is { Status: ConversionStatus.Running } ? [.. told.Steps.Take(told.Step)] : [];
        // What it has done may still have to be shown, and a plan from where it stands begins with it again.
        var left = plan.Steps.Where(step => !done.Contains(step.Title)).ToList();
        // It has taken all of it, and what is left is to show it: there is nothing to plan.
        if (left.Count == 0 && told is { Status: ConversionStatus.Running })
        {
            return
            [
                .. told.Steps.Select((title, at) => Shown(told, title, at, at < told.Step ? WayPlace.Done
                    : at == told.Step ? WayPlace.Now : WayPlace.Later)),
            ];
        }

        return
        [
            .. done.Select((title, at) => Shown(told!, title, at, WayPlace.Done)),
            .. left.Select((step, at) => new WayStepJson(done.Length + at + 1, step.Title,
                at == 0 && told is not null ? WayPlace.Now : WayPlace.Later, PlanStepJson.Of(step))
                {
                    Taken = at == 0 ? [.. step.Files.Select(f => f.Name).Where(taken.Contains)] : [],
                }),
        ];
    }
}

/// <summary>Where a phone is with a step.</summary>
public enum WayPlace
{
    /// <summary>It is behind.</summary>
    Done,

    /// <summary>It is at it.</summary>
    Now,

    /// <summary>It comes.</summary>
    Later,
}

/// <summary>A step of the way.</summary>
/// <param name="Number">Which, from 1.</param>
/// <param name="Title">What is done.</param>
/// <param name="Place">Where the phone is with it.</param>
/// <param name="Plan">What belongs to it; null for a step that is done.</param>
public sealed record WayStepJson(int Number, string Title, WayPlace Place, PlanStepJson? Plan)
{
    /// <summary>When it was proved; null before.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>Those of its files that the phone had whole already.</summary>
    public IReadOnlyList<string> Taken { get; init; } = [];

    /// <summary>What shows that it is done; null before.</summary>
    public string? By { get; init; }
}
