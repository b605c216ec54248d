using Ringback.Catalogue;
using Ringback.Wire.Dhcp;
using Ringback.Workbench.Network;

namespace Ringback.Workbench.Dhcp.Setup;

/// <summary>
/// What the user wants of the DHCP server, from the command line and from a file together: <c>--dhcp</c>,
/// <c>--dhcp-option</c>, <c>--dhcp-config</c>.
/// </summary>
public sealed record DhcpSetup
{
    /// <summary>Networks on the smallest of which a range is made by itself: /30 has two hosts.</summary>
    private const int SmallestNetwork = 29;

    // Nobody has more phones on one bench, and each of these addresses is asked for now and then.
    private const int MostByItself = 1000;
    private const int KeptBelow = 9;
    private const int KeptAbove = 4;

    /// <summary>True when a range is to be made for each of our own networks that has none.</summary>
    public bool MakesRanges { get; init; }

    /// <summary>True serves nobody but phones.</summary>
    public bool PhonesOnly { get; init; }

    /// <summary>Ranges of the command line.</summary>
    public IReadOnlyList<DhcpRangeWish> Ranges { get; init; } = [];

    /// <summary>What all clients are told.</summary>
    public DhcpPhoneOptions Options { get; init; } = new();

    /// <summary>Networks of the file, with their ranges.</summary>
    public IReadOnlyList<DhcpSubnet> Subnets { get; init; } = [];

    /// <summary>Addresses for single clients; each goes to the network that it lies in.</summary>
    public IReadOnlyList<DhcpReservation> Reservations { get; init; } = [];

    /// <summary>Options for some clients.</summary>
    public IReadOnlyList<DhcpRule> Rules { get; init; } = [];

    /// <summary>Beginnings of MACs that are phones.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> HardwarePrefixes { get; init; } = [];

    /// <summary>Where relays may be, besides the networks that are served and our own.</summary>
    public IReadOnlyList<Ipv4Network> Relays { get; init; } = [];

    /// <summary>
    /// Whether this is the only server here; null decides by itself: it is, unless only phones are served.
    /// </summary>
    public bool? IsAuthoritative { get; init; }

    /// <summary>Where a phone is sent that has reached its goal; empty for here, like any other.</summary>
    public IReadOnlyList<Ipv4Address> TftpWhenDone { get; init; } = [];

    /// <summary>What to serve on these networks of ours; all that is wrong is told at once.</summary>
    /// <param name="own">Our addresses on the cards that are served.</param>
    /// <param name="faults">What is wrong, in sentences; empty when nothing is.</param>
    public DhcpServerOptions Make(IReadOnlyList<CardAddress> own, out IReadOnlyList<string> faults)
    {
        List<string> wrong = [];
        List<DhcpSubnet> subnets = [.. Subnets];
        foreach (DhcpRangeWish wish in Ranges) Place(wish, own, subnets, wrong);
        if (MakesRanges)
        {
            foreach (CardAddress network in own) MakeRange(network, subnets, wrong);
        }

        foreach (DhcpReservation reservation in Reservations) Place(reservation, subnets, wrong);
        DhcpServerOptions made = new()
        {
            Subnets = subnets,
            PhonesOnly = PhonesOnly,
            PhoneHardwarePrefixes = HardwarePrefixes,
            PhoneMakers = PhoneMakers.Prefixes,
            // A relay on our own cable sends from there, whatever network its phones are in.
            Relays = [.. Relays, .. own.Select(o => o.Subnet)],
            IsAuthoritative = IsAuthoritative ?? !PhonesOnly,
            Options = Options,
            Rules = Rules,
            OwnAddresses = [.. own.Select(o => o.Address)],
        };
        wrong.AddRange(made.Faults());
        faults = wrong;
        return made;
    }

    private static void Place(
        DhcpRangeWish wish, IReadOnlyList<CardAddress> own, List<DhcpSubnet> subnets, List<string> wrong)
    {
        Ipv4Address first = wish.Range.First;
        int at = subnets.FindIndex(s => s.Network.Contains(first)
            && (wish.PrefixLength is null || wish.PrefixLength == s.Network.PrefixLength));
        if (at >= 0)
        {
            subnets[at] = subnets[at] with { Ranges = [.. subnets[at].Ranges, wish.Range] };
            return;
        }

        Ipv4Network? network = wish.PrefixLength is { } length
            ? Ipv4Network.Of(first, length)
            : own.Where(o => o.Subnet.Contains(first)).Select(o => (Ipv4Network?)o.Subnet).FirstOrDefault();
        if (network is { } found)
        {
            subnets.Add(new DhcpSubnet(found) { Ranges = [wish.Range] });
            return;
        }

        string ours = own.Count == 0 ? "none" : string.Join(", ", own.Select(o => o.Subnet));
        wrong.Add($"The range {first}-{wish.Range.Last} lies in no network of this computer ({ours}). Take one that "
            + "does, or, for phones behind a relay, write its mask too, such as /24.");
    }

    private static void MakeRange(CardAddress own, List<DhcpSubnet> subnets, List<string> wrong)
    {
        Ipv4Network network = own.Subnet;
        if (subnets.Any(s => s.Network == network && s.Ranges.Count > 0)) return;
        if (own.PrefixLength > SmallestNetwork)
        {
            wrong.Add($"The network {network} is too small to make a range in it. Write the range: "
                + $"{DhcpRangeWish.Accepted}.");
            return;
        }

        uint first = network.Address.Bits + 1, last = network.Broadcast.Bits - 1;
        if (last - first > 4 * (KeptBelow + KeptAbove))
        {
            // Routers and servers have their fixed addresses at the ends.
            first += KeptBelow;
            last -= KeptAbove;
        }

        if (last - first >= MostByItself) last = first + MostByItself - 1;
        DhcpRange range = new(new Ipv4Address(first), new Ipv4Address(last));
        int at = subnets.FindIndex(s => s.Network == network);
        if (at >= 0) subnets[at] = subnets[at] with { Ranges = [range] };
        else subnets.Add(new DhcpSubnet(network) { Ranges = [range] });
    }

    private static void Place(DhcpReservation reservation, List<DhcpSubnet> subnets, List<string> wrong)
    {
        int at = subnets.FindIndex(s => s.Network.Contains(reservation.Address));
        if (at >= 0)
            subnets[at] = subnets[at] with { Reservations = [.. subnets[at].Reservations, reservation] };
        else wrong.Add($"The reserved address {reservation.Address} lies in no network that is served.");
    }
}
