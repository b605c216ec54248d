using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Ringback.Cli.Tests;

/// <summary>A text that tries everything, and the judge of whether any of it worked.</summary>
internal static partial class Hostile
{
    /// <summary>What stands at the beginning of the line that it wants to forge.</summary>
    internal const string Forged = "09:00:00  FORGED";

    /// <summary>
    /// Clears the screen, sets the title, rings, overwrites the line, begins lines in every way, turns the order of
    /// reading, hides, colours by markup, and has half a pair.
    /// </summary>
    internal const string Text = "a\e[2J\e]0;owned\a\u009B2J\u0085\u007F\0\b\r" + Forged + "\n" + Forged + "\v\f\u2028"
        + Forged + "\u2029" + Forged + "\u202Egnp\u2066x\u2069\u200E\u200F\u061C\u200B\u200D\uFEFF\u00AD\u180E"
        + "\u3164\u2800\uE000\U000E0041\U0001F4A9\uFE0F\u0301\u0301\u0301\t[red]b[/]{0}\"'<>&\\ \uFFF9 \uD800";

    /// <summary>Fails when anything in an output steers, hides or begins a line of its own.</summary>
    /// <param name="output">What was printed.</param>
    /// <param name="isTable">Whether tabs part its columns.</param>
    internal static void Expect(string output, bool isTable = false)
    {
        string plain = Colour().Replace(output, "").Replace("\r\n", "\n", StringComparison.Ordinal);
        foreach (Rune rune in plain.EnumerateRunes())
        {
            bool isSeen = rune.Value is '\n' || (rune.Value is '\t' && isTable) || Rune.GetUnicodeCategory(rune) is not
                (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator) && rune.Value is not (0x3164 or 0x2800 or 0xFE0F or 0xFFFD);
            if (!isSeen) Assert.Fail($"U+{rune.Value:X4} came through in:\n{plain}");
        }

        Assert.DoesNotContain(plain.Split('\n'), line => line.StartsWith(Forged, StringComparison.Ordinal));
    }

    // What Spectre colours with, and what the framework tells a terminal of the keypad when it starts. The text above
    // has no such sequence.
    [GeneratedRegex("\e\\[[0-9;]*m|\e\\[\\?1[hl]\e[=>]")]
    private static partial Regex Colour();
}
