using System.Text;
using Ringback.Catalogue;

namespace Ringback.Simulation.Handsets;

/// <summary>
/// How a 7940 or 7960 reads XML: it is no XML parser. It looks for tags outside quotation marks and takes the word
/// behind them (sources.md 7940-7960 §6.5).
/// </summary>
internal static class TagReading
{
    private const string LoadElement = "loadInformation";

    /// <summary>
    /// The load that the file names: the last word that is a load's name behind a tag that is called so, or whose name
    /// contains this model's; null for none.
    /// </summary>
    internal static string? Load(byte[] content, PhoneModel model)
    {
        string own = LoadElement + (model.Model.StartsWith("7940", StringComparison.Ordinal) ? "8" : "7");
        return Tags(content).LastOrDefault(t => (t.Name.Contains(own, StringComparison.OrdinalIgnoreCase)
            || t.Name.Equals(LoadElement, StringComparison.OrdinalIgnoreCase)) && CnfReading.IsLoad(t.Word)).Word;
    }

    /// <summary>The word behind the first tag of that name; null for none.</summary>
    internal static string? Word(byte[] content, string name) =>
        Tags(content).FirstOrDefault(t => t.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Word;

    private static List<(string Name, string Word)> Tags(byte[] content)
    {
        string text = Encoding.Latin1.GetString(content);
        List<(string, string)> tags = [];
        bool isQuoted = false;
        for (int at = 0; at < text.Length; at++)
        {
            if (text[at] == '"') isQuoted = !isQuoted;
            if (isQuoted || text[at] != '<') continue;
            int name = at + 1, end = name;
            while (end < text.Length && IsWord(text[end])) end++;
            int close = Close(text, end);
            if (close < 0) break;
            // An element that closes itself has no value.
            if (end > name && text[close - 1] != '/') tags.Add((text[name..end], WordAt(text, close + 1)));
            at = close;
        }

        return tags;
    }

    /// <summary>The end of a tag, past quotation marks in it; negative when it has none.</summary>
    private static int Close(string text, int at)
    {
        bool isQuoted = false;
        for (; at < text.Length; at++)
        {
            if (text[at] == '"') isQuoted = !isQuoted;
            if (!isQuoted && text[at] == '>') return at;
        }

        return -1;
    }

    private static string WordAt(string text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t' or '\r' or '\n') at++;
        int end = at;
        while (end < text.Length && IsWord(text[end])) end++;
        return text[at..end];
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '=' or '.' or '-';
}
