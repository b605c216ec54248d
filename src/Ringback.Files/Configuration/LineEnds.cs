namespace Ringback.Files.Configuration;

/// <summary>Line ends: LF and CR LF, as working files have them (§6.1), and the lone CR of old editors.</summary>
internal static class LineEnds
{
    /// <summary>Characters of the line end at <paramref name="position"/>: 0, 1 or 2.</summary>
    public static int LengthAt(string text, int position)
    {
        if (position >= text.Length) return 0;
        if (text[position] == '\n') return 1;
        if (text[position] != '\r') return 0;
        return position + 1 < text.Length && text[position + 1] == '\n' ? 2 : 1;
    }

    /// <summary>Where the line that <paramref name="position"/> stands on ends, before its line end.</summary>
    public static int EndOfLine(string text, int position)
    {
        int offset = text.AsSpan(position).IndexOfAny('\r', '\n');
        return offset < 0 ? text.Length : position + offset;
    }

    /// <summary>Where the line that <paramref name="position"/> stands on begins.</summary>
    public static int StartOfLine(string text, int position) =>
        text.AsSpan(0, position).LastIndexOfAny('\r', '\n') + 1;

    /// <summary>The number, from 1, of the line that <paramref name="position"/> stands on.</summary>
    public static int LineOf(string text, int position)
    {
        int line = 1;
        for (int i = 0; i < position;)
        {
            int length = LengthAt(text, i);
            if (length > 0) line++;
            i += Math.Max(length, 1);
        }

        return line;
    }

    /// <summary>The line end that the text uses most; LF when it has none, as both work on a phone.</summary>
    public static string Dominant(string text)
    {
        int lf = 0, crLf = 0, cr = 0;
        for (int i = 0; i < text.Length;)
        {
            int length = LengthAt(text, i);
            if (length == 2) crLf++;
            else if (length == 1 && text[i] == '\n') lf++;
            else if (length == 1) cr++;
            i += Math.Max(length, 1);
        }

        if (crLf > lf && crLf >= cr) return "\r\n";
        return cr > lf ? "\r" : "\n";
    }
}
