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
        ("<br>"u8.ToArray(), []), ("<br/>"u8.ToArray(), []), ("<br />"u8.ToArray(), []),
        ("<code>"u8.ToArray(), []), ("</code>"u8.ToArray(), []), ("<pre>"u8.ToArray(), []),
        ("</pre>"u8.ToArray(), []), ("</p>"u8.ToArray(), []), ("<p>"u8.ToArray(), []),
        // “ ” ‘ ’ and the blank that does not break.
        ([0xE2, 0x80, 0x9C], "\""u8.ToArray()), ([0xE2, 0x80, 0x9D], "\""u8.ToArray()),
        ([0xE2, 0x80, 0x98], "'"u8.ToArray()), ([0xE2, 0x80, 0x99], "'"u8.ToArray()), ([0xC2, 0xA0], " "u8.ToArray()),
    ];

    private static readonly byte[][] Quoting = ["> "u8.ToArray(), "| "u8.ToArray(), "* "u8.ToArray(), "- "u8.ToArray(),
        "$ "u8.ToArray(), "# "u8.ToArray(), "`"u8.ToArray(), "\""u8.ToArray()];

    /// <summary>The line without these; null when it has none.</summary>
    internal static byte[]? Clean(ReadOnlySpan<byte> line)
    {
        byte[] cleaned = line.IndexOf(Escape) >= 0 ? Uncoloured(line) : line.ToArray();
        ReadOnlySpan<byte> looked = cleaned;
        if (looked.IndexOfAny((byte)'&', (byte)'<') >= 0 || looked.IndexOfAnyInRange((byte)0xC2, (byte)0xE2) >= 0)
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
                if (mark.Length == 1)
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
