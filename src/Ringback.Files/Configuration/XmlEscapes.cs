using System.Globalization;
using System.Text;

namespace Ringback.Files.Configuration;

/// <summary>Text in XML: what has to be written as a reference, and back.</summary>
internal static class XmlEscapes
{
    // The longest reference is &#x10FFFF; and a bare ampersand must not make us search the rest of the file.
    private const int LongestReference = 10;

    /// <summary>Whether XML can hold the text at all: no control characters but tab and line ends.</summary>
    public static bool CanHold(string text)
    {
        foreach (Rune rune in text.EnumerateRunes())
        {
            // A lone surrogate is enumerated as the replacement character, which nobody means to write.
            if (rune.Value is < 0x20 and not ('\t' or '\n' or '\r') or 0xFFFD or 0xFFFE or 0xFFFF) return false;
        }

        return true;
    }

    /// <summary>The text for an element or an attribute in ASCII.</summary>
    public static string Write(string text)
    {
        StringBuilder written = new(text.Length + 16);
        foreach (Rune rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '&': written.Append("&amp;"); break;
                case '<': written.Append("&lt;"); break;
                case '>': written.Append("&gt;"); break;
                case '"': written.Append("&quot;"); break;
                case '\'': written.Append("&apos;"); break;
                case >= ' ' and < 0x7F: written.Append((char)rune.Value); break;
                default: written.Append(CultureInfo.InvariantCulture, $"&#{rune.Value};"); break;
            }
        }

        return written.ToString();
    }

    /// <summary>The text that was meant; what is no reference stays as it is.</summary>
    public static string Read(string written)
    {
        if (!written.Contains('&', StringComparison.Ordinal)) return written;
        StringBuilder text = new(written.Length);
        for (int i = 0; i < written.Length;)
        {
            int end = written[i] == '&' ? written.IndexOf(';', i, Math.Min(LongestReference, written.Length - i)) : -1;
            if (end < 0 || Meant(written.AsSpan(i + 1, end - i - 1)) is not { } rune)
            {
                text.Append(written[i++]);
                continue;
            }

            text.Append(rune.ToString());
            i = end + 1;
        }

        return text.ToString();
    }

    private static Rune? Meant(ReadOnlySpan<char> name)
    {
        switch (name)
        {
            case "amp": return new Rune('&');
            case "lt": return new Rune('<');
            case "gt": return new Rune('>');
            case "quot": return new Rune('"');
            case "apos": return new Rune('\'');
        }

        if (name.Length < 2 || name[0] != '#') return null;
        bool hexadecimal = name[1] is 'x';
        return int.TryParse(name[(hexadecimal ? 2 : 1)..],
                hexadecimal ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture,
                out int value)
            && Rune.IsValid(value) ? new Rune(value) : null;
    }
}
