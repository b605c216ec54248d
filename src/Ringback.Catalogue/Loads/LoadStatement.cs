using System.Globalization;

namespace Ringback.Catalogue.Loads;

/// <summary>
/// What a phone says it runs. The alarm of an SCCP load gives a load name, or the version in figures: a router's log
/// has <c>Load=7.2(2.0)</c> from a phone on <c>P00307020200</c>.
/// </summary>
public static class LoadStatement
{
    /// <summary>
    /// True when a phone that says <paramref name="stated"/> runs <paramref name="load"/>: a Java phone states the
    /// load's name, and what a 7912 or an ATA states may be the name or the version.
    /// </summary>
    public static bool Means(string? stated, Load load)
    {
        string said = stated?.Trim() ?? "";
        if (said.Equals(load.Text, StringComparison.OrdinalIgnoreCase)) return true;
        return load.Generation is null
            ? said.Equals(load.Image?.Version, StringComparison.OrdinalIgnoreCase)
            : Figures(said) is { } version && IsVersionOf(version, load);
    }

    /// <summary>The same for what may be no load's name.</summary>
    public static bool Means(string? stated, string load) => Load.TryParse(load, out Load? named)
        ? Means(stated, named)
        : load.Equals(stated?.Trim(), StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// How a service release writes itself in figures is not known: <c>8.1(2.0)</c>, <c>8.1(2.2)</c> or
    /// <c>8.1(SR.2)</c> may all be P0030801SR02. What is stated must not contradict the name.
    /// </summary>
    private static bool IsVersionOf(LoadVersion stated, Load load)
    {
        if (stated == load.Version) return true;
        bool service = load.Text.Length > 8 && load.Text.AsSpan(8).IndexOfAnyExceptInRange('0', '9') == 0;
        return service && (stated.Major, stated.Minor) == (load.Version.Major, load.Version.Minor)
            && (stated.Maintenance == load.Version.Maintenance || stated.Maintenance == ServiceRelease)
            && (stated.Build == Math.Max(load.Version.ServiceRelease, load.Version.Build) || stated.Build == 0);
    }

    private const int ServiceRelease = -1;

    /// <summary><c>a.b(c.d)</c>, <c>a.b(c)</c> or <c>a.b(SR.d)</c>.</summary>
    private static LoadVersion? Figures(ReadOnlySpan<char> s)
    {
        int open = s.IndexOf('(');
        if (open < 0 || s[^1] != ')') return null;
        ReadOnlySpan<char> inner = s[(open + 1)..^1];
        int dot = inner.IndexOf('.');
        ReadOnlySpan<char> outer = s[..open];
        int point = outer.IndexOf('.');
        if (point < 0 || !Number(outer[..point], out int major) || !Number(outer[(point + 1)..], out int minor))
            return null;
        ReadOnlySpan<char> third = dot < 0 ? inner : inner[..dot];
        int maintenance = ServiceRelease;
        if (!third.Equals("SR", StringComparison.OrdinalIgnoreCase) && !Number(third, out maintenance)) return null;

        int sub = 0;
        if (dot >= 0 && !Number(inner[(dot + 1)..], out sub)) return null;
        return new LoadVersion(major, minor, maintenance, Build: sub);
    }

    private static bool Number(ReadOnlySpan<char> s, out int value) =>
        int.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
