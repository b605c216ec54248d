using System.Buffers;
using System.Text;

namespace Ringback.Phones.Symptoms;

/// <summary>
/// A text as words that can be compared: small letters, without punctuation, without endings and without the words that
/// say nothing. <c>SIP000E84C060A6.cnf</c> is <c>sip mac cnf</c>, because the number differs from phone to phone.
/// </summary>
internal static class SymptomWords
{
    /// <summary>Nobody describes a phone in more; what is longer is a log.</summary>
    internal const int MostCharacters = 4096;

    private const int MostWords = 256;
    private const int MacDigits = 12;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private static readonly HashSet<string> Empty =
    [
        "a", "an", "the", "is", "it", "its", "at", "of", "in", "to", "on", "my", "our", "phone", "for", "s", "and",
        "be", "are", "was", "has", "have", "i", "with", "this", "that", "then", "when", "just", "all", "cisco", "ip",
    ];

    /// <summary>The words of a text, in order.</summary>
    internal static List<string> Of(string text)
    {
        List<string> words = [];
        StringBuilder word = new();
        for (int i = 0; i <= Math.Min(text.Length, MostCharacters) && words.Count < MostWords; i++)
        {
            char c = i < text.Length && i < MostCharacters ? char.ToLowerInvariant(text[i]) : ' ';
            if (char.IsLetterOrDigit(c)) word.Append(c);
            else if (word.Length > 0) Add(words, word);
        }

        return words;
    }

    private static void Add(List<string> words, StringBuilder word)
    {
        string text = word.ToString();
        word.Clear();
        int prefix = text.Length - MacDigits;
        if (prefix >= 0 && text.AsSpan(prefix).IndexOfAnyExcept(HexDigits) < 0
            && text[..prefix] is "" or "sep" or "sip" or "mgc" or "ctlsep" or "itlsep" or "gk" or "ld" or "ata")
        {
            if (prefix > 0) words.Add(text[..prefix]);
            words.Add("mac");
            return;
        }

        if (!Empty.Contains(text)) words.Add(Stem(text));
    }

    /// <summary>Without the ending of a verb or of several: <c>reboots</c>, <c>rebooting</c> and
    /// <c>reboot</c>.</summary>
    private static string Stem(string word)
    {
        if (word.Length < 4 || word.AsSpan().IndexOfAnyInRange('0', '9') >= 0) return word;
        foreach (string ending in (string[])["ing", "ed", "es", "s", "e"])
        {
            if (word.EndsWith(ending, StringComparison.Ordinal) && word.Length - ending.Length >= 4)
                return word[..^ending.Length];
        }

        return word;
    }

    /// <summary>
    /// True for the same word, or one with a slip of the keys: one in five letters, two in nine. Numbers and short
    /// words
    /// have no slips: W210 is not W220.
    /// </summary>
    internal static bool IsSame(string one, string other)
    {
        if (one == other) return true;
        int shorter = Math.Min(one.Length, other.Length);
        int slips = shorter >= 9 ? 2 : shorter >= 5 ? 1 : 0;
        if (slips == 0 || Math.Abs(one.Length - other.Length) > slips || one[0] != other[0]) return false;
        return !HasDigit(one) && !HasDigit(other) && Distance(one, other) <= slips;
    }

    private static bool HasDigit(string word) => word.AsSpan().IndexOfAnyInRange('0', '9') >= 0;

    /// <summary>Letters that are left out, too many, others, or two in the wrong order.</summary>
    private static int Distance(string one, string other)
    {
        int[] before = new int[other.Length + 1], last = new int[other.Length + 1], now = new int[other.Length + 1];
        for (int j = 0; j <= other.Length; j++) last[j] = j;
        for (int i = 1; i <= one.Length; i++)
        {
            now[0] = i;
            for (int j = 1; j <= other.Length; j++)
            {
                int changed = last[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                now[j] = Math.Min(Math.Min(last[j], now[j - 1]) + 1, changed);
                bool isSwapped = i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1];
                if (isSwapped) now[j] = Math.Min(now[j], before[j - 2] + 1);
            }

            (before, last, now) = (last, now, before);
        }

        return last[other.Length];
    }
}
