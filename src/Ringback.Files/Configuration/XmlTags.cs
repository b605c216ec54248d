namespace Ringback.Files.Configuration;

internal enum XmlTagKind
{
    Open,
    Close,
    SelfClosing,
}

/// <summary>A tag and where it stands: <c>text[Start..End]</c> is it, angle brackets included.</summary>
internal readonly record struct XmlTag(XmlTagKind Kind, string Name, int Start, int End);

/// <summary>
/// Finds the tags of a document without demanding that it be well formed. A real XML reader would refuse what phones
/// take, and would not say which bytes an element is made of.
/// </summary>
internal static class XmlTags
{
    private const string CommentStart = "<!--";
    private const string CommentEnd = "-->";
    private const string CDataStart = "<![CDATA[";
    private const string CDataEnd = "]]>";

    /// <summary>Every tag that is not inside a comment, CDATA section, instruction or document type.</summary>
    public static List<XmlTag> Scan(string text)
    {
        List<XmlTag> tags = [];
        int position = 0;
        while ((position = IndexOf(text, "<", position)) >= 0)
        {
            int end = AfterMarkup(text, position);
            if (end == position)
            {
                end = AfterTag(text, position);
                // What opens and never closes is a file cut short: nothing after it can be trusted.
                if (end < 0) break;
                if (Tag(text, position, end) is { } tag) tags.Add(tag);
            }

            if (end < 0) break;
            position = Math.Max(end, position + 1);
        }

        return tags;
    }

    /// <summary>The text of an element's content: CDATA sections unwrapped, comments and instructions out.</summary>
    public static string TextOf(string content)
    {
        if (!content.Contains('<', StringComparison.Ordinal)) return content;
        System.Text.StringBuilder text = new();
        for (int i = 0; i < content.Length;)
        {
            int end = content[i] == '<' ? AfterMarkup(content, i) : i;
            if (end <= i)
            {
                text.Append(content[i++]);
                continue;
            }

            if (At(content, i, CDataStart))
                text.Append(content, i + CDataStart.Length, end - i - CDataStart.Length - CDataEnd.Length);
            i = end;
        }

        return text.ToString();
    }

    /// <summary>The value of an attribute as it is written; null when the tag has none of that name.</summary>
    public static string? Attribute(string text, XmlTag tag, string name) =>
        AttributePlace(text, tag, name) is { } place ? text.Substring(place.Start, place.Length) : null;

    /// <summary>Where the value of an attribute stands, without its quotes; null when there is none.</summary>
    public static (int Start, int Length)? AttributePlace(string text, XmlTag tag, string name)
    {
        int position = tag.Start + 1 + tag.Name.Length;
        while (position < tag.End)
        {
            int start = position;
            while (position < tag.End && text[position] is not ('=' or '"' or '\'')) position++;
            if (position >= tag.End || text[position] != '=') return null;
            string found = text[start..position].Trim();
            position++;
            while (position < tag.End && char.IsWhiteSpace(text[position])) position++;
            if (position >= tag.End || text[position] is not ('"' or '\'')) return null;
            int closing = text.IndexOf(text[position], position + 1, tag.End - position - 1);
            if (closing < 0) return null;
            if (string.Equals(found, name, StringComparison.OrdinalIgnoreCase))
                return (position + 1, closing - position - 1);
            position = closing + 1;
        }

        return null;
    }

    // After a comment, CDATA section, instruction or document type; 'position' itself when none begins there; -1 when
    // one begins and never ends.
    private static int AfterMarkup(string text, int position)
    {
        if (At(text, position, CommentStart)) return After(text, CommentEnd, position + CommentStart.Length);
        if (At(text, position, CDataStart)) return After(text, CDataEnd, position + CDataStart.Length);
        if (At(text, position, "<?")) return After(text, "?>", position + 2);
        return At(text, position, "<!") ? AfterDocumentType(text, position + 2) : position;
    }

    private static int AfterDocumentType(string text, int position)
    {
        int depth = 0;
        while (position >= 0 && position < text.Length)
        {
            char c = text[position];
            if (c == '>' && depth == 0) return position + 1;
            if (c is '[') depth++;
            if (c is ']') depth--;
            if (At(text, position, CommentStart)) position = After(text, CommentEnd, position + CommentStart.Length);
            else if (c is '"' or '\'') position = After(text, c.ToString(), position + 1);
            else position++;
        }

        return -1;
    }

    // A '>' in an attribute's value does not end the tag. A '<' that no name follows is text.
    private static int AfterTag(string text, int position)
    {
        int name = position + 1;
        if (name < text.Length && text[name] == '/') name++;
        if (name >= text.Length) return -1;
        if (!IsOfName(text[name])) return position;

        for (int i = name; i >= 0 && i < text.Length;)
        {
            char c = text[i];
            if (c == '>') return i + 1;
            i = c is '"' or '\'' ? After(text, c.ToString(), i + 1) : i + 1;
        }

        return -1;
    }

    private static XmlTag? Tag(string text, int start, int end)
    {
        if (end <= start) return null;
        bool closes = text[start + 1] == '/';
        int name = start + (closes ? 2 : 1);
        int nameEnd = name;
        while (nameEnd < end && IsOfName(text[nameEnd])) nameEnd++;

        XmlTagKind kind = closes ? XmlTagKind.Close : text[end - 2] == '/' ? XmlTagKind.SelfClosing : XmlTagKind.Open;
        return new XmlTag(kind, text[name..nameEnd], start, end);
    }

    private static bool IsOfName(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or ':' or > '\x7F';

    private static bool At(string text, int position, string what) =>
        text.AsSpan(position).StartsWith(what, StringComparison.Ordinal);

    private static int After(string text, string what, int position)
    {
        int found = IndexOf(text, what, position);
        return found < 0 ? -1 : found + what.Length;
    }

    private static int IndexOf(string text, string what, int position) =>
        position > text.Length ? -1 : text.IndexOf(what, position, StringComparison.Ordinal);
}
