using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Phones.Conversion;

namespace Ringback.Cli.Rehearsals;

/// <summary>What is to be rehearsed.</summary>
internal sealed record RehearsalOptions
{
    internal required PhoneModel Model { get; init; }

    internal required Load From { get; init; }

    internal required Goal Goal { get; init; }

    /// <summary>The folder with the images; null makes practice images.</summary>
    internal string? Library { get; init; }

    internal double Loss { get; init; }

    internal int Seed { get; init; } = 1;

    internal double Speed { get; init; } = 30;

    internal PhoneCatalogue Catalogue { get; init; } = PhoneCatalogue.BuiltIn;

    /// <summary>A locally administered address, which no real phone has.</summary>
    internal MacAddress Mac { get; } = MacAddress.Parse("02AB5C0079A0");
}

/// <summary>A line of a rehearsal as it happens.</summary>
internal abstract record RehearsalLine(TimeSpan At);

/// <summary>What the workbench tells of the phone.</summary>
internal sealed record TellingLine(TimeSpan At, Phones.Cases.StoryTone Tone, string Text) : RehearsalLine(At);

/// <summary>What the phone's display shows.</summary>
internal sealed record DisplayLine(TimeSpan At, string Text) : RehearsalLine(At);

/// <summary>How a rehearsal ended.</summary>
internal sealed record RehearsalResult
{
    internal required bool Reached { get; init; }

    internal PlanRefusal? Refusal { get; init; }

    internal ConversionPlan? Plan { get; init; }

    internal Phones.Cases.PhoneCase? Phone { get; init; }

    internal string? RegisteredWith { get; init; }

    internal TimeSpan Took { get; init; }
}
