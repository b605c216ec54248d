using System.Text;

namespace Ringback.Files.Text;

/// <summary>Tells text from machine code, for files without a magic of their own.</summary>
internal static class PlainText
{
    /// <summary>
    /// True when there is no control character but tab, CR, LF. Bytes above 0x7f pass: people write comments in
    /// their own language.
    /// </summary>
    internal static bool IsPlain(ReadOnlySpan<byte> content)
    {
        foreach (byte b in content)
        {
            if (b is < 0x20 and not ((byte)'\t' or (byte)'\r' or (byte)'\n') or 0x7f) return false;
        }

        return true;
    }

    /// <summary>True when it begins as a page of the web does, whatever its name promises.</summary>
    internal static bool IsWebPage(ReadOnlySpan<byte> content)
    {
        const int longestStart = 64;
        ReadOnlySpan<byte> start = content.TrimStart(" \t\r\n\ufeff"u8);
        string text = Encoding.Latin1.GetString(start[..Math.Min(start.Length, longestStart)]);
        return text.StartsWith("<!DOCTYPE html", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase);
    }
}
