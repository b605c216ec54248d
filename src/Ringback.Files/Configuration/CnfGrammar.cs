namespace Ringback.Files.Configuration;

/// <summary>One assignment: what it says, and which characters are its value.</summary>
internal readonly record struct CnfAssignment(CnfValue Said, int Start, int Length, bool Quoted);

/// <summary>
/// The grammar of <c>.cnf</c> files, sources.md 7940-7960 §6.1: one <c>name : value ; comment</c> a line, <c>#</c> for
/// a comment line, values bare or in double quotes, the colon mandatory.
/// </summary>
internal static class CnfGrammar
{
    /// <summary>Every assignment that is not commented out, in the order of the file.</summary>
    public static List<CnfAssignment> Scan(string text)
    {
        List<CnfAssignment> assignments = [];
        int line = 1;
        for (int start = 0; start < text.Length; line++)
        {
            int end = LineEnds.EndOfLine(text, start);
            if (Assignment(text, start, end, line) is { } assignment) assignments.Add(assignment);
            start = end + LineEnds.LengthAt(text, end);
        }

        return assignments;
    }

    /// <summary>Whether a value can be written: printable ASCII and no double quote (there is no escape).</summary>
    public static bool CanHoldValue(string value)
    {
        foreach (char c in value)
        {
            if (c is < ' ' or > '~' or '"') return false;
        }

        return true;
    }

    /// <summary>Whether a key can be written.</summary>
    public static bool CanHoldKey(string key)
    {
        foreach (char c in key)
        {
            if (!IsOfKey(c)) return false;
        }

        return key.Length > 0;
    }

    /// <summary>Whether a value would be read as something else without quotes (§6.1).</summary>
    public static bool NeedsQuotes(string value) =>
        value.Length == 0 || value[0] == ' ' || value[^1] == ' ' || value.AsSpan().ContainsAny(' ', ';', '#');

    /// <summary>The assignment on the line between two positions; null when it holds none.</summary>
    public static CnfAssignment? Assignment(string text, int start, int end, int line)
    {
        int keyStart = SkipBlanks(text, start, end);
        int keyEnd = keyStart;
        while (keyEnd < end && IsOfKey(text[keyEnd])) keyEnd++;
        int colon = SkipBlanks(text, keyEnd, end);
        // A '#' line stops here too: '#' is no character of a key.
        if (keyEnd == keyStart || colon == end || text[colon] != ':') return null;

        int valueStart = SkipBlanks(text, colon + 1, end);
        int closing = valueStart < end && text[valueStart] == '"'
            ? text.IndexOf('"', valueStart + 1, end - valueStart - 1)
            : -1;
        bool quoted = closing >= 0;
        int valueEnd = quoted ? closing : EndOfBare(text, valueStart, end);
        if (quoted) valueStart++;

        CnfValue said = new(text[keyStart..keyEnd], text[valueStart..valueEnd], line);
        return new CnfAssignment(said, valueStart, valueEnd - valueStart, quoted);
    }

    // A quote that never closes belongs to a bare value, so that replacing the value mends it.
    private static int EndOfBare(string text, int start, int end)
    {
        int comment = text.IndexOf(';', start, end - start);
        int last = comment < 0 ? end : comment;
        while (last > start && text[last - 1] is ' ' or '\t') last--;
        return last;
    }

    private static int SkipBlanks(string text, int start, int end)
    {
        while (start < end && text[start] is ' ' or '\t') start++;
        return start;
    }

    private static bool IsOfKey(char c) => char.IsAsciiLetterOrDigit(c) || c is '_';
}
