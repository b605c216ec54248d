using System.Buffers;
using System.Buffers.Text;

namespace Ringback.Observation.Logs.Lines;

/// <summary>
/// Takes off what stands before the words of a line: priority, time, machine, program. RFC 3164 and RFC 5424, journals,
/// routers, times in brackets, and text that was quoted in a forum.
/// </summary>
internal sealed class LinePrefix
{
    private const int LongestTime = 40;

    private static readonly SearchValues<byte> NoProgram = SearchValues.Create("<>\"'=:,\t"u8);

    private readonly byte[] _lastText = new byte[LongestTime];
    private int _lastLength;
    private LogTime _lastTime;

    /// <summary>True when the line that was parted last has the very time of the timed one before it.</summary>
    internal bool IsSameTime { get; private set; }

    /// <summary>Parts a line.</summary>
    /// <param name="whole">The line.</param>
    /// <param name="time">The time that it tells.</param>
    /// <param name="isTimed">False when it tells none.</param>
    internal LogLine Part(ReadOnlySpan<byte> whole, out LogTime time, out bool isTimed)
    {
        ReadOnlySpan<byte> text = whole is [> (byte)' ', ..] ? whole : whole.TrimStart(" \t"u8);
        IsSameTime = false;
        bool isPrioritised = SkipPriority(ref text, out bool isNewStyle);
        isTimed = TryTime(ref text, out time);
        if (!isTimed)
        {
            isTimed = TryTimeBehind(ref text, out time);
            return Untimed(whole, text, isPrioritised);
        }

        if (isNewStyle && Headed(whole, text) is { Text.IsEmpty: false } headed) return headed;
        text = text.TrimStart(" \t"u8);
        // Routers put a colon behind the time, and some programs a bar or the level.
        if (text is [(byte)':' or (byte)'|' or (byte)'-', (byte)' ', ..]) text = text[2..].TrimStart(" \t"u8);
        return Tagged(whole, text);
    }

    /// <summary><c>freepbx in.tftpd[8214]: words</c>, <c>in.tftpd[8214]: words</c>, or only words.</summary>
    private static LogLine Tagged(ReadOnlySpan<byte> whole, ReadOnlySpan<byte> text)
    {
        int blank = text.IndexOf((byte)' ');
        if (blank <= 0) return new LogLine { Whole = whole, Text = text };
        ReadOnlySpan<byte> first = text[..blank];
        if (TryTag(first, out ReadOnlySpan<byte> program, out ReadOnlySpan<byte> process))
        {
            return new LogLine
            {
                Whole = whole, Text = Words(text[(blank + 1)..]), Program = program, Process = process,
            };
        }

        ReadOnlySpan<byte> behind = text[(blank + 1)..];
        blank = behind.IndexOf((byte)' ');
        if (blank <= 0 || !TryTag(behind[..blank], out program, out process))
            return new LogLine { Whole = whole, Text = text };
        return new LogLine
        {
            Whole = whole, Host = first, Program = program, Process = process, Text = Words(behind[(blank + 1)..]),
        };
    }

    /// <summary>
    /// What the program said, without <c>[ID 123456 daemon.info]</c> of Solaris, and out of
    /// <c>message repeated 2 times: [ … ]</c>.
    /// </summary>
    private static ReadOnlySpan<byte> Words(ReadOnlySpan<byte> text)
    {
        text = text.TrimStart((byte)' ');
        if (text is [(byte)'[', (byte)'I', (byte)'D', (byte)' ', ..] && text.IndexOf("] "u8) is > 0 and var end)
            return text[(end + 2)..];
        ReadOnlySpan<byte> repeated = "message repeated "u8;
        return text is [(byte)'m', ..] && text.StartsWith(repeated) && text is [.., (byte)']']
            && text.IndexOf(": ["u8) is > 0 and var open ? text[(open + 3)..^1].Trim((byte)' ') : text;
    }

