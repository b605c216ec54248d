namespace Ringback.Observation.Logs.Lines;

/// <summary>
/// Reads the times that programs write, in every order and with every mark that was seen. It reads what stands at the
/// beginning of a text and says how long that is.
/// </summary>
/// <remarks>
/// <code>
///   Dec 20 03:25:25 · Dec 20 2020 03:25:25 · 20 Dec 2020 03:25:25 · Sun Dec 20 03:25:25 2020 · jul/06 05:45:41
///   2020-12-20T03:25:25.123+01:00 · 2020-12-20 03:25:25,123 · 2020/12/20 03:25:25 · 20201220 032525
///   20/12/2020 03:25:25 · 12/20/2020 3:25:25 AM · 20.12.2020 03:25:25 · 20/12 03:25:25.123 · 03:25:25 · 03:25:25.1234
/// </code>
/// </remarks>
internal static class TimeText
{
    private const int LongestFraction = 9;

    internal static bool TryRead(ReadOnlySpan<byte> text, out LogTime time, out int length)
    {
        ByteScan scan = new(text);
        bool read = TryRead(ref scan, out time);
        length = read ? text.Length - scan.Rest.Length : 0;
        return read;
    }

    private static bool TryRead(ref ByteScan scan, out LogTime time)
    {
        time = default;
        if (scan.IsAtEnd) return false;
        if (!char.IsAsciiDigit((char)scan.Rest[0]))
        {
            SkipWeekday(ref scan);
            if (!TryMonth(ref scan, out int month)) return scan.Rest is [>= (byte)'0' and <= (byte)'9', ..]
                && TryDigits(ref scan, out time);
            return TryAfterMonth(ref scan, month, out time);
        }

        return TryDigits(ref scan, out time);
    }

    private static bool TryAfterMonth(ref ByteScan scan, int month, out LogTime time)
    {
        time = default;
        Skip(ref scan, " /-"u8);
        if (!TryInt(ref scan, 2, out int day)) return false;
        int year = 0;
        Skip(ref scan, ", /-"u8);
        ByteScan ahead = scan;
        // A year may stand before the time, and a time of twenty hours is none.
        if (TryInt(ref ahead, 4, out int number) && number >= 1970 && ahead.Rest is [(byte)' ' or (byte)':', ..])
        {
            year = number;
            scan = ahead;
            Skip(ref scan, " :"u8);
        }

        if (!TryOfDay(ref scan, out TimeSpan ofDay)) return false;
        TimeSpan? offset = TakeOffset(ref scan);
        ahead = scan;
        Skip(ref ahead, " "u8);
        if (year == 0 && TryInt(ref ahead, 4, out number) && number is >= 1970 and < 2200
            && ahead.Rest is [] or [(byte)' ' or (byte)':' or (byte)']', ..])
        {
            year = number;
            scan = ahead;
        }

        time = new LogTime(year, month, day, ofDay) { Offset = offset };
        return true;
    }

