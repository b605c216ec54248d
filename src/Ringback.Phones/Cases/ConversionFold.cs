using Ringback.Catalogue.Loads;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;

namespace Ringback.Phones.Cases;

/// <summary>Where a phone's conversion stands after each event. Pure.</summary>
internal static class ConversionFold
{
    /// <summary>What was decided and concluded.</summary>
    internal static ConversionState? Apply(ConversionState? before, PhoneEvent e) => (e, before) switch
    {
        (ConversionStarted started, _) => new ConversionState(started.Goal, ConversionStatus.Running, started.Target,
            started.From, started.Steps, 0, null, [], null, null),
        // What was proved stays proved, whatever cannot be done today.
        (ConversionRefused, { Status: ConversionStatus.Proved }) => before,
        (ConversionRefused refused, _) => new ConversionState(refused.Goal, ConversionStatus.Refused, null,
            BootCode.Unknown, [], 0, refused.Reason, refused.Missing, null, null),
        (StepProved proved, { } state) => state with { Step = proved.Step + 1 },
        (ConversionProved proved, { } state) => state with
        {
            Status = ConversionStatus.Proved, Step = state.Steps.Count, Proof = proved.Via, ProvedLoad = proved.Load,
        },
        _ => before,
    };

    /// <summary>
    /// A phone that was proved to have the universal loader and asks as code from before it has it not.
    /// </summary>
    internal static ConversionState? Asked(ConversionState? before, RequestedFile file) =>
        file.Kind is RequestedKind.DualBoot && before is { Status: ConversionStatus.Proved }
        && Load.TryParse7940(before.Target, out Load? target)
        && target.Generation is LoadGeneration.Universal
            ? Withdrawn(before)
            : before;

    /// <summary>
    /// A phone comes up, or says in an alarm what it runs: what was proved is over when that is something else.
    /// </summary>
    internal static ConversionState? CameUp(
        ConversionState? before, PhoneProtocol? protocol, string? load, string? version)
    {
        if (before is not { Status: ConversionStatus.Proved, Target: { } target }) return before;
        bool isOther = (protocol is not null && CaseFold.SpokenBy(target) is { } wanted && wanted != protocol)
            || (load is not null && !LoadStatement.Means(load, target)) || !CaseFold.SaysVersionOf(version, target);
        return isOther ? Withdrawn(before) : before;
    }

    /// <summary>The goal stays what it was, and nothing is begun by it.</summary>
    private static ConversionState Withdrawn(ConversionState proved) => proved with
    {
        Status = ConversionStatus.Withdrawn, Step = 0, Proof = null, ProvedLoad = null,
    };
}
