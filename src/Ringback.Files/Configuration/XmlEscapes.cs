using System.Globalization;
using System.Text;

namespace Ringback.Files.Configuration;

/// <summary>Text in XML: what has to be written as a reference.</summary>
internal static class XmlEscapes
{
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
}
