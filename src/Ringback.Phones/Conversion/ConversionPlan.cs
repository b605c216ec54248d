using Ringback.Phones.Cases;
using Ringback.Phones.Firmware;
using Ringback.Phones.Loads;

namespace Ringback.Phones.Conversion;

/// <summary>What the planner says: a <see cref="ConversionPlan"/> or a <see cref="PlanRefusal"/>.</summary>
public abstract record PlanOutcome;

/// <summary>The goal cannot or must not be tried, and nothing is changed.</summary>
/// <param name="Reason">Why, and what would help.</param>
/// <param name="Missing">Files that would make it possible; empty when files are not the matter.</param>
public sealed record PlanRefusal(string Reason, IReadOnlyList<string> Missing) : PlanOutcome;

/// <summary>How to bring one phone to one load.</summary>
public sealed record ConversionPlan : PlanOutcome
{
    /// <summary>The goal.</summary>
    public required ConversionGoal Goal { get; init; }

    /// <summary>The load that the phone will run.</summary>
    public required LoadName Target { get; init; }

    /// <summary>The package it comes from.</summary>
    public required FirmwarePackage Package { get; init; }

    /// <summary>How the phone takes firmware as the conversion begins.</summary>
    public required BootCode From { get; init; }

    /// <summary>The steps in order.</summary>
    public required IReadOnlyList<PlanStep> Steps { get; init; }

    /// <summary>What the user should know before it begins.</summary>
    public IReadOnlyList<PlanWarning> Warnings { get; init; } = [];

    /// <summary>
    /// The load that every file must name to this phone now. Depends on what the phone showed itself to be in this
    /// very boot, never on time: a phone that fell back to its old code is led again from there.
    /// </summary>
    public LoadName NameFor(BootCode bootCode) =>
        bootCode == BootCode.Early && Package.Loader is { } loader ? loader : Target;
}

/// <summary>Something to know before a conversion.</summary>
/// <param name="Code">Stable, kebab case.</param>
/// <param name="Message">For people.</param>
public sealed record PlanWarning(string Code, string Message);

/// <summary>A file that a step needs.</summary>
/// <param name="Name">The name that the phone will ask for.</param>
/// <param name="Why">What it needs it for.</param>
public sealed record PlanFile(string Name, string Why);

/// <summary>One step of a plan.</summary>
/// <param name="Title">The step in words, as part of a sentence.</param>
/// <param name="Load">The load that the phone's files name during the step.</param>
/// <param name="Files">The only firmware that the phone can see during the step.</param>
/// <param name="Evidence">What proves that the step is done.</param>
/// <param name="OneWay">True when there is no way back to what was before.</param>
/// <param name="Sources">Where the rule comes from.</param>
public sealed record PlanStep(
    string Title, LoadName Load, IReadOnlyList<PlanFile> Files, IReadOnlyList<string> Evidence, bool OneWay,
    IReadOnlyList<string> Sources);
