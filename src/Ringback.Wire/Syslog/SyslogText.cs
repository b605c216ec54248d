using System.Buffers;
using System.Globalization;
using System.Text;

namespace Ringback.Wire.Syslog;

/// <summary>Bytes as text that can be shown anywhere: nothing in it steers a terminal or turns what is read.</summary>
internal static class SyslogText
{
    /// <summary>
    /// Reads UTF-8. A byte that is none is written <c>\xE9</c>, as is a control character; a tabulator is a blank, and
    /// a character that is not seen but has an effect is <c>\u202E</c>.
    /// </summary>
    internal static string Show(ReadOnlySpan<byte> bytes)
    {
        StringBuilder shown = new(bytes.Length);
        Span<char> characters = stackalloc char[2];
        while (!bytes.IsEmpty)
        {
            bool isText = Rune.DecodeFromUtf8(bytes, out Rune rune, out int length) is OperationStatus.Done;
            if (!isText)
            {
                foreach (byte b in bytes[..length]) shown.Append(CultureInfo.InvariantCulture, $"\\x{b:X2}");
            }
            else if (rune.Value == '\t')
            {
                shown.Append(' ');
            }
            else if (IsSeen(rune))
            {
                shown.Append(characters[..rune.EncodeToUtf16(characters)]);
            }
            else
            {
                string form = rune.Value <= 0xFF ? $"\\x{rune.Value:X2}" : $"\\u{rune.Value:X4}";
                shown.Append(form);
            }

            bytes = bytes[length..];
        }

        return shown.ToString();
    }

    private static bool IsSeen(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
