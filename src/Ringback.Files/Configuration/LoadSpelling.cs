using System.Text.RegularExpressions;
using Ringback.Catalogue.Loads;

namespace Ringback.Files.Configuration;

/// <summary>
/// Misspelt load names. <c>P0S3-08-12-00</c> is the commonest: every release up to 8.11 pads its first number and 8.12
/// does not (sources.md 7940-7960 §1.2).
/// </summary>
public static partial class LoadSpelling
{
    /// <summary>The packages that people have (sources.md 7940-7960 §1.2).</summary>
    private static readonly string[] Public =
    [
        "P0S3-8-12-00", "P0S3-08-11-00", "P0S3-08-9-00", "P0S3-07-5-00", "P0S3-07-4-00", "P0S3-06-3-00", "P0M3-07-7-00",
        "P0030801SR02", "P00308010200", "P00308010100", "P00308001000", "P00308000900", "P00308000800", "P00308000500",
        "P00307020400", "P00307020300", "P00305000300", "P00305000301", "P003-8-12-00", "P003-07-5-00", "P003-07-7-00",
    ];

    /// <summary>A load's name in which each dash takes the three bytes of UTF-8.</summary>
    private const int LongestWritten = 80;

    // U+2010 to U+2015, the minus, the small and the wide hyphen; then the first eight as Latin-1 shows their UTF-8,
    // and the two of Windows-1252.
    private static readonly string[] Dashes =
    [
        "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2015", "\u2212", "\uFE63", "\uFF0D",
        "\u00E2\u0080\u0090", "\u00E2\u0080\u0091", "\u00E2\u0080\u0092", "\u00E2\u0080\u0093", "\u00E2\u0080\u0094",
        "\u00E2\u0080\u0095", "\u00E2\u0088\u0092", "\u0096", "\u0097",
    ];

    /// <summary>The known load that a value must mean.</summary>
    /// <param name="value">What a file says.</param>
    /// <param name="known">The loads that exist here.</param>
    /// <returns>
    /// The load with that very name, else the only one of the same protocol and numbers; null when there is none, or
    /// when several fit.
    /// </returns>
    public static Load? Suggest(string value, IEnumerable<Load> known)
    {
        if (Understood(value) is not { } meant) return null;
        List<Load> fitting = [];
        foreach (Load load in known)
        {
            if (load.Equals(meant)) return load;
            if (SameRelease(load, meant) && !fitting.Contains(load)) fitting.Add(load);
        }

        return fitting.Count == 1 ? fitting[0] : null;
    }

    /// <summary>
    /// How the load that is meant is called, where no other can be meant: letters for the digits that look like them,
    /// dashes of a text processor, a load of a Java phone without the S at its end or in small letters, an image of a
    /// 7905 in small letters. Null for any other name, and for one of a 7940 that is right but for its letter case.
    /// </summary>
    public static string? Canonical(string name)
    {
        if (name.Length > LongestWritten) return null;
        string plain = WithPlainDashes(name);
        if (plain.Length is < 8 or > 40) return null;
        return Java(plain) ?? Universal(plain) ?? Profile(plain)
            ?? (plain != name && Load.TryParse(plain, out Load? load) ? load.Text : null);
    }

    private static string? Java(string name)
    {
        if (JavaLoad().Match(name) is not { Success: true } match) return null;
        string version = match.Groups[3].Value.ToUpperInvariant()
            .Replace('O', '0').Replace('I', '1').Replace('L', '1').Replace('.', '-').Replace('_', '-');
        if (!JavaVersion().IsMatch(version)) return null;
        string upper = $"{match.Groups[1].Value.ToUpperInvariant()}{match.Groups[2].Value}.{version}";
        return upper.EndsWith('S') ? upper : upper + "S";
    }

    private static string? Universal(string name)
    {
        if (name[0] is not ('P' or 'p') || name[1] is not ('0' or 'O' or 'o') || Load.TryParse7940(name, out _))
            return null;
        // PO003-… has the letter and the digit.
        int from = name.StartsWith("PO003", StringComparison.OrdinalIgnoreCase) ? 3 : 2;
        return Parsed("P0" + name[from..]) is { } load ? PackageSpelling.Correct(load) ?? load.Text : Near(name);
    }

    /// <summary>The one load of public packages that is a single slip away; null when none or several are.</summary>
    private static string? Near(string name)
    {
        string[] near = [.. Public.Where(p => IsOneSlip(name.ToUpperInvariant(), p)
            || p.Equals(name + "-00", StringComparison.OrdinalIgnoreCase))];
        return near.Length == 1 ? near[0] : null;
    }

    /// <summary>Whether one character too many, too few or another lies between them.</summary>
    private static bool IsOneSlip(string written, string right)
    {
        int same = 0;
        while (same < written.Length && same < right.Length && written[same] == right[same]) same++;
        ReadOnlySpan<char> a = written.AsSpan(same), b = right.AsSpan(same);
        return (a.Length - b.Length) switch
        {
            0 => a.Length > 0 && a[1..].SequenceEqual(b[1..]),
            1 => a[1..].SequenceEqual(b),
            -1 => a.SequenceEqual(b[1..]),
            _ => false,
        };
    }

    private static string? Profile(string name)
    {
        bool isImage = name.StartsWith("CP79", StringComparison.OrdinalIgnoreCase)
            || (name.StartsWith("ATA", StringComparison.OrdinalIgnoreCase) && name[3] is not ('1' or '-'));
        string mended = name.ToUpperInvariant().Replace('O', '0');
        return isImage && !name.Contains('.', StringComparison.Ordinal) && KupName.TryParse(mended, out _)
            ? mended
            : null;
    }

    /// <summary>
    /// A hyphen for each of a text processor's dashes, also where the text is UTF-8 or Windows-1252 a byte to a
    /// character.
    /// </summary>
    private static string WithPlainDashes(string text)
    {
        if (text.All(char.IsAscii)) return text;
        foreach (string dash in Dashes) text = text.Replace(dash, "-", StringComparison.Ordinal);
        return text;
    }

    [GeneratedRegex(@"^(SIP|SCCP)(11|31|41|42|45|70|75)[._-]([\w.-]+)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex JavaLoad();

    [GeneratedRegex(@"^\d{1,2}-\d-\d+(SR\d+(-\d+)?)?(TH\d+-\d+)?(ES\d+)?S?$", RegexOptions.CultureInvariant)]
    private static partial Regex JavaVersion();

    // The numbers alone would take test build 23 of 7.2 (P0030702T023) for 7.2(0.23); the human version tells them
    // apart.
    private static bool SameRelease(Load left, Load right) =>
        left.Protocol == right.Protocol && left.Version == right.Version && left.HumanVersion == right.HumanVersion;

    private static Load? Understood(string value)
    {
        (int start, int end) = BareName.Trim(value, 0, value.Length);
        ReadOnlySpan<char> bare = value.AsSpan(start, end - start);
        bare = bare[..^BareName.ExtensionLength(bare)];
        if (Parsed(bare) is { } whole) return whole;

        // A stray last character: a phone of a known log asked for such a name.
        return bare.Length > 1 ? Parsed(bare[..^1]) : null;
    }

    private static Load? Parsed(ReadOnlySpan<char> text)
    {
        if (text.Length > 32) return null;
        // No load name has a letter O, I or L, nor an underscore; people write them for 0, 1 and the dash.
        string mended = text.ToString().ToUpperInvariant()
            .Replace('O', '0').Replace('I', '1').Replace('L', '1').Replace('_', '-');
        return Load.TryParse7940(mended, out Load? load) ? load : null;
    }
}
