using Ringback.Cli.Exits;
using Ringback.Workbench.Network;

namespace Ringback.Cli.Input;

/// <summary>Network cards that the command line names.</summary>
internal static class CardInput
{
    /// <summary>
    /// The card to listen at: the named one, else the only wired one. To listen harms nobody, so that it may be the way
    /// to the internet.
    /// </summary>
    internal static NetworkCard ToListenAt(string? name)
    {
        IReadOnlyList<NetworkCard> cards = NetworkCards.Read();
        if (name is not null)
        {
            return cards.FirstOrDefault(c => c.Name == name)
                ?? cards.FirstOrDefault(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                ?? throw new UnusableException($"there is no network card {name}. There are: {Told(cards)}.");
        }

        NetworkCard[] wired = [.. cards.Where(c => c is { Kind: CardKind.Wired, IsUp: true })];
        if (wired.Length == 1) return wired[0];
        throw new UnusableException(wired.Length == 0
            ? $"no wired network card is up. Name the card with --interface. There are: {Told(cards)}."
            : $"which network card? Name it with --interface. There are: {Told(wired)}.");
    }

    private static string Told(IReadOnlyList<NetworkCard> cards) =>
        cards.Count == 0 ? "none" : string.Join("; ", cards.Select(c => c.Told));
}
