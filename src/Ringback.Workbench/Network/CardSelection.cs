using Ringback.Wire.Dhcp;

namespace Ringback.Workbench.Network;

/// <summary>
/// The rules of choosing. A second DHCP server on a network that others use is the worst that this program could do to
/// somebody, so it never takes such a card by itself.
/// </summary>
internal static class CardSelection
{
    internal static CardChoice Choose(IReadOnlyList<NetworkCard> cards, CardQuestion question)
    {
        Ipv4Address[] bind = [.. question.Bind.Where(a => !a.IsNone)];
        NetworkCard[] bound = [.. cards.Where(c => bind.Any(a => IsOn(c, a)))];
        Ipv4Address[] unknown = [.. bind.Where(a => !cards.Any(c => IsOn(c, a)))];
        if (unknown.Length > 0) return NoSuchAddress(cards, unknown[0]);
        if (question.Interface is { } name)
        {
            if (Named(cards, name) is not { } card) return NoSuchCard(cards, name);
            NetworkCard[] others = [.. bound.Where(c => c != card)];
            return others.Length > 0
                ? new CardRefused(CardRefusal.Contradiction, others,
                    $"--interface says {card.Name}, but {bind.First(a => IsOn(others[0], a))} is on {others[0].Name}.",
                    "Leave one of the two away.")
                : Permit(cards, card, question, "it was named");
        }

        return bound.Length switch
        {
            0 => ChooseFreely(cards, question),
            1 => Permit(cards, bound[0], question, $"{bind[0]} is on it"),
            _ => new CardRefused(CardRefusal.Contradiction, bound,
                $"The addresses are on more than one card: {List(bound)}.",
                $"Phones are served on one: say which with --interface, such as --interface {bound[0].Name}."),
        };
    }

    private static bool IsOn(NetworkCard card, Ipv4Address address) =>
        card.Addresses.Any(a => a.Address == address)
        // All of 127.0.0.0/8 is the machine itself, and only 127.0.0.1 stands on the card.
        || (card.Kind == CardKind.Loopback && Ipv4Network.Loopback.Contains(address));

    private static NetworkCard? Named(IReadOnlyList<NetworkCard> cards, string name) =>
        cards.FirstOrDefault(c => c.Name == name)
        ?? cards.FirstOrDefault(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? cards.FirstOrDefault(c => c.Description.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static CardChoice Permit(
        IReadOnlyList<NetworkCard> cards, NetworkCard card, CardQuestion question, string because)
    {
        if (!question.Insist && card.Kind == CardKind.WiFi)
        {
            return new CardRefused(CardRefusal.IsWiFi, [card],
                $"{card.Name} is Wi-Fi, and a desk phone is not on it; {OnWiFi(question.Use)}.",
                "Plug the phone into a wired card and name that one. If Wi-Fi is truly meant, add --force.");
        }

        if (!question.Insist && card.HasDefaultRoute)
        {
            return new CardRefused(CardRefusal.HasDefaultRoute, [card],
                $"{card.Name} is this computer's way to the internet. {Danger(question.Use)}",
                "Take a wired card that only phones are on. If this network is yours and it is truly meant, "
                + "add --force.");
        }

        Ipv4Address wish = question.Bind.FirstOrDefault(a => !a.IsNone);
        CardAddress? address = wish.IsNone ? Best(card) : Held(card, wish);
        return new CardChosen(card, address, CardWarnings.About(card, cards), $"{card.Name}, because {because}.");
    }

    private static string OnWiFi(CardUse use) => use is CardUse.Lend
        ? "its network has a DHCP server already"
        : "other people's computers are";

    private static string Danger(CardUse use) => use is CardUse.Lend
        ? "A router gives out addresses there, and a second DHCP server can cut others off."
        : "Others are on its network, and an address that is taken there can cut them off.";

    private static CardAddress Held(NetworkCard card, Ipv4Address own)
    {
        foreach (CardAddress held in card.Addresses)
        {
            if (held.Address == own) return held;
        }

        return new CardAddress(own, Ipv4Network.Loopback.PrefixLength);
    }

    /// <summary>An address that a card gave itself is none that a phone could be told of.</summary>
    private static CardAddress? Best(NetworkCard card)
    {
        CardAddress[] usable = [.. card.Addresses.Where(a => !a.IsLinkLocal)];
        return usable.Length > 0 ? usable[0] : null;
    }

    private static CardChoice ChooseFreely(IReadOnlyList<NetworkCard> cards, CardQuestion question)
    {
        NetworkCard[] wired = [.. cards.Where(c => c.Kind == CardKind.Wired)];
        if (wired.Length == 0)
        {
            return new CardRefused(CardRefusal.NoWiredCard, cards,
                $"No wired network card was found. This computer has: {List(cards)}.",
                "Plug in a USB network adapter, or name the card to use with --interface.");
        }

        NetworkCard[] free = [.. wired.Where(c => !c.HasDefaultRoute)];
        NetworkCard[] plugged = [.. free.Where(c => c.HasCarrier != false)];
        // A card with a cable in is meant before one that is switched off and says nothing.
        if (plugged.Count(c => c.HasCarrier == true) == 1) plugged = [.. plugged.Where(c => c.HasCarrier == true)];
        if (plugged.Length == 1) return Permit(cards, plugged[0], question,
            "it is the only wired card with a cable in that is not the way to the internet");
        if (plugged.Length > 1)
        {
            return new CardRefused(CardRefusal.Several, plugged,
                $"More than one card could be meant: {List(plugged)}.",
                "Say which: " + string.Join(" or ", plugged.Select(c => $"--interface {Quoted(c.Name)}")) + ".");
        }

        if (free.Length > 0)
        {
            return new CardRefused(CardRefusal.NoCarrier, free,
                $"No cable is in {List(free)}, or the other end is without power.",
                "Plug in the phone (and its power), or say which card: "
                + string.Join(" or ", free.Select(c => $"--interface {Quoted(c.Name)}")) + ".");
        }

        if (wired.Length == 1 && question.Insist) return Permit(cards, wired[0], question, "it is the only wired card");
        return new CardRefused(CardRefusal.HasDefaultRoute, wired,
            $"The only wired card{(wired.Length > 1 ? "s are" : " is")} this computer's way to the internet: "
            + $"{List(wired)}. {Danger(question.Use)}",
            "Plug in a USB network adapter for the phones. If this network is yours and it is truly meant: "
            + $"--interface {Quoted(wired[0].Name)} --force.");
    }

    private static CardRefused NoSuchCard(IReadOnlyList<NetworkCard> cards, string name) => new(
        CardRefusal.NoSuchCard, cards, $"There is no network card '{name}'. This computer has: {List(cards)}.",
        "Name one of these with --interface.");

    private static CardRefused NoSuchAddress(IReadOnlyList<NetworkCard> cards, Ipv4Address address) => new(
        CardRefusal.NoSuchAddress, cards,
        $"No network card has the address {address}. This computer has: {List(cards)}.",
        "Bind an address that a card has, or give it to the card first.");

    private static string List(IEnumerable<NetworkCard> cards)
    {
        string list = string.Join(", ", cards.Select(c => c.Told));
        return list.Length == 0 ? "no card at all" : list;
    }

    private static string Quoted(string name) => name.Contains(' ', StringComparison.Ordinal) ? $"\"{name}\"" : name;
}
