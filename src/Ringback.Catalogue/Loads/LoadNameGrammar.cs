using System.Globalization;

namespace Ringback.Catalogue.Loads;

/// <summary>The version part of a load name: what follows <c>P0x3</c>. sources.md 7940-7960 §1.2.</summary>
internal static class LoadNameGrammar
{
    internal readonly record struct Decoded(LoadVersion Version, string Human);

    /// <summary><c>-08-11-00</c>, <c>-8-12-00</c>: major, minor, sub. People say <c>8.12</c>.</summary>
    internal static Decoded? Dashed(ReadOnlySpan<char> s)
    {
        Span<Range> parts = stackalloc Range[5];
        if (s.Split(parts, '-') != 4 || !s[parts[0]].IsEmpty) return null;
        if (!Number(s[parts[1]], 1, 2, out int major) || !Number(s[parts[2]], 1, 2, out int minor)
            || !Number(s[parts[3]], 2, 2, out int sub))
        {
            return null;
        }

        string human = sub == 0 ? Text($"{major}.{minor}") : Text($"{major}.{minor}.{sub}");
        return new Decoded(new LoadVersion(major, minor, Build: sub), human);
    }

    /// <summary><c>0301</c>, <c>08010200</c>, <c>0702T023</c>, <c>0801SR02</c>: two digits to a number.</summary>
    internal static Decoded? Digits(ReadOnlySpan<char> s, PhoneProtocol protocol)
    {
        if (s.Length < 4 || !Number(s[..2], 2, 2, out int major) || !Number(s[2..4], 2, 2, out int minor)) return null;
        ReadOnlySpan<char> rest = s[4..];

        if (rest.IsEmpty) return new Decoded(new LoadVersion(major, minor), Text($"{major}.{minor}"));
        if (protocol is not PhoneProtocol.Sccp) return null;

        if (rest.Length == 4 && Number(rest[..2], 2, 2, out int maintenance) && Number(rest[2..], 2, 2, out int part))
        {
            string human = part == 0
                ? Text($"{major}.{minor}({maintenance})")
                : Text($"{major}.{minor}({maintenance}.{part})");
            return new Decoded(new LoadVersion(major, minor, maintenance, Build: part), human);
        }

        if (rest.Length == 4 && rest[0] is 'T' or 't' && Number(rest[1..], 3, 3, out int test))
            return new Decoded(new LoadVersion(major, minor, Build: test), Text($"{major}.{minor} T{test:000}"));

        if (rest.Length == 4 && rest[..2].Equals("SR", StringComparison.OrdinalIgnoreCase)
            && Number(rest[2..], 2, 2, out int release))
        {
            // P0030801SR02's digits leave the maintenance number out: its own read-me says 8.1(2)SR2, and so must
            // the order, or 8.1(2) would count as newer than its own service release (sources.md 7940-7960 §1.2).
            return (major, minor) == (8, 1)
                ? new Decoded(new LoadVersion(8, 1, 2, release), Text($"8.1(2)SR{release}"))
                : new Decoded(new LoadVersion(major, minor, 0, release), Text($"{major}.{minor} SR{release}"));
        }

        return null;
    }

    private static bool Number(ReadOnlySpan<char> s, int fewest, int most, out int value)
    {
        value = 0;
        return s.Length >= fewest && s.Length <= most
            && int.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    private static string Text(FormattableString s) => FormattableString.Invariant(s);
}
