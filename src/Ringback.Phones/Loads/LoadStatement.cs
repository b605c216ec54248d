using System.Globalization;

namespace Ringback.Phones.Loads;

/// <summary>
/// What a phone says it runs. The alarm of an SCCP load gives a load name, or the version in figures: a router's log
/// has <c>Load=7.2(2.0)</c> from a phone on <c>P00307020200</c>.
/// </summary>
public static class LoadStatement
{
    /// <summary>True when a phone that says <paramref name="stated"/> runs <paramref name="load"/>.</summary>
    public static bool Means(string? stated, LoadName load)
    {
        if (string.IsNullOrWhiteSpace(stated)) return false;
        return LoadName.TryParse(stated.AsSpan().Trim(), out LoadName? named)
            ? named.Equals(load)
            : Figures(stated.AsSpan().Trim()) is { } version && version == load.Version;
    }

    /// <summary><c>a.b(c.d)</c> or <c>a.b(c)</c>.</summary>
    private static LoadVersion? Figures(ReadOnlySpan<char> s)
    {
        int open = s.IndexOf('(');
        if (open < 0 || s[^1] != ')') return null;
        ReadOnlySpan<char> inner = s[(open + 1)..^1];
        int dot = inner.IndexOf('.');
        ReadOnlySpan<char> outer = s[..open];
        int point = outer.IndexOf('.');
        if (point < 0 || !Number(outer[..point], out int major) || !Number(outer[(point + 1)..], out int minor)
            || !Number(dot < 0 ? inner : inner[..dot], out int maintenance))
        {
            return null;
        }

        int sub = 0;
        if (dot >= 0 && !Number(inner[(dot + 1)..], out sub)) return null;
        return new LoadVersion(major, minor, maintenance, sub);
    }

    private static bool Number(ReadOnlySpan<char> s, out int value) =>
        int.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