    /// <summary><c>1 TIME HOST APP PROCID MSGID SD MSG</c> (RFC 5424 §6), from the host on.</summary>
    private static LogLine Headed(ReadOnlySpan<byte> whole, ReadOnlySpan<byte> text)
    {
        ByteScan scan = new(text.TrimStart((byte)' '));
        ReadOnlySpan<byte> host = scan.TakeWord(), program = scan.TakeWord(), process = scan.TakeWord();
        scan.TakeWord();
        if (scan.Take("-"u8))
        {
            scan.SkipBlanks();
        }
        else
        {
            while (scan.Rest is [(byte)'[', ..])
            {
                if (!scan.TakeUntil("]"u8, out _)) break;
            }

            scan.SkipBlanks();
        }

        // A message in UTF-8 begins with a mark (§6.4).
        scan.Take([0xEF, 0xBB, 0xBF]);
        return new LogLine { Whole = whole, Host = host, Program = program, Process = process, Text = scan.Rest };
    }

    private static LogLine Untimed(ReadOnlySpan<byte> whole, ReadOnlySpan<byte> text, bool isPrioritised)
    {
        int blank = text.IndexOf((byte)' ');
        bool isTagged = blank > 0 && TryTag(text[..blank], out ReadOnlySpan<byte> _, out ReadOnlySpan<byte> _);
        return isTagged || isPrioritised ? Tagged(whole, text) : new LogLine { Whole = whole, Text = text };
    }

    private static bool TryTag(
        ReadOnlySpan<byte> word, out ReadOnlySpan<byte> program, out ReadOnlySpan<byte> process)
    {
        process = default;
        program = default;
        if (word is not [.., (byte)':']) return false;
        program = word[..^1];
        // An address, a quotation and a heading are no program.
        if (program.IsEmpty || program.IndexOfAny(NoProgram) >= 0 || char.IsAsciiDigit((char)program[0])) return false;
        int open = program.IndexOf((byte)'[');
        if (open > 0 && program[^1] == ']')
        {
            process = program[(open + 1)..^1];
            program = program[..open];
        }

        return true;
    }

    /// <summary>Tftpd32 writes its times behind the words: <c>… [05/07 15:42:27.148]</c>.</summary>
    private static bool TryTimeBehind(ref ReadOnlySpan<byte> text, out LogTime time)
    {
        time = default;
        ReadOnlySpan<byte> trimmed = text.TrimEnd(" \t"u8);
        if (trimmed is not [.., (byte)']'] || trimmed.LastIndexOf((byte)'[') is not (>= 0 and var open)) return false;
        ReadOnlySpan<byte> inside = trimmed[(open + 1)..^1];
        if (!TimeText.TryRead(inside, out time, out int length) || length != inside.Length) return false;
        text = trimmed[..open].TrimEnd(" \t"u8);
        return true;
    }

    /// <summary><c>&lt;30&gt;</c>, with the version of RFC 5424 behind it.</summary>
    private static bool SkipPriority(ref ReadOnlySpan<byte> text, out bool isNewStyle)
    {
        // 1 2026-03-04T10:00:00Z: where the priority was taken off.
        isNewStyle = text is [(byte)'1', (byte)' ', _, _, _, _, (byte)'-', _, _, (byte)'-', _, _, (byte)'T', ..];
        if (isNewStyle)
        {
            text = text[2..];
            return true;
        }

        if (text is not [(byte)'<', >= (byte)'0' and <= (byte)'9', ..]) return false;
        if (!Utf8Parser.TryParse(text[1..], out byte _, out int length)) return false;
        ReadOnlySpan<byte> behind = text[(1 + length)..];
        if (behind is not [(byte)'>', .. var rest]) return false;
        isNewStyle = rest is [(byte)'1', (byte)' ', ..];
        text = isNewStyle ? rest[2..] : rest.TrimStart((byte)' ');
        return true;
    }

