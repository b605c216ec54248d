using System.Buffers.Text;

namespace Ringback.Observation.Logs.Lines;

/// <summary>Steps through a line. A step that does not fit changes nothing.</summary>
internal ref struct ByteScan(ReadOnlySpan<byte> text)
{
    /// <summary>What is left.</summary>
    internal ReadOnlySpan<byte> Rest { get; private set; } = text;

    internal readonly bool IsAtEnd => Rest.IsEmpty;

    internal bool Take(scoped ReadOnlySpan<byte> word)
    {
        if (!Rest.StartsWith(word)) return false;
        Rest = Rest[word.Length..];
        return true;
    }

    /// <summary>The text up to a mark, which is passed.</summary>
    internal bool TakeUntil(scoped ReadOnlySpan<byte> mark, out ReadOnlySpan<byte> before)
    {
        int at = Rest.IndexOf(mark);
        before = at < 0 ? default : Rest[..at];
        if (at < 0) return false;
        Rest = Rest[(at + mark.Length)..];
        return true;
    }

    /// <summary>The text up to the last such mark, which is passed.</summary>
    internal bool TakeUntilLast(scoped ReadOnlySpan<byte> mark, out ReadOnlySpan<byte> before)
    {
        int at = Rest.LastIndexOf(mark);
        before = at < 0 ? default : Rest[..at];
        if (at < 0) return false;
        Rest = Rest[(at + mark.Length)..];
        return true;
    }

    /// <summary>Everything up to a blank, or to the end.</summary>
    internal ReadOnlySpan<byte> TakeWord()
    {
        int at = Rest.IndexOfAny((byte)' ', (byte)'\t');
        ReadOnlySpan<byte> word = at < 0 ? Rest : Rest[..at];
        Rest = at < 0 ? default : Rest[at..].TrimStart(" \t"u8);
        return word;
    }

    internal bool TakeNumber(out long value)
    {
        if (!Utf8Parser.TryParse(Rest, out value, out int length)) return false;
        Rest = Rest[length..];
        return true;
    }

    internal void SkipBlanks() => Rest = Rest.TrimStart(" \t"u8);

    /// <summary>A number that follows a word somewhere in a text; zero when there is none.</summary>
    internal static long NumberAfter(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word)
    {
        int at = text.IndexOf(word);
        return at >= 0 && Utf8Parser.TryParse(text[(at + word.Length)..].TrimStart(" #=:<"u8), out long value, out _)
            ? value
            : 0;
    }

    /// <summary>The last word of a text.</summary>
    internal static ReadOnlySpan<byte> LastWord(ReadOnlySpan<byte> text)
    {
        text = text.TrimEnd(" \t"u8);
        int at = text.LastIndexOfAny((byte)' ', (byte)'\t');
        return text[(at + 1)..];
    }

    /// <summary>An address and, behind a colon or a dot or in brackets, a port.</summary>
    internal static ReadOnlySpan<byte> AddressOf(ReadOnlySpan<byte> text, out int port)
    {
        port = 0;
        text = text.Trim(" \t<>'\"`,;"u8);
        if (text is [(byte)'[', ..] && text.IndexOf((byte)']') is > 0 and var close)
        {
            if (text[(close + 1)..] is [(byte)':', .. var number]) PortOf(number, out port);
            return text[1..close];
        }

        int open = text.IndexOf((byte)'(');
        if (open > 0)
        {
            PortOf(text[(open + 1)..].TrimEnd((byte)')'), out port);
            return text[..open];
        }

        int colon = text.LastIndexOf((byte)':');
        // An IPv6 address has more of them, and no port without brackets.
        if (colon > 0 && text[..colon].IndexOf((byte)':') < 0 && PortOf(text[(colon + 1)..], out port))
            return text[..colon];
        return text.TrimEnd((byte)':');
    }

    private static bool PortOf(ReadOnlySpan<byte> text, out int port)
    {
        bool isPort = Utf8Parser.TryParse(text, out ushort value, out int length) && length == text.Length;
        port = isPort ? value : 0;
        return isPort;
    }
}
