using System.Buffers.Text;
using Ringback.Observation.Logs.Formats;
using Ringback.Observation.Logs.Lines;
using Ringback.Observation.Sightings;

namespace Ringback.Observation.Logs;

/// <summary>Gives each line to the format that understands it.</summary>
/// <param name="formats">The formats, the surest first.</param>
/// <param name="clock">Makes times of what lines tell.</param>
/// <param name="book">What they tell goes in here.</param>
internal sealed class LineSorting(ILogFormat[] formats, LogClock clock, SightingBook book)
{
    // So many columns and marks stand before the words of a line.
    private const int MostStarts = 16;

    // What the fields are called in which journals, containers and collectors of logs carry somebody's line.
    private static readonly byte[][] Words =
        Fields("MESSAGE", "message", "msg", "log", "Message", "short_message", "_raw", "@message", "text", "line");

    private static readonly byte[][] Times =
        Fields("__REALTIME_TIMESTAMP", "@timestamp", "timestamp", "time", "TimeCreated", "ts", "date");

    private static readonly byte[][] Programs =
        Fields("SYSLOG_IDENTIFIER", "_COMM", "program", "ident", "appname", "programname");

    private static readonly byte[][] Processes = Fields("_PID", "SYSLOG_PID", "pid", "procid");
    private static readonly byte[][] Machines = Fields("_HOSTNAME", "hostname");
    private readonly LinePrefix _prefix = new();
    private readonly LinePrefix _within = new();
    private readonly long[] _understood = new long[formats.Length];
    private readonly StrangePrograms _strangers = new();
    private readonly int _guess = Array.FindIndex(formats, f => f is GuessFormat);
    private readonly int _ofPhone = Array.FindIndex(formats, f => f is PhoneMessagesFormat);
    private byte[] _lastHost = [];
    private DateTimeOffset _lastTime;
    private bool _isLastTime;
    private bool _isLastDated;
    private int _wordsBefore;
    private int _current;

    /// <summary>Blank lines.</summary>
    internal long Blank { get; private set; }

    /// <summary>Lines that a journal did not show because of a character in them.</summary>
    internal long Hidden { get; private set; }

    /// <summary>The machines whose programs wrote the lines.</summary>
    internal HashSet<string> Hosts { get; } = [];

    /// <summary>The first lines that nobody understood.</summary>
    internal List<long> FirstMissed { get; } = [];

    /// <summary>Lines that say nothing of a phone.</summary>
    internal long Idle { get; private set; }

    internal IReadOnlyList<FormatCount> Counts()
    {
        Dictionary<string, string> titles = LogFormats.Known.ToDictionary(f => f.Name, f => f.Title);
        return
        [
            .. formats.Select((f, i) => new FormatCount(f.Name, titles[f.Name], _understood[i]))
                .Where(f => f.Lines > 0).OrderByDescending(f => f.Lines),
        ];
    }

    internal void Finish()
    {
        foreach (ILogFormat format in formats) format.Finish(book);
    }

    /// <summary>A line that stands there once more.</summary>
    internal void PassOver()
    {
        Idle++;
        _understood[_current]++;
    }

    /// <summary>Reads a line.</summary>
    /// <param name="raw">The line.</param>
    /// <param name="isMarked">True in a file with the colours of a terminal in it.</param>
    internal void Read(ReadOnlySpan<byte> raw, bool isMarked)
    {
        if (raw.IndexOfAnyExcept(" \t\0"u8) < 0)
        {
            Blank++;
            return;
        }

        if (raw[0] == '{' && JsonText.Find(raw, Words) is { } carried
            && TryCarried(raw, carried.AsSpan().TrimEnd("\r\n"u8), 0)) return;
        byte[]? cleaned = isMarked || LineCleaning.EndsInMark(raw) ? LineCleaning.Clean(raw) : null;
        if (TryPlain(cleaned ?? raw, out LogLine line)) return;
        if (_strangers.Includes(line.Program))
        {
            Miss();
            return;
        }

        bool isNew = cleaned is null && (cleaned = LineCleaning.Clean(raw)) is not null;
        bool isRead = (isNew && TryPlain(cleaned, out line)) || TryWrapped(cleaned ?? raw, 0)
            || TryBehindWords(line) || TryWithin(line) || Try(_guess, line);
        if (isRead) return;
        Miss();
        _strangers.Add(line.Program);
    }

    private void Meet(ReadOnlySpan<byte> host)
    {
        const int most = 64, longest = 255;
        _lastHost = host[..Math.Min(host.Length, longest)].ToArray();
        if (Hosts.Count < most) Hosts.Add(System.Text.Encoding.Latin1.GetString(_lastHost));
    }

    private void Miss()
    {
        const int told = 10;
        if (FirstMissed.Count < told) FirstMissed.Add(book.Line);
    }

    private static byte[][] Fields(params string[] names) =>
        [.. names.Select(n => System.Text.Encoding.ASCII.GetBytes($"\"{n}\""))];

    private bool TryPlain(ReadOnlySpan<byte> raw, out LogLine line)
    {
        line = _prefix.Part(raw, out LogTime time, out bool isTimed);
        _isLastDated = isTimed && time.Month != 0;
        if (!isTimed) return Try(line);
        if (!_prefix.IsSameTime) _isLastTime = clock.TryTell(time, out _lastTime);
        if (_isLastTime) book.PassTo(_lastTime);
        return Try(line);
    }

