namespace Ringback.Files.Configuration;

/// <summary>One assignment: what it says, and which characters are its value.</summary>
/// <param name="Said">What it says.</param>
/// <param name="Start">The first character of the value.</param>
/// <param name="Length">How many characters of the file the value takes.</param>
/// <param name="Quote">The quote on both sides of the value; NUL for a bare one.</param>
internal readonly record struct CnfAssignment(CnfValue Said, int Start, int Length, char Quote)
{
    /// <summary>The first character behind the value and its closing quote.</summary>
    internal int End => Start + Length + (Quote == '\0' ? 0 : 1);
}

/// <summary>
/// The grammar of <c>.cnf</c> files, sources.md 7940-7960 §6.1 and 7940-7960-code §4: one
/// <c>name : value ; comment</c> a line, <c>#</c> for a comment line, values bare or in quotes of either kind, the
/// colon mandatory. A bare value ends at the first blank; what stands behind it is passed over.
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

    /// <summary>
    /// Whether a value can be written so that every firmware reads the same: printable ASCII, no double quote, and no
    /// backslash at its end, which would keep the closing quote inside.
    /// </summary>
    public static bool CanHoldValue(string value)
    {
        if (value.EndsWith('\\')) return false;
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
        value.Length == 0 || value[0] == '\'' || value.AsSpan().ContainsAny(' ', ';', '#');

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
        char quote = valueStart < end && text[valueStart] is '"' or '\'' ? text[valueStart] : '\0';
        string key = text[keyStart..keyEnd];
        // SIP 8.12 takes a backslash in a password for a letter of it (7940-7960 §6.1).
        bool escapes = !key.EndsWith("_password", StringComparison.OrdinalIgnoreCase);
        int closing = quote == '\0' ? -1 : Closing(text, valueStart + 1, end, quote, escapes);
        bool isOpen = quote != '\0' && closing < 0;
        if (closing < 0) quote = '\0';
        else valueStart++;
        int valueEnd = closing >= 0 ? closing : EndOfBare(text, valueStart, end, isOpen);
        string value = text[valueStart..valueEnd];
        if (closing >= 0 && escapes) value = value.Replace($"\\{quote}", $"{quote}", StringComparison.Ordinal);
        return new CnfAssignment(new CnfValue(key, value, line), valueStart, valueEnd - valueStart, quote);
    }

    private static int Closing(string text, int start, int end, char quote, bool escapes)
    {
        for (int at = start; at < end; at++)
        {
            if (text[at] == quote) return at;
            if (escapes && text[at] == '\\' && at + 1 < end && text[at + 1] == quote) at++;
        }

        return -1;
    }

    // A quote that never closes takes its whole line with it, so that replacing the value mends it.
    private static int EndOfBare(string text, int start, int end, bool isOpen)
    {
        int length = isOpen ? text.AsSpan(start, end - start).IndexOf(';')
            : text.AsSpan(start, end - start).IndexOfAny(" \t#;");
        int last = length < 0 ? end : start + length;
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
