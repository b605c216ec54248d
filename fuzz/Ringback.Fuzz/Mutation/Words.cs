using System.Text;

namespace Ringback.Fuzz.Mutation;

/// <summary>What mutations put in: marks of formats, line ends, what terminals obey, ways out of a folder.</summary>
internal static class Words
{
    private const int MostOfSeeds = 400;

    private static readonly string[] Everywhere =
    [
        "\0", "\r\n", "\n", "\r", "\r\n\r\n", "\t", " ", ",", ";", ":", "=", "\"", "'", "<", ">", "&", "{", "}", "[",
        "]", "../", "..\\", "/etc/shadow", "C:\\", "%00", "%s%n", "a,", "a;", "\x1b[2J", "\x07", "\u009b31m", "\u202e",
        "\u2028", "\ufeff", "\ufffd", "é", "😀", "SEP000E84C060A6", "127.0.0.1", "255.255.255.255", "::ffff:1.2.3.4",
        "00:0e:84:c0:60:a6", "P0S3-8-12-00", "SCCP41.9-4-2SR3-1S", "null", "true", "-", "*", "#", "//", "/*",
    ];

    /// <summary>Everybody's words, the target's own, and the words and strings of its seeds.</summary>
    internal static IReadOnlyList<byte[]> Of(FuzzTarget target)
    {
        HashSet<string> all = [.. Everywhere, .. target.Words];
        foreach (byte[] seed in target.Seeds)
        {
            // The head of a large file has the words; the rest of it is a program.
            ReadOnlySpan<byte> head = seed.AsSpan(0, Math.Min(seed.Length, 4096));
            StringBuilder word = new();
            foreach (byte b in head)
            {
                if (char.IsAsciiLetterOrDigit((char)b) || b is (byte)'-' or (byte)'_' or (byte)'.')
                {
                    word.Append((char)b);
                    continue;
                }

                if (word.Length is > 1 and < 40 && all.Count < MostOfSeeds) all.Add(word.ToString());
                word.Clear();
            }
        }

        return [.. all.Select(Encoding.UTF8.GetBytes), [0xff], [0xff, 0xff, 0xff, 0xff], new byte[64]];
    }
}
