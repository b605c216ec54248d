using System.Buffers;

namespace Ringback.Wire.Sip;

/// <summary>The grammar that headers share: tokens, lists and parameters. RFC 3261 section 25.1.</summary>
internal static class SipText
{
    private static readonly SearchValues<char> s_token =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.!%*_+`'~");

    /// <summary>True for a name as methods and headers have.</summary>
    internal static bool IsToken(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(s_token);

    /// <summary>The first place of a character outside quotes and angle brackets; -1 when there is none.</summary>
    internal static int IndexOutside(ReadOnlySpan<char> text, char wanted)
    {
        bool quoted = false;
        bool angled = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (quoted)
            {
                if (c == '\\') i++;
                else if (c == '"') quoted = false;
            }
            else if (c == wanted && !angled) return i;
            else if (c == '"') quoted = true;
            else if (c == '<') angled = true;
            else if (c == '>') angled = false;
        }

        return -1;
    }

    /// <summary>The parts of a value between separators that stand outside quotes and angle brackets.</summary>
    internal static List<string> Split(string value, char separator)
    {
        List<string> parts = [];
        foreach (ReadOnlySpan<char> part in new SipParts(value, separator)) parts.Add(part.ToString());
        return parts;
    }

    /// <summary>The first of the parts of a value: see <see cref="Split"/>.</summary>
    internal static string First(string value, char separator)
    {
        int at = IndexOutside(value, separator);
        return (at < 0 ? value : value[..at]).Trim();
    }

    /// <summary>
    /// The value of a parameter behind the first semicolon, without its quotes; empty when the parameter stands alone;
    /// null when there is none.
    /// </summary>
    internal static string? Parameter(string value, string name)
    {
        bool isFirst = true;
        foreach (ReadOnlySpan<char> part in new SipParts(value, ';'))
        {
            int equals = part.IndexOf('=');
            ReadOnlySpan<char> key = equals < 0 ? part : part[..equals].TrimEnd();
            if (!isFirst && key.Equals(name, StringComparison.OrdinalIgnoreCase))
                return equals < 0 ? "" : part[(equals + 1)..].Trim().Trim('"').ToString();
            isFirst = false;
        }

        return null;
    }

    /// <summary>The URI of a From, To or Contact, with or without angle brackets.</summary>
    internal static string Uri(string value)
    {
        int open = IndexOutside(value, '<');
        if (open < 0)
        {
            int semicolon = value.IndexOf(';', StringComparison.Ordinal);
            return (semicolon < 0 ? value : value[..semicolon]).Trim();
        }

        int close = value.IndexOf('>', open);
        return (close < 0 ? value[(open + 1)..] : value[(open + 1)..close]).Trim();
    }

    /// <summary>A display name in quotes; what would end it, or the line, becomes a blank.</summary>
    internal static string Quoted(string name) =>
        $"\"{string.Concat(name.Select(c => c is '"' or '\\' or < ' ' or > '~' ? ' ' : c))}\"";

    /// <summary>The user of a URI, <c>1600</c> of <c>sip:1600@host</c>; null when it has none.</summary>
    internal static string? User(string uri)
    {
        int colon = uri.IndexOf(':', StringComparison.Ordinal);
        int at = uri.IndexOf('@', StringComparison.Ordinal);
        if (colon < 0 || at <= colon + 1) return null;
        string user = uri[(colon + 1)..at];
        int password = user.IndexOf(':', StringComparison.Ordinal);
        return password < 0 ? user : user[..password];
    }
}

/// <summary>The parts of a value, one after the other and trimmed: see <see cref="SipText.Split"/>.</summary>
internal ref struct SipParts(ReadOnlySpan<char> value, char separator)
{
    private ReadOnlySpan<char> _rest = value;
    private bool _isOver;

    public ReadOnlySpan<char> Current { get; private set; }

    public readonly SipParts GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_isOver) return false;
        int at = SipText.IndexOutside(_rest, separator);
        _isOver = at < 0;
        Current = (_isOver ? _rest : _rest[..at]).Trim();
        if (!_isOver) _rest = _rest[(at + 1)..];
        return true;
    }
}
