namespace Ringback.Phones.Configuration;

/// <summary>The text of elements that have nothing but text in them.</summary>
internal static class XmlText
{
    /// <summary>What stands between a tag and the closing tag of the same name that follows it directly.</summary>
    public static bool TryContent(string text, List<XmlTag> tags, int index, out string content)
    {
        content = "";
        if (tags[index].Kind is not XmlTagKind.Open || index + 1 >= tags.Count) return false;
        XmlTag next = tags[index + 1];
        if (next.Kind is not XmlTagKind.Close || !Same(next.Name, tags[index].Name)) return false;
        content = text[tags[index].End..next.Start];
        return true;
    }

    /// <summary>The text of an element; empty when it has none.</summary>
    public static string Of(string text, List<XmlTag> tags, int index) =>
        TryContent(text, tags, index, out string content) ? XmlTags.TextOf(content) : "";

    /// <summary>Compares element names as the hand-written files of the field need it.</summary>
    public static bool Same(string left, string right) =>
        string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
