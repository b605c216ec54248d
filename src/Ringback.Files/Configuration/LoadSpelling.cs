using System.Text.RegularExpressions;
using Ringback.Catalogue.Loads;

namespace Ringback.Files.Configuration;

/// <summary>
/// Misspelt load names. <c>P0S3-08-12-00</c> is the commonest: every release up to 8.11 pads its first number and 8.12
/// does not (sources.md 7940-7960 §1.2).
/// </summary>
public static partial class LoadSpelling
{
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
    /// How the load that is meant is called, where no other can be meant: the letter O where every load of a 7940 has
    /// the digit 0, a load of a Java phone without the S at its end or in small letters. Null for any other name.
    /// </summary>
    public static string? Canonical(string name)
    {
        if (name.Length is < 8 or > 40) return null;
        if (JavaLoad().IsMatch(name))
        {
            string upper = name.ToUpperInvariant();
            return upper.EndsWith('S') ? upper : upper + "S";
        }

        if (!name.StartsWith("PO", StringComparison.OrdinalIgnoreCase)) return null;
        // PO003-… has the letter and the digit.
        int from = name.StartsWith("PO003", StringComparison.OrdinalIgnoreCase) ? 3 : 2;
        string mended = ("P0" + name[from..]).ToUpperInvariant().Replace('O', '0');
        return Load.TryParse7940(mended, out Load? load) ? PackageSpelling.Correct(load) ?? mended : null;
    }

    [GeneratedRegex(@"^(SIP|SCCP)(11|31|41|42|45|70|75)\.\d{1,2}-\d-\d+(SR\d+(-\d+)?)?(TH\d+-\d+)?(ES\d+)?S?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex JavaLoad();

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
