using Ringback.Catalogue.Loads;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;

namespace Ringback.Phones.Cases;

/// <summary>Where a phone's conversion stands after each event. Pure.</summary>
internal static class ConversionFold
{
    /// <summary>What was decided and concluded.</summary>
    internal static ConversionState? Apply(PhoneCase phone, PhoneEvent e) => (e, phone.Conversion) switch
    {
        (ConversionStarted started, var before) => Started(started, phone, before),
        // What was proved stays proved, whatever cannot be done today.
        (ConversionRefused, { Status: ConversionStatus.Proved } proved) => proved,
        (ConversionRefused refused, var before) => Refused(refused, before),
        (StepProved proved, { } state) => state with
        {
            Step = proved.Step + 1, Done = state.Done.Add(new StepDone(proved.Step, proved.At, proved.By)),
        },
        (ConversionProved proved, { } state) => state with
        {
            Status = ConversionStatus.Proved, Step = state.Steps.Count, Proof = proved.Via, ProvedLoad = proved.Load,
            ProvedAt = state.ProvedAt ?? proved.At,
            // Nothing was begun for one that came back by itself.
            BegunAt = state.Status is ConversionStatus.Withdrawn ? null : state.BegunAt,
        },
        (_, var before) => before,
    };

    /// <summary>Steps that become others on the way to the same goal are no new beginning, nor is a halt.</summary>
    private static ConversionState Started(ConversionStarted started, PhoneCase phone, ConversionState? before)
    {
        bool goesOn = IsOnTheWay(before, started.Goal);
        return new ConversionState(started.Goal, ConversionStatus.Running, started.Target, started.From,
            started.Steps, 0, null, [], null, null)
        {
            BegunAt = goesOn ? before!.BegunAt : started.At,
            LoadBefore = goesOn ? before!.LoadBefore : phone.Load,
            IsSimulated = started.IsSimulated,
        };
    }

    private static ConversionState Refused(ConversionRefused refused, ConversionState? before)
    {
        ConversionState state = new(refused.Goal, ConversionStatus.Refused, null, BootCode.Unknown, [], 0,
            refused.Reason, refused.Missing, null, null) { RefusedAt = refused.At };
        return IsOnTheWay(before, refused.Goal)
            ? state with { BegunAt = before!.BegunAt, LoadBefore = before.LoadBefore, IsSimulated = before.IsSimulated }
            : state;
    }

    private static bool IsOnTheWay(ConversionState? before, string goal) =>
        before is { Status: ConversionStatus.Running or ConversionStatus.Refused, BegunAt: not null }
        && before.Goal == goal;

    /// <summary>
    /// What a phone asks for after it was proved may show that it runs something else: a name of code that is older or
    /// newer than the proved load, or the image of that very load, which it then has not.
    /// </summary>
    internal static ConversionState? Asked(ConversionState? before, RequestedFile file)
    {
        if (before is not { Status: ConversionStatus.Proved, Target: { } text }) return before;
        bool isImage = file.Kind is RequestedKind.SignedImage or RequestedKind.Application
            or RequestedKind.UnsignedImage or RequestedKind.WholeImage;
        bool isWanting = isImage && text.Equals(file.LoadText, StringComparison.OrdinalIgnoreCase);
        bool isOther = Load.TryParse7940(text, out Load? target) && file.Kind switch
        {
            RequestedKind.DualBoot => target.Generation is LoadGeneration.Universal,
            RequestedKind.TrustList => target.Generation is not LoadGeneration.Universal,
            _ => false,
        };
        return isWanting || isOther ? Withdrawn(before) : before;
    }

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
        Status = ConversionStatus.Withdrawn, Step = 0, Proof = null, ProvedLoad = null, ProvedAt = null,
    };
}
