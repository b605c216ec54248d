namespace Ringback.Files.Configuration;

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

    /// <summary>Whether one name is the other with at most two slips of the keyboard.</summary>
    public static bool Alike(string left, string right)
    {
        const int longest = 64;
        if (Same(left, right)) return true;
        if (left.Length > longest || right.Length > longest || Math.Abs(left.Length - right.Length) > 2) return false;
        int[] above = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int[] row = [i, .. above[1..]];
            for (int j = 1; j <= right.Length; j++)
            {
                bool same = char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]);
                int change = above[j - 1] + (same ? 0 : 1);
                row[j] = Math.Min(change, Math.Min(above[j], row[j - 1]) + 1);
            }

            above = row;
        }

        return above[^1] <= 2;
    }
}
