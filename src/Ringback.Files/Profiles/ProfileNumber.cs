using System.Globalization;

namespace Ringback.Files.Profiles;

/// <summary>Numbers as profiles have them: decimal, with a minus if need be, or hexadecimal behind <c>0x</c>.</summary>
internal static class ProfileNumber
{
    internal static bool TryParse(ReadOnlySpan<char> text, out long value)
    {
        text = text.Trim();
        return text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? uint.TryParse(text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint bits)
                ? (value = bits) >= 0
                : (value = 0) != 0
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>A number of one to four bytes; negative ones in two's complement.</summary>
    internal static bool TryParse(ReadOnlySpan<char> text, int bytes, out uint bits)
    {
        bits = 0;
        if (!TryParse(text, out long value)) return false;
        long largest = (1L << (8 * bytes)) - 1;
        if (value > largest || value < -(largest + 1) / 2) return false;
        bits = (uint)(value & largest);
        return true;
    }
}
