using System.Globalization;
using Ringback.Wire.Dhcp;

namespace Ringback.Workbench.Dhcp.Setup;

/// <summary>A range as a person writes it.</summary>
/// <param name="Range">The addresses.</param>
/// <param name="PrefixLength">The length of its network's mask; null for that of the card.</param>
public readonly record struct DhcpRangeWish(DhcpRange Range, int? PrefixLength)
{
    /// <summary>How it is written, for messages.</summary>
    public const string Accepted =
        "a range such as 192.168.77.50-192.168.77.99, 192.168.77.50-99, or with its mask 10.1.0.10-10.1.0.99/24";

    /// <summary>Reads <c>FIRST-LAST</c>; the last may be its last number only, and <c>/24</c> may follow.</summary>
    public static bool TryParse(string text, out DhcpRangeWish wish)
    {
        wish = default;
        int? prefix = null;
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash >= 0)
        {
            if (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int length)
                || length is < 1 or > 32)
            {
                return false;
            }

            prefix = length;
            text = text[..slash];
        }

        string[] ends = text.Split('-', StringSplitOptions.TrimEntries);
        if (ends.Length is < 1 or > 2 || !Ipv4Address.TryParse(ends[0], out Ipv4Address first)) return false;
        Ipv4Address last = first;
        if (ends.Length == 2 && !Ipv4Address.TryParse(ends[1], out last))
        {
            if (!byte.TryParse(ends[1], NumberStyles.None, CultureInfo.InvariantCulture, out byte number)) return false;
            last = new Ipv4Address((first.Bits & ~255u) | number);
        }

        wish = new DhcpRangeWish(new DhcpRange(first, last), prefix);
        return true;
    }
}
