using System.Globalization;

namespace Ringback.Workbench.Http;

/// <summary>A part of a content.</summary>
/// <param name="First">The first byte, from 0.</param>
/// <param name="Length">Bytes.</param>
internal readonly record struct ByteRange(long First, long Length)
{
    /// <summary>
    /// Reads a <c>Range</c> header (RFC 9110 §14.1.2). One range is served; anything else (another unit, several
    /// ranges, what is not well formed) is ignored, as §14.2 allows, and the whole content is sent.
    /// </summary>
    /// <param name="header">The header's value; null or empty for none.</param>
    /// <param name="length">Bytes of the whole content.</param>
    /// <param name="isUnsatisfiable">True when nothing of the content lies in it: status 416.</param>
    /// <returns>The part; null for the whole.</returns>
    internal static ByteRange? Read(string? header, long length, out bool isUnsatisfiable)
    {
        isUnsatisfiable = false;
        const string unit = "bytes=";
        if (header is null || !header.StartsWith(unit, StringComparison.OrdinalIgnoreCase)) return null;
        ReadOnlySpan<char> range = header.AsSpan(unit.Length).Trim(' ');
        int dash = range.IndexOf('-');
        if (dash < 0 || !TryNumber(range[..dash], out long? first) || !TryNumber(range[(dash + 1)..], out long? last))
            return null;
        if (first is null)
        {
            if (last is not { } suffix) return null;
            isUnsatisfiable = suffix == 0 || length == 0;
            long taken = Math.Min(suffix, length);
            return isUnsatisfiable ? null : new ByteRange(length - taken, taken);
        }

        if (last < first) return null;
        isUnsatisfiable = first >= length;
        return isUnsatisfiable
            ? null
            : new ByteRange(first.Value, Math.Min(last ?? long.MaxValue, length - 1) - first.Value + 1);
    }

    private static bool TryNumber(ReadOnlySpan<char> text, out long? number)
    {
        number = null;
        if (text.IsEmpty) return true;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value)) return false;
        number = value;
        return true;
    }
}
