using System.Text;

namespace Ringback.Files.Firmware;

/// <summary>A text in a field of fixed length, ended by a NUL or by the field.</summary>
internal static class AsciiField
{
    /// <summary>The text; null when it is empty or holds anything but visible ASCII.</summary>
    internal static string? Read(ReadOnlySpan<byte> field)
    {
        int end = field.IndexOf((byte)0);
        ReadOnlySpan<byte> text = end < 0 ? field : field[..end];
        return text.IsEmpty || text.ContainsAnyExceptInRange((byte)0x21, (byte)0x7e)
            ? null
            : Encoding.ASCII.GetString(text);
    }
}
