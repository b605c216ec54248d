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
/// The address that makes a bare card a bench: this program gave it to the card, and takes it away when it ends.
/// </summary>
public sealed class BenchAddress : IAsyncDisposable
{
    private readonly BenchChange _change;

    private BenchAddress(BenchChange change, NetworkCard card, CardAddress address)
    {
        _change = change;
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

        BenchChangeOutcome outcome = await BenchChange
            .MakeAsync(card, new AddressChange(address), kind: null, system, cancel).ConfigureAwait(false);
        return outcome is BenchChangeMade { Held: { } held, Card: var found }
            ? new BenchAddressSet(new BenchAddress(held, found, address),
                $"{card.Name} had no IPv4 address, so it has {address} until this program ends.")
            : new BenchAddressRefused(((BenchChangeRefused)outcome).Commands, outcome.Because);
    }

    /// <summary>Takes the address away, and switches the card off if it was off. Once.</summary>
    public ValueTask DisposeAsync() => _change.DisposeAsync();
}
