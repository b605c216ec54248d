namespace Ringback.Workbench.Http;

/// <summary>The name that a request line asks for, one character to a byte as in TFTP.</summary>
internal static class RequestTarget
{
    /// <summary>
    /// Reads the target of a request (RFC 9112 §3.2.1 and §3.2.2): what stands behind the first slash, without a
    /// query, with what is percent-encoded decoded once. Nothing is normalised: <c>../</c> stays, so that it is refused
    /// for what it is. Null where there is no path, or a percent sign without two digits.
    /// </summary>
    /// <param name="target">The target as it came.</param>
    internal static string? NameIn(string target)
    {
        ReadOnlySpan<char> path = target;
        if (!path.StartsWith('/'))
        {
            int host = path.IndexOf("://", StringComparison.Ordinal);
            int slash = host < 0 ? -1 : path[(host + 3)..].IndexOf('/');
            if (slash < 0) return null;
            path = path[(host + 3 + slash)..];
        }

        int query = path.IndexOfAny('?', '#');
        return Decode((query < 0 ? path : path[..query])[1..]);
    }

    private static string? Decode(ReadOnlySpan<char> text)
    {
        char[] name = new char[text.Length];
        int length = 0;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '%')
            {
                if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
                    return null;
                c = (char)((Digit(text[i + 1]) << 4) | Digit(text[i + 2]));
                i += 2;
            }

            name[length++] = c;
        }

        return new string(name, 0, length);
    }

    private static int Digit(char c) => char.IsAsciiDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10;
}
