using Ringback.Catalogue.Problems;
using Ringback.Wire.Dhcp;

namespace Ringback.Workbench.Network;

/// <summary>What a computer with more than one network does to phones.</summary>
public static class CardWarnings
{
    /// <summary>All that may go wrong with this card among these.</summary>
    public static IReadOnlyList<Problem> About(NetworkCard card, IReadOnlyList<NetworkCard> all)
    {
        List<Problem> warnings = [];
        if (card.Kind == CardKind.Loopback) return warnings;
        AddOwn(card, warnings);
        NetworkCard[] others =
        [
            .. all.Where(c => c.Name != card.Name && c.IsUp && c.Kind != CardKind.Loopback),
        ];
        foreach (NetworkCard other in others) AddShared(card, other, warnings);
        foreach (NetworkCard radio in others.Where(c => c.Kind == CardKind.WiFi && c.Addresses.Count > 0))
        {
            warnings.Add(Problem.Of(ProblemCode.WifiBesideBench,
                $"Wi-Fi is on beside the bench: {radio.Told}. A phone that is told of an address there cannot reach "
                + "it.",
                $"Serve on {card.Name} alone (--interface {card.Name}), or switch Wi-Fi off while you convert."));
        }

        return warnings;
    }

    private static void AddOwn(NetworkCard card, List<Problem> warnings)
    {
        if (!card.IsUp)
        {
            warnings.Add(Problem.Of(ProblemCode.CardSwitchedOff, $"{card.Name} is switched off.",
                OperatingSystem.IsLinux() ? $"sudo ip link set dev {card.Name} up" : "Switch it on."));
        }
        else if (card.HasCarrier == false)
        {
            warnings.Add(Problem.Of(ProblemCode.CardWithoutCarrier,
                $"No cable is in {card.Name}, or the other end has no power.",
                "Plug the phone, the switch or the injector in and look for the link light."));
        }

        if (card.Kind == CardKind.WiFi)
        {
            warnings.Add(Problem.Of(ProblemCode.CardIsWifi,
                $"{card.Name} is Wi-Fi; many access points keep their clients apart.",
                "Take a cable."));
        }

        if (card.HasDefaultRoute)
        {
            warnings.Add(Problem.Of(ProblemCode.CardHasDefaultRoute,
                $"{card.Name} is also this computer's way to the internet; the "
                + "router there gives out addresses too.", "Take a card that only phones are on."));
        }

        CardAddress[] usable = [.. card.Addresses.Where(a => !a.IsLinkLocal)];
        if (usable.Length > 1)
        {
            warnings.Add(Problem.Of(ProblemCode.CardWithSeveralAddresses, $"{card.Name} has several addresses: "
                + $"{string.Join(", ", usable)}. Phones are told the first.",
                $"Choose with --bind, such as --bind {usable[^1].Address}."));
        }
    }

    private static void AddShared(NetworkCard card, NetworkCard other, List<Problem> warnings)
    {
        foreach (Ipv4Network own in card.Addresses.Where(a => !a.IsLinkLocal).Select(a => a.Subnet).Distinct())
        {
            if (other.Addresses.Any(a => a.Subnet == own))
            {
                warnings.Add(Problem.Of(ProblemCode.TwoCardsOneSubnet,
                    $"{card.Name} and {other.Name} are both in {own}. Answers to "
                    + "phones may leave by the wrong one.", $"Give {card.Name} a subnet of its own, or unplug "
                    + $"{other.Name}."));
            }
            else if (other.Subnets.Where(s => s.PrefixLength < 32).Any(s => s != own && s.Overlaps(own)))
            {
                Ipv4Network theirs = other.Subnets.First(s => s.PrefixLength < 32 && s != own && s.Overlaps(own));
                warnings.Add(Problem.Of(ProblemCode.OverlappingSubnets,
                    $"{theirs} behind {other.Name} overlaps {own} of {card.Name}. "
                    + "Some phones cannot be answered.", $"Give {card.Name} another subnet."));
            }
        }
    }
}
