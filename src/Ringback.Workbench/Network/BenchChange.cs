namespace Ringback.Workbench.Network;

/// <summary>How a change of a card went: <see cref="BenchChangeMade"/> or <see cref="BenchChangeRefused"/>.</summary>
/// <param name="Because">Why, for people.</param>
public abstract record BenchChangeOutcome(string Because);

/// <summary>It stands.</summary>
/// <param name="Held">What takes it back; null when it stood there before, and is somebody else's.</param>
/// <param name="Card">The card as it stands with it.</param>
/// <param name="Because">Why, for people.</param>
public sealed record BenchChangeMade(BenchChange? Held, NetworkCard Card, string Because)
    : BenchChangeOutcome(Because);

/// <summary>It does not, and nothing was changed.</summary>
/// <param name="Commands">What somebody with the rights can type instead; none when that would not help.</param>
/// <param name="Because">Why, for people.</param>
public sealed record BenchChangeRefused(IReadOnlyList<string> Commands, string Because) : BenchChangeOutcome(Because);

/// <summary>
/// Something that this program put on a card, and takes away when it ends. What it is about to do is on the disk before
/// it does it, so that the next start can clear up after a crash.
/// </summary>
public sealed class BenchChange : IAsyncDisposable
{
    private readonly BenchSystem _system;
    private readonly BenchRecord _record;
    private bool _isGone;

    private BenchChange(BenchSystem system, BenchRecord record)
    {
        _system = system;
        _record = record;
    }

    /// <summary>Makes it, and switches the card on.</summary>
    /// <param name="card">The card.</param>
    /// <param name="change">What is to stand on it.</param>
    /// <param name="system">What is asked of the system.</param>
    /// <param name="cancel">Ends the wait for it to show.</param>
    public static Task<BenchChangeOutcome> MakeAsync(
        NetworkCard card, CardChange change, BenchSystem system, CancellationToken cancel)
    {
        if (change.IsOn(card, system.Cards(), system.Setter) == true)
        {
            return Task.FromResult<BenchChangeOutcome>(
                new BenchChangeMade(null, card, $"{change.Told(card.Name)} stands on {card.Name} already."));
        }

        return MakeAsync(card, change, change.Kind, system, cancel);
    }

    /// <summary>Makes it under a record of a kind; null for a bench, of which a card has one.</summary>
    internal static async Task<BenchChangeOutcome> MakeAsync(
        NetworkCard card, CardChange change, string? kind, BenchSystem system, CancellationToken cancel)
    {
        BenchRecord record = new()
        {
            Card = card.Name, Address = change.Value, Kind = kind, Hardware = card.Hardware?.ToString(),
            WasUp = card.IsUp, Owner = system.Self(),
        };
        string path = record.PathOf(system.Data);
        if (File.Exists(path))
        {
            return new BenchChangeRefused([], $"{path} says that an address of this program is on {card.Name}. If no "
                + "ringback is running there, delete that file.");
        }

        List<ToolCommand> commands = [.. change.Make(system.Setter, card.Name)];
        if (!card.IsUp) commands.Add(system.Setter.SwitchOn(card.Name));
        try
        {
            record.Write(system.Data);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new BenchChangeRefused([.. commands.Select(c => c.TypedWithRights)],
                $"{path} cannot be written, and without it the address could stay behind: {e.Message}");
        }

        return await RunAsync(card, change, record, commands, system, cancel).ConfigureAwait(false);
    }

    private static async Task<BenchChangeOutcome> RunAsync(NetworkCard card, CardChange change, BenchRecord record,
        List<ToolCommand> commands, BenchSystem system, CancellationToken cancel)
    {
        string because = "";
        foreach (ToolCommand command in commands)
        {
            ToolOutcome outcome = await system.Run(command, CancellationToken.None).ConfigureAwait(false);
            if (outcome.IsDone) continue;
            because = outcome.Trouble ?? $"{command.Typed} failed: {outcome.Output.ReplaceLineEndings(" ").Trim()}";
            break;
        }

        NetworkCard? found = because.Length > 0 ? null : await AwaitAsync(card.Name, change, system, cancel)
            .ConfigureAwait(false);
        string told = change.Told(card.Name);
        if (found is not null)
        {
            return new BenchChangeMade(new BenchChange(system, record), found,
                $"{told} is on {card.Name} until this program ends.");
        }

        await BenchLeftovers.UndoAsync(record, system).ConfigureAwait(false);
        return new BenchChangeRefused([.. commands.Select(c => c.TypedWithRights)], because.Length > 0
            ? because
            : $"{told} does not appear on {card.Name}; another program may have taken it away.");
    }

    /// <summary>Windows looks for a few seconds whether somebody else has the address before it shows it.</summary>
    private static async Task<NetworkCard?> AwaitAsync(string name, CardChange change, BenchSystem system,
        CancellationToken cancel)
    {
        const int Looks = 50;
        for (int look = 1; ; look++)
        {
            IReadOnlyList<NetworkCard> cards = system.Cards();
            NetworkCard? found = cards.FirstOrDefault(c => c.Name == name);
            if (found is not null && change.IsOn(found, cards, system.Setter) != false) return found;
            if (look == Looks || cancel.IsCancellationRequested) return null;
            await Task.Delay(TimeSpan.FromMilliseconds(100), system.Time, CancellationToken.None)
                .ConfigureAwait(false);
        }
    }

    /// <summary>Takes it away, and switches the card off if it was off. Once.</summary>
    /// <returns>What became of it; null the second time.</returns>
    public async Task<Leftover?> UndoAsync()
    {
        if (_isGone) return null;
        _isGone = true;
        return await BenchLeftovers.UndoAsync(_record, _system).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await UndoAsync().ConfigureAwait(false);
}
