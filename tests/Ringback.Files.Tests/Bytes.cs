using System.Text;

namespace Ringback.Files.Tests;

/// <summary>Bytes for tests: Latin-1, so that "\xE9" in a literal is that one byte.</summary>
internal static class Bytes
{
    public static byte[] Of(string text) => Encoding.Latin1.GetBytes(text);

    public static string Text(ReadOnlyMemory<byte> bytes) => Encoding.Latin1.GetString(bytes.Span);

    public static byte[] Utf16(string text, bool bigEndian = false)
    {
        UnicodeEncoding encoding = new(bigEndian, byteOrderMark: true);
        return [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];
    }

    /// <summary>One to six random changes: bytes replaced, inserted, removed or doubled, the end cut off.</summary>
    public static byte[] Mutated(byte[] original, Random random)
    {
        ReadOnlySpan<byte> likely = "\r\n\t \0\"';:#=<>/!-[]&?\xEF\xBB\xBF\xFF\xFE"u8;
        List<byte> bytes = [.. original];
        for (int changes = random.Next(1, 7); changes > 0; changes--)
        {
            int at = random.Next(bytes.Count + 1);
            byte value = random.Next(2) == 0 ? likely[random.Next(likely.Length)] : (byte)random.Next(256);
            switch (random.Next(5))
            {
                case 0 when at < bytes.Count: bytes[at] = value; break;
                case 1 when at < bytes.Count: bytes.RemoveAt(at); break;
                case 2: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(20), bytes.Count - at))); break;
                case 3 when random.Next(4) == 0: bytes.RemoveRange(at, bytes.Count - at); break;
                default: bytes.Insert(at, value); break;
            }
        }

        return [.. bytes];
    }

    /// <summary>Asserts that <paramref name="after"/> is <paramref name="before"/> with one piece replaced.</summary>
    public static void AssertOnlyChanged(string before, string piece, string with, ReadOnlyMemory<byte> after)
    {
        int at = before.IndexOf(piece, StringComparison.Ordinal);
        Assert.True(at >= 0);
        string text = Text(after);
        Assert.StartsWith(before[..at] + with, text, StringComparison.Ordinal);
        Assert.EndsWith(before[(at + piece.Length)..], text, StringComparison.Ordinal);
        Assert.Equal(before.Length - piece.Length + with.Length, text.Length);
    }
}
