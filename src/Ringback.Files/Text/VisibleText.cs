using System.Buffers;
using System.Globalization;
using System.Text;

namespace Ringback.Files.Text;

/// <summary>
/// Text with its invisible characters made visible. Whole evenings go into the one blank or line end that nobody can
/// see in a log (sources.md peers-and-users §2 item 3), and a terminal obeys what it is sent, so nothing that came off
/// a phone, a network or a file is shown raw.
/// </summary>
/// <remarks>
/// LF is <c>⏎</c>, CR <c>␍</c>, TAB <c>␉</c>, NUL <c>␀</c>; other control characters are <c>\x1B</c>, other invisible
/// ones <c>\u202E</c> and beyond 16 bits <c>\U000E0041</c>. <see cref="Show(string)"/> is for a name by itself: there
/// bytes above ASCII are <c>\xE9</c>, and a blank is <c>␣</c> at either end and wherever two stand together, and itself
/// between words. <see cref="Line"/> is for a sentence of ours with texts of others in it.
/// </remarks>
public static class VisibleText
{
    // Somebody's accent stands on a letter, and two do in Vietnamese; a pile of them paints over the lines above.
    private const int MostMarks = 2;

    // What nearly every sentence consists of: nothing more has to be looked at.
    private static readonly SearchValues<char> Common = SearchValues.Create(string.Concat(
        Enumerable.Range(' ', '\x7F' - ' ').Select(c => (char)c)) + "⏎␍␉␀␣…→×µ─│═█░·–—“”‘’");

    /// <summary>Shows bytes.</summary>
    public static string Show(ReadOnlySpan<byte> bytes) => Show(Encoding.Latin1.GetString(bytes));

    /// <summary>Shows a name or value whose characters up to 0xFF are one byte each.</summary>
    public static string Show(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.AsSpan().ContainsAnyExceptInRange('!', '~')) return text;
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
            else if (c == ' ') shown.Append('␣');
            else if (c is > ' ' and < '\x7F') shown.Append(c);
            else Append(shown, c);
        }

        return shown.ToString();
    }

    /// <summary>
    /// Shows a sentence on one line: letters and signs of every script and single blanks as they are, and everything
    /// that would steer a terminal, begin a line of its own, turn the order of reading or stand there unseen as an
    /// escape. What has been shown stays the same when it is shown again.
    /// </summary>
    public static string Line(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int from = text.AsSpan().IndexOfAnyExcept(Common);
        if (from < 0) return text;
        // A mark stands on the letter before it.
        from = Math.Max(from - 1, 0);
        StringBuilder shown = new(text, 0, from, text.Length + 16);
        int marks = MostMarks;
        for (int i = from; i < text.Length;)
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(i), out Rune rune, out int length) is OperationStatus.Done
                && IsVisible(rune, ref marks))
            {
                shown.Append(text, i, length);
            }
            else
            {
                // Half a pair is no character: what decoding says instead is not what was there.
                if (length == 2) shown.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}");
                else Append(shown, text[i]);
                marks = MostMarks;
            }

            i += length;
        }

        return shown.ToString();
    }

    /// <summary>
    /// The same JSON with what <see cref="Line"/> would show escaped as JSON escapes it: it reads as before, and steers
    /// no terminal. Line ends are layout, because inside a text they are escaped already.
    /// </summary>
    public static string Json(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        int from = json.AsSpan().IndexOfAnyExcept(Common);
        if (from < 0) return json;
        StringBuilder shown = new(json.Length + 32);
        int marks = MostMarks;
        for (int i = 0; i < json.Length;)
        {
            bool isWhole = Rune.DecodeFromUtf16(json.AsSpan(i), out Rune rune, out int length) is OperationStatus.Done;
            if (json[i] is '\n' or '\r' || (isWhole && IsVisible(rune, ref marks)))
            {
                shown.Append(json, i, length);
            }
            else
            {
                foreach (char unit in json.AsSpan(i, length))
                    shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
                marks = MostMarks;
            }

            i += length;
        }

        return shown.ToString();
    }

    /// <summary>Shows at most the first <paramref name="longest"/> characters, and an ellipsis for more.</summary>
    internal static string Show(string text, int longest) =>
        text.Length <= longest ? Show(text) : Show(text[..longest]) + "…";

    /// <summary>Whether somebody sees a character where it stands, and it leaves its neighbours alone.</summary>
    /// <param name="rune">The character.</param>
    /// <param name="marks">How many marks the letter before it has; none may follow where there is none.</param>
    private static bool IsVisible(Rune rune, ref int marks)
    {
        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.EnclosingMark:
                return marks++ < MostMarks && !IsBlank(rune.Value);
            case UnicodeCategory.SpaceSeparator:
                marks = MostMarks;
                return rune.Value == ' ';
            case UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator:
                return false;
            default:
                marks = 0;
                return !IsBlank(rune.Value);
        }
    }

    /// <summary>
    /// Letters, marks and signs of which nothing is seen: fillers of Hangul, variation selectors, the joiner of
    /// graphemes (Unicode's Default_Ignorable_Code_Point, as far as their category does not say it), and blanks that
    /// are called signs.
    /// </summary>
    private static bool IsBlank(int c) => c is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5
        or (>= 0x180B and <= 0x180F) or 0x2800 or 0x3164 or (>= 0xFE00 and <= 0xFE0F) or 0xFFA0 or 0x16FE4 or 0x1D159
        or (>= 0xE0100 and <= 0xE01EF);

    private static void Append(StringBuilder shown, char c)
    {
        switch (c)
        {
            case '\n': shown.Append('⏎'); break;
            case '\r': shown.Append('␍'); break;
            case '\t': shown.Append('␉'); break;
            case '\0': shown.Append('␀'); break;
            case <= '\xFF': shown.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:X2}"); break;
            default: shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"); break;
        }
    }
}
