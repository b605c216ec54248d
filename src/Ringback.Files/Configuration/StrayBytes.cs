using System.Globalization;

namespace Ringback.Files.Configuration;

/// <summary>What people call the bytes that turn up in names where none should be.</summary>
/// <remarks>
/// The blank, the CR and the LF are the field's own cases (Cisco bug CSCdv19260; sources.md 7940-7960 §2.4 and
/// peers-and-users §2 item 3); the others come from editors that people use.
/// </remarks>
public static class StrayBytes
{
    /// <summary>What people call a byte: <c>line feed</c>, <c>blank</c>, <c>non-breaking blank</c>.</summary>
    public static string Called(byte value) => value switch
    {
        0x00 => "NUL",
        0x09 => "tab",
        0x0A => "line feed",
        0x0B => "vertical tab",
        0x0C => "form feed",
        0x0D => "carriage return",
        0x1A => "Control-Z",
        0x1B => "escape",
        0x20 => "blank",
        0x22 => "double quote",
        0x27 => "single quote",
        0x7F => "delete",
        0xA0 => "non-breaking blank",
        // No Latin-1 text that a name could be begins with these; the marks of UTF-8 and UTF-16 do.
        0xEF or 0xBB or 0xBF or 0xFE or 0xFF => "byte-order mark",
        < 0x20 => $"control character {Hex(value)}",
        > 0x7F => $"non-ASCII byte {Hex(value)}",
        _ => $"character '{(char)value}'",
    };

    /// <summary>The byte as people write it: <c>0x0A</c>.</summary>
    public static string Hex(byte value) => string.Create(CultureInfo.InvariantCulture, $"0x{value:X2}");

    /// <summary>The record of a stray byte at a position.</summary>
    /// <param name="offset">Position in the name or file, from 0.</param>
    /// <param name="value">The byte.</param>
    public static StrayByte At(int offset, byte value) => new(offset, Hex(value), Called(value));

    /// <summary>Several bytes in words, with their values: <c>carriage return and line feed (0x0D 0x0A)</c>.</summary>
    /// <param name="characters">The bytes, one to a character.</param>
    /// <param name="article">Whether a single one is "a blank" rather than "blank".</param>
    internal static string InWords(ReadOnlySpan<char> characters, bool article)
    {
        const int mostKinds = 4;
        const int mostValues = 8;
        List<string> kinds = [];
        for (int i = 0; i < characters.Length && kinds.Count <= mostKinds;)
        {
            int run = 1;
            while (i + run < characters.Length && characters[i + run] == characters[i]) run++;
            kinds.Add(kinds.Count == mostKinds ? "more" : Run(characters[i], run, article));
            i += run;
        }

        List<string> values = [];
        foreach (char c in characters[..Math.Min(characters.Length, mostValues)])
            values.Add(c > 0xFF ? string.Create(CultureInfo.InvariantCulture, $"U+{(int)c:X4}") : Hex((byte)c));
        if (characters.Length > mostValues) values.Add("…");
        return $"{Joined(kinds)} ({string.Join(' ', values)})";
    }

    /// <summary><c>a, b and c</c>.</summary>
    internal static string Joined(IReadOnlyList<string> parts) => parts.Count < 2
        ? string.Concat(parts)
        : $"{string.Join(", ", parts.Take(parts.Count - 1))} and {parts[^1]}";

    private static string Run(char c, int count, bool article)
    {
        string called = c > 0xFF ? "non-ASCII character" : Called((byte)c);
        if (count > 1) return char.IsLetter(called[^1]) ? $"{count} {called}s" : $"{count} times {called}";
        if (!article) return called;
        return called[0] is 'e' ? $"an {called}" : $"a {called}";
    }
}
