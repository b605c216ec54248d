namespace Ringback.Observation.Logs.Lines;

/// <summary>
/// How a file is written, as its first lines show: what people copy out of a window, or what a page shows them, is not
/// always as the program wrote it.
/// </summary>
/// <param name="HasReturns">True when its lines end as Windows ends them.</param>
/// <param name="HasBlanks">True when most lines end in blanks: then a blank is no part of a name.</param>
/// <param name="IsDoubled">True when nearly every line stands there twice, because two services wrote it down.</param>
/// <param name="IsNewestFirst">True when the newest line stands first, as pages and some devices show logs.</param>
internal readonly record struct LogHead(bool HasReturns, bool HasBlanks, bool IsDoubled, bool IsNewestFirst)
{
    private const int Looked = 1_000;

    /// <summary>Looks at the first lines of a file.</summary>
    internal static LogHead Of(ReadOnlySpan<byte> start)
    {
        int lines = 0, returned = 0, blank = 0, wide = 0, pairs = 0, crowds = 0, same = 0, rises = 0, falls = 0;
        LinePrefix prefix = new();
        LogClock clock = new(DateTimeOffset.UnixEpoch.AddYears(50));
        DateTimeOffset last = DateTimeOffset.MinValue;
        ReadOnlySpan<byte> before = default;
        while (lines < Looked && start.IndexOf((byte)'\n') is >= 0 and var end)
        {
            ReadOnlySpan<byte> line = start[..end];
            start = start[(end + 1)..];
            if (line is [.., (byte)'\r'])
            {
                returned++;
                line = line[..^1];
            }

            if (line.IsEmpty) continue;
            lines++;
            if (line[^1] is (byte)' ' or (byte)'\t') blank++;
            if (line is [.., (byte)' ', (byte)' ']) wide++;
            prefix.Part(line, out LogTime time, out bool isTimed);
            // Without a time, the same line again is the same question again.
            same = isTimed && line.SequenceEqual(before) ? same + 1 : 0;
            if (same == 1) pairs++;
            if (same == 2) crowds++;
            before = line;
            if (!isTimed || !clock.TryTell(time, out DateTimeOffset at)) continue;
            if (last > DateTimeOffset.MinValue && at > last) rises++;
            if (at < last) falls++;
            last = at;
        }

        const int fewest = 3, many = 10;
        // Who asks again and again within a second has more than two lines.
        bool isDoubled = pairs >= fewest && pairs * many > lines * 4 && crowds * many < pairs;
        bool isFalling = falls >= fewest ? falls > rises * many : falls == fewest - 1 && rises == 0;
        // Blank lines count as none here: they end in no blank and have no time.
        return new LogHead(returned > 0 && returned * 2 >= lines,
            (blank > fewest && blank * 4 > lines * 3) || (wide > 0 && wide == lines), isDoubled, isFalling);
    }
}
