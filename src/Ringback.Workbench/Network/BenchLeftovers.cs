using Ringback.Workbench.Disk;

namespace Ringback.Workbench.Network;

/// <summary>What was done about one record in the data folder.</summary>
public enum LeftoverFate
{
    /// <summary>The address was still there, and was taken away.</summary>
    Undone,

    /// <summary>The address had gone by itself; only the record was left.</summary>
    AlreadyGone,

    /// <summary>The program that set it still runs: it is no leftover.</summary>
    InUse,

    /// <summary>It is in another network namespace, out of reach from here.</summary>
    Elsewhere,

    /// <summary>It could not be taken away.</summary>
    Stuck,

    /// <summary>The record cannot be read; nothing was touched.</summary>
    Unreadable,
}

/// <summary>One record and what became of it.</summary>
/// <param name="Fate">What was done.</param>
/// <param name="Card">The card; null when the record cannot be read.</param>
/// <param name="Address">The address.</param>
/// <param name="Because">Why, for people.</param>
/// <param name="Command">What somebody with the rights can type; null when there is nothing to do.</param>
public sealed record Leftover(LeftoverFate Fate, string? Card, string? Address, string Because, string? Command);

/// <summary>Clears up behind a program that could not.</summary>
public static class BenchLeftovers
{
    /// <summary>Looks through the records, and undoes what nobody uses any more.</summary>
    public static async Task<IReadOnlyList<Leftover>> UndoAllAsync(BenchSystem system, CancellationToken cancel)
    {
        List<Leftover> told = [];
        string[] paths = Directory.Exists(system.Data) ? Directory.GetFiles(system.Data, BenchRecord.Pattern) : [];
        foreach (string path in paths.Order(StringComparer.Ordinal))
        {
            cancel.ThrowIfCancellationRequested();
            BenchRecord? record = BenchRecord.Read(path);
            told.Add(record is null
                ? new Leftover(LeftoverFate.Unreadable, null, null,
                    $"{path} is no record of an address. Look at the card by hand, then delete the file.", null)
                : await UndoAsync(record, path, system).ConfigureAwait(false));
        }

        return told;
    }

    private static async Task<Leftover> UndoAsync(BenchRecord record, string path, BenchSystem system)
    {
        BenchOwner self = system.Self();
        Leftover Told(LeftoverFate fate, string because) => new(fate, record.Card, record.Address, because, null);
        if (record.Owner.Boot != self.Boot)
        {
            // Addresses of this kind do not outlive the system's run, so one that stands there now is somebody else's.
            Forget(path);
            return Told(LeftoverFate.AlreadyGone, "The computer was started again since, so it is gone.");
        }

        if (system.IsRunning(record.Owner))
            return Told(LeftoverFate.InUse, $"Process {record.Owner.Pid} uses {record.Address} on {record.Card}.");
        return record.Owner.Namespace != self.Namespace
            ? Told(LeftoverFate.Elsewhere, $"{record.Card} is in another network namespace.")
            : await UndoAsync(record, system).ConfigureAwait(false);
    }

    /// <summary>Undoes one, whose owner is this program or is gone.</summary>
    internal static async Task<Leftover> UndoAsync(BenchRecord record, BenchSystem system)
    {
        string path = record.PathOf(system.Data);
        IReadOnlyList<NetworkCard> cards = system.Cards();
        NetworkCard? card = cards.FirstOrDefault(c =>
            c.Name == record.Card && c.Hardware?.ToString() == record.Hardware);
        if (card is null || CardChange.Read(record.Kind, record.Address) is not { } change)
        {
            Forget(path);
            return new Leftover(LeftoverFate.AlreadyGone, record.Card, record.Address,
                $"The card {record.Card} is gone, and the address with it.", null);
        }

        bool isThere = change.IsOn(card, cards, system.Setter) ?? true;
        List<ToolCommand> commands = isThere ? [change.Undo(system.Setter, card.Name)] : [];
        if (!record.WasUp && card.IsUp && IsUnused(card, change)) commands.Add(system.Setter.SwitchOff(card.Name));
        foreach (ToolCommand command in commands)
        {
            ToolOutcome outcome = await system.Run(command, CancellationToken.None).ConfigureAwait(false);
            if (outcome.IsDone) continue;
            return new Leftover(LeftoverFate.Stuck, record.Card, record.Address,
                outcome.Trouble ?? $"{command.Typed} failed: {outcome.Output}", command.TypedWithRights);
        }

        Forget(path);
        string told = change.Told(card.Name);
        return isThere
            ? new Leftover(LeftoverFate.Undone, record.Card, record.Address,
                $"{told} was taken off {card.Name} again.", null)
            : new Leftover(LeftoverFate.AlreadyGone, record.Card, record.Address,
                $"{told} is not on {card.Name} any more.", null);
    }

    /// <summary>Somebody who gave the card an address since wants it on.</summary>
    private static bool IsUnused(NetworkCard card, CardChange change) => card.Addresses.All(a => a.IsLinkLocal
        || (change is AddressChange { Address: var own } && a == own));

    /// <summary>Deletes a record: a plain file, under the name that records have.</summary>
    private static void Forget(string path)
    {
        if (DiskEntry.Look(path).Kind == DiskEntryKind.File) File.Delete(path);
    }
}
