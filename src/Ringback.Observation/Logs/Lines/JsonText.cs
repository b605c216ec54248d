using System.Buffers.Text;
using System.Text;

namespace Ringback.Observation.Logs.Lines;

/// <summary>
/// Finds values in a line of JSON by their names, however deep they lie: journals, containers and collectors of logs
/// write so. It reads what is there of a line that was cut, or of one line of an object that was written over many.
/// </summary>
internal static class JsonText
{
    /// <summary>The text with one of these names; null when none has one.</summary>
    /// <param name="line">The line.</param>
    /// <param name="names">The names with their quotation marks, the surest first.</param>
    internal static byte[]? Find(ReadOnlySpan<byte> line, byte[][] names)
    {
        foreach (byte[] name in names)
        {
            ReadOnlySpan<byte> rest = line;
            while (rest.IndexOf(name) is >= 0 and var at)
            {
                rest = rest[(at + name.Length)..];
                ReadOnlySpan<byte> behind = rest.TrimStart(" \t"u8);
                if (behind is not [(byte)':', ..]) continue;
                ReadOnlySpan<byte> value = behind[1..].TrimStart(" \t"u8);
                if (value is [(byte)'"', ..]) return Text(value[1..]);
                // A journal writes what is no plain text as numbers: the odd character is among them.
                if (value is [(byte)'[', >= (byte)'0' and <= (byte)'9', ..]) return Numbers(value[1..]);
                int end = value.IndexOfAny(", }\t"u8);
                ReadOnlySpan<byte> bare = end < 0 ? value : value[..end];
                if (bare is [>= (byte)'0' and <= (byte)'9', ..]) return bare.ToArray();
            }
        }

        return null;
    }

    private static byte[] Text(ReadOnlySpan<byte> value)
    {
        List<byte> text = new(value.Length);
        for (int i = 0; i < value.Length && value[i] != '"'; i++)
        {
            if (value[i] != '\\' || i + 1 == value.Length)
            {
                text.Add(value[i]);
                continue;
            }

            byte what = value[++i];
            if (what == 'u' && i + 4 < value.Length
                && Utf8Parser.TryParse(value.Slice(i + 1, 4), out int unit, out int digits, 'x') && digits == 4)
            {
                i += 4;
                Add(text, unit);
            }
            else
            {
                text.Add(what switch
                {
                    (byte)'n' => (byte)'\n',
                    (byte)'r' => (byte)'\r',
                    (byte)'t' => (byte)'\t',
                    (byte)'b' => (byte)'\b',
                    (byte)'f' => (byte)'\f',
                    _ => what,
                });
            }
        }

        return [.. text];
    }

    private static void Add(List<byte> text, int unit)
    {
        Span<byte> utf8 = stackalloc byte[4];
        // What lies beyond the first plane comes in two halves, and stands in no name of a file here.
        int length = Rune.IsValid(unit) ? new Rune(unit).EncodeToUtf8(utf8) : Rune.ReplacementChar.EncodeToUtf8(utf8);
        foreach (byte b in utf8[..length]) text.Add(b);
    }

    private static byte[] Numbers(ReadOnlySpan<byte> value)
    {
        List<byte> text = [];
        while (Utf8Parser.TryParse(value, out byte number, out int length))
        {
            text.Add(number);
            value = value[length..].TrimStart(" \t"u8);
            if (value is not [(byte)',', ..]) break;
            value = value[1..].TrimStart(" \t"u8);
        }

        return [.. text];
    }
}
