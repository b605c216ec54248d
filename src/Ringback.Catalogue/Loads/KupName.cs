using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Ringback.Catalogue.Loads;

/// <summary>
/// The name of a 7902, 7905, 7912 or ATA image: model, version, protocol, the day it was built and the build of that
/// day, as in <c>CP7912080004SCCP080108A.sbin</c>.
/// </summary>
/// <param name="Model"><c>7912</c>, or <c>ata</c>.</param>
/// <param name="Version">As people write it: <c>8.0(4)</c>.</param>
/// <param name="Protocol">What it speaks; the image itself does not say.</param>
/// <param name="Built">The day in the name; null when it is no day.</param>
/// <param name="Build">The letter behind the day.</param>
/// <remarks>sources.md other-phones §1.1. Letter case is ignored.</remarks>
public sealed record KupName(string Model, string Version, PhoneProtocol Protocol, DateOnly? Built, char Build)
{
    private static readonly (string Word, PhoneProtocol Protocol)[] Protocols =
    [
        ("SCCP", PhoneProtocol.Sccp), ("SIP", PhoneProtocol.Sip), ("H323", PhoneProtocol.H323),
        ("MGCP", PhoneProtocol.Mgcp),
    ];

    /// <summary>Reads a file's name, with or without its extension.</summary>
    /// <param name="name">The name without folders.</param>
    /// <param name="result">What it says; null when it is not such a name.</param>
    public static bool TryParse(ReadOnlySpan<char> name, [NotNullWhen(true)] out KupName? result)
    {
        result = null;
        string? model = null;
        if (name.StartsWith("CP79", StringComparison.OrdinalIgnoreCase) && name.Length > 6)
        {
            if (!char.IsAsciiDigit(name[4]) || !char.IsAsciiDigit(name[5])) return false;
            model = name[2..6].ToString();
            name = name[6..];
        }
        else if (TryParseOld(name, out result))
        {
            return true;
        }
        else if (name.StartsWith("ATA", StringComparison.OrdinalIgnoreCase))
        {
            model = "ata";
            name = name[3..];
        }

        if (model is null || !Pair(ref name, out int major) || !Pair(ref name, out int minor)
            || !Pair(ref name, out int part) || !ReadProtocol(ref name, out PhoneProtocol protocol)
            || !Pair(ref name, out int year) || !Pair(ref name, out int month) || !Pair(ref name, out int day)
            || name.IsEmpty || !char.IsAsciiLetter(name[0]) || (name.Length > 1 && name[1] != '.'))
        {
            return false;
        }

        string version = FormattableString.Invariant($"{major}.{minor}({part})");
        result = new KupName(model, version, protocol, Day(year, month, day), char.ToUpperInvariant(name[0]));
        return true;
    }

    /// <summary>The 7905's first names, <c>ld-v2-00-h323-030101A</c>; their second number has no third.</summary>
    private static bool TryParseOld(ReadOnlySpan<char> name, [NotNullWhen(true)] out KupName? result)
    {
        result = null;
        const string start = "ld-v";
        if (!name.StartsWith(start, StringComparison.OrdinalIgnoreCase)) return false;
        name = name[start.Length..];
        int dash = name.IndexOf('-');
        if (dash is not (1 or 2) || !int.TryParse(name[..dash], NumberStyles.None, CultureInfo.InvariantCulture,
            out int major)) return false;
        name = name[(dash + 1)..];
        if (!Pair(ref name, out int minor) || !Dash(ref name) || !ReadProtocol(ref name, out PhoneProtocol protocol)
            || !Dash(ref name) || !Pair(ref name, out int year) || !Pair(ref name, out int month)
            || !Pair(ref name, out int day) || name.IsEmpty || !char.IsAsciiLetter(name[0])
            || (name.Length > 1 && name[1] != '.'))
        {
            return false;
        }

        string version = FormattableString.Invariant($"{major}.{minor}");
        result = new KupName("7905", version, protocol, Day(year, month, day), char.ToUpperInvariant(name[0]));
        return true;
    }

    private static bool Dash(ref ReadOnlySpan<char> text)
    {
        if (text is not ['-', ..]) return false;
        text = text[1..];
        return true;
    }

    private static DateOnly? Day(int year, int month, int day) =>
        month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(2000 + year, month)
            ? new DateOnly(2000 + year, month, day)
            : null;

    private static bool Pair(ref ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        if (text.Length < 2 || !int.TryParse(text[..2], NumberStyles.None, CultureInfo.InvariantCulture, out value))
            return false;
        text = text[2..];
        return true;
    }

    private static bool ReadProtocol(ref ReadOnlySpan<char> text, out PhoneProtocol protocol)
    {
        foreach ((string word, PhoneProtocol meant) in Protocols)
        {
            if (!text.StartsWith(word, StringComparison.OrdinalIgnoreCase)) continue;
            protocol = meant;
            text = text[word.Length..];
            return true;
        }

        protocol = default;
        return false;
    }
}