    private static bool TryDigits(ref ByteScan scan, out LogTime time)
    {
        time = default;
        ReadOnlySpan<byte> text = scan.Rest;
        if (text is [_, (byte)':', ..] or [_, _, (byte)':', ..])
        {
            if (!TryOfDay(ref scan, out TimeSpan bare)) return false;
            time = new LogTime(0, 0, 0, bare) { Offset = TakeOffset(ref scan) };
            return true;
        }

        if (!TryInt(ref scan, 8, out int first)) return false;
        int digits = text.Length - scan.Rest.Length;
        if (digits == 8) return TryPacked(ref scan, first, out time);
        if (digits > 4 || scan.IsAtEnd) return false;
        byte mark = scan.Rest[0];
        if (mark is not ((byte)'-' or (byte)'/' or (byte)'.' or (byte)' ')) return false;
        scan.Take([mark]);
        if (TryMonth(ref scan, out int named))
        {
            Skip(ref scan, " -/."u8);
            if (!TryInt(ref scan, 4, out int yearBehind)) return false;
            // 20 Dec 03:25:25 has no year, and 7 Dec 20 03:25:25 is the seventh line, of the twentieth of December.
            if (yearBehind < 1970 && (mark == ' ' || scan.Rest is [(byte)':', ..])) return false;
            Skip(ref scan, " -:T,"u8);
            return Finish(ref scan, new LogTime(FullYear(yearBehind), named, first, default), out time);
        }

        if (mark == ' ' || !TryInt(ref scan, 2, out int second)) return false;
        if (digits == 4)
        {
            if (!scan.Take([mark]) || !TryInt(ref scan, 2, out int day)) return false;
            Skip(ref scan, " T_-"u8);
            return Finish(ref scan, new LogTime(first, second, day, default), out time);
        }

        LogTime date = new(0, second, first, default) { IsOrderUnsure = mark != '.' };
        if (scan.Take([mark]))
        {
            if (!TryInt(ref scan, 4, out int year)) return false;
            date = date with { Year = FullYear(year) };
        }

        Skip(ref scan, ", T-"u8);
        return Finish(ref scan, date, out time);
    }

    private static bool TryPacked(ref ByteScan scan, int first, out LogTime time)
    {
        time = default;
        LogTime date = new(first / 10_000, first / 100 % 100, first % 100, default);
        if (date.Year is < 1970 or > 2200 || date.Month is < 1 or > 12) return false;
        Skip(ref scan, " T_-"u8);
        if (scan.Rest is [_, _, (byte)':', ..]) return Finish(ref scan, date, out time);
        ReadOnlySpan<byte> before = scan.Rest;
        if (!TryInt(ref scan, 6, out int packed) || before.Length - scan.Rest.Length != 6) return false;
        time = date with { OfDay = new TimeSpan(packed / 10_000, packed / 100 % 100, packed % 100) };
        return true;
    }

    private static bool Finish(ref ByteScan scan, in LogTime date, out LogTime time)
    {
        time = default;
        if (!TryOfDay(ref scan, out TimeSpan ofDay)) return false;
        time = date with { OfDay = ofDay, Offset = TakeOffset(ref scan) };
        return true;
    }

    /// <summary><c>03:25:25.123</c>, <c>3:25:25 PM</c>, <c>03:25</c>.</summary>
    private static bool TryOfDay(ref ByteScan scan, out TimeSpan ofDay)
    {
        ofDay = default;
        if (!TryInt(ref scan, 2, out int hour) || !scan.Take(":"u8) || !TryInt(ref scan, 2, out int minute))
            return false;
        int second = 0;
        if (scan.Take(":"u8) && !TryInt(ref scan, 2, out second)) return false;
        if (hour > 24 || minute > 59 || second > 60) return false;
        ofDay = new TimeSpan(hour, minute, second);
        ByteScan ahead = scan;
        if ((ahead.Take("."u8) || ahead.Take(","u8)) && TryFraction(ref ahead, out TimeSpan fraction))
        {
            ofDay += fraction;
            scan = ahead;
        }

        ahead = scan;
        Skip(ref ahead, " "u8);
        bool isAfternoon = ahead.Take("PM"u8) || ahead.Take("pm"u8) || ahead.Take("p.m."u8);
        bool isMorning = !isAfternoon && (ahead.Take("AM"u8) || ahead.Take("am"u8) || ahead.Take("a.m."u8));
        if (!isAfternoon && !isMorning) return true;
        scan = ahead;
        if (isAfternoon && hour < 12) ofDay += TimeSpan.FromHours(12);
        if (isMorning && hour == 12) ofDay -= TimeSpan.FromHours(12);
        return true;
    }

    private static bool TryFraction(ref ByteScan scan, out TimeSpan fraction)
    {
        long value = 0;
        int digits = 0;
        ReadOnlySpan<byte> text = scan.Rest;
        while (digits < text.Length && digits < LongestFraction && char.IsAsciiDigit((char)text[digits]))
            value = (value * 10) + text[digits++] - '0';
        fraction = digits == 0 ? default : new TimeSpan((long)(value * Math.Pow(10, 7 - digits)));
        scan.Take(text[..digits]);
        return digits > 0;
    }

