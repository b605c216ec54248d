using System.Globalization;
using System.Text;
using Ringback.Fuzz.Mutation;

namespace Ringback.Fuzz.Runner;

/// <summary>What afl-fuzz begins with.</summary>
internal static class SeedFolder
{
    // Beyond this afl-fuzz takes ages for each of them.
    private const int LongestWord = 64;

    /// <summary>Writes each seed into a file of <c>FOLDER/seeds</c>, and the words into <c>FOLDER/words</c>.</summary>
    internal static void Write(FuzzTarget target, string folder)
    {
        string seeds = Directory.CreateDirectory(Path.Combine(folder, "seeds")).FullName;
        for (int i = 0; i < target.Seeds.Length; i++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"{i:D3}");
            // It takes an empty file for a mistake.
            byte[] seed = target.Seeds[i] is { Length: > 0 } full ? full : [0];
            File.WriteAllBytes(Path.Combine(seeds, name), seed);
        }

        File.WriteAllLines(Path.Combine(folder, "words"), Words.Of(target).Where(w => w.Length <= LongestWord)
            .Select((w, i) => string.Create(CultureInfo.InvariantCulture, $"word{i}=\"{Escaped(w)}\"")));
    }

    private static string Escaped(byte[] word)
    {
        StringBuilder text = new();
        foreach (byte b in word)
        {
            if (char.IsAsciiLetterOrDigit((char)b)) text.Append((char)b);
            else text.Append(CultureInfo.InvariantCulture, $"\\x{b:X2}");
        }

        return text.ToString();
    }
}
