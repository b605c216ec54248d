using Ringback.Catalogue.Problems;
using Ringback.Workbench.Network;

namespace Ringback.Workbench.Doctor;

/// <summary>Clears up an address that an earlier run left on a card.</summary>
internal static class BenchAddressCheck
{
    internal static async Task<IReadOnlyList<Problem>> RunAsync(DoctorOptions options, CancellationToken cancel)
    {
        BenchSystem system = new()
        {
            Data = options.Data, Time = options.Time, Run = options.Run, Cards = options.Cards,
        };
        IReadOnlyList<Leftover> leftovers = await BenchLeftovers.UndoAllAsync(system, cancel).ConfigureAwait(false);
        return leftovers.Count == 0
            ? [Checkup.Ok(ProblemCode.BenchAddressNone, "No address was left behind on a card.")]
            : [.. leftovers.Select(Tell)];
    }

    internal static Problem Tell(Leftover leftover) => leftover.Fate switch
    {
        LeftoverFate.Undone or LeftoverFate.AlreadyGone => Checkup.Info(ProblemCode.BenchAddressUndone,
            $"An earlier run ended without clearing up: {leftover.Because}"),
        LeftoverFate.InUse => Checkup.Info(ProblemCode.BenchAddressInUse, leftover.Because),
        LeftoverFate.Elsewhere => Checkup.Info(ProblemCode.BenchAddressElsewhere,
            $"{leftover.Address} was left behind, but {leftover.Because}"),
        LeftoverFate.Unreadable => Checkup.Warning(ProblemCode.BenchAddressUnreadable, leftover.Because,
            "Delete the file when the card has no address that you did not give it."),
        _ => Checkup.Error(ProblemCode.BenchAddressStuck,
            $"{leftover.Address} was left behind on {leftover.Card}, and cannot be taken away: {leftover.Because}",
            leftover.Command ?? "Take it away by hand."),
    };
}