    /// <summary><c>Z</c>, <c>+01:00</c>, <c> +0000</c>, <c> UTC</c>.</summary>
    private static TimeSpan? TakeOffset(ref ByteScan scan)
    {
        if (scan.Take("Z"u8)) return TimeSpan.Zero;
        ByteScan ahead = scan;
        Skip(ref ahead, " "u8);
        if (ahead.Take("UTC"u8) || ahead.Take("GMT"u8))
        {
            scan = ahead;
            return TimeSpan.Zero;
        }

        int sign = ahead.Take("+"u8) ? 1 : ahead.Take("-"u8) ? -1 : 0;
        if (sign == 0 || !TryInt(ref ahead, 2, out int hours)) return null;
        bool isParted = ahead.Take(":"u8);
        if (!TryInt(ref ahead, 2, out int minutes)) minutes = isParted ? -1 : 0;
        if (hours > 14 || minutes is < 0 or > 59) return null;
        scan = ahead;
        return sign * new TimeSpan(hours, minutes, 0);
    }

    private static int FullYear(int year) => year switch
    {
        < 70 => year + 2000,
        < 100 => year + 1900,
        _ => year,
    };

    private static void Skip(ref ByteScan scan, ReadOnlySpan<byte> marks)
    {
        while (!scan.IsAtEnd && marks.Contains(scan.Rest[0])) scan.Take(scan.Rest[..1]);
    }

    private static void SkipWeekday(ref ByteScan scan)
    {
        ByteScan ahead = scan;
        if (ahead.Rest.Length < 4) return;
        bool isDay = ahead.Rest[..3] switch
        {
            [(byte)'M', (byte)'o', (byte)'n'] or [(byte)'T', (byte)'u', (byte)'e'] => true,
            [(byte)'W', (byte)'e', (byte)'d'] or [(byte)'T', (byte)'h', (byte)'u'] => true,
            [(byte)'F', (byte)'r', (byte)'i'] or [(byte)'S', (byte)'a', (byte)'t'] => true,
            [(byte)'S', (byte)'u', (byte)'n'] => true,
            _ => false,
        };
        if (!isDay) return;
        ahead.Take(ahead.Rest[..3]);
        ReadOnlySpan<byte> before = ahead.Rest;
        Skip(ref ahead, ", "u8);
        if (ahead.Rest.Length < before.Length) scan = ahead;
    }

    private static bool TryMonth(ref ByteScan scan, out int month)
    {
        month = 0;
        ReadOnlySpan<byte> text = scan.Rest;
        if (text.Length < 3) return false;
        uint letters = ((uint)(text[0] | 0x20) << 16) | ((uint)(text[1] | 0x20) << 8) | (uint)(text[2] | 0x20);
        month = letters switch
        {
            0x6A616E => 1, 0x666562 => 2, 0x6D6172 => 3, 0x617072 => 4, 0x6D6179 => 5, 0x6A756E => 6,
            0x6A756C => 7, 0x617567 => 8, 0x736570 => 9, 0x6F6374 => 10, 0x6E6F76 => 11, 0x646563 => 12,
            _ => 0,
        };
        if (month == 0 || text is not [_, _, _, (byte)' ' or (byte)'/' or (byte)'-' or (byte)'.', ..])
            return false;
        scan.Take(text[..3]);
        scan.Take("."u8);
        return true;
    }

    /// <summary>A number of at most so many digits.</summary>
    private static bool TryInt(ref ByteScan scan, int most, out int value)
    {
        value = 0;
        int digits = 0;
        ReadOnlySpan<byte> text = scan.Rest;
        while (digits < text.Length && digits < most && char.IsAsciiDigit((char)text[digits]))
            value = (value * 10) + text[digits++] - '0';
        scan.Take(text[..digits]);
        return digits > 0;
    }
}
