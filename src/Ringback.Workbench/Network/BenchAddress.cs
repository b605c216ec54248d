namespace Ringback.Workbench.Network;

/// <summary>How setting an address went: <see cref="BenchAddressSet"/> or <see cref="BenchAddressRefused"/>.</summary>
/// <param name="Because">Why, for people.</param>
public abstract record BenchAddressOutcome(string Because);

/// <summary>It is on the card.</summary>
/// <param name="Held">The address; disposing of it takes it away again.</param>
/// <param name="Because">Why, for people.</param>
public sealed record BenchAddressSet(BenchAddress Held, string Because) : BenchAddressOutcome(Because);

/// <summary>It is not, and nothing was changed.</summary>
/// <param name="Commands">What somebody with the rights can type instead; none when that would not help.</param>
/// <param name="Because">Why, for people.</param>
public sealed record BenchAddressRefused(IReadOnlyList<string> Commands, string Because)
    : BenchAddressOutcome(Because);

/// <summary>
/// An address that this program gave a card, and takes away when it ends. What it is about to do is on the disk before
/// it does it, so that the next start can clear up after a crash.
/// </summary>
public sealed class BenchAddress : IAsyncDisposable
{
    private readonly BenchSystem _system;
    private readonly BenchRecord _record;
    private bool _isGone;

    private BenchAddress(BenchSystem system, BenchRecord record, NetworkCard card, CardAddress address)
    {
        _system = system;
        _record = record;
        Card = card;
        Address = address;
    }

    /// <summary>The card as it stands with the address.</summary>
    public NetworkCard Card { get; }

    /// <summary>The address.</summary>
    public CardAddress Address { get; }

    /// <summary>Gives a card without an IPv4 address one in a subnet of its own, and switches it on.</summary>
    public static async Task<BenchAddressOutcome> OpenAsync(NetworkCard card, BenchSystem system,
        CancellationToken cancel)
    {
        if (card.Addresses.Any(a => !a.IsLinkLocal))
            return new BenchAddressRefused([], $"{card.Name} has {card.Addresses[0]} already.");
        if (BenchSubnet.Choose(system.Cards()) is not { } address)
        {
            return new BenchAddressRefused([], "Every subnet that this program would take is in use on this computer. "
                + $"Give {card.Name} an address by hand.");
        }

        string path = BenchRecord.PathOf(system.Data, card.Name);
        if (File.Exists(path))
        {
            return new BenchAddressRefused([], $"{path} says that an address of this program is on {card.Name}. If no "
                + "ringback is running there, delete that file.");
        }

        BenchRecord record = new()
        {
            Card = card.Name, Address = $"{address}", Hardware = card.Hardware?.ToString(), WasUp = card.IsUp,
            Owner = system.Self(),
        };
        List<ToolCommand> commands = [system.Setter.Add(card.Name, address)];
        if (!card.IsUp) commands.Add(system.Setter.SwitchOn(card.Name));
        try
        {
            record.Write(system.Data);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new BenchAddressRefused([.. commands.Select(c => c.TypedWithRights)],
                $"{path} cannot be written, and without it the address could stay behind: {e.Message}");
        }

        return await SetAsync(card, address, record, commands, system, cancel).ConfigureAwait(false);
    }

    private static async Task<BenchAddressOutcome> SetAsync(NetworkCard card, CardAddress address, BenchRecord record,
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

        NetworkCard? found = because.Length > 0 ? null : await AwaitAsync(card.Name, address, system, cancel)
            .ConfigureAwait(false);
        if (found is not null)
        {
            return new BenchAddressSet(new BenchAddress(system, record, found, address),
                $"{card.Name} had no IPv4 address, so it has {address} until this program ends.");
        }

        await BenchLeftovers.UndoAsync(record, system).ConfigureAwait(false);
        return new BenchAddressRefused([.. commands.Select(c => c.TypedWithRights)], because.Length > 0
            ? because
            : $"{address} does not appear on {card.Name}; another program may have taken it away.");
    }

    /// <summary>Windows looks for a few seconds whether somebody else has the address before it shows it.</summary>
    private static async Task<NetworkCard?> AwaitAsync(string card, CardAddress address, BenchSystem system,
        CancellationToken cancel)
    {
        const int Looks = 50;
        for (int look = 1; ; look++)
        {
            NetworkCard? found = system.Cards().FirstOrDefault(c => c.Name == card);
            if (found?.Addresses.Contains(address) == true) return found;
            if (look == Looks || cancel.IsCancellationRequested) return null;
            await Task.Delay(TimeSpan.FromMilliseconds(100), system.Time, CancellationToken.None)
                .ConfigureAwait(false);
        }
    }

    /// <summary>Takes the address away, and switches the card off if it was off. Once.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isGone) return;
        _isGone = true;
        await BenchLeftovers.UndoAsync(_record, _system).ConfigureAwait(false);
    }
}
