using Ringback.Catalogue.Problems;
using Ringback.Workbench.Network;

namespace Ringback.Workbench.Doctor;

/// <summary>Whether phones can be told of the card's address.</summary>
internal static class AddressCheck
{
    internal static IReadOnlyList<Problem> Run(CardChosen? chosen, DoctorOptions options)
    {
        if (chosen is null) return [];
        if (chosen.Address is { } address) return [Judge(chosen.Card, address)];
        CardAddress wish = BenchSubnet.Choose(options.Cards()) ?? new CardAddress(new Wire.Dhcp.Ipv4Address(), 24);
        string advice = $"Give it one: {AddressSetters.Own.Add(chosen.Card.Name, wish).TypedWithRights}";
        return chosen.Card.Addresses.Count > 0
            ? [Checkup.Error(ProblemCode.AddressLinkLocal, $"{chosen.Card.Name} has only "
                + $"{chosen.Card.Addresses[0]}, which it gave itself because no DHCP server answered.", advice)]
            : [Checkup.Error(ProblemCode.AddressMissing, $"{chosen.Card.Name} has no IPv4 address.", advice)];
    }

    internal static Problem Judge(NetworkCard card, CardAddress address)
    {
        const string Advice = "Give the card an address such as 192.168.77.1 with the netmask 255.255.255.0.";
        uint first = address.Address.Bits >> 24;
        bool isOwn = card.Kind == CardKind.Loopback;
        if (first is 0 or >= 224 || (first == 127 && !isOwn))
        {
            return Checkup.Error(ProblemCode.AddressNotForHosts, $"{address.Address} is no address that a phone "
                + "could answer to.", Advice);
        }

        if (address.PrefixLength > 30 && !isOwn)
        {
            return Checkup.Error(ProblemCode.NetmaskTooNarrow, $"The netmask of {address} leaves no room for a phone "
                + "in the same subnet.", Advice);
        }

        if (address.Address == address.Subnet.Address)
        {
            return Checkup.Error(ProblemCode.AddressIsNetwork, $"{address.Address} is the name of the whole subnet "
                + $"{address.Subnet}, and no host's.", Advice);
        }

        return address.Address == address.Subnet.Broadcast
            ? Checkup.Error(ProblemCode.AddressIsBroadcast, $"{address.Address} is the broadcast address of "
                + $"{address.Subnet}, and no host's.", Advice)
            : Checkup.Ok(ProblemCode.AddressSane, $"{card.Name} has {address} (netmask {address.Subnet.Mask}).");
    }
}
