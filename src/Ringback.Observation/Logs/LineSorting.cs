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
    private readonly LinePrefix _prefix = new();
    private readonly long[] _understood = new long[formats.Length];
    private readonly StrangePrograms _strangers = new();
    private readonly int _guess = Array.FindIndex(formats, f => f is GuessFormat);
    private byte[] _lastHost = [];
    private DateTimeOffset _lastTime;
    private bool _isLastTime;
    private int _current;

    /// <summary>Blank lines.</summary>
    internal long Blank { get; private set; }

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

    internal void Read(ReadOnlySpan<byte> raw)
    {
        if (raw.IndexOfAnyExcept(" \t\0"u8) < 0)
        {
            Blank++;
            return;
        }

        if (TryPlain(raw, out LogLine line)) return;
        if (_strangers.Includes(line.Program))
        {
            Miss();
            return;
        }

        byte[]? cleaned = LineCleaning.Clean(raw);
        bool isRead = (cleaned is not null && TryPlain(cleaned, out line)) || TryWithin(line) || Try(_guess, line);
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

    private bool TryPlain(ReadOnlySpan<byte> raw, out LogLine line)
    {
        line = _prefix.Part(raw, out LogTime time, out bool isTimed);
        if (!isTimed) return Try(line);
        if (!_prefix.IsSameTime) _isLastTime = clock.TryTell(time, out _lastTime);
        if (_isLastTime) book.PassTo(_lastTime);
        return Try(line);
    }

    private bool Try(in LogLine line)
    {
        // What is only guessed is tried when nobody knows better.
        if (_current != _guess && Try(_current, line)) return true;
        for (int i = 0; i < formats.Length; i++)
        {
            if (i != _current && i != _guess && Try(i, line)) return true;
        }

        return false;
    }

    private bool Try(int format, in LogLine line)
    {
        if (format < 0) return false;
        LineVerdict verdict = formats[format].Read(line, book);
        if (verdict is LineVerdict.Strange) return false;
        if (!line.Host.IsEmpty && !line.Host.SequenceEqual(_lastHost)) Meet(line.Host);
        if (verdict is LineVerdict.Idle) Idle++;
        _understood[format]++;
        _current = format;
        return true;
    }

    /// <summary>Something unknown stands before the words: they are looked for.</summary>
    private bool TryWithin(in LogLine line)
    {
        for (int i = 0; i < formats.Length; i++)
        {
            foreach (byte[] anchor in formats[i].Anchors)
            {
                int at = line.Text.IndexOf(anchor);
                if (at > 0 && Try(i, new LogLine { Whole = line.Whole, Text = line.Text[at..], Host = line.Host }))
                    return true;
            }
        }

        return false;
    }
}
