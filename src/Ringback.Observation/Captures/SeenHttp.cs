using System.Globalization;
using System.Text;

namespace Ringback.Observation.Captures;

/// <summary>The first lines of HTTP between others, RFC 9112 §3 and §4.</summary>
internal static class SeenHttp
{
    // As long as TFTP's; a phone asks for the same names by both.
    private const int LongestName = 512;
    private const int LongestHead = 4096;

    /// <summary>The name in a request for a file; null for another request, and for what is none.</summary>
    internal static string? NameIn(ReadOnlySpan<byte> head)
    {
        int end = head.IndexOf("\r\n"u8);
        ReadOnlySpan<byte> line = end < 0 ? head : head[..end];
        if (!line.StartsWith("GET /"u8)) return null;
        line = line[5..];
        int blank = line.IndexOf((byte)' ');
        if (blank is <= 0 or > LongestName || !line[(blank + 1)..].StartsWith("HTTP/"u8)) return null;
        return Uri.UnescapeDataString(Encoding.Latin1.GetString(line[..blank]));
    }

    /// <summary>The status of an answer; null for bytes that begin none.</summary>
    internal static int? StatusIn(ReadOnlySpan<byte> bytes)
    {
        const int before = 9, digits = 3;
        if (!bytes.StartsWith("HTTP/1."u8) || bytes.Length < before + digits) return null;
        ReadOnlySpan<byte> text = bytes.Slice(before, digits);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int status) ? status : null;
    }

    /// <summary>The headers, as far as they stand in these bytes.</summary>
    internal static ReadOnlySpan<byte> HeadOf(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf("\r\n\r\n"u8);
        return bytes[..Math.Min(end < 0 ? bytes.Length : end, LongestHead)];
    }
}
