using System.Text;

namespace Ringback.Catalogue.Loads;

/// <summary>The version in a file's name as people say it (sources.md other-phones §2.2, §2.3).</summary>
public static class ReleaseWords
{
    private const int LongestText = 40;

    /// <summary>
    /// <c>9-4-2SR3-1S</c> is 9.4(2)SR3-1, <c>8-3-2-27</c> is 8.3(2.27), <c>1.4.6.3</c> is itself. The last S of a
    /// signed load is no part of the version. Null when the text holds no version.
    /// </summary>
    public static string? Say(ReadOnlySpan<char> text)
    {
        text = text.Trim("-._ ");
        if (text.IsEmpty || text.Length > LongestText || !char.IsAsciiDigit(text[0])) return null;
        if (text.Length > 1 && text[^1] is 'S' or 's' && char.IsAsciiDigit(text[^2])) text = text[..^1];
        if (IsPairs(text)) return Pairs(text);
        int dash = text.IndexOf('-');
        // "4.0-03-02" and "1.4.6.3" are written with dots already.
        if (dash < 0 || text[..dash].Contains('.')) return text.ToString();
        return Dashed(text);
    }

    /// <summary><c>05000400</c> of <c>S00105000400</c>: two digits to a number, as in the 7940's names.</summary>
    private static bool IsPairs(ReadOnlySpan<char> text) =>
        text.Length is 8 && text.IndexOfAnyExceptInRange('0', '9') < 0;

    private static string Pairs(ReadOnlySpan<char> text)
    {
        int major = int.Parse(text[..2]), minor = int.Parse(text[2..4]);
        int maintenance = int.Parse(text[4..6]), part = int.Parse(text[6..]);
        return part == 0
            ? FormattableString.Invariant($"{major}.{minor}({maintenance})")
            : FormattableString.Invariant($"{major}.{minor}({maintenance}.{part})");
    }

    private static string Dashed(ReadOnlySpan<char> text)
    {
        StringBuilder said = new(text.Length + 4);
        int numbers = 0;
        while (!text.IsEmpty)
        {
            int digits = text.IndexOfAnyExceptInRange('0', '9');
            if (digits < 0) digits = text.Length;
            if (digits == 0) break;
            said.Append(numbers switch { 0 => "", 2 => "(", _ => "." }).Append(text[..digits]);
            numbers++;
            text = text[digits..];
            if (text.IsEmpty || text[0] != '-' || text.Length == 1 || !char.IsAsciiDigit(text[1])) break;
            text = text[1..];
        }

        if (numbers > 2) said.Append(')');
        return said.Append(text).ToString();
    }
}
