using Ringback.Catalogue.Loads;
using Ringback.Phones.Conversion.Routes;

namespace Ringback.Workbench.Contract;

/// <summary>The JSON of <c>plan</c>; its names are a contract.</summary>
public sealed record PlanJson(
    bool Possible, string? Reason, string? Model, string? From, string? To, IReadOnlyList<PlanStepJson> Steps,
    IReadOnlyList<string> Missing, IReadOnlyList<ProblemJson> Warnings, IReadOnlyList<AlternativeJson> Alternatives,
    string? Code, string? Help, IReadOnlyList<string> Sources)
{
    /// <summary>From a route or its refusal.</summary>
    public static PlanJson Of(RouteQuestion question, RouteOutcome outcome) => outcome switch
    {
        Route route => new PlanJson(
            true, null, question.Model.Model, Point(question.From), route.Target.Text,
            [.. route.Steps.Select(PlanStepJson.Of)], route.Missing, [.. route.Warnings.Select(ProblemJson.Of)],
            [.. route.Alternatives.Select(AlternativeJson.Of)], null, null,
            [.. route.Steps.SelectMany(s => s.Sources).Distinct()]),
        RouteRefusal refusal => new PlanJson(
            false, refusal.Reason, question.Model.Model, Point(question.From), question.To.Text, [], [], [], [],
            refusal.Code, refusal.Help, refusal.Sources),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    private static string? Point(RoutePoint point) => point.Load?.Text ?? PlanStepJson.Word(point.Protocol);
}

/// <summary>A step of a plan in JSON.</summary>
public sealed record PlanStepJson(
    string Title, string? Load, string? Protocol, string? OnlyWhen, IReadOnlyList<PlanFileJson> Files,
    IReadOnlyList<string> Asks, IReadOnlyList<string> Shows, IReadOnlyList<string> Evidence, int? Minutes, bool OneWay,
    string? WayBack, string Why, IReadOnlyList<string> Sources, IReadOnlyList<RouteBranch> Branches)
{
    /// <summary>From a step.</summary>
    public static PlanStepJson Of(RouteStep step) => new(
        step.Title, step.Load, Word(step.Protocol), step.OnlyWhen,
        [.. step.Files.Select(f => new PlanFileJson(f.Name, f.Why, f.Source, f.Says))],
        step.Asks, step.Shows, step.Evidence, step.Minutes, step.OneWay, step.WayBack, step.Why, step.Sources,
        step.Branches);

    /// <summary>A protocol in JSON; null for none.</summary>
    public static string? Word(PhoneProtocol? protocol) => protocol?.ToString().ToLowerInvariant();
}

/// <summary>A file of a step in JSON.</summary>
/// <param name="Name">The name that the phone asks for.</param>
/// <param name="Why">What it needs it for.</param>
/// <param name="Source"><c>library</c>, <c>made</c> or <c>missing</c>.</param>
/// <param name="Says">The line that matters in a file that is made; null for firmware.</param>
public sealed record PlanFileJson(string Name, string Why, RouteFileSource Source, string? Says);

/// <summary>Another way in JSON.</summary>
public sealed record AlternativeJson(
    string Title, string Risk, IReadOnlyList<PlanStepJson> Steps, IReadOnlyList<string> Sources)
{
    /// <summary>From another way.</summary>
    public static AlternativeJson Of(RouteAlternative other) =>
        new(other.Title, other.Risk, [.. other.Steps.Select(PlanStepJson.Of)], other.Sources);
}
