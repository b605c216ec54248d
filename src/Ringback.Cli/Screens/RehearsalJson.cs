using Ringback.Cli.Rehearsals;
using Ringback.Phones.Events;
using Ringback.Workbench.Contract;

namespace Ringback.Cli.Screens;

/// <summary>The JSON of <c>rehearse</c>; its names are a contract.</summary>
internal sealed record RehearsalJson(
    bool Reached, string From, string? To, string Goal, string Model, IReadOnlyList<PlanStepJson> Steps,
    ProofJson? Proof, double Seconds, int Seed, string? Reason, IReadOnlyList<string> Missing,
    IReadOnlyList<string> Story)
{
    internal static RehearsalJson Of(RehearsalOptions options, RehearsalResult result, IReadOnlyList<string> story) =>
        new(result.Reached,
            options.From.Text,
            result.Plan?.Target.Text,
            options.Goal.Text,
            options.Model.Model,
            [.. (result.Plan?.Steps ?? []).Select(PlanStepJson.Of)],
            result is { Reached: true, Phone.Conversion: { Proof: { } kind } }
                ? new ProofJson(kind, result.RegisteredWith!, result.Phone.Conversion.ProvedLoad is not null)
                : null,
            Math.Round(result.Took.TotalSeconds, 1),
            options.Seed,
            result.Refusal?.Reason,
            result.Refusal?.Missing ?? [],
            story);
}

/// <summary>A proof in JSON.</summary>
/// <param name="Kind">The message that proved it.</param>
/// <param name="Load">The load.</param>
/// <param name="Stated">True when the message itself states the load.</param>
internal sealed record ProofJson(ProofKind Kind, string Load, bool Stated);
