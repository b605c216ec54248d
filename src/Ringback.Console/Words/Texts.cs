using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;

namespace Ringback.Console.Words;

/// <summary>
/// Every text of the console, by its key. A language is one file beside <c>en.txt</c>; what it lacks is English.
/// </summary>
public sealed class Texts
{
    private readonly FrozenDictionary<string, string> _texts;

    private Texts(FrozenDictionary<string, string> texts, string language)
    {
        _texts = texts;
        Language = language;
    }

    /// <summary>English, which has every text.</summary>
    public static Texts English { get; } = new(Read("en").ToFrozenDictionary(), "en");

    /// <summary>The language, as the page says it.</summary>
    public string Language { get; }

    /// <summary>All keys.</summary>
    internal IEnumerable<string> Keys => _texts.Keys;

    /// <summary>A text as it is.</summary>
    /// <exception cref="KeyNotFoundException">There is no such text.</exception>
    public string this[string key] => _texts[key];

    /// <summary>A text with something in it.</summary>
    public string this[string key, params object?[] values] =>
        string.Format(CultureInfo.InvariantCulture, _texts[key], values);

    /// <summary>Reads the lines <c>key = text</c>; a line that begins with <c>#</c> is a note for who translates.
    /// </summary>
    private static Dictionary<string, string> Read(string language)
    {
        using Stream file = Assembly.GetExecutingAssembly().GetManifestResourceStream($"words/{language}.txt")
            ?? throw new InvalidOperationException($"There are no texts in {language}.");
        using StreamReader reader = new(file);
        Dictionary<string, string> texts = [];
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#') continue;
            int at = line.IndexOf(" = ", StringComparison.Ordinal);
            texts.Add(line[..at], line[(at + 3)..]);
        }

        return texts;
    }
}