    /// <summary>Offers a line to the formats, but one of them.</summary>
    private bool Try(in LogLine line, int but = -1)
    {
        // What is only guessed is tried when nobody knows better.
        if (_current != _guess && _current != but && Try(_current, line)) return true;
        for (int i = 0; i < formats.Length; i++)
        {
            if (i != _current && i != _guess && i != but && Try(i, line)) return true;
        }

        return false;
    }

    private bool Try(int format, in LogLine line)
    {
        if (format < 0) return false;
        LineVerdict verdict = formats[format].Read(line, book);
        if (verdict is LineVerdict.Strange) return false;
        if (!line.Host.IsEmpty && !line.Host.SequenceEqual(_lastHost)) Meet(line.Host);
        if (verdict is LineVerdict.Idle)
        {
            Idle++;
            if (line.Text is [(byte)'[', ..] && line.Text.EndsWith(" blob data]"u8)) Hidden++;
        }

        _understood[format]++;
        _current = format;
        return true;
    }

    /// <summary>Whoever passed the line on has put something of his around it.</summary>
    private bool TryWrapped(ReadOnlySpan<byte> text, int depth)
    {
        const int deepest = 2;
        if (depth > deepest) return false;
        if (text.IndexOf((byte)'"') >= 0 && JsonText.Find(text, Words) is { } said)
            return TryCarried(text, said.AsSpan().TrimEnd("\r\n"u8), depth);
        (long, long, long, bool) before = book.Times;
        (bool, bool, DateTimeOffset, int, TimeSpan) learned = clock.Learned;
        bool isDated = _isLastDated;
        int tried = 0;
        for (int at = WrappedLine.NextStart(text, 0); at > 0 && tried < MostStarts; tried++)
        {
            ReadOnlySpan<byte> inner = WrappedLine.From(text, at);
            LogLine line = _within.Part(inner, out LogTime time, out bool isTimed);
            // The time of who wrote the line is nearer than that of who passed it on; half of one is not.
            bool isBetter = isTimed && (time.Month != 0 || !isDated);
            if (isBetter && clock.TryTell(time, out DateTimeOffset told)) book.PassTo(told);
            isDated |= isBetter && time.Month != 0;
            if (Try(line, _ofPhone)) return true;
            int length = isTimed && TimeText.TryRead(inner, out _, out int read) ? read - 1 : 0;
            at = WrappedLine.NextStart(text, at + length);
        }

        // What looked like times were none of lines of this log.
        book.Times = before;
        clock.Learned = learned;
        return false;
    }

    /// <summary>The words stand by themselves, and beside them who said them and when.</summary>
    private bool TryCarried(ReadOnlySpan<byte> text, ReadOnlySpan<byte> words, int depth)
    {
        if (JsonText.Find(text, Times) is { } time) PassTo(time);
        LogLine line = _within.Part(words, out LogTime its, out bool isTimed);
        if (isTimed && clock.TryTell(its, out DateTimeOffset at)) book.PassTo(at);
        if (line.Program.IsEmpty)
        {
            line = new LogLine
            {
                Whole = words, Text = line.Text, Program = JsonText.Find(text, Programs),
                Process = JsonText.Find(text, Processes), Host = JsonText.Find(text, Machines),
            };
        }

        return Try(line) || TryWrapped(words, depth + 1) || TryWithin(line) || Try(_guess, line);
    }

    private void PassTo(ReadOnlySpan<byte> said)
    {
        // Millionths of a second since 1970, as journals count; or a time as people write it.
        const int digits = 16;
        bool isNumber = Utf8Parser.TryParse(said, out long number, out int length) && length == said.Length;
        if (isNumber && length == digits) book.PassTo(DateTimeOffset.UnixEpoch.AddMicroseconds(number));
        else if (!isNumber && TimeText.TryRead(said, out LogTime time, out _)
            && clock.TryTell(time, out DateTimeOffset at)) book.PassTo(at);
    }

    /// <summary>Something unknown stands before the words: they are looked for.</summary>
    private bool TryWithin(in LogLine line)
    {
        for (int i = 0; i < formats.Length; i++)
        {
            foreach (byte[] anchor in formats[i].Anchors)
            {
                int at = line.Text.IndexOf(anchor);
                if (at <= 0) continue;
                LogLine within = new()
                {
                    Whole = line.Whole, Text = WrappedLine.From(line.Text, at), Host = line.Host,
                };
                if (!Try(i, within)) continue;
                _wordsBefore = CountWords(line.Text[..at]);
                return true;
            }
        }

        return false;
    }

    /// <summary>What is unknown before the words of one line stands before those of the next as well.</summary>
    private bool TryBehindWords(in LogLine line)
    {
        if (_wordsBefore == 0) return false;
        ByteScan scan = new(line.Text);
        for (int i = 0; i < _wordsBefore; i++) scan.TakeWord();
        return !scan.IsAtEnd && Try(new LogLine { Whole = line.Whole, Text = scan.Rest, Host = line.Host }, _ofPhone);
    }

    /// <summary>How many words those are; 0 where a word goes on behind them.</summary>
    private static int CountWords(ReadOnlySpan<byte> before)
    {
        if (before is not [.., (byte)' ' or (byte)'\t']) return 0;
        ByteScan scan = new(before);
        int words = 0;
        while (!scan.IsAtEnd)
        {
            scan.TakeWord();
            words++;
        }

        return words;
    }
}
