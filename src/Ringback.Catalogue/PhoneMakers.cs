using System.Collections.Frozen;
using System.Globalization;
using Ringback.Catalogue.Tables;

namespace Ringback.Catalogue;

/// <summary>
/// The beginnings of MACs that the makers of these phones have: <c>Catalogue/Data/phone-makers.txt</c>, which says its
/// source. A phone has one of them; so do other things of the same makers, and whoever makes a MAC up can take one.
/// </summary>
public static class PhoneMakers
{
    private const int BitsBehind = 24;

    /// <summary>The first three bytes, as a number.</summary>
    public static IReadOnlySet<uint> Prefixes { get; } = Read();

    /// <summary>True when a maker of phones has the beginning of this MAC.</summary>
    public static bool Include(MacAddress mac) => Prefixes.Contains(PrefixOf(mac));

    /// <summary>The first three bytes of a MAC, as a number.</summary>
    public static uint PrefixOf(MacAddress mac) => (uint)(mac.ToUInt64() >> BitsBehind);

    private static FrozenSet<uint> Read() =>
        EmbeddedTable.Rows(typeof(PhoneMakers), "phone-makers.txt").SelectMany(row => row[1].Split(' '))
            .Select(text => uint.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))
            .ToFrozenSet();
}
