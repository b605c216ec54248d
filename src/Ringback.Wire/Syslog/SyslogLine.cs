using System.Globalization;

namespace Ringback.Wire.Syslog;

/// <summary>Takes a line apart. Whatever does not look like a part of the head is text.</summary>
internal static class SyslogLine
{
    private const string NoValue = "-";

    // RFC 5424 puts one before text in UTF-8; as it is written once it has been made visible.
    private const string ByteOrderMark = "\\uFEFF";

    // RFC 3164 allows 32 characters and RFC 5424 48; a longer word is no name of a program.
    private const int LongestTag = 48;

    // RFC 5424 section 6: the longest name of a host.
    private const int LongestHost = 255;

    private static readonly string[] Months =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    internal static SyslogMessage Read(string line)
    {
        ReadOnlySpan<char> rest = line;
        if (!TryTakePriority(ref rest, out SyslogPriority priority)) return new SyslogMessage { Text = line };
        SyslogMessage message = rest.StartsWith("1 ") && ReadWithVersion(rest[2..]) is { } read
            ? read
            : ReadWithout(rest);
        return message with { Priority = priority };
    }

    private static bool TryTakePriority(ref ReadOnlySpan<char> rest, out SyslogPriority priority)
    {
        priority = default;
        if (rest is not ['<', ..]) return false;
        int end = rest.IndexOf('>');
        if (end is < 2 or > 4) return false;
        if (!int.TryParse(rest[1..end], NumberStyles.None, CultureInfo.InvariantCulture, out int value)
            || value > SyslogPriority.Largest)
        {
            return false;
        }

        priority = new SyslogPriority((byte)value);
        rest = rest[(end + 1)..];
        return true;
    }

    /// <summary>RFC 5424: five words, structured data, text. Null when it is something else.</summary>
    private static SyslogMessage? ReadWithVersion(ReadOnlySpan<char> rest)
    {
        ReadOnlySpan<char> time = TakeWord(ref rest), host = TakeWord(ref rest), tag = TakeWord(ref rest);
        ReadOnlySpan<char> process = TakeWord(ref rest), id = TakeWord(ref rest);
        // A time begins with a year there; with anything else, the 1 was a word of the text.
        bool isHead = (time is NoValue || (time.Length > 4 && time[4] == '-')) && !host.IsEmpty && !tag.IsEmpty
            && !process.IsEmpty && !id.IsEmpty;
        if (!isHead) return null;
        ReadOnlySpan<char> data = TakeData(ref rest);
        ReadOnlySpan<char> text = rest.TrimStart(' ');
        if (text.StartsWith(ByteOrderMark)) text = text[ByteOrderMark.Length..];
        return new SyslogMessage
        {
            Time = Value(time),
            Host = Value(host),
            Tag = Value(tag),
            // Some say all they have to say in the data.
            Text = (text.IsEmpty ? data : text).ToString(),
        };
    }

    /// <summary>RFC 3164 and what is like it: a time, a host, a tag, each if it looks like one.</summary>
    private static SyslogMessage ReadWithout(ReadOnlySpan<char> rest)
    {
        rest = rest.TrimStart(' ');
        string? time = TakeTime(ref rest), host = null;
        // Only behind a time a word is surely a host; without one, only a phone's name is told from text.
        ReadOnlySpan<char> afterHost = rest;
        ReadOnlySpan<char> word = TakeWord(ref afterHost);
        bool isHost = !word.IsEmpty && word.Length <= LongestHost && word[^1] != ':' && !word.Contains('[')
            && (time is not null || new SyslogMessage { Host = word.ToString(), Text = "" }.Mac is not null);
        if (isHost)
        {
            host = word.ToString();
            rest = afterHost;
        }

        string? tag = TakeTag(ref rest);
        return new SyslogMessage { Time = time, Host = host, Tag = tag, Text = rest.ToString() };
    }

    /// <summary>
    /// <c>Nov 25 16:14:00</c>, also with a sequence number before it, an asterisk or a dot for a clock that is not set,
    /// a year, parts of a second, and a colon behind it.
    /// </summary>
    private static string? TakeTime(ref ReadOnlySpan<char> rest)
    {
        ReadOnlySpan<char> at = rest;
        int digits = at.IndexOfAnyExceptInRange('0', '9');
        if (digits > 0 && at[digits..].StartsWith(": ")) at = at[(digits + 2)..];
        at = at.TrimStart("*.");
        ReadOnlySpan<char> begin = at;
        if (Array.IndexOf(Months, TakeWord(ref at).ToString()) < 0) return null;
        if (!IsNumber(TakeWord(ref at))) return null;
        ReadOnlySpan<char> clock = TakeWord(ref at);
        if (clock.Length == 4 && IsNumber(clock)) clock = TakeWord(ref at);
        bool isClock = clock.Length >= 8 && clock[2] == ':' && clock[5] == ':' && IsNumber(clock[..2])
            && IsNumber(clock[3..5]) && IsNumber(clock[6..8]);
        if (!isClock) return null;
        string time = begin[..^at.Length].Trim(" :").ToString();
        rest = at;
        return time;
    }

    /// <summary><c>app:</c>, <c>app[12]:</c>, <c>%SYS-5-CONFIG_I:</c>.</summary>
    private static string? TakeTag(ref ReadOnlySpan<char> rest)
    {
        int end = rest.IndexOfAny(":[ ");
        if (end is < 1 or > LongestTag || rest[end] == ' ') return null;
        string tag = rest[..end].ToString();
        ReadOnlySpan<char> after = rest[end..];
        if (after[0] == '[')
        {
            int close = after.IndexOf(']');
            if (close < 0 || !after[(close + 1)..].StartsWith(":")) return null;
            after = after[(close + 1)..];
        }

        // An address (10.0.0.1:69) or a time of day has a colon inside, and is no tag.
        if (after.Length > 1 && after[1] != ' ') return null;
        rest = after[1..].TrimStart(' ');
        return tag;
    }

    /// <summary>Structured data: <c>-</c>, or elements in brackets with quoted values in them.</summary>
    private static ReadOnlySpan<char> TakeData(ref ReadOnlySpan<char> rest)
    {
        ReadOnlySpan<char> all = rest;
        if (rest is NoValue || rest.StartsWith("- "))
        {
            rest = rest[1..];
            return [];
        }

        int at = 0;
        while (at < all.Length && all[at] == '[')
        {
            int end = EndOfElement(all[at..]);
            if (end < 0) break;
            at += end;
        }

        rest = all[at..];
        return all[..at];
    }

    private static int EndOfElement(ReadOnlySpan<char> element)
    {
        bool isQuoted = false;
        for (int i = 1; i < element.Length; i++)
        {
            switch (element[i])
            {
                case '\\' when isQuoted: i++; break;
                case '"': isQuoted = !isQuoted; break;
                case ']' when !isQuoted: return i + 1;
            }
        }

        return -1;
    }

    private static ReadOnlySpan<char> TakeWord(ref ReadOnlySpan<char> rest)
    {
        int end = rest.IndexOf(' ');
        ReadOnlySpan<char> word = end < 0 ? rest : rest[..end];
        rest = end < 0 ? [] : rest[end..].TrimStart(' ');
        return word;
    }

    private static bool IsNumber(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');

    private static string? Value(ReadOnlySpan<char> word) => word is NoValue ? null : word.ToString();
}
