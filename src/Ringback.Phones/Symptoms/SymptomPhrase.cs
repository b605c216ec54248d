namespace Ringback.Phones.Symptoms;

/// <summary>One way to say a symptom: its words, of which all have to be there, in whatever order.</summary>
internal sealed class SymptomPhrase
{
    /// <summary>A phrase of so many words may lack one: people leave words out.</summary>
    private const int MayLackOne = 4;

    private readonly List<string> _words;
    private readonly string _plain;

    internal SymptomPhrase(string text)
    {
        _words = SymptomWords.Of(text);
        _plain = Plain(_words);
        Weight = _words.Sum(WeightOf);
    }

    /// <summary>How much it says: long words and codes say more.</summary>
    internal int Weight { get; }

    /// <summary>True when the words of a message are in a text one behind the other, without any slip.</summary>
    /// <param name="plain">The text, as <see cref="Plain"/> gives it.</param>
    internal bool StandsIn(string plain) => plain.Contains(_plain, StringComparison.Ordinal);

    /// <summary>Words with a blank around each.</summary>
    internal static string Plain(List<string> words) => " " + string.Join(' ', words) + " ";

    /// <summary>How much of it a text says, 0 to 1, and by which of its words.</summary>
    /// <param name="text">The text's words.</param>
    /// <param name="used">The places of the words that say it.</param>
    /// <param name="isWhole">True when it lacks no word that may not be left out.</param>
    internal double Find(List<string> text, out HashSet<int> used, out bool isWhole)
    {
        used = [];
        int found = 0, lacking = 0;
        for (int w = 0; w < _words.Count; w++)
        {
            if (At(text, _words[w], used) || (w + 1 < _words.Count && At(text, _words[w] + _words[w + 1], used))
                || (w > 0 && At(text, _words[w - 1] + _words[w], used))) found += WeightOf(_words[w]);
            else lacking++;
        }

        isWhole = lacking == 0 || (lacking == 1 && _words.Count >= MayLackOne);
        return Weight == 0 ? 0 : (double)found / Weight;
    }

    /// <summary>The word, or two words of the text that are it together.</summary>
    private static bool At(List<string> text, string word, HashSet<int> used)
    {
        for (int i = 0; i < text.Count; i++)
        {
            if (SymptomWords.IsSame(text[i], word))
            {
                used.Add(i);
                return true;
            }

            if (i + 1 < text.Count && text[i] + text[i + 1] == word)
            {
                used.Add(i);
                used.Add(i + 1);
                return true;
            }
        }

        return false;
    }

    private static int WeightOf(string word)
    {
        const int code = 20;
        return word.Length >= 4 && word.AsSpan().IndexOfAnyInRange('0', '9') >= 0 ? code : word.Length;
    }
}
