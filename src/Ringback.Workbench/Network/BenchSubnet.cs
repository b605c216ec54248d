using Ringback.Wire.Dhcp;

namespace Ringback.Workbench.Network;

/// <summary>Which subnet a bench gets that has none.</summary>
public static class BenchSubnet
{
    // Seldom used at home or at work, unlike .0 and .1; then other corners of the private networks (RFC 1918).
    private static readonly CardAddress[] Wishes =
    [
        Wish(192, 168, 77), Wish(192, 168, 177), Wish(10, 77, 77), Wish(172, 31, 77), Wish(172, 20, 77),
        Wish(10, 177, 77), Wish(192, 168, 78), Wish(192, 168, 178),
    ];

    /// <summary>An address in a subnet that no card is in and no route leads to; null when all are taken.</summary>
    public static CardAddress? Choose(IReadOnlyList<NetworkCard> cards)
    {
        Ipv4Network[] taken = [.. cards.SelectMany(c => c.Subnets)];
        foreach (CardAddress wish in Wishes)
        {
            if (!Array.Exists(taken, t => t.Overlaps(wish.Subnet))) return wish;
        }

        return null;
    }

    private static CardAddress Wish(uint first, uint second, uint third) =>
        new(new Ipv4Address((first << 24) | (second << 16) | (third << 8) | 1), 24);
}
