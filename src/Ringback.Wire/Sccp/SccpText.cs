namespace Ringback.Wire.Sccp;

/// <summary>The text fields of SCCP: a fixed number of bytes, ended by NUL unless the text fills them.</summary>
internal static class SccpText
{
    /// <summary>
    /// Reads a field. What is not printable ASCII becomes a question mark, because the text goes to a journal that
    /// people read, and old loads send what was left in their memory.
    /// </summary>
    internal static string Read(ReadOnlySpan<byte> field)
    {
        ReadOnlySpan<byte> text = UntilNul(field);
        return string.Create(text.Length, text, static (chars, bytes) =>
        {
            for (int i = 0; i < chars.Length; i++) chars[i] = IsPrintable(bytes[i]) ? (char)bytes[i] : '?';
        });
    }

    /// <summary>The bytes of a field up to its NUL.</summary>
    internal static ReadOnlySpan<byte> UntilNul(ReadOnlySpan<byte> field)
    {
        int end = field.IndexOf((byte)0);
        return end < 0 ? field : field[..end];
    }

    /// <summary>True when every byte is printable ASCII.</summary>
    internal static bool IsPrintable(ReadOnlySpan<byte> text) => !text.ContainsAnyExceptInRange((byte)' ', (byte)'~');

    /// <summary>
    /// Writes a text to a zeroed field and cuts it so that a NUL remains at the end, as phones expect.
    /// </summary>
    internal static void Write(Span<byte> field, string text)
    {
        int count = Math.Min(text.Length, field.Length - 1);
        for (int i = 0; i < count; i++) field[i] = char.IsAscii(text[i]) ? (byte)text[i] : (byte)'?';
    }

    private static bool IsPrintable(byte value) => value is >= (byte)' ' and <= (byte)'~';
}