    private bool TryTime(ref ReadOnlySpan<byte> text, out LogTime time)
    {
        // Most lines were written in the second of the line before.
        if (_lastLength > 0 && text.Length > _lastLength && text.StartsWith(_lastText.AsSpan(0, _lastLength))
            && !char.IsAsciiLetterOrDigit((char)text[_lastLength]) && text[_lastLength] is not (byte)'.')
        {
            time = _lastTime;
            text = text[_lastLength..];
            IsSameTime = true;
            return true;
        }

        int before = SkipMarks(text);
        if (TimeText.TryRead(text[before..], out time, out int length)
            && (text.Length == before + length || !char.IsAsciiLetterOrDigit((char)text[before + length])))
        {
            int end = before + length;
            if (before > 0 && end < text.Length && text[end] is (byte)']' or (byte)')') end++;
            Remember(text[..end], time);
            text = text[end..];
            return true;
        }

        return TryEpoch(ref text, out time);
    }

    /// <summary><c>[</c> before a time; <c>*</c>, <c>.</c> and a number before a router's; marks of quoting.</summary>
    private static int SkipMarks(ReadOnlySpan<byte> text)
    {
        int at = 0;
        while (at < text.Length && text[at] is (byte)'[' or (byte)'(' or (byte)'*' or (byte)'.' or (byte)'>'
            or (byte)'|' or (byte)' ') at++;
        // 000123: *Mar 1 00:00:12.345: of a router that numbers its lines.
        int digits = at;
        while (digits < text.Length && char.IsAsciiDigit((char)text[digits])) digits++;
        if (digits - at >= 3 && digits + 2 < text.Length && text[digits] == ':' && text[digits + 1] == ' ')
        {
            at = digits + 2;
            while (at < text.Length && text[at] is (byte)'*' or (byte)'.' or (byte)' ') at++;
        }

        return at;
    }

    /// <summary>Seconds since 1970, as <c>tcpdump -tt</c> writes them, or since a capture began.</summary>
    private static bool TryEpoch(ref ReadOnlySpan<byte> text, out LogTime time)
    {
        time = default;
        if (text is [(byte)'[', ..]) return TrySinceStart(ref text, out time);
        bool isNumber = Utf8Parser.TryParse(text, out long seconds, out int length) && length is 10
            && seconds > 0 && text.Length > length + 7 && text[length] == '.';
        if (!isNumber || !Utf8Parser.TryParse(text[(length + 1)..], out int micro, out int digits) || digits != 6)
            return false;
        time = new LogTime(1970, 1, 1, TimeSpan.FromSeconds(seconds) + TimeSpan.FromMicroseconds(micro))
        {
            Offset = TimeSpan.Zero,
        };
        text = text[(length + 1 + digits)..];
        return true;
    }

    /// <summary><c>[   12.345678]</c>: seconds since the machine was started, of a kernel or a journal.</summary>
    private static bool TrySinceStart(ref ReadOnlySpan<byte> text, out LogTime time)
    {
        const double longest = 1e9;
        time = default;
        int close = text.IndexOf((byte)']');
        ReadOnlySpan<byte> inside = close < 0 ? default : text[1..close].Trim((byte)' ');
        // journalctl -o with-unit and short-delta put a difference behind it.
        int blank = inside.IndexOf((byte)' ');
        if (blank > 0) inside = inside[..blank];
        const int digits = 6;
        if (inside.Length <= digits + 1 || inside[^(digits + 1)] != '.'
            || !Utf8Parser.TryParse(inside, out double seconds, out int length) || length != inside.Length
            || seconds is < 0 or > longest) return false;
        time = new LogTime(0, 0, 0, TimeSpan.FromSeconds(seconds));
        text = text[(close + 1)..];
        return true;
    }

    private void Remember(ReadOnlySpan<byte> text, in LogTime time)
    {
        _lastLength = 0;
        if (text.Length > LongestTime) return;
        text.CopyTo(_lastText);
        _lastLength = text.Length;
        _lastTime = time;
    }
}
