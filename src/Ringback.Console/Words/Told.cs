using System.Text.RegularExpressions;

namespace Ringback.Console.Words;

/// <summary>
/// Sentences of the product as a page shows them: a capital at their beginning, and names in their own type.
/// </summary>
public static partial class Told
{
    /// <summary>The sentence with a capital at its beginning.</summary>
    public static string Sentence(string? text) =>
        string.IsNullOrEmpty(text) || !char.IsAsciiLetterLower(text[0])
            ? text ?? ""
            : char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>The sentence in pieces: words, and names of files and loads.</summary>
    /// <param name="text">The sentence.</param>
    /// <param name="isInside">True when it goes on behind other words, and has no capital of its own.</param>
    public static IReadOnlyList<(string Text, bool IsName)> Pieces(string? text, bool isInside = false)
    {
        string sentence = isInside ? text ?? "" : Sentence(text);
        List<(string, bool)> pieces = [];
        int from = 0;
        foreach (ValueMatch name in Names().EnumerateMatches(sentence))
        {
            if (name.Index > from) pieces.Add((sentence[from..name.Index], false));
            pieces.Add((sentence.Substring(name.Index, name.Length), true));
            from = name.Index + name.Length;
        }

        if (from < sentence.Length) pieces.Add((sentence[from..], false));
        return pieces;
    }

    /// <summary>
    /// A line of a log in pieces: as it stands there, and the bytes that whoever wrote it has written out, as syslog
    /// does (<c>#012</c>).
    /// </summary>
    public static IReadOnlyList<(string Text, string? Odd)> Quoted(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        List<(string, string?)> pieces = [];
        int from = 0;
        foreach (ValueMatch escape in Escapes().EnumerateMatches(line))
        {
            // Syslog counts in eights.
            string? odd = escape.Length == 1
                ? Odd(line[escape.Index])
                : Called((byte)(((line[escape.Index + 2] - '0') * 8) + line[escape.Index + 3] - '0'));
            if (escape.Index > from) pieces.Add((line[from..escape.Index], null));
            pieces.Add((line.Substring(escape.Index, escape.Length), odd));
            from = escape.Index + escape.Length;
        }

        if (from < line.Length) pieces.Add((line[from..], null));
        return pieces;
    }

    /// <summary>What stands for a byte that cannot be seen, as it is called; null for any other sign.</summary>
    public static string? Odd(char sign) => sign switch
    {
        '⏎' => Called(0x0A), '␍' => Called(0x0D), '␉' => Called(0x09), '␀' => Called(0x00), '␣' => Called(0x20),
        _ => null,
    };

    /// <summary>The short name of a byte that cannot be seen; null for one that has none.</summary>
    public static string? Called(byte value) => value switch
    {
        0x00 => "NUL", 0x09 => "TAB", 0x0A => "LF", 0x0D => "CR", 0x20 => "SP", 0x7F => "DEL", 0xA0 => "NBSP",
        _ => null,
    };

    // Options, what ends as a file does, and loads as their packages write them.
    [GeneratedRegex(@"(?<![\w-])--[a-z][a-z-]+\b"
        + @"|\b[\w<>~-][\w<>~./⏎␍␉␀␣-]{0,60}\.(?:loads|sbn|sb2|sgn|bin|xml|cnf|tlv|txt|TXT|dat|zup|zz)\b"
        + @"|\bP[0O][A-Z0-9]{2}[0-9A-Z-]{5,12}\b|\b(?:SEP|SIP)[0-9A-F]{12}\b|\b(?:SCCP|SIP)\d\d\.[0-9A-Z.-]+\b")]
    private static partial Regex Names();

    [GeneratedRegex("#0(?:12|15|11|00)|[⏎␍␉␀]")]
    private static partial Regex Escapes();
}
