using Ringback.Catalogue.Problems;

namespace Ringback.Workbench.Network;

/// <summary>Which card phones are served on: <see cref="CardChosen"/> or <see cref="CardRefused"/>.</summary>
/// <param name="Because">Why, for people.</param>
public abstract record CardChoice(string Because)
{
    /// <summary>Chooses, from what is there and what was said.</summary>
    public static CardChoice Make(IReadOnlyList<NetworkCard> cards, CardQuestion question) =>
        CardSelection.Choose(cards, question);
}

/// <summary>This card.</summary>
/// <param name="Card">The card.</param>
/// <param name="Address">The address on it to serve from; null when it has none that phones could reach.</param>
/// <param name="Warnings">What may go wrong around it.</param>
/// <param name="Because">Why, for people.</param>
public sealed record CardChosen(
    NetworkCard Card, CardAddress? Address, IReadOnlyList<Problem> Warnings, string Because) : CardChoice(Because);

/// <summary>None, until somebody says more or changes something.</summary>
/// <param name="Why">The reason.</param>
/// <param name="Candidates">The cards that it is about.</param>
/// <param name="Because">Why, for people.</param>
/// <param name="Advice">What to do or to type.</param>
public sealed record CardRefused(
    CardRefusal Why, IReadOnlyList<NetworkCard> Candidates, string Because, string Advice) : CardChoice(Because);

/// <summary>Why no card was chosen.</summary>
public enum CardRefusal
{
    /// <summary>No card has that name.</summary>
    NoSuchCard,

    /// <summary>No card has that address.</summary>
    NoSuchAddress,

    /// <summary>The addresses are on more than one card, or not on the card that was named.</summary>
    Contradiction,

    /// <summary>There is no wired card at all.</summary>
    NoWiredCard,

    /// <summary>There are wired cards, but no cable is in any that could be taken.</summary>
    NoCarrier,

    /// <summary>More than one could be meant.</summary>
    Several,

    /// <summary>It is a radio.</summary>
    IsWiFi,

    /// <summary>It is the way to the rest of the world, where a DHCP server already is.</summary>
    HasDefaultRoute,
}
