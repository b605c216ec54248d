using System.Globalization;
using System.Text;

namespace Ringback.Phones.Configuration;

/// <summary>
/// Text with its invisible characters made visible. Whole evenings go into the one blank or line end that nobody can
/// see in a log (field guide peers-and-users §2 item 3), so nothing that came off a phone or a file is shown raw.
/// </summary>
/// <remarks>
/// LF is <c>⏎</c>, CR <c>␍</c>, TAB <c>␉</c>, NUL <c>␀</c>; other control characters are <c>\x1B</c> and bytes above
/// ASCII <c>\xE9</c>. A blank is <c>␣</c> at either end and wherever two stand together, and itself between words.
/// </remarks>
public static class VisibleText
{
    /// <summary>Shows bytes.</summary>
    public static string Show(ReadOnlySpan<byte> bytes) => Show(Encoding.Latin1.GetString(bytes));

    /// <summary>Shows a name or value whose characters up to 0xFF are one byte each.</summary>
    public static string Show(string text)
    {
        ReadOnlySpan<char> words = text.AsSpan().Trim(" \t\r\n\0");
        // A text of nothing but white space has no words; all of it is at an end.
        int first = words.IsEmpty ? text.Length : text.IndexOf(words[0], StringComparison.Ordinal);
        int last = first + words.Length;

        StringBuilder shown = new(text.Length + 8);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            bool wordGap = c == ' ' && i >= first && i < last && text[i - 1] != ' ' && text[i + 1] != ' ';
            if (wordGap) shown.Append(' ');
            else Append(shown, c);
        }

        return shown.ToString();
    }

    /// <summary>Shows at most the first <paramref name="longest"/> characters, and an ellipsis for more.</summary>
    internal static string Show(string text, int longest) =>
        text.Length <= longest ? Show(text) : Show(text[..longest]) + "…";

    private static void Append(StringBuilder shown, char c)
    {
        switch (c)
        {
            case '\n': shown.Append('⏎'); break;
            case '\r': shown.Append('␍'); break;
            case '\t': shown.Append('␉'); break;
            case '\0': shown.Append('␀'); break;
            case ' ': shown.Append('␣'); break;
            case > ' ' and < '\x7F': shown.Append(c); break;
            case <= '\xFF': shown.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:X2}"); break;
            default: shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"); break;
        }
    }
}
