namespace Ringback.Observation.Logs.Lines;

/// <summary>
/// Takes off what lines get on their way from a log to whoever reads it: the colours of a terminal, the marks of a
/// forum's quoting, what a web page makes of angle brackets.
/// </summary>
internal static class LineCleaning
{
    private const byte Escape = 0x1B;

    private static readonly (byte[] From, byte[] To)[] Replaced =
    [
        ("&lt;"u8.ToArray(), "<"u8.ToArray()), ("&gt;"u8.ToArray(), ">"u8.ToArray()),
        ("&quot;"u8.ToArray(), "\""u8.ToArray()), ("&#39;"u8.ToArray(), "'"u8.ToArray()),
        ("&amp;"u8.ToArray(), "&"u8.ToArray()), ("&nbsp;"u8.ToArray(), " "u8.ToArray()),
        // “ ” ‘ ’ and the blank that does not break.
        ([0xE2, 0x80, 0x9C], "\""u8.ToArray()), ([0xE2, 0x80, 0x9D], "\""u8.ToArray()),
        ([0xE2, 0x80, 0x98], "'"u8.ToArray()), ([0xE2, 0x80, 0x99], "'"u8.ToArray()), ([0xC2, 0xA0], " "u8.ToArray()),
    ];

    private static readonly byte[][] Tags =
    [
        "br"u8.ToArray(), "p"u8.ToArray(), "li"u8.ToArray(), "td"u8.ToArray(), "tr"u8.ToArray(), "th"u8.ToArray(),
        "pre"u8.ToArray(), "code"u8.ToArray(), "span"u8.ToArray(), "div"u8.ToArray(), "font"u8.ToArray(),
        "b"u8.ToArray(), "i"u8.ToArray(), "tt"u8.ToArray(), "em"u8.ToArray(), "strong"u8.ToArray(),
        "blockquote"u8.ToArray(), "quote"u8.ToArray(), "a"u8.ToArray(), "mark"u8.ToArray(),
    ];

    private static readonly byte[][] Quoting =
    [
        "> "u8.ToArray(), ">"u8.ToArray(), "| "u8.ToArray(), "* "u8.ToArray(), "- "u8.ToArray(), "$ "u8.ToArray(),
        "# "u8.ToArray(), "\u2022"u8.ToArray(), "`"u8.ToArray(), "\""u8.ToArray(),
    ];

    /// <summary>
    /// True when the line may end in such a mark, so that what stands before would be taken for more than it is.
    /// </summary>
    internal static bool EndsInMark(ReadOnlySpan<byte> line) => line[^1] is (byte)'>' || line.EndsWith("[/code]"u8);

    /// <summary>The line without these; null when it has none.</summary>
    internal static byte[]? Clean(ReadOnlySpan<byte> line)
    {
        byte[] cleaned = line.IndexOf(Escape) >= 0 ? Uncoloured(line) : line.ToArray();
        ReadOnlySpan<byte> looked = cleaned;
        if (looked.IndexOfAny("<["u8) >= 0) cleaned = Untagged(cleaned);
        looked = cleaned;
        if (looked.IndexOf((byte)'&') >= 0 || looked.IndexOfAnyInRange((byte)0xC2, (byte)0xE2) >= 0)
        {
            foreach ((byte[] from, byte[] to) in Replaced) cleaned = Replace(cleaned, from, to);
        }

        ReadOnlySpan<byte> rest = Unquoted(cleaned);
        return rest.SequenceEqual(line) ? null : rest.ToArray();
    }

    private static ReadOnlySpan<byte> Unquoted(ReadOnlySpan<byte> line)
    {
        line = line.Trim(" \t"u8);
        bool again = true;
        while (again)
        {
            again = false;
            foreach (byte[] mark in Quoting)
            {
                if (!line.StartsWith(mark)) continue;
                // A quotation mark or a tick at the beginning has one at the end.
                if (mark is [(byte)'"' or (byte)'`'])
                {
                    if (line.Length < 2 || line[^1] != mark[0]) continue;
                    line = line[..^1];
                }

                line = line[mark.Length..].TrimStart(" \t"u8);
                again = true;
            }
        }

        return line;
    }

    /// <summary>Without <c>ESC [ … letter</c>, which is all that programs colour with (ECMA-48 §5.4).</summary>
    private static byte[] Uncoloured(ReadOnlySpan<byte> line)
    {
        List<byte> kept = new(line.Length);
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] == Escape && i + 1 < line.Length && line[i + 1] == '[')
            {
                i += 2;
                while (i < line.Length && line[i] is < 0x40 or > 0x7E) i++;
            }
            else if (line[i] != Escape)
            {
                kept.Add(line[i]);
            }
        }

        return [.. kept];
    }

    /// <summary>Without the marks of a web page and of a forum's editor.</summary>
    private static byte[] Untagged(ReadOnlySpan<byte> line)
    {
        List<byte> kept = new(line.Length);
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] is (byte)'<' or (byte)'[' && LengthOfTag(line[i..]) is > 0 and var length) i += length - 1;
            else kept.Add(line[i]);
        }

        return [.. kept];
    }

    /// <summary><c>&lt;td class="x"&gt;</c>, <c>&lt;/li&gt;</c>, <c>[code]</c>; 0 for anything else in angle brackets.
    /// </summary>
    private static int LengthOfTag(ReadOnlySpan<byte> text)
    {
        // [0;32m: a colour whose first character was lost.
        int colour = text[0] == '[' ? text[1..].IndexOfAnyExceptInRange((byte)'0', (byte)';') + 1 : 0;
        if (colour > 1 && text[colour] == 'm') return colour + 1;
        int end = text.IndexOf(text[0] == '<' ? (byte)'>' : (byte)']');
        if (end < 2) return 0;
        ReadOnlySpan<byte> name = text[1..end].Trim((byte)'/');
        int blank = name.IndexOfAny(" ="u8);
        if (blank >= 0) name = name[..blank];
        foreach (byte[] known in Tags)
        {
            if (System.Text.Ascii.EqualsIgnoreCase(name, known)) return end + 1;
        }

        return 0;
    }

    private static byte[] Replace(byte[] text, byte[] from, byte[] to)
    {
        int at = text.AsSpan().IndexOf(from);
        if (at < 0) return text;
        List<byte> replaced = new(text.Length);
        int start = 0;
        while (at >= 0)
        {
            replaced.AddRange(text.AsSpan(start, at));
            replaced.AddRange(to);
            start += at + from.Length;
            at = text.AsSpan(start).IndexOf(from);
        }

        replaced.AddRange(text.AsSpan(start));
        return [.. replaced];
    }
}
